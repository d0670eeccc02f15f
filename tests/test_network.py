import json
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from graph.network import build, chains, ego, node_link
from making import dataset


def graph_of(ties: str, actors: str = "", **more):
    return build(dataset(ties, actors, **more))


def complete(n: int):
    return graph_of("\n".join(f"a{i} allied_with a{j} 2010" for i, j in combinations(range(n), 2)))


def path(n: int):
    return graph_of("\n".join(f"a{i} supports a{i + 1} 2010 #t{i}" for i in range(n - 1)))


def test_nodes_and_edges_carry_what_the_records_say():
    graph = graph_of("ann member_of reform 2005..ongoing times/bob @treasurer #t", "ann person Ann A\nreform party Reform")
    assert graph.nodes["ann"] == {"kind": "person", "name": "Ann A", "names": {"en": "Ann A"}}
    tie = graph.edges["ann", "reform", "t"]
    assert {key: tie[key] for key in ("kind", "family", "sign", "directed", "status", "start", "end", "role")} == {
        "kind": "member_of", "family": "membership", "sign": 0, "directed": True, "status": "claimed",
        "start": "2005", "end": "ongoing", "role": "treasurer"}
    assert tie["claims"] == [{"document": "times", "by": "bob", "stance": "asserts"}]
    assert tie["certainty"] is None
    assert build(dataset("a supports b 2010 #t"), {"t": "possible"}).edges["a", "b", "t"]["certainty"] == "possible"


def test_parallel_ties_and_undirected_ties_stay_apart():
    graph = graph_of("a supports b 2010\na supports b 2012\na rivals b 2013\nb supports a 2010")
    assert graph.number_of_edges("a", "b") == 3
    assert [tie["directed"] for tie in graph["a"]["b"].values()] == [True, True, False]


def test_node_link_data_is_json_and_comes_back():
    graph = graph_of("a supports b 2010\nb rivals c -")
    data = json.loads(json.dumps(node_link(graph)))
    assert "edges" in data and "links" not in data
    back = nx.node_link_graph(data, edges="edges")
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    assert list(back.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


def test_ego_of_P5_grows_by_one_on_both_sides_whichever_way_ties_point():
    graph = path(5)
    assert set(ego(graph, ["a2"], 1)) == {"a1", "a2", "a3"}
    assert set(ego(graph, ["a2"], 2)) == {"a0", "a1", "a2", "a3", "a4"}
    assert set(ego(graph, ["a0", "a4"], 1)) == {"a0", "a1", "a3", "a4"}


def test_ego_in_K5_is_K5_with_the_ties_among_the_neighbours():
    assert ego(complete(5), ["a0"], 1).number_of_edges() == 10


def test_ego_of_a_lone_actor_is_the_actor():
    graph = graph_of("a supports b 2010", "z")
    assert list(ego(graph, ["z"], 3)) == ["z"]


def test_actors_that_are_not_there_raise():
    graph = path(2)
    with pytest.raises(KeyError):
        ego(graph, ["z"], 1)
    with pytest.raises(KeyError):
        chains(graph, "a0", "z")


def test_P5_has_one_chain_from_end_to_end():
    assert chains(path(5), "a4", "a0") == [["t3", "t2", "t1", "t0"]]


def test_C4_has_two_chains_across_and_K5_one_tie_between_any_two():
    ring = graph_of("a supports b 2010 #ab\nb supports c 2010 #bc\nc supports d 2010 #cd\nd supports a 2010 #da")
    assert sorted(chains(ring, "a", "c")) == [["ab", "bc"], ["da", "cd"]]
    assert len(chains(complete(5), "a0", "a4")) == 1


def test_no_chain_leads_to_another_component_or_to_oneself():
    graph = graph_of("a supports b 2010\nc supports d 2010")
    assert chains(graph, "a", "d") == []
    assert chains(graph, "a", "a") == []


def test_parallel_ties_are_chains_of_their_own_after_those_through_other_actors():
    graph = graph_of("""
        a supports b 2010 #ab1
        a opposes  b 2011 #ab2
        b supports c 2010 #bc
        a supports d 2010 #ad
        d supports c 2010 #dc
    """)
    assert chains(graph, "a", "c") == [["ab1", "bc"], ["ad", "dc"], ["ab2", "bc"]]
    assert chains(graph, "a", "c", limit=2) == [["ab1", "bc"], ["ad", "dc"]]


def test_avoiding_an_actor_goes_round_it():
    graph = graph_of("a supports b 2010 #ab\nb supports c 2010 #bc\na supports d 2010 #ad\nd supports e 2010 #de\ne supports c 2010 #ec")
    assert chains(graph, "a", "c") == [["ab", "bc"]]
    assert chains(graph, "a", "c", avoiding=["b"]) == [["ad", "de", "ec"]]
    assert chains(graph, "a", "c", avoiding=["b", "e"]) == []
    assert chains(graph, "a", "c", avoiding=["a"]) == [["ab", "bc"]]


def test_only_cooperative_takes_neither_hostile_nor_neutral_ties():
    graph = graph_of("a opposes b 2010 #ab\na leads b 2010 #lead\na supports c 2010 #ac\nc allied_with b 2010 #cb")
    assert chains(graph, "a", "b", only_cooperative=True) == [["ac", "cb"]]


def test_in_time_each_tie_begins_no_earlier_than_the_one_before():
    graph = graph_of("a supports b 2010 #ab\nb supports c 2005 #bc")
    assert chains(graph, "a", "c", in_time=True) == []
    assert chains(graph, "c", "a", in_time=True) == [["bc", "ab"]]


def test_in_time_a_longer_chain_stands_in_for_one_that_runs_backwards():
    graph = graph_of("a supports b 2010 #ab\nb supports c 2005 #bc\na supports d 2004 #ad\nd supports b 2004 #db")
    assert chains(graph, "a", "c") == [["ab", "bc"]]
    assert chains(graph, "a", "c", in_time=True) == [["ad", "db", "bc"]]


def test_in_time_uncertain_dates_are_given_the_benefit_of_the_doubt_but_only_once():
    within_a_year = graph_of("a supports b 2010-06 #ab\nb supports c 2010 #bc")
    assert chains(within_a_year, "a", "c", in_time=True) == [["ab", "bc"]]
    too_late = graph_of("a supports b 2010-06 #ab\nb supports c 2010 #bc\nc supports d 2010-03 #cd")
    assert chains(too_late, "b", "d", in_time=True) == [["bc", "cd"]]
    assert chains(too_late, "a", "d", in_time=True) == []


def test_in_time_a_tie_that_was_only_seen_may_have_begun_long_before():
    graph = graph_of("a supports b 1995 #ab\nb supports c - times #bc\nc supports d 1999 #cd", documents="times 2010")
    assert chains(graph, "a", "d", in_time=True) == [["ab", "bc", "cd"]]


edges = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(2000, 2004), st.integers(0, 2)), max_size=9)


@given(edges, st.booleans())
@settings(max_examples=60)
def test_chains_agree_with_brute_force(edges, in_time):
    ties = {f"t{n}": (a, b, year, year + width) for n, (a, b, year, width) in enumerate(edges) if a != b}
    lines = "\n".join(f"a{a} supports a{b} {first}/{last} #{id}" for id, (a, b, first, last) in ties.items())
    graph = graph_of(lines, "a0\na5")

    def walk(here, visited, earliest, chain):
        if here == 5:
            yield chain
            return
        for id, (a, b, first, last) in ties.items():
            if here in (a, b) and (there := a + b - here) not in visited and (not in_time or last >= earliest):
                yield from walk(there, visited | {there}, max(earliest, first), chain + [id])

    found = list(walk(0, {0}, 0, []))
    shortest = min(map(len, found), default=0)
    assert sorted(chains(graph, "a0", "a5", in_time=in_time)) == sorted(c for c in found if len(c) == shortest)
