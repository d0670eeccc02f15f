"""`select`: a Selection and a dataset → the Part that was asked for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from types import MappingProxyType
from typing import Mapping

import numpy as np

from graph.dates import Certainty, parse_date
from graph.model import Dataset
from graph.selection.once import Once
from graph.selection.rows import rows_of
from graph.selection.wanted import Selection


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What `select` found.

    `dataset` holds the visible ties with their ends; `certainty` says of each "certain" or "possible".
    `actors_total` and `ties_total` count what was visible before the limit; `left_out` the actors beyond it.
    `undated` are ties that match but have no place in time; `unknown` are ids asked for that do not exist
    (they are otherwise passed over).
    """

    dataset: Dataset
    certainty: Mapping[str, Certainty]
    actors_total: int
    ties_total: int
    undated: tuple[str, ...] = ()
    left_out: int = 0
    unknown: tuple[str, ...] = ()


def select(dataset: Dataset, selection: Selection, today: datetime.date, compare: tuple[str, str] | None = None) -> Part:
    """The part of the dataset that the selection asks for. Never raises for what it names; see `unknown`.

    With two written dates to `compare`, what holds in either of them takes the place of the selection's own window.
    """
    rows = rows_of(Once(dataset, today))
    unknown: list[str] = []
    matching = rows.matching(selection, dataset, unknown)
    focus = [rows.actor_number[actor] for actor in selection.focus if actor in rows.actor_number]
    unknown += [actor for actor in selection.focus if actor not in rows.actor_number]
    if compare:
        (certain, held), (certain_then, held_then) = (rows.held((each.first, each.last)) for each in map(parse_date, compare))
        certain, held = certain | certain_then, held | held_then
    else:
        certain, held = rows.held(selection.window())
    found = rows.shown(matching, certain, held, focus, selection)
    names = {rows.relation_ids[row]: "certain" if certain[row] else "possible" for row in found.ties}
    actors = [rows.actor_ids[number] for number in found.actors]
    return Part(
        dataset=dataset.keep(names, actors),
        certainty=MappingProxyType(names),
        actors_total=found.actors_total,
        ties_total=found.ties_total,
        undated=tuple(rows.relation_ids[row] for row in found.undated),
        left_out=found.actors_total - len(actors),
        unknown=tuple(unknown),
    )


def each_year(dataset: Dataset, selection: Selection, today: datetime.date, first: int, last: int) -> tuple[list[int], list[int]]:
    """How many ties hold in each year from first to last, certainly and merely possibly, of those that the filters let
    through; window, focus and limit of the selection are left aside."""
    rows = rows_of(Once(dataset, today))
    matching = rows.matching(selection, dataset, [])
    surely, perhaps = [], []
    for year in range(first, last + 1):
        certain, held = rows.held((datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal()))
        sure = int(np.count_nonzero(matching & certain))
        surely.append(sure)
        perhaps.append(int(np.count_nonzero(matching & held)) - sure if selection.possible else 0)
    return surely, perhaps
