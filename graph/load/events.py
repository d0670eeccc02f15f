"""One text → its items, each with its places, out of PyYAML's C event stream.

The composer and the constructors, which misread `no` and `12:30` and fall over nested brackets, are never reached.
"""

from __future__ import annotations

import re
from typing import Iterator

import yaml

from graph.load.item import Builder, at, refuse_extras
from graph.load.node import Node, Place, Syntax, place, remark
from graph.load.suggest import one_of
from graph.said import Said as _

MAX_RECORDS = 500_000  # of one file: beyond, YAML is the wrong form

INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)")


def parse(text: str, sections: tuple[str, ...], line: int = 0) -> Iterator[Node]:
    """The items of one text. Raises Syntax or yaml.YAMLError where it breaks."""
    loader = yaml.CSafeLoader(text)
    get = loader.get_event
    builder = Builder(get, text, line)
    documents = count = 0
    section, inside = "", False  # inside: the list whose items are the records
    top = None
    try:
        while (event := get()) is not None:
            kind = event.__class__
            if kind in (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent):
                continue
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    yield remark(at(event, line), _("a second YAML document begins here"), _("remove the line `---`"))
                continue
            where = at(event, line)
            if inside:
                if kind is yaml.SequenceEndEvent:
                    inside = False
                    continue
                count += 1
                if count > MAX_RECORDS:
                    yield too_many(where)
                    return
                yield builder.item(event, section)
            elif top is None and sections and kind is yaml.MappingStartEvent:
                refuse_extras(event, where)
                top = kind
            elif top is not None and kind is yaml.MappingEndEvent:
                top = None
            elif top is not None:
                if kind is not yaml.ScalarEvent:
                    raise Syntax(where, _("a key is expected here"), _("write one of {all}", all=", ".join(sections)))
                section = event.value
                event = get()
                refuse_extras(event, at(event, line))
                if event.__class__ is yaml.SequenceStartEvent:
                    inside = True
                elif not (event.__class__ is yaml.ScalarEvent and not event.value):
                    raise Syntax(at(event, line), _("`{section}` is no list", section=section), _("begin each of its records with `- id:`"))
                if section not in sections:
                    yield Node(where, section, problems=[(
                        where, _("there is no list `{section}` in this file", section=section[:80]), one_of(section, sections),
                    )])
            elif kind is yaml.SequenceStartEvent and not sections:
                refuse_extras(event, where)
                inside = True
            elif not (kind is yaml.ScalarEvent and not event.value):
                wrong = _("the file is not a mapping of the lists {all}", all=", ".join(sections)) if sections else \
                    _("the file is not a list of records")
                raise Syntax(where, wrong, _("begin each record with `- ` in the first column"))
    finally:
        loader.dispose()


def one(text: str) -> Node:
    """The text as one mapping. Raises Syntax or yaml.YAMLError where it is none."""
    refuse_invisible(text)
    loader = yaml.CSafeLoader(text)
    node = None
    try:
        while (event := loader.get_event()) is not None:
            if event.__class__ is yaml.MappingStartEvent and node is None:
                node = Builder(loader.get_event, text, 0).item(event, "")
            elif isinstance(event, yaml.NodeEvent):
                break
            elif event.__class__ is yaml.DocumentStartEvent and node is not None:
                raise Syntax(at(event, 0), _("a second YAML document begins here"), _("remove the line `---`"))
    finally:
        loader.dispose()
    if node is None:
        raise Syntax(0, _("the file is not a mapping of settings"), _("write `key: value` lines"))
    return node


def refuse_invisible(text: str, line: int = 0) -> None:
    """Raises Syntax at the first character that nobody sees; the text begins in this line."""
    invisible = INVISIBLE.search(text)
    if invisible:
        before = text[: invisible.start()]
        raise Syntax(
            place(line + before.count("\n"), invisible.start() - before.rfind("\n") - 1),
            _("an invisible character (U+{code}) stands here", code=f"{ord(invisible.group()[0]):04X}"), _("delete it"),
        )


def too_many(where: Place) -> Node:
    return remark(where, _("more than {most} records: the rest was not read", most=MAX_RECORDS),
                   _("keep so large a dataset in Parquet or CSV"))
