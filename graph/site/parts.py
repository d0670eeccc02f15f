"""The wire in parts, so that a reader's browser fetches what it needs when it needs it.

`drawn` is what the first picture needs; `words` what tooltips, the panel and the search need, fetched once that picture
stands; `shards` the quotations and addresses behind the claims, fetched when a claim is opened. view/site.js puts them
together again. Rows travel as columns (graph/pack.py).
"""

from __future__ import annotations

import json
from typing import Any, Iterable, Mapping, Sequence

from graph.pack import packed

NODES_DRAWN = ("id", "x", "y", "shape", "size", "colour", "colourDark", "kind", "name", "rank")
EDGES_DRAWN = (
    "id", "from", "to", "kind", "family", "directed", "sign", "status", "days", "seen", "open", "colour", "colourDark",
    "width", "dashes", "roundness", "documents",
)
EVENTS_DRAWN = ("id", "name", "days", "when", "actors")
CLAIMS_COUNTED = ("document", "by", "stance")  # what filters and counts ask of a claim; the rest is in the shards
DOCUMENTS_LISTED = ("title", "author", "publisher", "date", "standpoint")
SHARD = 60_000  # letters of JSON in one shard of claims, about

Rows = Sequence[Mapping[str, Any]]


def drawn(wire: Mapping[str, Any]) -> dict[str, Any]:
    """The wire without words: every tie is there, so that the year moves at once."""
    places = {node["id"]: place for place, node in enumerate(wire["nodes"])}
    ends = [{**edge, "from": places[edge["from"]], "to": places[edge["to"]]} for edge in wire["edges"]]
    rest = {key: value for key, value in wire.items() if key not in ("nodes", "edges", "documents", "events")}
    return {
        **rest, "nodes": packed(wire["nodes"], NODES_DRAWN), "edges": packed(ends, EDGES_DRAWN),
        "events": packed(wire["events"], EVENTS_DRAWN),
    }


def words(wire: Mapping[str, Any]) -> dict[str, Any]:
    """All that `drawn` leaves out but for what is in the shards, in the order of `drawn`."""
    shards_of = _shard_numbers(wire)
    claims = [
        {"owner": place, "shard": shards_of[owner["id"]], **claim}
        for place, owner in enumerate([*wire["edges"], *wire["events"]]) for claim in owner["claims"]
    ]
    documents = [{"id": id, **document} for id, document in wire["documents"].items()]
    return {
        "nodes": packed(wire["nodes"], _others(wire["nodes"], NODES_DRAWN)),
        "edges": packed(wire["edges"], _others(wire["edges"], (*EDGES_DRAWN, "claims"))),
        "documents": packed(documents, ("id", *DOCUMENTS_LISTED)),
        "claims": packed(claims, ("owner", "shard", *CLAIMS_COUNTED, "note")),
    }


def shards(wire: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The claims in full, several ties and events to a shard, with the rest of the documents that they cite.

    Nothing in them is in the reader's language, so that one set serves all languages.
    """
    numbers = _shard_numbers(wire)
    made: list[dict[str, Any]] = [{"claims": {}, "documents": {}} for _ in range(max(numbers.values(), default=-1) + 1)]
    for owner in (*wire["edges"], *wire["events"]):
        if not owner["claims"]:
            continue
        shard = made[numbers[owner["id"]]]
        shard["claims"][owner["id"]] = [[claim["quote"], claim["date"], claim["page"]] for claim in owner["claims"]]
        for id in (claim["document"] for claim in owner["claims"]):
            document = wire["documents"][id]
            shard["documents"][id] = {key: document[key] for key in document if key not in DOCUMENTS_LISTED}
    return made


def _shard_numbers(wire: Mapping[str, Any]) -> dict[str, int]:
    """The id of each tie and event → the shard that holds its claims; neighbours by id share one."""
    numbers, number, filled = {}, 0, 0
    for owner in sorted((*wire["edges"], *wire["events"]), key=lambda each: each["id"]):
        size = sum(len(claim["quote"] or "") + 60 for claim in owner["claims"])
        if filled and filled + size > SHARD:
            number, filled = number + 1, 0
        filled += size
        numbers[owner["id"]] = number
    return numbers


def _others(rows: Rows, taken: Iterable[str]) -> list[str]:
    return [key for key in (rows[0] if rows else ()) if key not in taken]


def script(name: str, value: Any) -> str:
    """A part as a script, since a page opened from disk may fetch nothing else: Bailanysh.take("words", "…")."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"Bailanysh.take({json.dumps(name)},{text});\n"
