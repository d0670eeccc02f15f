"""Nets for tests, from pairs of names or numbers instead of records."""

from typing import Iterable, Sequence

import networkx as nx
import numpy as np

from graph.measures.net import DOUBTS, Net


def net(
    ties: Iterable[tuple], *, actors: Sequence = (), directed: bool = False, sign: int | Sequence[int] = 1,
    doubts: dict[str, Sequence[bool]] = {}, weight: float | Sequence[float] = 1.0,
) -> Net:
    """A net with these ties, all bonds unless hostile; actors sort as texts of equal length."""
    ties = list(ties)
    found = sorted({*actors, *(end for tie in ties for end in tie)})
    names = [f"{each:04d}" if isinstance(each, (int, np.integer)) else str(each) for each in found]
    place = {each: number for number, each in enumerate(found)}
    many = len(ties)
    signs = np.broadcast_to(np.array(sign, dtype=np.int64), many)
    return Net(
        actors=tuple(names), ties=tuple(f"tie-{number:05d}" for number in range(many)),
        source=np.array([place[a] for a, _ in ties], dtype=np.int64),
        target=np.array([place[b] for _, b in ties], dtype=np.int64),
        directed=np.full(many, directed), sign=signs, stance=signs, bond=signs >= 0,
        weight=np.broadcast_to(np.array(weight, dtype=float), many),
        doubts={doubt: np.array(doubts.get(doubt, [False] * many), dtype=bool) for doubt in DOUBTS},
    )


def net_from(graph: nx.Graph) -> Net:
    """The net of a networkx graph whose nodes are numbers."""
    signs = [data.get("sign", 1) for *_, data in graph.edges(data=True)]
    return net(graph.edges(), actors=list(graph), directed=graph.is_directed(), sign=signs)


def signed(edges: str) -> Net:
    """A net from lines "a + b", "a - b" or "a ± b" (both)."""
    marks = {"+": (1,), "-": (-1,), "±": (1, -1)}
    rows = [line.split() for line in edges.strip().splitlines()]
    ties = [(a, b, sign) for a, mark, b in rows for sign in marks[mark]]
    return net([(a, b) for a, b, _ in ties], sign=[sign for *_, sign in ties])
