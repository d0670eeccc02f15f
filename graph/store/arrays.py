"""The numbers of a store's ties in memory, some forty bytes a tie, so that a step through time is a few masks over them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Iterable, Mapping

import numpy as np

from graph.dates import LAST_DAY
from graph.model import STATUSES, Vocabulary
from graph.selection.masks import Masks
from graph.store.engine import DuckDB
from graph.store.matching import Wanted
from graph.store.tables import BOUNDS
from graph.store.window import bounds
from graph.store.years import Years, over

CODED = ("kind", "status")


@dataclass(frozen=True, eq=False, kw_only=True)
class Arrays(Masks):
    """The ties of a store in the order of their numbers, with the bounds of one day; actors by number."""

    number: np.ndarray  # of each tie
    kind: np.ndarray  # places in `kinds`, and so on
    status: np.ndarray
    directed: np.ndarray
    actor_kind: np.ndarray
    kinds: tuple[str, ...]
    families: tuple[str, ...]
    actor_kinds: tuple[str, ...]
    family_of: np.ndarray  # of each place in `kinds` the place in `families`

    def rows(self, numbers: np.ndarray) -> np.ndarray:
        """Where the ties of these numbers stand."""
        return np.searchsorted(self.number, numbers)

    def ends(self, rows: np.ndarray) -> np.ndarray:
        """Which actors stand at the ends of these ties."""
        there = np.zeros(len(self.rank), dtype=bool)
        there[self.source[rows]] = there[self.target[rows]] = True
        return there

    @property
    def everything(self) -> np.ndarray:
        return np.ones(len(self.number), dtype=bool)

    def filters(self, want: Wanted, asserted: np.ndarray | None) -> dict[str, np.ndarray]:
        """Each filter that is set, by name, as a mask; see matching.filters. `asserted`: the ties that somebody wanted asserts."""
        found = {}
        if want.families:
            found["family"] = _among(self.families, want.families)[self.family_of][self.kind]
        if want.kinds:
            found["kind"] = _among(self.kinds, want.kinds)[self.kind]
        if want.status:
            found["status"] = _among(STATUSES, want.status)[self.status]
        if want.actor_kinds:
            wanted = _among(self.actor_kinds, want.actor_kinds)[self.actor_kind]
            found["actor_kind"] = wanted[self.source] & wanted[self.target]
        if asserted is not None:
            found["voice"] = self.everything & False
            found["voice"][asserted] = True
        return found

    def matching(self, want: Wanted, asserted: np.ndarray | None) -> np.ndarray:
        matching = self.everything
        for mask in self.filters(want, asserted).values():
            matching &= mask
        return matching

    @cached_property
    def _years(self) -> np.ndarray:
        """(4, ties): the first and last year in which a tie may have held, and in which it held for certain."""
        start_earliest, start_latest, end_earliest, end_latest = self.days
        bounds_of = (start_earliest, end_latest, np.minimum(start_latest, end_latest), np.maximum(end_earliest, start_earliest))
        return np.stack([year_of_day()[days] for days in bounds_of])

    @cached_property
    def _sightings(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Whether a tie has only days on which it was seen; and row and year of each year in which it was, by year."""
        sighted = np.zeros(len(self.number), dtype=bool)
        sighted[self.seen_row] = True
        ties = max(1, len(self.number))
        pairs = np.unique(year_of_day()[self.seen_day].astype(np.int64) * ties + self.seen_row)
        return sighted, pairs % ties, pairs // ties

    def per_year(self, matching: np.ndarray, first: int, last: int, possible: bool) -> Years:
        """How many of these ties held in each year."""
        years = np.arange(first, last + 1)
        begins, ends, sure_from, sure_to = self._years
        sighted, seen_row, seen_year = self._sightings
        there = np.flatnonzero(matching & self.dated)
        touching = over(begins[there], ends[there], years)
        plain = there[~sighted[there] & (sure_from[there] <= sure_to[there])]
        certain = over(sure_from[plain], sure_to[plain], years)
        seen = seen_year[matching[seen_row] & (seen_year >= first) & (seen_year <= last)]
        certain += np.bincount(seen - first, minlength=len(years))
        return Years(first, tuple(certain.tolist()), tuple((touching - certain if possible else certain * 0).tolist()))

    def per_year_near(self, matching: np.ndarray, focus: list[int], radius: int, first: int, last: int, possible: bool) -> Years:
        """The ties of each year's own surroundings of the focus: each year is a network by itself."""
        begins, ends, sure_from, sure_to = self._years
        sighted, seen_row, seen_year = self._sightings
        wanted = matching & self.dated
        sure, maybe = [], []
        for year in range(first, last + 1):
            rows = np.flatnonzero(wanted & (begins <= year) & (ends >= year))
            certain = (sure_from[rows] <= year) & (sure_to[rows] >= year)
            seen = np.zeros(len(self.number), dtype=bool)
            seen[seen_row[slice(*np.searchsorted(seen_year, (year, year + 1)))]] = True
            certain = np.where(sighted[rows], seen[rows], certain)
            if not possible:
                rows, certain = rows[certain], certain[certain]
            near = self.farther(self.distance(focus, rows, radius), rows) <= radius
            sure.append(int((near & certain).sum()))
            maybe.append(int((near & ~certain).sum()))
        return Years(first, tuple(sure), tuple(maybe))


@lru_cache(maxsize=1)
def year_of_day() -> np.ndarray:
    """The year of every day there is, by date.toordinal; three million small numbers."""
    starts = np.diff([datetime.date(year, 1, 1).toordinal() for year in range(1, 10_000)] + [LAST_DAY + 1])
    return np.concatenate([[0], np.repeat(np.arange(1, 10_000), starts)]).astype(np.int16)


def _among(all_of: Iterable[str], wanted: Iterable[str]) -> np.ndarray:
    return np.isin(list(all_of), list(wanted))


def read(engine: DuckDB, vocabulary: Vocabulary, today: int, moving: bool) -> Arrays:
    """The ties of a store with the bounds that they have today."""
    kinds, families, actor_kinds = (tuple(words) for words in (vocabulary.relation_kinds, vocabulary.families, vocabulary.actor_kinds))
    columns = ("number", "source", "target", "dated", "directed", *CODED, *BOUNDS)
    told = engine.written(bounds(engine.tables["ties"], today, moving).select(*columns))
    coded = {"kind": kinds, "status": STATUSES}
    ties = _numbers(engine, f"select {', '.join(_code(name, coded[name]) if name in coded else name for name in columns)} from ({told})",
                    engine.ties())
    order = None if (np.diff(ties["number"]) > 0).all() else np.argsort(ties["number"])
    if order is not None:
        ties = {name: column[order] for name, column in ties.items()}
    people = _count(engine, "select coalesce(max(number), -1) + 1 as many from actors")
    actors = _numbers(engine, f"select number, rank, {_code('kind', actor_kinds)} from actors", _count(engine, "select count(*) as many from actors"))
    rank, actor_kind = np.full(people, np.iinfo(np.int32).max), np.zeros(people, dtype=np.uint16)
    rank[actors["number"]], actor_kind[actors["number"]] = actors["rank"], actors["kind"]
    seen = _numbers(engine, "select tie, day from seen", _count(engine, "select count(*) as many from seen"))
    return Arrays(
        **{name: ties[name] for name in ("number", "source", "target", "dated", "directed", *CODED)},
        days=np.stack([ties[name] for name in BOUNDS]), rank=rank, actor_kind=actor_kind,
        seen_row=np.searchsorted(ties["number"], seen["tie"]), seen_day=seen["day"],
        kinds=kinds, families=families, actor_kinds=actor_kinds,
        family_of=np.array([families.index(kind.family) for kind in vocabulary.relation_kinds.values()], dtype=np.int16),
    )


def _code(column: str, values: Iterable[str]) -> str:
    """SQL for the place of a text among these."""
    listed = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
    return f"enum_code(cast({column} as enum({listed})))::usmallint as {column}"


def _count(engine: DuckDB, query: str) -> int:
    return engine.sql(query)["many"][0].as_py()


def _numbers(engine: DuckDB, query: str, many: int) -> Mapping[str, np.ndarray]:
    """The columns of a query that has so many rows, read batch by batch: never twice in memory."""
    batches = engine.batches(query)
    found = {field.name: np.empty(many, dtype=field.type.to_pandas_dtype()) for field in batches.schema}
    at = 0
    for batch in batches:
        for name, column in zip(found, batch.columns):
            found[name][at:at + batch.num_rows] = column.to_numpy(zero_copy_only=False)
        at += batch.num_rows
    return found
