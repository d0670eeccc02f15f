"""Communities through the years, declared blocs, and brokers between groups."""

import datetime
import math

import networkx as nx
import pytest

from graph.measures import net_of
from graph.measures.brokers import ROLES, brokers, role, score
from graph.measures.communities import Communities, Turn, adjusted_rand, agreement, carry, colours, groups_of, namesakes
from graph.measures.groups import affiliations
from graph.selection import Selection, select
from making import dataset
from nets import net, net_from, signed

TODAY = datetime.date(2026, 11, 22)


def clique(*actors: str) -> list[tuple[str, str]]:
    return [(a, b) for place, a in enumerate(actors) for b in actors[place + 1:]]


def year(*cliques: str):
    return net([tie for names in cliques for tie in clique(*names)])


def test_two_cliques_with_a_bridge_are_two_communities():
    found = groups_of(net(clique(*"abcd") + clique(*"wxyz") + [("d", "w")]))
    assert found == [frozenset("abcd"), frozenset("wxyz")]


def test_communities_are_the_same_at_every_run_and_whoever_has_no_bond_has_none():
    graph = nx.planted_partition_graph(4, 10, 0.8, 0.05, seed=1)
    assert net_from(graph).communities.tolist() == net_from(graph).communities.tolist()
    assert adjusted_rand(net_from(graph).communities.tolist(), [node // 10 for node in graph]) == 1
    assert signed("a + b\nb + c\na + c\nc - d").communities.tolist() == [0, 0, 0, -1]


def test_a_label_stays_with_the_greatest_overlap():
    found = carry([(2005, year("abcd", "wxyz")), (2006, year("abce", "wxyz", "mno"))])
    assert found.groups[2006] == {0: frozenset("abce"), 1: frozenset("wxyz"), 2: frozenset("mno")}
    assert found.turns == (Turn(2006, "born", 2),)
    assert found.label_of(2006, "e") == 0 and found.label_of(2006, "d") is None
    assert found.core(0)[:3] == ["a", "b", "c"]


def test_splits_merges_and_ends_are_told():
    split = carry([(2005, year("abcdefg")), (2006, year("abcd", "efg"))])
    assert split.turns == (Turn(2006, "split", 1, (0,)),)
    merged = carry([(2005, year("abcd", "efg")), (2006, year("abcdefg"))])
    assert merged.turns == (Turn(2006, "merged", 0, (1,)),)
    ended = carry([(2005, year("abcd", "efg")), (2006, year("abcd"))])
    assert ended.turns == (Turn(2006, "ended", 1),)


@pytest.mark.parametrize("first, second, wanted", [
    ([0, 0, 1, 1], [5, 5, 7, 7], 1), ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
    ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2], 0.2424),  # Hubert and Arabie's formula by hand: (2 − 1.2) / (4.5 − 1.2)
])  # fmt: skip
def test_the_adjusted_rand_index(first, second, wanted):
    assert round(adjusted_rand(first, second), 4) == wanted


def test_the_adjusted_rand_index_has_no_meaning_where_nothing_is_parted():
    assert math.isnan(adjusted_rand([0, 0, 0], [1, 1, 1])) and math.isnan(adjusted_rand([], []))


PARTIES = """
    a member_of red 2005..2006
    b member_of red 2005..2006
    c member_of red 2005..2006
    x member_of blue 2005..2006
    y member_of blue 2005..2006
    z leads blue 2005..2006
    a opposes x 2005
"""
STATES = PARTIES + """\
    b holds_office_in ministry 2005..2006
    ministry member_of land 2005..2006
"""
KINDS = "red party\nblue party\nministry body\nland state"


def test_communities_are_held_against_declared_blocs():
    data = dataset(PARTIES, KINDS)
    found = agreement(net_of(select(data, Selection(first="2005"), TODAY)), data)
    assert found.actors == 8 and found.blocs == 2 and found.index == 1
    data = dataset(STATES, KINDS)  # the ministry draws one of the red away from them
    assert 0 < agreement(net_of(select(data, Selection(first="2005"), TODAY)), data).index < 1


def test_an_actor_belongs_to_the_nearest_of_a_kind():
    data = dataset(STATES + "b member_of land 2005..2006\n", KINDS)
    net_ = net_of(select(data, Selection(first="2005"), TODAY))
    assert affiliations(net_, data, ("party",)) == {
        "a": "red", "b": "red", "c": "red", "red": "red", "x": "blue", "y": "blue", "z": "blue", "blue": "blue",
    }
    assert affiliations(net_, data, ("state",)) == {"b": "land", "ministry": "land", "land": "land"}


@pytest.mark.parametrize("groups, wanted", [
    ("111", "coordinator"), ("121", "consultant"), ("122", "gatekeeper"), ("112", "representative"), ("123", "liaison"),
])  # fmt: skip
def test_the_five_roles_of_gould_and_fernandez(groups, wanted):
    chain = net([("a", "b"), ("b", "c")], directed=True)
    (broker,) = brokers(chain, dict(zip("abc", groups)))
    assert broker.actor == "b" and {name: many for name, many in broker.roles.items() if many} == {wanted: 1}
    assert role(*groups) == wanted and set(broker.roles) == set(ROLES)
    assert broker.between == (wanted != "coordinator")


def test_a_closed_chain_needs_no_broker_and_an_undirected_tie_runs_both_ways():
    groups = dict(zip("abc", "123"))
    assert brokers(net([("a", "b"), ("b", "c"), ("a", "c")], directed=True), groups) == []
    (broker,) = brokers(net([("a", "b"), ("b", "c")]), groups)
    assert broker.roles["liaison"] == 2
    assert score(net([("a", "b"), ("b", "c")]), groups).tolist() == [0, 2, 0]


def test_hostile_ties_carry_nothing_and_who_has_no_group_is_not_counted():
    assert brokers(signed("a + b\nb - c"), dict(zip("abc", "123"))) == []
    assert brokers(signed("a + b\nb + c"), {"a": "1", "b": "2"}) == []


def test_a_colour_stays_with_its_community_and_goes_to_another_only_after_a_year_without_it():
    team = lambda *actors: frozenset(actors)
    groups = Communities({
        1: {0: team(*"abcd"), 1: team(*"xyz")}, 2: {0: team(*"abcd"), 2: team(*"xyz")}, 3: {0: team(*"abc"), 2: team(*"xyz")},
        4: {0: team(*"abc"), 3: team(*"pqr")}, 5: {0: team(*"abc"), 4: team(*"stu")},
    }, ())
    found = colours(groups, 2)
    assert found[0] == 0 and found[2] == 1  # those with the most members over the years choose first
    assert 1 not in found and 3 not in found  # beside 2, or right after it
    assert found[4] == 1


def test_a_community_is_called_by_the_bloc_of_most_of_its_members_else_by_its_two_strongest():
    weight = {"a": 1, "b": 5, "c": 3, "party": 4}
    assert namesakes(frozenset("abc"), {"a": "party", "b": "party"}, weight) == ("party",)
    assert namesakes(frozenset("abc"), {"a": "party"}, weight) == ("b", "c")
    assert namesakes(frozenset("abc"), {}, {**weight, "a": 5}) == ("a", "b")
