"""Whose word: what each voice asserts and denies; two voices side by side; the contested ties with both sides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Iterator, Literal

from graph.model import Claim, Dataset, Relation

VoiceKind = Literal["standpoint", "speaker", "document"]
KINDS: tuple[VoiceKind, ...] = ("standpoint", "speaker", "document")  # as the selection's filters are called


@dataclass(frozen=True, slots=True)
class Voice:
    """A publisher (`standpoint`), somebody quoted (`speaker`) or one document, as text `kind:id`."""

    kind: VoiceKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def named(cls, text: str) -> "Voice":
        """Raises ValueError for a text that names no voice."""
        kind, colon, id = text.partition(":")
        if kind not in KINDS or not colon or not id:
            raise ValueError(f"'{text}' names no voice: write standpoint:…, speaker:… or document:…")
        return cls(kind, id)

    def says(self, claim: Claim, dataset: Dataset) -> bool:
        """Is the claim this voice's own? A publisher and a document also pass on what others say in them."""
        if self.kind == "document":
            return claim.document == self.id
        if self.kind == "speaker":
            return (claim.by or claim.document) == self.id
        return (dataset.documents[claim.document].publisher or claim.document) == self.id


def voices(dataset: Dataset) -> dict[Voice, int]:
    """All voices with the number of ties of which they speak, by kind, the most telling first."""
    found: Counter[Voice] = Counter()
    for relation in dataset.relations.values():
        speaking = set()
        for claim in relation.claims:
            publisher = dataset.documents[claim.document].publisher
            speaking.add(Voice("document", claim.document))
            if publisher:
                speaking.add(Voice("standpoint", publisher))
            if claim.by:
                speaking.add(Voice("speaker", claim.by))
        found.update(speaking)
    return dict(sorted(found.items(), key=lambda each: (KINDS.index(each[0].kind), -each[1], each[0].id)))


@dataclass(frozen=True, slots=True)
class Views:
    """Two voices side by side: ids of ties. `contradicting`: one asserts what the other denies."""

    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    both: tuple[str, ...]
    contradicting: tuple[str, ...]
    opposed: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]  # of the same two actors, one tells of good terms, one of bad


def side_by_side(dataset: Dataset, first: Voice, second: Voice) -> Views:
    """What the two voices assert of the dataset's ties: each alone, both, and where they contradict each other."""
    asserted = [_by_stance(dataset, voice, "asserts") for voice in (first, second)]
    denied = [_by_stance(dataset, voice, "denies") for voice in (first, second)]
    contradicting = (asserted[0] & denied[1]) | (asserted[1] & denied[0])
    ordered = list(dataset.relations)
    pick = lambda ids: tuple(tie for tie in ordered if tie in ids)  # noqa: E731
    return Views(
        only_first=pick(asserted[0] - asserted[1] - contradicting), only_second=pick(asserted[1] - asserted[0] - contradicting),
        both=pick(asserted[0] & asserted[1] - contradicting), contradicting=pick(contradicting),
        opposed=tuple(_opposed(dataset, *(pick(ids) for ids in asserted))),
    )


def _by_stance(dataset: Dataset, voice: Voice, stance: str) -> set[str]:
    return {
        relation.id for relation in dataset.relations.values()
        if any(claim.stance == stance and voice.says(claim, dataset) for claim in relation.claims)
    }


def _opposed(
    dataset: Dataset, first: tuple[str, ...], second: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each pair of actors of whom one voice asserts only cooperative ties and the other only hostile ones: the ties."""
    told = [_signed_pairs(dataset, ties) for ties in (first, second)]
    for pair in sorted(told[0].keys() & told[1].keys()):
        signs = [{sign for _, sign in each[pair]} for each in told]
        if all(len(each) == 1 for each in signs) and signs[0] != signs[1]:
            yield tuple(tuple(tie for tie, _ in each[pair]) for each in told)


def _signed_pairs(dataset: Dataset, ties: tuple[str, ...]) -> dict[tuple[str, str], list[tuple[str, int]]]:
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for id in ties:
        tie = dataset.relations[id]
        sign = dataset.vocabulary.relation_kinds[tie.kind].sign
        if sign:
            found.setdefault(tuple(sorted((tie.source, tie.target))), []).append((id, sign))
    return found


def contested(dataset: Dataset) -> list[Relation]:
    """The ties that some assert and others deny, by family, in the order of their files."""
    families = list(dataset.vocabulary.families)
    kinds = dataset.vocabulary.relation_kinds
    found = [tie for tie in dataset.relations.values() if tie.status == "contested"]
    return sorted(found, key=lambda tie: families.index(kinds[tie.kind].family))
