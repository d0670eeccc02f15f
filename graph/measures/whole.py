"""What is measured of a whole network: each function takes a Net and gives one number, nan where it has no meaning."""

from __future__ import annotations

import math

import numpy as np

from graph.measures.net import Net


def actors(net: Net) -> float:
    return float(len(net))


def ties(net: Net) -> float:
    return float(len(net.ties))


def density(net: Net) -> float:
    n = len(net)
    return len(net.pairs) / (n * (n - 1) / 2) if n > 1 else math.nan


def components(net: Net) -> float:
    return float(len(net.simple.connected_components())) if len(net) else 0.0


def reciprocity(net: Net) -> float:
    """Among directed ties only: an undirected tie has nothing to answer."""
    arrows = np.unique(np.column_stack([net.source, net.target])[net.directed], axis=0).reshape(-1, 2)
    if not len(arrows):
        return math.nan
    there = set(map(tuple, arrows.tolist()))
    return sum((b, a) in there for a, b in there) / len(there)


def transitivity(net: Net) -> float:
    return float(net.simple.transitivity_undirected(mode="nan"))


def modularity(net: Net) -> float:
    bonds, weights = net.bonded
    if not bonds.ecount():
        return math.nan
    communities = net.communities
    alone = communities.max() + 1 + np.arange(len(net))
    return float(bonds.modularity(np.where(communities < 0, alone, communities).tolist(), weights=weights.tolist()))


def centralisation(net: Net) -> float:
    n = len(net)
    if n < 3:
        return math.nan
    degrees = np.array(net.simple.degree())
    return float((degrees.max() - degrees).sum() / ((n - 1) * (n - 2)))


def hostile(net: Net) -> float:
    return float((net.sign < 0).mean()) if len(net.ties) else math.nan


def contested(net: Net) -> float:
    return float(net.doubts["contested"].mean()) if len(net.ties) else math.nan
