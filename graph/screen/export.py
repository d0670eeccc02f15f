"""Export: the selection as a picture, a graph file, tables or a text; what each is for, how it looks, how to cite it."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable
from urllib.parse import urlsplit, urlunsplit

import streamlit as st
from markupsafe import Markup

from graph.checkout import commit
from graph.formats import FORMATS, GROUPS, Format, Options, Snapshot
from graph.formats.snapshot import SCALES
from graph.formats.writing.series import series_years
from graph.formats.writing.svg import PAPERS, counted
from graph.grammar import capitalised
from graph.look import Look
from graph.look import KEYS as VIEW_ONLY
from graph.measured import measures
from graph.screen import frame
from graph.screen.dataset import folder
from graph.screen.frame import Translate
from graph.screen.measured import years
from graph.screen.reader import language
from graph.words import translator

ICON = ":material/download:"
URL_PATH = "export"
OWN = ("paper", "scale", "theme", "bare", "each", *VIEW_ONLY)
QUICK = ("graphs", "tables")  # groups whose files are made in no time, so that their size can be told


def title(_: Callable[[str], str]) -> str:
    return _("Export")


def page() -> None:
    _ = translator(language())
    frame.head(URL_PATH, _("Export"), _("What the map shows now, as a file that says what it was made of and how to cite it."), own=OWN)
    found, _problems, today = frame.data(_)
    selection = replace(frame.selection(), opened=None)
    look = Look.from_query(st.query_params.to_dict())
    snapshot = Snapshot.of(
        found, selection, today, commit=commit(folder()), base=explorer_address(), look=look, years=lambda: years(found, today))
    frame.show(frame.heading(2, snapshot.stamp.title))
    frame.show(frame.note(f"{_ended(capitalised(snapshot.stamp.selection))} {counted(snapshot)}"))
    if look.undrawn:
        frame.show(frame.note(_("Groups and chains stand only on the map and in the interactive page below; pictures show each actor by itself.")))
    _told(_)
    options = _options(_)
    if snapshot.part.dataset.actors:
        _preview(snapshot, options, _)
    else:
        frame.show(frame.note(_("Nothing is shown in this selection, so that there is nothing to export.")))
    _citation(snapshot, _)
    for group in GROUPS:
        frame.show(frame.heading(3, _(GROUPS[group])))
        formats = [each for each in FORMATS.values() if each.group == group]
        for pair in (formats[at : at + 2] for at in range(0, len(formats), 2)):
            for column, each in zip(st.columns(2), pair):
                with column:
                    _row(each, snapshot, options, _)


def explorer_address() -> str | None:
    """Where this explorer is, as its readers' browsers name it."""
    here = st.context.url
    if not here:
        return None
    parts = urlsplit(here)
    return urlunsplit((parts.scheme, parts.netloc, parts.path.removesuffix("/").removesuffix(f"/{URL_PATH}") + "/", "", ""))


def _told(_: Translate) -> None:
    """What size and colour of actors tell, as in the key of the map."""
    known = measures(language())
    names = {each["id"]: each["label"] for each in known}
    sizes = [each["id"] for each in known if not each.get("grouped")]
    with st.container(horizontal=True):
        frame.choose(_("Size"), ["", *sizes], "measure", text=lambda id: names.get(id, _("Ties over all years")), default="")
        frame.choose(_("Colour"), ["", *names], "colour", text=lambda id: names.get(id, _("Kind of actor")), default="")


def _options(_: Translate) -> Options:
    """How pictures are wanted; it stands in the link."""
    papers = {"screen": _("As on the screen"), "a4": _("A4, lying")}
    themes = {"light": _("Light"), "dark": _("Dark")}
    series = {"year": _("A year"), "event": _("An event")}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        more = {"widget": st.segmented_control, "required": True}
        paper = frame.choose(_("Page"), list(papers), "paper", text=papers.get, default="screen", **more)
        scale = frame.choose(_("Pixels"), [str(each) for each in SCALES], "scale", text="{}×".format, default="2", **more)
        theme = frame.choose(_("Ground"), list(themes), "theme", text=themes.get, default="light", **more)
        each = frame.choose(_("Each picture of a series"), list(series), "each", text=series.get, default="year", **more)
        bare = frame.switch(_("Only the network"), "bare", help=_("Without title, key, sources and stamp."))
    return Options(scale=int(scale), bare=bare, paper=paper, theme=theme, each=each)


def _ended(text: str) -> str:
    """With its full stop, which a year in Kyrgyz has already: 2010-ж."""
    return text if text.endswith(".") else f"{text}."


def _preview(snapshot: Snapshot, options: Options, _: Translate) -> None:
    with frame.waiting(_("Drawing …")):
        picture = made("png", replace(options, scale=1), snapshot)
    st.image(picture, width="stretch", alt=f"{_ended(snapshot.stamp.title)} {counted(snapshot)}")
    frame.show(frame.note(_("A preview; the files are sharper.")))


def _citation(snapshot: Snapshot, _: Translate) -> None:
    """What to copy: the sentence, the link, BibTeX."""
    with st.expander(_("Cite and reopen"), icon=":material/format_quote:"):
        st.code(snapshot.stamp.citation(), language=None, wrap_lines=True)
        if snapshot.stamp.link:
            st.code(snapshot.stamp.link, language=None, wrap_lines=True)
        st.code(snapshot.stamp.bibtex(), language=None, wrap_lines=True)


def _row(each: Format, snapshot: Snapshot, options: Options, _: Translate) -> None:
    """What a format is for, how large it comes out, and the button that makes it."""
    if each.id == "pdf":
        options = replace(options, paper="a4")
    with st.container(border=True):
        frame.show(Markup('<p class="bp-note"><strong>{}</strong><br>{} {}</p>').format(
            _(each.label), _(each.purpose), _extent(each, snapshot, options, _)))
        st.download_button(
            f"{each.suffix}", data=lambda: made(each.id, options, snapshot), file_name=f"{snapshot.named()}{each.suffix}",
            mime=each.media, on_click="ignore", icon=":material/download:", key=f"export {each.id}",
            disabled=not snapshot.part.dataset.actors,
        )


def _extent(each: Format, snapshot: Snapshot, options: Options, _: Translate) -> str:
    """Its size, as far as it can be told before the file is made."""
    if not snapshot.part.dataset.actors:
        return ""
    if each.group in QUICK:
        return _("{size} kB").format(size=max(1, len(made(each.id, options, snapshot)) // 1000))
    if each.id == "png":
        across, down = (round(side * options.scale) for side in PAPERS[options.paper])
        return _("{across} × {down} pixels").format(across=across, down=down)
    if each.group == "series" and options.each == "year":
        return _("Pictures: up to {count}").format(count=len(series_years(snapshot)))
    return ""


def made(id: str, options: Options, snapshot: Snapshot) -> bytes:
    """The file, made once for each version of the data, selection, day and look."""
    stamp = snapshot.stamp
    key = (snapshot.dataset.version, stamp.version, stamp.query, stamp.link, stamp.day, id, options)
    return _made(key, snapshot)


@st.cache_data(max_entries=40, show_spinner=False)
def _made(key: tuple, _snapshot: Snapshot) -> bytes:
    *_rest, id, options = key
    return FORMATS[id].write(_snapshot, options)
