"""What a reader finds in a file, in the file's own words: actors, ties, documents, events, and where each stands.

Nothing here is a record yet: `assemble` makes records of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from graph.model import Mark, Problem
from graph.said import Said as _

MAX_BYTES = 64 * 1024 * 1024  # of one file
MAX_RECORDS = 50_000  # actors, or ties: a folder of YAML is the wrong form for more
LONGEST = 1000  # characters of a name, as the model has it
At = tuple[int, int]  # line and column, from 1
_CALLED = {each: each for each in (
    _("actors"), _("ties"), _("relations"), _("documents"), _("events"), _("claims"), _("dates"), _("rows"), _("rows of actors"), _("rows of ties"),
    _("nodes"), _("edges"), _("hyperedges"), _("the graph"), _("the whole file"), _("memberships"),
)}


def called(what: str) -> str:
    """The word for what a file holds so many of, if it is one of ours."""
    return _CALLED.get(what, what)


class Unreadable(Exception):
    """The file cannot be read at all: where, why, and what to do."""

    def __init__(self, at: At, message: str, fix: str):
        super().__init__(message)
        self.at, self.message, self.fix = at, message, fix

    def problem(self, file: str) -> Problem:
        return Problem(Mark(file, *self.at), "", self.message, self.fix)


@dataclass(slots=True)
class FoundActor:
    key: str  # its id in the file
    at: At
    path: str = ""  # where in the file, in its own terms: persons/12
    names: dict[str, str] = field(default_factory=dict)  # by language; "" where the file names none
    aliases: list[str] = field(default_factory=list)
    type: str = ""  # the kind, in the file's words
    default: str = ""  # the kind of ours that the format's own type means
    identifiers: dict[str, str] = field(default_factory=dict)  # scheme → identifier
    start: str = ""
    end: str = ""
    agreement: dict[str, str] = field(default_factory=dict)
    note: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return (self.names.get("en") or self.names.get("") or next(iter(self.names.values()), "") or self.key)[:LONGEST]


@dataclass(slots=True)
class FoundTie:
    source: str  # keys of actors
    target: str
    at: At
    path: str = ""
    id: str = ""
    type: str = ""
    default: str = ""
    directed: bool = True
    role: dict[str, str] = field(default_factory=dict)
    date: str = ""
    start: str = ""
    end: str = ""
    claims: list[dict[str, Any]] = field(default_factory=list)  # whole claims, as our own exports keep them
    quote: str = ""
    sources: list[str] = field(default_factory=list)  # web addresses or words that the file names as its sources
    note: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class FoundEvent:
    name: str
    at: At
    path: str = ""
    start: str = ""
    end: str = ""
    actors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Left:
    """What was left out: how many of what, why, and the first place where it stood."""

    what: str
    why: str
    at: At
    count: int = 0
    examples: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class Found:
    format: str  # as a reader would say it: "GEXF 1.2draft"
    title: str = ""  # of the whole, if the file has one
    about: list[str] = field(default_factory=list)  # what the file says of itself
    sources: list[tuple[str, str]] = field(default_factory=list)  # (web address, what it is named for)
    actors: list[FoundActor] = field(default_factory=list)
    ties: list[FoundTie] = field(default_factory=list)
    events: list[FoundEvent] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)  # whole records, as our own exports keep them
    whole_events: list[dict[str, Any]] = field(default_factory=list)
    read: Counter[str] = field(default_factory=Counter)  # what the file holds, in its own words
    remarks: list[str] = field(default_factory=list)  # how the file was understood
    problems: list[tuple[At, str, str, str, str]] = field(default_factory=list)  # place, record, message, fix, degree
    left: dict[tuple[str, str], Left] = field(default_factory=dict)

    def leave(self, what: str, why: str, at: At, count: int = 1, *, example: str = "") -> None:
        if count:
            left = self.left.setdefault((what, why), Left(what, why, at))
            left.count += count
            if example and len(left.examples) < 20:
                left.examples[example[:60]] = None

    def problem(self, at: At, record: str, message: str, fix: str, degree: str = "error") -> None:
        self.problems.append((at, record[:200], message, fix, degree))

    def add_actor(self, actor: FoundActor) -> None:
        self.actors.append(actor)
        refuse_too_many(len(self.actors), "actors", actor.at)

    def add_tie(self, tie: FoundTie) -> None:
        self.ties.append(tie)
        refuse_too_many(len(self.ties), "ties", tie.at)


def refuse_too_many(count: int, what: str, at: At) -> None:
    if count > MAX_RECORDS:
        raise Unreadable(at, _("the file holds more than {most} {what}, too many for a folder of YAML",
                               most=MAX_RECORDS, what=called(what)),
                         _("import a part of it"))


def text_of(data: bytes, encoding: str | None = None) -> str:
    """The text of a file: UTF-8 with or without a byte order mark, UTF-16 with one, or as `encoding` says."""
    if len(data) > MAX_BYTES:
        raise Unreadable((1, 1), _("the file is larger than {size} MiB", size=MAX_BYTES // 1024 // 1024), _("import a part of it"))
    if encoding is None and data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        return data.decode(encoding or "utf-8-sig").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        where = (before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))
        if encoding:
            raise Unreadable(where, _("the file is not {encoding} text", encoding=encoding), _("name its encoding with --encoding")) from None
        raise Unreadable(where, _("the file is not UTF-8 text"),
                         _("save it as UTF-8, or name its encoding: --encoding cp1251")) from None
