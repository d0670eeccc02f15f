"""The tables of a store: their columns, and what a Dataset gives them.

| table | a row is |
|---|---|
| about | a name and a value: format, version, vocabulary (JSON) and what is known of the whole |
| actors | an actor: number (its place), id, kind, name, rank, ties, position if it has one, the record (JSON) |
| ties | a tie: number, id, ends by number, kind, family, sign, status, how its time is written, and eight days (below) |
| claims | a claim of a tie: `speaker` is `by` or the document, `standpoint` the document's publisher or itself |
| seen | a day on which a tie was seen to hold, for ties whose bounds nobody gives |
| spellings | one folded spelling of an actor's name |
| documents, events, participants | records (JSON); which actor took part in which event |

**Days.** A span depends on today where its end is open. Each of its four bounds is max(least, min(bound, today)):
`start_earliest` is the bound, `start_earliest_least` the least it can be; a bound that stands fast has both alike. A
tie that is said to go on (`open`) from a written start is the one exception; see window.py.
"""

from __future__ import annotations

import datetime
import json
from typing import Any, Iterable, Mapping

import pyarrow as pa

from graph.dates import Span, span_of
from graph.model import Actor, Dataset, Document, Event, Vocabulary
from graph.search import keys
from graph.selection import ranks

FORMAT = "1"
BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
TEXT, NUMBER, LONG, YES = pa.string(), pa.int32(), pa.int64(), pa.bool_()

SCHEMAS: Mapping[str, pa.Schema] = {
    "about": pa.schema([("name", TEXT), ("value", TEXT)]),
    "actors": pa.schema([("number", NUMBER), ("id", TEXT), ("kind", TEXT), ("name", TEXT), ("rank", NUMBER), ("ties", NUMBER),
                         ("x", pa.float64()), ("y", pa.float64()), ("record", TEXT)]),
    "ties": pa.schema([
        ("number", LONG), ("id", TEXT), ("source", NUMBER), ("target", NUMBER), ("kind", TEXT), ("family", TEXT), ("sign", NUMBER),
        ("directed", YES), ("status", TEXT), ("written_date", TEXT), ("written_start", TEXT), ("written_end", TEXT), ("role", TEXT),
        ("note", TEXT), ("dated", YES), ("sighted", YES), ("open", YES),
        *((name, NUMBER) for bound in BOUNDS for name in (bound, f"{bound}_least")),
    ]),
    "claims": pa.schema([("tie", LONG), ("place", NUMBER), ("document", TEXT), ("by", TEXT), ("speaker", TEXT), ("standpoint", TEXT),
                         ("stance", TEXT), ("quote", TEXT), ("written_date", TEXT), ("page", TEXT), ("note", TEXT)]),
    "seen": pa.schema([("tie", LONG), ("day", NUMBER)]),
    "spellings": pa.schema([("actor", NUMBER), ("spelling", TEXT)]),
    "documents": pa.schema([("id", TEXT), ("standpoint", TEXT), ("record", TEXT)]),
    "events": pa.schema([("number", NUMBER), ("id", TEXT), ("record", TEXT)]),
    "participants": pa.schema([("event", NUMBER), ("actor", NUMBER)]),
}


def tables_of(dataset: Dataset) -> dict[str, pa.Table]:
    """A whole Dataset as tables, every answer of which is that of the Dataset itself."""
    number = {actor: place for place, actor in enumerate(dataset.actors)}
    ties, claims, seen = _relations(dataset, number)
    return {
        "about": about(dataset.vocabulary, dataset.version, moving=any(_moves(row) for row in ties), sighted=bool(seen)),
        "actors": table("actors", _actors(dataset, number)),
        "ties": table("ties", ties),
        "claims": table("claims", claims),
        "seen": table("seen", seen),
        "spellings": table("spellings", spellings((number[actor.id], actor) for actor in dataset.actors.values())),
        "documents": documents(dataset.documents.values()),
        "events": events(dataset.events.values()),
        "participants": table("participants", [
            {"event": place, "actor": number[actor]}
            for place, event in enumerate(dataset.events.values()) for actor in dict.fromkeys(event.actors) if actor in number
        ]),
    }


def table(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=SCHEMAS[name])


def about(vocabulary: Vocabulary, version: str, *, moving: bool, sighted: bool) -> pa.Table:
    """`moving`: some bound depends on today; `sighted`: some tie has only days on which it was seen."""
    words = {room: [record.model_dump(mode="json", exclude_none=True) for record in getattr(vocabulary, room).values()]
             for room in ("actor_kinds", "families", "relation_kinds")}
    values = {"format": FORMAT, "version": version, "vocabulary": json.dumps(words, ensure_ascii=False),
              "moving": str(int(moving)), "sighted": str(int(sighted))}
    return table("about", [{"name": name, "value": value} for name, value in values.items()])


def documents(records: Iterable[Document]) -> pa.Table:
    return table("documents", [
        {"id": record.id, "standpoint": record.publisher or record.id, "record": written(record)} for record in records
    ])


def events(records: Iterable[Event]) -> pa.Table:
    return table("events", [{"number": place, "id": record.id, "record": written(record)} for place, record in enumerate(records)])


def spellings(actors: Iterable[tuple[int, Actor]]) -> list[dict[str, Any]]:
    return [{"actor": number, "spelling": key} for number, actor in actors for key in keys(actor)]


def written(record: Any) -> str | None:
    return record.model_dump_json(exclude_none=True) if record is not None else None


def _actors(dataset: Dataset, number: Mapping[str, int]) -> list[dict[str, Any]]:
    rank = ranks(dataset)
    ties = dict.fromkeys(dataset.actors, 0)
    for relation in dataset.relations.values():
        for end in {relation.source, relation.target}:
            ties[end] += 1
    rows = []
    for actor in dataset.actors.values():
        x, y = dataset.layout.get(actor.id, (None, None))
        rows.append({"number": number[actor.id], "id": actor.id, "kind": actor.kind, "name": actor.name.en, "rank": rank[actor.id],
                     "ties": ties[actor.id], "x": x, "y": y, "record": written(actor)})
    return rows


def _relations(dataset: Dataset, number: Mapping[str, int]) -> tuple[list[dict[str, Any]], ...]:
    ties, claims, seen = [], [], []
    for place, relation in enumerate(dataset.relations.values()):
        kind = dataset.vocabulary.relation_kinds[relation.kind]
        early, late = (span_of(relation, dataset, day) for day in (datetime.date.min, datetime.date.max))
        ties.append({
            "number": place, "id": relation.id, "source": number[relation.source], "target": number[relation.target],
            "kind": relation.kind, "family": kind.family, "sign": kind.sign, "directed": kind.directed, "status": relation.status,
            "written_date": relation.date, "written_start": relation.start, "written_end": relation.end,
            "role": written(relation.role), "note": written(relation.note),
            "dated": late is not None, "sighted": bool(late and late.seen), "open": bool(late and late.open),
            **_bounds(early, late),
        })
        seen += [{"tie": place, "day": day} for day in (late.seen if late else ())]
        for order, claim in enumerate(relation.claims):
            document = dataset.documents.get(claim.document)
            claims.append({
                "tie": place, "place": order, "document": claim.document, "by": claim.by, "speaker": claim.by or claim.document,
                "standpoint": document.publisher if document and document.publisher else claim.document, "stance": claim.stance,
                "quote": claim.quote, "written_date": claim.date, "page": claim.page, "note": written(claim.note),
            })
    return ties, claims, seen


def _bounds(early: Span | None, late: Span | None) -> dict[str, int]:
    """The bounds as they are on the last of all days, and the least that they can be: those of the first."""
    if late is None:
        return {name: 0 for bound in BOUNDS for name in (bound, f"{bound}_least")}
    return {name: getattr(span, bound) for bound in BOUNDS for name, span in ((bound, late), (f"{bound}_least", early))}


def _moves(row: Mapping[str, Any]) -> bool:
    return row["open"] or any(row[bound] != row[f"{bound}_least"] for bound in BOUNDS)
