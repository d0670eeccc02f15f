"""Node-link JSON: networkx's (`links` or `edges`), D3's and vis.js's, and Cytoscape.js's `elements`."""

from __future__ import annotations

from typing import Any, Mapping

from graph.formats.reading import attributes
from graph.formats.reading.found import Found, Unreadable, refuse_too_many, text_of
from graph.formats.reading.json_text import Located, parse
from graph.said import Said as _

NAME, SUFFIXES = "node-link", (".json", ".cyjs")
_NODES = ("nodes", "vertices")
_EDGES = ("edges", "links")
_KEYS = ("id", "name", "label", "key")


def read(data: bytes, encoding: str | None = None) -> Found:
    located = parse(text_of(data, encoding))
    value = located.value
    if isinstance(value, list):
        return _Reader(located, (), value, "Cytoscape.js JSON").read()
    if isinstance(value, dict) and "elements" in value:
        return _Reader(located, ("elements",), value["elements"], "Cytoscape.js JSON").read()
    if isinstance(value, dict) and any(name in value for name in (*_NODES, *_EDGES)):
        return _Reader(located, (), value, "node-link JSON").read()
    raise Unreadable((1, 1), _("the JSON holds no graph: neither `nodes` and `links` or `edges`, nor `elements`"),
                     _("name its format with --format"))


class _Reader:
    def __init__(self, located: Located, path: tuple[str, ...], value: Any, format: str):
        self._located, self._path, self._value = located, path, value
        self._found = Found(format)
        self._directed = bool(located.value.get("directed", True)) if isinstance(located.value, dict) else True

    def read(self) -> Found:
        found, value, whole = self._found, self._value, self._located.value
        for key in self._located.repeated[:20]:
            found.problem((1, 1), "", _("`{key}` stands twice in one mapping of the JSON, the last value was taken", key=key[:80]),
                          _("keep one of the two"))
        if isinstance(value, list):
            nodes = [(i, each) for i, each in enumerate(value) if _group(each) == "nodes"]
            edges = [(i, each) for i, each in enumerate(value) if _group(each) == "edges"]
            paths: tuple[tuple, tuple] = (self._path, self._path)
            found.leave(_("items that are no mappings"), _("they are neither nodes nor edges"), (1, 1), len(value) - len(nodes) - len(edges))
        else:
            node_key, edge_key = _present(value, _NODES), _present(value, _EDGES)
            nodes, edges = _listed(value, node_key), _listed(value, edge_key)
            paths = ((*self._path, node_key), (*self._path, edge_key))
        if isinstance(whole, dict):
            graph = whole.get("graph") if isinstance(whole.get("graph"), dict) else whole.get("data")
            attributes.whole(found, graph if isinstance(graph, dict) else {}, self._located.at("graph"))
            self._leave_others(whole)
        found.read.update({"nodes": len(nodes), "edges": len(edges)})
        refuse_too_many(len(nodes), "actors", (1, 1))
        refuse_too_many(len(edges), "ties", (1, 1))
        keys = [self._node(i, each, (*paths[0], i)) for i, each in nodes]
        for i, each in edges:
            self._edge(each, keys, (*paths[1], i))
        return found

    def _leave_others(self, whole: Mapping[str, Any]) -> None:
        known = {*_NODES, *_EDGES, "elements", "graph", "directed", "multigraph", "data", "style", "layout"}
        for key in whole.keys() - known:
            self._found.leave(_("`{key}` of the file", key=key[:60]), _("it is no node and no edge"), self._located.at(key))

    def _node(self, number: int, each: Any, path: tuple) -> str:
        at, where = self._located.at(*path), "/".join(map(str, path))
        if isinstance(each, (str, int)) and not isinstance(each, bool):
            each = {"id": each}
        if not isinstance(each, dict):
            self._found.problem(at, where, _("this node is no mapping"), _("write {{\"id\": …}}"))
            return ""
        values = dict(each["data"]) if isinstance(each.get("data"), dict) else dict(each)
        if values is not each and isinstance(each.get("data"), dict):
            values |= {f"viz {key}": part for key, part in each.items() if key in ("position", "style")}
        id = next((values[key] for key in _KEYS if values.get(key) not in (None, "")), number)
        values.pop("id", None)
        values.pop("key", None)
        parent = values.pop("parent", None)
        attributes.actor(self._found, _key(id), values, at, where)
        if parent not in (None, ""):
            attributes.tie(self._found, _key(id), _key(parent), {}, at, where, type="contained in")
        return _key(id)

    def _edge(self, each: Any, keys: list[str], path: tuple) -> None:
        at, where = self._located.at(*path), "/".join(map(str, path))
        if not isinstance(each, dict):
            self._found.problem(at, where, _("this edge is no mapping"), _("write {{\"source\": …, \"target\": …}}"))
            return
        values = dict(each["data"]) if isinstance(each.get("data"), dict) else dict(each)
        ends = []
        for names in (("source", "from", "subject"), ("target", "to", "object")):
            end = next((values.pop(name) for name in names if name in values), "")
            end = end.get("id", "") if isinstance(end, dict) else end  # D3 puts the node itself here
            ends.append(end)
        directed = values.pop("directed", self._directed) if "claims" not in values else self._directed
        attributes.tie(
            self._found, *(self._end(end, keys) for end in ends), values, at, where,
            directed=directed not in (False, "false", 0), id=_key(values.get("key", "")),
        )

    def _end(self, end: Any, keys: list[str]) -> str:
        """An id, or (old D3 and networkx) the number of a node in the list."""
        key = _key(end)
        if isinstance(end, int) and not isinstance(end, bool) and key not in self._ids(keys) and 0 <= end < len(keys):
            return keys[end]
        return key

    def _ids(self, keys: list[str]) -> frozenset[str]:
        if not hasattr(self, "_known"):
            self._known = frozenset(keys)
        return self._known


def _group(each: Any) -> str:
    if not isinstance(each, dict):
        return ""
    data = each.get("data") if isinstance(each.get("data"), dict) else each
    return each.get("group") or ("edges" if "source" in data and "target" in data else "nodes")


def _present(value: Any, names: tuple[str, ...]) -> str:
    return next((name for name in names if isinstance(value, dict) and name in value), names[0])


def _listed(value: Any, key: str) -> list[tuple[int, Any]]:
    found = value.get(key) if isinstance(value, dict) else None
    return list(enumerate(found)) if isinstance(found, list) else []


def _key(id: Any) -> str:
    return attributes.plain_text(id)
