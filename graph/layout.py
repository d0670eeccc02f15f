"""Where actors stand: one position for each, made from all years at once, so that moving the year moves nobody.

The recipe: Fruchterman–Reingold (igraph) on the union of all years, in networks that a picture can show at all finished by
ForceAtlas2 (networkx), which crosses a third fewer ties but whose time grows with the square; the long side laid down; each axis pulled half-way to
its rank, which spreads the dense middle without reordering it; boxes around shape and label pushed apart
until none overlap; what hangs together with nothing else in rows below. The same records give the same
positions, in whatever order they stand.
"""

from __future__ import annotations

import math
import textwrap
from itertools import count
from typing import Iterable, Iterator, Mapping

import networkx as nx
import numpy as np

from graph.measures.engine import SEED, graph_of, seeded
from graph.model import LANGUAGES, Actor, Dataset, Position

ROUNDS = 200  # of ForceAtlas2 from nothing; it changes little after
SMALL = 150  # actors that ForceAtlas2 lays out alone
DRAWN = 300  # rounds of Fruchterman–Reingold
REFINED = 40  # rounds of ForceAtlas2 after it
MOST = 2000  # actors that ForceAtlas2 is asked for
WIDE = 30.0  # half the width of what it begins with
RATIO = 1.6  # width by height of the whole
FILL = 0.3  # the share of the area that boxes cover before they are pushed apart; twice that for a handful
HANDFUL = 8  # actors
LOOSE = 0.2  # that share beyond MOST actors: with more room boxes come apart in half the time
GAP = 8.0  # kept free between two boxes

PER_LINE = 18  # letters in a line of a label
LINES = 3
LINE = 16.0  # height of a line
LETTER = 7.2  # mean width of a letter
SHAPE = 26.0  # half the height and width kept for an actor's shape

Box = tuple[float, float, float]  # of a shape with its label: half the width, up, and down from the actor's position


def lines(name: str) -> tuple[str, ...]:
    """A name as its label is set: at most three lines of about eighteen letters, the last cut if it must be."""
    return tuple(textwrap.wrap(name, PER_LINE, break_long_words=True, max_lines=LINES, placeholder="…"))


def box(names: Iterable[str]) -> Box:
    """The box that an actor needs if it may be shown by any of these names."""
    labels = [lines(name) for name in names]
    widest = max((len(line) for label in labels for line in label), default=0)
    most = max(map(len, labels), default=0)
    return max(SHAPE, widest * LETTER / 2), SHAPE, SHAPE + most * LINE


def layout(dataset: Dataset, keep: Mapping[str, Position] = {}) -> dict[str, Position]:
    """Actor id → position, in whole units, y growing downwards, in the order of ids.

    Actors with a position in `keep` stay exactly there; each other is put in free space near the actors it is
    tied to. With nothing kept, boxes of shapes and labels do not overlap. Deterministic.
    """
    boxes = {actor.id: _box(actor) for actor in sorted(dataset.actors.values(), key=lambda actor: actor.id)}
    graph = union(dataset)
    kept = {actor: keep[actor] for actor in boxes if actor in keep}
    if kept:
        return _join(graph, boxes, kept)
    return {actor: position for actor, position in sorted(_arrange(graph, boxes).items())}


def union(dataset: Dataset) -> nx.Graph:
    """All years at once: parallel ties merged into one whose weight grows with the square root of their number."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted(dataset.actors))
    pairs = sorted(tuple(sorted((tie.source, tie.target))) for tie in dataset.relations.values() if tie.source != tie.target)
    for pair in pairs:
        many = graph.edges[pair]["many"] + 1 if graph.has_edge(*pair) else 1
        graph.add_edge(*pair, many=many, weight=many**0.5)
    return graph


def _box(actor: Actor) -> Box:
    return box(actor.name.in_language(language) for language in LANGUAGES)


def _arrange(graph: nx.Graph, boxes: Mapping[str, Box]) -> dict[str, Position]:
    """Everything anew: each component by itself, the largest on top."""
    blocks = [_block(graph.subgraph(part), boxes) for part in nx.connected_components(graph)]
    blocks.sort(key=lambda block: (-len(block), min(block)))
    return _stack(blocks, boxes)


def _block(graph: nx.Graph, boxes: Mapping[str, Box]) -> dict[str, Position]:
    """The positions of actors that hang together, around (0, 0)."""
    actors = sorted(graph)
    if len(actors) == 1:
        return {actors[0]: (0.0, 0.0)}
    ordered = nx.Graph()
    ordered.add_nodes_from(actors)
    ordered.add_edges_from(sorted((*sorted((a, b)), data) for a, b, data in graph.edges(data=True)))
    sizes = np.array([boxes[actor] for actor in actors])
    points = _spread(_drawn(ordered), sizes)
    points = np.round(_push_apart(points, sizes))
    return {actor: (float(x), float(y)) for actor, (x, y) in zip(actors, points)}


def _drawn(graph: nx.Graph) -> np.ndarray:
    """Raw positions, one row an actor, in the graph's order."""
    if len(graph) <= SMALL:
        raw = nx.forceatlas2_layout(graph, max_iter=ROUNDS, weight="weight", seed=SEED)
        return np.array([raw[actor] for actor in graph])
    number = {actor: n for n, actor in enumerate(graph)}
    pairs = np.array([(number[a], number[b]) for a, b in graph.edges])
    weights = [weight for _, _, weight in graph.edges(data="weight")]
    with seeded():
        points = np.array(graph_of(len(graph), pairs).layout_fruchterman_reingold(weights=weights, niter=DRAWN).coords)
    if len(graph) > MOST:
        return points
    points *= WIDE / np.abs(points).max()
    raw = nx.forceatlas2_layout(graph, pos=dict(zip(graph, points)), max_iter=REFINED, weight="weight", seed=SEED)
    return np.array([raw[actor] for actor in graph])


def _spread(points: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The long side laid down, each axis half-way to its rank, on an area that suits the boxes."""
    points = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov(points.T))
    points = points @ axes[:, ::-1]  # the longest axis first
    points *= np.where(points[np.abs(points).argmax(axis=0), [0, 1]] < 0, -1, 1)  # an axis has no sign of its own
    area = (2 * sizes[:, 0] + GAP) @ (sizes[:, 1] + sizes[:, 2] + GAP) / (LOOSE if len(points) > MOST else FILL if len(points) > HANDFUL else 2 * FILL)
    height = (area / RATIO) ** 0.5
    for axis, length in ((0, height * RATIO), (1, height)):
        column = points[:, axis]
        evenly = np.empty_like(column)
        evenly[column.argsort(kind="stable")] = np.linspace(0, 1, len(column))
        width = np.ptp(column)
        plain = (column - column.min()) / width if width > 1e-9 else np.full_like(column, 0.5)
        points[:, axis] = ((plain + (evenly if width > 1e-9 else plain)) / 2 - 0.5) * length
    return points


def _push_apart(points: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Moves overlapping boxes apart, each pair along the way on which it overlaps less, until none overlap."""
    from scipy.spatial import cKDTree  # a third of a second, for whoever lays something out

    points = points.copy()
    middle = (sizes[:, 2] - sizes[:, 1]) / 2  # from an actor's position down to the middle of its box
    half = np.column_stack([sizes[:, 0], (sizes[:, 1] + sizes[:, 2]) / 2]) + GAP / 2
    reach = 2 * half.max(axis=0)
    turn = 0
    while True:
        centres = points + np.column_stack([np.zeros_like(middle), middle])
        pairs = cKDTree(centres / reach).query_pairs(1.0, p=np.inf, output_type="ndarray")
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        first, second = pairs.T
        apart = centres[second] - centres[first]
        overlap = half[first] + half[second] - np.abs(apart)
        touching = (overlap > 1e-6).all(axis=1)
        if not touching.any():
            return points
        first, second, apart, overlap = first[touching], second[touching], apart[touching], overlap[touching]
        axis = (overlap[:, 0] > overlap[:, 1]).astype(int)
        rows = np.arange(len(axis))
        way = np.where(apart[rows, axis] < 0, -1.0, 1.0)  # exactly above one another: the first goes first
        push = way * (overlap[rows, axis] / 2 + 0.5)
        moves = np.zeros_like(points)
        np.add.at(moves, (second, axis), push)
        np.add.at(moves, (first, axis), -push)
        crowd = np.ones_like(points)
        np.add.at(crowd, (second, axis), 1)
        np.add.at(crowd, (first, axis), 1)
        points += moves / np.sqrt(crowd)
        turn += 1
        if turn % 100 == 0:  # nowhere to go: make room everywhere
            points *= 1.05


def _stack(blocks: list[dict[str, Position]], boxes: Mapping[str, Box]) -> dict[str, Position]:
    """The first block, and the others in rows below it, no wider than a picture of the first's height is."""
    placed: dict[str, Position] = {}
    x = y = top = left = width = 0.0
    for number, block in enumerate(blocks):
        from_x, from_y, to_x, to_y = _edges(block, boxes)
        wide, high = to_x - from_x, to_y - from_y
        if number == 0:
            left, width = from_x, max(wide, 12 * 2 * SHAPE)
            placed |= block
            x, y, top = left, to_y + 2 * GAP, to_y + 2 * GAP
            continue
        if x > left and x + wide > left + width:
            x, y = left, top
        placed |= {actor: (round(px - from_x + x) + 0.0, round(py - from_y + y) + 0.0) for actor, (px, py) in block.items()}
        x, top = x + wide + 2 * GAP, max(top, y + high + 2 * GAP)
    return placed


def _edges(block: Mapping[str, Position], boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the boxes of a block."""
    spans = [(x - boxes[a][0], y - boxes[a][1], x + boxes[a][0], y + boxes[a][2]) for a, (x, y) in block.items()]
    left, top, right, bottom = zip(*spans)
    return min(left), min(top), max(right), max(bottom)


def _join(graph: nx.Graph, boxes: Mapping[str, Box], kept: Mapping[str, Position]) -> dict[str, Position]:
    """The kept positions, and the others in the free space nearest to the middle of those they are tied to.

    One after the other, the one with the most ties to actors already placed first; whoever has none goes below.
    """
    placed = dict(kept)
    ground = _Ground(len(boxes))
    for actor, position in kept.items():
        ground.take(position, boxes[actor])
    waiting = {actor: sum(other in kept for other in graph[actor]) for actor in sorted(boxes.keys() - kept.keys())}
    while waiting:
        actor = max(waiting, key=waiting.__getitem__)  # the first of those with the most
        del waiting[actor]
        near = sorted(other for other in graph[actor] if other in placed)
        if near:
            weights = [graph.edges[actor, other]["weight"] for other in near]
            middle = np.average([placed[other] for other in near], axis=0, weights=weights)
            way = _around(float(middle[0]), float(middle[1]))
        else:
            left, _, _, bottom = _edges(placed, boxes)
            way = _along(left + boxes[actor][0], bottom + boxes[actor][1] + 2 * GAP)
        placed[actor] = next(place for place in way if ground.free(place, boxes[actor]))
        ground.take(placed[actor], boxes[actor])
        for other in graph[actor]:
            if other in waiting:
                waiting[other] += 1
    return {actor: placed[actor] for actor in boxes}


class _Ground:
    """What is taken by boxes, and whether another box still finds room."""

    def __init__(self, most: int):
        self.edges = np.empty((4, most))  # left, top, right, bottom
        self.count = 0

    def take(self, place: Position, size: Box) -> None:
        self.edges[:, self.count] = place[0] - size[0], place[1] - size[1], place[0] + size[0], place[1] + size[2]
        self.count += 1

    def free(self, place: Position, size: Box) -> bool:
        left, top, right, bottom = self.edges[:, : self.count]
        beside = (place[0] + size[0] + GAP <= left) | (place[0] - size[0] - GAP >= right)
        above = (place[1] + size[2] + GAP <= top) | (place[1] - size[1] - GAP >= bottom)
        return bool((beside | above).all())


def _around(x: float, y: float) -> Iterator[Position]:
    """Places around a point, in rings ever further from it."""
    yield float(round(x)), float(round(y))
    for ring in count(1):
        for turn in range(6 * ring):
            angle = 2 * math.pi * turn / (6 * ring)
            step = 2 * GAP * ring
            yield float(round(x + RATIO * step * math.cos(angle))), float(round(y + step * math.sin(angle)))


def _along(x: float, y: float) -> Iterator[Position]:
    """Places from a point to the right."""
    for step in count():
        yield float(round(x + 2 * GAP * step)), float(round(y))
