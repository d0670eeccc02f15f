"""Records in the plain hand that most are written in, read by one regular expression instead of YAML's event stream.

The subset: one field a line, two spaces a step, values of one line (plain, in quotation marks with no escape but \\",
flow mappings and lists of texts), lists of such mappings, whole lines of comment. Whatever else stands in a record
(anchors, tags, folded texts, tabs, a missing space) is left to the event stream, which alone says what is wrong, and
where: a record of the subset is given to it only when somebody asks. tests/test_quick.py compares the two.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from typing import Any, Callable, Iterator

import yaml

from graph.load import tree
from graph.load.tree import INVISIBLE, Node, Syntax, place

_NO = INVISIBLE.pattern[1:].partition("]")[0] + r"\r\n\t"  # in no value: what libyaml refuses, or takes for an end of line
_FIRST = rf"(?!(?:[nN]ull|NULL)\b)[^{_NO}\s\-?:,\[\]{{}}#&*!|>'\"%@`~]"  # of a plain text that stands for something
_PLAIN = rf"{_FIRST}[^{_NO}:#]*+(?:(?:(?<!\s)\#|:(?=\S))[^{_NO}:#]*+)*+(?<=[^\s:])"  # no ": ", no " #", no space at its end
_IN_FLOW = rf"{_FIRST}[^{_NO}:#,?\[\]{{}}]*+(?<=\S)"
_QUOTED = rf"'[^{_NO}']*+'|\"[^{_NO}\"\\]*+(?:\\\"[^{_NO}\"\\]*+)*+\""
_KEY = "[a-z][a-z_]{0,99}+"  # libyaml takes no more than 1,024
_ITEM = rf"(?:{_IN_FLOW}|{_QUOTED})"
_NAME = rf"(?:{_KEY}|\"{_KEY}\")"  # in JSON, which is YAML too, keys stand in quotation marks
_MAPPING = rf"{{{_NAME}: {_ITEM}(?:, {_NAME}: {_ITEM})*+}}"
_LIST = rf"\[(?:{_ITEM}(?:, {_ITEM})*+)?\]"
_FIELD = rf"{_KEY}: (?:{_PLAIN}|{_QUOTED}|{_MAPPING}|{_LIST})\n"
_COMMENT = rf" *+(?:\#[^{_NO}]*+)?\n"
_ENTRY = rf"    - (?:{_FIELD}(?:      {_FIELD}|{_COMMENT})*+|{_MAPPING}\n(?:{_COMMENT})*+)"
_RECORD = re.compile(rf"- {_FIELD}(?:  {_FIELD}|  {_KEY}:\n(?:{_COMMENT})*+(?:{_ENTRY})++|{_COMMENT})*+(?=- |\Z)")
_BEFORE = re.compile(rf"(?:{_COMMENT})*+")
_NEXT = re.compile(r"\n(?=-(?:[ \n]|\Z))")
_NOT_ALONE = re.compile(r"^(?:---|\.\.\.|%)", re.MULTILINE)  # means something else in a whole file than in a record by itself
_PAIR = re.compile(rf"\"?({_KEY})\"?: ({_ITEM})")
_ONE = re.compile(_ITEM)
_HEAD = re.compile(r"( *)(- )?(\{)?\"?([a-z][a-z_]*)\"?:?")

# What a line begins: a field of the record, a list in it, an entry of that list, a field of the entry.
_FIELD_OF_RECORD, _OPENS_LIST, _ENTRY_OPENS, _FLOW_ENTRY, _FIELD_OF_ENTRY, _NOTHING = range(6)
_SHARED = frozenset((  # fields whose texts come again and again: one object for all equal ones
    "source", "target", "kind", "start", "end", "date", "document", "by", "stance", "language", "publisher", "licence",
))


class Plain:
    """A record of the subset: what it says; its Node is made when somebody asks where something stands."""

    __slots__ = ("value", "place", "_data", "_start", "_end")
    section, problems, absent = "", (), frozenset()

    def __init__(self, value: dict[str, Any] | None, line: int, data: bytes, start: int, end: int):
        self.value, self.place = value, place(line, 2)
        self._data, self._start, self._end = data, start, end

    @property
    def span(self) -> tuple[int, int, int]:
        """Its line, and where it begins and ends in the file's bytes."""
        return self.place >> 32, self._start, self._end

    def node(self) -> Node:
        text = self._data[self._start : self._end].decode()
        (node,) = tree.parse(text, (), self.place >> 32)
        node.value = self.value
        return node


def read(data: bytes, text: str) -> Iterator[Node | Plain]:
    """The items of a file that is a list, as tree.read gives them; `text` is what `data` says in UTF-8.

    A record that stands by itself is read by itself; at the first that does not, the whole file is left to tree.read.
    """
    last, count = -1, 0
    at = _BEFORE.match(text).end()
    if "<<<<<<<" not in text and text.startswith("- ", at):
        reader = Quick()
        here = (3 if data.startswith(BOM_UTF8) else 0) + len(text[:at].encode())  # the same place, counted in bytes
        line = text.count("\n", 0, at)
        while at < len(text):
            count += 1
            if count > tree.MAX_RECORDS:
                yield tree.too_many(place(line, 2))
                return
            end = reader.end(text, at)
            record = text[at:end] if end else None
            value = reader.value(record) if end else None
            if value is None:
                found = _NEXT.search(text, at)
                end = found.end() if found else len(text)
                record = text[at:end]
                node = _alone(record, line)
                if node is None:
                    break
            length = len(record) if record.isascii() else len(record.encode())
            if value is not None:
                node = Plain(value, line, data, here, here + length)
            yield node
            last = node.place >> 32
            at, here, line = end, here + length, line + record.count("\n")
        else:
            return
    for node in tree.read(text):
        if node.place >> 32 > last:
            yield node


def _alone(record: str, line: int) -> Node | None:
    """A record of the file as YAML's event stream gives it; None if what it says hangs on what stands around it."""
    if INVISIBLE.search(record) or _NOT_ALONE.search(record):
        return None
    try:
        nodes = list(tree.parse(record, (), line))
    except (yaml.YAMLError, Syntax):
        return None
    return nodes[0] if len(nodes) == 1 else None


class Quick:
    """Reads the records of one file."""

    def __init__(self) -> None:
        self._heads: dict[str, tuple[int, str]] = {}
        self._same: dict[str, str] = {}

    @staticmethod
    def end(text: str, start: int) -> int | None:
        """Where the record that begins at `start` ends, if it is of the subset and a record or nothing follows."""
        match = _RECORD.match(text, start)
        return match and match.end()

    def value(self, record: str) -> dict[str, Any] | None:
        """What a record of the subset says; None if a key stands in it twice."""
        found: dict[str, Any] = {}
        inside, entries = found, []  # the mapping and the list that the next line may belong to
        heads, same = self._heads, self._same.setdefault
        for line in record.split("\n"):
            head, _, value = line.partition(": ")
            depth, key = heads.get(head) or self._place(head)
            if depth == _FIELD_OF_ENTRY:
                pass
            elif depth == _FIELD_OF_RECORD:
                inside = found
            elif depth == _ENTRY_OPENS:
                inside = {}
                entries.append(inside)
            elif depth == _OPENS_LIST:
                if key in found:
                    return None
                found[key] = entries = []
                continue
            elif depth == _FLOW_ENTRY:
                entry = _mapping(line[6:], same)
                if entry is None:
                    return None
                entries.append(entry)
                continue
            else:
                continue
            if key in inside:
                return None
            first = value[0]
            if first == "{":
                value = _mapping(value, same)
                if value is None:
                    return None
            elif first == "[":
                value = [_bare(item) for item in _ONE.findall(value[1:-1])]
            elif first == '"' or first == "'":
                value = _bare(value)
            elif key in _SHARED:
                value = same(value, value)
            inside[key] = value
        return found

    def _place(self, head: str) -> tuple[int, str]:
        """What a line begins, by what stands before its first colon and space."""
        match = _HEAD.fullmatch(head)
        if not match:
            return _NOTHING, ""  # a comment, or no line at all
        spaces, dash, brace, key = match.groups()
        deep = len(spaces) + (2 if dash else 0)
        if head.endswith(":"):
            place = _OPENS_LIST
        elif brace:
            place = _FLOW_ENTRY
        elif deep == 2:
            place = _FIELD_OF_RECORD
        else:
            place = _ENTRY_OPENS if dash else _FIELD_OF_ENTRY
        self._heads[head] = place, key
        return place, key


def _mapping(text: str, same: Callable[[str, str], str]) -> dict[str, str] | None:
    """A flow mapping; None if a key stands in it twice."""
    if text.startswith('{"') and (found := _json(text)) is not None:
        return {key: same(item, item) if key in _SHARED else item for key, item in found.items()}
    if '"' in text or "'" in text:
        pairs = [(key, _bare(item)) for key, item in _PAIR.findall(text)]
    else:
        pairs = [pair.split(": ", 1) for pair in text[1:-1].split(", ")]
    found = {key: same(item, item) if key in _SHARED else item for key, item in pairs}
    return found if len(found) == len(pairs) else None


def _json(text: str) -> dict[str, str] | None:
    """A flow mapping that is JSON too, of texts alone, each key once; None for any other."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if len(found) != text.count('": '):  # a key stands in it twice, or the same signs in a value
        return None
    for item in found.values():
        if item.__class__ is not str:
            return None
    return found


def _bare(item: str) -> str:
    """A text without its quotation marks."""
    if item[0] == '"':
        return item[1:-1].replace('\\"', '"')
    return item[1:-1] if item[0] == "'" else item
