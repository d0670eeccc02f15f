"""Time in tables: the bounds of every tie on a given day, its certainty in a window, the year of a day."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from graph.store.engine import Engine
from graph.store.tables import BOUNDS


def bounds(ties: ir.Table, today: int, moving: bool) -> ir.Table:
    """The ties with their four bounds as they stand today (see dates.span_of); `moving`: whether any depends on it."""
    if not moving:
        return ties
    day = ibis.literal(today, "int32")
    now = {bound: ibis.greatest(ties[f"{bound}_least"], ibis.least(ties[bound], day)) for bound in BOUNDS}
    # One that goes on from a written start: it ends today, or, if it is yet to begin, when it begins.
    going = ties.open & (ties.start_earliest == ties.start_earliest_least)
    end = ibis.ifelse(ties.start_earliest <= day, day, ties.end_latest_least)
    now["end_earliest"] = ibis.ifelse(going, ibis.greatest(ties.start_earliest, day), now["end_earliest"])
    now["start_latest"] = ibis.ifelse(going, ibis.least(ties.start_latest, end), now["start_latest"])
    now["end_latest"] = ibis.ifelse(going, end, now["end_latest"])
    return ties.mutate(**now)


def held(engine: Engine, ties: ir.Table, days: tuple[int, int] | None, sighted: bool) -> ir.Table:
    """The ties that certainly or possibly held in the window, with `certain`: Span.certainty as an expression.

    `ties` have the bounds of today; `sighted`: whether any of them has only days on which it was seen.
    """
    dated = ties.filter(ties.dated)
    if days is None:
        return dated.mutate(certain=ibis.literal(True))
    # the days stand in a table, so that the same SQL serves every window: a step through time need not be written anew
    asked = engine.row(first=days[0], last=days[1])
    first, last = asked["first"].as_scalar(), asked["last"].as_scalar()
    seen = engine.tables["seen"]
    touching = dated.filter((dated.start_earliest <= last) & (dated.end_latest >= first))
    certain = (latest_end(touching) >= first) & (earliest_start(touching) <= last)
    if not sighted:
        return touching.mutate(certain=certain)
    within = seen.filter((seen.day >= first) & (seen.day <= last)).select(sighting=seen.tie).distinct()
    joined = touching.left_join(within, touching.number == within.sighting)
    certain = (latest_end(joined) >= first) & (earliest_start(joined) <= last)
    return joined.mutate(certain=ibis.ifelse(joined.sighted, joined.sighting.notnull(), certain)).drop("sighting")


def latest_end(ties: ir.Table) -> ir.IntegerValue:
    """The day up to which a tie held for certain, if it did at all."""
    return ibis.greatest(ties.end_earliest, ties.start_earliest)


def earliest_start(ties: ir.Table) -> ir.IntegerValue:
    """The day from which a tie held for certain, if it did at all."""
    return ibis.least(ties.start_latest, ties.end_latest)


def year_of(day: ir.IntegerValue) -> ir.IntegerValue:
    """The year of a day (date.toordinal) in whole numbers only, which every engine reckons alike."""
    left = day.cast("int64") - 1
    centuries, left = left // 146_097, left % 146_097
    hundreds = ibis.least(left // 36_524, 3)
    left = left - hundreds * 36_524
    fours, left = left // 1_461, left % 1_461
    return (400 * centuries + 100 * hundreds + 4 * fours + ibis.least(left // 365, 3) + 1).cast("int32")
