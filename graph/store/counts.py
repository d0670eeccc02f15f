"""How much there is, for the legend and the slider: what each filter would show, and each year around a focus."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Mapping

import ibis
import ibis.expr.types as ir

from graph.selection import Selection
from graph.store import near
from graph.store.engine import Engine
from graph.store.matching import Wanted, filters, numbers
from graph.store.window import held, latest_end, earliest_start, year_of
from graph.store.years import Years

Numbers = Mapping[str, int]


@dataclass(frozen=True)
class Counts:
    """Ties by family, status and certainty, actors by kind: the other filters applied, the entry's own group lifted."""

    family: Numbers
    status: Numbers
    certainty: Numbers
    actor_kind: Numbers


def counts(engine: Engine, ties: ir.Table, want: Wanted, selection: Selection, sighted: bool) -> Counts:
    """`ties` have the bounds of today. The steps of `counts` in graph/view/visible.js."""
    there = held(engine, ties, selection.window(), sighted)
    passed = filters(there, engine.tables, want)
    marks = {name: passed.get(name, ibis.literal(True)) for name in ("family", "status", "actor_kind")}
    rest = [condition for name, condition in passed.items() if name not in marks]
    marked = there.mutate(**{f"by_{name}": condition for name, condition in marks.items()})
    marked = marked.filter(*rest) if rest else marked
    columns = [f"by_{name}" for name in marks]
    marked = engine.keep(marked.select("source", "target", "family", "status", "certain", *columns))
    if want.focus:
        passing = marked.filter(*(marked[column] for column in columns), *([] if selection.possible else [marked.certain]))
        circles = near.reached(engine, passing, numbers(engine, want.focus), selection.radius)
        marked = engine.keep(near.within(marked, circles[-1]))
    cube = engine.rows(marked.group_by(["family", "status", "certain", *columns]).aggregate(many=marked.count()))
    found = {name: Counter() for name in ("family", "status", "certainty")}
    for row in cube:
        holds = {name for name in marks if row[f"by_{name}"]}
        if len(holds) == len(marks):
            found["certainty"]["certain" if row["certain"] else "possible"] += row["many"]
        if row["certain"] or selection.possible:
            for name in ("family", "status"):
                if holds | {name} == set(marks):
                    found[name][row[name]] += row["many"]
    return Counts(**found, actor_kind=_actors(engine, marked, selection))


def _actors(engine: Engine, marked: ir.Table, selection: Selection) -> Numbers:
    """Actors with a tie that all but the filter on kinds of actor let through, by kind."""
    tied = marked.filter(marked.by_family, marked.by_status, *([] if selection.possible else [marked.certain]))
    ends = ibis.union(tied.select(actor=tied.source), tied.select(actor=tied.target), distinct=True)
    actors = engine.tables["actors"]
    kinds = ends.join(actors, ends.actor == actors.number).group_by("kind").aggregate(many=lambda row: row.count())
    return {row["kind"]: row["many"] for row in engine.rows(kinds)}


def per_year_near(
    engine: Engine, ties: ir.Table, focus: tuple[int, ...], selection: Selection, first: int, last: int, sighted: bool,
) -> Years:
    """The ties of each year's own surroundings of the focus: each year is a network by itself."""
    years = engine.column("year", range(first, last + 1))
    ever = held(engine, ties, None, sighted)
    seeds = numbers(engine, focus)
    circles = near.reached(engine, ever, seeds, selection.radius)
    close = near.within(ever, circles[-1])
    spans = engine.keep(close.select(
        "number", "source", "target", "sighted", begins=year_of(close.start_earliest), ends=year_of(close.end_latest),
        sure_from=year_of(earliest_start(close)), sure_to=year_of(latest_end(close)),
    ))
    yearly = spans.join(years, (spans.begins <= years.year) & (spans.ends >= years.year))
    certain = (yearly.sure_from <= yearly.year) & (yearly.sure_to >= yearly.year)
    if sighted:
        seen = engine.tables["seen"]
        in_year = seen.select(sighting=seen.tie, in_year=year_of(seen.day)).distinct()
        yearly = yearly.left_join(in_year, (yearly.number == in_year.sighting) & (yearly.year == in_year.in_year))
        plain = (yearly.sure_from <= yearly.year) & (yearly.sure_to >= yearly.year)
        certain = ibis.ifelse(yearly.sighted, yearly.sighting.notnull(), plain)
    passing = yearly.select("source", "target", "year", certain=certain)
    passing = engine.keep(passing if selection.possible else passing.filter(passing.certain))
    each = years.cross_join(seeds).select("year", "actor")
    around = near.reached(engine, passing, each, selection.radius, by=("year",))
    shown = near.within(passing, around[-1], by=("year",))
    found = {(row["year"], row["certain"]): row["many"] for row in engine.rows(shown.group_by(["year", "certain"]).aggregate(many=shown.count()))}
    span = range(first, last + 1)
    return Years(first, tuple(found.get((year, True), 0) for year in span), tuple(found.get((year, False), 0) for year in span))
