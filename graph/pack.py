"""A wire as columns: what repeats is said once, so that hundreds of thousands of ties travel and are read quickly.

graph/view/rows.js reads it back row by row, without copying.
"""

from __future__ import annotations

from itertools import count
from operator import itemgetter
from typing import Any, Hashable, Iterable, Mapping, Sequence

from graph.load.snapshot import collector_off

REPEATING = 0.5  # a column whose different values are no more than this share of it is told by their places


def in_columns(wire: Mapping[str, Any]) -> dict[str, Any]:
    """The wire with its nodes and edges as {"count", "columns": {field: column}}.

    A column is a list of values; or {"values": […], "at": [place of each row's value]}; or, of lists of records,
    {"lengths": […], "rows": their records, packed}.
    """
    with collector_off():
        return {**wire, "nodes": packed(wire["nodes"]), "edges": packed(wire["edges"])}


def packed(records: Sequence[Mapping[str, Any]], fields: Iterable[str] | None = None) -> dict[str, Any]:
    """These fields of the records, or all of them, as {"count", "columns"}."""
    fields = fields if fields is not None else records[0] if records else ()
    return {"count": len(records), "columns": {name: _column(list(map(itemgetter(name), records))) for name in fields}}


def _column(values: list[Any]) -> Any:
    types = set(map(type, values))
    if list in types and any(isinstance(value, list) and value and isinstance(value[0], dict) for value in values):
        return {"lengths": [len(value) for value in values], "rows": packed([each for value in values for each in value])}
    keys = _keys(values, types)
    places: dict[Hashable, int] = dict(zip(dict.fromkeys(keys), count()))
    if len(places) > REPEATING * len(values):
        return values
    at = [places[key] for key in keys]
    distinct = [None] * len(places)
    for place, value in zip(at, values):
        distinct[place] = value
    return {"values": distinct, "at": at}


def _keys(values: list[Any], types: set[type]) -> Sequence[Hashable]:
    """Of each value what it is told apart by: 1 is not True, and [1] not [1.0]."""
    types = types - {type(None)}
    if len(types) <= 1 and types <= {str, int, float, bool}:
        return values
    return [(type(value), _frozen(value)) for value in values]


def _frozen(value: Any) -> Hashable:
    if isinstance(value, list):
        types = set(map(type, value))
        if len(types) <= 1 and types <= {str, int}:
            return (*types, *value)
        return tuple((type(each), _frozen(each)) for each in value)
    return tuple(sorted(value.items())) if isinstance(value, dict) else value
