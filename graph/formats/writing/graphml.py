"""GraphML by networkx's own writer, for igraph, yEd, Cytoscape, R: values as text, numbers and yes or no."""

from __future__ import annotations

import io
import json

import networkx as nx

from graph.formats.snapshot import Options, Snapshot
from graph.formats.writing.columns import actor_row, counted_ties, records_json, tie_row
from graph.formats.writing.lettering import plain


def write(snapshot: Snapshot, options: Options = Options()) -> bytes:
    """A directed multigraph, each tie keyed by its id; `directed` says of each tie whether its direction means anything."""
    part, shown = snapshot.part.dataset, snapshot.picture()
    looks = {node.id: node for node in shown.nodes}
    ties = counted_ties(part.relations.values())
    graph = nx.MultiDiGraph()
    for name, value in snapshot.stamp.as_dict().items():
        if value is not None:
            graph.graph[name] = plain(value)
    graph.graph["documents"] = _json(part.documents.values())
    graph.graph["events"] = _json(part.events.values())
    for actor in part.actors.values():
        row = actor_row(actor, snapshot, ties.get(actor.id, 0))
        node = looks[actor.id]
        place = {"x": float(node.x), "y": float(node.y), "size": float(node.size), "colour": node.colour}
        graph.add_node(actor.id, **_clean(row, "id"), **place)
    for relation in part.relations.values():
        row = tie_row(relation, snapshot)
        graph.add_edge(relation.source, relation.target, key=relation.id, **_clean(row, "id", "source", "target"))
    out = io.BytesIO()
    nx.write_graphml_xml(graph, out, named_key_ids=False)
    return out.getvalue()


def _json(records) -> str:
    return json.dumps(records_json(records), ensure_ascii=False)


def _clean(row: dict, *left_out: str) -> dict:
    """Values that GraphML knows, without what stands elsewhere."""
    return {name: plain(value) if isinstance(value, str) else value for name, value in row.items() if name not in left_out}
