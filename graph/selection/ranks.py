"""How important each actor is over all years."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from types import MappingProxyType
from typing import Mapping

from graph.model import Dataset
from graph.selection.once import Once


def ranks(dataset: Dataset) -> Mapping[str, int]:
    """Actor id → rank, 1 for the most important over all years.

    Importance grows with the distinct documents that speak of the actor, the actors it is tied to, its ties,
    and how often it is quoted. Kinds of actor count for less the later the vocabulary declares them, down to
    half: those who act (persons, parties) come before crowds, places and buildings.
    """
    return _ranks(Once(dataset, None))


@lru_cache(maxsize=4)
def _ranks(once: Once) -> Mapping[str, int]:
    dataset = once.dataset
    kinds = {kind: 1 - 0.5 * place / len(dataset.vocabulary.actor_kinds)
             for place, kind in enumerate(dataset.vocabulary.actor_kinds)}
    documents: dict[str, set[str]] = {actor: set() for actor in dataset.actors}
    neighbours: dict[str, set[str]] = {actor: set() for actor in dataset.actors}
    ties: Counter[str] = Counter()
    quoted: Counter[str] = Counter()
    for relation in dataset.relations.values():
        ends = {relation.source, relation.target}
        ties.update(ends)
        neighbours[relation.source].add(relation.target)
        neighbours[relation.target].add(relation.source)
        for end in ends:
            documents[end].update(claim.document for claim in relation.claims)
        quoted.update({claim.by for claim in relation.claims if claim.by})

    def importance(actor: str) -> float:
        counted = len(documents[actor]) + len(neighbours[actor]) + ties[actor] ** 0.5 + quoted[actor] ** 0.5
        return kinds[dataset.actors[actor].kind] * counted

    ordered = sorted(dataset.actors, key=lambda actor: (-importance(actor), actor))
    return MappingProxyType({actor: number for number, actor in enumerate(ordered, start=1)})
