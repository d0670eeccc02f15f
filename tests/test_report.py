"""A comparison told for readers, as text, Markdown, CSV and JSON."""

import csv
import datetime
import io

import pytest

from graph.report import report, window_named
from graph.selection import Selection
from making import dataset

TODAY = datetime.date(2026, 11, 22)
TIES = """
ann supports bob 2005 paper #1
ann opposes bob 2010 paper bob! #2
ann holds_office_in house 2004..2006 @minister #3
ann holds_office_in house 2009..2011 @speaker #4
cat supports bob 2020 #5
"""
DATA = dataset(TIES, "house body House")


def told(*windows: str, **selection):
    return report(DATA, windows, Selection(**selection), TODAY)


def test_who_changed_sides_is_told_in_a_sentence_with_the_ties_that_say_so():
    (step,) = told("2005", "2010").steps
    (side,) = step.sides
    assert side.sentence == "Ann — 2005: on the side of Bob; 2010: on the other side."
    assert [each.tie for each in side.before] == ["1"] and [each.tie for each in side.after] == ["2"]


def test_an_actors_offices_stand_before_and_after_and_not_again_under_what_began():
    (step,) = told("2005", "2010").steps
    (ann,) = [section for section in step.sections if section.actor == "ann"]
    assert {group.change: [each.tie for each in group.lines] for group in ann.groups} == {
        "office-before": ["3"], "office-after": ["4"], "began": ["2"], "ended": ["1"],
        "changed-before": ["1"], "changed-after": ["2"],
    }


def test_of_three_windows_each_is_compared_with_the_next():
    steps = told("2005", "2010", "2020").steps
    assert [(step.before, step.after) for step in steps] == [("2005", "2010"), ("2010", "2020")]
    assert [change.relation for change in steps[1].comparison.began] == ["5"]


def test_text_names_claims_with_their_documents_and_counts_the_actors_left_out():
    lines = list(told("2005", "2010").text(actors=1))
    assert any("Ann opposes Bob" in line and "contested" in line for line in lines)
    assert any("bob denies — " in line for line in lines) or any("denies" in line for line in lines)
    assert lines[-2].startswith("Actors with fewer changes, not listed: ")


def test_nothing_in_the_data_becomes_markdown():
    data = dataset("ann supports bob 2005 #1", "ann person [x](javascript:1)*_<b>")
    written = report(data, ("2005", "2010"), Selection(), TODAY).markdown()
    assert "\\[x\\](javascript" in written and "\\<b\\>" in written


def test_no_cell_of_the_csv_file_is_a_formula():
    data = dataset("ann supports bob 2005 #1", "ann person =1+1")
    written = report(data, ("2005", "2010"), Selection(), TODAY).csv(data)
    rows = list(csv.DictReader(io.StringIO(written)))
    assert rows[0]["source"] == "'=1+1" and {row["change"] for row in rows} == {"ended"}


def test_json_holds_every_tie_it_names():
    made = told("2005", "2010").as_json(DATA)
    named = {tie for step in made["steps"] for groups in step["actors"].values() for ties in groups.values() for tie in ties}
    assert named <= made["ties"].keys() and made["ties"]["2"]["status"] == "contested"
    assert made["steps"][0]["sides"][0]["bloc"] == "bob"


def test_windows_are_written_as_a_date_or_two_with_dots():
    assert window_named("2005") == ("2005", None)
    assert window_named("2005..2006-03") == ("2005", "2006-03")
    assert window_named("2005..") == ("2005", "..")
    for wrong in ("x", "2010..2005", "2005-13"):
        with pytest.raises(ValueError):
            window_named(wrong)
    with pytest.raises(ValueError, match="two windows"):
        told("2005")


def test_the_filters_count_and_the_language_is_the_readers():
    assert told("2005", "2010", families=("rivalry",)).steps[0].comparison.ended == ()
    assert told("2005", "2010", language="ru").title == "Что изменилось: 2005 → 2010"
