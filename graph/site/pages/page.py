"""What all pages are made of: their values for a template, and the small words that several need."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, Callable, Mapping
from urllib.parse import urlsplit

SNIPPET = 300  # letters of a page's description, at most


@dataclass(frozen=True)
class Page:
    """`local` is its path within the language; `picture` the path of its preview within the site."""

    local: str
    template: str
    heading: str
    description: str
    values: Mapping[str, Any] = field(default_factory=dict)
    menu: str = ""  # the entry of the menu that it belongs to
    title: str = ""
    type: str = "website"
    linked_data: Any = None
    listed: bool = True  # for search engines
    path: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Download:
    """A file beside the pages; `label` and `purpose` are msgids until they are told in a language."""

    path: str
    label: str
    purpose: str
    size: str

    def in_language(self, _: Callable[[str], str]) -> "Download":
        return replace(self, label=_(self.label), purpose=_(self.purpose))


Address = Callable[[str], str]  # a path within the language → its address, absolute if the site's is known


def shortened(text: str) -> str:
    """So many whole words as a search engine or a preview shows."""
    text = " ".join(text.split())
    return text if len(text) <= SNIPPET else f"{text[:SNIPPET].rsplit(' ', 1)[0].rstrip(',;:.–—- ')} …"


def host(url: str | None) -> str:
    """What a reader recognises an address by: example.org, or the address after mailto:."""
    parts = urlsplit(url or "")
    return (parts.netloc or parts.path).rpartition("@")[2].removeprefix("www.") if parts.scheme != "mailto" else parts.path


def span_of_years(years: tuple[int, int]) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def exact(date: str | None) -> str | None:
    return date if date and re.fullmatch(r"\d{4}(-\d{2}){0,2}", date) else None
