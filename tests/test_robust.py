"""Robust or not: what leaving out doubtful ties and losing ties at random does to an order."""

import numpy as np

from graph.measures import OF_ACTORS
from graph.measures.robust import STRICT, robustness
from nets import net

DEGREE = OF_ACTORS["degree"].compute
HUB = [("hub", f"leaf-{number}") for number in range(8)]
RIVAL = [("rival", f"leaf-{number}") for number in range(6)]


def test_a_star_stays_first_whatever_is_lost():
    found = robustness(net(HUB), DEGREE, draws=40)
    assert found.standings[0].actor == "hub" and found.standings[0].range == (1, 1)
    assert found.flips[0].holds and found.ties == 8 and found.draws == 40


def test_a_lead_that_rests_on_contested_ties_falls_without_them():
    doubtful = [True] * 4 + [False] * 10
    found = robustness(net(HUB + RIVAL, doubts={"contested": doubtful}), DEGREE, draws=10)
    hub, rival = found.standings[:2]
    assert (hub.actor, hub.rank, hub.without["contested"]) == ("hub", 1, 2)
    assert (rival.without["contested"], rival.without[STRICT]) == (1, 1)
    assert found.left_out == {"contested": 4, "speculated": 0, "possible": 0, "single": 0, STRICT: 4}
    assert found.flips[0].doubts == ("contested", STRICT) and not found.flips[0].holds


def test_a_narrow_lead_flips_more_often_the_more_ties_are_lost():
    close = net([("hub", f"leaf-{each:02d}") for each in range(80)] + [("rival", f"leaf-{each:02d}") for each in range(76)])
    lost = robustness(close, DEGREE, draws=100).flips[0].lost
    assert 0 <= lost[0.05] <= lost[0.10] <= lost[0.20] <= 0.5 and lost[0.20] > 0.05


def test_the_draws_are_the_same_at_every_run():
    close = net(HUB + RIVAL)
    assert robustness(close, DEGREE, draws=20).standings == robustness(close, DEGREE, draws=20).standings
    assert robustness(close, DEGREE, draws=20).flips != robustness(close, DEGREE, draws=20, seed=1).flips


def test_whoever_loses_all_ties_is_last_and_not_forgotten():
    found = robustness(net([("a", "b"), ("a", "b"), ("b", "c")], doubts={"single": [False, False, True]}), DEGREE, draws=5)
    assert {standing.actor: standing.without["single"] for standing in found.standings} == {"a": 1, "b": 1, "c": 3}


def test_only_those_asked_for_are_ranked_but_all_are_measured():
    star = net(HUB + RIVAL)
    leaves = np.array([actor.startswith("leaf") for actor in star.actors])
    found = robustness(star, DEGREE, draws=5, among=leaves, top=3)
    assert [(standing.actor, standing.value, standing.rank) for standing in found.standings] == [
        ("leaf-0", 2, 1), ("leaf-1", 2, 1), ("leaf-2", 2, 1),
    ]


def test_where_less_is_more_the_least_comes_first():
    found = robustness(net(HUB), OF_ACTORS["constraint"].compute, more=False, draws=5)
    assert found.standings[0].actor == "hub" and found.standings[1].rank == 2


def test_a_net_without_ties_has_an_order_of_equals():
    found = robustness(net([], actors=["a", "b"]), DEGREE, draws=3)
    assert [standing.rank for standing in found.standings] == [1, 1]
