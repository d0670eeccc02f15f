"""The network itself on a sheet: ties and actors as the view draws them (view/ties.js, view/network.js), names placed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Iterable, Mapping

import numpy as np

from graph.formats.writing import hulls
from graph.formats.writing.lettering import LEADING, Label, Spot, place, plain
from graph.formats.writing.shapes import outline
from graph.formats.writing.sheet import Sheet, number
from graph.picture import Edge, Node, Picture

PLAIN, MEASURED = (3.5, 28.0), (2.2, 40.0)  # the smallest and the largest radius of an actor; where size tells a measure
CLOSEST = 1.6  # a map of few actors is not blown up beyond this
ARROW, GAP = 8.0, 2.5  # length of an arrowhead; between a tie and its actor
PAD = (64.0, 22.0, 40.0)  # kept free for names at the sides, above, below
SIGN, SIGNED = 5.5, 46.0  # radius of the + or − of a tie that began or ended; ties shorter than this go without
SAMPLES = 24  # points along a tie, for names to keep clear of

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a place on the map comes to lie on the sheet: each axis by itself, so that what is left of or above
    something stays so. `knots` are places, `marks` where they lie."""

    knots: tuple[tuple[float, ...], tuple[float, ...]]
    marks: tuple[tuple[float, ...], tuple[float, ...]]
    scale: float  # of the map as a whole: units of the sheet to one of the map

    @classmethod
    def fit(cls, places: Iterable[Point], room: Box, spread: float = 0.0, pad: tuple[float, float, float] = PAD) -> "Frame":
        """The places in the middle of the room, as large as fits.

        With `spread` at 0 the map is only scaled, as the screen does; above, its dense parts are drawn out and its
        empty ones drawn together (each axis so much of the way to its ranks), and both axes fill the room. `pad` is
        kept free at the sides, above and below.
        """
        side, top, bottom = pad
        rooms = (room[0] + side, room[2] - side), (room[1] + top, room[3] - bottom)
        axes = [sorted(set(axis)) for axis in zip(*(list(places) or [(0.0, 0.0)]))]
        free = [(end - start) / max(1.0, axis[-1] - axis[0]) for axis, (start, end) in zip(axes, rooms)]
        even = min(CLOSEST, *free)
        scales = [min(CLOSEST, each) if spread else even for each in free]
        marks = tuple(
            _marks(axis, (start + end) / 2, scale, spread) for axis, (start, end), scale in zip(axes, rooms, scales)
        )
        return cls(tuple(map(tuple, axes)), marks, math.sqrt(scales[0] * scales[1]))

    def point(self, node: Node) -> Point:
        return tuple(float(np.interp(at, knots, marks)) for at, knots, marks in zip((node.x, node.y), self.knots, self.marks))

    def radius(self, size: float, measured: bool = False) -> float:
        """An actor grows more slowly than the map does."""
        least, most = MEASURED if measured else PLAIN
        return max(least, min(most, size * self.scale**0.45 * 0.82))


def _marks(axis: list[float], middle: float, scale: float, spread: float) -> tuple[float, ...]:
    """Where the places of one axis lie on the sheet, around its middle."""
    length = axis[-1] - axis[0]
    last = max(1, len(axis) - 1)
    return tuple(
        middle + scale * ((1 - spread) * (at - axis[0]) + spread * length * rank / last - length / 2)
        for rank, at in enumerate(axis)
    )


def draw(
    sheet: Sheet, shown: Picture, room: Box, frame: Frame, *, names: bool = True, weight: float = 1.0, swell: float = 1.0,
) -> list[Label]:
    """Draws the picture into the room; returns the names that found a place. `weight` thins lines, arrows and
    shapes alike, for a small map without names; `swell` makes up for it in shapes that tell more than their kind."""
    points = {node.id: frame.point(node) for node in shown.nodes}
    radii = {node.id: frame.radius(node.size, bool(shown.sized)) * weight * swell for node in shown.nodes}
    curves = [curve for edge in _fainter_first(shown.edges) if (curve := _curve(edge, points, radii, weight))]
    hulls.draw(sheet, shown, points, weight)
    for curve in curves:
        _tie(sheet, curve, weight)
    for node in shown.nodes:
        _actor(sheet, node, points[node.id], radii[node.id], weight)
    if not names:
        return []
    spots = [Spot(node.id, *points[node.id], radii[node.id], plain(node.name)) for node in reversed(shown.nodes)]
    labels = place(spots, room, _samples(curves))
    for label in labels:
        write(sheet, label)
    return labels


def _fainter_first(edges: Iterable[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda edge: (edge.opacity, edge.width))


@dataclass(frozen=True, slots=True)
class Curve:
    """A tie clear of both its actors: a quadratic curve a–c–b, and the tip of its arrow if it has one."""

    edge: Edge
    a: Point
    c: Point
    b: Point
    tip: Point | None


def _curve(edge: Edge, points: Mapping[str, Point], radii: Mapping[str, float], weight: float) -> Curve | None:
    """None for a tie of an actor with itself: the view draws none either."""
    if edge.source == edge.target:
        return None
    a, b = points[edge.source], points[edge.target]
    c = bend(a, b, edge.roundness) if edge.roundness else ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    start = leaving(a, c, b, radii[edge.source] + GAP * weight)
    end = 1 - leaving(b, c, a, radii[edge.target] + GAP * weight)
    if not edge.directed:
        return Curve(edge, *cut(a, c, b, start, end), None)
    base = max(start, 1 - leaving(b, c, a, radii[edge.target] + (GAP + ARROW) * weight))
    return Curve(edge, *cut(a, c, b, start, base), at(a, c, b, end))


def bend(a: Point, b: Point, roundness: float) -> Point:
    """The control point of a tie: vis-network's curvedCW for a positive roundness, curvedCCW for a negative one."""
    turn = 1 if roundness >= 0 else -1
    length = (abs(roundness) * 0.5 + 0.5) * math.hypot(b[0] - a[0], b[1] - a[1])
    angle = math.atan2(a[1] - b[1], b[0] - a[0]) + (turn * abs(roundness) * 0.5 + 0.5) * math.pi
    return a[0] + length * math.sin(angle), a[1] + length * math.cos(angle)


def at(a: Point, c: Point, b: Point, t: float) -> Point:
    s = 1 - t
    return tuple(s * s * a[i] + 2 * s * t * c[i] + t * t * b[i] for i in (0, 1))


def leaving(a: Point, c: Point, b: Point, radius: float) -> float:
    """Where the curve leaves a circle around its start."""
    t = min(0.45, radius / max(1.0, math.hypot(b[0] - a[0], b[1] - a[1])))
    for _ in range(3):
        p = at(a, c, b, t)
        t = min(0.45, t * radius / max(0.01, math.hypot(p[0] - a[0], p[1] - a[1])))
    return t


def cut(a: Point, c: Point, b: Point, t0: float, t1: float) -> tuple[Point, Point, Point]:
    """The part of a curve between two of its places, as a curve."""
    middle = tuple((1 - t0) * (1 - t1) * a[i] + (t0 + t1 - 2 * t0 * t1) * c[i] + t0 * t1 * b[i] for i in (0, 1))
    return at(a, c, b, t0), middle, at(a, c, b, t1)


def _tie(sheet: Sheet, curve: Curve, weight: float) -> None:
    edge = curve.edge
    faint = number(edge.opacity) if edge.opacity < 1 else None
    group = sheet.group(f"{edge.sentence} ({edge.when})", stroke_opacity=faint, fill_opacity=faint)
    (ax, ay), (cx, cy), (bx, by) = curve.a, curve.c, curve.b
    sheet.shape(
        "path", group, d=f"M{number(ax)} {number(ay)}Q{number(cx)} {number(cy)} {number(bx)} {number(by)}", fill="none",
        stroke=edge.colour, stroke_width=edge.width * weight,
        stroke_dasharray=" ".join(number(each * weight) for each in edge.dashes) if edge.dashes else None,
    )
    if edge.double:
        sheet.shape("path", group, d=f"M{number(ax)} {number(ay)}Q{number(cx)} {number(cy)} {number(bx)} {number(by)}",
                    fill="none", stroke=sheet.ground, stroke_width=(edge.width - 2.4) * weight)
    if curve.tip:
        sheet.shape("path", group, d=_arrow(curve, weight), fill=edge.colour)
    if edge.sign and weight == 1 and math.hypot(bx - ax, by - ay) > SIGNED:
        _sign(sheet, group, at(curve.a, curve.c, curve.b, 0.5), edge)


def _sign(sheet: Sheet, group, place_: Point, edge: Edge) -> None:
    """The + or − of a tie that began or ended between the two times compared."""
    x, y = place_
    sheet.shape("path", group, d=outline("dot"), transform=f"translate({number(x)} {number(y)}) scale({number(SIGN)})",
                stroke=edge.colour, stroke_width=1.2 / SIGN, fill=sheet.ground)
    bars = f"M{number(x - 2.8)} {number(y)}H{number(x + 2.8)}"
    if edge.sign == "+":
        bars += f"M{number(x)} {number(y - 2.8)}V{number(y + 2.8)}"
    sheet.shape("path", group, d=bars, stroke=edge.colour, stroke_width=1.8, fill="none")


def _arrow(curve: Curve, weight: float) -> str:
    (bx, by), (tx, ty) = curve.b, curve.tip
    length = math.hypot(tx - bx, ty - by) or 1.0
    half = (2.3 + curve.edge.width * 0.7) * weight
    nx, ny = -(ty - by) / length * half, (tx - bx) / length * half
    return (f"M{number(tx)} {number(ty)}L{number(bx + nx)} {number(by + ny)}"
            f"L{number(bx - nx)} {number(by - ny)}Z")


def _actor(sheet: Sheet, node: Node, at: Point, radius: float, weight: float) -> None:
    group = sheet.group(node.name)
    symbol(sheet, group, node.shape, at, radius, node.colour, 3.0 * weight, node.edge)


def symbol(
    sheet: Sheet, group, shape: str, at: Point, radius: float, colour: str, halo: float = 0.0, edge: str | None = None,
) -> None:
    """An actor's shape, with a line of the ground around it so that ties end clear of it, and an outline if it has an edge."""
    around = {"stroke": sheet.ground, "stroke_width": halo / radius, "stroke_linejoin": "round"}
    transform = f"translate({number(at[0])} {number(at[1])}) scale({number(radius)})"
    if halo:
        sheet.shape("path", group, d=outline(shape), transform=transform, fill=sheet.ground, **around)
    line = {"stroke": edge, "stroke_width": f"{1 / radius:.3f}", "stroke_linejoin": "round"} if edge else {}
    sheet.shape("path", group, d=outline(shape), transform=transform, fill=colour, **line)


def _samples(curves: Iterable[Curve]) -> np.ndarray:
    steps = np.linspace(0, 1, SAMPLES)[:, None]
    parts = [
        (1 - steps) ** 2 * np.array(curve.a) + 2 * (1 - steps) * steps * np.array(curve.c) + steps**2 * np.array(curve.b)
        for curve in curves
    ]
    return np.vstack(parts) if parts else np.empty((0, 2))


def write(sheet: Sheet, label: Label) -> None:
    if label.leader:
        x1, y1, x2, y2 = label.leader
        sheet.shape("path", d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}", fill="none", stroke=sheet.ink,
                    stroke_width=0.6, stroke_opacity="0.5")
    for place_, line in enumerate(label.lines):
        sheet.text(label.x, label.y + place_ * label.size * LEADING, line, label.size, bold=label.bold,
                   anchor=label.anchor, halo=True)
