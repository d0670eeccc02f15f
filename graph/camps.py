"""Who stands with whom through the groups that actors belong to and lead: camps.

A direct tie is rare; what groups do is known far more often. So an actor is taken to stand where the groups stand
that it belongs to, and whoever leads a group answers for it:

- with a leader, who belongs to a group that this one leads, or to one that supports it;
- against a leader, who belongs to a group that acts against it or against a group that it leads.

What is done to an actor does not say where it stands, only what it or its group does. An arena is no camp: where
groups that have members of their own sit together (a parliament, a state), belonging says nothing of whose side one
is on; only who leads it answers for what it does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Iterable, Mapping

from graph.dates import Certainty
from graph.model import Dataset, Relation

# The two families whose ties put an actor into something: what it holds, and where it belongs.
OFFICE, MEMBERSHIP = "office", "membership"


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one actor stands towards another: 1 or -1, by these ties, in the order in which they connect the two."""

    sign: int
    ties: tuple[str, ...]


def camps(
    dataset: Dataset, ties: Iterable[Relation], certainty: Mapping[str, Certainty]
) -> dict[tuple[str, str], Stand]:
    """(actor, other) → where the actor stands towards the other. Pairs with ties for and against are left out."""
    found: dict[tuple[str, str], list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    members, leaders, signed = _taken_apart(dataset, ties)
    open_to_all = arenas(dataset)
    followers = {group: {} if group in open_to_all else inside for group, inside in members.items()}

    def stand(actor: str, other: str, sign: int, *ids: str | None) -> None:
        if actor != other and not {actor, other} & open_to_all:
            found[actor, other].append((sign, tuple(filter(None, ids))))

    for group, heads in leaders.items():
        for head, how in heads.items():
            for actor, belongs in followers[group].items():
                if actor not in heads:
                    stand(actor, head, 1, belongs, how)
    for tie, sign, directed in signed:
        for here, there in [(tie.source, tie.target)] + ([] if directed else [(tie.target, tie.source)]):
            for actor, belongs in {here: None, **followers.get(here, {}), **leaders.get(here, {})}.items():
                for other, leads in {there: None, **leaders.get(there, {})}.items():
                    stand(actor, other, sign, belongs, tie.id, leads)
    return {
        pair: Stand(each[0][0], tuple(dict.fromkeys(tie for _, ids in _surest(each, certainty) for tie in ids)))
        for pair, each in found.items() if len({sign for sign, _ in each}) == 1
    }


def _surest(stands: list[tuple[int, tuple[str, ...]]], certainty: Mapping[str, Certainty]) -> list[tuple[int, tuple[str, ...]]]:
    """Those that rest on certain ties alone, if there are any; the shortest first, three at most."""
    certain = [stand for stand in stands if all(certainty[tie] == "certain" for tie in stand[1])]
    return sorted(certain or stands, key=lambda stand: (len(stand[1]), stand[1]))[:3]


Inside = dict[str, dict[str, str]]  # group → who is in it, by which tie


def _taken_apart(dataset: Dataset, ties: Iterable[Relation]) -> tuple[Inside, Inside, list[tuple[Relation, int, bool]]]:
    """Who belongs to each group, who leads it, and the ties with a sign that are neither, with whether they point."""
    members: Inside = defaultdict(dict)
    leaders: Inside = defaultdict(dict)
    signed = []
    for tie in ties:
        kind = dataset.vocabulary.relation_kinds[tie.kind]
        if kind.family not in (OFFICE, MEMBERSHIP):
            if kind.sign:
                signed.append((tie, kind.sign, kind.directed))
        elif kind.directed and kind.sign >= 0 and not tie.date:  # being named to an office is an event
            members[tie.target].setdefault(tie.source, tie.id)
            if kind.family == OFFICE and kind.sign == 0:
                leaders[tie.target].setdefault(tie.source, tie.id)
    return members, leaders, signed


def arenas(dataset: Dataset) -> set[str]:
    """The actors in which, in whatever year, groups that have members of their own sit."""
    kinds = dataset.vocabulary.relation_kinds
    belonging = [
        tie for tie in dataset.relations.values()
        if kinds[tie.kind].family == MEMBERSHIP and kinds[tie.kind].directed and kinds[tie.kind].sign >= 0 and not tie.date
    ]
    groups = {tie.target for tie in belonging}
    return {tie.target for tie in belonging if tie.source in groups}
