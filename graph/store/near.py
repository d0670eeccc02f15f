"""Who is near: the actors within so many ties of some, over tables, ignoring direction."""

from __future__ import annotations

from typing import Sequence

import ibis
import ibis.expr.types as ir

from graph.store.engine import Engine


def arcs(ties: ir.Table, by: Sequence[str] = ()) -> ir.Table:
    """Each tie from both its ends, as columns here and there."""
    forth = ties.select(*by, here=ties.source, there=ties.target)
    back = ties.select(*by, here=ties.target, there=ties.source)
    return ibis.union(forth, back, distinct=False)


def reached(engine: Engine, ties: ir.Table, seeds: ir.Table, radius: int, by: Sequence[str] = ()) -> list[ir.Table]:
    """For each radius from 0 on, the actors within it of the seeds (column actor), as kept tables.

    With `by` (columns of both tables) each value of theirs is a network of its own: a year, say.
    """
    both = arcs(ties, by)
    circles = [engine.keep(seeds.select(*by, "actor").distinct())]
    for _ in range(radius):
        last = circles[-1]
        on = [both.here == last.actor, *(both[column] == last[column] for column in by)]
        beyond = both.semi_join(last, on).select(*by, actor=both.there)
        circles.append(engine.keep(ibis.union(beyond, last, distinct=True)))
    return circles


def within(ties: ir.Table, circle: ir.Table, by: Sequence[str] = ()) -> ir.Table:
    """The ties both of whose ends lie in the circle."""
    if not by:
        return ties.filter(ties.source.isin(circle.actor), ties.target.isin(circle.actor))
    for end in ("source", "target"):
        here = circle.view()
        ties = ties.semi_join(here, [ties[end] == here.actor, *(ties[column] == here[column] for column in by)])
    return ties


def touching(ties: ir.Table, circle: ir.Table) -> ir.Table:
    """The ties one of whose ends, at least, lies in the circle."""
    return ties.filter(ties.source.isin(circle.actor) | ties.target.isin(circle.actor))
