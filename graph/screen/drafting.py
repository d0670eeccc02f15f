"""The session's draft: its steps, what comes of them on the map and in the files, and how they get to the disk."""

from __future__ import annotations

import datetime
from dataclasses import replace

import streamlit as st

from graph import edit, history
from graph.edit import Draft, EditRefused, Review
from graph.files import texts
from graph.layout import layout
from graph.model import Dataset
from graph.picture import wire
from graph.screen import frame, rights
from graph.screen.dataset import dataset, folder, generation
from graph.screen.forms import Translate
from graph.screen.network_view import network_view, packed
from graph.screen.plain import escape
from graph.screen.reader import language
from graph.words import translator

SHOWN = 400  # lines of a diff
MOST_IN_FOCUS = 8  # actors
NEAR = 60  # actors shown around one that is to be placed


def draft() -> Draft:
    """The session's draft, brought up to what the disk says."""
    version = generation(folder())
    kept: Draft | None = st.session_state.get("draft")
    if kept is None or st.session_state["draft version"] != version:
        files = texts(folder())
        try:
            kept = kept.on(files) if kept else Draft.of(files)
            st.session_state.pop("draft clash", None)
        except EditRefused as refused:
            st.session_state["draft clash"] = refused
        put(kept)
        st.session_state["draft version"] = version
    return kept


def put(new: Draft) -> None:
    st.session_state["draft"] = new


def take(title: str, files: dict[str, str]) -> None:
    put(st.session_state["draft"].step(title, files))


def outcome(kept: Draft, today: datetime.date) -> Review | None:
    """What comes of the draft; None if it says what the disk says. Worked out once for each state."""
    if not kept.changed:
        return None
    known = st.session_state.get("draft review")
    if known is None or known[0] is not kept.now or known[1] is not kept.base:
        found = edit.review(folder(), kept.base, kept.now, today, _root(str(folder())))
        st.session_state["draft review"] = known = (kept.now, kept.base, found)
    return known[2]


@st.cache_data(show_spinner=False)
def _root(where: str) -> str:
    return history.root_path(folder())


def panel(kept: Draft, found: Review | None, today: datetime.date, _: Translate, with_map: bool = True) -> None:
    """Undo and redo, what is wrong, the map, the diff, and the way out: save, or take a patch."""
    st.subheader(_("Your changes"))
    _steps(kept, _)
    if clash := st.session_state.get("draft clash"):
        st.warning(escape(clash.said(_)))
        st.button(_("Give up my changes and read the files anew"), on_click=forget)
    if found is None:
        st.text(_("Nothing differs from the files."))
    else:
        _problems(found, _)
        _way_out(kept, found, _)
        if with_map:
            frame.show(frame.heading(3, _("On the map")))
            _map(found, today, _)
        with st.expander(_("The lines that change"), expanded=True, icon=":material/difference:"):
            _diff(found.diff, _)
    if rights.may_edit():
        from graph.screen import saving

        saving.commit_box(_)


def forget() -> None:
    st.session_state.pop("draft", None)
    st.session_state.pop("draft clash", None)


def _steps(kept: Draft, _: Translate) -> None:
    with st.container(horizontal=True):
        st.button(_("Undo"), icon=":material/undo:", disabled=not kept.done, on_click=_move, args=("undo",),
                  help=escape(kept.done[-1].title) if kept.done else None)
        st.button(_("Redo"), icon=":material/redo:", disabled=not kept.undone, on_click=_move, args=("redo",),
                  help=escape(kept.undone[-1].title) if kept.undone else None)
    for step in kept.done[-8:]:
        st.text(f"✓ {step.title}")
    for step in reversed(kept.undone[-4:]):
        st.caption(f"~~{escape(step.title)}~~")


def _move(way: str) -> None:
    try:
        put(getattr(st.session_state["draft"], way)())
    except EditRefused as refused:
        st.toast(escape(refused.said(translator(language()))), icon=":material/error:")


def _problems(found: Review, _: Translate) -> None:
    for degree, show in (("error", st.error), ("look", st.info)):
        for problem in [problem for problem in found.problems if problem.degree == degree][:20]:
            show(escape(problem.said(_).sentence))
    if not found.problems:
        st.success(_("Nothing is wrong with it."))
    if found.solved:
        st.text(_("Problems that are gone: {count}.").format(count=found.solved))


def _diff(text: str, _: Translate) -> None:
    lines = text.splitlines()
    st.code("\n".join(lines[:SHOWN]), language="diff", wrap_lines=True)
    if len(lines) > SHOWN:
        st.text(_("and more lines: {count}").format(count=len(lines) - SHOWN))


def _way_out(kept: Draft, found: Review, _: Translate) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if rights.may_edit():
            from graph.screen import saving  # never where nobody may save: there no code that writes is loaded

            saving.button(kept, found, _)
        st.download_button(_("Take it as a patch"), data=found.diff, file_name="bailanysh.patch", mime="text/x-diff",
                           on_click="ignore", icon=":material/download:", help=_("`git apply bailanysh.patch` puts it into a checkout."))
    if not rights.may_edit():
        st.text(_("These files are read-only here. Send the patch in a pull request; this text goes with it:"))
        st.code(history.message(kept.news), language=None, wrap_lines=True)


def _map(found: Review, today: datetime.date, _: Translate) -> None:
    """The surroundings of what the draft touches, as they will be."""
    known = st.session_state.get("draft map")
    name = f"draft-{found.dataset.version}-{language()}"
    if known is None or known[0] is not found or known[1] != language():
        centre, part = touched(dataset()[0], found.dataset)
        data = packed(wire(part, today=today, language=language()), name) if centre else b""
        st.session_state["draft map"] = known = (found, language(), data, f"focus={','.join(centre[:MOST_IN_FOCUS])}")
    if known[2]:
        network_view(known[2], name, known[3])
    else:
        st.text(_("No actor is touched."))


def around(found: Dataset, id: str) -> Dataset:
    """The part of the map in which an actor stands: those whom it is tied to, and those who stand nearest."""
    places = layout(found, keep=found.layout)
    x, y = places[id]
    near = sorted(found.actors, key=lambda other: (places[other][0] - x) ** 2 + (places[other][1] - y) ** 2)[:NEAR]
    tied = {end for tie in found.relations.values() if id in (tie.source, tie.target) for end in (tie.source, tie.target)}
    actors = {id, *near, *tied}
    return replace(found.keep([tie for tie, each in found.relations.items() if {each.source, each.target} <= actors], actors), layout=places)


def touched(before: Dataset, after: Dataset) -> tuple[list[str], Dataset]:
    """The actors that differ or, if none does, those whose ties do; and the part of the dataset around them."""
    actors = [id for id, actor in after.actors.items() if before.actors.get(id) != actor]
    ends = {
        end for one, other in ((after, before), (before, after)) for id, tie in one.relations.items()
        if other.relations.get(id) != tie for end in (tie.source, tie.target) if end in after.actors
    }
    around = {*actors, *ends}
    ties = [id for id, tie in after.relations.items() if {tie.source, tie.target} & around]
    return actors or sorted(ends), after.keep(ties, around)
