"""The explorer on a store: each thing that the reader asks is answered with the part that is to be shown."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Callable

import streamlit as st

from graph.layout import layout
from graph.model import Dataset, Position
from graph.picture import size_of, tone, wire, wire_legend
from graph.screen import frame, link, maps, plain
from graph.screen.dataset import folder
from graph.screen.network_view import network_view, packed, sought
from graph.screen.reader import language, language_choice
from graph.screen.shared import Shared
from graph.selection import Part, Selection
from graph.store import looks_like_store, open_store
from graph.words import translator

if TYPE_CHECKING:
    from graph.store.store import Store

UNDATED = 60  # ties without a place in time whose words are sent along
FOUND = 9

_stores: Shared["Opened"] = Shared(2)
_wires: Shared[bytes] = Shared(24)  # a reader who steps back finds the last ones ready
_years: Shared[dict[str, list[int]]] = Shared(24)
_waiting: Shared[Dataset] = Shared(24)  # what nothing dates, which is the same in all years


class Opened:
    """A store, what of it never changes, and where the actors stand that it has no position for."""

    def __init__(self, store: "Store", today: datetime.date):
        self.store = store
        self.axis = store.axis(today)
        self.occurring = store.occurring()
        self.most = store.most_ties()
        self._places: dict[str, Position] = {}
        self._lock = Lock()

    def placed(self, found: Dataset) -> Dataset:
        """With a position for everybody: the stored one, else one near whom they are tied to, which they keep."""
        with self._lock:
            known = {**{actor: self._places[actor] for actor in found.actors if actor in self._places}, **found.layout}
            if found.actors.keys() - known.keys():
                known = layout(found, keep=known)
                self._places.update({actor: known[actor] for actor in found.actors if actor not in found.layout})
        return replace(found, layout=known)


def is_store() -> bool:
    """Whether the app was opened on a store rather than a folder of YAML."""
    return looks_like_store(folder())


def refusal(title: Callable[[Callable[[str], str]], str]) -> Callable[[], None]:
    """A page for one that cannot work on a store: says so."""

    def page() -> None:
        _ = translator(language())
        with st.container(horizontal=True, key="tools"):
            language_choice(_)
        st.header(title(_))
        st.text(_("This page needs a folder of YAML; on a store there is the explorer, and on the command line show, export and store."))

    return page


def page(css: Path) -> None:
    """The explorer."""
    link.arrive(link.HOME)
    _ = translator(language())
    st.html(css)
    told = maps.asked()
    if told is not None:
        link.write(told)
        link.keep()
    with st.container(horizontal=True, key="tools"):
        language_choice(_)
    today = datetime.date.today()
    selection = replace(Selection.from_query(st.query_params.to_dict()), language=language())
    try:
        with frame.waiting(_("Asking the store …")):
            opened = _opened(folder(), today)
            name = f"{opened.store.version}-{today}-{language()}-{replace(selection, opened=None).query()}"
            data = _wires.get(name, lambda: packed(_wire(opened, selection, today, _), name))
    except ValueError as wrong:
        st.text(plain.refusal(wrong, _))
        return
    network_view(data, name, maps.query_of(selection), found=_found(opened))


def _opened(path: Path, today: datetime.date) -> Opened:
    """Opened once for a state of its file and a day."""
    stat = path.stat() if path.exists() else None
    return _stores.get((path, stat and stat.st_mtime_ns, today), lambda: Opened(open_store(path), today))


def _wire(opened: Opened, selection: Selection, today: datetime.date, _: Callable[[str], str]) -> dict[str, Any]:
    """The view's data for one part, with what the view cannot know from it."""
    store, (first, last) = opened.store, opened.axis
    part = store.select(selection, today)
    found = opened.placed(_with_undated(store, part))
    drawn = wire(found, today=today, language=selection.language)
    standing = store.standing(found.actors)
    for node in drawn["nodes"]:
        rank, ties = standing[node["id"]]
        node |= {"rank": rank, "size": size_of(ties, opened.most)}
    last = min(last, today.year)
    kinds, families = opened.occurring
    counts = store.counts(selection, today)
    return drawn | {
        "years": [min(first, last), last],
        "title": _("Who was tied to whom, {first}–{last}").format(first=first, last=last),
        "legend": wire_legend(store.vocabulary, kinds, families, selection.language),
        "groupings": [],  # groups of a part would pass for those of the whole
        "store": {
            "query": replace(selection, opened=None, language="en").query(), "actors": part.actors_total, "ties": part.ties_total,
            "undated": len(part.undated), "perYear": _per_year(opened, selection, today, min(first, last), last),
            "counts": {"family": counts.family, "status": counts.status, "certainty": counts.certainty, "actorKind": counts.actor_kind},
        },
    }


def _with_undated(store: "Store", part: Part) -> Dataset:
    """The part with some of the ties that nothing dates, for the tray."""
    if not part.undated:
        return part.dataset
    asked = part.undated[:UNDATED]
    more = _waiting.get((store.version, asked), lambda: store.relations(asked))
    rooms = ("actors", "relations", "documents", "layout")
    return replace(part.dataset, **{room: {**getattr(more, room), **getattr(part.dataset, room)} for room in rooms})


def _per_year(opened: Opened, selection: Selection, today: datetime.date, first: int, last: int) -> dict[str, list[int]]:
    """The slider's counts, which a step through time leaves as they are."""
    asked = replace(selection, first=None, last=None, opened=None, limit=1, language="en")

    def count() -> dict[str, list[int]]:
        years = opened.store.per_year(asked, today, first, last)
        return {"certain": list(years.certain), "possible": list(years.possible)}

    return _years.get((opened.store.version, today, asked), count)


def _found(opened: Opened) -> dict[str, Any] | None:
    """What the reader's last search has found in the store, as rows of the view's search."""
    typed = sought()
    if typed is None:
        return None
    words = opened.store.vocabulary
    known = opened.store.actors(ids := opened.store.find(typed["text"], FOUND)).actors
    rows = []
    for actor in (known[id] for id in ids):
        kind = words.actor_kinds[actor.kind]
        light, dark = tone(kind, words)
        rows.append({"id": actor.id, "label": actor.name.in_language(language()), "sub": kind.label.in_language(language()),
                     "shape": kind.shape, "colour": light, "colourDark": dark})
    return {"turn": typed["turn"], "rows": rows}
