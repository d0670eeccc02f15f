"""The generator of networks for measuring: valid, seeded and shaped like a real one."""

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import synthetic  # noqa: E402
from graph.load import load  # noqa: E402


def test_a_written_network_loads_without_a_problem_as_the_very_dataset(tmp_path):
    synthetic.write(tmp_path, 200, 600)
    read, problems = load(tmp_path)
    assert problems == []
    assert read == synthetic.dataset(200, 600)
    assert dict(read.layout) == dict(synthetic.dataset(200, 600).layout)
    assert (len(read.actors), len(read.relations)) == (200, 600)


def test_the_same_numbers_give_the_same_network_and_another_seed_another():
    assert synthetic.dataset(120, 300) == synthetic.dataset(120, 300)
    assert synthetic.dataset(120, 300).relations != synthetic.dataset(120, 300, seed=8).relations


def test_degrees_are_skewed_and_kinds_as_in_the_model():
    drawn = synthetic.draw(5000, 15000)
    degrees = sorted(Counter(drawn.source.tolist() + drawn.target.tolist()).values(), reverse=True)
    assert sum(degrees[:50]) > 0.15 * 2 * 15000  # a hundredth of the actors has a sixth of the ends
    model = synthetic.model()
    persons = model.kinds.index("person")
    assert abs((drawn.kinds == persons).mean() - model.share[persons]) < 0.03
    names = {synthetic.name(number) for number in range(20_000)}
    assert len(names) == 20_000


def test_no_two_actors_stand_in_one_place():
    places = synthetic.draw(3000, 9000).places
    assert len({tuple(place) for place in places.tolist()}) == 3000


def test_what_cannot_be_is_refused_in_a_sentence(capsys, tmp_path):
    assert synthetic.main(["5", "5", str(tmp_path)]) == 2
    assert "too few" in capsys.readouterr().err
    with pytest.raises(ValueError, match="different ties"):
        synthetic.draw(30, 50_000)
