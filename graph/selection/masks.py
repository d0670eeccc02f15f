"""The rules of a selection over arrays of numbers, whatever the ties were read from: memory or a store."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.selection.limit import SPARE, STANDING, tied_together
from graph.selection.wanted import Selection


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What is shown: `ties` by row, in order; `actors` by number; and the rows of what matches but nothing dates."""

    ties: np.ndarray
    actors: np.ndarray
    actors_total: int
    ties_total: int
    undated: np.ndarray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Masks:
    """Ties as arrays, one row a tie; `source` and `target` are numbers of actors, places in `rank`."""

    source: np.ndarray
    target: np.ndarray
    dated: np.ndarray
    days: np.ndarray  # (4, ties): start earliest and latest, end earliest and latest
    seen_row: np.ndarray
    seen_day: np.ndarray
    rank: np.ndarray

    def held(self, days: tuple[int, int] | None) -> tuple[np.ndarray, np.ndarray]:
        """Which ties held for certain in the window, and which certainly or possibly: Span.certainty for all rows."""
        if days is None:
            return self.dated, self.dated
        first, last = days
        start_earliest, start_latest, end_earliest, end_latest = self.days
        touching = self.dated & (start_earliest <= last) & (end_latest >= first)
        certain = (np.maximum(end_earliest, start_earliest) >= first) & (np.minimum(start_latest, end_latest) <= last)
        certain[self.seen_row] = False
        certain[self.seen_row[(self.seen_day >= first) & (self.seen_day <= last)]] = True
        return touching & certain, touching

    def shown(self, matching: np.ndarray, certain: np.ndarray, held: np.ndarray, focus: list[int], selection: Selection) -> Found:
        """Of the ties that match the filters, those that the selection shows; certain and held as by `held`."""
        rows = np.flatnonzero(matching & (held if selection.possible else certain))
        undated = np.flatnonzero(matching & ~self.dated)
        if focus:
            distance = self.distance(focus, rows, selection.radius)
            rows = rows[self.farther(distance, rows) <= selection.radius]
            nearer = np.minimum(distance[self.source[undated]], distance[self.target[undated]])
            undated = undated[(nearer < selection.radius) | (self.farther(distance, undated) <= selection.radius)]

        score = self.score(rows, certain[rows])
        there = score > 0
        there[focus] = True
        actors, ties_total = np.flatnonzero(there), len(rows)
        actors_total = len(actors)
        if actors_total > selection.limit:
            weighed = score[actors] * STANDING / (STANDING + self.rank[actors])  # the very operations of graph/view/visible.js
            weighed[np.isin(actors, focus)] = np.inf
            ranked = actors[np.lexsort((self.rank[actors], -weighed))]
            kept = self._connected(ranked, max(selection.limit, len(set(focus))), set(focus), rows)
            rows, actors = rows[kept[self.source[rows]] & kept[self.target[rows]]], np.flatnonzero(kept)
        return Found(ties=rows, actors=actors, actors_total=actors_total, ties_total=ties_total, undated=undated)

    def distance(self, focus: list[int], rows: np.ndarray, radius: int) -> np.ndarray:
        """Of each actor, how many of these ties lie between it and the nearest in focus; more than the radius: radius + 1."""
        source, target = self.source[rows], self.target[rows]
        distance = np.full(len(self.rank), radius + 1, dtype=np.int8)
        distance[focus] = 0
        for step in range(1, radius + 1):
            reached = distance < step
            for here, there in ((source, target), (target, source)):
                beyond = there[reached[here]]
                distance[beyond] = np.minimum(distance[beyond], step)
        return distance

    def farther(self, distance: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Of each of these ties, how far its farther end is."""
        return np.maximum(distance[self.source[rows]], distance[self.target[rows]])

    def score(self, rows: np.ndarray, certain: np.ndarray) -> np.ndarray:
        """Of each actor the sum of these ties, of which a merely possible one counts half."""
        source, target, weight = self.source[rows], self.target[rows], np.where(certain, 1.0, 0.5)
        actors = len(self.rank)
        return np.bincount(source, weight, actors) + np.bincount(target, weight * (source != target), actors)

    def _connected(self, ranked: np.ndarray, keep: int, focus: set[int], rows: np.ndarray) -> np.ndarray:
        """Which actors are the first of the ranked that are tied to each other; few are looked at while they suffice."""
        look = SPARE * keep
        while True:
            among = np.zeros(len(self.rank), dtype=bool)
            among[ranked[:look]] = True
            near = rows[among[self.source[rows]] & among[self.target[rows]]]
            pairs = zip(self.source[near].tolist(), self.target[near].tolist())
            kept, ran_out = tied_together(ranked[:look].tolist(), keep, focus, pairs)
            if not ran_out or look >= len(ranked):
                break
            look *= SPARE
        shown = np.zeros(len(self.rank), dtype=bool)
        shown[list(kept)] = True
        return shown
