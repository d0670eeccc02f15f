"""A picture as PDF with real text: the SVG, turned by svg2pdf with the fonts that are shipped.

Three layers are turned one by one and laid over each other, because svg2pdf numbers the fonts of one document
in no fixed order, and because a name's halo must not stand in the text a second time: shapes and halos as
outlines, then the text in each of the two fonts.
"""

from __future__ import annotations

import io

from graph.formats.snapshot import Options, Snapshot
from graph.formats.writing.lettering import FONTS, plain
from graph.formats.writing.svg import MILLIMETRES, PAPERS, drawn
from graph.stamp import AUTHOR

POINTS = 72 / 25.4  # to a millimetre
PIXEL = 0.75  # points
_LAYERS = ((("shapes", "halos"), False), (("regular",), True), (("bold",), True))


def write(snapshot: Snapshot, options: Options = Options()) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    sheet = drawn(snapshot, options)
    size = _size(options)
    writer = PdfWriter()
    page = None
    for layers, text in _LAYERS:
        layer = sheet.svg(title="", description="", language=snapshot.language, size=size, layers=layers)
        turned = PdfReader(io.BytesIO(_turned(layer, text))).pages[0]
        _sort(turned["/Resources"])
        if page is None:
            page = writer.add_page(turned)
        else:
            page.merge_page(turned)
    page.compress_content_streams()
    stamp = snapshot.stamp
    writer.add_metadata({
        "/Title": plain(stamp.title), "/Author": AUTHOR, "/Subject": plain(stamp.citation()),
        "/Keywords": plain(f"{stamp.selection}; {stamp.version_is} {stamp.version}; {stamp.licence}"),
        "/Creator": "Bailanysh", "/Producer": "svg2pdf, pypdf", "/CreationDate": f"D:{stamp.day:%Y%m%d}000000Z",
    })
    writer.root_object[NameObject("/Lang")] = TextStringObject(snapshot.language)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _sort(resources) -> None:
    """svg2pdf names what a page uses in no fixed order."""
    for kind in resources:
        named = resources[kind].get_object()
        if isinstance(named, dict):
            entries = sorted(named.items())
            named.clear()
            named.update(entries)


def _size(options: Options) -> tuple[str, str]:
    """The page in points, which svg2pdf takes pixels for."""
    if options.paper in MILLIMETRES:
        return tuple(f"{side * POINTS:.3f}" for side in MILLIMETRES[options.paper])
    return tuple(f"{side * PIXEL:g}" for side in PAPERS[options.paper])


def _turned(drawing: str, text: bool) -> bytes:
    import svg2pdf_py

    return svg2pdf_py.svg_to_pdf(drawing, _fonts(), svg2pdf_py.ConversionOptions(embed_text=text))


def _fonts():
    import svg2pdf_py

    fonts = svg2pdf_py.FontDatabase()
    for path in FONTS.values():
        fonts.load_font_file(str(path))
    return fonts
