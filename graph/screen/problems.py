"""What is wrong in the data: each Problem with its place, its record and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Sequence

import streamlit as st

from graph.model import Problem
from graph.screen import frame, rights
from graph.screen.dataset import accept, dataset, doubt
from graph.screen.reader import language
from graph.words import translator

ICON = ":material/rule:"
URL_PATH = "problems"
SHOWN = 200


def title(_: Callable[[str], str]) -> str:
    return _("Problems")


def page() -> None:
    _ = translator(language())
    found, problems = dataset()
    frame.head(URL_PATH, _("Problems in the data"), _("Actors: {actors}. Ties: {ties}. Documents: {documents}. Data version {version}.").format(
        actors=len(found.actors), ties=len(found.relations), documents=len(found.documents), version=found.version[:12]
    ))
    errors = [problem for problem in problems if problem.degree == "error"]
    looks = [problem for problem in problems if problem.degree == "look"]
    if not errors:
        st.success(_("No problem: everything in the data is shown."))
    _list(errors, _)
    if looks:
        frame.show(frame.heading(2, _("May be right, but deserves a look"), len(looks)))
        _list(looks, _)


def _list(problems: Sequence[Problem], _: Callable[[str], str]) -> None:
    for problem in problems[:SHOWN]:
        with st.container(border=True, gap=None):
            place = f"{Path(problem.mark.file).name}:{problem.mark.line}:{problem.mark.column}"
            st.text(place)
            st.text(problem.said(_).sentence)
    if len(problems) > SHOWN:
        st.text(_("and {count} more; list them all with  python -m graph check").format(count=len(problems) - SHOWN))


def banner(problems: Sequence[Problem], _: Callable[[str], str]) -> None:
    """One calm line, only if something was left out, or if what the files say is not shown yet."""
    errors = sum(problem.degree == "error" for problem in problems)
    why = doubt()
    if not errors and not why:
        return
    told = {
        "broken": _("The files are broken just now (problems: {count}). Their last good state is shown."),
        "fewer": _("More than a tenth of the records is gone from the files. Their last good state is shown."),
        None: _("Problems in the data: {count}. What is right is shown."),
    }[why]
    with st.container(horizontal=True, key="banner", vertical_alignment="center"):
        st.text(told.format(count=errors))
        if why == "fewer" and rights.may_edit():
            st.button(_("This is meant: show it"), on_click=accept, key="accept")
        if errors:
            st.page_link(st.Page(page, title=title(_), url_path=URL_PATH), label=_("Show problems"), icon=ICON)
