"""Rows of a store back into records: the part of a store that certain ties and actors make, as a Dataset."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, Iterable, Mapping

from graph.model import Actor, Claim, Dataset, Document, Event, Relation, Text, Vocabulary
from graph.store.engine import Engine

_CLAIM = {"document": "document", "by": "by", "stance": "stance", "quote": "quote", "written_date": "date", "page": "page"}


def dataset_of(
    engine: Engine, vocabulary: Vocabulary, version: str, ties: Iterable[int], actors: Iterable[int],
) -> Dataset:
    """The Dataset of these ties with their ends, these actors, and what they cite and take part in: Dataset.keep."""
    tables = engine.tables
    rows = _numbered(engine, "ties", ties)
    people = _numbered(engine, "actors", {*actors, *(row[end] for row in rows for end in ("source", "target"))})
    id_of = {row["number"]: row["id"] for row in people}
    relations = _relations(rows, id_of, _claims(engine, [row["number"] for row in rows]))
    events = _events(engine, set(id_of), set(id_of.values()))
    cited = {claim.document for record in (*relations, *events) for claim in record.claims}
    documents = tables["documents"]
    found = engine.rows(documents.filter(documents.id.isin(list(cited) or [""])).order_by("id"))
    return Dataset(
        vocabulary=vocabulary,
        actors={row["id"]: Actor.model_validate_json(row["record"]) for row in people},
        relations={relation.id: relation for relation in relations},
        documents={row["id"]: Document.model_validate_json(row["record"]) for row in found},
        events={event.id: event for event in events},
        layout={row["id"]: (row["x"], row["y"]) for row in people if row["x"] is not None},
        version=version,
    )


def _numbered(engine: Engine, name: str, numbers: Iterable[int]) -> list[dict[str, Any]]:
    table = engine.tables[name]
    wanted = list(numbers)
    return engine.rows(table.filter(table.number.isin(wanted)).order_by("number")) if wanted else []


def _claims(engine: Engine, ties: list[int]) -> Mapping[int, list[Claim]]:
    found: dict[int, list[Claim]] = defaultdict(list)
    if ties:
        claims = engine.tables["claims"]
        for row in engine.rows(claims.filter(claims.tie.isin(ties)).order_by("tie", "place")):
            given = {field: row[column] for column, field in _CLAIM.items() if row[column] is not None}
            found[row["tie"]].append(Claim(**given, note=_text(row["note"])))
    return found


def _relations(rows: list[dict[str, Any]], id_of: Mapping[int, str], claims: Mapping[int, list[Claim]]) -> list[Relation]:
    return [
        Relation(
            id=row["id"], source=id_of[row["source"]], target=id_of[row["target"]], kind=row["kind"], role=_text(row["role"]),
            date=row["written_date"], start=row["written_start"], end=row["written_end"], claims=tuple(claims[row["number"]]),
            note=_text(row["note"]),
        )
        for row in rows
    ]


def _events(engine: Engine, numbers: set[int], ids: set[str]) -> list[Event]:
    """The events in which one of these actors took part, or nobody, with these among its actors."""
    events, participants = engine.tables["events"], engine.tables["participants"]
    theirs = participants.filter(participants.actor.isin(list(numbers) or [-1])).event
    lonely = events.filter(events.number.notin(participants.event))
    rows = {row["number"]: row["record"] for chosen in (events.filter(events.number.isin(theirs)), lonely) for row in engine.rows(chosen)}
    found = []
    for _, record in sorted(rows.items()):
        event = Event.model_validate_json(record)
        found.append(event if ids.issuperset(event.actors) else
                     event.model_copy(update={"actors": tuple(actor for actor in event.actors if actor in ids)}))
    return found


def _text(written: str | None) -> Text | None:
    return Text(**json.loads(written)) if written else None
