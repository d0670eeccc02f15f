"""The network on a page, in all its years, as a query asks; and what the reader does in it, back into the link."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote

import streamlit as st

from graph.measures import OF_ACTORS
from graph.measures.years import Years, through_years
from graph.model import Dataset
from graph.page import all_years
from graph.picture import wire
from graph.screen.network_view import KEY, measured_view, network_view, newly_asked, packed, packed_measure
from graph.screen.reader import language
from graph.selection import Selection
from graph.words import translator

# keys that only the view knows: two windows laid over one another, a chain of ties, what the size of an actor tells
VIEW_ONLY = ("compare", "chain", "measure")


def network(found: Dataset, today: datetime.date, query: str, key: str = KEY, measures: bool = False) -> None:
    """Shows it; the page's first view stands under KEY. With `measures` the reader may size the actors by one."""
    network_view(prepare(found, today), _wire_id(found, today), query, key, measures)
    measure = dict(parse_qsl(query)).get("measure")
    if measures and measure in OF_ACTORS:
        measured_view(_measured(found, _wire_id(found, today), measure, today))


def prepare(found: Dataset, today: datetime.date) -> bytes:
    """The data of the view, which takes seconds to make when its files or the day are new."""
    return _packed(found, _wire_id(found, today), today, language())


def _wire_id(found: Dataset, today: datetime.date) -> str:
    return f"{found.version}-{today}-{language()}"


@st.cache_resource(max_entries=6, show_spinner=False)
def _packed(_dataset: Dataset, wire_id: str, today: datetime.date, language: str) -> bytes:
    """The wire of all years, once for each state of the files, day and language (all three stand in the id)."""
    whole = wire(all_years(_dataset, Selection(), today), today=today, language=language)
    return packed(whole | {"measures": _measures(language)}, wire_id)


def _measures(language: str) -> list[dict[str, Any]]:
    """What the size of an actor can tell."""
    _ = translator(language)
    return [{"id": measure.id, "label": _(measure.name), "unit": _(measure.unit), "digits": measure.digits}
            for measure in OF_ACTORS.values()]


@st.cache_resource(max_entries=60, show_spinner=False)
def _measured(_dataset: Dataset, wire_id: str, measure: str, today: datetime.date) -> bytes:
    """One measure in all years, to three digits."""
    told = _years(_dataset, _dataset.version, today)
    values = told.values[measure].T.tolist()
    by_actor = {
        actor: [None if value != value else float(f"{value:.3g}") for value in row]
        for actor, row in zip(told.actors, values)
    }
    return packed_measure(measure, told.years[0] if told.years else today.year, by_actor, wire_id)


@st.cache_resource(max_entries=2, show_spinner=False)
def _years(_dataset: Dataset, version: str, today: datetime.date) -> Years:
    """All measures in all years, over all ties: a second or two for each state of the files and day."""
    return through_years(_dataset, Selection(), today)


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
