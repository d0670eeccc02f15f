"""A Reading as the templates want it: paragraphs, sentences with the numbers of their sources, footnotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterator

from graph.grammar import capitalised
from graph.prose import Paragraph, Reading, runs
from graph.site.book import Book
from graph.site.pages.page import host


@dataclass(frozen=True)
class Told:
    """A Reading as the templates want it."""

    paragraphs: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    sources: str


def as_told(book: Book, reading: Reading) -> Told:
    seen: set[int] = set()
    labels = {capitalised(family.label.in_language(book.language)): family.id
              for family in book.dataset.vocabulary.families.values()}
    paragraphs = [
        {
            "heading": paragraph.heading, "family": labels.get(paragraph.heading), "count": len(paragraph.ties),
            "sentences": [[_run(run, seen) for run in words] for words in _with_notes(paragraph)],
        }
        for paragraph in reading.paragraphs
    ]
    notes = [
        {"number": note.number, "quote": note.quote, "author": note.author, "document": note.document, "title": note.title,
         "publisher": note.publisher, "date": note.date, "page": note.page, "note": note.note, "url": note.url, "host": host(note.url),
         "language": book.dataset.documents[note.document].language}
        for note in reading.footnotes
    ]
    return Told(paragraphs, notes, reading.sources)


def _with_notes(paragraph: Paragraph) -> Iterator[list[str | list[int]]]:
    """The sentences as runs; what stands under no source, as the note of a tie does, goes with the one before it."""
    told: list[str | list[int]] = []
    for words in paragraph.sentences:
        if told and any(isinstance(word, int) for word in words):
            yield told
            told = []
        told += [" "] * bool(told) + list(runs(words))
    if told:
        yield told


def _run(run: str | list[int], seen: set[int]) -> dict[str, Any]:
    if isinstance(run, str):
        return {"text": run, "refs": []}
    refs = []
    for number in run:
        refs.append({"number": number, "first": number not in seen})  # the footnote leads back to the first
        seen.add(number)
    return {"text": None, "refs": refs}


def plain_text(reading: Reading) -> str:
    return " ".join(
        "".join(run for run in runs(words) if isinstance(run, str)) for paragraph in reading.paragraphs for words in paragraph.sentences
    )
