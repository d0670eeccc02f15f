"""JSON with places: the values, and the line and column at which each item of its lists begins."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from graph.formats.reading.found import At, Unreadable
from graph.said import Said as _

Path = tuple[str | int, ...]
LEVELS = 2  # mappings within each other whose lists are given places: elements > nodes
_SPACE = re.compile(r"[ \t\n\r]*")
_HALF = re.compile("[\ud800-\udfff]")
_TRUNCATED = _("the JSON ends in the middle: the file is cut off")


@dataclass(slots=True)
class Located:
    value: Any
    text: str
    offsets: dict[Path, int] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)  # keys that stand twice in one mapping
    _line_ends: list[int] = field(default_factory=list)

    def at(self, *path: str | int) -> At:
        """Where the value at this path begins; that of the nearest around it which is known."""
        while path and path not in self.offsets:
            path = path[:-1]
        return place(self.text, self.offsets.get(path, 0), self._line_ends)


def plain(value: Any) -> Any:
    """The value with U+FFFD in the place of each half of a surrogate pair (JSON's \\ud800), which is no text."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {plain(key): plain(each) for key, each in value.items()}
    return value


def loads(text: str) -> Any:
    """A JSON text's value. Raises ValueError or RecursionError."""
    value = json.loads(text, strict=False)
    return plain(value) if "\\u" in text else value


def place(text: str, offset: int, line_ends: list[int] | None = None) -> At:
    from bisect import bisect_left

    if line_ends is None:
        return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    if not line_ends:
        line_ends.extend(match.start() for match in re.finditer("\n", text))
        line_ends.append(len(text) + 1)
    line = bisect_left(line_ends, offset)
    return line + 1, offset - (line_ends[line - 1] if line else -1)


def parse(text: str) -> Located:
    """The value of a JSON text. Raises Unreadable with one sentence."""
    return _Parser(text).parse()


class _Parser:
    """Walks the outer mappings itself, to know where things stand, and leaves the inside to the standard library."""

    def __init__(self, text: str):
        self._text = text
        self._found = Located(None, text)
        self._decode = json.JSONDecoder(object_pairs_hook=self._mapping, strict=False).raw_decode

    def parse(self) -> Located:
        text = self._text
        try:
            value, end = self._value(_after_space(text, 0), (), 0)
            value = plain(value) if "\\u" in text else value
            end = _after_space(text, end)
        except json.JSONDecodeError as error:
            raise self._unreadable(error) from None
        except RecursionError:
            raise Unreadable((1, 1), _("the JSON is nested too deeply"), _("flatten it; no graph needs so many brackets")) from None
        except ValueError:  # a number of thousands of digits
            raise Unreadable((1, 1), _("the JSON holds a number that is too long"), _("shorten it")) from None
        if end < len(text):
            raise Unreadable(place(text, end), _("something follows after the end of the JSON"), _("remove it"))
        self._found.value = value
        return self._found

    def _unreadable(self, error: json.JSONDecodeError) -> Unreadable:
        where = place(self._text, error.pos)
        if not self._text.strip():
            return Unreadable(where, _("the file is empty"), _("choose another file"))
        if not self._text[error.pos :].strip() or error.msg.startswith("Unterminated string"):
            return Unreadable(where, _TRUNCATED, _("fetch it again"))
        return Unreadable(where, _("this is no JSON: {reason}", reason=f"{error.msg[:1].lower()}{error.msg[1:]}"), _("mend it there"))

    def _mapping(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            seen: set[str] = set()
            self._found.repeated += [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
        return found

    def _value(self, offset: int, path: Path, level: int) -> tuple[Any, int]:
        self._found.offsets[path] = offset
        char = self._text[offset : offset + 1]
        if char == "{" and level < LEVELS:
            return self._members(offset, path, level)
        if char == "[" and level <= LEVELS:
            return self._items(offset, path)
        return self._decode(self._text, offset)

    def _members(self, offset: int, path: Path, level: int) -> tuple[dict[str, Any], int]:
        text, pairs = self._text, []
        offset = _after_space(text, offset + 1)
        if text[offset : offset + 1] == "}":
            return {}, offset + 1
        while True:
            if text[offset : offset + 1] != '"':
                raise json.JSONDecodeError("a name in quotation marks is expected", text, offset)
            key, offset = self._decode(text, offset)
            offset = _after_space(text, offset)
            if text[offset : offset + 1] != ":":
                raise json.JSONDecodeError("a colon is expected", text, offset)
            value, offset = self._value(_after_space(text, offset + 1), (*path, key), level + 1)
            pairs.append((key, value))
            offset, ended = self._next(offset, "}")
            if ended:
                return self._mapping(pairs), offset

    def _items(self, offset: int, path: Path) -> tuple[list[Any], int]:
        text, found, offsets = self._text, [], self._found.offsets
        offset = _after_space(text, offset + 1)
        if text[offset : offset + 1] == "]":
            return [], offset + 1
        while True:
            offsets[(*path, len(found))] = offset
            value, offset = self._decode(text, offset)
            found.append(value)
            offset, ended = self._next(offset, "]")
            if ended:
                return found, offset

    def _next(self, offset: int, closing: str) -> tuple[int, bool]:
        offset = _after_space(self._text, offset)
        char = self._text[offset : offset + 1]
        if char == closing:
            return offset + 1, True
        if char != ",":
            raise json.JSONDecodeError(f"a comma or {closing} is expected", self._text, offset)
        return _after_space(self._text, offset + 1), False


def _after_space(text: str, offset: int) -> int:
    return _SPACE.match(text, offset).end()  # type: ignore[union-attr]
