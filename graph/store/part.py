"""Rows of a store back into records: the part of a store that certain ties and actors make, as a Dataset."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache
from typing import Any, Iterable, Mapping

from graph.model import Actor, Claim, Dataset, Document, Event, Relation, Text, Vocabulary
from graph.store.engine import Engine

_TIE = "number, id, source, target, kind, written_date, written_start, written_end, role, note"
_CLAIM = {"document": "document", "by": "by", "stance": "stance", "quote": "quote", "written_date": "date", "page": "page"}
_CLAIMED = ["tie", "place", "note", *_CLAIM]


def dataset_of(
    engine: Engine, vocabulary: Vocabulary, version: str, ties: Iterable[int], actors: Iterable[int],
) -> Dataset:
    """The Dataset of these ties with their ends, these actors, and what they cite and take part in: Dataset.keep.

    Records are looked up by number, in SQL that needs no writing by Ibis: thousands of numbers would take it seconds.
    """
    numbers = _listed(ties)
    rows = _look_up(engine, f"select {_TIE} from ties where number in {numbers} order by number")
    ends = _listed({*actors, *(row[end] for row in rows for end in ("source", "target"))})
    people = _look_up(engine, f"select * from actors where number in {ends} order by number")
    id_of = {row["number"]: row["id"] for row in people}
    claims = _claims(engine, numbers)
    events = _events(engine, ends, set(id_of.values()))
    cited = {claim.document for found in (*claims.values(), *(event.claims for event in events)) for claim in found}
    return Dataset(
        vocabulary=vocabulary,
        actors={row["id"]: Actor.model_validate_json(row["record"]) for row in people},
        relations={relation.id: relation for relation in _relations(rows, id_of, claims)},
        documents=_documents(engine, cited),
        events={event.id: event for event in events},
        layout={row["id"]: (row["x"], row["y"]) for row in people if row["x"] is not None},
        version=version,
    )


def _listed(numbers: Iterable[int]) -> str:
    """The numbers as SQL's list; one that is no number of anything keeps it from being empty."""
    return f"({', '.join(map(str, map(int, numbers))) or '-1'})"


def _look_up(engine: Engine, query: str) -> list[dict[str, Any]]:
    return engine.sql(query).to_pylist()


def _claims(engine: Engine, ties: str) -> Mapping[int, list[Claim]]:
    found: dict[int, list[Claim]] = defaultdict(list)
    for row in _look_up(engine, f"select {engine.names(_CLAIMED)} from claims where tie in {ties} order by tie, place"):
        given = {field: row[column] for column, field in _CLAIM.items() if row[column] is not None}
        found[row["tie"]].append(Claim(**given, note=_text(row["note"])))
    return found


def _documents(engine: Engine, cited: set[str]) -> dict[str, Document]:
    if not cited:
        return {}
    records = _look_up(engine, f"select id, record from documents where id in {engine.texts(sorted(cited))} order by id")
    return {row["id"]: Document.model_validate_json(row["record"]) for row in records}


def _relations(rows: list[dict[str, Any]], id_of: Mapping[int, str], claims: Mapping[int, list[Claim]]) -> list[Relation]:
    return [
        Relation(
            id=row["id"], source=id_of[row["source"]], target=id_of[row["target"]], kind=row["kind"], role=_text(row["role"]),
            date=row["written_date"], start=row["written_start"], end=row["written_end"], claims=tuple(claims[row["number"]]),
            note=_text(row["note"]),
        )
        for row in rows
    ]


def _events(engine: Engine, actors: str, ids: set[str]) -> list[Event]:
    """The events in which one of these actors took part, or nobody, with these among its actors."""
    rows = _look_up(engine, f"""
        select record from events
        where number in (select event from participants where actor in {actors})
           or number not in (select event from participants)
        order by number""")
    found = []
    for row in rows:
        event = Event.model_validate_json(row["record"])
        found.append(event if ids.issuperset(event.actors) else
                     event.model_copy(update={"actors": tuple(actor for actor in event.actors if actor in ids)}))
    return found


def _text(written: str | None) -> Text | None:
    return _read(written) if written else None


@lru_cache(maxsize=4096)
def _read(written: str) -> Text:
    """Roles and notes repeat."""
    return Text(**json.loads(written))
