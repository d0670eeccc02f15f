"""The ties of one selection as arrays of numbers: which pairs, which arrows, with what sign, how well supported."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Mapping

import igraph
import numpy as np

from graph.compare import MEMBERSHIP, OFFICE
from graph.measures.engine import graph_of, leiden
from graph.selection import Part

BLOCS = ("party", "coalition", "movement")  # kinds of actor that declare a side: whoever is in one stands with it
DOUBTS = ("contested", "speculated", "possible", "single")  # what a careful reader may want to leave out


@dataclass(frozen=True, eq=False)
class Net:
    """Actors by id, in order, and their ties, one row each; source and target are places in `actors`.

    `weight` is 1 for a tie that is certain in the time asked for and ½ for one that is merely possible.
    `sign` is the kind's own (1, 0, −1); `stance` counts belonging to a bloc as standing with it (1);
    `bond` marks the ties that hold groups together: cooperative ones, membership and office, unless hostile.
    `doubts` says of each doubt in DOUBTS which ties are open to it. A tie from an actor to itself is left out.
    """

    actors: tuple[str, ...]
    ties: tuple[str, ...]
    source: np.ndarray
    target: np.ndarray
    directed: np.ndarray
    sign: np.ndarray
    stance: np.ndarray
    bond: np.ndarray
    weight: np.ndarray
    doubts: Mapping[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.actors)

    def only(self, kept: np.ndarray) -> "Net":
        """The same actors with the ties that `kept` marks; who loses all ties stays, alone."""
        rows = {field.name: getattr(self, field.name)[kept] for field in fields(self)
                if isinstance(getattr(self, field.name), np.ndarray)}
        ties = tuple(tie for tie, stays in zip(self.ties, kept) if stays)
        return replace(self, ties=ties, doubts={name: marks[kept] for name, marks in self.doubts.items()}, **rows)

    @cached_property
    def pairs(self) -> np.ndarray:
        """(pairs, 2): who is tied to whom at all, each pair once, the earlier actor first."""
        return self.pairs_of(np.ones(len(self.ties), dtype=bool))

    def pairs_of(self, marked: np.ndarray) -> np.ndarray:
        ends = np.column_stack([self.source[marked], self.target[marked]])
        return np.unique(np.sort(ends, axis=1), axis=0).reshape(-1, 2)

    @cached_property
    def arrows(self) -> tuple[np.ndarray, np.ndarray]:
        """(arrows, 2) from whom to whom, each once, and the weight of the ties along each; undirected ones run both ways."""
        both = ~self.directed
        ends = np.column_stack([np.r_[self.source, self.target[both]], np.r_[self.target, self.source[both]]])
        arrows, place = np.unique(ends, axis=0, return_inverse=True)
        weight = np.bincount(place.ravel(), np.r_[self.weight, self.weight[both]], len(arrows))
        return arrows.reshape(-1, 2), weight

    @cached_property
    def simple(self) -> igraph.Graph:
        """The graph of `pairs`."""
        return graph_of(len(self), self.pairs)

    @cached_property
    def pointed(self) -> igraph.Graph:
        """The graph of `arrows`."""
        return graph_of(len(self), self.arrows[0], directed=True)

    @cached_property
    def bonded(self) -> tuple[igraph.Graph, np.ndarray]:
        """The graph of the pairs that a bond ties, and the weight of their bonds."""
        ends = np.sort(np.column_stack([self.source, self.target])[self.bond], axis=1)
        pairs, place = np.unique(ends, axis=0, return_inverse=True)
        weight = np.bincount(place.ravel(), self.weight[self.bond], len(pairs))
        return graph_of(len(self), pairs.reshape(-1, 2)), weight

    @cached_property
    def communities(self) -> np.ndarray:
        """Each actor's community by its bonds (Leiden), 0 the largest; −1 for whoever has none."""
        return leiden(*self.bonded)

    @cached_property
    def neighbours(self) -> list[list[int]]:
        return self.simple.get_adjlist()


def net_of(part: Part) -> Net:
    """The net of a part of a dataset."""
    dataset = part.dataset
    actors = tuple(sorted(dataset.actors))
    number = {actor: place for place, actor in enumerate(actors)}
    kinds = dataset.vocabulary.relation_kinds
    ties = [tie for _, tie in sorted(dataset.relations.items()) if tie.source != tie.target]
    of_tie = [kinds[tie.kind] for tie in ties]
    sign = np.array([kind.sign for kind in of_tie], dtype=np.int64)
    in_bloc = np.array([kind.family == MEMBERSHIP and dataset.actors[tie.target].kind in BLOCS
                        for kind, tie in zip(of_tie, ties)], dtype=bool)
    placed = np.array([kind.family in (OFFICE, MEMBERSHIP) for kind in of_tie], dtype=bool)
    status = np.array([tie.status for tie in ties], dtype=object)
    possible = np.array([part.certainty[tie.id] == "possible" for tie in ties], dtype=bool)
    return Net(
        actors=actors,
        ties=tuple(tie.id for tie in ties),
        source=np.array([number[tie.source] for tie in ties], dtype=np.int64),
        target=np.array([number[tie.target] for tie in ties], dtype=np.int64),
        directed=np.array([kind.directed for kind in of_tie], dtype=bool),
        sign=sign,
        stance=np.where(in_bloc & (sign == 0), 1, sign),
        bond=(sign > 0) | (placed & (sign == 0)),
        weight=np.where(possible, 0.5, 1.0),
        doubts={
            "contested": status == "contested",
            "speculated": (status == "speculated") | (status == "withdrawn"),
            "possible": possible,
            "single": np.array([len(tie.asserting_documents) < 2 for tie in ties], dtype=bool),
        },
    )
