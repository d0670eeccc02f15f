"""The network on a page, in all its years, as a query asks; and what the reader does in it, back into the link."""

from __future__ import annotations

import datetime
from dataclasses import replace
from urllib.parse import parse_qsl, quote

import streamlit as st

from graph.model import Dataset
from graph.page import all_years
from graph.picture import wire
from graph.screen.network_view import KEY, network_view, newly_asked, packed
from graph.screen.reader import language
from graph.selection import Selection

VIEW_ONLY = ("compare", "chain")  # keys that only the view knows: two windows laid over one another, a chain of ties


def network(found: Dataset, today: datetime.date, query: str, key: str = KEY) -> None:
    """Shows it; the page's first view stands under KEY."""
    network_view(prepare(found, today), _wire_id(found, today), query, key)


def prepare(found: Dataset, today: datetime.date) -> bytes:
    """The data of the view, which takes seconds to make when its files or the day are new."""
    return _packed(found, _wire_id(found, today), today, language())


def _wire_id(found: Dataset, today: datetime.date) -> str:
    return f"{found.version}-{today}-{language()}"


@st.cache_resource(max_entries=6, show_spinner=False)
def _packed(_dataset: Dataset, wire_id: str, today: datetime.date, language: str) -> bytes:
    """The wire of all years, once for each state of the files, day and language (all three stand in the id)."""
    return packed(wire(all_years(_dataset, Selection(), today), today=today, language=language), wire_id)


def query_of(selection: Selection, **more: str | None) -> str:
    """The view's query: the selection's, and what only the view knows."""
    pairs = [f"{key}={quote(value, safe=',:~/')}" for key, value in more.items() if value]
    return "&".join(filter(None, (selection.query(), *pairs)))


def asked(key: str = KEY) -> dict[str, str] | None:
    """What the reader has newly set in the view, as the keys of a link, or None; what makes no sense is left out."""
    query = newly_asked(key)
    if query is None:
        return None
    told = dict(parse_qsl(query))
    selection = replace(Selection.from_query(query), language=language())
    return dict(parse_qsl(selection.query())) | {name: told[name] for name in VIEW_ONLY if name in told}
