"""What all pages of one language draw on: names, ties by actor, lines, years; each worked out once."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Callable, Mapping

from graph import search
from graph.coverage import by_year
from graph.dates import Span
from graph.lines import Line, line
from graph.model import Actor, Claim, Dataset, Event, Relation
from graph.selection import ranks, spans
from graph.words import translator


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another actor and all ties to it, those of the families that the vocabulary names first, first."""

    actor: Actor
    name: str
    ties: tuple[Relation, ...]


@dataclass(frozen=True)
class Cited:
    """A claim where it is made: of a tie, or of an event."""

    claim: Claim
    owner: Relation | Event


@dataclass(frozen=True)
class Book:
    """A dataset as it is told in one language, up to `today`."""

    dataset: Dataset
    language: str
    today: datetime.date
    _lines: dict[str, Line] = field(default_factory=dict, repr=False)

    @property
    def gettext(self) -> Callable[[str], str]:
        return translator(self.language)

    def name(self, actor: str) -> str:
        return self.dataset.actors[actor].name.in_language(self.language)

    def kind(self, actor: Actor) -> str:
        return self.dataset.vocabulary.actor_kinds[actor.kind].label.in_language(self.language)

    def family(self, tie: Relation) -> str:
        return self.dataset.vocabulary.relation_kinds[tie.kind].family

    def line(self, tie: Relation) -> Line:
        if tie.id not in self._lines:
            self._lines[tie.id] = line(tie, self.dataset, self.language)
        return self._lines[tie.id]

    @cached_property
    def spans(self) -> Mapping[str, Span | None]:
        return spans(self.dataset, self.today)

    @cached_property
    def ties(self) -> Mapping[str, list[Relation]]:
        """Actor id → its ties."""
        found: dict[str, list[Relation]] = {actor: [] for actor in self.dataset.actors}
        for tie in self.dataset.relations.values():
            for end in {tie.source, tie.target}:
                found[end].append(tie)
        return found

    @cached_property
    def claims(self) -> Mapping[str, list[Cited]]:
        """Document id → the claims made in it."""
        found: dict[str, list[Cited]] = {document: [] for document in self.dataset.documents}
        for owner in (*self.dataset.relations.values(), *self.dataset.events.values()):
            for claim in owner.claims:
                found[claim.document].append(Cited(claim, owner))
        return found

    @cached_property
    def years(self) -> list[tuple[int, int, int, int, int, int]]:
        """(year, documents, claims, certain ties, possible ties, events) for each year; see `coverage.by_year`."""
        return [row for row in by_year(self.dataset, self.today) if row[0] is not None]

    @cached_property
    def undated(self) -> tuple:
        return by_year(self.dataset, self.today)[-1]

    def neighbours(self, actor: str) -> list[Neighbour]:
        """All actors that it is tied to, those with most ties and, among these, the most important first."""
        others: dict[str, list[Relation]] = defaultdict(list)
        for tie in self.ties[actor]:
            other = tie.target if tie.source == actor else tie.source
            if other != actor:
                others[other].append(tie)
        rank = ranks(self.dataset)
        families = list(self.dataset.vocabulary.families)
        return [
            Neighbour(self.dataset.actors[other], self.name(other),
                      tuple(sorted(ties, key=lambda tie: (families.index(self.family(tie)), tie.id))))
            for other, ties in sorted(others.items(), key=lambda item: (-len(item[1]), rank[item[0]]))
        ]

    def other_names(self, actor: Actor) -> list[str]:
        names = [actor.name.en, actor.name.ru, actor.name.ky, *actor.aliases]
        return [name for name in dict.fromkeys(names) if name and name != self.name(actor.id)]

    def spelled(self, actor: Actor) -> str:
        """All its spellings, folded, for the search in a list."""
        return "|".join(search.keys(actor))

    def active(self, actor: str) -> tuple[int, int] | None:
        """The first and last year in which one of its ties is known to have held."""
        known = [span for tie in self.ties[actor] if (span := self.spans[tie.id])]
        if not known:
            return None
        first = min(min(span.start_latest, span.end_earliest) for span in known)
        last = min(max(max(span.start_latest, span.end_earliest) for span in known), self.today.toordinal())
        return datetime.date.fromordinal(min(first, last)).year, datetime.date.fromordinal(last).year
