"""What is to be drawn, as plain values: how actors and ties look, and two pictures that ask the same functions about it.

`wire` is everything that the view needs to show any year by itself; `picture` is one part, ready for a writer of SVG.
"""

from graph.picture.drawing import Edge, Mark, Node, Picture, picture
from graph.picture.looks import (
    CHANGES, DASHES, DOCUMENTS_AT_MOST, GROUND, GROUPS, INK, OPACITY, SIZE, TONES, WIDTH, Change, Theme, positions, roundness, size_of, sizes, statuses,
    tone, width,
)
from graph.picture.whole import wire, wire_legend

__all__ = [
    "CHANGES", "DASHES", "DOCUMENTS_AT_MOST", "GROUND", "GROUPS", "INK", "OPACITY", "SIZE", "TONES", "WIDTH", "Change", "Edge", "Mark", "Node", "Picture",
    "Theme", "picture", "positions", "roundness", "size_of", "sizes", "statuses", "tone", "width", "wire", "wire_legend",
]
