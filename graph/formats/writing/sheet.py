"""A sheet of SVG: shapes below, then the halos of texts, then the texts, so that layers can be taken one by one."""

from __future__ import annotations

from typing import Collection, Iterable

from lxml import etree

from graph.formats.writing.lettering import FAMILY, plain

SVG = "http://www.w3.org/2000/svg"
LAYERS = ("shapes", "halos", "regular", "bold")
HALO = 3.4  # width of the ground-coloured line around letters


def number(value: float) -> str:
    """With two digits after the point at most, and no -0."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


class Sheet:
    """Collects what is drawn; `svg` writes it. Everything is in units of the view box, y downwards."""

    def __init__(self, width: float, height: float, ground: str, ink: str):
        self.width, self.height, self.ground, self.ink = width, height, ground, ink
        self._layers = {name: etree.Element(f"{{{SVG}}}g") for name in LAYERS}
        self._layers["halos"].attrib.update({"aria-hidden": "true", "stroke-linejoin": "round"})
        self._patterns: dict[str, etree._Element] = {}

    def group(self, title: str | None = None, **attributes: str) -> etree._Element:
        """A group of shapes of its own, with a title that a pointer shows and a screen reader reads."""
        made = etree.SubElement(self._layers["shapes"], f"{{{SVG}}}g", _named(attributes))
        if title:
            etree.SubElement(made, f"{{{SVG}}}title").text = plain(title)
        return made

    def shape(self, tag: str, into: etree._Element | None = None, **attributes: object) -> etree._Element:
        return etree.SubElement(self._layers["shapes"] if into is None else into, f"{{{SVG}}}{tag}", _named(attributes))

    def pattern(self, id: str, lines: Iterable[tuple[float, float, float, float]], size: float, colour: str) -> str:
        """A tile of lines to fill or draw with, made once for each id; returns what to write as fill or stroke."""
        if id not in self._patterns:
            made = etree.Element(f"{{{SVG}}}pattern", _named({
                "id": id, "width": size, "height": size, "patternUnits": "userSpaceOnUse",
            }))
            for x1, y1, x2, y2 in lines:
                etree.SubElement(made, f"{{{SVG}}}path", _named({
                    "d": f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}", "stroke": colour, "stroke_width": 1, "fill": "none",
                }))
            self._patterns[id] = made
        return f"url(#{id})"

    def text(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, anchor: str = "start",
        colour: str | None = None, halo: bool = False,
    ) -> None:
        """A line of text with its middle at y. A halo is the same text drawn before it in the colour of the ground:
        not every program that draws SVG knows paint-order."""
        place = {"x": number(x), "y": number(y + size * 0.335), "font-size": number(size)}
        if anchor != "start":
            place["text-anchor"] = anchor
        if bold:
            place["font-weight"] = "600"
        if halo:
            around = {"fill": "none", "stroke": self.ground, "stroke-width": number(HALO)}
            etree.SubElement(self._layers["halos"], f"{{{SVG}}}text", {**place, **around}).text = plain(text)
        colour = {"fill": colour} if colour else {}
        etree.SubElement(self._layers["bold" if bold else "regular"], f"{{{SVG}}}text", {**place, **colour}).text = plain(text)

    def svg(
        self, *, title: str, description: str, language: str, size: tuple[str, str] | None = None,
        layers: Collection[str] = LAYERS,
    ) -> str:
        """The document, whole or only some of its layers. `size` are its width and height with their unit."""
        width, height = size or (number(self.width), number(self.height))
        root = etree.Element(f"{{{SVG}}}svg", {
            "width": width, "height": height, "viewBox": f"0 0 {number(self.width)} {number(self.height)}",
            "role": "img", "aria-labelledby": "title description", "lang": language,
            "font-family": FAMILY, "fill": self.ink,
        }, nsmap={None: SVG})
        etree.SubElement(root, f"{{{SVG}}}title", id="title").text = plain(title)
        etree.SubElement(root, f"{{{SVG}}}desc", id="description").text = plain(description)
        if "shapes" in layers:
            if self._patterns:
                etree.SubElement(root, f"{{{SVG}}}defs").extend(map(_copy, self._patterns.values()))
            etree.SubElement(root, f"{{{SVG}}}rect", {
                "width": number(self.width), "height": number(self.height), "fill": self.ground,
            })
        for name in LAYERS:
            if name in layers and len(self._layers[name]):
                root.append(_copy(self._layers[name]))
        return etree.tostring(root, encoding="unicode") + "\n"


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element))


def _named(attributes: Iterable) -> dict[str, str]:
    """Python's names as SVG's: stroke_width is stroke-width; numbers are written shortly, None is left out."""
    named = {}
    for name, value in dict(attributes).items():
        if value is not None:
            named[name.strip("_").replace("_", "-")] = number(value) if isinstance(value, (int, float)) else str(value)
    return named
