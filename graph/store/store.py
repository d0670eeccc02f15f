"""A store: the questions of the explorer, answered by an engine over tables."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from types import MappingProxyType
from typing import Iterable

import ibis.expr.types as ir

from graph.model import ActorKind, Dataset, Family, RelationKind, Vocabulary
from graph.network import Chain, build, chains
from graph.selection import Part, Selection
from graph.store import counts, near, search, whole
from graph.store.chains import ties_between
from graph.store.engine import Engine, StoreError
from graph.store.matching import Wanted, matching, numbers, wanted
from graph.store.part import dataset_of
from graph.store.shown import Shown, shown
from graph.store.tables import FORMAT
from graph.store.window import bounds, held
from graph.store.years import Years, axis, per_year


class Store:
    """Tables and an engine. Every method asks the engine one question; several threads may ask.

    `today` is the day up to which ongoing ties hold. What a selection names and nobody knows is passed over, and
    told in Part.unknown where there is a Part.
    """

    def __init__(self, engine: Engine):
        self._engine = engine
        about = {row["name"]: row["value"] for row in engine.rows(engine.tables["about"])}
        if about.get("format") != FORMAT:
            raise StoreError(f"The store is of format {about.get('format')}, not {FORMAT}: build it anew")
        self.version = about["version"]
        self.vocabulary = _vocabulary(about["vocabulary"])
        self._moving, self._sighted = about["moving"] == "1", about["sighted"] == "1"

    def select(self, selection: Selection, today: datetime.date) -> Part:
        """The part that the selection asks for: graph.selection.select, over tables. Of undated ties, the first 1000."""
        with self._engine.question():
            want = self._wanted(selection)
            found = self._shown(want, selection, today)
            dataset = dataset_of(self._engine, self.vocabulary, self.version, found.ties, found.actors)
        ids = list(dataset.relations)  # in the order of their numbers, as found.ties
        certainty = {id: "certain" if certain else "possible" for id, certain in zip(ids, found.ties.values())}
        return Part(
            dataset=dataset, certainty=MappingProxyType(certainty), actors_total=found.actors_total, ties_total=found.ties_total,
            undated=found.undated, left_out=found.actors_total - len(dataset.actors), unknown=want.unknown,
        )

    def whole(self) -> tuple[int, int]:
        """How many actors and ties there are."""
        tables = self._engine.tables
        with self._engine.question():
            return tuple(self._engine.fetch(tables[name].aggregate(many=tables[name].count()))["many"][0].as_py()
                         for name in ("actors", "ties"))

    def occurring(self) -> tuple[set[str], set[str]]:
        """The kinds of actor and the families of ties that there are."""
        with self._engine.question():
            found = (self._engine.sql(f"select distinct {column} as it from {table}")["it"].to_pylist()
                     for table, column in (("actors", "kind"), ("ties", "family")))
            return set(next(found)), set(next(found))

    def most_ties(self) -> int:
        """How many ties the actor with the most has, over all years."""
        with self._engine.question():
            return max(1, self._engine.sql("select max(ties) as it from actors")["it"][0].as_py() or 0)

    def axis(self, today: datetime.date) -> tuple[int, int]:
        """The first and the last year of the time axis."""
        with self._engine.question():
            return axis(self._engine, self._ties(today)) or (today.year, today.year)

    def per_year(self, selection: Selection, today: datetime.date, first: int, last: int) -> Years:
        """The ties of each year from first to last that the filters and the focus let through, whatever the window."""
        with self._engine.question():
            want = self._wanted(selection)
            ties = matching(self._ties(today), self._engine.tables, want)
            if want.focus:
                return counts.per_year_near(self._engine, ties, want.focus, selection, first, last, self._sighted)
            return per_year(self._engine, ties, first, last, self._sighted, selection.possible)

    def degree_per_year(self, actor: str, selection: Selection, today: datetime.date, first: int, last: int) -> Years:
        """The ties of one actor in each year; the selection's window and focus do not matter. KeyError if unknown."""
        with self._engine.question():
            number = self._number(actor)
            ties = matching(self._ties(today), self._engine.tables, self._wanted(replace(selection, focus=())))
            mine = ties.filter((ties.source == number) | (ties.target == number))
            return per_year(self._engine, mine, first, last, self._sighted, selection.possible)

    def counts(self, selection: Selection, today: datetime.date) -> counts.Counts:
        """What each entry of the legend would show: the other filters applied, its own lifted."""
        with self._engine.question():
            want = self._wanted(selection)
            return counts.counts(self._engine, self._ties(today), want, selection, self._sighted)

    def find(self, text: str, limit: int = 20) -> list[str]:
        """Ids of the actors that the text may mean, in any spelling, the best first."""
        with self._engine.question():
            return search.find(self._engine, text, limit)

    def actors(self, ids: Iterable[str]) -> Dataset:
        """These actors, as far as they exist, without ties."""
        table = self._engine.tables["actors"]
        with self._engine.question():
            rows = self._engine.rows(table.filter(table.id.isin(list(ids) or [""])).select("number"))
            return dataset_of(self._engine, self.vocabulary, self.version, [], [row["number"] for row in rows])

    def standing(self, ids: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Actor id → its rank and its ties, over all years."""
        with self._engine.question():
            listed = self._engine.texts([*ids, ""])
            rows = self._engine.sql(f"select id, rank, ties from actors where id in {listed}").to_pylist()
        return {row["id"]: (row["rank"], row["ties"]) for row in rows}

    def relations(self, ids: Iterable[str]) -> Dataset:
        """These ties, as far as they exist, with their ends."""
        with self._engine.question():
            rows = self._engine.sql(f"select number from ties where id in {self._engine.texts([*ids, ''])}").to_pylist()
            return dataset_of(self._engine, self.vocabulary, self.version, [row["number"] for row in rows], [])

    def chains(
        self, a: str, b: str, selection: Selection, today: datetime.date, *,
        limit: int = 100, avoiding: Iterable[str] = (), only_cooperative: bool = False,
    ) -> tuple[Dataset, list[Chain]]:
        """The shortest chains from a to b among the ties of the selection (its focus and limit aside), and their ties.

        As network.chains; KeyError for an actor that the store does not know.
        """
        with self._engine.question():
            ends = self._number(a), self._number(b)
            avoided = [self._number(actor) for actor in avoiding if actor not in (a, b)]
            ties = self._visible(replace(selection, focus=()), today, "sign")
            if only_cooperative:
                ties = ties.filter(ties.sign > 0)
            if avoided:
                ties = ties.filter(ties.source.notin(avoided), ties.target.notin(avoided))
            usable = ties_between(self._engine, ties, *ends) if a != b else []
            dataset = dataset_of(self._engine, self.vocabulary, self.version, usable, ends)
        return dataset, chains(build(dataset), a, b, limit=limit)

    def components(self, selection: Selection, today: datetime.date) -> list[int]:
        """How many actors hang together, one number a component, the largest first; limit of them."""
        with self._engine.question():
            labels = whole.components(self._engine, self._visible(selection, today))
            sizes = labels.group_by("component").aggregate(many=labels.count())
            found = self._engine.rows(sizes.order_by(sizes.many.desc()).limit(selection.limit))
        return [row["many"] for row in found]

    def pagerank(self, selection: Selection, today: datetime.date) -> dict[str, float]:
        """Actor id → PageRank among all visible ties, the highest first; limit of them."""
        actors = self._engine.tables["actors"]
        with self._engine.question():
            values = whole.pagerank(self._engine, self._visible(selection, today, "directed"))
            named = values.join(actors, values.actor == actors.number).select("id", "value", "rank")
            found = self._engine.rows(named.order_by(named.value.round(12).desc(), named["rank"]).limit(selection.limit))
        return {row["id"]: row["value"] for row in found}

    def close(self) -> None:
        self._engine.close()

    def _shown(self, want: Wanted, selection: Selection, today: datetime.date) -> Shown:
        return shown(self._engine, self._ties(today), want, selection, self._sighted)

    def _wanted(self, selection: Selection) -> Wanted:
        return wanted(self._engine, self.vocabulary, selection)

    def _ties(self, today: datetime.date) -> ir.Table:
        return bounds(self._engine.tables["ties"], today.toordinal(), self._moving)

    def _visible(self, selection: Selection, today: datetime.date, *more: str) -> ir.Table:
        """The visible ties, focus regarded and the limit not, kept, with more of their columns."""
        want = self._wanted(selection)
        ties = self._ties(today)
        found = held(self._engine, matching(ties, self._engine.tables, want), selection.window(), self._sighted)
        found = found if selection.possible else found.filter(found.certain)
        found = self._engine.keep(found.select("number", "source", "target", "certain", *more))
        if want.focus:
            circles = near.reached(self._engine, found, numbers(self._engine, want.focus), selection.radius)
            found = self._engine.keep(near.within(found, circles[-1]))
        return found

    def _number(self, actor: str) -> int:
        table = self._engine.tables["actors"]
        rows = self._engine.rows(table.filter(table.id == actor).select("number"))
        if not rows:
            raise KeyError(actor)
        return rows[0]["number"]


def _vocabulary(text: str) -> Vocabulary:
    words = json.loads(text)
    return Vocabulary(**{
        room: {record["id"]: kind(**record) for record in words[room]}
        for room, kind in (("actor_kinds", ActorKind), ("families", Family), ("relation_kinds", RelationKind))
    })
