"""The pages of one language, as values for their templates: an actor, a year, a document, the lists, what is about it all."""

from __future__ import annotations

from typing import Iterator, Sequence

from graph.site.book import Book
from graph.site.pages.actor import actor_page
from graph.site.pages.actors import actors
from graph.site.pages.documents import document_page, documents
from graph.site.pages.overall import about, contested_page, explorer
from graph.site.pages.page import Address, Download, Page
from graph.site.pages.years import year_page, years
from graph.stamp import Stamp


def pages(book: Book, address: Address, *, stamp: Stamp, query: str, shards: Sequence[str],
          downloads: Sequence[Download]) -> Iterator[Page]:
    """All pages of one language."""
    yield explorer(book, query, shards)
    yield actors(book)
    for actor in book.dataset.actors.values():
        yield actor_page(book, actor, address)
    yield years(book)
    for row in book.years:
        yield year_page(book, row[0])
    yield contested_page(book)
    yield documents(book)
    for document in book.dataset.documents.values():
        yield document_page(book, document, address)
    yield about(book, address, stamp, downloads)
