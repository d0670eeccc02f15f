"""Brokers between groups: the five roles of Gould and Fernandez.

Gould, R. V., Fernandez, R. M. (1989). Structures of mediation. Sociological Methodology 19, 89–126.

Who stands in the middle of an open chain a → b → c, where nothing leads from a to c, is a broker; the groups of
the three say in which role. A chain runs along ties that are not hostile; an undirected tie runs both ways;
parallel ties count once. A chain with an actor that belongs to no group is not counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal, Mapping

import numpy as np

from graph.measures.net import Net

Role = Literal["coordinator", "consultant", "gatekeeper", "representative", "liaison"]
ROLES: tuple[Role, ...] = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")


@dataclass(frozen=True, slots=True)
class Broker:
    """An actor, its group, and in how many chains it has each role."""

    actor: str
    group: str
    roles: Mapping[Role, int]

    @property
    def total(self) -> int:
        return sum(self.roles.values())

    @property
    def between(self) -> int:
        """The chains that cross from one group to another."""
        return self.total - self.roles["coordinator"]


def brokers(net: Net, groups: Mapping[str, str]) -> list[Broker]:
    """Whoever brokers at all, the one with the most chains between groups first. `groups`: actor → its group."""
    onward, back = _steps(net, groups)
    found = []
    for b in sorted(onward.keys() & back.keys()):
        roles: Counter[Role] = Counter({role: 0 for role in ROLES})
        for a in back[b]:
            for c in onward[b]:
                if a != c and c not in onward.get(a, ()):
                    roles[role(groups[a], groups[b], groups[c])] += 1
        if roles.total():
            found.append(Broker(b, groups[b], dict(roles)))
    return sorted(found, key=lambda broker: (-broker.between, -broker.total, broker.actor))


def role(a: str, b: str, c: str) -> Role:
    """The role of the one in the middle, by the groups of the three."""
    if a == c:
        return "coordinator" if a == b else "consultant"
    if b == c:
        return "gatekeeper"
    return "representative" if a == b else "liaison"


def score(net: Net, groups: Mapping[str, str]) -> np.ndarray:
    """Of each actor of the net the chains between groups that it brokers."""
    found = {broker.actor: broker.between for broker in brokers(net, groups)}
    return np.array([found.get(actor, 0) for actor in net.actors], dtype=float)


def _steps(net: Net, groups: Mapping[str, str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    arrows, _ = net.only(net.sign >= 0).arrows
    onward: dict[str, set[str]] = {}
    back: dict[str, set[str]] = {}
    for a, b in arrows.tolist():
        source, target = net.actors[a], net.actors[b]
        if source in groups and target in groups:
            onward.setdefault(source, set()).add(target)
            back.setdefault(target, set()).add(source)
    return onward, back
