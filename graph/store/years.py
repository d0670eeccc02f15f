"""Ties in each year: for the slider, and of one actor."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np

from graph.store.engine import Engine
from graph.store.window import earliest_start, latest_end, year_of


@dataclass(frozen=True)
class Years:
    """How many ties certainly and how many merely possibly held in each year from `first` on."""

    first: int
    certain: tuple[int, ...]
    possible: tuple[int, ...]


def axis(engine: Engine, ties: ir.Table) -> tuple[int, int] | None:
    """The years that a time axis should show: dates.years over a table of ties with today's bounds."""
    dated = ties.filter(ties.dated)
    by_day = engine.fetch(dated.group_by(day=_begun_by(dated)).aggregate(many=dated.count()).order_by("day"))
    if not by_day.num_rows:
        return None
    days, many = by_day["day"].to_numpy(), np.cumsum(by_day["many"].to_numpy())
    first = days[np.searchsorted(many, many[-1] // 100, side="right")]
    last = engine.fetch(dated.aggregate(last=_last_known(dated).max()))["last"][0].as_py()
    return datetime.date.fromordinal(int(first)).year, datetime.date.fromordinal(int(last)).year


def _begun_by(ties: ir.Table) -> ir.IntegerValue:
    return ibis.least(ties.start_latest, ties.end_earliest)


def _last_known(ties: ir.Table) -> ir.IntegerValue:
    return ibis.greatest(ties.start_latest, ties.end_earliest)


def per_year(engine: Engine, ties: ir.Table, first: int, last: int, sighted: bool, possible: bool = True) -> Years:
    """`ties` have the bounds of today. One pass over them, whatever the number of years."""
    dated = ties.filter(ties.dated)
    spans = dated.select(
        "number", "sighted", begins=year_of(dated.start_earliest), ends=year_of(dated.end_latest),
        sure_from=year_of(earliest_start(dated)), sure_to=year_of(latest_end(dated)),
    )
    groups = ["sighted", "begins", "ends", "sure_from", "sure_to"]
    found = engine.fetch(spans.group_by(groups).aggregate(many=spans.count()))
    columns = {name: found[name].to_numpy(zero_copy_only=False) for name in (*groups, "many")}
    years = np.arange(first, last + 1)
    touching = over(columns["begins"], columns["ends"], years, columns["many"])
    plain = ~columns["sighted"].astype(bool) & (columns["sure_from"] <= columns["sure_to"])
    certain = over(*(columns[name][plain] for name in ("sure_from", "sure_to")), years, columns["many"][plain])
    if sighted:
        seen = engine.tables["seen"]
        days = seen.join(dated.filter(dated.sighted), seen.tie == dated.number).select("tie", "day")
        in_year = days.select("tie", year=year_of(days.day)).distinct()
        for row in engine.rows(in_year.group_by("year").aggregate(many=in_year.count())):
            if first <= row["year"] <= last:
                certain[row["year"] - first] += row["many"]
    return Years(first, tuple(certain.tolist()), tuple((touching - certain if possible else certain * 0).tolist()))


def over(begins: np.ndarray, ends: np.ndarray, years: np.ndarray, many: np.ndarray | None = None) -> np.ndarray:
    """How many are under way in each year: what has begun by then less what has ended before; `many` of each, or one."""
    lasts = (ends >= years[0]) & (begins <= years[-1])
    weight = None if many is None else many[lasts]
    begun = np.bincount(np.clip(begins[lasts] - years[0], 0, None), weight, len(years) + 1)
    ended = np.bincount(np.clip(ends[lasts] + 1 - years[0], None, len(years)), weight, len(years) + 1)
    return np.cumsum(begun - ended)[:-1].astype(np.int64)
