"""What is measured of an actor: each function takes a Net and gives one number an actor, nan where there is none."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.linalg import eigsh

from graph.measures.net import Net

DAMPING = 0.85


def degree(net: Net) -> np.ndarray:
    return np.array(net.simple.degree(), dtype=float)


def in_degree(net: Net) -> np.ndarray:
    return np.array(net.pointed.degree(mode="in"), dtype=float)


def out_degree(net: Net) -> np.ndarray:
    return np.array(net.pointed.degree(mode="out"), dtype=float)


def positive_degree(net: Net) -> np.ndarray:
    return _ends(net, net.sign > 0)


def negative_degree(net: Net) -> np.ndarray:
    return _ends(net, net.sign < 0)


def _ends(net: Net, marked: np.ndarray) -> np.ndarray:
    return np.bincount(net.pairs_of(marked).ravel(), minlength=len(net)).astype(float)


def strength(net: Net) -> np.ndarray:
    return np.bincount(np.r_[net.source, net.target], np.r_[net.weight, net.weight], len(net)).astype(float)


def betweenness(net: Net) -> np.ndarray:
    others = len(net) - 1
    if others < 2:
        return np.zeros(len(net))
    return np.array(net.simple.betweenness()) / (others * (others - 1) / 2)


def closeness(net: Net) -> np.ndarray:
    if not len(net.pairs):
        return np.zeros(len(net))
    near = np.nan_to_num(np.array(net.simple.closeness(normalized=True), dtype=float))
    parts = net.simple.connected_components()
    reached = np.array(parts.sizes())[np.array(parts.membership)] - 1
    return near * reached / (len(net) - 1)


def eigenvector(net: Net) -> np.ndarray:
    """By ARPACK from the degrees: silent, and quick, on networks in pieces too, where igraph's own warns each time."""
    if not len(net.pairs):
        return np.zeros(len(net))
    a, b = net.pairs.T
    ties = csr_array((np.ones(2 * len(a)), (np.r_[a, b], np.r_[b, a])), shape=(len(net), len(net)))
    _, vectors = eigsh(ties, k=1, which="LA", v0=degree(net))
    values = np.abs(vectors[:, 0])
    values /= values.max()
    return np.where(values < 1e-9, 0.0, values)


def pagerank(net: Net) -> np.ndarray:
    if not len(net):
        return np.zeros(0)
    weights = net.arrows[1].tolist() if len(net.ties) else None
    return np.array(net.pointed.pagerank(directed=True, damping=DAMPING, weights=weights))


def core(net: Net) -> np.ndarray:
    return np.array(net.simple.coreness(), dtype=float)


def clustering(net: Net) -> np.ndarray:
    return np.array(net.simple.transitivity_local_undirected(mode="nan"), dtype=float)


def effective_size(net: Net) -> np.ndarray:
    """k − 2t/k with t ties among the k neighbours: from the clustering, which is 2t/(k(k − 1))."""
    k = degree(net)
    return np.where(k > 0, k - (k - 1) * np.nan_to_num(clustering(net)), np.nan)


def constraint(net: Net) -> np.ndarray:
    return np.array(net.simple.constraint(), dtype=float)


def participation(net: Net) -> np.ndarray:
    """Whoever belongs to no community counts as one alone."""
    communities = net.communities
    alone = communities.max(initial=-1) + 1 + np.arange(len(net))
    group = np.where(communities < 0, alone, communities)
    a, b = net.pairs.T
    ends, far = np.r_[a, b], group[np.r_[b, a]]
    reached, ties = np.unique(np.column_stack([ends, far]), axis=0, return_counts=True)
    k = degree(net)
    if not len(ends):
        return np.full(len(net), np.nan)
    squares = np.bincount(reached[:, 0], ties.astype(float) ** 2, len(net))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(k > 0, 1 - squares / k**2, np.nan)
