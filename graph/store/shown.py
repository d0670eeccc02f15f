"""Which actors and ties a selection shows: the rules of graph/selection.py over tables, up to the limit."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from graph.selection import STANDING, Selection, tied_together
from graph.store import near
from graph.store.engine import Engine
from graph.store.matching import Wanted, matching, numbers
from graph.store.window import held

UNDATED = 1000  # ties without a place in time that one answer names
SPARE = 4  # times as many actors as the limit are looked at first, to replace those who stand alone


@dataclass(frozen=True)
class Shown:
    ties: dict[int, bool]  # number → certain?
    actors: tuple[int, ...]
    actors_total: int
    ties_total: int
    undated: tuple[str, ...]


def visible(engine: Engine, ties: ir.Table, want: Wanted, selection: Selection, sighted: bool) -> ir.Table:
    """number, source, target and certain of the ties that are wanted and held in the window, focus and limit aside."""
    found = held(matching(ties, engine.tables, want), engine.tables["seen"], selection.window(), sighted)
    if not selection.possible:
        found = found.filter(found.certain)
    return found.select("number", "source", "target", "certain")


def shown(engine: Engine, ties: ir.Table, want: Wanted, selection: Selection, sighted: bool) -> Shown:
    """`ties` have the bounds of today."""
    found = engine.keep(visible(engine, ties, want, selection, sighted))
    undated = matching(ties, engine.tables, want).filter(lambda tie: ~tie.dated)
    if want.focus:
        circles = near.reached(engine, found, numbers(engine, want.focus), selection.radius)
        found = engine.keep(near.within(found, circles[-1]))
        closer = near.touching(undated, circles[-2]).select("number", "id")
        undated = ibis.union(closer, near.within(undated, circles[-1]).select("number", "id"), distinct=True)
    waiting = engine.fetch(undated.order_by("number").select("id").limit(UNDATED))["id"].to_pylist()

    ranked = engine.keep(_ranked(engine, found, want.focus))
    (totals,) = engine.rows(ranked.aggregate(actors=ranked.count(), halves=ranked.halves.sum()))
    ties_total = engine.fetch(found.aggregate(many=found.count()))["many"][0].as_py()
    limit = max(selection.limit, len(set(want.focus)))
    look = SPARE * limit
    while True:
        first = engine.fetch(ranked.order_by(ranked.focus.desc(), ranked.weighed.desc(), ranked["rank"]).limit(look))["actor"].to_pylist()
        rows = engine.rows(near.within(found, numbers(engine, first)))
        if totals["actors"] <= selection.limit:
            kept = set(first)
            break
        kept, ran_out = tied_together(first, limit, set(want.focus), [(row["source"], row["target"]) for row in rows])
        if not ran_out or look >= totals["actors"]:
            break
        look *= SPARE
    return Shown(
        ties={row["number"]: row["certain"] for row in sorted(rows, key=lambda row: row["number"])
              if row["source"] in kept and row["target"] in kept},
        actors=tuple(sorted(kept)), actors_total=totals["actors"], ties_total=ties_total, undated=tuple(waiting),
    )


def scored(ties: ir.Table) -> ir.Table:
    """actor, halves: twice the sum of its visible ties, of which a possible one counts half."""
    weight = ibis.ifelse(ties.certain, 2, 1).cast("int64")
    forth = ties.select(actor=ties.source, halves=weight)
    back = ties.filter(ties.source != ties.target).select(actor=ties.target, halves=ibis.ifelse(ties.certain, 2, 1).cast("int64"))
    both = ibis.union(forth, back, distinct=False)
    return both.group_by("actor").aggregate(halves=both.halves.sum())


def _ranked(engine: Engine, ties: ir.Table, focus: tuple[int, ...]) -> ir.Table:
    """actor, halves, rank, weighed and whether it is in focus: of all who have a visible tie, and those in focus."""
    actors = engine.tables["actors"]
    scores = scored(ties)
    if focus:
        alone = numbers(engine, focus).mutate(halves=ibis.literal(0, "int64"))
        both = ibis.union(scores, alone, distinct=False)
        scores = both.group_by("actor").aggregate(halves=both.halves.sum())
    joined = scores.join(actors, scores.actor == actors.number).select("actor", "halves", "rank")
    score = joined.halves.cast("float64") / 2.0
    standing = ibis.literal(float(STANDING))
    weighed = score * standing / (standing + joined["rank"].cast("float64"))
    return joined.mutate(weighed=weighed, focus=joined.actor.isin(list(focus)) if focus else ibis.literal(False))
