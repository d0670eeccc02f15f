"""Which ties a selection wants, whenever they were: the filters of graph/selection/ over tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Mapping

import ibis.expr.types as ir

from graph.model import Vocabulary
from graph.selection import Selection
from graph.store.engine import Engine


@dataclass(frozen=True)
class Wanted:
    """What a selection names and the store knows; `unknown` is the rest."""

    families: tuple[str, ...]
    kinds: tuple[str, ...]
    actor_kinds: tuple[str, ...]
    status: tuple[str, ...]
    documents: tuple[str, ...]
    speakers: tuple[str, ...]
    standpoints: tuple[str, ...]
    focus: tuple[int, ...]  # numbers of actors
    unknown: tuple[str, ...]

    @property
    def voices(self) -> Mapping[str, tuple[str, ...]]:
        """Column of the claims → its wanted values."""
        asked = {"document": self.documents, "speaker": self.speakers, "standpoint": self.standpoints}
        return {column: values for column, values in asked.items() if values}


def wanted(engine: Engine, vocabulary: Vocabulary, selection: Selection) -> Wanted:
    unknown: list[str] = []

    def known(values: tuple[str, ...], ids: Iterable[str]) -> tuple[str, ...]:
        there = set(ids)
        unknown.extend(value for value in values if value not in there)
        return tuple(value for value in values if value in there)

    tables = engine.tables
    kinds = known(selection.kinds, [*vocabulary.actor_kinds, *vocabulary.relation_kinds])
    families = known(selection.families, vocabulary.families)
    documents = known(selection.documents, _among(engine, tables["documents"], "id", selection.documents))
    speakers = known(selection.speakers, [
        found for table, column in (("actors", "id"), ("documents", "id"), ("claims", "by"))
        for found in _among(engine, tables[table], column, selection.speakers)
    ])
    standpoints = known(selection.standpoints, _among(engine, tables["documents"], "standpoint", selection.standpoints))
    actors = tables["actors"]
    number = {}
    if selection.focus:
        number = {row["id"]: row["number"] for row in engine.rows(actors.filter(actors.id.isin(selection.focus)).select("id", "number"))}
    return Wanted(
        families=families,
        kinds=tuple(kind for kind in kinds if kind in vocabulary.relation_kinds),
        actor_kinds=tuple(kind for kind in kinds if kind in vocabulary.actor_kinds),
        status=selection.status, documents=documents, speakers=speakers, standpoints=standpoints,
        focus=tuple(number[actor] for actor in known(selection.focus, number)),
        unknown=tuple(unknown),
    )


def _among(engine: Engine, table: ir.Table, column: str, values: tuple[str, ...]) -> list[str]:
    """Those of the values that occur in the column."""
    if not values:
        return []
    found = table.filter(table[column].isin(values)).select(value=table[column]).distinct()
    return engine.fetch(found)["value"].to_pylist()


def filters(ties: ir.Table, tables: Mapping[str, ir.Table], want: Wanted) -> dict[str, ir.BooleanValue]:
    """Each filter that is set, by name, as a condition on the ties; a tie is wanted if all of them hold."""
    found: dict[str, ir.BooleanValue] = {}
    if want.families:
        found["family"] = ties.family.isin(want.families)
    if want.kinds:
        found["kind"] = ties.kind.isin(want.kinds)
    if want.status:
        found["status"] = ties.status.isin(want.status)
    if want.actor_kinds:
        actors = tables["actors"]
        numbers = actors.filter(actors.kind.isin(want.actor_kinds)).number
        found["actor_kind"] = ties.source.isin(numbers) & ties.target.isin(numbers)
    if want.voices:
        claims = tables["claims"]
        asserted = claims.filter(claims.stance == "asserts", *(claims[name].isin(values) for name, values in want.voices.items()))
        found["voice"] = ties.number.isin(asserted.tie)
    return found


def matching(ties: ir.Table, tables: Mapping[str, ir.Table], want: Wanted) -> ir.Table:
    conditions = list(filters(ties, tables, want).values())
    return ties.filter(*conditions) if conditions else ties


def numbers(engine: Engine, wanted_numbers: Iterable[int]) -> ir.Table:
    """A table of these actors, column actor."""
    actors = engine.tables["actors"]
    return actors.filter(actors.number.isin(list(wanted_numbers) or [-1])).select(actor=actors.number)

