"""XML as a stream of the elements that are wanted, each with its line and column.

Parsed with defusedxml: a document type, an entity or a reference to another file is refused before anything
is expanded or fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Collection, Iterator
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from graph.formats.reading.found import MAX_BYTES, At, Unreadable, refuse_too_many, text_of
from graph.said import Said as _

MAX_DEPTH = 100
MAX_PARTS = 20_000  # elements inside one that is wanted
_CHUNK = 1 << 22  # a token that ends in no chunk is read anew with each: few chunks, or a long one takes for ever
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")


@dataclass(slots=True)
class Element:
    """An element without its namespace: `y:NodeLabel` is NodeLabel, `viz:color` color."""

    name: str
    attributes: dict[str, str]
    at: At
    children: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, without that of its children."""
        return "".join(self.pieces).strip()

    def all(self, *names: str) -> Iterator["Element"]:
        """Elements of these names inside it, however deep, in their order."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.all(*names)

    def first(self, *names: str) -> "Element | None":
        return next(self.all(*names), None)


Ancestors = tuple[Element, ...]


def elements(data: bytes, wanted: Collection[str], encoding: str | None = None) -> Iterator[tuple[Element, Ancestors]]:
    """The elements of these names as they end, innermost first, each with those around it.

    One that was given is no longer among the children of its parent. Raises Unreadable with one sentence.
    """
    if len(data) > MAX_BYTES:
        text_of(data)  # says so
    for name, what in (("node", "actors"), ("edge", "ties")):  # counted at once: parsing them would take seconds
        refuse_too_many(len(re.findall(rb"<(?:[\w.-]+:)?" + name.encode() + rb"[\s>/]", data)), what, (1, 1))
    parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    handler = _Handler(parser, frozenset(wanted))
    parser.setContentHandler(handler)
    feed = text_of(data, encoding) if encoding else data
    try:
        for start in range(0, len(feed), _CHUNK):
            parser.feed(feed[start : start + _CHUNK])
            yield from handler.taken()
        parser.close()
        yield from handler.taken()
    except DefusedXmlException:
        raise Unreadable((parser.getLineNumber() or 1, (parser.getColumnNumber() or 0) + 1),
                         _("the XML declares a document type or an entity, which no graph file needs and which can do harm"),
                         _("remove the line <!DOCTYPE …>")) from None
    except SAXParseException as error:
        raise _explained(error, data) from None
    except (LookupError, ValueError):  # an encoding that Python does not know, or of several bytes a letter
        raise Unreadable((1, 1), _("the XML is in an encoding that cannot be read"), _("save it as UTF-8")) from None


def _explained(error: SAXParseException, data: bytes) -> Unreadable:
    at = (error.getLineNumber() or 1, (error.getColumnNumber() or 0) + 1)
    said = error.getMessage()
    if not data.strip():
        return Unreadable((1, 1), _("the file is empty"), _("choose another file"))
    if said in ("no element found", "unclosed token", "unclosed CDATA section", "partial character"):
        return Unreadable(at, _("the XML ends in the middle: the file is cut off"), _("fetch it again"))
    declared = _DECLARED.match(data.lstrip())
    name = declared.group(1).decode() if declared else "utf-8"
    if said in ("unknown encoding", "encoding specified in XML declaration is incorrect"):
        return Unreadable(at, _("the XML says that it is in {name}, which it is not or which nobody can read", name=name),
                          _("save it as UTF-8"))
    if name.lower() in ("utf-8", "utf8") and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text_of(data)  # says where it is not UTF-8
    return Unreadable(at, _("this is no XML: {reason}", reason=said), _("mend it there"))


class _Handler(ContentHandler):
    def __init__(self, parser: DefusedExpatParser, wanted: frozenset[str]):
        super().__init__()
        self._parser, self._wanted = parser, wanted
        self._open: list[Element] = []
        self._ready: list[tuple[Element, Ancestors]] = []
        self._parts = 0

    def taken(self) -> list[tuple[Element, Ancestors]]:
        ready, self._ready = self._ready, []
        return ready

    def startElement(self, name: str, attrs) -> None:
        at = (self._parser.getLineNumber(), self._parser.getColumnNumber() + 1)
        local = name.rpartition(":")[2]
        if len(self._open) >= MAX_DEPTH:
            raise Unreadable(at, _("the XML is nested too deeply"), _("flatten it; no graph needs so many levels"))
        self._parts = 0 if local in self._wanted else self._parts + 1
        if self._parts > MAX_PARTS:
            raise Unreadable(at, _("one element holds more than {most} others", most=MAX_PARTS), _("choose a graph file"))
        self._open.append(Element(local, {key.rpartition(":")[2]: value for key, value in attrs.items()}, at))

    def endElement(self, name: str) -> None:
        element = self._open.pop()
        if element.name in self._wanted:
            self._ready.append((element, tuple(self._open)))
        elif self._open:
            self._open[-1].children.append(element)

    def characters(self, content: str) -> None:
        if self._open:
            self._open[-1].pieces.append(content)
