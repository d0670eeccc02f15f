"""Which actors and ties a selection shows: the rules of graph/selection/ over tables, up to the limit."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from graph.selection import STANDING, Selection, tied_together
from graph.selection.limit import SPARE
from graph.store import near
from graph.store.engine import Engine
from graph.store.matching import Wanted, matching, numbers
from graph.store.window import held

UNDATED = 1000  # ties without a place in time that one answer names


@dataclass(frozen=True)
class Shown:
    ties: dict[int, bool]  # number → certain?
    actors: tuple[int, ...]
    actors_total: int
    ties_total: int
    undated: tuple[str, ...]


def visible(engine: Engine, ties: ir.Table, want: Wanted, selection: Selection, sighted: bool) -> ir.Table:
    """number, source, target and certain of the ties that are wanted and held in the window, focus and limit aside."""
    found = held(engine, matching(ties, engine.tables, want), selection.window(), sighted)
    if not selection.possible:
        found = found.filter(found.certain)
    return found.select("number", "source", "target", "certain")


def shown(engine: Engine, ties: ir.Table, want: Wanted, selection: Selection, sighted: bool) -> Shown:
    """`ties` have the bounds of today."""
    found = engine.keep(visible(engine, ties, want, selection, sighted))
    circles = []
    if want.focus:
        circles = near.reached(engine, found, numbers(engine, want.focus), selection.radius)
        found = engine.keep(near.within(found, circles[-1]))
    ranked = engine.keep(_ranked(engine, found, want.focus))
    actors_total, ties_total = engine.count(ranked), engine.count(found)
    limit = max(selection.limit, len(set(want.focus)))
    look = SPARE * limit
    while True:
        first = engine.keep(ranked.order_by(ranked.focus.desc(), ranked.weighed.desc(), ranked["rank"]).limit(look))
        in_order = engine.fetch(first.order_by(first.focus.desc(), first.weighed.desc(), first["rank"]))["actor"].to_pylist()
        rows = engine.fetch(near.within(found, first).order_by("number")).to_pylist()
        if actors_total <= selection.limit:
            kept = set(in_order)
            break
        kept, ran_out = tied_together(in_order, limit, set(want.focus), [(row["source"], row["target"]) for row in rows])
        if not ran_out or look >= actors_total:
            break
        look *= SPARE
    return Shown(
        ties={row["number"]: row["certain"] for row in rows if row["source"] in kept and row["target"] in kept},
        actors=tuple(sorted(kept)), actors_total=actors_total, ties_total=ties_total,
        undated=_undated(engine, matching(ties, engine.tables, want), circles),
    )


def _undated(engine: Engine, ties: ir.Table, circles: list[ir.Table]) -> tuple[str, ...]:
    """The ties without a place in time, near the focus if there is one."""
    undated = ties.filter(~ties.dated).select("number", "id", "source", "target")
    if circles:
        closer = near.touching(undated, circles[-2])
        undated = ibis.union(closer, near.within(undated, circles[-1]), distinct=True)
    return tuple(engine.fetch(undated.order_by("number").select("id").limit(UNDATED))["id"].to_pylist())


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
