"""igraph, which beats networkx on every measure at our sizes (bench/measures.py), and its one generator of chance.

That generator belongs to the whole process: whoever draws from it holds the lock and brings a seed.
"""

from __future__ import annotations

import random
import threading
from contextlib import contextmanager
from typing import Iterator

import igraph
import numpy as np

SEED = 7
TRIES = 5  # runs of Leiden, of which the one with the highest modularity is kept

_LOCK = threading.Lock()


@contextmanager
def seeded(seed: int = SEED) -> Iterator[None]:
    """Within it igraph draws from this seed, and nobody else draws."""
    with _LOCK:
        igraph.set_random_number_generator(random.Random(seed))
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)


def graph_of(actors: int, pairs: np.ndarray, directed: bool = False) -> igraph.Graph:
    """The graph of actors 0 … actors−1 and these (pairs, 2) of them."""
    return igraph.Graph(n=actors, edges=pairs.tolist(), directed=directed)


def leiden(graph: igraph.Graph, weights: np.ndarray, seed: int = SEED) -> np.ndarray:
    """Each actor's community, numbered from 0 by size (at equal size by its first actor); −1 for whoever has no tie."""
    if not graph.ecount():
        return np.full(graph.vcount(), -1)
    weighted = weights.tolist()
    with seeded(seed):
        runs = [graph.community_leiden("modularity", weights=weighted, n_iterations=-1) for _ in range(TRIES)]
    best = max(runs, key=lambda run: graph.modularity(run.membership, weights=weighted))
    found = np.array(best.membership)
    found[np.array(graph.degree()) == 0] = -1
    groups = [np.flatnonzero(found == number) for number in np.unique(found) if number >= 0]
    ordered = np.full_like(found, -1)
    for number, group in enumerate(sorted(groups, key=lambda group: (-len(group), group[0]))):
        ordered[group] = number
    return ordered
