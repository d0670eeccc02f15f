"""A picture as PNG: the SVG, drawn by resvg with the fonts that are shipped."""

from __future__ import annotations

from graph.formats.snapshot import Options, Snapshot
from graph.formats.writing.lettering import FONTS
from graph.formats.writing.svg import svg


def write(snapshot: Snapshot, options: Options = Options()) -> bytes:
    return rendered(svg(snapshot, options), options.scale)


def rendered(drawing: str, scale: float) -> bytes:
    """The pixels of an SVG, its units `scale` pixels each. Fonts of the machine are not looked at."""
    import resvg_py

    return resvg_py.svg_to_bytes(
        svg_string=drawing, zoom=scale, skip_system_fonts=True, font_files=[str(path) for path in FONTS.values()],
        sans_serif_family="Source Sans 3", font_family="Source Sans 3",
    )
