"""Tells ties: each as a sentence in its time, with the voices that assert, deny, guess or take it back."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Callable, Iterable, Mapping

from graph.dates import Certainty, span_of
from graph.grammar import agreement, capitalised, choose_form, clause, holds_role, inflect, name_in
from graph.grammar.english import number
from graph.model import Actor, Claim, Dataset, Relation
from graph.prose.markup import Words
from graph.prose.reading import Footnote, Paragraph, Reading
from graph.words import date_phrase, marks, quoted, translator, voice, written_date


@dataclass(slots=True)
class Teller:
    """Tells ties of one dataset in one language, and numbers the footnotes as they come."""

    dataset: Dataset
    language: str
    today: datetime.date
    certainty: Mapping[str, Certainty]
    actors: Mapping[str, Actor]  # who may be quoted
    notes: list[Footnote] = field(default_factory=list)
    numbers: dict[tuple, int] = field(default_factory=dict)

    def reading(self, title: str, paragraphs: list[Paragraph], ties: Iterable[Relation]) -> Reading:
        _ = translator(self.language)
        ties = self.in_time(ties)
        undated = [tie for tie in ties if span_of(tie, self.dataset, self.today) is None]
        without = {tie.id for tie in undated}
        paragraphs = [*paragraphs, *self.grouped(tie for tie in ties if tie.id not in without)]
        if undated:
            paragraphs.append(self.paragraph(_("Without a date"), undated))
        if not ties:
            nothing = _("These documents tell of no such tie. That is no evidence that there was none.")
            paragraphs.append(Paragraph("", ((nothing,),)))
        return Reading(title, tuple(paragraphs), tuple(self.notes), _("Sources"))

    def grouped(self, ties: Iterable[Relation]) -> list[Paragraph]:
        """A paragraph for each family that occurs, in the order of the vocabulary."""
        families: dict[str, list[Relation]] = defaultdict(list)
        for tie in self.in_time(ties):
            families[self.dataset.vocabulary.relation_kinds[tie.kind].family].append(tie)
        return [
            self.paragraph(capitalised(family.label.in_language(self.language)), families[family.id], self.certainty)
            for family in self.dataset.vocabulary.families.values() if family.id in families
        ]

    def in_time(self, ties: Iterable[Relation]) -> list[Relation]:
        """In the order of their start; at the same start the tie that was sooner over goes first."""

        def key(tie: Relation) -> tuple:
            span = span_of(tie, self.dataset, self.today)
            return (span.start_latest, span.end_earliest, tie.id) if span else (0, 0, tie.id)

        return sorted(ties, key=key)

    def paragraph(self, heading: str, ties: list[Relation], certainty: Mapping[str, Certainty] = {}) -> Paragraph:
        sentences: list[Words] = []
        for tie in ties:
            sentences += self.tie(tie, certainty.get(tie.id) == "possible")
        return Paragraph(heading, tuple(sentences), tuple(tie.id for tie in ties))

    def tie(self, tie: Relation, perhaps: bool = False) -> list[Words]:
        """The sentence of a tie, and one more for its note."""
        sentences = [self.status_sentence(tie, perhaps)]
        if tie.note:
            sentences.append((stopped(capitalised(tie.note.in_language(self.language))),))
        return sentences

    def status_sentence(self, tie: Relation, perhaps: bool) -> Words:
        _ = translator(self.language)
        told = self.told(tie, perhaps)
        by_stance: dict[str, list[Claim]] = defaultdict(list)
        for claim in tie.claims:
            by_stance[claim.stance].append(claim)
        asserted, denied = by_stance["asserts"], by_stance["denies"]
        guessed, withdrawn = by_stance["speculates"], by_stance["withdraws"]
        own = [claim for claim in asserted if not claim.by]
        said = [claim for claim in asserted if claim.by]
        words: list[str | int] = []
        if withdrawn:
            words += self.put(_("It was said that {clause}"), clause=told, notes=[*asserted, *guessed])
            words += self.voices(_("; {speaker} took this back"), withdrawn)
        elif own:
            words += [told, *self.cite(own)]
            words += self.voices(_("; {speaker} [says|say] so too"), said)
        elif said:
            words += self.put(_("According to {speaker}, {clause}"), clause=told, speaker=said, notes=said)
        elif guessed:
            words += self.put(
                _("It is only supposed that {clause} ({names})"), clause=told, names=guessed, notes=guessed
            )
            guessed = []
        if not words:
            words += self.put(_("{speaker} [denies|deny] that {clause}"), clause=told, speaker=denied, notes=denied)
            denied = []
        words += self.voices(_("; {speaker} [thinks|think] it possible"), guessed)
        words += self.voices(_("; {speaker} [denies|deny] it"), denied)
        return _sentence(words)

    def told(self, tie: Relation, perhaps: bool = False) -> str:
        """When, who, to whom, and as what, without the voices: as it stands after "It was said that"."""
        _ = translator(self.language)
        kind = self.dataset.vocabulary.relation_kinds[tie.kind]
        tense = "present" if tie.end == "ongoing" else "past"
        words = clause(tie, self.dataset, self.language, tense)
        behind = []
        if tie.role and not holds_role(kind.reading if tense == "present" else kind.past, self.language):
            role = tie.role.in_language(self.language)
            if tie.date:
                words = f"{words}: {role}"
            else:
                behind.append(role)
        when = date_phrase(tie, self.language, self.dataset)
        if tie.end == "ongoing" and tie.start in (None, "unknown"):
            when = ""  # the present tense says it
        if when and _goes_first(tie):
            comma = "," if self.language == "en" and len(when) > 45 else ""
            words = f"{when}{comma} {words}"
        elif when:
            behind.append(when)
        if perhaps:
            behind.append(_("perhaps in this time, perhaps not"))
        if not behind:
            return words
        return f"{words} — {'; '.join(behind)}" if words.endswith(")") else f"{words} ({'; '.join(behind)})"

    def before_and_after(self, before: Iterable[str], after: Iterable[str]) -> list[Words]:
        _ = translator(self.language)
        sentences: list[Words] = []
        for text, ids in ((_("Before: {clause}"), before), (_("After: {clause}"), after)):
            words: list[str | int] = []
            for tie in self.in_time(self.dataset.relations[each] for each in ids):
                words += ["; "] if words else []
                words += [self.told(tie), *self.cite(tie.claims)]
            if words:
                start, _slot, end = text.partition("{clause}")
                sentences.append(_sentence([start, *words, end]))
        return sentences

    def side(self, change) -> Words:
        _ = translator(self.language)
        actor, bloc = self.dataset.actors[change.actor], self.dataset.actors[change.bloc]
        text = (
            _("{actor}: first on the side of {bloc}, then against it")
            if change.before > 0
            else _("{actor}: first against {bloc}, then on its side")
        )
        words = self.slots(
            text,
            actor=lambda case: name_in(actor, case, self.language),
            bloc=lambda case: name_in(bloc, case, self.language),
        )
        ties = [self.dataset.relations[each] for each in (*change.ties_before, *change.ties_after)]
        claims = [claim for tie in ties for claim in tie.claims]
        return _sentence([words, *self.cite(claims)])

    # voices and footnotes

    def put(
        self, text: str, *, clause: str, notes: list[Claim], speaker: Iterable[Claim] = (), names: Iterable[Claim] = ()
    ) -> list[str | int]:
        """A text around a clause, with the footnotes behind the clause's sentence."""
        shown = choose_form(text, "plural" if self.several(speaker) else "singular")
        words = self.slots(
            shown,
            clause=lambda case: clause,
            speaker=lambda case: self.speakers(speaker, case),
            names=lambda case: self.speakers(names, "nom"),
        )
        return [words, *self.cite(notes)]

    def voices(self, text: str, claims: list[Claim]) -> list[str | int]:
        """What others say of it: "; Kurmanbek Bakiyev denies it" and its footnotes; nothing if nobody does."""
        if not claims:
            return []
        shown = choose_form(text, "plural" if self.several(claims) else "singular")
        return [self.slots(shown, speaker=lambda case: self.speakers(claims, case)), *self.cite(claims)]

    def slots(self, text: str, **fill: Callable[[str], str]) -> str:
        return re.sub(r"\{(\w+)(?::(\w+))?\}", lambda match: fill[match[1]](match[2] or "nom"), text)

    def several(self, claims: Iterable[Claim]) -> bool:
        voices = {claim.by or claim.document for claim in claims}
        return len(voices) > 1 or any(self.plural(voice) for voice in voices)

    def plural(self, voice: str) -> bool:
        if voice in self.actors:
            return agreement(self.actors[voice], self.language) == "plural"
        return voice not in self.dataset.documents and _several(voice)

    def speakers(self, claims: Iterable[Claim], case: str) -> str:
        """Who says it, in this case: actors by name, other voices in the document's own words, else the document."""
        _ = translator(self.language)
        names = list(dict.fromkeys(self.speaker(claim, case) for claim in claims))
        if len(names) < 2:
            return "".join(names)
        return _("{a} and {b}").format(a=", ".join(names[:-1]), b=names[-1])

    def speaker(self, claim: Claim, case: str) -> str:
        if claim.by in self.actors:
            return name_in(self.actors[claim.by], case, self.language)
        if claim.by:
            return voice(claim.by, self.language)
        document = self.dataset.documents[claim.document]
        publisher = next((a for a in self.actors.values() if a.name.en == document.publisher), None)
        if publisher:
            return name_in(publisher, case, self.language)
        if document.publisher and self.language == "en":
            return inflect(document.publisher, "nom", "en", "media")
        return quoted(document.publisher or document.title, marks(self.language))

    def cite(self, claims: Iterable[Claim]) -> list[int]:
        """The footnotes' numbers of these claims; a claim cited before keeps its number."""
        numbers = []
        for claim in claims:
            key = (claim.document, claim.page, claim.quote)
            if key not in self.numbers:
                self.numbers[key] = len(self.notes) + 1
                self.notes.append(self.footnote(claim, len(self.notes) + 1))
            if self.numbers[key] not in numbers:
                numbers.append(self.numbers[key])
        return numbers

    def footnote(self, claim: Claim, number: int) -> Footnote:
        _ = translator(self.language)
        document = self.dataset.documents[claim.document]
        return Footnote(
            number,
            claim.document,
            document.title,
            document.author,
            document.publisher,
            written_date(document.date, self.language) if document.date else None,
            document.url,
            _("p. {page}").format(page=claim.page) if claim.page else None,
            claim.quote,
            marks(self.language),
            claim.note.in_language(self.language) if claim.note else None,
        )


def _several(voice: str) -> bool:
    """Do English words for a voice mean more than one: prosecutors, supporters of …; not James, lawyer."""
    head = re.split(r",| (?:by|of|to|from|in) ", voice)[0]
    return head.split()[-1].islower() and number(head) == "plural"


def _goes_first(tie: Relation) -> bool:
    """Does its time open the sentence (On 12 June …)? What hedges (seen, last seen, end unknown) stands behind."""
    if tie.date:
        return True
    start_known, end_known = tie.start not in (None, "unknown"), tie.end not in (None, "ongoing", "unknown")
    return end_known or (start_known and tie.end == "ongoing")


def _sentence(words: list[str | int]) -> Words:
    """Capitalised, with the full stop behind the last footnote: … for help [1, 2]."""
    first = words[0]
    if isinstance(first, str):
        words = [capitalised(first), *words[1:]]
    return (*words, ".")


def stopped(text: str) -> str:
    return text if text[-1:] in ".!?…" else f"{text}."
