"""GEXF 1.3 for Gephi: dynamic (each tie with its spell), or one year as it stood, with the map's looks.

The published schema of 1.3 has colour, position, size and shape in the namespace of GEXF itself, while programs
look for the prefix `viz:`; so the prefix is bound to that same namespace, which serves both.
"""

from __future__ import annotations

from typing import Any, Iterable, Mapping

from lxml import etree

from graph.dates import FIRST_DAY, Bounds, parse_date
from graph.formats.snapshot import Options, Snapshot
from graph.formats.writing.columns import ACTOR_COLUMNS, TIE_COLUMNS, actor_row, counted_ties, iso, tie_row
from graph.formats.writing.lettering import plain
from graph.formats.writing.series import years_of
from graph.formats.writing.zipped import zipped
from graph.model import Actor, Dataset
from graph.picture import Edge, Node
from graph.selection import spans

NS = "http://gexf.net/1.3"
VIZ = "urn:viz"  # stands for NS until all is written: lxml gives no two prefixes to one namespace
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPES = {str: "string", int: "integer", bool: "boolean"}
_SHAPES = {"dot": "disc", "ring": "disc", "pin": "disc", "square": "square", "pill": "square", "house": "square",
           "plus": "square", "diamond": "diamond", "hexagon": "diamond", "pentagon": "diamond"}  # else a triangle
_LINES = {"stated": "solid", "claimed": "dashed", "contested": "dashed", "speculated": "dotted", "withdrawn": "dotted"}
_OWN = ("id", "source", "target", "label")  # have a place of their own


def write(snapshot: Snapshot, options: Options = Options()) -> bytes:
    """Dynamic: a tie's spell is every day on which it may have held; when it surely held stands in its values."""
    return _document(snapshot, dynamic=True)


def write_years(snapshot: Snapshot, options: Options = Options()) -> bytes:
    """A zip of one static file a year, for programs that pass over spells."""
    return zipped({
        f"{snapshot.named()}-{year}.gexf": _document(snapshot.at(str(year)), dynamic=False) for year in years_of(snapshot)
    })


def _document(snapshot: Snapshot, dynamic: bool) -> bytes:
    part, shown = snapshot.part.dataset, snapshot.picture()
    root = etree.Element(f"{{{NS}}}gexf", {"version": "1.3", f"{{{XSI}}}schemaLocation": f"{NS} {NS}/gexf.xsd"},
                         nsmap={None: NS, "viz": VIZ, "xsi": XSI})
    meta = _add(root, "meta", lastmodifieddate=snapshot.today.isoformat())
    _add(meta, "creator").text = "Bailanysh"
    _add(meta, "keywords").text = plain(snapshot.stamp.selection)
    _add(meta, "description").text = plain(snapshot.stamp.citation())
    time = {"timeformat": "date", "timerepresentation": "interval"} if dynamic else {}
    graph = _add(root, "graph", mode="dynamic" if dynamic else "static", defaultedgetype="directed", idtype="string", **time)
    _declare(graph, "node", ACTOR_COLUMNS)
    _declare(graph, "edge", TIE_COLUMNS)
    ties = counted_ties(part.relations.values())
    looks = {node.id: node for node in shown.nodes}
    nodes = _add(graph, "nodes", count=str(len(part.actors)))
    for actor in part.actors.values():
        row = actor_row(actor, snapshot, ties.get(actor.id, 0))
        node = _add(nodes, "node", id=actor.id, label=plain(row["label"]))
        _values(node, row, ACTOR_COLUMNS)
        if dynamic:
            _spells(node, [life(actor, part)])
        _node_looks(node, looks[actor.id])
    lines = {edge.id: edge for edge in shown.edges}
    edges = _add(graph, "edges", count=str(len(part.relations)))
    for relation in part.relations.values():
        row = tie_row(relation, snapshot, whole_documents=True)
        edge = _add(
            edges, "edge", id=relation.id, source=relation.source, target=relation.target, kind=relation.kind,
            type="directed" if row["directed"] else "undirected", label=plain(row["kind_label"]),
            weight="1" if row["certainty"] == "certain" else "0.5",
        )
        _values(edge, row, TIE_COLUMNS)
        if dynamic:
            span = spans(snapshot.dataset, snapshot.today)[relation.id]
            _spells(edge, [(span.start_earliest, span.end_latest)])
        _edge_looks(edge, lines[relation.id])
    etree.indent(root)
    text = etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
    return text.replace(f'xmlns:viz="{VIZ}"'.encode(), f'xmlns:viz="{NS}"'.encode(), 1)


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NS}}}{tag}", attributes)


def _viz(parent: etree._Element, tag: str, **attributes: object) -> None:
    etree.SubElement(parent, f"{{{VIZ}}}{tag}", {name: str(value) for name, value in attributes.items()})


def _declare(graph: etree._Element, of: str, columns: Mapping[str, tuple[type, str]]) -> None:
    declared = _add(graph, "attributes", **{"class": of, "mode": "static"})
    for name, (kind, _meaning) in columns.items():
        if name not in _OWN:
            _add(declared, "attribute", id=name, title=name, type=_TYPES[kind])


def _values(element: etree._Element, row: Mapping[str, Any], columns: Mapping[str, tuple[type, str]]) -> None:
    values = _add(element, "attvalues")
    for name in columns:
        if name in row and name not in _OWN:
            value = row[name]
            _add(values, "attvalue", **{"for": name, "value": str(value).lower() if isinstance(value, bool) else plain(str(value))})


def _spells(element: etree._Element, spells: Iterable[tuple[int | None, int | None]]) -> None:
    """Both ends are days that belong to the spell; an end that nobody knows is left open."""
    known = [(start, end) for start, end in spells if start is not None and start > FIRST_DAY or end is not None]
    if known:
        found = _add(element, "spells")
        for start, end in known:
            ends = {"start": iso(start) if start is not None and start > FIRST_DAY else None, "end": iso(end) if end else None}
            _add(found, "spell", **{name: day for name, day in ends.items() if day})


def life(actor: Actor, part: Dataset) -> tuple[int | None, int | None]:
    """The first and the last day on which there may have been such an actor, as far as anybody says."""
    start: Bounds | None = parse_date(actor.start) if actor.start else None
    end: Bounds | None = parse_date(actor.end) if actor.end else None
    return start.earliest if start else None, end.latest if end else None


def _rgb(colour: str) -> dict[str, int]:
    return {channel: int(colour[at : at + 2], 16) for channel, at in (("r", 1), ("g", 3), ("b", 5))}


def _node_looks(element: etree._Element, node: Node) -> None:
    _viz(element, "color", **_rgb(node.colour))
    _viz(element, "position", x=f"{node.x:g}", y=f"{-node.y + 0.0:g}", z="0")  # Gephi counts upwards
    _viz(element, "size", value=f"{node.size:g}")
    _viz(element, "shape", value=_SHAPES.get(node.shape, "triangle"))


def _edge_looks(element: etree._Element, edge: Edge) -> None:
    _viz(element, "color", **_rgb(edge.colour), a=f"{edge.opacity:g}")
    _viz(element, "thickness", value=f"{edge.width:g}")
    _viz(element, "shape", value=_LINES[edge.status])
