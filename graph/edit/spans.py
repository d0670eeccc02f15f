"""The text of one record → a tree of its values, each with the characters it takes up.

From PyYAML's C event stream, as in `load`. libyaml ends block texts and block collections at the next token,
which may stand records further down: here they end where their last text ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Callable, Union

import yaml


@dataclass(slots=True)
class Scalar:
    start: int
    end: int
    value: str
    style: str  # "" plain, or the ', ", | or > that opens it


@dataclass(slots=True)
class Fields:
    """A mapping; `flow` says that it stands in braces."""

    start: int
    end: int
    flow: bool
    items: list[tuple[Scalar, "Tree"]] = field(default_factory=list)

    def get(self, key: str) -> "Tree | None":
        return next((value for name, value in self.items if name.value == key), None)


@dataclass(slots=True)
class Items:
    """A list; `dashes` are the places of the dashes of a list without brackets."""

    start: int
    end: int
    flow: bool
    items: list["Tree"] = field(default_factory=list)
    dashes: list[int] = field(default_factory=list)


Tree = Union[Scalar, Fields, Items]
Value = Union[str, dict[str, "Value"], list["Value"]]


def tree(text: str) -> Tree:
    """The one item of a list that `text` holds. Raises ValueError or yaml.YAMLError if it is anything else."""
    loader = yaml.CSafeLoader(text)
    try:
        get = loader.get_event
        for expected in (yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.SequenceStartEvent):
            if get().__class__ is not expected:
                raise ValueError("no list")
        found = _tree(get(), get, text)
        if get().__class__ is not yaml.SequenceEndEvent:
            raise ValueError("more than one item")
        return found
    finally:
        loader.dispose()


def value(found: Tree) -> Value:
    """What it says: texts, dicts and lists, as `load` reads them."""
    if isinstance(found, Scalar):
        return found.value
    if isinstance(found, Fields):
        return {key.value: value(each) for key, each in found.items}
    return [value(each) for each in found.items]


def _tree(event: yaml.Event, get: Callable[[], yaml.Event], text: str) -> Tree:
    if getattr(event, "anchor", None) or getattr(event, "tag", None):
        raise ValueError("an anchor or a tag")
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, yaml.ScalarEvent):
        style = event.style or ""
        return Scalar(start, _block_end(text, start, end) if style in ("|", ">") else end, event.value, style)
    if isinstance(event, yaml.MappingStartEvent):
        fields = Fields(start, end, bool(event.flow_style))
        while not isinstance(event := get(), yaml.MappingEndEvent):
            key = _tree(event, get, text)
            if not isinstance(key, Scalar) or fields.get(key.value):
                raise ValueError("no key, or one that stands there twice")
            fields.items.append((key, _tree(get(), get, text)))
        fields.end = event.end_mark.index if fields.flow else fields.items[-1][1].end
        return fields
    if isinstance(event, yaml.SequenceStartEvent):
        items = Items(start, end, bool(event.flow_style))
        column, here = event.start_mark.column, start
        while not isinstance(event := get(), yaml.SequenceEndEvent):
            if not items.flow:
                items.dashes.append(_dash(text, here, column))
            items.items.append(_tree(event, get, text))
            here = items.items[-1].end
        items.end = event.end_mark.index if items.flow else items.items[-1].end
        return items
    raise ValueError("an alias")


def _dash(text: str, after: int, column: int) -> int:
    """The dash in this column that comes first from `after` on."""
    if text[after] == "-" and after - (text.rfind("\n", 0, after) + 1) == column:
        return after
    found = re.compile(rf"\n {{{column}}}-(?=\s|$)").search(text, after)
    if not found:
        raise ValueError("no dash")
    return found.end() - 1


def _block_end(text: str, start: int, end: int) -> int:
    """The end of a text after | or >: behind its last line that is neither empty nor a comment further left."""
    lines = text[start:end].split("\n")
    indent = next((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()), 0)
    while len(lines) > 1 and (not lines[-1].strip() or len(lines[-1]) - len(lines[-1].lstrip(" ")) < indent):
        lines.pop()
    return start + len("\n".join(lines).rstrip("\r"))
