"""Where in its file a new record goes: beside those that it resembles."""

from __future__ import annotations

from itertools import pairwise
from typing import Iterator, Mapping, Sequence

from graph.dates import parse_date
from graph.edit.pieces import Piece, pieces
from graph.edit.spans import Value

LOOK_ALIKE = {"actors": "kind", "relations": "kind", "documents": "publisher", "events": None}


def beside(text: str, room: str, fields: Mapping[str, Value]) -> tuple[Piece, bool] | None:
    """The record beside which the new one goes and whether the new one goes below it; None: the file has none.

    Ties stand with those of their kind, there with those of the same ends; actors with those of their kind, in
    alphabetical order if they are; documents with those of their publisher; events in the order of time.
    """
    alike = LOOK_ALIKE[room]
    group = [each for each in pieces(text, str(fields.get(alike, ""))) if each.fields.get(alike) == fields.get(alike)] \
        if alike and fields.get(alike) else list(pieces(text))
    if room == "relations":
        group = next(filter(None, _closest(group, fields)), group)
    if not group:
        group = list(pieces(text))[-1:]
        return (group[0], True) if group else None
    if room == "actors":
        return _in_order([each.fields.get("id", "") for each in group], str(fields.get("id", "")), group)
    if room == "events":
        return _in_order([_day(each.fields) for each in group], _day(fields), group)
    return group[-1], True


def _closest(group: list[Piece], fields: Mapping[str, Value]) -> Iterator[list[Piece]]:
    for ends in (("source", "target"), ("source",), ("target",)):
        yield [each for each in group if all(each.fields.get(end) == fields.get(end) for end in ends)]


def _in_order(keys: Sequence, key, group: list[Piece]) -> tuple[Piece, bool]:
    """Between the two that it lies between, the first time that this happens, if the group keeps to an order at all."""
    rising = sum(one <= other for one, other in pairwise(keys))
    if rising * 4 >= (len(keys) - 1) * 3:
        for place, (one, other) in enumerate(pairwise(keys)):
            if one <= key < other:
                return group[place], True
        if key < keys[0]:
            return group[0], False
    return group[-1], True


def _day(fields: Mapping[str, Value]) -> int:
    try:
        return parse_date(str(fields.get("date") or fields.get("start"))).first
    except ValueError:
        return 0
