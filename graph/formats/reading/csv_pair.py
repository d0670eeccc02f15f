"""CSV: a file of actors and a file of ties, or ties alone; also both in one zip.

The delimiter is found out, columns go by many names, and an apostrophe that guards a cell against being
taken for a formula is taken off again.
"""

from __future__ import annotations

import csv
import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Iterator, Mapping

from graph.formats.reading import attributes
from graph.formats.reading.attributes import plain_name, structured
from graph.formats.reading.found import MAX_BYTES, Found, Unreadable, refuse_too_many, text_of
from graph.said import Said as _

NAME, SUFFIXES = "csv", (".csv", ".tsv", ".zip")
MAX_CELL = 131_072  # characters, as the csv module's own limit
DELIMITERS = ",;\t|"
SOURCES = ("source", "from", "source_id", "from_id", "src", "subject", "actor_1", "actor1", "node_1", "node1", "head",
           "person_1", "entity_1", "from_node", "source_node", "source_name", "от", "кто")
TARGETS = ("target", "to", "target_id", "to_id", "dst", "object", "actor_2", "actor2", "node_2", "node2", "tail",
           "person_2", "entity_2", "to_node", "target_node", "target_name", "к", "кому", "с_кем")
IDS = ("id", "key", "actor", "actor_id", "node", "node_id", "slug", "entity", "person", "name", "label")
_WHOLE = {"documents": "documents", "events": "whole_events"}
_AGAIN = ("claims", "dictionary")  # of our own: what they say stands in ties.csv too, or is only said of columns
_GUARD = re.compile(r"'(?='*[=+\-@\t\r])")
_DIRECTIONS = {"directed": True, "undirected": False, "mutual": False, "true": True, "false": False}
_BROKEN_ZIP = (  # all that the standard library raises for one
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
)
_TIMES = re.compile(r"[<\[(]\s*([^,\[\]<>()]+),\s*([^,;\[\]<>()]+)[\])>]")


@dataclass(slots=True)
class Table:
    name: str
    header: list[str]
    rows: list[tuple[int, list[str]]]  # line, cells


def read(data: bytes, encoding: str | None = None, name: str = "file.csv",
         beside: Mapping[str, bytes] | None = None) -> Found:
    found = Found("CSV")
    files = dict(_unzipped(data)) if data.startswith(b"PK") else {name: data}
    tables = [_table(name, each, encoding) for name, each in {**files, **(beside or {})}.items()]
    ties = [table for table in tables if _column(table, SOURCES) and _column(table, TARGETS)]
    others = [table for table in tables if table not in ties]
    if not ties and not any(_column(table, IDS) for table in others):
        columns = ", ".join(tables[0].header[:6]) if tables else ""
        raise Unreadable((1, 1), _("the first line names no columns `source` and `target`: {columns}", columns=columns[:200]),
                         _("name the two columns so, or choose the delimiter , ; tab or |"))
    for table in others:
        stem = table.name.rpartition("/")[2].rpartition(".")[0]
        kept = next((into for word, into in _WHOLE.items() if word in stem), None)
        if stem in _AGAIN:
            found.read[f"{stem}.csv"] += 1
        elif kept:
            getattr(found, kept).extend(_records(table, found))
        else:
            _actors(table, found)
    declared = len(found.actors) > 0
    for table in ties:
        _ties(table, found, declared)
    return found


def _unzipped(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = [each for each in archive.infolist() if each.filename.lower().endswith((".csv", ".tsv"))]
            if sum(each.file_size for each in listed) > MAX_BYTES:
                raise Unreadable((1, 1), _("the files in the zip are larger than {size} MiB", size=MAX_BYTES // 1024 // 1024),
                                 _("import a part of it"))
            if any(name.endswith("actors.yaml") for name in archive.namelist()):
                raise Unreadable((1, 1), _("the zip holds a dataset already, as YAML"), _("unpack it and open its folder"))
            if not listed:
                raise Unreadable((1, 1), _("the zip holds no CSV file"), _("choose a zip of actors.csv and ties.csv"))
            for each in listed:
                with archive.open(each) as file:
                    yield each.filename, file.read(MAX_BYTES)
    except _BROKEN_ZIP as error:
        raise Unreadable((1, 1), _("the zip cannot be opened: {reason}", reason=str(error)[:100]), _("pack it again")) from None


def _table(name: str, data: bytes, encoding: str | None) -> Table:
    text = text_of(data, encoding)
    if not text.strip():
        raise Unreadable((1, 1), _("the file {file} is empty", file=name), _("choose another file"))
    (_line, header), *rows = _rows(text)
    refuse_too_many(len(rows), "rows", (1, 1))
    if not any(header):
        raise Unreadable((1, 1), _("the first line of {file} names no columns", file=name), _("write their names there"))
    return Table(name, [plain_name(cell) for cell in header], rows)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    lines = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=lambda each: (_known(lines, each), lines.count(each)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            said = str(error)
            if "unexpected end" in said:
                raise Unreadable((line, 1), _("a quotation mark opens in this row and is never closed: the file may be cut off"),
                                 _("close it, or fetch the file again")) from None
            raise Unreadable((line, 1), _("this row cannot be read: {reason}", reason=said), _("mend it there")) from None
        if row is None:
            return
        if any(len(cell) > MAX_CELL for cell in row):  # csv's own limit belongs to the process: anybody may move it
            raise Unreadable((line, 1), _("this row cannot be read: a cell holds more than {most} characters", most=MAX_CELL),
                             _("mend it there"))
        if any(cell.strip() for cell in row) or line == 1:
            yield line, [cell[1:] if _GUARD.match(cell) else cell if cell.startswith("'") else cell.strip() for cell in row]
        line = reader.line_num + 1


def _known(header: str, delimiter: str) -> int:
    """How many of the columns have names that mean something."""
    known = {*SOURCES, *TARGETS, *IDS, *attributes.TIE_KINDS, *attributes.NAMES}
    return sum(plain_name(cell.strip('"')) in known for cell in header.split(delimiter))


def _column(table: Table, names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in table.header), None)


def _values(table: Table, line: int, cells: list[str], found: Found) -> dict[str, str]:
    beyond = [cell for cell in cells[len(table.header):] if cell]
    if beyond:
        found.problem((line, 1), "", _("this row has {count} cells where the first line names {columns}",
                                       count=len(cells), columns=len(table.header)),
                      _("put cells that hold the delimiter in quotation marks"))
    return {name: cell for name, cell in zip(table.header, cells) if cell and name}


def _actors(table: Table, found: Found) -> None:
    column = _column(table, IDS)
    if column is None:
        found.leave(_("file {file}", file=table.name), _("it names neither actors nor ties"), (1, 1))
        return
    for line, cells in table.rows:
        values = _values(table, line, cells, found)
        found.read["rows of actors"] += 1
        key = values.get(column, "")
        if column not in ("name", "label"):
            values.pop(column, None)
        attributes.actor(found, key, values, (line, 1), f"row {line}", label="" if column in ("name", "label") else "")


def _ties(table: Table, found: Found, declared: bool) -> None:
    columns = [_column(table, SOURCES), _column(table, TARGETS)]
    named = {actor.key: actor.key for actor in found.actors}
    for actor in found.actors:
        for name in actor.names.values():
            named.setdefault(name, actor.key)
    for line, cells in table.rows:
        values = _values(table, line, cells, found)
        found.read["rows of ties"] += 1
        ends = [values.pop(column, "") for column in columns if column]
        for place, end in enumerate(ends):
            if end and end not in named and not declared:
                named[end] = end
                attributes.actor(found, end, {}, (line, table.header.index(columns[place]) + 1), f"row {line}", label=end)
            ends[place] = named.get(end, end)
        directed = _DIRECTIONS.get(values.get("type", "").casefold())
        if directed is not None:
            del values["type"]
        for span in _spans(values):
            attributes.tie(found, *ends, {**values, **span}, (line, 1), f"row {line}", directed=directed is not False)


def _spans(values: dict[str, str]) -> list[dict[str, str]]:
    """Gephi's column of intervals, <[2005, 2010]; [2012, 2015]>, as starts and ends."""
    written = values.pop("timeset", values.pop("interval", ""))
    found = _TIMES.findall(written)
    return [{"start": start.strip(), "end": end.strip()} for start, end in found] or [{}]


def _records(table: Table, found: Found) -> Iterator[dict[str, object]]:
    """Rows of documents.csv and events.csv of our own: cells by field, texts by language beside each other."""
    for line, cells in table.rows:
        record: dict[str, object] = {}
        for name, cell in _values(table, line, cells, found).items():
            field, _, language = name.rpartition("_")
            if language in ("en", "ru", "ky") and field:
                texts = record.setdefault(field, {})
                if isinstance(texts, dict):
                    texts[language] = cell
            else:
                record[name] = structured(cell)
        yield record
