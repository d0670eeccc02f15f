"""The ties of a dataset as arrays, so that a question about all of them is a few operations of numpy."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Iterable, Mapping

import numpy as np

from graph.dates import Span, span_of
from graph.model import Dataset
from graph.selection.masks import Masks
from graph.selection.once import Once
from graph.selection.ranks import ranks
from graph.selection.wanted import Selection


def spans(dataset: Dataset, today: datetime.date) -> Mapping[str, Span | None]:
    """Relation id → its span, or None if nothing dates it; worked out once for a dataset and a day."""
    return rows_of(Once(dataset, today)).spans


class Column:
    """Texts as numbers, so that "is it among these?" is one look-up a row."""

    __slots__ = ("codes", "numbers")

    def __init__(self, texts: Iterable[str]):
        self.codes: dict[str, int] = {}
        self.numbers = np.fromiter((self.codes.setdefault(text, len(self.codes)) for text in texts), dtype=np.int32)

    def among(self, texts: Iterable[str]) -> np.ndarray:
        wanted = np.zeros(len(self.codes) + 1, dtype=bool)
        wanted[[self.codes[text] for text in texts if text in self.codes]] = True
        return wanted[self.numbers]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Rows(Masks):
    """The ties of one dataset as arrays, one row a tie, in the dataset's order; actors by number likewise."""

    relation_ids: tuple[str, ...]
    actor_ids: tuple[str, ...]
    actor_number: Mapping[str, int]
    spans: Mapping[str, Span | None]
    family: Column
    kind: Column
    status: Column
    actor_kind: Column
    claim_row: np.ndarray  # one row an asserting claim, from here on
    claim_document: Column
    claim_speaker: Column
    claim_standpoint: Column
    voices: frozenset[str]  # whoever could be asked for as a speaker, even if it asserts nothing
    publishers: frozenset[str]

    def matching(self, selection: Selection, dataset: Dataset, unknown: list[str]) -> np.ndarray:
        """The ties that the selection wants, whenever they were; ids that do not exist are added to `unknown`."""

        def known(values: tuple[str, ...], ids: Any) -> list[str]:
            unknown.extend(value for value in values if value not in ids)
            return [value for value in values if value in ids]

        words = dataset.vocabulary
        kinds = known(selection.kinds, {**words.actor_kinds, **words.relation_kinds})
        wanted = np.ones(len(self.relation_ids), dtype=bool)
        if families := known(selection.families, words.families):
            wanted &= self.family.among(families)
        if of_relations := [kind for kind in kinds if kind in words.relation_kinds]:
            wanted &= self.kind.among(of_relations)
        if of_actors := [kind for kind in kinds if kind in words.actor_kinds]:
            actors = self.actor_kind.among(of_actors)
            wanted &= actors[self.source] & actors[self.target]
        if selection.status:
            wanted &= self.status.among(selection.status)
        documents = known(selection.documents, dataset.documents)
        speakers = known(selection.speakers, self.voices)
        standpoints = known(selection.standpoints, self.publishers)
        if documents or speakers or standpoints:
            claims = np.ones(len(self.claim_row), dtype=bool)
            for values, column in ((documents, self.claim_document), (speakers, self.claim_speaker),
                                   (standpoints, self.claim_standpoint)):
                if values:
                    claims &= column.among(values)
            asserted = np.zeros_like(wanted)
            asserted[self.claim_row[claims]] = True
            wanted &= asserted
        return wanted


@lru_cache(maxsize=4)
def rows_of(once: Once) -> Rows:
    dataset, today = once.dataset, once.today
    relations = list(dataset.relations.values())
    number = {actor: n for n, actor in enumerate(dataset.actors)}
    found = {relation.id: span_of(relation, dataset, today) for relation in relations}
    bounds = [
        (s.start_earliest, s.start_latest, s.end_earliest, s.end_latest) if s else (0, 0, 0, 0) for s in found.values()
    ]
    seen = [(row, day) for row, span in enumerate(found.values()) if span for day in span.seen]
    claims = [(row, c) for row, relation in enumerate(relations) for c in relation.claims if c.stance == "asserts"]
    rank = ranks(dataset)

    def standpoint(document: str) -> str:
        record = dataset.documents.get(document)
        return record.publisher if record and record.publisher else document

    return Rows(
        relation_ids=tuple(found),
        actor_ids=tuple(number),
        actor_number=MappingProxyType(number),
        spans=MappingProxyType(found),
        source=np.array([number[relation.source] for relation in relations], dtype=np.int64),
        target=np.array([number[relation.target] for relation in relations], dtype=np.int64),
        dated=np.array([span is not None for span in found.values()], dtype=bool),
        days=np.array(bounds, dtype=np.int64).reshape(-1, 4).T.copy(),
        seen_row=np.array([row for row, _ in seen], dtype=np.int64),
        seen_day=np.array([day for _, day in seen], dtype=np.int64),
        family=Column(dataset.vocabulary.relation_kinds[relation.kind].family for relation in relations),
        kind=Column(relation.kind for relation in relations),
        status=Column(relation.status for relation in relations),
        actor_kind=Column(actor.kind for actor in dataset.actors.values()),
        claim_row=np.array([row for row, _ in claims], dtype=np.int64),
        claim_document=Column(claim.document for _, claim in claims),
        claim_speaker=Column(claim.by or claim.document for _, claim in claims),
        claim_standpoint=Column(standpoint(claim.document) for _, claim in claims),
        voices=frozenset(dataset.actors) | frozenset(dataset.documents) | {
            claim.by for relation in relations for claim in relation.claims if claim.by
        },
        publishers=frozenset(standpoint(document) for document in dataset.documents),
        rank=np.array([rank[actor] for actor in number], dtype=np.int64),
    )
