"""YAML's events → one item: plain text, lists and dicts, each value with its place; and what no item may have."""

from __future__ import annotations

import re
from typing import Any, Callable, Mapping

import yaml

from graph.load.node import Node, Place, Syntax, place
from graph.said import Said as _

MAX_DEPTH = 6  # containers within each other inside a record: relation > claims > claim > note is 4

# A plain scalar has the style "".
_EMPTY = frozenset(("", "~", "null", "Null", "NULL"))  # plain; in quotation marks they are texts
UNCLOSED = (_("a quotation mark opens here and is not closed in this record"),
            _("close it, or leave it out, or write it twice if it is an apostrophe within '…'"))


def at(event: yaml.Event, line: int) -> Place:
    mark = event.start_mark
    return place(mark.line + line, mark.column)


EXTRAS = {
    "alias": (_("a YAML alias (*) stands here"), _("write the text out, or put it in quotation marks if the * belongs to it")),
    "anchor": (_("a YAML anchor (&) stands here"), _("remove it, or put the text in quotation marks if the & belongs to it")),
    "tag": (_("a YAML tag (!) stands here"), _("remove it, or put the text in quotation marks if the ! belongs to it")),
}


def _extra(event: yaml.Event) -> tuple[str, str] | None:
    if event.__class__ is yaml.AliasEvent:
        return EXTRAS["alias"]
    if event.anchor is not None:
        return EXTRAS["anchor"]
    return EXTRAS["tag"] if event.tag is not None else None


def refuse_extras(event: yaml.Event, where: Place) -> None:
    extra = _extra(event) if isinstance(event, yaml.NodeEvent) else None
    if extra:
        raise Syntax(where, *extra)


class Builder:
    """Builds items out of the events that `get` gives; recursion goes no deeper than MAX_DEPTH."""

    def __init__(self, get: Callable[[], yaml.Event], text: str, line: int):
        self._get, self._text, self._line = get, text, line

    def item(self, event: yaml.Event, section: str) -> Node:
        """The item that begins with `event`; reads on to its end."""
        where = at(event, self._line)
        self._node = node = Node(where, section)
        self._firsts: dict[str, int] = {}  # the first place of each path, known up to the path of this number
        self._counted = 0
        node.paths.append("")
        node.places.append(where)
        node.keys.append(where)
        if event.__class__ is yaml.ScalarEvent:
            self._look(event, where)
            node.value = event.value
        else:
            node.value = self._nested(event, where, "", 1)
        return node

    def _mapping(self, prefix: str, depth: int) -> dict[str, Any]:
        get, line, node, end, scalar = self._get, self._line, self._node, yaml.MappingEndEvent, yaml.ScalarEvent
        add_path, add_place, add_key = node.paths.append, node.places.append, node.keys.append
        found: dict[str, Any] = {}
        while (event := get()).__class__ is not end:
            mark = event.start_mark
            key_place = mark.line + line << 32 | mark.column
            if event.__class__ is not scalar:
                raise Syntax(key_place, *(_extra(event) or _NO_KEY))
            key = event.value
            if key in found or key == "<<" or event.anchor is not None or event.tag is not None:
                self._refuse_key(event, key_place, prefix, found)
            path = prefix + key
            event = get()
            mark = event.start_mark
            where = mark.line + line << 32 | mark.column
            add_path(path)
            add_place(where)
            add_key(key_place)
            if event.__class__ is not scalar:
                found[key] = self._nested(event, where, path, depth + 1)
                continue
            value = event.value
            if event.style or event.anchor is not None or event.tag is not None:
                self._look(event, where)
            elif value in _EMPTY:
                node.problems.append(_empty(key, key_place, value))
                node.absent.add(path)
                found.setdefault(key, None)
                continue
            found[key] = value
        return found

    def _sequence(self, prefix: str, depth: int) -> list[Any]:
        node, found = self._node, []
        while (event := self._get()).__class__ is not yaml.SequenceEndEvent:
            where = at(event, self._line)
            path = f"{prefix}{len(found)}"
            node.paths.append(path)
            node.places.append(where)
            node.keys.append(where)
            if event.__class__ is not yaml.ScalarEvent:
                found.append(self._nested(event, where, path, depth + 1))
                continue
            self._look(event, where)
            if not event.style and event.value in _EMPTY:
                node.problems.append((where, _("an item of `{list}` is empty", list=prefix[:-1]), _("write a value or remove the item")))
                node.absent.add(path)
            found.append(event.value)
        return found

    def _nested(self, event: yaml.Event, where: Place, path: str, depth: int) -> Any:
        self._look(event, where)
        if event.__class__ is yaml.AliasEvent:
            self._node.absent.add(path)
            return None
        if depth > MAX_DEPTH:
            raise Syntax(where, _("this is nested more deeply than any record"), _("remove the brackets too many"))
        prefix = path and path + "."
        return (self._mapping if event.__class__ is yaml.MappingStartEvent else self._sequence)(prefix, depth)

    def _look(self, event: yaml.Event, where: Place) -> None:
        """Notes what no record may have: an alias, an anchor, a tag, a quotation mark that swallows records."""
        extra = _extra(event)
        if extra and not any(extra[0] == message for _, message, _ in self._node.problems):
            self._node.problems.append((where, *extra))
        if event.__class__ is yaml.ScalarEvent and event.style in ("'", '"') \
                and event.end_mark.line != event.start_mark.line \
                and re.search(r"\n-\s", self._text[event.start_mark.index : event.end_mark.index]):
            raise Syntax(where, *UNCLOSED)  # it ends at the next quotation mark, some records further down

    def _refuse_key(self, event: yaml.Event, where: Place, prefix: str, found: Mapping[str, Any]) -> None:
        key, node = event.value, self._node
        self._look(event, where)
        if key in found:
            for index in range(self._counted, len(node.paths)):
                self._firsts.setdefault(node.paths[index], index)
            self._counted = len(node.paths)
            first = node.keys[self._firsts[prefix + key]]
            node.problems.append((
                where, _("`{key}` stands here a second time, after line {line}",
                         key=key[:80], line=(first >> 32) + 1), _("keep one of the two"),
            ))
        elif key == "<<":
            node.problems.append((where, _("a YAML merge key (<<) stands here"), _("write the fields out")))


_NO_KEY = (_("a list or a mapping stands where a key is expected"), _("write `key: value`"))


def _empty(key: str, where: Place, value: str) -> tuple[Place, str, str]:
    if re.fullmatch(r"[a-z_]*", key):
        wrong = _("`{key}` is empty ({value})", key=key, value=value) if value else _("`{key}` is empty", key=key)
        return where, wrong, _("write a value or remove the line")
    return (
        where, _("`{key}` stands where a key is expected and has no value", key=key[:80]),
        _("put the whole text in quotation marks if it belongs to the text before the comma"),
    )
