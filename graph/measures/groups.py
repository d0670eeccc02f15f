"""To which group an actor is counted: a party, a state, a community."""

from __future__ import annotations

from collections import Counter, deque
from typing import Collection

import numpy as np

from graph.compare import MEMBERSHIP, OFFICE
from graph.measures.net import Net
from graph.model import Dataset

STEPS = 3  # from a minister by the ministry and the government to the state


def affiliations(net: Net, dataset: Dataset, kinds: Collection[str]) -> dict[str, str]:
    """Actor → the actor of one of these kinds to which it belongs: itself, or the nearest that its ties of membership
    and office lead to, in at most STEPS of them, never by a person. Of several equally near, the one that most of
    these ties lead to, then the first by id. Who belongs to none is left out.
    """
    up = _upward(net, dataset)
    wanted = {actor for actor in net.actors if dataset.actors[actor].kind in kinds}
    found = {}
    for actor in net.actors:
        nearest = _nearest(actor, up, wanted)
        if nearest:
            found[actor] = nearest
    return found


def _upward(net: Net, dataset: Dataset) -> dict[str, Counter[str]]:
    """Actor → what it belongs to or holds office in, with the number of ties that say so."""
    up: dict[str, Counter[str]] = {}
    kinds = dataset.vocabulary.relation_kinds
    for row in np.flatnonzero(net.bond & net.directed & (net.sign == 0)):
        tie = dataset.relations[net.ties[row]]
        lasting = kinds[tie.kind].family in (OFFICE, MEMBERSHIP) and not tie.date
        if lasting and dataset.actors[tie.target].kind != "person":
            up.setdefault(tie.source, Counter())[tie.target] += 1
    return up


def _nearest(actor: str, up: dict[str, Counter[str]], wanted: Collection[str]) -> str | None:
    if actor in wanted:
        return actor
    seen, ring = {actor}, deque([actor])
    for _ in range(STEPS):
        reached: Counter[str] = Counter()
        for here in ring:
            reached.update({there: many for there, many in up.get(here, {}).items() if there not in seen})
        hits = [there for there in reached if there in wanted]
        if hits:
            return min(hits, key=lambda there: (-reached[there], there))
        seen |= reached.keys()
        ring = deque(sorted(reached))
    return None


def community_names(net: Net) -> dict[str, str]:
    """Actor → its community's number as text; who has none is left out."""
    return {actor: str(number) for actor, number in zip(net.actors, net.communities) if number >= 0}
