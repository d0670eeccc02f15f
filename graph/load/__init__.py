"""A folder of YAML → Dataset + Problems at file:line:column. Bad data never raises."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path
from typing import Iterator, Mapping

from graph.kept import Kept
from graph.load import quick, snapshot
from graph.load.node import Node
from graph.load.quick import Plain
from graph.load.records import ROOMS, Room, mark
from graph.load.references import Closing
from graph.load.tree import MAX_PROBLEMS
from graph.model import Dataset, Mark, Position, Problem, Vocabulary
from graph.said import Said as _

SECTIONS = ("actor_kinds", "families", "relation_kinds")
REQUIRED = ("vocabulary.yaml", "actors.yaml", "relations.yaml")
FILES = (*REQUIRED, "documents.yaml", "events.yaml", "layout.json")
BATCH = 1000  # records validated in one pass
MAX_BYTES = 128 * 1024 * 1024  # of one file: some 400,000 ties
MAX_LAYOUT = 16 * 1024 * 1024  # of layout.json: half a million positions
WORTH_KEEPING = 100_000  # bytes; what is smaller is read at once

_ROOMS_OF = {"vocabulary.yaml": SECTIONS, **{f"{room}.yaml": (room,) for room in ROOMS if room not in SECTIONS}}
_UTF8 = _("save the file as UTF-8")


def load(folder: Path, kept: Kept | None = None) -> tuple[Dataset, list[Problem]]:
    """What is right in the folder's files, and a Problem for each thing that is not, in the order of
    the files. The Dataset is closed: every id that it refers to exists. Never raises for bad data.

    Files whose dataset is `kept` are not parsed again; records and marks are then made when asked for.
    """
    files, problems = read_files(folder)
    if kept is None or sum(map(len, files.values())) < WORTH_KEEPING:
        dataset, found = load_files(files, folder)
        return dataset, problems + found
    name, prefix = f"dataset {_version(files)}", str(Path(folder) / "_").removesuffix("_")
    content = kept.get(name)
    if content is not None:
        try:
            dataset, found = snapshot.unpack(content, files, prefix)
            return dataset, problems + found
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):  # not what we wrote
            pass
    dataset, found = load_files(files, folder)
    kept.put(name, snapshot.pack(dataset, found, prefix))
    return dataset, problems + found


def version_of(folder: Path) -> str:
    """The version that a Dataset loaded from these files would have, without parsing them."""
    return _version(read_files(folder)[0])


def read_files(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """The files of a dataset as bytes by name, and a Problem for each that is missing or cannot be read."""
    folder, files, problems = Path(folder), {}, []
    if not folder.is_dir():
        return {}, [Problem(Mark(str(folder), 1, 1), "", _("there is no such folder"),
                            _("create it with {names}", names=", ".join(REQUIRED)))]
    for name in FILES:
        path = folder / name

        def problem(message: str, fix: str) -> None:
            problems.append(Problem(Mark(str(path), 1, 1), "", message, fix))

        try:
            if not path.exists():
                if name in REQUIRED:
                    problem(_("the file is missing"),
                            _("create it with the lists {names}", names=", ".join(SECTIONS)) if name == "vocabulary.yaml" else
                            _("create it with a list of records that each begin with `- `"))
            elif not path.is_file():
                problem(_("this is not a file"), _("put a text file in its place"))
            elif path.stat().st_size > MAX_BYTES:
                problem(_("the file is larger than {size} MiB", size=MAX_BYTES // 1024 // 1024),
                        _("keep so large a dataset in Parquet or CSV"))
            else:
                files[name] = path.read_bytes()
        except (OSError, ValueError) as error:
            problem(_("the file cannot be read: {reason}", reason=getattr(error, "strerror", None) or str(error)), _("check its permissions"))
    return files, problems


def load_files(files: Mapping[str, bytes], folder: Path) -> tuple[Dataset, list[Problem]]:
    """Like `load`, from the bytes of the files by name; the folder only names them in Marks.

    Nothing is said of a file that is not given, nor of what refers to its records.
    """
    with snapshot.collector_off():
        return _load(files, Path(folder))


def _load(files: Mapping[str, bytes], folder: Path) -> tuple[Dataset, list[Problem]]:
    rooms, problems, unread = {}, [], set()
    for name, its_rooms in _ROOMS_OF.items():
        file = str(folder / name)
        for room in its_rooms:
            rooms[room] = Room(room, file, rooms.get("actors"))
        if name not in files:
            if name in REQUIRED:
                unread.update(its_rooms)
            continue
        try:
            text = _text(files[name], file)
        except _Unreadable as error:
            problems.append(error.problem)
            unread.update(its_rooms)
            continue
        problems += _fill(files[name], text, rooms, its_rooms)
    problems += Closing(rooms, unread).close()
    layout, found = _layout(files.get("layout.json", b"{}"), str(folder / "layout.json"), rooms["actors"])
    problems += [problem for problem in found if not (problem.degree == "look" and "actors" in unread)]
    order = {str(folder / name): number for number, name in enumerate(FILES)}
    problems.sort(key=lambda problem: (order[problem.mark.file], problem.mark.line, problem.mark.column))
    dataset = Dataset(
        vocabulary=Vocabulary(**{section: rooms[section].records for section in SECTIONS}),
        actors=rooms["actors"].records, relations=rooms["relations"].records,
        documents=rooms["documents"].records, events=rooms["events"].records,
        layout=layout, version=_version(files),
        marks={(room.name, record): room.marks[record] for room in rooms.values() for record in room.records},
    )
    return dataset, problems


def _fill(data: bytes, text: str, rooms: Mapping[str, Room], its_rooms: tuple[str, ...]) -> Iterator[Problem]:
    """Reads a file into its rooms; yields its problems."""
    sections = its_rooms if len(its_rooms) > 1 else ()
    waiting: dict[str, list[Node | Plain]] = {room: [] for room in its_rooms}
    for node in quick.read(data, text, sections):
        if not sections or node.section in waiting:
            nodes = waiting[node.section or its_rooms[0]]
            nodes.append(node)
            if len(nodes) == BATCH:
                yield from rooms[node.section or its_rooms[0]].add(nodes)
                nodes.clear()
        else:  # a problem of the file itself, or a record of a list that nobody knows, of which it was said
            file = rooms[its_rooms[0]].file
            yield from (Problem(mark(file, where), "", message, fix) for where, message, fix in node.problems)
    for room, nodes in waiting.items():
        yield from rooms[room].add(nodes)


class _Unreadable(Exception):
    def __init__(self, file: str, line: int, column: int, message: str, fix: str):
        super().__init__(message)
        self.problem = Problem(Mark(file, line, column), "", message, fix)


def _text(data: bytes, file: str) -> str:
    """The text of a file in UTF-8, with or without a byte order mark."""
    if len(data) > MAX_BYTES:
        raise _Unreadable(file, 1, 1, _("the file is larger than {size} MiB", size=MAX_BYTES // 1024 // 1024),
                          _("keep so large a dataset in Parquet or CSV"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (len(data) > 1 and 0 in data[:2] and any(data[:2])):
        raise _Unreadable(file, 1, 1, _("the file is UTF-16, not UTF-8"), _UTF8)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", "replace")) + 1
        raise _Unreadable(file, line, column, _("the file is not UTF-8 text"), _UTF8) from None


def _layout(data: bytes, file: str, actors: Room) -> tuple[dict[str, Position], list[Problem]]:
    """The stored positions, {actor id: [x, y]}; what is not a position, or of no actor, is left out."""
    again = _("store it anew with `python -m graph layout`")
    if len(data) > MAX_LAYOUT:
        return {}, [Problem(Mark(file, 1, 1), "", _("the file is larger than {size} MiB", size=MAX_LAYOUT // 1024 // 1024), again)]
    try:
        text = _text(data, file)
        stored = json.loads(text)
    except _Unreadable as error:
        return {}, [error.problem]
    except json.JSONDecodeError as error:
        return {}, [Problem(Mark(file, error.lineno, error.colno), "", _("this is no JSON: {reason}", reason=error.msg), again)]
    except (ValueError, RecursionError):
        return {}, [Problem(Mark(file, 1, 1), "", _("this is no JSON that can be read"), again)]
    if not isinstance(stored, dict):
        return {}, [Problem(Mark(file, 1, 1), "", _("this is no mapping of actors to positions"), again)]
    layout, problems = {}, []
    where = Mark(file, 1, 1)
    read = line = begin = 0  # how far the text has been looked through; the line there, and where that begins
    for actor, value in stored.items():
        position = _position(value)
        if position and actor in actors.records:
            layout[actor] = position
        if position and (actor in actors.records or actor in actors.broken):
            continue
        if len(problems) == MAX_PROBLEMS:
            problems.append(Problem(where, "", _("{count} problems above: there may be more", count=MAX_PROBLEMS), again))
        if len(problems) > MAX_PROBLEMS:
            continue
        found = [at for word in (json.dumps(actor), json.dumps(actor, ensure_ascii=False)) if (at := text.find(word, read)) >= 0]
        at = min(found, default=read)
        if "\n" in (between := text[read:at]):
            line += between.count("\n")
            begin = read + between.rindex("\n") + 1
        read = at
        where = Mark(file, line + 1, at - begin + 1)
        if position is None:
            problems.append(Problem(where, actor[:200], _("its position is not two numbers"), again))
        else:
            problems.append(Problem(where, actor[:200], _("a position is stored for an actor that does not exist"), again,
                                    "look"))
    return layout, problems


def _position(value: object) -> Position | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    if not all(isinstance(number, (int, float)) and not isinstance(number, bool) for number in value):
        return None
    try:
        x, y = float(value[0]), float(value[1])
    except OverflowError:
        return None
    return (x, y) if math.isfinite(x) and math.isfinite(y) else None


def _version(files: Mapping[str, bytes]) -> str:
    """sha-256 over name, length and bytes of each file, in the order of FILES."""
    digest = hashlib.sha256()
    for name in FILES:
        if name in files:
            digest.update(f"{name}\0{len(files[name])}\0".encode())
            digest.update(files[name])
    return digest.hexdigest()
