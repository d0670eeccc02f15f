"""The shortest chains between two actors, over tables: the engine finds the few ties that any of them can use."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from graph.store import near
from graph.store.engine import Engine

MOST = 5000  # ties that chains are made of


def ties_between(engine: Engine, ties: ir.Table, a: int, b: int) -> list[int]:
    """The numbers of the ties on the shortest chains from a to b, whichever way they point; [] if there is none.

    At most MOST. `ties` has number, source, target. One step is one round over the table.
    """
    ties = ties.filter(ties.source != ties.target)
    both = near.arcs(ties)
    actors = engine.tables["actors"]
    circles = [engine.keep(actors.filter(actors.number == a).select(actor=actors.number))]
    everybody = circles[0]
    while not _has(engine, circles[-1], b):
        last = circles[-1]
        beyond = both.semi_join(last, both.here == last.actor).select(actor=both.there).distinct()
        circles.append(engine.keep(beyond.anti_join(everybody, beyond.actor == everybody.actor)))
        if not engine.count(circles[-1]):
            return []
        everybody = engine.keep(ibis.union(everybody, circles[-1], distinct=False))
    return _back(engine, ties, circles, b)


def _back(engine: Engine, ties: ir.Table, circles: list[ir.Table], b: int) -> list[int]:
    """From b back to the first circle, only through actors that a shortest chain can use."""
    found: list[int] = []
    ahead = circles[-1].filter(circles[-1].actor == b)
    for circle in reversed(circles[:-1]):
        forth = ties.filter(ties.target.isin(ahead.actor), ties.source.isin(circle.actor))
        back = ties.filter(ties.source.isin(ahead.actor), ties.target.isin(circle.actor))
        steps = engine.keep(ibis.union(
            forth.select("number", actor=forth.source), back.select("number", actor=back.target), distinct=True,
        ))
        found += engine.fetch(steps.order_by("number").limit(MOST))["number"].to_pylist()
        ahead = engine.keep(steps.select("actor").distinct())
    return found[:MOST]


def _has(engine: Engine, circle: ir.Table, actor: int) -> bool:
    return engine.fetch(circle.filter(circle.actor == actor)).num_rows > 0
