"""Edit: actors, ties, documents and events by forms, ending as the same few lines that a text editor would change."""

from __future__ import annotations

import datetime
from typing import Any, Callable

import streamlit as st

from graph import edit, history
from graph.edit import Draft, EditRefused
from graph.edit.pieces import find
from graph.grammar import sentence
from graph.load.records import ROOMS
from graph.model import Dataset, derived_id
from graph.picture import wire
from graph.screen import drafting, frame, link, rights
from graph.screen.dataset import dataset, folder
from graph.screen.forms import Form, Said, Translate, spellings, suggested_id
from graph.screen.network_view import network_view, packed
from graph.screen.plain import escape
from graph.screen.reader import language
from graph.search import named
from graph.words import date_text, translator

ICON = ":material/edit_note:"
URL_PATH = "edit"
OWN = ("what", "id", "do")
ROOM = ("actors", "relations", "documents", "events")


def title(_: Callable[[str], str]) -> str:
    return _("Edit")


def page() -> None:
    _ = translator(language())
    frame.head(URL_PATH, _("Edit"), _("Every change is shown as the lines that it changes, before anything is saved."), own=OWN)
    rights.sign_in(_)
    today = datetime.date.today()
    try:
        kept = drafting.draft()
    except (OSError, UnicodeDecodeError) as error:
        st.error(escape(f"{_('The files cannot be read')}: {error}"))
        return
    review = drafting.outcome(kept, today)
    found = review.dataset if review else dataset()[0]
    left, right = st.columns([3, 2], gap="large")
    with left:
        placing = _work(kept, found, today, _)
    with right:
        drafting.panel(st.session_state["draft"], review, today, _, with_map=not placing)
    link.keep(OWN)


def _work(kept: Draft, found: Dataset, today: datetime.date, _: Translate) -> bool:
    """The forms; whether they show the map already."""
    names = {"actors": _("Actor"), "relations": _("Tie"), "documents": _("Document"), "events": _("Event")}
    room = frame.choose(_("What"), ROOM, "what", text=names.get, default="actors", widget=st.segmented_control, required=True)
    labels = _labels(found, room, language(), found.version)
    id = frame.choose(_("Which"), list(labels), "id", text=labels.get, placeholder=_("a new one"))
    if id is None:
        _new(kept, found, room, today, _)
        return False
    doings = {"change": _("Change"), "rename": _("Rename"), "place": _("Place"), "merge": _("Merge"), "split": _("Split"), "remove": _("Remove"), "history": _("History")}
    able = [each for each in doings if each in ("change", "remove", "history") or room == "actors" or (each == "rename" and room != "relations")]
    do = frame.choose(_("What to do"), able, "do", text=doings.get, default="change", widget=st.segmented_control, required=True)
    if do == "place":
        _place(found, id, today, _)
        return True
    {"change": _change, "rename": _rename, "merge": _merge, "split": _split, "remove": _remove, "history": _history}[do or "change"](
        kept, found, room, id, _)
    return False


@st.cache_data(max_entries=12, show_spinner=False)
def _labels(_found: Dataset, room: str, language: str, version: str) -> dict[str, str]:
    """What each record is called in a list to choose from."""
    return {id: _label(_found, room, id) for id in getattr(_found, room)}


def _label(found: Dataset, room: str, id: str) -> str:
    if room == "actors":
        return spellings(found, id, language())
    record = getattr(found, room)[id]
    if room == "relations":
        return f"{sentence(record, found, language())} ({date_text(record, language(), found)})"
    return f"{record.title} · {id}" if room == "documents" else f"{record.name.in_language(language())} ({date_text(record, language())})"


def _key(room: str, id: str = "new") -> str:
    """A form's own name; it changes when the form is done with, so that the next one begins anew."""
    return f"form {room} {id} {st.session_state.get('forms done', 0)}"


def _attempt(make: Callable[[], tuple[str, dict[str, str]]], then: str | None = None) -> None:
    """Puts a change into the draft and goes on to the record `then`, or to a new one; or says why it is refused."""
    try:
        title, files = make()
    except EditRefused as refused:
        st.error(escape(refused.said(translator(language()))))
        return
    drafting.take(title, files)
    st.session_state["forms done"] = st.session_state.get("forms done", 0) + 1
    link.put(id=then)
    st.rerun()


# -- one record --------------------------------------------------------------------------------------------------


def _new(kept: Draft, found: Dataset, room: str, today: datetime.date, _: Translate) -> None:
    said = Form(room, _key(room), found, {}, _).show()
    if room != "relations":
        said["id"] = said.get("id") or suggested_id(said)
    said = edit.ordered(edit.tidy(said))
    _reads(found, room, said, _)
    _alike(found, room, said, _)
    if st.button(_("Add it"), type="primary", icon=":material/add:"):
        _attempt(lambda: (_news(found, room, said), edit.add(kept.now, room, said)))


def _change(kept: Draft, found: Dataset, room: str, id: str, _: Translate) -> None:
    before = edit.fields(kept.now[edit.file_of(room)], id)
    said = edit.tidy(Form(room, _key(room, id), found, before, _, keeps_id=room != "relations").show())
    _reads(found, room, said, _)
    if st.button(_("Change it"), type="primary", icon=":material/check:", disabled=said == edit.tidy(before)):
        _attempt(lambda: (_corrected(found, room, id, before, said), edit.change(kept.now, room, id, said)),
                 str(said.get("id") or derived_id(said)))


def _remove(kept: Draft, found: Dataset, room: str, id: str, _: Translate) -> None:
    used = edit.uses(kept.now, id) if room in ("actors", "documents") else []
    if used:
        st.text(_("Records that depend on it, and go too: {count}.").format(count=len(used)))
        for _room, user in used[:15]:
            st.caption(escape(user))
    if st.button(_("Remove it"), type="primary", icon=":material/delete:"):
        _attempt(lambda: (f"{_english(found, room, id)} is removed", edit.remove(kept.now, id, with_uses=True)))


def _rename(kept: Draft, found: Dataset, room: str, id: str, _: Translate) -> None:
    st.text(_("Records that use it, and change too: {count}.").format(count=len(edit.uses(kept.now, id))))
    new = st.text_input(_("New id"), id, key=f"{_key(room, id)} rename",
                        help=_("Links that readers have saved name the old one: rename only what is not published."))
    if st.button(_("Rename it"), type="primary", disabled=new == id):
        _attempt(lambda: (f"{id} is now {new}", edit.rename(kept.now, id, new.strip())), new.strip())


def _place(found: Dataset, id: str, today: datetime.date, _: Translate) -> None:
    """The surroundings of an actor, in which actors can be moved; where they come to stand goes into the draft."""
    st.text(_("Switch on “Move actors” beside the map; then drag, or use the arrow keys with Shift. Each move is a change that can be undone."))
    name = f"place-{found.version}-{language()}-{id}"
    with st.container(height=560, border=False, key="placing"):
        network_view(packed(wire(drafting.around(found, id), today=today, language=language()), name), name, f"focus={id}&radius=3&limit=200",
                     on_placed=_placed)


def _placed(id: str, at: tuple[float, float]) -> None:
    kept = st.session_state["draft"]
    try:
        files = edit.move(kept.now, id, at)
        drafting.take(f"{edit.fields(files['actors.yaml'], id).get('name', {}).get('en', id)} is moved on the map", files)
    except EditRefused as refused:
        st.toast(escape(refused.said(translator(language()))), icon=":material/error:")


def _merge(kept: Draft, found: Dataset, room: str, id: str, _: Translate) -> None:
    others = [other for other in found.actors if other != id]
    gone = st.selectbox(_("Which other actor is the same"), others, None, format_func=lambda each: f"{spellings(found, each, language())} — {each}",
                        key=f"{_key(room, id)} merge")
    st.text(_("{actor} stays, and takes over the other's ties and spellings.").format(actor=found.actors[id].name.in_language(language())))
    if st.button(_("Make them one"), type="primary", disabled=not gone):
        _attempt(lambda: (f"{_english(found, room, gone)} and {_english(found, room, id)} are one", edit.merge(kept.now, id, gone)), id)


def _split(kept: Draft, found: Dataset, room: str, id: str, _: Translate) -> None:
    ties = [tie for tie, relation in found.relations.items() if id in (relation.source, relation.target)]
    events = [each for each, event in found.events.items() if id in event.actors]
    key = f"{_key(room, id)} split"
    moved = st.multiselect(_("Ties of the new actor"), ties, format_func=lambda tie: _label(found, "relations", tie), key=f"{key} ties")
    seen = st.multiselect(_("Events in which the new actor took part"), events, format_func=lambda each: _label(found, "events", each), key=f"{key} events") \
        if events else []
    said = Form("actors", f"{key} form", found, {"kind": found.actors[id].kind}, _).show()
    said["id"] = said.get("id") or suggested_id(said)
    if st.button(_("Tell them apart"), type="primary"):
        _attempt(lambda: (f"{said.get('name', {}).get('en', said['id'])} is told apart from {_english(found, room, id)}",
                          edit.split(kept.now, id, edit.ordered(edit.tidy(said)), moved, seen)), id)


def _history(kept: Draft, found: Dataset, room: str, id: str, _: Translate) -> None:
    name = edit.file_of(room)
    try:
        piece = find(kept.base[name], id)
    except EditRefused:
        st.text(_("This record is not on the disk yet."))
        return
    first, last = (kept.base[name].count("\n", 0, at) + 1 for at in (piece.start, piece.last - 1))
    entries = history.of_lines(folder(), name, first, last) if history.has_git(folder()) else \
        [entry for entry in history.journal(folder()) if id in entry.diff or id in entry.what]
    if not entries:
        st.text(_("Nothing is known of its history."))
    for entry in entries:
        with st.expander(escape(f"{entry.when[:10]} · {entry.what} · {entry.who}")):
            st.code(entry.diff, language="diff", wrap_lines=True)


# -- what a form says, in words ----------------------------------------------------------------------------------


def _reads(found: Dataset, room: str, said: Said, _: Translate) -> None:
    """The tie or the event as readers will see it."""
    record = _record(room, said)
    if room == "relations" and record and record.source in found.actors and record.target in found.actors and record.kind in found.vocabulary.relation_kinds:
        frame.show(frame.Markup('<p class="bp-reads">{} <span class="bp-when">{}</span></p>').format(
            sentence(record, found, language()), date_text(record, language(), found)))


def _alike(found: Dataset, room: str, said: Said, _: Translate) -> None:
    """Who has one of these spellings already."""
    if room != "actors":
        return
    texts = [*said.get("name", {}).values(), *said.get("aliases", [])]
    for other in dict.fromkeys(id for text in texts for id in named(found, text)):
        st.warning(escape(_("The data knows {names} ({id}): is it the same?").format(names=spellings(found, other, language()), id=other)))


def _record(room: str, said: Said) -> Any:
    try:
        return ROOMS[room].model_validate(said)
    except ValueError:
        return None


def _english(found: Dataset, room: str, id: str) -> str:
    record = getattr(found, room)[id]
    return sentence(record, found, "en") if room == "relations" else record.title if room == "documents" else record.name.en


def _news(found: Dataset, room: str, said: Said) -> str:
    """The new record as a line of news, in English: it is the proposed commit message."""
    record = _record(room, said)
    if room == "relations" and record and {record.source, record.target} <= found.actors.keys() and record.kind in found.vocabulary.relation_kinds:
        when = date_text(record, "en", found)
        return f"{sentence(record, found, 'en')} ({when})"
    name = said.get("title") or said.get("name", {}).get("en") or said.get("id") or "a record"
    return {"documents": f"New document: {name}", "events": f"New event: {name}"}.get(room, f"{name} is added")


def _corrected(found: Dataset, room: str, id: str, before: Said, said: Said) -> str:
    fields = [key for key in dict.fromkeys([*before, *said]) if before.get(key) != said.get(key)]
    return f"{_english(found, room, id)}: {', '.join(fields)} corrected"
