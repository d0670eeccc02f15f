"""The text of a YAML file → its records as plain text, lists and dicts, each with its places.

Built from PyYAML's C event stream: the composer and the constructors, which misread `no` and
`12:30` and fall over nested brackets, are never reached. Where a record breaks the syntax, the file
is read again record by record, so that it hides no other.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import Any, Callable, Iterator, Mapping

import yaml

from graph.load.suggest import one_of
from graph.model import Mark
from graph.said import Said as _

MAX_DEPTH = 6  # containers within each other inside a record: relation > claims > claim > note is 4
MAX_RECORDS = 500_000  # of one file: beyond, YAML is the wrong form
MAX_PROBLEMS = 1_000  # of one file, while it is read

INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)")
_BREAKS = "\x85\u2028\u2029\ufeff"  # the INVISIBLE ones that libyaml takes, the first three as ends of lines
_CONFLICT = re.compile(r"^(?:<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)(?: .*)?\r?$", re.MULTILINE)
# A plain scalar has the style "".
_EMPTY = frozenset(("", "~", "null", "Null", "NULL"))  # plain; in quotation marks they are texts
_LABELS = re.compile(r"^[ -]*(id|source|kind|target):[ \t]*['\"]?([\w.-]+)", re.MULTILINE)

Place = int  # line << 32 | column, both counted from 0: 8 bytes in an array


def place(line: int, column: int) -> Place:
    return line << 32 | column


@dataclass(slots=True)
class Node:
    """An item of a list: what it says, and where. `paths`, `places` and `keys` run in parallel: the
    path of a value ("claims.0.document"), its place, and the place of its key."""

    place: Place
    section: str = ""
    value: Any = None
    paths: list[str] = field(default_factory=list)
    places: array[Place] = field(default_factory=lambda: array("Q"))
    keys: array[Place] = field(default_factory=lambda: array("Q"))
    absent: set[str] = field(default_factory=set)  # paths whose value was refused
    problems: list[tuple[Place, str, str]] = field(default_factory=list)

    def node(self) -> "Node":
        return self


class Syntax(Exception):
    """Where the text is no YAML, or none that a dataset needs."""

    def __init__(self, where: Place, message: str, fix: str):
        super().__init__(message)
        self.place, self.message, self.fix = where, message, fix


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
            yield _remark(place(line, 0), _("{count} problems above: the rest of the file was not read",
                                            count=found), _("mend those first"))
            return
        nodes = []
        try:
            invisible = INVISIBLE.search(chunk)
            if invisible:
                before = chunk[: invisible.start()]
                raise Syntax(
                    place(line + before.count("\n"), invisible.start() - before.rfind("\n") - 1),
                    _("an invisible character (U+{code}) stands here", code=f"{ord(invisible.group()[0]):04X}"), _("delete it"),
                )
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


def parse(text: str, sections: tuple[str, ...], line: int = 0) -> Iterator[Node]:
    """The items of one text. Raises Syntax or yaml.YAMLError where it breaks."""
    loader = yaml.CSafeLoader(text)
    get = loader.get_event
    builder = _Builder(get, text, line)
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
                    yield _remark(_at(event, line), _("a second YAML document begins here"), _("remove the line `---`"))
                continue
            where = _at(event, line)
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
                _refuse_extras(event, where)
                top = kind
            elif top is not None and kind is yaml.MappingEndEvent:
                top = None
            elif top is not None:
                if kind is not yaml.ScalarEvent:
                    raise Syntax(where, _("a key is expected here"), _("write one of {all}", all=", ".join(sections)))
                section = event.value
                event = get()
                _refuse_extras(event, _at(event, line))
                if event.__class__ is yaml.SequenceStartEvent:
                    inside = True
                elif not (event.__class__ is yaml.ScalarEvent and not event.value):
                    raise Syntax(_at(event, line), _("`{section}` is no list", section=section), _("begin each of its records with `- id:`"))
                if section not in sections:
                    yield Node(where, section, problems=[(
                        where, _("there is no list `{section}` in this file", section=section[:80]), one_of(section, sections),
                    )])
            elif kind is yaml.SequenceStartEvent and not sections:
                _refuse_extras(event, where)
                inside = True
            elif not (kind is yaml.ScalarEvent and not event.value):
                wrong = _("the file is not a mapping of the lists {all}", all=", ".join(sections)) if sections else \
                    _("the file is not a list of records")
                raise Syntax(where, wrong, _("begin each record with `- ` in the first column"))
    finally:
        loader.dispose()


def one(text: str) -> Node:
    """The text as one mapping. Raises Syntax or yaml.YAMLError where it is none."""
    invisible = INVISIBLE.search(text)
    if invisible:
        before = text[: invisible.start()]
        raise Syntax(place(before.count("\n"), invisible.start() - before.rfind("\n") - 1),
                     _("an invisible character (U+{code}) stands here", code=f"{ord(invisible.group()[0]):04X}"), _("delete it"))
    loader = yaml.CSafeLoader(text)
    node = None
    try:
        while (event := loader.get_event()) is not None:
            if event.__class__ is yaml.MappingStartEvent and node is None:
                node = _Builder(loader.get_event, text, 0).item(event, "")
            elif isinstance(event, yaml.NodeEvent):
                break
            elif event.__class__ is yaml.DocumentStartEvent and node is not None:
                raise Syntax(_at(event, 0), _("a second YAML document begins here"), _("remove the line `---`"))
    finally:
        loader.dispose()
    if node is None:
        raise Syntax(0, _("the file is not a mapping of settings"), _("write `key: value` lines"))
    return node


def too_many(where: Place) -> Node:
    return _remark(where, _("more than {most} records: the rest was not read", most=MAX_RECORDS),
                   _("keep so large a dataset in Parquet or CSV"))


def _remark(where: Place, message: str, fix: str) -> Node:
    return Node(where, problems=[(where, message, fix)])


def _at(event: yaml.Event, line: int) -> Place:
    mark = event.start_mark
    return place(mark.line + line, mark.column)


_EXTRAS = {
    "alias": (_("a YAML alias (*) stands here"), _("write the text out, or put it in quotation marks if the * belongs to it")),
    "anchor": (_("a YAML anchor (&) stands here"), _("remove it, or put the text in quotation marks if the & belongs to it")),
    "tag": (_("a YAML tag (!) stands here"), _("remove it, or put the text in quotation marks if the ! belongs to it")),
}


def _extra(event: yaml.Event) -> tuple[str, str] | None:
    if event.__class__ is yaml.AliasEvent:
        return _EXTRAS["alias"]
    if event.anchor is not None:
        return _EXTRAS["anchor"]
    return _EXTRAS["tag"] if event.tag is not None else None


def _refuse_extras(event: yaml.Event, where: Place) -> None:
    extra = _extra(event) if isinstance(event, yaml.NodeEvent) else None
    if extra:
        raise Syntax(where, *extra)


class _Builder:
    """Builds items out of the events that `get` gives; recursion goes no deeper than MAX_DEPTH."""

    def __init__(self, get: Callable[[], yaml.Event], text: str, line: int):
        self._get, self._text, self._line = get, text, line

    def item(self, event: yaml.Event, section: str) -> Node:
        """The item that begins with `event`; reads on to its end."""
        where = _at(event, self._line)
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
            where = _at(event, self._line)
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
            raise Syntax(where, *_UNCLOSED)  # it ends at the next quotation mark, some records further down

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


_UNCLOSED = (_("a quotation mark opens here and is not closed in this record"),
             _("close it, or leave it out, or write it twice if it is an apostrophe within '…'"))


def explain(error: yaml.YAMLError | Syntax, text: str, line: int = 0) -> Syntax:
    """YAML's error as a sentence of our own at a place of the file."""
    if isinstance(error, Syntax):
        return error
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context = getattr(error, "context", None) or ""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or _("it cannot be read")
    opened = getattr(error, "context_mark", None)
    if mark is None:
        return Syntax(place(line, 0), _("this is no YAML: {reason}", reason=problem), _("compare it with the records above and below"))
    lines = text.split("\n")
    this = lines[mark.line] if mark.line < len(lines) else ""
    before, char = this[: mark.column], this[mark.column : mark.column + 1]
    where = mark
    if "\t" in (char, before[-1:]) and not before.strip() or "tab character" in problem:
        said = _("a tab stands where spaces are expected"), _("indent with two spaces a step")
    elif "scanning a quoted scalar" in context and opened:
        where, said = opened, _UNCLOSED
    elif "escape" in problem or "hexdecimal" in problem:
        said = _("the backslash means nothing here"), _("write \\\\, or use '…' instead of \\\"…\\\"")
    elif problem.startswith("mapping values are not allowed"):
        if ": " in before.lstrip("- ") or '"' in before:
            said = _("a colon stands within the text"), _("put the whole text in quotation marks")
        else:
            said = _("this line is indented differently from the one it belongs with"), \
                _("put the fields of a record exactly under each other")
    elif problem.startswith("block sequence entries are not allowed"):
        said = _("a list cannot begin here"), _("begin each `- ` on a line of its own, below its key")
    elif "flow" in context and opened:
        if "node" in context:  # "flow node": nothing stands where an item should; the last bracket before it is meant
            text = "\n".join([*lines[: mark.line], before])
            at = max(text.rfind("["), text.rfind("{"), 0)
            opened = Mark("", text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1)
        where, said = opened, (
            _("the {bracket} opened here is not closed where it should be", bracket=lines[opened.line][opened.column : opened.column + 1]),
            _("close it, put a comma between its items, and text that holds , : [ ] {{ }} in quotation marks"),
        )
    elif problem.startswith("found character that cannot start"):
        said = _("a text cannot begin with {char}", char=char), _("put the whole text in quotation marks")
    elif "alias" in context or "anchor" in context:
        said = _EXTRAS["alias" if "alias" in context else "anchor"]
    elif "tag" in context or "tag" in problem:
        said = _EXTRAS["tag"]
    elif "simple key" in context and opened:
        where, said = opened, (_("this line is neither `key: value` nor the end of a text"),
                               _("write `key: ` before it, or indent it under the text that it continues"))
    elif problem.startswith("did not find expected") and before.strip(" -"):
        said = _("text follows where the value has ended"), _("put the whole text in one pair of quotation marks")
    elif problem.startswith("did not find expected"):
        said = _("this line is indented differently from the one it belongs with"), \
            _("put the fields of a record exactly under each other")
    else:
        said = _("this is no YAML: {reason}", reason=problem), _("compare it with the records above and below")
    return Syntax(place(where.line + line, where.column), *said)
