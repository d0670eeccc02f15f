import io
import json
import random
from argparse import Namespace
from itertools import combinations

import networkx as nx
import pytest

from graph.command import layout as command
from graph.layout import box, layout, lines, union
from graph.model import Dataset
from making import dataset


def barabasi(actors: int = 60) -> Dataset:
    graph = nx.barabasi_albert_graph(actors, 2, seed=1)
    names = "\n".join(f"a{n} person {'Some Rather Long Name ' * (n % 3)}A{n}" for n in range(actors))
    return dataset("\n".join(f"a{i} supports a{j} 2010" for i, j in graph.edges), names + "\nlone-1\nlone-2\npair-1\npair-2")


DATA = barabasi()


def overlapping(data: Dataset, positions) -> list[tuple[str, str]]:
    boxes = {actor.id: box([actor.name.en]) for actor in data.actors.values()}

    def overlap(a: str, b: str) -> bool:
        (ax, ay), (bx, by) = positions[a], positions[b]
        beside = abs(ax - bx) < boxes[a][0] + boxes[b][0]
        return beside and ay - boxes[a][1] < by + boxes[b][2] and by - boxes[b][1] < ay + boxes[a][2]

    return [pair for pair in combinations(positions, 2) if overlap(*pair)]


def test_every_actor_has_a_place_of_whole_units_and_no_boxes_overlap():
    positions = layout(DATA)
    assert positions.keys() == DATA.actors.keys()
    assert all(value == round(value) for position in positions.values() for value in position)
    assert overlapping(DATA, positions) == []


def test_the_canvas_is_wider_than_tall():
    positions = layout(DATA)
    width = max(x for x, _ in positions.values()) - min(x for x, _ in positions.values())
    height = max(y for _, y in positions.values()) - min(y for _, y in positions.values())
    assert 1.2 < width / height < 2.2


def test_two_runs_and_any_order_of_records_give_the_same_positions():
    positions = layout(DATA)
    relations, actors = list(DATA.relations.values()), list(DATA.actors.values())
    random.Random(3).shuffle(relations)
    random.Random(4).shuffle(actors)
    shuffled = Dataset(DATA.vocabulary, {a.id: a for a in actors}, {r.id: r for r in relations}, DATA.documents)
    assert layout(DATA) == positions
    assert layout(shuffled) == positions


def test_actors_that_hang_together_stand_together():
    cliques = "\n".join(
        f"{group}{i} allied_with {group}{j} 2010" for group in "ab" for i, j in combinations(range(6), 2)
    ) + "\na0 supports b0 2010"
    positions = layout(dataset(cliques))

    def distance(a: str, b: str) -> float:
        return sum((p - q) ** 2 for p, q in zip(positions[a], positions[b])) ** 0.5

    within = [distance(f"{g}{i}", f"{g}{j}") for g in "ab" for i, j in combinations(range(6), 2)]
    between = [distance(f"a{i}", f"b{j}") for i in range(1, 6) for j in range(1, 6)]
    assert sum(within) / len(within) < 0.7 * sum(between) / len(between)


def test_what_hangs_together_with_nothing_else_stands_in_rows_below():
    data = dataset("\n".join(f"pair-{n} supports mate-{n} 2010" for n in range(3)) +
                   "\n" + "\n".join(f"hub supports a{n} 2010" for n in range(12)), "lone-1\nlone-2")
    positions = layout(data)
    lowest = max(y for actor, (_, y) in positions.items() if actor[0] in "ha")
    outside = {actor: at for actor, at in positions.items() if actor.startswith(("lone", "pair", "mate"))}
    assert all(y > lowest for _, y in outside.values())
    assert positions["lone-1"][1] == positions["lone-2"][1]
    left, right = (side(x for actor, (x, _) in positions.items() if actor[0] in "ha") for side in (min, max))
    assert all(left - 60 <= x <= right + 60 for x, _ in outside.values())


def test_parallel_ties_pull_as_one_tie_of_more_weight():
    graph = union(dataset("a supports b 2010\nb opposes a 2011\na supports b 2012\nb supports a 2013\nb supports c 2010"))
    assert graph.edges["a", "b"]["weight"] == 2
    assert graph.edges["b", "c"]["weight"] == 1


def test_a_new_actor_moves_nobody_and_stands_near_those_it_is_tied_to_in_free_space():
    stored = layout(DATA)
    grown = dataset("\n".join(
        f"{r.source} {r.kind} {r.target} 2010" for r in DATA.relations.values()) + "\nnew supports a20 2010\nnew supports lone-1 2010",
        "\n".join(f"{a.id} {a.kind} {a.name.en}" for a in DATA.actors.values()) + "\nnew\nnewer")
    positions = layout(grown, keep=stored)
    assert {actor: positions[actor] for actor in stored} == stored
    assert overlapping(grown, positions) == []
    near = layout(dataset("new supports a0 2010", "a0\na1"), keep={"a0": (0, 0), "a1": (4000, 0)})
    assert abs(near["new"][0]) < 300 and abs(near["new"][1]) < 300
    bottom = max(y for actor, (_, y) in positions.items() if actor != "newer")
    assert positions["newer"][1] > bottom


def test_actors_no_longer_there_have_no_position():
    assert layout(dataset("a supports b 2010"), keep={"gone": (5, 5), "a": (1, 2)}).keys() == {"a", "b"}


def test_the_smallest_datasets_have_positions_too():
    assert layout(dataset("")) == {}
    assert layout(dataset("", "alone")) == {"alone": (0.0, 0.0)}
    pair = dataset("a supports b 2010")
    assert overlapping(pair, layout(pair)) == []
    assert len(set(layout(dataset("a supports b 2010\na supports a 2011\nb supports c 2010")).values())) == 3


@pytest.mark.parametrize("small, most", [(20, 2000), (20, 20)], ids=["drawn and refined", "drawn"])
def test_large_networks_are_drawn_by_igraph_as_deterministically_and_as_legibly(monkeypatch, small, most):
    monkeypatch.setattr("graph.layout.SMALL", small)
    monkeypatch.setattr("graph.layout.MOST", most)
    positions = layout(DATA)
    assert positions.keys() == DATA.actors.keys()
    assert overlapping(DATA, positions) == []
    random.seed(5)
    assert layout(DATA) == positions  # whatever others have drawn from the one generator of chance
    length = [sum((p - q) ** 2 for p, q in zip(positions[r.source], positions[r.target])) ** 0.5 for r in DATA.relations.values()]
    apart = [sum((p - q) ** 2 for p, q in zip(positions[a], positions[b])) ** 0.5 for a, b in combinations(positions, 2)
             if a[0] == b[0] == "a"]
    assert sum(length) / len(length) < 0.75 * sum(apart) / len(apart)


def test_labels_wrap_and_are_cut():
    assert lines("Roza Otunbayeva") == ("Roza Otunbayeva",)
    assert lines("Revolutionary Communist International Tendency of the World")[-1].endswith("…")
    assert len(lines("x" * 1000)) == 3


def test_the_command_writes_one_actor_a_line_and_keeps_what_is_stored(tmp_path, monkeypatch):
    data = dataset("b supports a 2010", layout={"a": (100.0, 50.0)})
    monkeypatch.setattr(command, "read", lambda args: (data, 0))
    args = Namespace(data=tmp_path, fresh=False)
    assert command.run(args, out := io.StringIO()) == 0
    written = (tmp_path / "layout.json").read_text()
    assert written.splitlines()[1] == '  "a": [100, 50],'
    assert json.loads(written).keys() == {"a", "b"}
    assert "placed: 2, of them new: 1" in out.getvalue()
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] == ["layout.json"]
    command.run(Namespace(data=tmp_path, fresh=True), io.StringIO())
    assert json.loads((tmp_path / "layout.json").read_text())["a"] != [100, 50]
