"""Tables for a spreadsheet: actors, ties, claims, documents, events and a dictionary of their columns, in one zip."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, Iterable, Mapping

from graph.formats.snapshot import Options, Snapshot
from graph.formats.writing.columns import (
    ACTOR_COLUMNS, TIE_COLUMNS, actor_row, claim_fields, counted_ties, records_json, tie_row,
)
from graph.formats.writing.lettering import plain
from graph.formats.writing.zipped import zipped

BOM = "\ufeff"  # without it, Excel takes Cyrillic for something else
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CLAIM_COLUMNS = {
    "tie": "the tie's id", "number": "its place among the tie's claims, from 1", "document": "the document's id",
    "by": "who says it: an actor's id, or words; empty: the document itself",
    "stance": "asserts, denies, speculates or withdraws", "quote": "the document's own words",
    "date": "when it was said or seen, if not the document's own date", "page": "where in the document", "note": "by language, as JSON",
}
DOCUMENT_COLUMNS = {
    "id": "never changes", "title": "", "author": "", "publisher": "", "date": "published, as written", "language": "",
    "url": "", "standpoint": "whose side it speaks from, by language, as JSON", "licence": "of the document", "note": "by language, as JSON",
}
EVENT_COLUMNS = {
    "id": "never changes", "name": "by language, as JSON", "date": "it happened, as written", "start": "it lasted from",
    "end": "it lasted to", "actors": "who took part, ids as a JSON list", "claims": "a JSON list", "note": "by language, as JSON",
}


def write(snapshot: Snapshot, options: Options = Options()) -> bytes:
    return zipped({**tables(snapshot), "README.txt": readme(snapshot)})


def tables(snapshot: Snapshot) -> dict[str, str]:
    """The tables by file name."""
    part = snapshot.part.dataset
    ties = counted_ties(part.relations.values())
    claims = [
        {"tie": relation.id, "number": number, "stance": claim.stance, **claim_fields(claim)}
        for relation in part.relations.values() for number, claim in enumerate(relation.claims, start=1)
    ]
    return {
        "actors.csv": table(ACTOR_COLUMNS, (actor_row(actor, snapshot, ties.get(actor.id, 0)) for actor in part.actors.values())),
        "ties.csv": table(TIE_COLUMNS, (tie_row(relation, snapshot) for relation in part.relations.values())),
        "claims.csv": table(CLAIM_COLUMNS, claims),
        "documents.csv": table(DOCUMENT_COLUMNS, records_json(part.documents.values())),
        "events.csv": table(EVENT_COLUMNS, records_json(part.events.values())),
        "dictionary.csv": table({"table": "", "column": "", "means": ""}, _dictionary()),
    }


def _dictionary() -> Iterable[dict[str, str]]:
    described = {
        "actors": {name: meaning for name, (_kind, meaning) in ACTOR_COLUMNS.items()},
        "ties": {name: meaning for name, (_kind, meaning) in TIE_COLUMNS.items()},
        "claims": CLAIM_COLUMNS, "documents": DOCUMENT_COLUMNS, "events": EVENT_COLUMNS,
    }
    for name, columns in described.items():
        for column, meaning in columns.items():
            yield {"table": name, "column": column, "means": meaning or column}


def table(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    columns = list(columns)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
    return out.getvalue()


def cell(value: Any) -> str:
    """A value as text; one that a spreadsheet would take for a formula begins with an apostrophe, and so does one that looks
    as if it had been guarded already, so that taking one apostrophe off gives the value again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = plain(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    raw = value if isinstance(value, str) else text
    return f"'{text}" if any(each.lstrip("'").startswith(FORMULA) for each in (text, raw)) else text


def readme(snapshot: Snapshot) -> str:
    """What the tables are and how to cite them."""
    said = [f"{label}: {value}" for label, value in snapshot.stamp.lines()]
    return "\n".join([
        snapshot.stamp.title, "", *said, "",
        "actors.csv and ties.csv are the network (ties.csv: source, target); claims.csv says who asserts or denies each",
        "tie; documents.csv is what they cite; dictionary.csv says what each column means.",
        "UTF-8, commas between cells. A cell that a spreadsheet could take for a formula begins with an apostrophe (').",
        "Left out: where actors stand on the map, and what the vocabulary says of kinds beyond their names.", "",
    ])
