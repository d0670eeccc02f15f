"""The outlines of actors as SVG paths in a circle of radius 1: the very ones that the view draws (view/shapes.js)."""

from __future__ import annotations

import math


def _corners(count: int, radius: float, turn: float) -> list[tuple[float, float]]:
    angles = [turn + 2 * math.pi * i / count for i in range(count)]
    return [(radius * math.sin(angle), -radius * math.cos(angle)) for angle in angles]


def _polygon(points: list[tuple[float, float]]) -> str:
    return f"M{'L'.join(f'{x + 0.0:.3f} {y + 0.0:.3f}' for x, y in points)}Z"


def _circle(radius: float, sweep: int) -> str:
    return f"M{radius:g} 0A{radius:g} {radius:g} 0 1 {sweep} {-radius:g} 0A{radius:g} {radius:g} 0 1 {sweep} {radius:g} 0Z"


def _box(x: float, y: float) -> str:
    return f"M{-x} {-y}H{x}V{y}H{-x}Z"


_STAR = [point for pair in zip(_corners(5, 1.16, 0), _corners(5, 0.52, math.pi / 5)) for point in pair]

SHAPES = {
    "dot": _circle(1, 1),
    "ring": _circle(1, 1) + _circle(0.52, 0),
    "square": _box(0.86, 0.86),
    "diamond": _polygon(_corners(4, 1.16, 0)),
    "triangle": _polygon(_corners(3, 1.18, 0)),
    "triangleDown": _polygon(_corners(3, 1.18, math.pi)),
    "pentagon": _polygon(_corners(5, 1.06, 0)),
    "hexagon": _polygon(_corners(6, 1.06, math.pi / 6)),
    "star": _polygon(_STAR),
    "plus": "M-0.38 -1.04H0.38V-0.38H1.04V0.38H0.38V1.04H-0.38V0.38H-1.04V-0.38H-0.38Z",
    "pill": "M-0.6 -0.62H0.6A0.62 0.62 0 0 1 0.6 0.62H-0.6A0.62 0.62 0 0 1 -0.6 -0.62Z",
    "pin": "M0 1.22C-0.5 0.62 -0.96 0.2 -0.96 -0.26A0.96 0.96 0 1 1 0.96 -0.26C0.96 0.2 0.5 0.62 0 1.22Z",
    "house": "M0 -1.12L1.02 -0.22H0.8V0.92H-0.8V-0.22H-1.02Z",
}


def outline(shape: str) -> str:
    return SHAPES.get(shape, SHAPES["dot"])
