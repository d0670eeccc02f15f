"""Every measure in every year: the values, the ranks, who rose and who fell."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Callable, Iterable, Mapping

import numpy as np

from graph.dates import years as years_of
from graph.measures.catalogue import OF_ACTORS, OF_NETWORKS, rank
from graph.measures.net import Net, net_of
from graph.model import Dataset
from graph.selection import Selection, select, spans

THIN = 0.1  # years before the first with this share of the richest year's ties are not drawn
Progress = Callable[[float, str], None]  # the share that is done, and the year


@dataclass(frozen=True, eq=False)
class Years:
    """`values[measure][y, a]` of the actor in place a in the year in place y, nan where it has no tie or no value;
    `networks[measure][y]` of the whole."""

    years: tuple[int, ...]
    actors: tuple[str, ...]
    nets: tuple[Net, ...]
    values: Mapping[str, np.ndarray]
    networks: Mapping[str, np.ndarray]

    @cached_property
    def place(self) -> Mapping[str, int]:
        return {actor: place for place, actor in enumerate(self.actors)}

    def ranks(self, measure: str) -> np.ndarray:
        """(years, actors): ranks within each year, 0 where there is none."""
        return np.array([rank(OF_ACTORS[measure], row) for row in self.values[measure]], dtype=int).reshape(
            len(self.years), len(self.actors)
        )


@dataclass(frozen=True, slots=True)
class Move:
    """An actor's rank in an earlier and in a later year; of how many it is in each year."""

    actor: str
    before: int
    after: int

    @property
    def rose(self) -> int:
        return self.before - self.after


def window_nets(dataset: Dataset, selection: Selection, today: datetime.date) -> Iterable[tuple[int, Net]]:
    """The net of each year in which something is known to begin or end, whatever the selection's own time and limit."""
    found = years_of(span for span in spans(dataset, today).values() if span) or (today.year, today.year)
    everyone = max(1, len(dataset.actors))
    for year in range(min(found[0], today.year), min(found[1], today.year) + 1):
        asked = replace(selection, first=f"{year:04d}", last=None, limit=everyone)
        yield year, net_of(select(dataset, asked, today))


def through_years(
    dataset: Dataset, selection: Selection, today: datetime.date, progress: Progress | None = None
) -> Years:
    """All measures in all years, from the first in which there is a tie."""
    found = [(year, net) for year, net in window_nets(dataset, selection, today)]
    while found and not len(found[0][1].ties):
        found.pop(0)
    actors = tuple(sorted({actor for _, net in found for actor in net.actors}))
    place = {actor: number for number, actor in enumerate(actors)}
    values = {measure: np.full((len(found), len(actors)), np.nan) for measure in OF_ACTORS}
    networks = {measure: np.full(len(found), np.nan) for measure in OF_NETWORKS}
    for row, (year, net) in enumerate(found):
        if progress:
            progress(row / len(found), str(year))
        columns = [place[actor] for actor in net.actors]
        for measure in OF_ACTORS.values():
            values[measure.id][row, columns] = measure.compute(net)
        for measure in OF_NETWORKS.values():
            networks[measure.id][row] = measure.compute(net)
    return Years(tuple(year for year, _ in found), actors, tuple(net for _, net in found), values, networks)


def moves(years: Years, measure: str, before: int, after: int) -> list[Move]:
    """Of the actors that have a rank in both years, how it changed: the greatest rise first, the greatest fall last.

    Raises ValueError for a year that is not there.
    """
    ranks = years.ranks(measure)
    early, late = ranks[years.years.index(before)], ranks[years.years.index(after)]
    both = np.flatnonzero((early > 0) & (late > 0))
    found = [Move(years.actors[actor], int(early[actor]), int(late[actor])) for actor in both]
    return sorted(found, key=lambda move: (-move.rose, move.after, move.actor))


def leaders(years: Years, measure: str, top: int) -> list[str]:
    """The actors that stood highest: by the sum of 1/rank over the years, so that being first counts most."""
    ranks = years.ranks(measure)
    with np.errstate(divide="ignore"):
        score = np.where(ranks > 0, 1 / ranks, 0).sum(axis=0) if len(ranks) else np.zeros(0)
    return [years.actors[actor] for actor in np.lexsort((np.arange(len(score)), -score))[:top]]


def drawn(told: Years) -> list[int]:
    """The years that charts and maps show: from the first that is no longer thin."""
    ties = told.networks["ties"]
    first = int(np.argmax(ties >= THIN * ties.max(initial=0))) if len(ties) else 0
    return list(told.years[first:])
