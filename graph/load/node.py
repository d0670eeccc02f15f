"""What a place in a file is, and an item of a list that was read there."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Any

Place = int  # line << 32 | column, both counted from 0: 8 bytes in an array


def place(line: int, column: int) -> Place:
    return line << 32 | column


@dataclass(slots=True)
class Node:
    """An item of a list: what it says, and where. `paths`, `places` and `keys` run in parallel: the
    path of a value ("claims.0.document"), its place, and the place of its key."""

    place: Place
    section: str = ""
    value: Any = None
    paths: list[str] = field(default_factory=list)
    places: array[Place] = field(default_factory=lambda: array("Q"))
    keys: array[Place] = field(default_factory=lambda: array("Q"))
    absent: set[str] = field(default_factory=set)  # paths whose value was refused
    problems: list[tuple[Place, str, str]] = field(default_factory=list)

    def node(self) -> "Node":
        return self


def remark(where: Place, message: str, fix: str) -> Node:
    """A Node that carries only a problem."""
    return Node(where, problems=[(where, message, fix)])


class Syntax(Exception):
    """Where the text is no YAML, or none that a dataset needs."""

    def __init__(self, where: Place, message: str, fix: str):
        super().__init__(message)
        self.place, self.message, self.fix = where, message, fix
