"""A published site as a browser and a search engine take it apart: its pages, their elements, and where links lead."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = {"meta", "link", "img", "input", "br"}
SELF_CLOSED = {"path", "rect"}  # of SVG


class Taken(HTMLParser):
    """One page: elements as (tag, attributes), ids, and what is not well-formed."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.faults: list[str] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {name} twice" for name in names if names.count(name) > 1]
        self.elements.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag in SELF_CLOSED:
            self.open.pop()
        elif tag not in VOID:
            self.faults.append(f"<{tag}/> does not close itself")

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1] if self.open else 'nothing'}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data))

    def __getitem__(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self) -> str:
        return " ".join(" ".join(text.split()) for tag, text in self.texts if tag not in ("script", "style"))


@dataclass
class Site:
    root: Path
    base: str | None = None
    pages: dict[str, Taken] = field(default_factory=dict)

    def __post_init__(self):
        for path in sorted(self.root.rglob("*.html")):
            self.pages[path.relative_to(self.root).as_posix()] = Taken(path.read_text(encoding="utf-8"))
        self.files = {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()}

    def faults(self) -> list[str]:
        """All that is wrong with any page: markup, ids, links, footnotes."""
        found = []
        for name, page in self.pages.items():
            found += [f"{name}: {fault}" for fault in page.faults]
            found += [f"{name}: the id {id} stands twice" for id in sorted({id for id in page.ids if page.ids.count(id) > 1})]
            for address in self.addresses(page):
                found += [f"{name}: {address} {fault}" for fault in self.leads(name, address)]
        return found

    @staticmethod
    def addresses(page: Taken) -> list[str]:
        given = [attributes[key] for _, attributes in page.elements for key in ("href", "src") if attributes.get(key)]
        for attributes in page["div"]:
            given += [address for key in ("data-words", "data-claims") for address in (attributes.get(key) or "").split()]
        return given

    def leads(self, name: str, address: str) -> list[str]:
        """Why an address on a page leads nowhere: nothing if it is another host's, or if file and fragment exist."""
        for root in (self.base, urlsplit(self.base or "").path):
            if root and address.startswith(f"{root}/"):
                address = address.removeprefix(root)
        parts = urlsplit(address)
        if parts.scheme in ("http", "https", "mailto"):
            return []
        if parts.scheme or parts.netloc or parts.query:
            return ["is no address of a site"]
        path = unquote(parts.path)
        target = path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        if target == "" or target.endswith("/"):
            target += "index.html"
        if target not in self.files:
            return [f"leads to {target}, which is not there"]
        if parts.fragment and not target.endswith("index.html") and parts.fragment not in self.pages[target].ids:
            return [f"leads to no element of {target}"]
        return []
