"""The page of one document with what it says, and the list of documents."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from graph.lines import said
from graph.model import Document, Relation
from graph.site.book import Book, Cited
from graph.site.pages.page import Address, Page, exact, host, shortened
from graph.words import date_text, written_date


def document_page(book: Book, document: Document, address: Address) -> Page:
    _ = book.gettext
    cited = book.claims[document.id]
    headings = {"asserts": _("What it asserts"), "denies": _("What it denies"),
                "speculates": _("What it thinks possible"), "withdraws": _("What it takes back")}
    stances = [
        {"id": stance, "heading": heading, "said": told}
        for stance, heading in headings.items() if (told := [_said(book, each) for each in cited if each.claim.stance == stance])
    ]
    published = written_date(document.date, book.language) if document.date else None
    path = f"document/{document.id}.html"
    facts = [document.author, document.publisher, published, document.licence]
    sentences = " ".join(f"{each['sentence']}." for stance in stances for each in stance["said"])
    return Page(
        path, "document", document.title, shortened(f"{', '.join(filter(None, facts[:3])) or document.title}. {sentences}"),
        {"document": document, "facts": list(filter(None, facts)), "stances": stances, "host": host(document.url),
         "standpoint": document.standpoint.in_language(book.language) if document.standpoint else None},
        menu="documents.html", type="article",
        linked_data={key: value for key, value in {
            "@context": "https://schema.org", "@type": "CreativeWork", "name": document.title, "author": document.author,
            "publisher": document.publisher, "datePublished": exact(document.date), "inLanguage": document.language,
            "sameAs": document.url, "url": address(path),
        }.items() if value},
    )


def _said(book: Book, cited: Cited) -> dict[str, Any]:
    """A claim on its document's page: the tie or event that it speaks of, whose voice, in what words."""
    told = said(cited.claim, book.dataset, book.language)
    line = book.line(cited.owner) if isinstance(cited.owner, Relation) else None
    return {
        "sentence": line.sentence if line else cited.owner.name.in_language(book.language), "line": line, "who": told.who,
        "when": line.when if line else date_text(cited.owner, book.language, book.dataset), "quote": told.quote, "page": told.page,
        "note": told.note,
    }


def documents(book: Book) -> Page:
    _ = book.gettext
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in sorted(book.dataset.documents.values(), key=lambda each: (each.date or "", each.title, each.id)):
        groups[(document.date or "")[:4]].append(document)
    told = [
        {"id": f"y{year}" if year else "undated", "heading": year or _("undated"), "documents": [
            {"id": each.id, "title": each.title, "language": each.language, "about": _document_line(book, each),
             "spelled": "|".join(filter(None, (each.title, each.publisher, each.author)))}
            for each in group
        ]}
        for year, group in sorted(groups.items(), reverse=True)
    ]
    return Page("documents.html", "documents", _("Documents"),
                _("The {count} documents that the ties rest on, newest first; each with what it asserts and denies.").format(count=len(book.dataset.documents)),
                {"groups": told}, menu="documents.html")


def _document_line(book: Book, document: Document) -> str:
    _ = book.gettext
    day = written_date(document.date, book.language) if document.date else None
    return ", ".join(filter(None, (document.publisher, day, _("claims: {count}").format(count=len(book.claims[document.id])))))
