"""Import: a file of another program, read and told apart before anything is taken from it; nothing is written here."""

from __future__ import annotations

from typing import Callable, Sequence

import streamlit as st
from markupsafe import Markup

from graph.formats.reading import READERS, Import, Rules, Unreadable, read, read_mapping
from graph.formats.reading.difference import difference
from graph.formats.writing.zipped import zipped
from graph.model import Dataset, Problem
from graph.screen import frame, rights
from graph.screen.dataset import dataset, folder
from graph.screen.frame import Translate
from graph.screen.reader import language
from graph.words import translator

ICON = ":material/upload_file:"
URL_PATH = "import"
MEGABYTES = 8  # of one file that is sent here; the command line takes larger ones
SHOWN, LINES = 100, 60  # problems and names; lines of a file
ENCODINGS = {"": "UTF-8", "cp1251": "Windows-1251", "latin-1": "Latin-1", "utf-16": "UTF-16"}
NAMES = {"popolo": "Popolo JSON (EveryPolitician)", "gexf": "GEXF (Gephi)", "graphml": "GraphML (yEd, NetworkX)",
         "node-link": "Node-link JSON (NetworkX, D3, Cytoscape)", "csv": "CSV", "followthemoney": "FollowTheMoney"}


def title(_: Callable[[str], str]) -> str:
    return _("Import")


def page() -> None:
    _ = translator(language())
    frame.head(URL_PATH, _("Import"), _(
        "A file of another program as records of a dataset. You see what becomes of it, and take it along as a folder; "
        "nothing here is changed."))
    if rights.nobody_saves():
        frame.show(frame.note(_("Files are taken in only where the explorer runs on a machine of one's own: make run, or python -m graph import.")))
        return
    present, _problems = dataset()
    files = st.file_uploader(
        _("File: Popolo, GEXF, GraphML, node-link JSON, CSV, FollowTheMoney"), accept_multiple_files=True,
        max_upload_size=MEGABYTES, key="import files",
        help=_("Of CSV, the ties and the actors together. Files up to {size} MB.").format(size=MEGABYTES),
    )
    format, encoding, rules = _options(present, _)
    if not files:
        frame.show(frame.note(_("Kinds that this dataset does not know become “linked to”, with their own name in the role.")))
        return
    first, *others = sorted(files, key=lambda file: not file.name.lower().startswith("ties"))
    with frame.waiting(_("Reading the file …")):
        made = _read(first.name, first.getvalue(), tuple((file.name, file.getvalue()) for file in others), format, encoding,
                     rules, present.version, present)
    _result(made, present, first.name, _)


def _options(present: Dataset, _: Translate) -> tuple[str | None, str | None, bytes]:
    """The format and encoding where the file does not tell them, and a map of kinds."""
    with st.expander(_("Format, encoding, kinds"), icon=":material/tune:"):
        format = st.selectbox(_("Format"), ["", *READERS], format_func=lambda id: NAMES.get(id, _("as the file tells")), key="import format")
        encoding = st.selectbox(_("Encoding"), list(ENCODINGS), format_func=ENCODINGS.get, key="import encoding")
        given = st.file_uploader(_("Map of kinds: their types, our kinds (YAML)"), type=["yaml", "yml"], max_upload_size=1, key="import map")
        st.code("actor_kinds:\n  - {type: politician, kind: person}\nrelation_kinds:\n"
                "  - {type: employs, kind: works_for, reversed: true}\n", language="yaml")
    return format or None, encoding or None, given.getvalue() if given else b""


@st.cache_resource(max_entries=4, show_spinner=False)
def _read(
    name: str, data: bytes, others: tuple[tuple[str, bytes], ...], format: str | None, encoding: str | None, rules: bytes,
    version: str, _present: Dataset,
) -> Import:
    vocabulary = _present.vocabulary
    known, wrong = Rules(), []
    if rules:
        try:
            known, wrong = read_mapping(rules, "map.yaml", vocabulary)
        except Unreadable as error:
            wrong = [error.problem("map.yaml")]
    path = folder() / "vocabulary.yaml"
    text = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else None
    made = read(data, name, vocabulary, known, format=format, encoding=encoding, beside=dict(others), vocabulary_text=text)
    made.problems = [*wrong, *made.problems]
    return made


def _result(made: Import, present: Dataset, name: str, _: Translate) -> None:
    if made.dataset is None:
        for problem in made.problems:
            frame.show(Markup('<p role="alert"><strong>{}</strong></p>').format(str(problem.said(_))))
        return
    frame.show(frame.heading(2, _("What becomes of {file}").format(file=name)))
    frame.show(frame.note(_("Format: {format}. Actors: {actors}. Ties: {ties}. Documents: {documents}. Events: {events}.").format(
        format=made.report.format, actors=len(made.dataset.actors), ties=len(made.dataset.relations),
        documents=len(made.dataset.documents), events=len(made.dataset.events))))
    stem = name.rpartition(".")[0] or name
    st.download_button(
        _("Take it as a folder (zip)"), data=lambda: zipped({f"{stem}/{file}": text for file, text in made.files.items()}),
        file_name=f"{stem}.zip", mime="application/zip", on_click="ignore", icon=":material/folder_zip:", key="import zip",
    )
    _problems_of(made.problems, _)
    for heading, lines in made.report.sections(_):
        _section(_(heading), lines, opened=True)
    _compared(made.dataset, present, _)
    frame.show(frame.heading(2, _("The files")))
    for tab, file in zip(st.tabs(kept := [file for file in made.files if file != "vocabulary.yaml"]), kept):
        lines = made.files[file].splitlines()
        with tab:
            st.code("\n".join(lines[:LINES]), language="yaml", wrap_lines=True)
            if len(lines) > LINES:
                frame.show(frame.note(_("and more lines: {count}").format(count=len(lines) - LINES)))


def _section(heading: str, lines: Sequence[str], opened: bool = False) -> None:
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines[:SHOWN])
    more = Markup("<li>{}</li>").format(f"… {len(lines) - SHOWN}") if len(lines) > SHOWN else ""
    frame.show(Markup('<details class="bp-section"{}><summary>{}<span class="bp-count">{}</span></summary><ul>{}{}</ul></details>').format(
        Markup(" open") if opened else "", heading, len(lines), items, more))


def _problems_of(problems: Sequence[Problem], _: Translate) -> None:
    """What is wrong, at its place in the file that was sent."""
    for degree, heading in (("error", _("Problems in the file")), ("look", _("May be right, but deserves a look"))):
        found = [problem for problem in problems if problem.degree == degree]
        if found:
            _section(heading, [str(problem.said(_)) for problem in found], opened=True)


def _compared(imported: Dataset, present: Dataset, _: Translate) -> None:
    """The difference to the dataset on the screen: who is new, who seems to be there already."""
    told = difference(imported, present)
    frame.show(frame.heading(2, _("Compared with the data here")))
    frame.show(frame.note(_("Actors that seem to be here: {known}, new: {new}. Ties between them that seem to be here: {ties}, new: {new_ties}.").format(
        known=len(told.known), new=len(told.new), ties=len(told.ties), new_ties=len(told.new_ties))))
    here = language()
    if told.known:
        _section(_("Seem to be here"), [
            f"{imported.actors[id].name.in_language(here)} → {present.actors[there].name.in_language(here)} ({there})"
            for id, there in told.known.items()])
    if told.new:
        _section(_("New"), [imported.actors[id].name.in_language(here) for id in told.new])
