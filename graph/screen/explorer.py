"""The explorer: the network of the data, from a link to a link."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Callable
from urllib.parse import parse_qsl

import streamlit as st

from graph.model import Dataset
from graph.page import all_years, write_page
from graph.picture import wire
from graph.screen import problems as problems_page
from graph.screen.dataset import dataset
from graph.screen.network_view import network_view, newly_asked, packed
from graph.screen.reader import language, language_choice
from graph.selection import Selection
from graph.words import translator

ICON = ":material/hub:"
URL_PATH = "explorer"


def title(_: Callable[[str], str]) -> str:
    return _("Explorer")


def page() -> None:
    _ = translator(language())
    st.html(Path(__file__).with_suffix(".css"))
    _come_back()
    _follow()
    with st.spinner(_("Reading the data …"), show_time=True):
        found, problems = dataset()
        today = datetime.date.today()
        wire_id = f"{found.version}-{today}-{language()}"
        data = _packed(found, wire_id, today, language())
    problems_page.banner(problems, _)
    selection = replace(Selection.from_query(st.query_params.to_dict()), language=language())
    network_view(data, wire_id, selection.query())
    _tools(found, selection, today, _)


@st.cache_resource(max_entries=6, show_spinner=False)
def _packed(_dataset: Dataset, wire_id: str, today: datetime.date, language: str) -> bytes:
    """The wire of all years, once for each state of the files, day and language (all three stand in the id)."""
    return packed(wire(all_years(_dataset, Selection(), today), today=today, language=language), wire_id)


def _follow() -> None:
    """The link follows what the reader does; what makes no sense does not get into it."""
    query = newly_asked()
    if query is not None:
        asked = replace(Selection.from_query(query), language=language())
        st.query_params.from_dict(dict(parse_qsl(asked.query())))
    st.session_state["explorer"] = st.query_params.to_dict()


def _come_back() -> None:
    """The menu's links carry no query: whoever comes back from another page finds the view as it was left."""
    if not st.query_params and st.session_state.get("page") not in (None, URL_PATH):
        st.query_params.from_dict(st.session_state.get("explorer", {}))
    st.session_state["page"] = URL_PATH


def _tools(found: Dataset, selection: Selection, today: datetime.date, _: Callable[[str], str]) -> None:
    """Beside the menu: the language, and the view as a file (written only when asked for)."""
    with st.container(horizontal=True, key="tools"):
        language_choice(_)
        st.download_button(
            _("Save as a page"), data=lambda: write_page(found, selection, today=today),
            file_name="bailanysh.html", mime="text/html", on_click="ignore", icon=":material/download:",
            help=_("One HTML file with this view, its years and its sources; it opens without the internet."),
        )
