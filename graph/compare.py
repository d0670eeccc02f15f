"""Two Selections of one dataset → what began, ended, changed, became contested; who changed office and sides.

The limit of the selections is set aside: a tie that merely fell below it has not ended.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Iterable, Iterator, Mapping

from graph.camps import MEMBERSHIP, OFFICE, arenas, camps
from graph.dates import LAST_DAY, Certainty, parse_date
from graph.model import Dataset, Relation
from graph.selection import Part, Selection, ranks, select


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


@dataclass(frozen=True, slots=True)
class OfficeChange:
    """An actor whose offices differ: the ties that say which, before and after (either may be empty)."""

    actor: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SideChange:
    """An actor that stood with a bloc and then against it, or the reverse.

    The bloc is an actor; `with_members` says that those who belong to it were counted too, because the
    ties to the actor alone do not show it; `through_groups` that it shows only in what the groups do that
    the two belong to and lead (see camps). `before` and `after` are 1 or -1.
    """

    actor: str
    bloc: str
    with_members: bool
    before: int
    after: int
    ties_before: tuple[str, ...]
    ties_after: tuple[str, ...]
    through_groups: bool = False


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

        def ends(relation: str) -> set[str]:
            return {dataset.relations[relation].source, dataset.relations[relation].target}

        concerned = {  # for each field, whom a change in it concerns
            "began": lambda tie: ends(tie.relation), "ended": lambda tie: ends(tie.relation), "contested": ends,
            "changed": lambda pair: (pair.a, pair.b), "offices": lambda change: (change.actor,),
            "sides": lambda change: (change.actor,),
        }
        found: dict[str, dict[str, list]] = {}
        for name, actors in concerned.items():
            for change in getattr(self, name):
                for actor in actors(change):
                    found.setdefault(actor, {each: [] for each in concerned})[name].append(change)
        rank = ranks(dataset)
        ordered = sorted(found, key=lambda actor: (-sum(map(len, found[actor].values())), rank[actor]))
        return MappingProxyType({
            actor: Comparison(**{name: tuple(changes) for name, changes in found[actor].items()}) for actor in ordered
        })


def compare(dataset: Dataset, before: Selection, after: Selection, today: datetime.date) -> Comparison:
    """What differs between the two selections' parts. Raises ValueError for a window that ends before it starts."""
    everyone = max(1, len(dataset.actors))
    first, second = (select(dataset, replace(each, limit=everyone), today) for each in (before, after))
    old, new = _ordered(first), _ordered(second)
    sides = list(_sides(dataset, old, new, (first, second)))
    turned = {(side.actor, side.bloc) for side in sides}
    sides += _through_groups(dataset, old, new, (first, second), turned)
    return Comparison(
        began=tuple(TieChange(tie.id, second.certainty[tie.id]) for tie in new if tie.id not in first.certainty),
        ended=tuple(TieChange(tie.id, first.certainty[tie.id]) for tie in old if tie.id not in second.certainty),
        changed=tuple(_pairs(dataset, old, new)),
        contested=tuple(_contested(dataset, old, new, before, after)),
        offices=tuple(_offices(dataset, old, new)),
        sides=tuple(sorted(sides, key=lambda side: (ranks(dataset)[side.actor], side.actor, ranks(dataset)[side.bloc]))),
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
    stands = [_stands(dataset, ties) for ties in (old, new)]
    belonging = [_belonging(dataset, ties) for ties in (old, new)]
    weights = [part.certainty for part in parts]
    open_to_all = arenas(dataset)  # who belongs to a state or a parliament does not stand where the others in it do
    for actor in sorted(stands[0].keys() & stands[1].keys()):
        alone = [stand[actor] for stand in stands]
        turned = set()
        for with_members in (False, True):
            # the ties to each bloc: those to the actor of that name, or those to all who belong to it
            towards = [_towards(actor, ties, blocs) for ties, blocs in zip(alone, belonging)] if with_members else alone
            for bloc in sorted((towards[0].keys() & towards[1].keys()) - turned - (open_to_all if with_members else set())):
                signs = [_lean(ties[bloc], weight) for ties, weight in zip(towards, weights)]
                if signs[0] * signs[1] < 0:
                    turned.add(bloc)
                    ties_before, ties_after = (tuple(tie for tie, _ in ties[bloc]) for ties in towards)
                    yield SideChange(actor, bloc, with_members, *signs, ties_before, ties_after)


def _through_groups(
    dataset: Dataset, old: list[Relation], new: list[Relation], parts: tuple[Part, Part], known: set[tuple[str, str]]
) -> Iterator[SideChange]:
    """Of each pair not yet known to have turned, how it shows in the groups that the two belong to and lead."""
    first, second = (camps(dataset, ties, part.certainty) for ties, part in zip((old, new), parts))
    for actor, bloc in sorted(first.keys() & second.keys() - known):
        was, now = first[actor, bloc], second[actor, bloc]
        if was.sign != now.sign:
            yield SideChange(actor, bloc, False, was.sign, now.sign, was.ties, now.ties, through_groups=True)


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


def _towards(
    actor: str, ties: dict[str, list[tuple[str, int]]], blocs: Mapping[str, set[str]]
) -> dict[str, list[tuple[str, int]]]:
    """The actor's ties by bloc: those to the bloc itself and to all who belong to it."""
    towards: dict[str, list[tuple[str, int]]] = {}
    for other in sorted(ties):
        for bloc in {other, *blocs.get(other, ())} - {actor}:
            towards.setdefault(bloc, []).extend(ties[other])
    return towards


def _belonging(dataset: Dataset, ties: list[Relation]) -> dict[str, set[str]]:
    """Actor → what it belongs to or holds office in."""
    belonging: dict[str, set[str]] = {}
    for tie in ties:
        kind = dataset.vocabulary.relation_kinds[tie.kind]
        if kind.family in (OFFICE, MEMBERSHIP) and kind.directed and kind.sign >= 0 and not tie.date:
            belonging.setdefault(tie.source, set()).add(tie.target)
    return belonging


def _lean(ties: list[tuple[str, int]], certainty: Mapping[str, Certainty]) -> int:
    """The sign of the sum of signs; a merely possible tie counts half."""
    total = sum(sign * (2 if certainty[tie] == "certain" else 1) for tie, sign in ties)
    return (total > 0) - (total < 0)
