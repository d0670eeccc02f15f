"""The partition of signed edges into blocs that leaves the fewest at odds: exact, or with a proven bound.

A piece is first stripped of actors with one edge, who always fit somewhere; what is left goes to HiGHS as an integer
program (x[i, k]: actor i is in bloc k; e: the edge is at odds). Within NODES branches and SECONDS seconds it proves the
optimum for a few dozen entangled actors; beyond that, and beyond ENTANGLED, the best of many local searches is
given with the best bound that was proven: torn pairs and disjoint triangles that no partition satisfies.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

SEED = 7
NODES = 20_000
SECONDS = 10.0
ENTANGLED = 150  # actors, after those with one edge are stripped
STARTS = 40  # of the local search


@dataclass(frozen=True, slots=True)
class Edge:
    a: int
    b: int
    sign: int

    def odd(self, blocs: Mapping[int, int]) -> bool:
        """Is it at odds with these blocs: friendly between two, or hostile within one?"""
        return (blocs[self.a] == blocs[self.b]) == (self.sign < 0)

    def other(self, actor: int) -> int:
        return self.b if actor == self.a else self.a


@dataclass(frozen=True, slots=True)
class Fit:
    """Actor → bloc, 0 the largest; the edges at odds; the fewest that there can be, as far as proven."""

    blocs: Mapping[int, int]
    at_odds: int
    at_least: int


def fit(edges: list[Edge], k: int) -> Fit:
    """The best partition of edges that hang together into at most k blocs."""
    core, stripped = _strip(edges) if k > 1 else (edges, [])
    if k == 1 or not core:
        blocs = {actor: 0 for edge in edges for actor in (edge.a, edge.b)} if k == 1 else {}
        at_least = sum(edge.sign < 0 for edge in edges) if k == 1 else 0
    else:
        blocs, at_least = _solve(core, k)
    if not blocs:
        blocs = {stripped[-1].a if stripped else edges[0].a: 0}
    for edge in reversed(stripped):
        known, new = (edge.a, edge.b) if edge.a in blocs else (edge.b, edge.a)
        blocs[new] = blocs[known] if edge.sign > 0 else (blocs[known] + 1) % k
    sizes = Counter(blocs.values())
    first = {bloc: min(actor for actor, own in blocs.items() if own == bloc) for bloc in sizes}
    order = {bloc: place for place, bloc in enumerate(sorted(sizes, key=lambda bloc: (-sizes[bloc], first[bloc])))}
    blocs = {actor: order[bloc] for actor, bloc in blocs.items()}
    return Fit(blocs, sum(edge.odd(blocs) for edge in edges), at_least)


def _strip(edges: list[Edge]) -> tuple[list[Edge], list[Edge]]:
    """The edges left when actors with a single one go, again and again; and those that went, in that order."""
    own: dict[int, set[Edge]] = defaultdict(set)
    for edge in edges:
        own[edge.a].add(edge)
        own[edge.b].add(edge)
    waiting = sorted(actor for actor, few in own.items() if len(few) == 1)
    gone: list[Edge] = []
    while waiting:
        actor = waiting.pop()
        if len(own[actor]) == 1:
            (edge,) = own[actor]
            gone.append(edge)
            for end in (edge.a, edge.b):
                own[end].discard(edge)
                if len(own[end]) == 1:
                    waiting.append(end)
    left = set(gone)
    return [edge for edge in edges if edge not in left], gone


def _solve(edges: list[Edge], k: int) -> tuple[dict[int, int], int]:
    actors = sorted({actor for edge in edges for actor in (edge.a, edge.b)})
    found = _search(edges, actors, k)
    at_odds = sum(edge.odd(found) for edge in edges)
    proven = _proven(edges, k)
    if at_odds > proven and len(actors) <= ENTANGLED:
        better, bound = _program(edges, actors, k)
        proven = max(proven, bound)
        if better and sum(edge.odd(better) for edge in edges) < at_odds:
            found = better
    return found, proven


def _proven(edges: list[Edge], k: int) -> int:
    """Torn pairs, and triangles that share no edge and that no k blocs satisfy: each leaves an edge at odds."""
    signs: dict[tuple[int, int], set[int]] = defaultdict(set)
    for edge in edges:
        signs[edge.a, edge.b].add(edge.sign)
    torn = {pair for pair, both in signs.items() if len(both) == 2}
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in signs.keys() - torn:
        near[a].add(b)
        near[b].add(a)
    used: set[tuple[int, int]] = set()
    triangles = 0
    for a, b in sorted(signs.keys() - torn):
        for c in sorted(near[a] & near[b]):
            three = [(a, b), tuple(sorted((b, c))), tuple(sorted((a, c)))]
            hostile = sum(min(signs[pair]) < 0 for pair in three)
            if not used.intersection(three) and (hostile == 1 or hostile == 3 and k == 2):
                used.update(three)
                triangles += 1
                break
    return len(torn) + triangles


def _search(edges: list[Edge], actors: list[int], k: int) -> dict[int, int]:
    """The best that moving one actor at a time finds from STARTS beginnings."""
    chance = random.Random(SEED)
    place = {actor: number for number, actor in enumerate(actors)}
    pull = np.zeros((len(actors), len(actors)))
    for edge in edges:
        pull[place[edge.a], place[edge.b]] += edge.sign
        pull[place[edge.b], place[edge.a]] += edge.sign
    rows = np.arange(len(actors))
    best, least = None, np.inf
    for start in range(STARTS):
        blocs = np.array([chance.randrange(k) if start else 0 for _ in actors])
        while True:
            gain = pull @ np.eye(k)[blocs]
            better = gain - gain[rows, blocs][:, None]
            actor, bloc = np.unravel_index(better.argmax(), better.shape)
            if better[actor, bloc] <= 0:
                break
            blocs[actor] = bloc
        value = -(pull * (blocs[:, None] == blocs)).sum()
        if value < least:
            best, least = blocs, value
    return {actor: int(bloc) for actor, bloc in zip(actors, best)}


def _program(edges: list[Edge], actors: list[int], k: int) -> tuple[dict[int, int] | None, int]:
    """The integer program: the best blocs that it finds, and the proven least number of edges at odds."""
    degree = Counter(actor for edge in edges for actor in (edge.a, edge.b))
    actors = sorted(actors, key=lambda actor: (-degree[actor], actor))
    place = {actor: number for number, actor in enumerate(actors)}
    n, m = len(actors), len(edges)
    rows: list[dict[int, float]] = [{i * k + c: 1.0 for c in range(k)} for i in range(n)]
    least = [1.0] * n
    for number, edge in enumerate(edges):
        a, b, e = place[edge.a] * k, place[edge.b] * k, n * k + number
        for c in range(k):
            if edge.sign > 0:
                rows += [{a + c: -1.0, b + c: 1.0, e: 1.0}, {a + c: 1.0, b + c: -1.0, e: 1.0}]
                least += [0.0, 0.0]
            else:
                rows.append({a + c: -1.0, b + c: -1.0, e: 1.0})
                least.append(-1.0)
    entries = [(row, column, value) for row, line in enumerate(rows) for column, value in line.items()]
    where, columns, values = zip(*entries)
    matrix = coo_array((values, (where, columns)), shape=(len(rows), n * k + m)).tocsr()
    upper = np.ones(n * k + m)
    for i in range(min(n, k)):
        upper[i * k + i + 1 : (i + 1) * k] = 0  # blocs are alike: the first actor opens the first, and so on
    result = milp(
        np.r_[np.zeros(n * k), np.ones(m)], integrality=np.r_[np.ones(n * k), np.zeros(m)],
        bounds=Bounds(np.zeros(n * k + m), upper),
        constraints=LinearConstraint(matrix, lb=np.array(least), ub=np.r_[np.ones(n), np.full(len(rows) - n, np.inf)]),
        options={"node_limit": NODES, "time_limit": SECONDS},
    )
    bound = result.mip_dual_bound
    proven = max(0, int(np.ceil(bound - 1e-6))) if bound is not None and np.isfinite(bound) else 0
    if result.x is None:
        return None, proven
    chosen = result.x[: n * k].reshape(n, k).argmax(axis=1)
    return {actor: int(chosen[place[actor]]) for actor in actors}, proven
