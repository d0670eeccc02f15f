"""Measures: textbook graphs with known answers, agreement with networkx, and the years of a small dataset."""

import datetime
import math

import networkx as nx
import numpy as np
import pytest

from graph.measures import MEASURES, OF_ACTORS, OF_NETWORKS, net_of, rank
from graph.measures.years import leaders, moves, through_years
from graph.selection import Selection, select
from making import dataset
from nets import net, net_from

TODAY = datetime.date(2026, 11, 22)
STAR, PATH, CYCLE, COMPLETE = nx.star_graph(4), nx.path_graph(5), nx.cycle_graph(5), nx.complete_graph(5)
KITE = nx.krackhardt_kite_graph()  # Andre, Beverley, Carol, Diane, Ed, Fernando, Garth, Heather, Ike, Jane
BRIDGE = nx.barbell_graph(4, 0)  # two cliques of four and one tie between them


def values(measure, graph) -> list[float]:
    return MEASURES[measure].compute(net_from(graph)).round(4).tolist()


def of(measure, graph) -> float:
    return round(MEASURES[measure].compute(net_from(graph)), 4)


@pytest.mark.parametrize("measure, graph, wanted", [
    ("degree", STAR, [4, 1, 1, 1, 1]),
    ("degree", KITE, [4, 4, 3, 6, 3, 5, 5, 3, 2, 1]),
    ("strength", CYCLE, [2] * 5),
    ("betweenness", STAR, [1, 0, 0, 0, 0]),
    ("betweenness", PATH, [0, 0.5, 0.6667, 0.5, 0]),
    ("betweenness", COMPLETE, [0] * 5),
    ("betweenness", KITE, [0.0231, 0.0231, 0, 0.1019, 0, 0.2315, 0.2315, 0.3889, 0.2222, 0]),  # Krackhardt 1990
    ("closeness", STAR, [1, 0.5714, 0.5714, 0.5714, 0.5714]),
    ("closeness", CYCLE, [0.6667] * 5),
    ("closeness", KITE, [0.5294, 0.5294, 0.5, 0.6, 0.5, 0.6429, 0.6429, 0.6, 0.4286, 0.3103]),
    ("eigenvector", STAR, [1, 0.5, 0.5, 0.5, 0.5]),  # 1/√4
    ("eigenvector", COMPLETE, [1] * 5),
    ("pagerank", CYCLE, [0.2] * 5),
    ("core", COMPLETE, [4] * 5),
    ("core", PATH, [1] * 5),
    ("core", BRIDGE, [3] * 8),
    ("clustering", COMPLETE, [1] * 5),
    ("clustering", CYCLE, [0] * 5),
    ("clustering", BRIDGE, [1, 1, 1, 0.5, 0.5, 1, 1, 1]),
    ("effective_size", STAR, [4, 1, 1, 1, 1]),
    ("effective_size", COMPLETE, [1] * 5),  # 4 − 3
    ("effective_size", BRIDGE, [1, 1, 1, 2.5, 2.5, 1, 1, 1]),  # 4 − 2·3/4
    ("constraint", STAR, [0.25, 1, 1, 1, 1]),
    ("constraint", CYCLE, [0.5] * 5),
    ("constraint", nx.complete_graph(3), [1.125] * 3),  # 2·(1/2 + 1/4)², the most there can be
    ("participation", BRIDGE, [0, 0, 0, 0.375, 0.375, 0, 0, 0]),  # 1 − (9 + 1)/16
])  # fmt: skip
def test_textbook_actors(measure, graph, wanted):
    assert values(measure, graph) == wanted


@pytest.mark.parametrize("measure, graph, wanted", [
    ("actors", KITE, 10), ("ties", KITE, 18), ("density", KITE, 0.4), ("density", COMPLETE, 1),
    ("components", nx.disjoint_union(STAR, PATH), 2),
    ("transitivity", COMPLETE, 1), ("transitivity", STAR, 0), ("transitivity", nx.complete_graph(3), 1),
    ("centralisation", STAR, 1), ("centralisation", CYCLE, 0), ("centralisation", PATH, 0.1667),  # 2 / (4·3)
    ("modularity", BRIDGE, 0.4231),  # 2·(6/13 − 1/4)
    ("reciprocity", nx.DiGraph([(0, 1), (1, 0), (1, 2)]), 0.6667),
])  # fmt: skip
def test_textbook_networks(measure, graph, wanted):
    assert of(measure, graph) == wanted


def test_zachary_agrees_with_what_was_published():
    club = nx.karate_club_graph()
    club = nx.Graph(club.edges())  # without weights
    assert of("modularity", club) == 0.4198  # the optimum: Brandes et al. 2008, IEEE TKDE 20(2)
    assert of("transitivity", club) == 0.2557 and of("density", club) == 0.1390
    between = OF_ACTORS["betweenness"].compute(net_from(club))
    assert [round(between[actor], 4) for actor in (0, 33, 32)] == [0.4376, 0.3041, 0.1452]  # Mr. Hi, John A. first
    assert max(values("core", club)) == 4


@pytest.mark.parametrize("seed", range(6))
def test_random_graphs_agree_with_networkx(seed):
    graph = nx.gnm_random_graph(30, 20 + 12 * seed, seed=seed)
    n = len(graph)
    by_hand = {
        "degree": dict(graph.degree()),
        "betweenness": nx.betweenness_centrality(graph),
        "closeness": nx.closeness_centrality(graph),
        "pagerank": nx.pagerank(graph, tol=1e-12, max_iter=1000),
        "core": nx.core_number(graph),
        "effective_size": nx.effective_size(graph),
        "constraint": nx.constraint(graph),
    }
    for measure, wanted in by_hand.items():
        got = OF_ACTORS[measure].compute(net_from(graph))
        assert np.allclose(got, [wanted[node] for node in range(n)], atol=1e-7, equal_nan=True), measure
    clustering = OF_ACTORS["clustering"].compute(net_from(graph))
    assert np.allclose(np.nan_to_num(clustering), list(nx.clustering(graph).values()))
    assert [math.isnan(value) for value in clustering] == [degree < 2 for _, degree in graph.degree()]
    assert of("transitivity", graph) == round(nx.transitivity(graph), 4)
    largest = graph.subgraph(max(nx.connected_components(graph), key=len))
    wanted = nx.eigenvector_centrality_numpy(largest)
    got = OF_ACTORS["eigenvector"].compute(net_from(graph))
    assert np.allclose([got[node] for node in largest], np.array(list(wanted.values())) / max(wanted.values()), atol=1e-6)


def test_directed_random_graphs_agree_with_networkx():
    graph = nx.gnm_random_graph(30, 90, seed=3, directed=True)
    net = net_from(graph)
    assert OF_ACTORS["in_degree"].compute(net).tolist() == [degree for _, degree in graph.in_degree()]
    assert OF_ACTORS["out_degree"].compute(net).tolist() == [degree for _, degree in graph.out_degree()]
    assert np.allclose(OF_ACTORS["pagerank"].compute(net), list(nx.pagerank(graph, tol=1e-12, max_iter=1000).values()))
    assert math.isclose(OF_NETWORKS["reciprocity"].compute(net), nx.overall_reciprocity(graph))


def test_parallel_ties_count_once_for_pairs_and_each_for_strength():
    doubled = net([("a", "b"), ("a", "b"), ("b", "a"), ("b", "c")], directed=True)
    assert OF_ACTORS["degree"].compute(doubled).tolist() == [1, 2, 1]
    assert OF_ACTORS["strength"].compute(doubled).tolist() == [3, 4, 1]
    assert OF_ACTORS["out_degree"].compute(doubled).tolist() == [1, 2, 0]
    assert OF_ACTORS["betweenness"].compute(doubled).tolist() == [0, 1, 0]
    assert OF_NETWORKS["ties"].compute(doubled) == 4 and OF_NETWORKS["density"].compute(doubled) == pytest.approx(2 / 3)


def test_a_friend_and_foe_counts_on_both_sides_and_a_possible_tie_half():
    both = net([("a", "b"), ("a", "b"), ("a", "c")], sign=[1, -1, -1], weight=[1, 0.5, 1])
    assert OF_ACTORS["positive_degree"].compute(both).tolist() == [1, 1, 0]
    assert OF_ACTORS["negative_degree"].compute(both).tolist() == [2, 1, 1]
    assert OF_ACTORS["strength"].compute(both).tolist() == [2.5, 1.5, 1]
    assert OF_NETWORKS["hostile"].compute(both) == pytest.approx(2 / 3)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_every_measure_bears_a_network_without_ties_and_without_actors(measure):
    for empty in (net([], actors=["a", "b"]), net([])):
        found = np.atleast_1d(measure.compute(empty))
        assert len(found) == (len(empty) if measure.of == "actor" else 1)
        assert not np.isinf(found).any()


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_every_measure_is_declared_in_full(measure):
    for field in ("name", "unit", "meaning", "example", "counts", "assumes", "formula", "range", "source", "cost"):
        assert getattr(measure, field).strip(), field
    assert "{value}" in measure.example and ("{name}" in measure.example) == (measure.of == "actor")


def test_equal_values_share_a_rank_and_what_has_no_value_has_none():
    values = np.array([2.0, 5.0, 2.0, math.nan, 1.0])
    assert rank(MEASURES["degree"], values).tolist() == [2, 1, 2, 0, 4]
    assert rank(MEASURES["constraint"], values).tolist() == [2, 4, 2, 0, 1]  # the least first


def test_a_part_becomes_a_net_with_its_signs_bonds_and_doubts():
    data = dataset("""
        a member_of p 2005..2010
        b member_of body-one 2005..2010
        a opposes b 2006 paper paper-two
        b supports a 2006 paper paper-two!
        a holds_office_in body-one 2005..2010? rumour?
    """, actors="p party\nbody-one body")  # fmt: skip
    net = net_of(select(data, Selection(first="2010"), TODAY))
    assert net.actors == ("a", "b", "body-one", "p")
    rows = {tie.split(".")[1]: place for place, tie in enumerate(net.ties)}
    assert set(rows) == {"member_of", "holds_office_in"} and len(net.ties) == 3
    net = net_of(select(data, Selection(first="2006"), TODAY))
    row = {".".join(tie.split(".")[:2]): place for place, tie in enumerate(net.ties)}
    assert [int(net.stance[row[tie]]) for tie in ("a.member_of", "b.member_of", "a.opposes", "b.supports")] == [1, 0, -1, 1]
    assert [bool(net.bond[row[tie]]) for tie in ("a.member_of", "b.member_of", "a.opposes", "b.supports")] == [
        True, True, False, True,
    ]
    assert [bool(net.doubts["single"][row[tie]]) for tie in ("a.opposes", "b.supports", "a.member_of")] == [False, True, True]
    assert net.doubts["contested"][row["b.supports"]] and net.doubts["speculated"][row["a.holds_office_in"]]
    assert net.doubts["contested"].sum() == net.doubts["speculated"].sum() == 1


def test_what_is_left_out_leaves_its_actors_alone_in_the_net():
    net_ = net([("a", "b"), ("b", "c")])
    left = net_.only(np.array([True, False]))
    assert left.actors == ("a", "b", "c") and OF_ACTORS["degree"].compute(left).tolist() == [1, 1, 0]


YEARS = dataset("""
    a supports b 2005..2007
    a supports c 2005..2006
    d supports b 2006..2007
    d supports c 2007..2007
    d supports e 2007..2007
""")  # fmt: skip


def test_the_years_hold_each_measure_of_each_year():
    years = through_years(YEARS, Selection(), TODAY)
    assert years.years == (2005, 2006, 2007) and years.actors == ("a", "b", "c", "d", "e")
    assert np.array_equal(years.values["degree"], [
        [2, 1, 1, math.nan, math.nan], [2, 2, 1, 1, math.nan], [1, 2, 1, 3, 1],
    ], equal_nan=True)  # fmt: skip
    assert years.ranks("degree").tolist() == [[1, 2, 2, 0, 0], [1, 1, 3, 3, 0], [3, 2, 3, 1, 3]]
    assert years.networks["ties"].tolist() == [2, 3, 4]


def test_the_years_follow_the_selection_but_not_its_time_or_limit():
    years = through_years(YEARS, Selection(first="2007", limit=1, focus=("a",)), TODAY)
    assert years.years == (2005, 2006, 2007) and years.actors == ("a", "b", "c")


def test_who_rose_and_who_fell():
    years = through_years(YEARS, Selection(), TODAY)
    found = moves(years, "degree", 2006, 2007)
    assert [(move.actor, move.before, move.after) for move in found] == [("d", 3, 1), ("c", 3, 3), ("b", 1, 2), ("a", 1, 3)]
    assert [move.rose for move in found] == [2, 0, -1, -2]
    with pytest.raises(ValueError):
        moves(years, "degree", 1999, 2007)


def test_leaders_are_those_that_stood_highest():
    assert leaders(through_years(YEARS, Selection(), TODAY), "degree", 2) == ["a", "b"]


def test_a_dataset_without_ties_has_no_years():
    years = through_years(dataset("", actors="a"), Selection(), TODAY)
    assert years.years == () and leaders(years, "degree", 3) == []
