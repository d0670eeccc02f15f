"""A store whose ties fit into memory as numbers: the same answers, by masks over arrays instead of queries."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graph.model import STATUSES
from graph.selection import Selection
from graph.store.arrays import Arrays, read
from graph.store.counts import Counts
from graph.store.engine import DuckDB
from graph.store.matching import Wanted
from graph.store.shown import UNDATED, Shown
from graph.store.store import Store
from graph.store.whole import CLOSE, DAMPING, ROUNDS
from graph.store.years import Years

MOST = 20_000_000  # ties whose numbers are held in memory: some 0.8 GB


class QuickStore(Store):
    """See Store. Names, records, chains and what is cited are still asked of the engine."""

    def __init__(self, engine: DuckDB):
        super().__init__(engine)
        self._read: tuple[int, Arrays] | None = None

    def _shown(self, want: Wanted, selection: Selection, today: datetime.date) -> Shown:
        arrays = self._arrays(today)
        certain, held = arrays.held(selection.window())
        found = arrays.shown(self._matching(arrays, want), certain, held, list(want.focus), selection)
        numbers = arrays.number[found.ties].tolist()
        return Shown(
            ties=dict(zip(numbers, certain[found.ties].tolist())), actors=tuple(found.actors.tolist()),
            actors_total=found.actors_total, ties_total=found.ties_total,
            undated=self._ids(arrays.number[found.undated[:UNDATED]]),
        )

    def per_year(self, selection: Selection, today: datetime.date, first: int, last: int) -> Years:
        with self._engine.question():
            want, arrays = self._wanted(selection), self._arrays(today)
            matching = self._matching(arrays, want)
        if want.focus:
            return arrays.per_year_near(matching, list(want.focus), selection.radius, first, last, selection.possible)
        return arrays.per_year(matching, first, last, selection.possible)

    def degree_per_year(self, actor: str, selection: Selection, today: datetime.date, first: int, last: int) -> Years:
        with self._engine.question():
            number, arrays = self._number(actor), self._arrays(today)
            matching = self._matching(arrays, self._wanted(replace(selection, focus=())))
        mine = matching & ((arrays.source == number) | (arrays.target == number))
        return arrays.per_year(mine, first, last, selection.possible)

    def counts(self, selection: Selection, today: datetime.date) -> Counts:
        """The steps of counts.counts over arrays."""
        with self._engine.question():
            want, arrays = self._wanted(selection), self._arrays(today)
            passed = arrays.filters(want, self._asserted(arrays, want))
        certain, held = arrays.held(selection.window())
        for name in ("kind", "voice"):
            held = held & passed.pop(name, True)
        rows = np.flatnonzero(held)
        certain = certain[rows]
        by = {name: passed[name][rows] if name in passed else np.ones(len(rows), dtype=bool) for name in ("family", "status", "actor_kind")}
        sure = certain | selection.possible
        if want.focus:
            passing = rows[by["family"] & by["status"] & by["actor_kind"] & sure]
            near = arrays.farther(arrays.distance(list(want.focus), passing, selection.radius), rows) <= selection.radius
            rows, certain, sure, by = rows[near], certain[near], sure[near], {name: mask[near] for name, mask in by.items()}
        fully = certain[by["family"] & by["status"] & by["actor_kind"]]
        tied = rows[by["family"] & by["status"] & sure]
        return Counts(
            family=_tally(arrays.family_of[arrays.kind[rows[by["status"] & by["actor_kind"] & sure]]], arrays.families),
            status=_tally(arrays.status[rows[by["family"] & by["actor_kind"] & sure]], STATUSES),
            certainty=_tally((~fully).astype(np.int8), ("certain", "possible")),
            actor_kind=_tally(arrays.actor_kind[arrays.ends(tied)], arrays.actor_kinds),
        )

    def components(self, selection: Selection, today: datetime.date) -> list[int]:
        arrays, rows, _ = self._rows(selection, today)
        actors, source, target = _renumbered(arrays, rows)
        ties = coo_array((np.ones(len(rows), dtype=np.int8), (source, target)), shape=(len(actors), len(actors)))
        _, labels = connected_components(ties, directed=False)
        return np.sort(np.bincount(labels))[::-1][: selection.limit].tolist()

    def pagerank(self, selection: Selection, today: datetime.date) -> dict[str, float]:
        """The steps of whole.pagerank over a sparse matrix."""
        arrays, rows, certain = self._rows(selection, today)
        actors, source, target = _renumbered(arrays, rows)
        if not len(actors):
            return {}
        weight = np.where(certain, 1.0, 0.5) * (source != target)
        back = ~arrays.directed[rows]
        given = coo_array((np.r_[weight, weight[back]], (np.r_[target, source[back]], np.r_[source, target[back]])),
                          shape=(len(actors), len(actors))).tocsr()
        out = given.sum(axis=0)
        share = np.divide(1.0, out, out=np.zeros_like(out), where=out > 0)
        values = np.full(len(actors), 1.0 / len(actors))
        for _ in range(ROUNDS):
            got = given @ (values * share)
            before, values = values, (1.0 - DAMPING + DAMPING * (1.0 - got.sum())) / len(actors) + DAMPING * got
            if np.abs(values - before).sum() < CLOSE:
                break
        first = np.lexsort((arrays.rank[actors], -values.round(12)))[: selection.limit]
        ids = self._id_of(actors[first])
        return {ids[number]: value for number, value in zip(actors[first].tolist(), values[first].tolist())}

    def _arrays(self, today: datetime.date) -> Arrays:
        """Read once, or once a day where some bound depends on it; inside a question."""
        day = today.toordinal() if self._moving else 0
        if self._read is None or self._read[0] != day:
            self._read = day, read(self._engine, self.vocabulary, today.toordinal(), self._moving)
        return self._read[1]

    def _matching(self, arrays: Arrays, want: Wanted) -> np.ndarray:
        return arrays.matching(want, self._asserted(arrays, want))

    def _asserted(self, arrays: Arrays, want: Wanted) -> np.ndarray | None:
        """Where the ties stand that a wanted voice asserts, or None if every voice is wanted."""
        if not want.voices:
            return None
        claims = self._engine.tables["claims"]
        asserted = claims.filter(claims.stance == "asserts", *(claims[name].isin(values) for name, values in want.voices.items()))
        return arrays.rows(self._engine.fetch(asserted.select("tie").distinct())["tie"].to_numpy())

    def _rows(self, selection: Selection, today: datetime.date) -> tuple[Arrays, np.ndarray, np.ndarray]:
        """The visible ties, focus regarded and the limit not, and which of them are certain."""
        with self._engine.question():
            want, arrays = self._wanted(selection), self._arrays(today)
            matching = self._matching(arrays, want)
        certain, held = arrays.held(selection.window())
        rows = np.flatnonzero(matching & (held if selection.possible else certain))
        if want.focus:
            rows = rows[arrays.farther(arrays.distance(list(want.focus), rows, selection.radius), rows) <= selection.radius]
        return arrays, rows, certain[rows]

    def _id_of(self, actors: np.ndarray) -> dict[int, str]:
        listed = ", ".join(map(str, actors.tolist()))
        with self._engine.question():
            return {row["number"]: row["id"] for row in self._engine.sql(f"select number, id from actors where number in ({listed})").to_pylist()}

    def _ids(self, numbers: np.ndarray) -> tuple[str, ...]:
        """The ids of these ties, in order."""
        if not len(numbers):
            return ()
        listed = ", ".join(map(str, numbers.tolist()))
        return tuple(self._engine.sql(f"select id from ties where number in ({listed}) order by number")["id"].to_pylist())


def _renumbered(arrays: Arrays, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The actors of these ties, and the ends of each as places among them."""
    there = arrays.ends(rows)
    place = np.cumsum(there) - 1
    return np.flatnonzero(there), place[arrays.source[rows]], place[arrays.target[rows]]


def _tally(codes: np.ndarray, names: tuple[str, ...]) -> Counter[str]:
    many = np.bincount(codes, minlength=len(names)).tolist()
    return Counter({name: count for name, count in zip(names, many) if count})
