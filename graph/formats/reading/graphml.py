"""GraphML: networkx's and igraph's, and yEd's with its labels and shapes, nested groups included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.formats.reading import attributes
from graph.formats.reading.found import At, Found, Unreadable, called, refuse_too_many
from graph.formats.reading.gexf import NESTED
from graph.formats.reading.xml import Element, elements
from graph.said import Said as _

NAME, SUFFIXES = "graphml", (".graphml",)
WANTED = ("graphml", "graph", "key", "node", "edge", "hyperedge")


@dataclass(slots=True)
class Key:
    name: str
    of: str  # node, edge, graph, all …
    default: str


@dataclass(slots=True)
class Part:
    own: dict[str, str]
    data: list[tuple[str, str]]  # (id of the key, text)
    label: str  # what yEd writes on it
    shape: str
    at: At
    around: str = ""
    directed: bool = False


def read(data: bytes, encoding: str | None = None) -> Found:
    found = Found("GraphML")
    keys: dict[str, Key] = {}
    nodes: list[Part] = []
    edges: list[Part] = []
    whole: list[Part] = []
    root = ""
    for element, ancestors in elements(data, WANTED, encoding):
        root = root or (ancestors[0].name if ancestors else element.name)
        if element.name == "key":
            _declared(element, keys)
        elif element.name == "graph" and len(ancestors) == 1:
            whole.append(_part(element))
        elif element.name == "hyperedge":
            found.read["hyperedges"] += 1
            found.leave(called("hyperedges"), _("a tie has two ends"), element.at)
        elif element.name in ("node", "edge"):
            graphs = [each for each in ancestors if each.name == "graph"]
            part = _part(element)
            part.around = next((each.attributes.get("id", "") for each in reversed(ancestors) if each.name == "node"), "")
            default = graphs[-1].attributes.get("edgedefault", "undirected") if graphs else "undirected"
            part.directed = element.attributes.get("directed", str(default == "directed")).lower() in ("true", "1")
            parts, what = (nodes, "actors") if element.name == "node" else (edges, "ties")
            parts.append(part)
            refuse_too_many(len(parts), what, element.at)
    if root != "graphml":
        raise Unreadable((1, 1), _("the file is no GraphML: it begins with <{root}>", root=root), _("name its format with --format"))
    found.read.update({"nodes": len(nodes), "edges": len(edges)})
    _whole(whole, keys, found)
    shapes = len({node.shape for node in nodes}) > 1
    for node in nodes:
        _node(node, keys, shapes, found)
    for number, edge in enumerate(edges, start=1):
        _edge(number, edge, keys, found)
    return found


def _declared(element: Element, keys: dict[str, Key]) -> None:
    own = element.attributes
    default = element.first("default")
    name = own.get("attr.name") or own.get("yfiles.type") or own.get("id", "")
    keys[own.get("id", "")] = Key(name, own.get("for", "all"), default.text if default is not None else "")


def _part(element: Element) -> Part:
    data, label, shape = [], "", ""
    for each in element.children:
        if each.name != "data":
            continue
        if not each.children:
            data.append((each.attributes.get("key", ""), each.text))
            continue
        drawn = next((part for part in each.all("NodeLabel", "EdgeLabel", "Label.Text", "Text") if part.text), None)
        label = label or (" ".join(drawn.text.split()) if drawn is not None else "")
        form = each.first("Shape", "ShapeNodeStyle")
        shape = shape or (form.attributes.get("type") or form.attributes.get("Shape", "") if form is not None else "")
    if element.attributes.get("yfiles.foldertype"):
        shape = "group"
    return Part(element.attributes, data, label, shape, element.at)


def _attributes(part: Part, of: str, keys: dict[str, Key]) -> dict[str, Any]:
    values = {keys[id].name if id in keys else id: text for id, text in part.data}
    for key in keys.values():
        if key.default and key.of in (of, "all"):
            values.setdefault(key.name, key.default)
    return values


def _whole(graphs: list[Part], keys: dict[str, Key], found: Found) -> None:
    """The data of the graph itself: our documents and events, or a title."""
    for graph in graphs:
        attributes.whole(found, _attributes(graph, "graph", keys), graph.at)


def _node(part: Part, keys: dict[str, Key], shapes: bool, found: Found) -> None:
    key = part.own.get("id", "")
    attributes.actor(
        found, key, _attributes(part, "node", keys), part.at, f"node {key}", label=part.label,
        type=f"shape {part.shape}" if shapes and part.shape else "",
    )
    if part.around:
        attributes.tie(found, key, part.around, {}, part.at, f"node {key}", type=NESTED)


def _edge(number: int, part: Part, keys: dict[str, Key], found: Found) -> None:
    id = part.own.get("id", "")
    attributes.tie(
        found, part.own.get("source", ""), part.own.get("target", ""), _attributes(part, "edge", keys), part.at,
        f"edge {id or number}", label=part.label, id=id, directed=part.directed,
    )
