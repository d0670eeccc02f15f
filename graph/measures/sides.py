"""Who stands with whom: structural balance of the signed network, and the blocs that fit it best.

Two actors have a friendly edge if a tie is cooperative, or if one belongs to the other, a party, coalition or movement;
a hostile edge if a tie is hostile. Parallel ties of one sign are one edge. Two who have both keep both: such a pair is
torn, and whatever the blocs, one of its two edges is at odds with them. Direction is set aside.

An edge is at odds with a partition if it is friendly between blocs or hostile within one. The fewest that there can be
is the frustration of the network (with two blocs: its frustration index, the line index of balance). Pieces that hang
together by nothing are parted each by itself: which of their blocs belong together, the ties do not say.

Cartwright, D., Harary, F. (1956). Structural balance. Psychological Review 63(5), 277–293.
Davis, J. A. (1967). Clustering and structural balance in graphs. Human Relations 20(2), 181–187.
Doreian, P., Mrvar, A. (1996). A partitioning approach to structural balance. Social Networks 18(2), 149–168.
Aref, S., Wilson, M. C. (2019). Balance and frustration in signed networks. Journal of Complex Networks 7(2), 163–189.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal, Mapping

import numpy as np

from graph.measures.blocs import Edge, Fit, fit
from graph.measures.net import Net

MOST_BLOCS = 4


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors, every two of whom have a signed edge, and the ties that say so.

    balanced: the product of the three signs is +1; unbalanced: −1; torn: it depends on a torn pair.
    """

    actors: tuple[str, str, str]
    what: Literal["balanced", "unbalanced", "torn"]
    signs: tuple[str, str, str]  # of the pairs (0, 1), (1, 2), (0, 2): "+", "−" or "±"
    ties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """An actor that the blocs do not place without contradiction, or place as well elsewhere.

    `odds` are the ties of its edges at odds; `friends` the blocs in which it has friendly edges; `free` says that
    another bloc would fit it as well.
    """

    actor: str
    bloc: int
    odds: tuple[str, ...]
    friends: tuple[int, ...]
    free: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Actors that hang together by signed edges: actor → bloc (0 the largest), and the edges at odds.

    The fewest edges at odds that any partition leaves lie in [at_least, at_odds]; equal: proven.
    """

    blocs: Mapping[str, int]
    at_odds: int
    at_least: int
    odds: tuple[str, ...]  # the ties of the edges at odds
    between: tuple[Between, ...]


@dataclass(frozen=True, eq=False)
class Sides:
    """`fits` says for k = 1, 2 … blocs the edges at odds and the proven lower bound; `best` is the smallest k with the
    fewest; `pieces` are parted into at most `blocs` each."""

    friendly: int
    hostile: int
    torn: tuple[tuple[str, str], ...]
    triads: tuple[Triad, ...]
    fits: Mapping[int, tuple[int, int]]
    best: int
    blocs: int
    pieces: tuple[Piece, ...]

    @property
    def at_odds(self) -> int:
        return sum(piece.at_odds for piece in self.pieces)


def sides(net: Net, blocs: int = 2, most: int = MOST_BLOCS) -> Sides:
    """The balance of a net, parted into at most `blocs` blocs a piece; `most` is the largest k that is tried."""
    ties = signed_edges(net)
    edges = [Edge(*pair, sign) for pair, sign in sorted(ties)]
    pieces = _pieces(edges)
    fits = {k: [fit(piece, k) for piece in pieces] for k in sorted({*range(1, most + 1), blocs})}
    totals = {
        k: (sum(each.at_odds for each in found), sum(each.at_least for each in found)) for k, found in fits.items()
    }
    told = [_piece(net, piece, found, ties) for piece, found in zip(pieces, fits[blocs])]
    signs = _signs(ties)
    return Sides(
        friendly=sum(edge.sign > 0 for edge in edges),
        hostile=sum(edge.sign < 0 for edge in edges),
        torn=tuple((net.actors[a], net.actors[b]) for (a, b), both in sorted(signs.items()) if len(both) == 2),
        triads=tuple(_triads(net, ties)),
        fits=totals,
        best=min(totals, key=lambda k: (totals[k][0], k)),
        blocs=blocs,
        pieces=tuple(sorted(told, key=lambda piece: (-len(piece.blocs), min(piece.blocs)))),
    )


Ties = Mapping[tuple[tuple[int, int], int], list[str]]  # (pair, sign) → the ties of that edge


def signed_edges(net: Net) -> Ties:
    """((a, b), sign) with a < b → the ids of its ties."""
    found: dict[tuple[tuple[int, int], int], list[str]] = defaultdict(list)
    for row in np.flatnonzero(net.stance):
        pair = tuple(sorted((int(net.source[row]), int(net.target[row]))))
        found[pair, int(net.stance[row])].append(net.ties[row])
    return dict(found)


def _signs(ties: Ties) -> dict[tuple[int, int], set[int]]:
    signs: dict[tuple[int, int], set[int]] = defaultdict(set)
    for pair, sign in ties:
        signs[pair].add(sign)
    return signs


def _triads(net: Net, ties: Ties) -> list[Triad]:
    signs = _signs(ties)
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in signs:
        near[a].add(b)
        near[b].add(a)
    found = []
    for a, b in sorted(signs):
        for c in sorted(near[a] & near[b]):
            if c > b:
                found.append(_triad(net, ties, signs, (a, b, c)))
    order = {"unbalanced": 0, "torn": 1, "balanced": 2}
    return sorted(found, key=lambda triad: (order[triad.what], triad.actors))


def _triad(net: Net, ties: Ties, signs: Mapping[tuple[int, int], set[int]], three: tuple[int, int, int]) -> Triad:
    a, b, c = three
    pairs = ((a, b), (b, c), (a, c))
    product = 1
    for pair in pairs:
        product *= sum(signs[pair])  # 0 for a torn pair
    return Triad(
        actors=tuple(net.actors[each] for each in three),
        what="torn" if product == 0 else "balanced" if product > 0 else "unbalanced",
        signs=tuple({1: "+", -1: "−", 0: "±"}[sum(signs[pair])] for pair in pairs),
        ties=tuple(tie for pair in pairs for sign in (1, -1) for tie in ties.get((pair, sign), ())),
    )


def _pieces(edges: list[Edge]) -> list[list[Edge]]:
    """The edges by piece that hangs together."""
    root: dict[int, int] = {}

    def find(actor: int) -> int:
        root.setdefault(actor, actor)
        while root[actor] != actor:
            root[actor] = root[root[actor]]
            actor = root[actor]
        return actor

    for edge in edges:
        root[find(edge.a)] = find(edge.b)
    found: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        found[find(edge.a)].append(edge)
    return list(found.values())


def _piece(net: Net, edges: list[Edge], found: Fit, ties: Ties) -> Piece:
    odds = [edge for edge in edges if edge.odd(found.blocs)]
    return Piece(
        blocs={net.actors[actor]: bloc for actor, bloc in sorted(found.blocs.items())},
        at_odds=found.at_odds,
        at_least=found.at_least,
        odds=tuple(tie for edge in odds for tie in ties[(edge.a, edge.b), edge.sign]),
        between=tuple(_between(net, edges, found.blocs, ties)),
    )


def _between(net: Net, edges: list[Edge], blocs: Mapping[int, int], ties: Ties) -> list[Between]:
    of_actor: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        of_actor[edge.a].append(edge)
        of_actor[edge.b].append(edge)
    found = []
    for actor, own in of_actor.items():
        odd = [edge for edge in own if edge.odd(blocs)]
        friends = sorted({blocs[edge.other(actor)] for edge in own if edge.sign > 0})
        here = len(odd)
        others = set(blocs.values()) - {blocs[actor]}
        free = len(own) > 1 and any(
            sum(edge.odd({**blocs, actor: bloc}) for edge in own) <= here for bloc in others
        )
        if odd or len(friends) > 1 or free:
            told = tuple(tie for edge in odd for tie in ties[(edge.a, edge.b), edge.sign])
            found.append(Between(net.actors[actor], blocs[actor], told, tuple(friends), free))
    return sorted(found, key=lambda each: (-len(each.odds), -len(each.friends), each.actor))

