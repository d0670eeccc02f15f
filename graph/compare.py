"""Two Selections of one dataset → what began, ended, changed, became contested; who changed office and sides.

The limit of the selections is set aside: a tie that merely fell below it has not ended.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Iterable, Iterator, Mapping

from graph.dates import LAST_DAY, Certainty, parse_date
from graph.model import Dataset, Relation
from graph.selection import Part, Selection, ranks, select

# The two families whose ties put an actor into something: what it holds, and where it belongs.
OFFICE, MEMBERSHIP = "office", "membership"


@dataclass(frozen=True, slots=True)
class TieChange:
    """A tie that is in one part only. "possible" where it may hold in the other part's time too, or in neither."""

    relation: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class PairChange:
    """Two actors with ties before and after, of other kinds. The sign is 1 or -1 if all signs agree, else 0."""

    a: str
    b: str
    kinds_before: tuple[str, ...]
    kinds_after: tuple[str, ...]
    sign_before: int
    sign_after: int
    ties_before: tuple[str, ...]
    ties_after: tuple[str, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        return self.a, self.b


@dataclass(frozen=True, slots=True)
class OfficeChange:
    """An actor whose offices differ: the ties that say which, before and after (either may be empty)."""

    actor: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        return (self.actor,)


@dataclass(frozen=True, slots=True)
class SideChange:
    """An actor that stood with a bloc and then against it, or the reverse.

    The bloc is an actor; `with_members` says that those who belong to it were counted too, because the
    ties to the actor alone do not show it. `before` and `after` are 1 or -1.
    """

    actor: str
    bloc: str
    with_members: bool
    before: int
    after: int
    ties_before: tuple[str, ...]
    ties_after: tuple[str, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        return (self.actor,)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two parts of a dataset; every field in a fixed order.

    `contested` are ties of either part that nobody had denied up to the end of the first one's time, and
    that both have been asserted and denied by the end of the second one's.
    """

    began: tuple[TieChange, ...]
    ended: tuple[TieChange, ...]
    changed: tuple[PairChange, ...]
    contested: tuple[str, ...]
    offices: tuple[OfficeChange, ...]
    sides: tuple[SideChange, ...]

    def __bool__(self) -> bool:
        return any((self.began, self.ended, self.changed, self.contested, self.offices, self.sides))

    def by_actor(self, dataset: Dataset) -> Mapping[str, "Comparison"]:
        """Actor id → its own part of the comparison; those with the most changes first, then the most important."""
        actors: Counter[str] = Counter()
        for relation in (*(tie.relation for tie in (*self.began, *self.ended)), *self.contested):
            actors.update({dataset.relations[relation].source, dataset.relations[relation].target})
        for change in (*self.changed, *self.offices, *self.sides):
            actors.update(change.actors)
        rank = ranks(dataset)
        ordered = sorted(actors, key=lambda actor: (-actors[actor], rank[actor]))
        return MappingProxyType({actor: self._of(actor, dataset) for actor in ordered})

    def _of(self, actor: str, dataset: Dataset) -> "Comparison":
        def touches(relation: str) -> bool:
            return actor in (dataset.relations[relation].source, dataset.relations[relation].target)

        return Comparison(
            began=tuple(tie for tie in self.began if touches(tie.relation)),
            ended=tuple(tie for tie in self.ended if touches(tie.relation)),
            changed=tuple(change for change in self.changed if actor in change.actors),
            contested=tuple(relation for relation in self.contested if touches(relation)),
            offices=tuple(change for change in self.offices if actor in change.actors),
            sides=tuple(change for change in self.sides if actor in change.actors),
        )


def compare(dataset: Dataset, before: Selection, after: Selection, today: datetime.date) -> Comparison:
    """What differs between the two selections' parts. Raises ValueError for a window that ends before it starts."""
    everyone = max(1, len(dataset.actors))
    first, second = (select(dataset, replace(each, limit=everyone), today) for each in (before, after))
    old, new = _ordered(first), _ordered(second)
    return Comparison(
        began=tuple(TieChange(tie.id, second.certainty[tie.id]) for tie in new if tie.id not in first.certainty),
        ended=tuple(TieChange(tie.id, first.certainty[tie.id]) for tie in old if tie.id not in second.certainty),
        changed=tuple(_pairs(dataset, old, new)),
        contested=tuple(_contested(dataset, old, new, before, after)),
        offices=tuple(_offices(dataset, old, new)),
        sides=tuple(_sides(dataset, old, new, (first, second))),
    )


def _ordered(part: Part) -> list[Relation]:
    return sorted(part.dataset.relations.values(), key=lambda tie: tie.id)


def _ids(ties: Iterable[Relation]) -> tuple[str, ...]:
    return tuple(tie.id for tie in ties)


def _pairs(dataset: Dataset, old: list[Relation], new: list[Relation]) -> Iterator[PairChange]:
    before, after = _by_pair(old), _by_pair(new)
    for pair in sorted(before.keys() & after.keys()):
        kinds = [tuple(sorted({tie.kind for tie in ties[pair]})) for ties in (before, after)]
        if kinds[0] != kinds[1]:
            signs = [_sign(dataset, ties[pair]) for ties in (before, after)]
            yield PairChange(*pair, *kinds, *signs, _ids(before[pair]), _ids(after[pair]))


def _by_pair(ties: list[Relation]) -> dict[tuple[str, str], list[Relation]]:
    pairs: dict[tuple[str, str], list[Relation]] = {}
    for tie in ties:
        pairs.setdefault(tuple(sorted((tie.source, tie.target))), []).append(tie)
    return pairs


def _sign(dataset: Dataset, ties: list[Relation]) -> int:
    signs = {dataset.vocabulary.relation_kinds[tie.kind].sign for tie in ties} - {0}
    return signs.pop() if len(signs) == 1 else 0


def _contested(
    dataset: Dataset, old: list[Relation], new: list[Relation], before: Selection, after: Selection
) -> Iterator[str]:
    ends = [(each.window() or (0, LAST_DAY))[1] for each in (before, after)]
    for _, tie in sorted({tie.id: tie for tie in (*old, *new)}.items()):
        then, now = (_stances(tie, dataset, day) for day in ends)
        if {"asserts", "denies"} <= now and "denies" not in then:
            yield tie.id


def _stances(tie: Relation, dataset: Dataset, day: int) -> set[str]:
    """What had been said of the tie by this day; a claim that nothing dates counts as always said."""
    said = set()
    for claim in tie.claims:
        written = claim.date or dataset.documents[claim.document].date
        if not written or parse_date(written).first <= day:
            said.add(claim.stance)
    return said


def _offices(dataset: Dataset, old: list[Relation], new: list[Relation]) -> Iterator[OfficeChange]:
    before, after = (_held(dataset, ties) for ties in (old, new))
    for actor in sorted(before.keys() | after.keys()):
        posts = [{(tie.kind, tie.target, tie.role and tie.role.en) for tie in held.get(actor, ())} for held in (before, after)]
        if posts[0] != posts[1]:
            yield OfficeChange(actor, _ids(before.get(actor, ())), _ids(after.get(actor, ())))


def _held(dataset: Dataset, ties: list[Relation]) -> dict[str, list[Relation]]:
    """Actor → the ties that say which offices it holds: those that last, since being named to one is an event."""
    held: dict[str, list[Relation]] = {}
    for tie in ties:
        if dataset.vocabulary.relation_kinds[tie.kind].family == OFFICE and not tie.date:
            held.setdefault(tie.source, []).append(tie)
    return held


def _sides(
    dataset: Dataset, old: list[Relation], new: list[Relation], parts: tuple[Part, Part]
) -> Iterator[SideChange]:
    """Of each actor the blocs to which the sign of its own ties turned: first of single actors, then of those that
    have members."""
    before, after = (_stands(dataset, ties) for ties in (old, new))
    belonging = [_members(dataset, ties) for ties in (old, new)]
    weights = [part.certainty for part in parts]
    blocs = sorted(belonging[0].keys() | belonging[1].keys())
    for actor in sorted(before.keys() & after.keys()):
        turned = set()
        for bloc in sorted(before[actor].keys() & after[actor].keys()):
            signs = [_lean(stands[actor][bloc], weight) for stands, weight in zip((before, after), weights)]
            if signs[0] * signs[1] < 0:
                turned.add(bloc)
                ties = [tuple(tie for tie, _ in stands[actor][bloc]) for stands in (before, after)]
                yield SideChange(actor, bloc, False, *signs, *ties)
        for bloc in blocs:
            if bloc in turned or bloc == actor:
                continue
            found = [
                [tie for other in sorted({bloc, *members.get(bloc, ())} - {actor}) for tie in stands[actor].get(other, ())]
                for stands, members in zip((before, after), belonging)
            ]
            signs = [_lean(ties, weight) for ties, weight in zip(found, weights)]
            if signs[0] * signs[1] < 0:
                yield SideChange(actor, bloc, True, *signs, *(tuple(tie for tie, _ in ties) for ties in found))


Stands = dict[str, dict[str, list[tuple[str, int]]]]  # actor → other → its ties there, with their signs


def _stands(dataset: Dataset, ties: list[Relation]) -> Stands:
    """How actors stand towards others by what they do themselves; belonging to something is standing with it."""
    stands: Stands = {}
    for tie in ties:
        kind = dataset.vocabulary.relation_kinds[tie.kind]
        sign = kind.sign or int(kind.family == MEMBERSHIP)
        ends = [(tie.source, tie.target)] + ([] if kind.directed else [(tie.target, tie.source)])
        for actor, other in ends:
            if sign and actor != other:
                stands.setdefault(actor, {}).setdefault(other, []).append((tie.id, sign))
    return stands


def _members(dataset: Dataset, ties: list[Relation]) -> dict[str, set[str]]:
    """Actor → those who belong to it or hold office in it."""
    members: dict[str, set[str]] = {}
    for tie in ties:
        kind = dataset.vocabulary.relation_kinds[tie.kind]
        if kind.family in (OFFICE, MEMBERSHIP) and kind.directed and kind.sign >= 0 and not tie.date:
            members.setdefault(tie.target, set()).add(tie.source)
    return members


def _lean(ties: list[tuple[str, int]], certainty: Mapping[str, Certainty]) -> int:
    """The sign of the sum of signs; a merely possible tie counts half."""
    total = sum(sign * (2 if certainty[tie] == "certain" else 1) for tie, sign in ties)
    return (total > 0) - (total < 0)
