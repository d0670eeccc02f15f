"""The networks of bench/synthetic.py as stores, for sizes that no YAML would hold: ten million ties in minutes.

python bench/synthetic_store.py ACTORS TIES OUT [SEED]: OUT ends in .duckdb, or is a folder for Parquet. Ties, ends, kinds,
times and positions are those of synthetic.draw; what a tie says of itself is written once for each tie of the model and
each shift in years, and joined to the drawn numbers in the engine.
"""

from __future__ import annotations

import dataclasses
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

import synthetic  # noqa: E402
from graph.model import Actor, Dataset  # noqa: E402
from graph.store import tables  # noqa: E402
from graph.store.build import write_from  # noqa: E402
from graph.store.standing import rank  # noqa: E402
from synthetic import SEED, SHIFT  # noqa: E402

MEMORY = "3GB"  # for the engine; beyond it works on the disk


def templates() -> Dataset:
    """Every tie of the model in every shift, numbered relation * (2 * SHIFT + 1) + shift + SHIFT."""
    like = synthetic.model()
    made = {}
    for place, relation in enumerate(like.relations):
        for shift in range(-SHIFT, SHIFT + 1):
            when = {"date": None, "start": None, "end": None} | synthetic._when(place, shift)[0]
            made[f"{place}.{shift}"] = relation.model_copy(update={"id": f"{place}.{shift}", **when})
    return dataclasses.replace(like.whole, relations=made)


def write(out: Path, actors: int, ties: int, seed: int = SEED) -> None:
    drawn = synthetic.draw(actors, ties, seed)
    records = synthetic.Records(drawn, seed)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".synthetic-", dir=out.parent) as scratch:
        connection = duckdb.connect(f"{scratch}/it.duckdb", config={"memory_limit": MEMORY, "threads": 2})
        _write(out, connection, drawn, records, seed)
        connection.close()


def _write(out: Path, connection: duckdb.DuckDBPyConnection, drawn: synthetic.Drawn, records: synthetic.Records, seed: int) -> None:
    actors, ties = len(drawn.places), len(drawn.source)
    model = tables.tables_of(templates())
    for name in ("ties", "claims", "seen"):
        connection.register(f"of_{name}", model[name])
    flags = {row["name"]: row["value"] == "1" for row in model["about"].to_pylist()}
    people = [Actor(**row) for row in records.actors()]
    given = {
        "about": tables.about(synthetic.model().whole.vocabulary, f"synthetic-{actors}-{ties}-{seed}", moving=flags["moving"], sighted=flags["sighted"]),
        "people": pa.table({"number": range(actors), "id": [each.id for each in people], "kind": [each.kind for each in people],
                            "name": [each.name.en for each in people], "x": drawn.places[:, 0], "y": drawn.places[:, 1],
                            "record": [tables.written(each) for each in people]}),
        "drawn": pa.table({"number": range(ties), "source": drawn.source, "target": drawn.target,
                           "template": drawn.model * (2 * SHIFT + 1) + drawn.shift + SHIFT}),
        "spellings": tables.table("spellings", tables.spellings(enumerate(people))),
        "documents": model["documents"],
        "events": tables.table("events", []), "participants": tables.table("participants", []),
    }
    for name, table in given.items():
        connection.register(name, table)
    own = ", ".join(f"of_ties.{column}" for column in tables.SCHEMAS["ties"].names if column not in ("number", "id", "source", "target"))
    connection.execute(f"""
        create table ties as
            select drawn.number, concat_ws('.', s.id, of_ties.kind, t.id, coalesce(written_date, written_start, 'undated'), drawn.number) as id,
                drawn.source::int as source, drawn.target::int as target, {own}
            from drawn join of_ties on of_ties.number = template join people s on s.number = drawn.source join people t on t.number = drawn.target;
        create table claims as
            select drawn.number as tie, place, document, people.id as "by", coalesce(people.id, document) as speaker,
                standpoint, stance, quote, written_date, page, note
            from drawn join of_claims on of_claims.tie = template
                left join people on people.number = if("by" is null, null, drawn.number % {actors});
        create table seen as select drawn.number as tie, day from drawn join of_seen on of_seen.tie = template;
        create table actors as select * from people;
    """)
    rank(connection, list(synthetic.model().whole.vocabulary.actor_kinds))
    connection.execute("""
        create or replace table actors as
            select number::int as number, id, kind, name, rank, ties, x, y, record from people join standing using (number)
    """)
    write_from(connection, out)


def main(arguments: list[str]) -> int:
    try:
        actors, ties, out, *rest = arguments
        began = time.perf_counter()
        write(Path(out), int(actors), int(ties), int(rest[0]) if rest else SEED)
        print(f"{out}: {time.perf_counter() - began:.0f} s")
    except ValueError as error:
        print(f"{error}\n\nusage: python bench/synthetic_store.py ACTORS TIES OUT [SEED]", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
