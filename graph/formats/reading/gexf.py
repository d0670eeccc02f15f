"""GEXF 1.1draft, 1.2draft and 1.3, static and dynamic: a tie of several spells becomes several ties."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any, Iterator

from graph.formats.reading import attributes
from graph.formats.reading.found import At, Found, Unreadable, refuse_too_many
from graph.formats.reading.xml import Ancestors, Element, elements
from graph.said import Said as _

NAME, SUFFIXES = "gexf", (".gexf",)
WANTED = ("gexf", "graph", "meta", "attributes", "node", "edge")
NESTED = "contained in"  # the type of the tie from a node to the one that it lies in
_YEAR = re.compile(r"([12][0-9]{3})(\.0*)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(slots=True)
class Value:
    name: str  # the id of its attribute
    text: str
    start: str
    end: str


@dataclass(slots=True)
class Spell:
    start: str
    end: str


@dataclass(slots=True)
class Part:
    """A node or an edge as it stands in the file."""

    own: dict[str, str]
    values: list[Value]
    spells: list[Spell]
    at: At
    around: str  # the node that it lies in


def read(data: bytes, encoding: str | None = None) -> Found:
    found = Found("GEXF")
    titles: dict[tuple[str, str], str] = {}
    defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    graph: dict[str, str] = {}
    nodes: list[Part] = []
    edges: list[Part] = []
    root = ""
    for element, ancestors in elements(data, WANTED, encoding):
        root = root or (ancestors[0].name if ancestors else element.name)
        if element.name == "gexf":
            found.format = f"GEXF {element.attributes.get('version', '')}".strip()
        elif element.name == "graph":
            graph.update(element.attributes)
        elif element.name == "meta":
            _meta(element, found)
        elif element.name == "attributes":
            _declared(element, titles, defaults)
        elif element.name in ("node", "edge"):
            parts, what = (nodes, "actors") if element.name == "node" else (edges, "ties")
            parts.append(_part(element, ancestors))
            refuse_too_many(len(parts), what, element.at)
    if root != "gexf":
        raise Unreadable((1, 1), _("the file is no GEXF: it begins with <{root}>", root=root), _("name its format with --format"))
    found.read.update({"nodes": len(nodes), "edges": len(edges)})
    clock = _Clock(found, graph)
    for node in nodes:
        _node(node, titles, defaults["node"], found)
    for number, edge in enumerate(edges, start=1):
        _edge(number, edge, titles, defaults["edge"], graph, clock, found)
    clock.remark()
    return found


def _meta(element: Element, found: Found) -> None:
    for child in element.children:
        name, text = child.name.lower(), child.text
        if name == "title":
            found.title = text
        elif text:
            found.about.append(f"{name}: {text}")
    if modified := element.attributes.get("lastmodifieddate"):
        found.about.append(f"last modified: {modified}")


def _declared(element: Element, titles: dict, defaults: dict) -> None:
    of = element.attributes.get("class", "node")
    for attribute in element.all("attribute"):
        id = attribute.attributes.get("id", "")
        titles[of, id] = attribute.attributes.get("title") or id
        default = attribute.first("default")
        if default is not None and default.text:
            defaults.setdefault(of, {})[id] = default.text


def _part(element: Element, ancestors: Ancestors) -> Part:
    own = element.attributes
    values = [
        Value(each.attributes.get("for") or each.attributes.get("id", ""), each.attributes.get("value", ""),
              *_bounds(each.attributes))
        for each in element.all("attvalue")
    ]
    spells = [Spell(*_bounds(each.attributes)) for each in element.all("spell", "slice")]
    own_spell = Spell(*_bounds(own))
    if not spells and (own_spell.start or own_spell.end):
        spells = [own_spell]
    around = next((each.attributes.get("id", "") for each in reversed(ancestors) if each.name == "node"), "")
    for child in element.children:
        if child.name in ("color", "position", "size", "shape", "thickness"):
            own = {**own, f"viz {child.name}": "given"}
    return Part(own, values, spells, element.at, around or own.get("pid", ""))


def _bounds(own: dict[str, str]) -> tuple[str, str]:
    """Start and end; one that is itself not part of the span is moved to the day inside."""
    start, end = own.get("start", ""), own.get("end", "")
    if not start and own.get("startopen") not in (None, "true", "false"):
        start = _next_day(own["startopen"], +1)
    if not end and own.get("endopen") not in (None, "true", "false"):
        end = _next_day(own["endopen"], -1)
    return start, end


def _next_day(text: str, by: int) -> str:
    try:
        return (datetime.date.fromisoformat(text[:10]) + datetime.timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):
        return text


class _Clock:
    """What the numbers of a spell mean: a date, or a year where they look like one."""

    def __init__(self, found: Found, graph: dict[str, str]):
        self._found = found
        self._numbers = graph.get("timeformat") in ("double", "float", "integer", "long")
        self._years = 0

    def date(self, text: str, at: At) -> str:
        text = text.strip()
        if not text or "INF" in text.upper():
            return ""
        year = _YEAR.fullmatch(text)
        if year:
            self._years += self._numbers
            return year.group(1)
        if self._numbers and not _DAY.match(text):
            self._found.leave(_("time given as a number"), _("it is no year, and the file does not say what it counts"), at)
            return ""
        return text

    def remark(self) -> None:
        if self._years:
            self._found.remarks.append(_("The numbers of the spells were read as years: {count}.", count=self._years))


def _attributes(part: Part, of: str, titles: dict, defaults: dict[str, str], found: Found) -> Iterator[tuple[str, Any]]:
    given: dict[str, list[Value]] = {}
    for value in part.values:
        given.setdefault(value.name, []).append(value)
    for id, values in given.items():
        if len(values) > 1:  # of a dynamic attribute the last value stands; the others are said to be lost
            found.leave(_("earlier values of {name} of {of}s", name=titles.get((of, id), id), of=of), _("only the last value is kept"), part.at,
                        len(values) - 1)
        yield titles.get((of, id), id), values[-1].text
    for id, text in defaults.items():
        if id not in given:
            yield titles.get((of, id), id), text
    for name, text in part.own.items():
        if name.startswith("viz "):
            yield name, text


def _node(part: Part, titles: dict, defaults: dict[str, str], found: Found) -> None:
    values = dict(_attributes(part, "node", titles, defaults, found))
    key = part.own.get("id", "")
    ours = {"start", "end"} & {attributes.plain_name(name) for name in values}
    if part.spells and not ours:
        found.leave(_("spells of nodes"), _("they say when a node is shown, not when somebody was born or founded"), part.at,
                    len(part.spells))
    attributes.actor(found, key, values, part.at, f"node {key}", label=part.own.get("label", ""))
    if part.around:
        attributes.tie(found, key, part.around, {}, part.at, f"node {key}", type=NESTED)


def _edge(number: int, part: Part, titles: dict, defaults: dict[str, str], graph: dict[str, str], clock: _Clock, found: Found) -> None:
    values = dict(_attributes(part, "edge", titles, defaults, found))
    own = part.own
    kind = own.get("type") or graph.get("defaultedgetype") or "undirected"
    if own.get("weight") not in (None, "", "1", "1.0"):
        values.setdefault("weight", own["weight"])
    id, named = own.get("id", ""), {attributes.plain_name(name) for name in values}
    dated = named & {"date", "start", "end", "claims"}  # with claims it is ours: its spell is worked out
    ends = [(own.get("source", ""), own.get("target", ""))]
    if kind == "mutual":
        ends.append(ends[0][::-1])
    for spell in [Spell("", "")] if dated or not part.spells else part.spells:
        given = dict(values)
        if not dated:
            given |= {"start": clock.date(spell.start, part.at), "end": clock.date(spell.end, part.at)}
        for source, target in ends:
            attributes.tie(
                found, source, target, given, part.at, f"edge {id or number}", label=own.get("kind") or own.get("label", ""),
                id=id, directed=kind in ("directed", "mutual"),
            )
