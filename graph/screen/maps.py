"""The network on a page, in all its years, as a query asks; and what the reader does in it, back into the link."""

from __future__ import annotations

import datetime
from dataclasses import replace
from urllib.parse import parse_qsl, quote

from graph.look import COMMUNITIES
from graph.look import KEYS as VIEW_ONLY
from graph.measured import measures
from graph.measures import OF_ACTORS
from graph.model import LANGUAGES, Dataset
from graph.page import all_years
from graph.picture import wire
from graph.screen.dataset import WORTH_KEEPING, dataset, kept_before
from graph.screen.measured import measured
from graph.screen.network_view import KEY, measured_view, network_view, newly_asked, packed
from graph.screen.reader import language
from graph.screen.shared import Shared
from graph.selection import Selection

# The wire of all years, once for each state of the files, day and language (all three stand in its name).
_packed: Shared[bytes] = Shared(6)


def network(found: Dataset, today: datetime.date, query: str, key: str = KEY, measuring: bool = False) -> None:
    """Shows it; the page's first view stands under KEY. With `measuring` size and colour may tell a measure."""
    name = _wire_id(found, today, language())
    network_view(prepare(found, today), name, query, key, measuring)
    if not measuring:
        return
    told = dict(parse_qsl(query))
    wanted = dict.fromkeys(told.get(part) for part in ("measure", "colour"))
    measured_view({each: measured(found, name, each, today, language()) for each in wanted if each in (*OF_ACTORS, COMMUNITIES)})


def prepare(found: Dataset, today: datetime.date, reads: str | None = None) -> bytes:
    """The data of the view in a language (the reader's), which takes seconds to make when its files or the day are new."""
    reads = reads or language()
    name = _wire_id(found, today, reads)
    return _packed.get(name, lambda: _made(found, today, reads, name))


def prepare_all() -> None:
    """What the first visitor needs, in whatever language, before anybody asks."""
    found, _ = dataset()
    for reads in LANGUAGES:
        prepare(found, datetime.date.today(), reads)


def _made(found: Dataset, today: datetime.date, reads: str, name: str) -> bytes:
    """Worked out, or as it was kept."""
    content = kept_before().get(f"wire {name}")
    if content is not None:
        return bytes(content)
    made = packed(
        wire(all_years(found, Selection(), today), today=today, language=reads) | {"measures": measures(reads)}, name)
    if len(found.relations) >= WORTH_KEEPING:
        kept_before().put(f"wire {name}", made)
    return made


def _wire_id(found: Dataset, today: datetime.date, reads: str) -> str:
    return f"{found.version}-{today}-{reads}"


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
