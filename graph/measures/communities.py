"""Communities through the years: carried from year to year by their members, and held against declared blocs."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Iterable, Literal, Mapping

from graph.measures.groups import affiliations
from graph.measures.net import BLOCS, Net
from graph.model import Dataset

LEAST = 3  # actors of a community that is told of

Groups = Mapping[int, frozenset[str]]  # a community's label → its members


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of communities from one year to the next: `label` was born, ended, or grew out of `others`.

    born: no community before holds any of its members, or only ones that went on elsewhere.
    ended: its members are in no community any more, or scattered.
    split: most of its members came from `others`, which goes on. merged: `others` went into it.
    """

    year: int
    what: Literal["born", "ended", "split", "merged"]
    label: int
    others: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Communities:
    """`groups[year]` are the communities of a year by labels that last; `turns` what happened to them, by year."""

    groups: Mapping[int, Groups]
    turns: tuple[Turn, ...]

    def label_of(self, year: int, actor: str) -> int | None:
        return next((label for label, members in self.groups.get(year, {}).items() if actor in members), None)

    def core(self, label: int) -> list[str]:
        """Those who belonged to it, the most faithful first."""
        years = Counter(actor for groups in self.groups.values() for actor in groups.get(label, ()))
        return sorted(years, key=lambda actor: (-years[actor], actor))


def groups_of(net: Net) -> list[frozenset[str]]:
    """The communities of a net with at least LEAST members, the largest first."""
    found = defaultdict(set)
    for actor, number in zip(net.actors, net.communities):
        if number >= 0:
            found[int(number)].add(actor)
    return [frozenset(found[number]) for number in sorted(found) if len(found[number]) >= LEAST]


def carry(nets: Iterable[tuple[int, Net]]) -> Communities:
    """The communities of each year. A label goes on to the community that shares the most members with it; where two
    want one label, the one that shares more has it. A community that carries none has a new one."""
    groups: dict[int, Groups] = {}
    turns: list[Turn] = []
    before: Groups = {}
    new = 0
    for year, net in nets:
        found = groups_of(net)
        carried = _matched(before, found)
        now: dict[int, frozenset[str]] = {}
        for place, members in enumerate(found):
            if place not in carried:
                carried[place] = new
                new += 1
            now[carried[place]] = members
        if groups:
            turns += _turns(year, before, now)
        groups[year] = now
        before = now
    return Communities(groups, tuple(turns))


def _matched(before: Groups, found: list[frozenset[str]]) -> dict[int, int]:
    """Place in `found` → the label that goes on there."""
    shared = [(len(members & old), place, label) for place, members in enumerate(found)
              for label, old in before.items() if members & old]
    matched: dict[int, int] = {}
    for _, place, label in sorted(shared, key=lambda each: (-each[0], each[2], each[1])):
        if place not in matched and label not in matched.values():
            matched[place] = label
    return matched


def _turns(year: int, before: Groups, now: Groups) -> list[Turn]:
    turns = []
    for label in sorted(now.keys() - before.keys()):
        came = {old: len(members & now[label]) for old, members in before.items()}
        parents = tuple(sorted(old for old, many in came.items() if 2 * many > len(now[label])))
        turns.append(Turn(year, "split" if parents else "born", label, parents))
    merged: dict[int, list[int]] = {}
    for label in sorted(before.keys() - now.keys()):
        into = [new for new, members in now.items() if 2 * len(members & before[label]) > len(before[label])]
        if into:
            merged.setdefault(into[0], []).append(label)
        else:
            turns.append(Turn(year, "ended", label))
    return turns + [Turn(year, "merged", label, tuple(others)) for label, others in sorted(merged.items())]


def colours(found: Communities, many: int) -> dict[int, int]:
    """Label → which of so many colours it has, the same in all its years. Those with the most members over the years
    choose first, and a colour goes to a second label only when the first has been gone for a year."""
    sizes: Counter[int] = Counter()
    lives: dict[int, set[int]] = defaultdict(set)  # years
    for year, groups in found.groups.items():
        for label, members in groups.items():
            sizes[label] += len(members)
            lives[label].add(year)
    taken: list[set[int]] = [set() for _ in range(many)]
    chosen = {}
    for label in sorted(sizes, key=lambda label: (-sizes[label], label)):
        free = next((place for place in range(many) if not taken[place] & lives[label]), None)
        if free is not None:
            chosen[label] = free
            taken[free] |= {near for year in lives[label] for near in (year - 1, year, year + 1)}
    return chosen


def namesakes(members: frozenset[str], declared: Mapping[str, str], weight: Mapping[str, float]) -> tuple[str, ...]:
    """The actors that a community is called by: the declared bloc that most of its members belong to, else the two
    members of the greatest weight. `declared`: actor → its bloc."""
    blocs = Counter(declared[actor] for actor in members if actor in declared)
    most = min(blocs, key=lambda bloc: (-blocs[bloc], bloc), default=None)
    if most is not None and 2 * blocs[most] > len(members):
        return (most,)
    return tuple(sorted(members, key=lambda actor: (-weight[actor], actor))[:2])


# -- agreement with what actors declare themselves to be ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agreement:
    """The adjusted Rand index of communities and declared blocs, over the actors that have both: 1 is the same
    partition, 0 no more than chance; nan where it has no meaning."""

    index: float
    actors: int
    blocs: int


def agreement(net: Net, dataset: Dataset) -> Agreement:
    declared = affiliations(net, dataset, BLOCS)
    both = [(int(group), declared[actor]) for actor, group in zip(net.actors, net.communities)
            if group >= 0 and actor in declared]
    return Agreement(adjusted_rand([a for a, _ in both], [b for _, b in both]), len(both), len({b for _, b in both}))


def adjusted_rand(first: list, second: list) -> float:
    """Hubert and Arabie (1985), Journal of Classification 2, 193–218. nan if both put all, or nothing, together."""

    def pairs(counts: Iterable[int]) -> float:
        return float(sum(n * (n - 1) / 2 for n in counts))

    together = pairs(Counter(zip(first, second)).values())
    a, b = pairs(Counter(first).values()), pairs(Counter(second).values())
    everything = pairs([len(first)])
    chance = a * b / everything if everything else 0.0
    most = (a + b) / 2
    return (together - chance) / (most - chance) if most - chance > 1e-12 else float("nan")
