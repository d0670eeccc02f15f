"""Communities on a sheet: a hull around the actors of each, under the ties, in its colour and hatching (as view/hulls.js)."""

from __future__ import annotations

from typing import Mapping, Sequence

import numpy as np

from graph.formats.writing.sheet import Sheet, number
from graph.look import Community, Grouped
from graph.picture import Picture, Theme

LEAST = 3  # actors that are shown
BAND, BRIDGE = 13.0, 3.5  # around an actor; around the way to members that stand far off
NEAR = 2.0  # times the usual way from an actor to the next: what lies farther apart is joined by a bridge only
NEAREST, BRIDGED = 6, 600  # in a community of more than BRIDGED, an actor makes triangles with so many neighbours only
SAMPLE = 1000  # actors
TINT = {"light": 0.16, "dark": 0.24}
EDGE = 1.2
HATCH = 8.0
HATCHES = ((), ((0, HATCH, HATCH, 0),), ((0, 0, HATCH, HATCH),), ((0, HATCH / 2, HATCH, HATCH / 2),), ((HATCH / 2, 0, HATCH / 2, HATCH),))

Point = tuple[float, float]


def draw(sheet: Sheet, shown: Picture, points: Mapping[str, Point], weight: float = 1.0) -> None:
    """The hulls of communities of which at least LEAST actors are shown, the largest first."""
    if not isinstance(shown.tinted, Grouped):
        return
    members: dict[Community, list[Point]] = {}
    for actor in sorted(points):
        if actor in shown.tinted.of:
            members.setdefault(shown.tinted.of[actor], []).append(points[actor])
    near = NEAR * usual_way(list(points.values()))
    for community in shown.communities():
        if len(members[community]) >= LEAST:
            _hull(sheet, community, np.array(members[community]), near, shown.theme, weight)


def _hull(sheet: Sheet, community: Community, points: np.ndarray, near: float, theme: Theme, weight: float) -> None:
    colour = community.colour(theme)
    body, bridges = outline(points, near)
    group = sheet.group(f"{community.name} ({community.number})", stroke_linejoin="round", stroke_linecap="round")

    def paint(style: str, wider: float) -> None:
        if bridges:
            sheet.shape("path", group, d=bridges, fill="none", stroke=style, stroke_width=2 * (BRIDGE * weight + wider))
        sheet.shape("path", group, d=body, fill=style, stroke=style, stroke_width=2 * (BAND * weight + wider))

    paint(mixed(colour, sheet.ground, 0.75), EDGE * weight)
    paint(mixed(colour, sheet.ground, TINT[theme]), 0.0)
    lines = hatching(sheet, community, theme)
    if lines:
        sheet.shape("path", group, d=body, fill=lines, stroke=lines, stroke_width=2 * BAND * weight)


def hatching(sheet: Sheet, community: Community, theme: Theme) -> str | None:
    """Thin lines that tell communities apart without their colour; None for every fifth, which stays plain."""
    lines = HATCHES[community.number % len(HATCHES)]
    colour = mixed(community.colour(theme), sheet.ground, 0.45)
    return sheet.pattern(f"hatch-{community.number}", lines, HATCH, colour) if lines else None


def outline(points: np.ndarray, near: float) -> tuple[str, str]:
    """Triangles of neighbours with the ways between them, and bridges to those who stand far off, as two paths."""
    ways = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    bridged = len(points) <= BRIDGED
    body = [_line(point, point) for point in points]
    bridges = []
    for a, b in spanning(ways) if bridged else ():
        (body if ways[a, b] <= near else bridges).append(_line(points[a], points[b]))
    for a in range(len(points)):
        beside = [b for b in np.argsort(ways[a], kind="stable").tolist() if b > a and ways[a, b] <= near]
        beside = beside if bridged else beside[:NEAREST]
        for place, b in enumerate(beside):
            body.append(_line(points[a], points[b]))
            body += [_triangle(points[a], points[b], points[c]) for c in beside[place + 1 :] if ways[b, c] <= near]
    return "".join(body), "".join(bridges)


def spanning(ways: np.ndarray) -> list[tuple[int, int]]:
    """The shortest ways that join all points (Prim)."""
    nearest, from_ = ways[0].copy(), np.zeros(len(ways), dtype=int)
    left = np.ones(len(ways), dtype=bool)
    left[0] = False
    tree = []
    while left.any():
        b = int(np.where(left, nearest, np.inf).argmin())
        tree.append((int(from_[b]), b))
        left[b] = False
        closer = ways[b] < nearest
        nearest[closer], from_[closer] = ways[b][closer], b
    return tree


def usual_way(points: Sequence[Point]) -> float:
    """The median way to the nearest other point, of a sample where there are many."""
    if len(points) < 2:
        return 0.0
    every = -(-len(points) // SAMPLE)
    some, all_ = np.array(points[::every]), np.array(points)
    nearest = [np.partition(np.hypot(*(all_ - one).T), 1)[1] for one in some]
    return float(np.median(nearest))


def mixed(colour: str, ground: str, share: float) -> str:
    """`share` of a colour on a ground, opaque: what lies below must not shine through."""
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(below + (above - below) * share):02x}" for above, below in pairs)


def _line(a: Sequence[float], b: Sequence[float]) -> str:
    return f"M{number(a[0])} {number(a[1])}L{number(b[0])} {number(b[1])}"


def _triangle(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> str:
    """Always turning the same way, so that triangles that overlap stay filled."""
    if (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) < 0:
        b, c = c, b
    return f"{_line(a, b)}L{number(c[0])} {number(c[1])}Z"
