"""Measures of the whole in rounds, over tables: connected components and PageRank. Each round is kept as a table."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from graph.store import near
from graph.store.engine import Engine

DAMPING = 0.85
CLOSE = 1e-9  # PageRank has settled when the ranks of all actors together change by less
ROUNDS = 200
LOOK = 8  # rounds from one look at whether it has settled to the next


def components(engine: Engine, ties: ir.Table) -> ir.Table:
    """actor, component: the smallest number of an actor that it hangs together with.

    Everybody takes the smallest label among its neighbours, then the label of whom that label names, until nothing
    changes: a handful of rounds even for chains of thousands.
    """
    both = engine.keep(near.arcs(ties).distinct())
    labels = engine.keep(both.select(actor=both.here, component=both.here).distinct())
    while True:
        theirs = both.join(labels, both.there == labels.actor).select(actor="here", component="component")
        offered = ibis.union(theirs, labels, distinct=False)
        least = engine.keep(offered.group_by("actor").aggregate(component=offered.component.min()))
        named = least.view()
        jumped = engine.keep(least.join(named, least.component == named.actor)
                             .select(actor=least.actor, component=ibis.least(least.component, named.component)))
        before = labels
        changed = jumped.join(before, jumped.actor == before.actor).filter(lambda row: row.component != row.component_right)
        labels = jumped
        if not engine.fetch(changed.aggregate(many=changed.count()))["many"][0].as_py():
            return labels


def pagerank(engine: Engine, ties: ir.Table) -> ir.Table:
    """actor, value: PageRank along the ties, both ways along an undirected one, each weighing 1, or ½ if it is merely
    possible. Whoever points at nobody points at everybody. `ties` has source, target, certain, directed."""
    # numbers that become columns are made of whole ones: Spark takes 0.5 for a decimal, and rounds sums of decimals
    weight = ibis.ifelse(ties.certain, 2, 1).cast("float64") / 2.0
    everybody = engine.keep(near.arcs(ties).select(actor="here").distinct())
    plain = ties.mutate(weight=weight).filter(ties.source != ties.target)
    forth = plain.select(here=plain.source, there=plain.target, weight=plain.weight)
    mutual = plain.filter(~plain.directed)
    back = mutual.select(here=mutual.target, there=mutual.source, weight=mutual.weight)
    both = ibis.union(forth, back, distinct=False)
    summed = engine.keep(both.group_by(["here", "there"]).aggregate(weight=both.weight.sum()))
    out = summed.group_by("here").aggregate(total=summed.weight.sum())
    arrows = engine.keep(summed.join(out, summed.here == out.here).select(
        here=summed.here, there=summed.there, share=summed.weight / out.total))
    many = _one(engine, everybody.aggregate(it=everybody.count()))
    if not many:
        return everybody.mutate(value=ibis.literal(0).cast("float64"))
    pointing = summed.select(actor=summed.here).distinct()
    begun = everybody.left_join(pointing, everybody.actor == pointing.actor)
    first = ibis.literal(1).cast("float64") / many
    values = engine.keep(begun.select("actor", points=begun.actor_right.notnull(), value=first, change=first))
    given = arrows.join(values, arrows.here == values.actor).select(actor="there", value=lambda row: row.value * row.share)
    sums = given.group_by("actor").aggregate(got=given.value.sum())
    idle = values.filter(~values.points)
    lost = ibis.coalesce(idle.aggregate(it=idle.value.sum())["it"].as_scalar(), 0.0)  # of those who point at nobody
    value = (1.0 - DAMPING + DAMPING * lost) / many + DAMPING * ibis.coalesce(sums.got, 0.0)
    following = values.left_join(sums, values.actor == sums.actor).select(
        actor=values.actor, points=values.points, value=value, change=(value - values.value).abs())
    for turn in range(1, ROUNDS + 1):
        engine.again(following, values)
        if turn % LOOK == 0 and _one(engine, values.aggregate(it=values.change.sum())) < CLOSE:
            break
    return values.select("actor", "value")


def _one(engine: Engine, expression: ir.Table) -> float:
    return float(engine.fetch(expression)["it"][0].as_py() or 0)
