"""The explorer: the network of the data, from a link to a link."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Callable

import streamlit as st

from graph.page import write_page
from graph.screen import frame, link, maps, stored
from graph.screen import problems as problems_page
from graph.screen.dataset import dataset
from graph.screen.measured import with_values
from graph.screen.reader import language, language_choice
from graph.selection import Selection
from graph.words import translator

ICON = ":material/hub:"
URL_PATH = "explorer"


def title(_: Callable[[str], str]) -> str:
    return _("Explorer")


def page() -> None:
    if stored.is_store():
        stored.page(Path(__file__).with_suffix(".css"))
        return
    link.arrive(URL_PATH, maps.VIEW_ONLY)
    _ = translator(language())
    st.html(Path(__file__).with_suffix(".css"))
    _follow()
    with frame.waiting(_("Reading the data …")):
        found, problems = dataset()
        today = datetime.date.today()
        maps.prepare(found, today)
    problems_page.banner(problems, _)
    selection = replace(Selection.from_query(st.query_params.to_dict()), language=language())
    only_the_view = {key: st.query_params.get(key) for key in maps.VIEW_ONLY}
    query = maps.query_of(selection, **only_the_view)
    maps.network(found, today, query, measuring=True)
    _tools(lambda: write_page(
        found, selection, today=today, query=query,
        measures=with_values(found, (only_the_view["measure"], only_the_view["colour"]), today, selection.language),
    ), _)


def _follow() -> None:
    """The link follows what the reader does."""
    told = maps.asked()
    if told is not None:
        link.write(told)
        link.keep(maps.VIEW_ONLY)


def _tools(written: Callable[[], str], _: Callable[[str], str]) -> None:
    """Beside the menu: the language, and the view as a file (written only when asked for)."""
    with st.container(horizontal=True, key="tools"):
        language_choice(_)
        st.download_button(
            _("Save as a page"), data=written, file_name="bailanysh.html", mime="text/html", on_click="ignore", icon=":material/download:",
            help=_("One HTML file with this view, its years and its sources; it opens without the internet."),
        )
