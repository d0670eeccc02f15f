"""What is told: paragraphs of sentences, and the footnotes that their numbers mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from graph.prose import markup
from graph.prose.markup import Words, escape, plain_url
from graph.words import quoted


@dataclass(frozen=True, slots=True)
class Footnote:
    """One claim: where it stands and in what words. `date` is written in words of the reading's language."""

    number: int
    document: str
    title: str
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    page: str | None = None
    quote: str | None = None
    marks: str = "“”"  # the quotation marks of the language
    note: str | None = None  # what the editors add to the claim

    def text(self) -> str:
        """One line without its number: Author, “Title”, Publisher, 14 June 2010, p. 3, address: “quote” (note)."""
        return self._line(lambda words: words, lambda url: url)

    def markdown(self) -> str:
        return self._line(escape, lambda url: f"<{url}>" if plain_url(url) else escape(url))

    def _line(self, shown: Callable[[str], str], address: Callable[[str], str]) -> str:
        left, right = self.marks
        title = f"{left}{shown(self.title)}{right}"
        parts = [self.author, None, self.publisher, self.date, self.page]
        words = [shown(part) if part else None for part in parts]
        words[1] = title
        cited = ", ".join(word for word in (*words, address(self.url) if self.url else None) if word)
        if self.quote:
            cited = f"{cited}: {quoted(shown(self.quote), self.marks)}"
        return f"{cited} ({shown(self.note)})" if self.note else cited


@dataclass(frozen=True, slots=True)
class Paragraph:
    heading: str  # "" for one without
    sentences: tuple[Words, ...]
    ties: tuple[str, ...] = ()  # the ids of the relations it tells

    def text(self) -> str:
        return " ".join(markup.text(sentence) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Reading:
    """Prose: a title, paragraphs, and the footnotes that their numbers mean."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[Footnote, ...]
    sources: str = "Sources"  # the heading of the footnotes, in the language

    def text(self) -> str:
        """Plain text: blocks divided by empty lines, footnotes one a line."""
        blocks = [self.title]
        for paragraph in self.paragraphs:
            blocks.append(f"{paragraph.heading}\n{paragraph.text()}" if paragraph.heading else paragraph.text())
        if self.footnotes:
            blocks.append("\n".join([self.sources, *(f"[{note.number}] {note.text()}" for note in self.footnotes)]))
        return "\n\n".join(blocks) + "\n"

    def markdown(self) -> str:
        """Markdown in which nothing out of the data is markup: every text is escaped."""
        blocks = [f"# {escape(self.title)}"]
        for paragraph in self.paragraphs:
            if paragraph.heading:
                blocks.append(f"## {escape(paragraph.heading)}")
            blocks.append(" ".join(markup.markdown(sentence) for sentence in paragraph.sentences))
        if self.footnotes:
            blocks.append(f"## {escape(self.sources)}")
            blocks.extend(f"\\[{note.number}\\] {note.markdown()}" for note in self.footnotes)
        return "\n\n".join(blocks) + "\n"
