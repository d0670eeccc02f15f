import datetime
import json

from graph.coverage import coverage
from graph.minimum import TWICE, counts, losses, surprises
from making import dataset

TODAY = datetime.date(2012, 1, 1)

TIES = """
    ann leads union 2010 report-1,report-2
    bob member_of union 2010..2011 report-1
    cid opposes ann - report-1/bob
"""
DOCUMENTS = """
    report-1 2010-06-14 Herald
    report-2 2011 Courier
"""


def small():
    return dataset(TIES.replace(",", " "), actors="union party Union", documents=DOCUMENTS)


def row(page: str, name: str) -> list[str]:
    """The first row that begins with the name, as its cells."""
    line = next(line for line in page.splitlines() if line.startswith(f"| {name} |"))
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def test_a_year_counts_its_documents_claims_and_the_ties_that_held_in_it():
    page = coverage(small(), TODAY)
    assert row(page, "2010") == ["1", "3", "3", "0", "0"]
    assert row(page, "2011") == ["1", "1", "1", "0", "0"]


def test_statuses_and_doubly_supported_ties_are_counted():
    page = coverage(small(), TODAY)
    assert row(page, "— stated") == ["2"]
    assert row(page, "— claimed") == ["1"]
    assert row(page, "— supported by two documents or more") == ["1"]


def test_what_was_left_out_is_listed_under_its_reason():
    page = coverage(small(), TODAY, {"a comment only": ["r1", "r2"]})
    assert "- a comment only (2): r1, r2" in page


def test_counts_are_by_kind():
    found = counts(small())
    assert found["actors"] == {"party": 1, "person": 3}
    assert found["relations"] == {"leads": 1, "member_of": 1, "opposes": 1}
    assert found[TWICE] == 1


def test_a_loss_is_an_error_at_the_number_that_says_so(tmp_path):
    (tmp_path / "minimum.json").write_text(json.dumps({"actors": {"party": 1, "person": 4}, "documents": 2}, indent=1))
    problem, = losses(small(), tmp_path)
    assert (problem.mark.line, problem.degree) == (4, "error")
    assert "actors person: 3, but there were at least 4" in problem.message


def test_a_folder_without_minimum_counts_loses_nothing(tmp_path):
    assert losses(small(), tmp_path) == []


def test_minimum_counts_that_cannot_be_read_are_one_problem(tmp_path):
    for broken in ("{", "[]", '{"events": "many"}', '{"events": true}'):
        (tmp_path / "minimum.json").write_text(broken)
        assert len(losses(small(), tmp_path)) == 1, broken


def test_more_than_was_expected_deserves_a_look_at_the_number(tmp_path):
    (tmp_path / "maximum.json").write_text(json.dumps({"actors": {"party": 1, "person": 2}, "relations": {"leads": 1, "opposes": 1}}, indent=1))
    problems = surprises(small(), tmp_path)
    assert [(problem.mark.line, problem.degree) for problem in problems] == [(4, "look"), (6, "look")]
    assert "actors person: 3, where at most 2 were expected" in problems[0].message
    assert "relations member_of: 1, where at most 0 were expected" in problems[1].message  # a kind that it does not know


def test_a_date_beyond_the_years_of_the_data_deserves_a_look(tmp_path):
    data = dataset("a supports b 2010\na opposes b 1100..2010\na rivals b 2010/2100 paper", documents="paper 2010")
    (tmp_path / "maximum.json").write_text('{"earliest year": 1990, "latest year": 2027}')
    assert [problem.record for problem in surprises(data, tmp_path)] == ["a.opposes.b.1100", "a.rivals.b.2010/2100"]
    assert surprises(data, tmp_path / "nowhere") == []
    (tmp_path / "maximum.json").write_text("{")
    assert len(surprises(data, tmp_path)) == 1
