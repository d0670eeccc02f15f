"""The network on a page, in all its years, as a query asks; and what the reader does in it, back into the link."""

from __future__ import annotations

import datetime
from dataclasses import replace
from urllib.parse import parse_qsl, quote

from graph.measures import OF_ACTORS
from graph.model import Dataset
from graph.page import all_years
from graph.picture import wire
from graph.screen.measured import measured, measures
from graph.screen.network_view import KEY, measured_view, network_view, newly_asked, packed
from graph.screen.reader import language
from graph.screen.shared import Shared
from graph.selection import Selection

# The wire of all years, once for each state of the files, day and language (all three stand in its name).
_packed: Shared[bytes] = Shared(6)

# keys that only the view knows: two windows laid over one another, a chain of ties, what the size of an actor tells
VIEW_ONLY = ("compare", "chain", "measure")


def network(found: Dataset, today: datetime.date, query: str, key: str = KEY, measuring: bool = False) -> None:
    """Shows it; the page's first view stands under KEY. With `measuring` the reader may size the actors by a measure."""
    network_view(prepare(found, today), _wire_id(found, today), query, key, measuring)
    measure = dict(parse_qsl(query)).get("measure")
    if measuring and measure in OF_ACTORS:
        measured_view(measured(found, _wire_id(found, today), measure, today))


def prepare(found: Dataset, today: datetime.date) -> bytes:
    """The data of the view, which takes seconds to make when its files or the day are new."""
    name, reads = _wire_id(found, today), language()
    return _packed.get(name, lambda: packed(
        wire(all_years(found, Selection(), today), today=today, language=reads) | {"measures": measures(reads)}, name))


def _wire_id(found: Dataset, today: datetime.date) -> str:
    return f"{found.version}-{today}-{language()}"


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
