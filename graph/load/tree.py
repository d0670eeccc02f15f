"""The text of a YAML file → its items. Where a record breaks the syntax, the file is read again record by record, so that it
hides no other; where a merge has left a conflict, its first version is read."""

from __future__ import annotations

import re
from typing import Iterator

import yaml

from graph.load.events import parse, refuse_invisible
from graph.load.explain import explain
from graph.load.node import Node, Syntax, place, remark
from graph.said import Said as _

MAX_PROBLEMS = 1_000  # of one file, while it is read

_BREAKS = "\x85\u2028\u2029\ufeff"  # the INVISIBLE ones that libyaml takes, the first three as ends of lines
_CONFLICT = re.compile(r"^(?:<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)(?: .*)?\r?$", re.MULTILINE)
_LABELS = re.compile(r"^[ -]*(id|source|kind|target):[ \t]*['\"]?([\w.-]+)", re.MULTILINE)


def read(text: str, sections: tuple[str, ...] = ()) -> Iterator[Node]:
    """The items of a file that is a list or, if `sections` are given, a mapping of such lists.

    A Node without a value (None) carries only problems: of the file, or of a record that could not be
    read; of that, `value` holds what could be made out of its id.
    """
    text, conflicts = _settle_conflicts(text)
    yield from conflicts
    last, first, held = -1, None, None
    if not any(char in text for char in _BREAKS) and text.count("\r") == text.count("\r\n"):
        try:
            for node in parse(text, sections):
                if held:  # a record is whole when the next one begins: what breaks before may belong to it
                    yield held
                    last = held.place >> 32
                held = node
            if held:
                yield held
            return
        except (yaml.YAMLError, Syntax) as error:
            first = explain(error, text, 0)
    yield from _record_by_record(text, sections, last, first)


def _settle_conflicts(text: str) -> tuple[str, list[Node]]:
    """The text with the first version of each conflict that a merge has left, and a Node that says so."""
    if "<<<<<<<" not in text:
        return text, []
    nodes, lines, within, theirs = [], text.split("\n"), False, False
    for number, line in enumerate(lines):
        if _CONFLICT.match(line) and (within or line.startswith("<<<<<<<")):  # elsewhere ======= is a line like any other
            within = not line.startswith(">>>>>>>")
            if line.startswith("<<<<<<<"):
                nodes.append(Node(place(number, 0), problems=[(
                    place(number, 0), _("a merge has left a conflict here; the first version is shown"),
                    _("keep one version and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"),
                )]))
            theirs = line.startswith(("=======", "|||||||"))
            lines[number] = ""
        elif theirs:
            lines[number] = ""
    return "\n".join(lines), nodes


def _record_by_record(text: str, sections: tuple[str, ...], last: int, first: Syntax | None) -> Iterator[Node]:
    """What stands below the record that begins in line `last`; `first` is why the file could not be read on."""
    found = 0
    for line, section, chunk in _chunks(text, sections):
        if line <= last:
            continue
        if found >= MAX_PROBLEMS:
            yield remark(place(line, 0), _("{count} problems above: the rest of the file was not read",
                                            count=found), _("mend those first"))
            return
        nodes = []
        try:
            refuse_invisible(chunk, line)
            for node in parse(chunk, sections if section is None else (), line):
                node.section = node.section or section or ""
                nodes.append(node)
        except (yaml.YAMLError, Syntax) as error:
            problem = explain(error, chunk, line)
            labels = {}
            for key, value in _LABELS.findall(chunk[:10_000]):
                labels.setdefault(key, value)
            nodes = [Node(
                place(line, 0), section or "", labels or None, problems=[(problem.place, problem.message, problem.fix)],
                absent={""},
            )]
        for node in nodes:
            found += len(node.problems)
            yield node
    if first and not found:
        yield Node(first.place, problems=[(first.place, first.message, first.fix)])


def _chunks(text: str, sections: tuple[str, ...]) -> Iterator[tuple[int, str | None, str]]:
    """(number of its first line, section, text) of each record, and of what stands before the first;
    section is None for text that is no item of a list."""
    header = re.compile(rf"({'|'.join(sections)})[ \t]*:") if sections else None
    item = re.compile(r"( *)-(?=\s|$)")
    begin, section, lines, dash, current = 0, None, [], None, ""
    for number, line in enumerate(text.split("\n")):
        heading = header.match(line) if header else None
        match = None if heading else item.match(line)
        if heading:
            opens, dash, current = True, None, heading.group(1)
        elif match and (current or not sections) and dash in (None, match.group(1)):
            opens, dash = True, match.group(1)
        else:
            opens = False
        if opens:
            if lines:
                yield begin, section, "\n".join(lines) + "\n"
            begin, lines, section = number, [], None if heading else current
        lines.append(line)
    if lines:
        yield begin, section, "\n".join(lines)
