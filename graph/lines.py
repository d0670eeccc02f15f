"""A tie as one line of a list: its sentence, when, whose word it is, and each claim with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterator, Mapping

from graph.dates import Certainty
from graph.grammar import sentence
from graph.model import Claim, Dataset, Relation
from graph.prose import escape
from graph.words import date_text, translator, voice, written_date


@dataclass(frozen=True, slots=True)
class Said:
    """A claim in words. `who` is None where the document speaks in its own voice; `publisher` is what to call it then."""

    stance: str  # asserts, denies, speculates, withdraws
    stance_word: str
    who: str | None
    quote: str | None
    document: str
    title: str
    publisher: str | None
    date: str | None
    page: str | None
    url: str | None
    note: str | None = None  # what the editors add to it

    def source(self) -> str:
        """Title, publisher, date, page."""
        return ", ".join(filter(None, (self.title, self.publisher, self.date, self.page)))

    def text(self) -> str:
        """Roza Otunbayeva denies: “quote” — Title, publisher, date (note)"""
        voice = " ".join(filter(None, (self.who, self.stance_word if self.who or self.stance != "asserts" else None)))
        said = ": ".join(filter(None, (voice, self.quote and f"“{self.quote}”")))
        told = f"{said} — {self.source()}" if said else self.source()
        return f"{told} ({self.note})" if self.note else told


@dataclass(frozen=True, slots=True)
class Line:
    tie: str
    sentence: str
    when: str
    status: str
    status_word: str
    certainty: Certainty
    single: bool  # one document alone asserts it
    family: str
    source: str
    target: str
    said: tuple[Said, ...]

    def about(self, language: str) -> str:
        """When, whose word, and what makes one careful: "12 June 2010; contested; single source"."""
        _ = translator(language)
        return "; ".join(filter(None, (
            self.when, self.status_word, _("possible") if self.certainty == "possible" else None,
            _("single source") if self.single else None,
        )))

    def text(self, language: str, indent: str = "") -> Iterator[str]:
        yield f"{indent}{self.sentence} ({self.about(language)})"
        for said in self.said:
            yield f"{indent}    {said.text()}"

    def markdown(self, language: str, mark: str = "") -> Iterator[str]:
        """A list item and, under it, its claims; nothing out of the data is markup."""
        yield f"- {mark}{escape(self.sentence)} ({escape(self.about(language))})"
        for said in self.said:
            link = f" <{said.url}>" if said.url and said.url.startswith(("http://", "https://")) else ""
            yield f"  - {escape(said.text())}{link}"


def line(relation: Relation, dataset: Dataset, language: str, certainty: Certainty = "certain") -> Line:
    """The tie in the language. Its documents and speakers are looked up in the dataset."""
    _ = translator(language)
    kind = dataset.vocabulary.relation_kinds[relation.kind]
    return Line(
        tie=relation.id, sentence=sentence(relation, dataset, language), when=date_text(relation, language, dataset),
        status=relation.status, status_word=_(relation.status), certainty=certainty,
        single=len(relation.asserting_documents) == 1, family=kind.family,
        source=relation.source, target=relation.target,
        said=tuple(said(claim, dataset, language) for claim in relation.claims),
    )


def said(claim: Claim, dataset: Dataset, language: str) -> Said:
    _ = translator(language)
    document = dataset.documents[claim.document]
    speaker = dataset.actors.get(claim.by) if claim.by else None
    written = claim.date or document.date
    return Said(
        stance=claim.stance, stance_word=_(claim.stance),
        who=speaker.name.in_language(language) if speaker else voice(claim.by, language) if claim.by else None,
        quote=claim.quote, document=claim.document, title=document.title, publisher=document.publisher,
        date=written_date(written, language) if written else None,
        page=_("p. {page}").format(page=claim.page) if claim.page else None, url=document.url,
        note=claim.note.in_language(language) if claim.note else None,
    )


def row(each: Line, dataset: Dataset, language: str) -> Mapping[str, Any]:
    """The line as one row of a table: a CSV file, a data frame."""
    words = dataset.vocabulary
    name = lambda actor: dataset.actors[actor].name.in_language(language)  # noqa: E731
    return {
        "tie": each.tie, "source": name(each.source), "target": name(each.target),
        "kind": words.relation_kinds[dataset.relations[each.tie].kind].label.in_language(language),
        "sentence": each.sentence, "when": each.when, "status": each.status, "certainty": each.certainty,
        "documents": "; ".join(dict.fromkeys(said.source() for said in each.said)),
        "claims": " | ".join(said.text() for said in each.said),
    }
