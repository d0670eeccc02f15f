"""Sides: triads, the fewest edges at odds, blocs, who stands between; the monks of Sampson against what was published."""

import itertools
import random

import pytest

from graph.measures import blocs as blocs_module
from graph.measures.blocs import Edge, fit
from graph.measures.sides import sides
from nets import signed

TRIADS = {
    "balanced": ("a + b\nb + c\na + c", "a + b\nb - c\na - c"),
    "unbalanced": ("a + b\nb + c\na - c", "a - b\nb - c\na - c"),
}


@pytest.mark.parametrize("what, edges", [(what, edges) for what, both in TRIADS.items() for edges in both])
def test_a_triad_is_balanced_if_the_product_of_its_signs_is_positive(what, edges):
    found = sides(signed(edges))
    assert [triad.what for triad in found.triads] == [what]
    assert found.fits[2] == ((0, 0) if what == "balanced" else (1, 1))


def test_enemies_all_round_need_three_blocs():
    found = sides(signed("a - b\nb - c\na - c"))
    assert found.fits[1] == (3, 3) and found.fits[2] == (1, 1) and found.fits[3] == (0, 0) and found.best == 3


def test_two_camps_are_found_and_nobody_stands_between():
    (piece,) = sides(signed("a + b\nb + c\nx + y\na - x\nc - y")).pieces
    assert piece.blocs == {"a": 0, "b": 0, "c": 0, "x": 1, "y": 1}
    assert (piece.at_odds, piece.at_least, piece.between) == (0, 0, ())


def test_who_has_friends_on_both_sides_stands_between():
    (piece,) = sides(signed("a + b\na + c\nb + c\nx + y\nx + z\ny + z\na - x\nb - y\nc - z\nm + a\nm + b\nm + x")).pieces
    assert piece.at_odds == 1
    (first, *_) = piece.between
    assert (first.actor, first.friends, len(first.odds)) == ("m", (0, 1), 1)


def test_whoever_fits_as_well_elsewhere_is_free():
    (piece,) = sides(signed("a + b\nx + y\na - x\nb - y\nm + a\nm + x")).pieces
    assert {each.actor: each.free for each in piece.between}["m"]


def test_a_pair_with_both_kinds_of_tie_keeps_both():
    found = sides(signed("a ± b\nb + c\na + c"))
    assert (found.friendly, found.hostile, found.torn) == (3, 1, (("a", "b"),))
    assert [(triad.what, triad.signs) for triad in found.triads] == [("torn", ("±", "+", "+"))]
    assert [found.fits[k] for k in (1, 2, 3)] == [(1, 1)] * 3  # whatever the blocs, one of its two edges is at odds
    assert len(found.triads[0].ties) == 4


def test_parallel_ties_of_one_sign_are_one_edge_and_pieces_are_parted_each_by_itself():
    found = sides(signed("a - b\na - b\nc - d"))
    assert found.hostile == 2 and [piece.blocs for piece in found.pieces] == [{"a": 0, "b": 1}, {"c": 0, "d": 1}]


def test_no_signed_tie_no_sides():
    found = sides(signed(""))
    assert (found.pieces, found.triads, found.at_odds) == ((), (), 0)


def random_edges(seed: int, actors: int = 8, many: int = 16) -> list[Edge]:
    chance = random.Random(seed)
    pairs = chance.sample(list(itertools.combinations(range(actors), 2)), many)
    edges = [Edge(a, b, chance.choice((1, -1))) for a, b in pairs]
    return edges + [Edge(edges[0].a, edges[0].b, -edges[0].sign)]  # one torn pair


def by_trying(edges: list[Edge], k: int) -> int:
    actors = sorted({actor for edge in edges for actor in (edge.a, edge.b)})
    return min(
        sum(edge.odd(dict(zip(actors, blocs))) for edge in edges)
        for blocs in itertools.product(range(k), repeat=len(actors))
    )


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("k", (2, 3))
def test_the_fewest_at_odds_agree_with_trying_every_partition(seed, k):
    edges = random_edges(seed)
    found = fit(edges, k)
    assert found.at_odds == found.at_least == by_trying(edges, k) == sum(edge.odd(found.blocs) for edge in edges)


def test_beyond_what_is_solved_exactly_the_bounds_hold(monkeypatch):
    monkeypatch.setattr(blocs_module, "ENTANGLED", 0)
    for seed in range(8):
        edges = random_edges(seed)
        found = fit(edges, 2)
        assert 1 <= found.at_least <= by_trying(edges, 2) <= found.at_odds


# Sampson, S. F. (1968). A Novitiate in a Period of Change. PhD thesis, Cornell University, appendix, table D13,
# "Affective Matrix, T4", p. 469: whom each novice named as liked most (3, 2, 1) and least (−3, −2, −1).
MONKS = ("John Gregory Basil Peter Bonaventure Berthold Mark Victor Ambrose Romuald Louis Winfrid Amand Hugh Boniface "
         "Albert Elias Simplicius").split()
CHOICES = """
 0 -2  3  0  0  0 -3  0  0 -1  0  1  0  2  0  0  0  0
 3  0  0 -3  0  0  1 -2  0  0  0  2 -1  0  0  0  0  0
 3 -2  0 -3  0 -2  0  0  0  0  0  0  2  0  0 -1  1  2
-2 -3  0  0  3  1  0  0  0  0  2  0  0 -1  0  0  0  0
 0  0  0  3  0  0  0  0  1  0  2  0  0  0  0  0  0  0
 0 -1 -3  3  1  0 -2  0  2  0  0  0  0  0  0  0 -2  0
 0  3  0 -3  0 -2  0 -1  0  0  0  1  0  0  0  2  0  0
 0 -3 -2  3  0  2  0  0  1  0  0  0  0 -1  0  0  0  0
 0  0 -3  0  1  0  0  3  0  0  0  2  0  0  0  0 -2 -1
 0  0  0  3  1  0  0  0  1  0  0  0  2  0  0  0  0  0
-1 -3 -2  0  2  0  0  3  0  0  0  0  0  1  0  0  0  0
 3  2  0  0  0  0  1  0  0  0  0  0  0  0  0  0  0  0
 0 -3  0  0  2 -2  1  0  0  0  0 -1  0  0  0  0  0  3
 3  0  0 -3  0  0  0 -2  0  0  0  1  0  0  2  0 -1  0
 0  3 -2 -1  0  0  1  0  0  0  0  2 -3  0  0  0  0  0
 0  3 -1 -3  0  0  2  0  0  0  0  0  0  0  1  0 -2  0
 0  1  2 -1  0 -3  0 -2  0  0  0  0  0  0  0  0  0  3
 0  1  2 -1  0  0  0 -3  0 -2  0  0  0  0  0  0  3  0
"""
LOYAL = {"Peter", "Bonaventure", "Berthold", "Victor", "Ambrose", "Romuald", "Louis"}


def choices() -> list[tuple[int, int, int]]:
    rows = [[int(value) for value in line.split()] for line in CHOICES.strip().splitlines()]
    # the column totals printed under the table
    assert [sum(max(0, row[j]) for row in rows) for j in range(18)] == [12, 13, 7, 12, 10, 3, 6, 6, 5, 0, 4, 9, 4, 3, 3, 2, 4, 8]
    assert [sum(max(0, -row[j]) for row in rows) for j in range(18)] == [3, 17, 13, 18, 0, 9, 5, 10, 0, 3, 0, 1, 4, 2, 0, 1, 7, 1]
    return [(i, j, value) for i, row in enumerate(rows) for j, value in enumerate(row) if value]


def test_sampsons_monks_are_as_far_from_three_camps_as_was_published():
    """Doreian and Mrvar (1996): 10.5 at T4 for three clusters, each choice counting half its value."""
    valued = [Edge(min(i, j), max(i, j), 1 if value > 0 else -1) for i, j, value in choices() for _ in range(abs(value))]
    found = fit(valued, 3)
    assert found.at_odds / 2 == found.at_least / 2 == 10.5
    assert fit(valued, 2).at_odds > 21 and fit(valued, 4).at_odds == 21
    loyal = found.blocs[MONKS.index("Peter")]
    assert {MONKS[monk] for monk, bloc in found.blocs.items() if bloc == loyal} == LOYAL


def test_sampsons_one_torn_pair_is_told():
    lines = "\n".join(f"{MONKS[i]} {'+' if value > 0 else '-'} {MONKS[j]}" for i, j, value in choices())
    found = sides(signed(lines))
    assert found.torn == (("Gregory", "John"),)  # Gregory names John Bosco first among his friends, John names him among the least liked
    assert found.fits[3] == (10, 10) and found.best == 3
    assert {triad.what for triad in found.triads} == {"balanced", "unbalanced", "torn"}
