"""Records in the plain hand that most are written in, read line by line instead of by YAML's event stream.

The subset: one field a line, two spaces a step, values of one line (plain, in quotation marks with no escape but \\",
flow mappings and lists of texts), mappings of such values and lists of such mappings, comments. Whatever else stands in
a record (anchors, tags, folded texts, tabs, a missing space) is left to the event stream, which alone says what is
wrong, and where: a record of the subset is given to it only when somebody asks. tests/test_quick.py compares the two.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from typing import Any, Generator, Iterator

import yaml

from graph.load import events, tree
from graph.load.events import INVISIBLE
from graph.load.node import Node, Place, Syntax, place

_NO = INVISIBLE.pattern[1:].partition("]")[0] + r"\r\n\t"  # in no value: what libyaml refuses, or takes for an end of line
# Of a plain text that stands for something:
_FIRST = rf"(?!(?:[nN]ull|NULL)\b)(?:[^{_NO}\s\-?:,\[\]{{}}#&*!|>'\"%@`~]|-(?=[0-9A-Za-z]))"
_PLAIN = rf"{_FIRST}[^{_NO}:#]*+(?:(?:(?<!\s)\#|:(?=\S))[^{_NO}:#]*+)*+(?<=[^\s:])"  # no ": ", no " #", no space at its end
_IN_FLOW = rf"{_FIRST}[^{_NO}:#,?\[\]{{}}]*+(?<=\S)"
_QUOTED = rf"'[^{_NO}']*+'|\"[^{_NO}\"\\]*+(?:\\\"[^{_NO}\"\\]*+)*+\""
_KEY = "[a-z][a-z_]{0,99}+"  # libyaml takes no more than 1,024
_ITEM = rf"(?:{_IN_FLOW}|{_QUOTED})"
_NAME = rf"(?:{_KEY}|\"{_KEY}\")"  # in JSON, which is YAML too, keys stand in quotation marks
_MAPPING = rf"{{{_NAME}: {_ITEM}(?:, {_NAME}: {_ITEM})*+}}"
_IN_JSON = rf"\"{_KEY}\": \"[^{_NO}\"\\]*+\""
_JSON = rf"{{{_IN_JSON}(?:, {_IN_JSON})*+}}"
_LIST = rf"\[(?:{_ITEM}(?:, {_ITEM})*+)?\]"
_HEAD = re.compile(rf"(- | {{2}}| {{4}}(?:- )?| {{6}})({_KEY})(:?)")
_is_plain, _is_quoted, _is_json, _is_mapping, _is_list = (
    re.compile(each).fullmatch for each in (_PLAIN, _QUOTED, _JSON, _MAPPING, _LIST))
_COMMENT = re.compile(rf" *+(?:\#[^{_NO}]*+)?")
_BEFORE = re.compile(rf"(?:{_COMMENT.pattern}\n)*+")
_NOT_ALONE = re.compile(r"^(?:---|\.\.\.|%)", re.MULTILINE)  # means something else in a whole file than in a record by itself
_PAIR = re.compile(rf"\"?({_KEY})\"?: ({_ITEM})")
_ONE = re.compile(_ITEM)
_json = json.JSONDecoder().scan_once

# What a line says: a field of the record, or its first; that a list or a mapping opens; that an entry of that list opens,
# with its first field; an entry whole; a field of the entry; a field of that mapping; nothing; nothing that the subset has.
_FIELD, _OPENS, _ENTRY, _FLOW_ENTRY, _FIELD_OF_ENTRY, _FIELD_OF_MAPPING, _NOTHING, _FIRST_FIELD, _OTHER = range(9)
_FORMS = {"  ": _FIELD, "- ": _FIRST_FIELD, "    - ": _ENTRY, "      ": _FIELD_OF_ENTRY, "    ": _FIELD_OF_MAPPING}
_Line = tuple[int, str, Any]  # its form, its key, its value
_EMPTY: _Line = (_NOTHING, "", None)
_REFUSED: _Line = (_OTHER, "", None)
_AGAIN = frozenset((  # fields whose lines come again and again: read once, and one object for all equal values
    "source", "target", "kind", "role", "start", "end", "date", "document", "by", "stance", "language", "publisher", "licence",
    "family", "directed", "sign", "sources", "targets", "shape",
))
_MOST = 1 << 15  # different lines that are remembered


class Plain:
    """A record of the subset: what it says; its Node is made when somebody asks where something stands."""

    __slots__ = ("value", "section", "_line", "_data", "_start", "_end")
    problems, absent = (), frozenset()

    def __init__(self, value: dict[str, Any] | None, section: str, line: int, data: bytes, start: int, end: int):
        self.value, self.section = value, section
        self._line, self._data, self._start, self._end = line, data, start, end

    @property
    def place(self) -> Place:
        return place(self._line, 4 if self._data.startswith(b"  ", self._start) else 2)

    @property
    def span(self) -> tuple[int, int, int]:
        """Its line, and where it begins and ends in the file's bytes."""
        return self._line, self._start, self._end

    def node(self) -> Node:
        text = self._data[self._start : self._end].decode()
        (node,) = events.parse(text, (), self._line)
        node.value, node.section = self.value, self.section
        return node


def read(data: bytes, text: str, sections: tuple[str, ...] = ()) -> Iterator[Node | Plain]:
    """The items of a file, as tree.read gives them; `text` is what `data` says in UTF-8.

    A record that stands by itself is read by itself; at the first that does not, the whole file is left to tree.read.
    """
    last = yield from _plainly(data, text, sections)
    if last is not None:
        for node in tree.read(text, sections):
            if node.place >> 32 > last:
                yield node


def _plainly(data: bytes, text: str, sections: tuple[str, ...]) -> Generator[Node | Plain, None, int | None]:
    """The items that can be read one by one; returns the line of the last of them if there may be more."""
    last, count = -1, 0
    if "<<<<<<<" in text:
        return last
    lines = Lines()
    ascii_only = text.isascii()
    read, line, here = 0, 0, 3 if data.startswith(BOM_UTF8) else 0  # so far: in letters, in lines, in bytes
    for section, at, end in _lists(text, sections):
        indent = "  " if sections else ""
        if end is None or not text.startswith(f"{indent}- ", at):
            return last
        here += at - read if ascii_only else len(text[read:at].encode())
        line += text.count("\n", read, at)
        mark, next_record = len(indent) + 2, f"\n{indent}- "
        while at < end:
            count += 1
            if count > events.MAX_RECORDS:
                yield events.too_many(place(line, mark))
                return None
            read = text.find(next_record, at, end) + 1 or end
            record = text[at:read]
            length = read - at if ascii_only else len(record.encode())
            value = lines.record(record[2:].replace("\n  ", "\n") if indent else record)
            if value is not None:
                yield Plain(value, section, line, data, here, here + length)
                last = line
            else:
                node = _alone(record, line)
                if node is None:
                    return last
                node.section = section
                yield node
                last = node.place >> 32
            here += length
            line += record.count("\n")
            at = read
    return None


def _lists(text: str, sections: tuple[str, ...]) -> Iterator[tuple[str, int, int | None]]:
    """The lists of a file: section, where its first record should begin, where its last ends (None: that cannot be told)."""
    at = _BEFORE.match(text).end()
    if not sections:
        yield "", at, len(text)
        return
    heading = re.compile(rf"^({'|'.join(sections)}):\n", re.MULTILINE)
    found = heading.match(text, at)
    if not found:
        yield "", at, None
    while found:
        section, at = found[1], _BEFORE.match(text, found.end()).end()
        found = heading.search(text, at)
        end = found.start() if found else len(text)
        if at < end:
            yield section, at, end


def _alone(record: str, line: int) -> Node | None:
    """A record of the file as YAML's event stream gives it; None if what it says hangs on what stands around it."""
    if INVISIBLE.search(record) or _NOT_ALONE.search(record):
        return None
    try:
        nodes = list(events.parse(record, (), line))
    except (yaml.YAMLError, Syntax):
        return None
    return nodes[0] if len(nodes) == 1 else None


class Lines:
    """Reads the lines of one file, those that come again only once."""

    def __init__(self) -> None:
        self._known: dict[str, _Line] = {"": _EMPTY}
        self._heads: dict[str, tuple[int, str, bool]] = {}
        self._same: dict[str, str] = {}

    def record(self, text: str) -> dict[str, Any] | None:
        """What a record says; None if it is not of the subset."""
        known, read = self._known.get, self._read
        lines = iter(text.split("\n"))
        line = next(lines)
        form, key, value = known(line) or read(line)
        if form != _FIRST_FIELD:
            return None
        found: dict[str, Any] = {key: value}
        opened = entries = inside = None  # a key whose list or mapping comes now; the list; the mapping that the next line may belong to
        for line in lines:
            form, key, value = known(line) or read(line)
            if form == _FIELD:
                if opened or key in found:
                    return None
                found[key] = value
                entries = inside = None
            elif form == _FIELD_OF_ENTRY:
                if entries is None or inside is None or key in inside:
                    return None
                inside[key] = value
            elif form == _ENTRY or form == _FLOW_ENTRY:
                if opened:
                    entries = found[opened] = []
                    opened = None
                elif entries is None:
                    return None
                inside = {key: value} if form == _ENTRY else None
                entries.append(inside or value)
            elif form == _OPENS:
                if opened or key in found:
                    return None
                opened, entries, inside = key, None, None
            elif form == _FIELD_OF_MAPPING:
                if opened:
                    inside = found[opened] = {}
                    opened = None
                elif inside is None or entries is not None or key in inside:
                    return None
                inside[key] = value
            elif form != _NOTHING:
                return None
        return None if opened else found

    def _read(self, line: str) -> _Line:
        head, colon, text = line.partition(": ")
        form, key, again = self._heads.get(head) or self._head(head)
        if form == _OPENS:
            value = None
            if colon:
                return _REFUSED
        else:
            value = _value(line[6:] if form == _FLOW_ENTRY else text) if colon and form != _OTHER else None
            if value is None:
                return self._with_comment(line)
        found = form, key, self._shared(value) if again or form == _FLOW_ENTRY else value
        if again and len(self._known) < _MOST:
            self._known[line] = found
        return found

    def _shared(self, value: Any) -> Any:
        """The value, or the equal text that was there before; of a claim, its document and its voice."""
        if value.__class__ is str:
            return self._same.setdefault(value, value)
        if value.__class__ is dict:
            for key in ("document", "by"):
                if key in value:
                    value[key] = self._same.setdefault(value[key], value[key])
        return value

    def _head(self, head: str) -> tuple[int, str, bool]:
        """What a line is by what stands before its first colon and space: its form, its key, whether it comes again."""
        match = _HEAD.fullmatch(head)
        if head.startswith("    - {"):
            found = _FLOW_ENTRY, "", False
        elif not match or match[3] and match[1] != "  ":
            return _OTHER, "", False
        else:
            found = _OPENS if match[3] else _FORMS[match[1]], match[2], bool(match[3]) or match[2] in _AGAIN
        self._heads[head] = found
        return found

    def _with_comment(self, line: str) -> _Line:
        """A line that is a comment, or ends in one."""
        if _COMMENT.fullmatch(line):
            return _EMPTY
        said, sign, _ = line.partition(" #")
        said = said.rstrip(" ")
        return self._read(said) if sign and said and _COMMENT.fullmatch(line, len(said)) else _REFUSED


def _value(text: str) -> Any:
    """What a text, a flow mapping or a flow list says; None if it is not of the subset, or a key stands in it twice."""
    first = text[:1]
    if first == '"' or first == "'":
        return _bare(text) if _is_quoted(text) else None
    if first == "{":
        if text[1:2] == '"' and _is_json(text):
            found, _ = _json(text, 0)
            return found if len(found) == text.count('": "') else None
        return _mapping(text) if _is_mapping(text) else None
    if first == "[":
        return [_bare(item) for item in _ONE.findall(text[1:-1])] if _is_list(text) else None
    return text if _is_plain(text) else None


def _mapping(text: str) -> dict[str, str] | None:
    if '"' in text or "'" in text:
        pairs = [(key, _bare(item)) for key, item in _PAIR.findall(text)]
        found, count = dict(pairs), len(pairs)
    else:  # then no key and no item holds ", " or ": "
        parts = text[1:-1].replace(", ", ": ").split(": ")
        found, count = dict(zip(parts[::2], parts[1::2])), len(parts) // 2
    return found if len(found) == count else None


def _bare(item: str) -> str:
    """A text without its quotation marks."""
    if item[0] == '"':
        return item[1:-1].replace('\\"', '"')
    return item[1:-1] if item[0] == "'" else item
