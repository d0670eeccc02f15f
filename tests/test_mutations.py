"""Slips in good data are noticed: on a part of the real data here, 1,000 in all of it by `make faults`."""

import os
from pathlib import Path

import pytest

from graph.formats import dataset_yaml
from graph.load import load
from mutating import CHANGES, sealed, tally

DATA = Path(__file__).parents[1] / "data"
COUNT = int(os.environ.get("BAILANYSH_MUTATIONS", "125"))
TIES = 12


@pytest.fixture(scope="module")
def texts():
    """A few ties of the real data with all that they refer to, as files."""
    whole = load(DATA)[0]
    explained = [id for id, tie in whole.relations.items() if tie.start and tie.end and len(tie.claims) > 1]
    part = whole.keep(explained[:: max(1, len(explained) // TIES)][:TIES])
    return dataset_yaml.files(part)


@pytest.fixture(scope="module")
def found(texts, tmp_path_factory):
    judge = sealed(texts, tmp_path_factory.mktemp("judged"))
    return tally(judge, texts, COUNT)


def test_no_slip_goes_unnoticed(found):
    _, missed = found
    assert [(what, name) for what, name, _ in missed] == []


def test_most_slips_are_noticed_without_comparing_with_seals(found):
    told, _ = found
    seals = sum(count for (_, who), count in told.items() if who == "seals")
    assert seals < 0.4 * COUNT


@pytest.mark.parametrize("what", ["a_tab_for_spaces", "a_look_alike_in_an_id", "a_merge_conflict", "a_record_doubled"])
def test_these_slips_are_noticed_by_loader_and_rules_alone(found, what):
    told, _ = found
    assert {who for (name, who) in told if name == what} <= {"loader", "rules", "equal"}


def test_every_change_was_made(found):
    assert {what for what, _ in found[0]} == {change.__name__ for change in CHANGES}
