"""A loaded dataset as bytes and back, without parsing its files again.

Records stand as JSON, one after another, and become records one by one when somebody asks, through the same validation
as those out of YAML; so opening takes the time of reading, not of building. Where each stands in the files is kept as
offsets. `unpack` raises ValueError (or KeyError, TypeError, IndexError) for bytes that `pack` has not made.
"""

from __future__ import annotations

import gc
import json
import sys
from array import array
from contextlib import contextmanager
from threading import Lock
from typing import Any, Iterator, Mapping

from pydantic import TypeAdapter

from graph.load.quick import Plain
from graph.load.records import ROOMS, LateMarks
from graph.model import Dataset, Frozen, Mark, Problem, Record, Vocabulary
from graph.said import packed, unpacked

SECTIONS = ("actor_kinds", "families", "relation_kinds")
_ELSEWHERE = 0xFFFFFFFF  # instead of a line: the marks of this record stand one by one in the head
_LISTS = {room: TypeAdapter(list[model]) for room, model in ROOMS.items()}


def file_of(room: str) -> str:
    return "vocabulary.yaml" if room in SECTIONS else f"{room}.yaml"


def rooms_of(dataset: Dataset) -> dict[str, Mapping[str, Any]]:
    return {room: getattr(dataset.vocabulary if room in SECTIONS else dataset, room) for room in ROOMS}


def pack(dataset: Dataset, problems: list[Problem], prefix: str) -> bytes:
    """`prefix` is what stands before the file's name in the marks; it is left out."""
    parts: list[bytes] = []
    head: dict[str, Any] = {
        "version": dataset.version, "problems": pack_problems(problems, prefix), "rooms": {},
        "layout": {actor: list(position) for actor, position in dataset.layout.items()},
    }
    for room, records in rooms_of(dataset).items():
        texts = [record.__pydantic_serializer__.to_json(record, exclude_unset=True) for record in records.values()]
        ends, places, elsewhere, end = array("I"), array("I"), {}, 0
        for record, text in zip(records, texts):
            end += len(text) + 1
            ends.append(end)
            marks = dataset.marks[room, record]
            if isinstance(marks, LateMarks):
                places.extend(marks.record.span)
            else:
                places.extend((_ELSEWHERE, 0, 0))
                elsewhere[record] = [[path, mark.line, mark.column] for path, mark in marks.items()]
        here = ["\n".join(records).encode(), b"[" + b",".join(texts) + b"]", ends.tobytes(), places.tobytes()]
        head["rooms"][room] = {"lengths": [len(part) for part in here], "marks": elsewhere}
        parts += here
    first = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join((len(first).to_bytes(8, "big"), first, *parts))


def unpack(content: memoryview, files: Mapping[str, bytes], prefix: str) -> tuple[Dataset, list[Problem]]:
    at = 8 + int.from_bytes(content[:8], "big")
    head = json.loads(bytes(content[8:at]))
    rooms: dict[str, Records] = {}
    marks: dict[str, _Places] = {}
    for room in ROOMS:
        found = head["rooms"][room]
        parts = []
        for length in found["lengths"]:
            parts.append(content[at : at + length])
            at += length
        ids, records, ends, places = parts
        rooms[room] = Records(room, str(ids, "utf-8").split("\n") if ids else [], records, _numbers(ends))
        file = file_of(room)
        marks[room] = _Places(rooms[room], prefix + file, files.get(file, b""), _numbers(places), found["marks"])
    if at != len(content) or head["version"] == "":
        raise ValueError("not as long as it says")
    dataset = Dataset(
        vocabulary=Vocabulary(**{section: rooms[section] for section in SECTIONS}),
        **{room: rooms[room] for room in ROOMS if room not in SECTIONS},
        layout={actor: (float(x), float(y)) for actor, (x, y) in head["layout"].items()},
        version=head["version"], marks=_Marks(marks),
    )
    return dataset, unpack_problems(head["problems"], prefix)


def pack_problems(problems: list[Problem], prefix: str) -> list[list[Any]]:
    return [[each.mark.file.removeprefix(prefix), each.mark.line, each.mark.column, each.record, packed(each.message),
             packed(each.fix), each.degree] for each in problems]


def unpack_problems(rows: list[list[Any]], prefix: str) -> list[Problem]:
    return [Problem(Mark(prefix + file, int(line), int(column)), record, unpacked(message), unpacked(fix), degree)
            for file, line, column, record, message, fix, degree in rows]


@contextmanager
def collector_off() -> Iterator[None]:
    """Loading makes no cycles and a great many objects: the cyclic collector would only count them.

    Nor does it look at them all when it is on again: what is frozen and thawed is old, without having been gone through.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():  # else somebody's frozen objects would thaw
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _numbers(data: memoryview) -> array:
    numbers = array("I")
    numbers.frombytes(data)
    return numbers


class Records(Frozen):
    """Records by id, each made when it is first asked for; all at once when all are."""

    __slots__ = ("_room", "_rows", "_texts", "_ends", "_made", "_all", "_lock")

    def __init__(self, room: str, ids: list[str], texts: memoryview, ends: "array[int]"):
        self._room, self._texts, self._ends = room, texts, ends
        self._rows = {record: row for row, record in enumerate(ids)}
        if not len(self._rows) == len(ids) == len(ends):
            raise ValueError("ids and records differ in number")
        self._made: dict[str, Record] = {}
        self._all = False
        self._lock = Lock()  # readers in several threads share one dataset

    def __getitem__(self, record: str) -> Any:
        made = self._made.get(record)
        return self._make(record) if made is None else made

    def _make(self, record: str) -> Record:
        row = self._rows[record]
        with self._lock:
            if record not in self._made:
                text = self._texts[self._ends[row - 1] + 1 if row else 1 : self._ends[row]]
                self._made[record] = ROOMS[self._room].model_validate_json(bytes(text))
            return self._made[record]

    def __contains__(self, record: object) -> bool:
        return record in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def keys(self) -> Any:
        return self._rows.keys()

    def values(self) -> Any:
        return self._whole().values()

    def items(self) -> Any:
        return self._whole().items()

    def _whole(self) -> Mapping[str, Record]:
        with self._lock:
            if not self._all:
                with collector_off():
                    made = _LISTS[self._room].validate_json(bytes(self._texts))
                before = self._made
                self._made = {record: before.get(record, each) for record, each in zip(self._rows, made, strict=True)}
                self._all, self._texts = True, memoryview(b"")
        return self._made


class _Places(Mapping):
    """Record → its Marks, for one room."""

    __slots__ = ("_records", "_file", "_data", "_numbers", "_elsewhere")

    def __init__(self, records: Records, file: str, data: bytes, numbers: "array[int]", elsewhere: Mapping[str, list]):
        self._records, self._file, self._data, self._numbers, self._elsewhere = records, file, data, numbers, elsewhere
        if len(numbers) != 3 * len(records):
            raise ValueError("records and places differ in number")

    def __getitem__(self, record: str) -> Mapping[str, Mark]:
        row = self._records._rows[record]
        line, start, end = self._numbers[3 * row : 3 * row + 3]
        if line == _ELSEWHERE:
            return {path: Mark(self._file, at, column) for path, at, column in self._elsewhere[record]}
        return LateMarks(self._file, Plain(None, "", line, self._data, start, end))

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


class _Marks(Frozen):
    """(room, record) → its Marks."""

    __slots__ = ("_rooms",)

    def __init__(self, rooms: Mapping[str, Mapping[str, Mapping[str, Mark]]]):
        self._rooms = rooms

    def __getitem__(self, of: tuple[str, str]) -> Mapping[str, Mark]:
        room, record = of
        return self._rooms[room][record]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((room, record) for room, records in self._rooms.items() for record in records)

    def __len__(self) -> int:
        return sum(map(len, self._rooms.values()))


assert array("I").itemsize == 4, f"numbers of four bytes are needed; {sys.platform} has others"
