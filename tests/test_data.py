"""The dataset in data/: what it promises as a whole. What it says of the first five documents: test_data_seeds.py."""

import datetime
import re
from collections import defaultdict
from pathlib import Path

import pytest

from graph.check import check
from graph.command.coverage import left_out
from graph.command.vocabulary import tables
from graph.coverage import coverage
from graph.dates import window
from graph.load import load
from graph.minimum import losses, surprises
from graph.seal import unsealed
from graph.selection import Selection, select, spans

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def loaded():
    return load(DATA)


@pytest.fixture(scope="module")
def data(loaded):
    return loaded[0]


def test_nothing_is_wrong_and_nothing_waits_for_a_look(loaded):
    dataset, problems = loaded
    assert [str(problem) for problem in problems + check(dataset, TODAY)] == []


def test_nothing_was_lost(data):
    assert [str(problem) for problem in losses(data, DATA)] == []


def test_nothing_came_that_nobody_expected(data):
    assert [str(problem) for problem in surprises(data, DATA)] == []


def test_every_record_says_what_it_said_when_it_was_looked_through(data):
    assert [str(problem) for problem in unsealed(data, DATA)] == [], "look them through, then python -m graph seal"


def test_it_is_as_large_as_it_says(data):
    twice = sum(len(relation.asserting_documents) > 1 for relation in data.relations.values())
    assert len(data.actors) >= 600 and len(data.relations) >= 1500 and len(data.events) >= 60 and twice >= 250


def test_every_document_says_under_which_licence_it_stands(data):
    assert [document.id for document in data.documents.values() if not document.licence] == []


def test_no_document_is_a_mirror_or_carries_a_secret_of_its_address(data):
    mirrors = ("amansaja", "iiab.me", "kiwix", "osmarks", "wikimili", "knowpia", "piglix", "alchetron", "zxc.wiki")
    assert [d.id for d in data.documents.values() if d.url and any(mirror in d.url for mirror in mirrors)] == []


def test_every_actor_has_its_place_on_the_map(data):
    assert data.actors.keys() - data.layout.keys() == set(), "make docs finds them a place"


def test_the_page_on_coverage_is_current(data):
    there = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
    made = datetime.date.fromisoformat(re.search(r"as of (\S+);", there)[1])
    assert there == coverage(data, made, left_out(ROOT / "docs/coverage-left-out.yaml")), "make docs brings it up to date"


def holders(data, year: int, body: str, *roles: str) -> set[str]:
    """Who certainly held one of these offices at a body in a year."""
    known = spans(data, TODAY)
    return {
        relation.source for relation in data.relations.values()
        if relation.kind == "holds_office_in" and relation.target == body and relation.role.en in roles
        and known[relation.id] and known[relation.id].certainty(*window(str(year))) == "certain"
    }


@pytest.mark.parametrize("year, presidents", [
    (1995, {"askar-akayev"}),
    (2005, {"askar-akayev", "kurmanbek-bakiyev"}),
    (2008, {"kurmanbek-bakiyev"}),
    (2010, {"kurmanbek-bakiyev", "roza-otunbayeva"}),
    (2014, {"almazbek-atambayev"}),
    (2017, {"almazbek-atambayev", "sooronbai-jeenbekov"}),
    (2019, {"sooronbai-jeenbekov"}),
    (2022, {"sadyr-japarov"}),
])
def test_the_presidents_follow_the_years(data, year, presidents):
    assert holders(data, year, "presidency-of-kyrgyzstan", "President") == presidents


def test_prime_minister_in_2005_president_from_2006(data):
    assert "kurmanbek-bakiyev" in holders(data, 2005, "government-of-kyrgyzstan", "Prime Minister")
    assert holders(data, 2006, "presidency-of-kyrgyzstan", "President") == {"kurmanbek-bakiyev"}
    assert "kurmanbek-bakiyev" not in holders(data, 2006, "government-of-kyrgyzstan", "Prime Minister")


def test_kulov_was_convicted_and_acquitted_and_both_are_told_apart(data):
    kinds = {relation.kind for relation in data.relations.values() if relation.target == "felix-kulov"}
    assert {"detains", "convicts", "acquits"} <= kinds


def test_merged_parties_are_successors_not_duplicates(data):
    merged = {relation.source: relation.target for relation in data.relations.values() if relation.kind == "merges_into"}
    assert merged and set(merged) <= data.actors.keys()
    names = defaultdict(set)
    for actor in data.actors.values():
        if actor.kind == "party":
            names[actor.name.en.casefold()].add(actor.id)
    assert [ids for ids in names.values() if len(ids) > 1] == []


@pytest.mark.parametrize("year, expected", [
    ("2005", "askar-akayev kurmanbek-bakiyev felix-kulov roza-otunbayeva omurbek-tekebayev azimbek-beknazarov "
             "almazbek-atambayev adakhan-madumarov jogorku-kenesh russia united-states kyrgyzstan"),
    ("2010", "kurmanbek-bakiyev roza-otunbayeva almazbek-atambayev omurbek-tekebayev maksim-bakiyev omurbek-babanov "
             "kamchybek-tashiev felix-kulov azimbek-beknazarov sdpk ata-zhurt ar-namys respublika csto russia uzbekistan"),
    ("2015", "almazbek-atambayev sooronbai-jeenbekov omurbek-tekebayev omurbek-babanov temir-sariev sdpk "
             "ata-meken respublika-ata-jurt kyrgyzstan-party bir-bol onuguu-progress jogorku-kenesh russia"),
    ("2020", "sooronbai-jeenbekov sadyr-japarov almazbek-atambayev omurbek-babanov kubatbek-boronov kamchybek-tashiev "
             "omurbek-tekebayev birimdik mekenim-kyrgyzstan ata-zhurt russia jogorku-kenesh"),
    ("2025", "sadyr-japarov kamchybek-tashiev adylbek-kasymaliev nurlanbek-turgunbek-uulu almazbek-atambayev "
             "jogorku-kenesh gknb russia"),
])
def test_the_opening_view_shows_whom_a_student_of_the_country_expects(data, year, expected):
    shown = select(data, Selection(year), TODAY).dataset.actors.keys()
    assert sorted(set(expected.split()) - shown) == []


def test_the_data_dictionary_lists_the_vocabulary_as_it_is(data):
    page = (ROOT / "docs/data.md").read_text(encoding="utf-8")
    for table in tables(data.vocabulary):
        assert table in page, "docs/data.md is behind: paste what python -m graph vocabulary prints"
