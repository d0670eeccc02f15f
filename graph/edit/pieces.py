"""A file as pieces: its head, then one piece a record with whatever stands below it. Joined, they are the file.

A record begins with a dash in the column of the file's first dash. What belongs to it ends with its last text;
below may stand blank lines and comments, a section's heading among them, and they stay where they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator

import yaml

from graph.edit.spans import Fields, Value, tree, value
from graph.load.tree import read
from graph.model import derived_id
from graph.said import Said as _
from graph.said import Translate, said


class EditRefused(Exception):
    """The change cannot be made to this text; the message is one sentence that says why and what to do."""

    def said(self, translate: Translate) -> str:
        return said(self.args[0], translate)


@dataclass(frozen=True, slots=True)
class Piece:
    """A record's piece of a file: text[start:end]; what belongs to the record ends at `last`, a line break behind it
    included if there is one. `fields` is what the record says."""

    start: int
    last: int
    end: int
    fields: dict[str, Value]

    @property
    def id(self) -> str:
        return self.fields.get("id") or derived_id(self.fields)


def cuts(text: str) -> list[int]:
    """Where the records begin."""
    first = re.search(r"^( *)-(?=[ \t\r\n]|\Z)", text, re.MULTILINE)
    if not first:
        return []
    return [match.start() for match in re.finditer(rf"^{first.group(1)}-(?=[ \t\r\n]|\Z)", text, re.MULTILINE)]


def slices(text: str) -> list[str]:
    """The head and the pieces, as texts; "".join gives the file."""
    at = [0, *cuts(text), len(text)]
    return [text[start:end] for start, end in zip(at, at[1:])]


def pieces(text: str, holding: str = "") -> Iterator[Piece]:
    """Those whose text holds this text. Pieces that cannot be read are passed over: `load` says what is wrong in them."""
    at = [*cuts(text), len(text)]
    for start, end in zip(at, at[1:]):
        if holding in text[start:end]:
            try:
                yield piece(text, start, end)
            except (ValueError, yaml.YAMLError):
                continue


def piece(text: str, start: int, end: int) -> Piece:
    """Raises ValueError or yaml.YAMLError where no record can be read there."""
    found = tree(text[start:end])
    if not isinstance(found, Fields) or not found.items:
        raise ValueError("no record")
    return Piece(start, start + line_end(text[start:end], found.end), end, value(found))


def line_end(text: str, at: int) -> int:
    """Behind the line break that ends the line in which `at` stands."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def find(text: str, id: str) -> Piece:
    """The record with this id. Raises EditRefused if there is none, or none that can be read."""
    ends = id.split(".")
    standing = ends[0] if len(ends) >= 4 else id  # a tie's derived id does not stand in its text, but its source does
    for hint in (standing, ""):
        for found in pieces(text, hint):
            if found.id == id:
                return found
    raise EditRefused(_("There is no record {id} that can be read in this file: look at the problems of the data first.", id=id))


def sound(text: str, meant: Value) -> bool:
    """Whether the text holds one record which says exactly this, without anything to remark."""
    nodes = list(read(text))
    return len(nodes) == 1 and not nodes[0].problems and nodes[0].value == meant
