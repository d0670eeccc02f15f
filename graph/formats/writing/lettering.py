"""Letters in pictures: the fonts that are shipped, how wide a text is, how it is broken, where names find room."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Iterable, Sequence

import numpy as np
from PIL import ImageFont

# Shipped, because the same picture must come out of every machine: Latin and Cyrillic with ө, ү and ң.
FONTS = {bold: Path(__file__).parents[1] / "fonts" / f"SourceSans3-{name}.ttf"
         for bold, name in ((False, "Regular"), (True, "SemiBold"))}
FAMILY = "'Source Sans 3', 'Source Sans Pro', 'Noto Sans', Arial, sans-serif"
LEADING = 1.16
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Without what XML forbids and without signs that turn the direction of what follows; white space as one blank."""
    return " ".join(_FORBIDDEN.sub("", text).split())


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS[bold]), 100, layout_engine=ImageFont.Layout.BASIC)


@cache
def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is set, in units of `size`."""
    return _font(bold).getlength(text) * size / 100


def wrap(text: str, room: float, size: float, bold: bool = False, most: int = 99) -> list[str]:
    """The text in lines no wider than `room`, `most` of them, the last cut with an ellipsis if it must be."""
    lines: list[str] = []
    line = ""
    for word in _words(text, room, size, bold):
        longer = f"{line} {word}".strip()
        if width(longer, size, bold) <= room or not line:
            line = longer
        else:
            lines.append(line)
            line = word
    lines.append(line)
    if len(lines) > most:
        last = lines[most - 1]
        while last and width(f"{last}…", size, bold) > room:
            last = last[:-1]
        lines = [*lines[: most - 1], f"{last.rstrip()}…"]
    return lines


def _words(text: str, room: float, size: float, bold: bool) -> Iterable[str]:
    """The words of a text; one too wide for the room, as a link may be, in pieces."""
    for word in text.split():
        while width(word, size, bold) > room and len(word) > 1:
            fits = max(1, int(len(word) * room / width(word, size, bold)))
            while fits > 1 and width(word[:fits], size, bold) > room:
                fits -= 1
            yield word[:fits]
            word = word[fits:]
        yield word


@cache
def balanced(name: str, size: float, bold: bool) -> tuple[str, ...]:
    """A name in as few lines as its room allows, and these as even as can be."""
    longest = max(width(word, size, bold) for word in name.split() or [""])
    room = max(ROOM * size, min(longest, 1.6 * ROOM * size))
    lines = wrap(name, room, size, bold, MOST_LINES)
    while len(lines) > 1 and room > longest + size / 4 and not lines[-1].endswith("…"):
        narrower = wrap(name, room - size / 4, size, bold)
        if len(narrower) > len(lines):
            break
        lines, room = narrower, room - size / 4
    return tuple(lines)


# -- where names find room --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Label:
    """A name as it is set: `lines` from (x, y), the first one's middle; `anchor` as in SVG. `leader` is the line
    that ties it to an actor it could not stay close to."""

    id: str
    lines: tuple[str, ...]
    size: float
    bold: bool
    anchor: str
    x: float
    y: float
    box: tuple[float, float, float, float]  # left, top, right, bottom
    leader: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """An actor that wants its name set: where it is, its radius, the name."""

    id: str
    x: float
    y: float
    radius: float
    name: str


FIRST, FIRST_SIZE, SIZE, SMALLEST = 14, 13.5, 12.0, 10.0  # so many names are set bold and larger
NEAR = 3.0  # between a shape and its name
FAR = (12.0, 24.0, 38.0)  # further rings, tried with a leader when nothing near is free
APART = (5.0, 3.5)  # between two names, across and down
ROOM, MOST_LINES = 8.8, 4  # of a name: its width in sizes of its letters, its lines
CROSSED = 1.0  # what each point of a tie under a name costs, against what a side costs
_SIDES = (0.0, 2.5, 1.0, 1.5, 3.0, 3.5, 4.0, 4.5)  # below, above, right, left, then the corners


def place(
    spots: Sequence[Spot], frame: tuple[float, float, float, float], ties: np.ndarray,
) -> list[Label]:
    """Names for the spots, the most important first, none over another, over a shape or outside the frame.

    Of the free places around an actor the one is taken under which the fewest points of ties (`ties`, n × 2)
    lie. A name that finds no room near its actor is set smaller, then further away with a leader; the few that
    fit nowhere are left out.
    """
    shapes = np.array([(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]).reshape(-1, 4)
    taken = np.empty((0, 4))
    points = ties[np.argsort(ties[:, 0], kind="stable")] if len(ties) else ties
    labels: list[Label] = []
    for number, spot in enumerate(spots):
        found = None
        bold = number < FIRST
        size = FIRST_SIZE if bold else SIZE
        others = np.delete(shapes, number, axis=0)
        for attempt, ring in ((size, 0.0), (SMALLEST, 0.0), *((SMALLEST, far) for far in FAR)):
            found = _best(spot, attempt, bold, ring, frame, np.vstack([others, taken]), points)
            if found:
                break
        if found:
            labels.append(found)
            left, top, right, bottom = found.box
            taken = np.vstack([taken, (left - APART[0], top - APART[1], right + APART[0], bottom + APART[1])])
    return labels


def _best(spot: Spot, size: float, bold: bool, ring: float, frame, blocked: np.ndarray, points: np.ndarray) -> Label | None:
    best, least = None, math.inf
    for side, label in enumerate(_around(spot, size, bold, ring)):
        left, top, right, bottom = label.box
        if left < frame[0] or top < frame[1] or right > frame[2] or bottom > frame[3]:
            continue
        if ((blocked[:, 0] < right) & (blocked[:, 2] > left) & (blocked[:, 1] < bottom) & (blocked[:, 3] > top)).any():
            continue
        cost = _SIDES[side] + CROSSED * _under(points, label.box)
        if cost < least:
            best, least = label, cost
    return best


def _under(points: np.ndarray, box: tuple[float, float, float, float]) -> int:
    """How many points of ties lie in a box; the points are sorted by x."""
    if not len(points):
        return 0
    first, last = np.searchsorted(points[:, 0], [box[0], box[2]])
    heights = points[first:last, 1]
    return int(((heights > box[1]) & (heights < box[3])).sum())


def _around(spot: Spot, size: float, bold: bool, ring: float) -> Iterable[Label]:
    """The eight places around an actor: below, above, right, left, and the four corners."""
    lines = balanced(spot.name, size, bold)
    w = max(width(line, size, bold) for line in lines) + 2
    h = len(lines) * size * LEADING
    r = spot.radius + NEAR + ring
    near = spot.radius * 0.72 + 2 + ring * 0.72
    x, y = spot.x, spot.y
    for left, top, anchor in (
        (x - w / 2, y + r - 1, "middle"), (x - w / 2, y - r - h + 1, "middle"),
        (x + r + 1, y - h / 2, "start"), (x - r - 1 - w, y - h / 2, "end"),
        (x + near, y + near, "start"), (x - near - w, y + near, "end"),
        (x + near, y - near - h, "start"), (x - near - w, y - near - h, "end"),
    ):
        box = (left, top, left + w, top + h)
        at = {"middle": left + w / 2, "start": left + 1, "end": left + w - 1}[anchor]
        yield Label(spot.id, lines, size, bold, anchor, at, top + size * LEADING / 2, box,
                    _leader(spot, box) if ring else None)


def _leader(spot: Spot, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """From the edge of the shape to the nearest point of the name's box."""
    x, y = min(max(spot.x, box[0]), box[2]), min(max(spot.y, box[1]), box[3])
    length = math.hypot(x - spot.x, y - spot.y) or 1
    return (spot.x + (x - spot.x) / length * (spot.radius + 1.5), spot.y + (y - spot.y) / length * (spot.radius + 1.5), x, y)
