"""Node-link JSON: networkx's own, with the records' fields whole, and Cytoscape.js's with the map's looks."""

from __future__ import annotations

import json
from typing import Any

from graph.formats.snapshot import Options, Snapshot
from graph.formats.writing.columns import actor_row, claim_fields, counted_ties, records_json, tie_row
from graph.network import node_link as as_node_link
from graph.network import build


def write(snapshot: Snapshot, options: Options = Options()) -> bytes:
    """networkx reads it by node_link_graph(data, edges="edges")."""
    graph = build(snapshot.part.dataset, snapshot.part.certainty)
    graph.graph.clear()
    graph.graph.update(_about(snapshot))
    ties = counted_ties(snapshot.part.dataset.relations.values())
    for id, data in graph.nodes(data=True):
        data.clear()
        data.update(_actor(id, snapshot, ties.get(id, 0)))
    for _source, _target, id, data in graph.edges(keys=True, data=True):
        data.clear()
        data.update(_tie(id, snapshot))
    return _bytes(as_node_link(graph))


def write_cytoscape(snapshot: Snapshot, options: Options = Options()) -> bytes:
    """{elements: {nodes, edges}, style, layout: preset}: cytoscape(…) draws it as the map stands."""
    shown = snapshot.picture(options.theme)
    ties = counted_ties(snapshot.part.dataset.relations.values())
    nodes = [{
        "group": "nodes",
        "data": {"id": node.id, **_actor(node.id, snapshot, ties.get(node.id, 0)), "colour": node.colour, "size": 2 * node.size,
                 "shape": _SHAPES.get(node.shape, "ellipse")},
        "position": {"x": node.x, "y": node.y},
    } for node in sorted(shown.nodes, key=lambda node: node.id)]
    edges = [{
        "group": "edges",
        "data": {"id": edge.id, "source": edge.source, "target": edge.target, **_tie(edge.id, snapshot),
                 "colour": edge.colour, "width": edge.width, "opacity": edge.opacity, "line": _LINES[edge.status],
                 "arrow": "triangle" if edge.directed else "none"},
    } for edge in shown.edges]
    return _bytes({
        "data": _about(snapshot), "elements": {"nodes": nodes, "edges": edges}, "style": _STYLE, "layout": {"name": "preset"},
    })


_SHAPES = {"dot": "ellipse", "ring": "ellipse", "square": "rectangle", "diamond": "diamond", "triangle": "triangle",
           "triangleDown": "vee", "pentagon": "pentagon", "hexagon": "hexagon", "star": "star", "pill": "round-rectangle",
           "house": "pentagon", "plus": "octagon", "pin": "round-diamond"}
_LINES = {"stated": "solid", "claimed": "dashed", "contested": "dashed", "speculated": "dotted", "withdrawn": "dotted"}
_STYLE = [
    {"selector": "node", "style": {"label": "data(label)", "background-color": "data(colour)", "shape": "data(shape)",
                                   "width": "data(size)", "height": "data(size)", "text-wrap": "wrap",
                                   "text-max-width": "110px", "text-valign": "bottom", "font-size": "12px"}},
    {"selector": "edge", "style": {"line-color": "data(colour)", "target-arrow-color": "data(colour)",
                                   "target-arrow-shape": "data(arrow)", "width": "data(width)", "opacity": "data(opacity)",
                                   "line-style": "data(line)", "curve-style": "bezier"}},
]


def _about(snapshot: Snapshot) -> dict[str, Any]:
    """What holds of the whole: the stamp, the documents and events as records, the vocabulary's ids in words."""
    part = snapshot.part.dataset
    return {**snapshot.stamp.as_dict(), "documents": records_json(part.documents.values()),
            "events": records_json(part.events.values())}


def _actor(id: str, snapshot: Snapshot, ties: int) -> dict[str, Any]:
    """The columns, with lists and texts in several languages as what they are."""
    actor = snapshot.part.dataset.actors[id]
    row = actor_row(actor, snapshot, ties)
    del row["id"]
    return {**row, **_whole(actor, row, ("aliases", "agreement", "note"))}


def _tie(id: str, snapshot: Snapshot) -> dict[str, Any]:
    relation = snapshot.part.dataset.relations[id]
    row = tie_row(relation, snapshot)
    for name in ("id", "source", "target"):
        del row[name]
    claims = [claim_fields(claim) for claim in relation.claims]
    return {**row, **_whole(relation, row, ("role", "note")), "claims": claims}


def _whole(record: Any, row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    fields = record.model_dump(mode="json", exclude_none=True)
    return {name: fields[name] for name in names if name in row}


def _bytes(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
