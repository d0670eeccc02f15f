import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import FIRST_DAY, LAST_DAY, Span, parse_date, span_of, window, years
from making import dataset

TODAY = datetime.date(2020, 6, 15)


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


@pytest.mark.parametrize("written, earliest, first, last, latest", [
    ("2005", "2005-01-01", "2005-01-01", "2005-12-31", "2005-12-31"),
    ("2005-03", "2005-03-01", "2005-03-01", "2005-03-31", "2005-03-31"),
    ("2005-03-24", "2005-03-24", "2005-03-24", "2005-03-24", "2005-03-24"),
    ("2004-02", "2004-02-01", "2004-02-01", "2004-02-29", "2004-02-29"),
    ("1900-02", "1900-02-01", "1900-02-01", "1900-02-28", "1900-02-28"),
    ("2000-02-29", "2000-02-29", "2000-02-29", "2000-02-29", "2000-02-29"),
    ("2005~", "2004-01-01", "2005-01-01", "2005-12-31", "2006-12-31"),
    ("2005?", "2004-01-01", "2005-01-01", "2005-12-31", "2006-12-31"),
    ("2005-03~", "2005-02-01", "2005-03-01", "2005-03-31", "2005-04-30"),
    ("2005-01?", "2004-12-01", "2005-01-01", "2005-01-31", "2005-02-28"),
    ("2005-12~", "2005-11-01", "2005-12-01", "2005-12-31", "2006-01-31"),
    ("2005-03-24?", "2005-03-23", "2005-03-24", "2005-03-24", "2005-03-25"),
    ("2004-02-29~", "2004-02-28", "2004-02-29", "2004-02-29", "2004-03-01"),
    ("2010-06-12/2010-06-13", "2010-06-12", "2010-06-12", "2010-06-13", "2010-06-13"),
    ("2005/2007-03", "2005-01-01", "2005-01-01", "2007-03-31", "2007-03-31"),
    ("2005~/2007?", "2004-01-01", "2005-01-01", "2007-12-31", "2008-12-31"),
    ("0001-01~", "0001-01-01", "0001-01-01", "0001-01-31", "0001-02-28"),
    ("9999-12?", "9999-11-01", "9999-12-01", "9999-12-31", "9999-12-31"),
    ("9999~", "9998-01-01", "9999-01-01", "9999-12-31", "9999-12-31"),
    ("0001-01-01~", "0001-01-01", "0001-01-01", "0001-01-01", "0001-01-02"),
])
def test_a_written_date_has_these_bounds(written, earliest, first, last, latest):
    bounds = parse_date(written)
    found = [datetime.date.fromordinal(each).isoformat() for each in (
        bounds.earliest, bounds.first, bounds.last, bounds.latest)]
    assert found == [earliest, first, last, latest]


@pytest.mark.parametrize("written", [
    "", "5", "205", "20055", "2005-3", "2005-13", "2005-00", "2005-02-29", "1900-02-29", "2005-04-31", "0000", "2005~?",
    "~2005", "2005 ", "2005\n", "2005/", "/2005", "2005/2006/2007", "2005..2007", "24.03.2005", "March 2005", "２００５",
    "2007/2005", "ongoing", "unknown", "-2005", "2005-03-24T10:00",
])
def test_what_is_no_date_is_refused_with_a_sentence(written):
    with pytest.raises(ValueError) as refused:
        parse_date(written)
    assert f"'{written}'" in str(refused.value) and ": " in str(refused.value)


def test_the_sentence_stays_one_however_long_the_text():
    with pytest.raises(ValueError) as refused:
        parse_date("2" * 1_000_000)
    assert len(str(refused.value)) < 300


SMALL = st.integers(1, 9)


@given(st.tuples(SMALL, SMALL).map(sorted), st.tuples(SMALL, SMALL).map(sorted), st.tuples(SMALL, SMALL).map(sorted))
def test_certainty_agrees_with_every_start_and_end_that_there_could_be(starts, ends, view):
    held = [
        start <= view[1] and end >= view[0]
        for start in range(starts[0], starts[1] + 1)
        for end in range(ends[0], ends[1] + 1)
        if start <= end
    ]
    if not held:
        return  # the dates contradict each other: span_of makes no such span
    expected = "certain" if all(held) else "possible" if any(held) else "none"
    assert Span(*starts, *ends).certainty(*view) == expected


@given(st.sets(SMALL, min_size=1), st.tuples(SMALL, SMALL).map(sorted))
def test_what_was_only_seen_is_certain_on_those_days_and_possible_between(days, view):
    seen = tuple(sorted(days))
    span = Span(seen[0], seen[0], seen[-1], seen[-1], seen=seen)
    inside = any(view[0] <= each <= view[1] for each in seen)
    between = view[0] <= seen[-1] and view[1] >= seen[0]
    assert span.certainty(*view) == ("certain" if inside else "possible" if between else "none")


def span(when: str, claims: str = "paper", documents: str = "") -> Span | None:
    """The span of a tie that is written like this, cited by these documents."""
    data = dataset(f"a supports b {when} {claims}", documents=documents)
    return span_of(next(iter(data.relations.values())), data, TODAY)


def certainty(found: Span, first: str, last: str | None = None) -> str:
    return found.certainty(*window(first, last))


def test_what_happened_in_a_month_is_certain_in_it_and_possible_on_each_of_its_days():
    found = span("2010-06")
    assert certainty(found, "2010-06") == "certain"
    assert certainty(found, "2010-06-10") == "possible"
    assert certainty(found, "2010-05") == "none"


def test_about_a_year_is_possible_in_that_year_and_certain_only_in_the_three():
    found = span("2010~")
    assert certainty(found, "2010") == "possible"
    assert certainty(found, "2011") == "possible"
    assert certainty(found, "2009", "2011") == "certain"


def test_what_lasted_is_certain_between_the_latest_start_and_the_earliest_end():
    found = span("2005-03..2010-04-07")
    assert certainty(found, "2005-03-15") == "possible"
    assert certainty(found, "2005-04-01") == certainty(found, "2010-04-07") == "certain"
    assert certainty(found, "2010-04-08") == "none"


def test_an_ongoing_tie_holds_until_today_and_no_further():
    found = span("2005-03-24..ongoing")
    assert found.open
    assert certainty(found, "2020-06-15") == "certain"
    assert certainty(found, "2020-06-16") == "none"


def test_an_ongoing_tie_that_began_this_year_is_certain_today():
    found = span("2020..ongoing")
    assert certainty(found, "2020-06-15") == "certain"
    assert certainty(found, "2020-02") == "possible"


def test_an_ongoing_tie_that_is_yet_to_begin_is_not_shown_today():
    assert certainty(span("2021..ongoing"), "2020-06") == "none"
    assert certainty(span("2021..ongoing"), "2021") == "certain"


def test_an_ongoing_tie_without_a_start_counts_from_its_first_claim():
    found = span("..ongoing", "early late", "early 2010-06-01\nlate 2015")
    assert certainty(found, "2010-05") == "none"
    assert certainty(found, "2012") == "certain"


def test_an_ongoing_tie_that_nothing_else_dates_is_certain_today_alone():
    found = span("..ongoing")
    assert certainty(found, "2020-06-15") == "certain"
    assert certainty(found, "2020-06-14") == "none"


def test_an_unknown_end_is_certain_to_the_last_claim_and_possible_until_today():
    found = span("2005-03-24..unknown", "early late", "early 2006-01-01\nlate 2010-06-14")
    assert certainty(found, "2010-06-14") == "certain"
    assert certainty(found, "2010-06-15") == certainty(found, "2020-06-15") == "possible"
    assert certainty(found, "2020-06-16") == "none"


def test_an_unknown_end_after_an_uncertain_start_is_not_certain_at_the_end_of_that_year():
    found = span("2005..unknown")
    assert certainty(found, "2005") == "certain"
    assert certainty(found, "2005-12-31") == "possible"  # it may have begun and ended in January


def test_a_claim_dated_by_its_year_makes_nothing_certain_to_the_end_of_that_year():
    found = span("2005-03-24..unknown", "book", "book 2010")
    assert certainty(found, "2009") == "certain"
    assert certainty(found, "2010-12-31") == "possible"


def test_a_start_alone_reaches_to_the_last_claim_and_no_further():
    found = span("2005-03-24..", "early late", "early 2006-01-01\nlate 2010-06-14")
    assert certainty(found, "2008") == "certain"
    assert certainty(found, "2010-06-15") == "none"


def test_a_start_alone_that_no_later_claim_saw_is_no_more_than_a_beginning():
    assert span("2005-03-24..") == Span(*[day("2005-03-24")] * 4)
    assert span("2005-03-24..", "older", "older 2001-01-01") == Span(*[day("2005-03-24")] * 4)
    assert certainty(span("2005.."), "2005-12") == "possible"
    assert certainty(span("2005.."), "2005") == "certain"


def test_an_end_alone_reaches_back_to_the_first_claim():
    found = span("..2010-04-07", "early late", "early 2006-01-01\nlate 2015-01-01")
    assert certainty(found, "2005-12-31") == "none"
    assert certainty(found, "2006-01-01") == certainty(found, "2008") == certainty(found, "2010-04-07") == "certain"
    assert certainty(found, "2010-04-08") == "none"


def test_an_end_alone_that_no_earlier_claim_saw_is_no_more_than_an_ending():
    found = span("..2010", "late", "late 2015-01-01")
    assert certainty(found, "2010") == "certain"
    assert certainty(found, "2010-01-01") == "possible"
    assert certainty(found, "2009") == "none"


def test_an_unknown_start_is_possible_from_the_first_year_on():
    found = span("unknown..2010-04-07", "early", "early 2006-01-01")
    assert found.start_earliest == FIRST_DAY
    assert certainty(found, "1900") == "possible"
    assert certainty(found, "2006-01-01") == "certain"


def test_an_end_unknown_without_a_start_counts_from_the_first_claim():
    found = span("..unknown", "early late", "early 2006-01-01\nlate 2010-06-14")
    assert [certainty(found, each) for each in ("2005", "2008", "2011", "2021")] == [
        "none", "certain", "possible", "none"]


def test_both_unknown_is_certain_where_it_was_seen():
    found = span("unknown..unknown", "early late", "early 2006-01-01\nlate 2010-06-14")
    assert [certainty(found, each) for each in ("2005", "2008", "2011", "2021")] == [
        "possible", "certain", "possible", "none"]


def test_what_was_only_seen_is_certain_on_the_days_of_its_documents():
    found = span("-", "early late", "early 2006-01-01\nlate 2010-06-14")
    assert found.seen == (day("2006-01-01"), day("2010-06-14"))
    assert [certainty(found, each) for each in ("2005", "2006", "2008", "2010", "2011")] == [
        "none", "certain", "possible", "certain", "none"]


def test_what_was_seen_by_a_book_is_certain_in_its_year_but_on_no_day_of_it():
    found = span("-", "book", "book 2010")
    assert certainty(found, "2010") == "certain"
    assert certainty(found, "2010-01-01") == "possible"


@pytest.mark.parametrize("when", ["-", "unknown..", "unknown..unknown", "..unknown"])
def test_what_nothing_dates_has_no_place_in_time(when):
    assert span(when) is None


def test_a_denial_is_no_sighting():
    assert span("-", "paper!", "paper 2010-06-14") is None


def test_dates_that_contradict_each_other_have_no_place_in_time():
    assert span("2010..2005") is None
    assert span("2010-06..2010") is not None


@given(
    st.sampled_from([None, "unknown", "2005", "2005-03~", "2020", "2021", "2010-06-12/2011"]),
    st.sampled_from([None, "ongoing", "unknown", "2004", "2005", "2010?", "2021"]),
    st.lists(st.sampled_from(["2003", "2005-03", "2010-06-14", "2020", "2030"]), max_size=3),
)
def test_the_bounds_of_every_span_are_in_order(start, end, seen):
    papers = [f"p{i}" for i in range(len(seen))]
    when = "-" if start is end is None else f"{start or ''}..{end or ''}"
    if when.startswith(".."):
        when = f"..{end}"
    found = span(when, " ".join(papers) or "paper", "\n".join(f"{p} {d}" for p, d in zip(papers, seen)))
    if found:
        assert FIRST_DAY <= found.start_earliest <= found.start_latest <= LAST_DAY
        assert found.end_earliest <= found.end_latest <= LAST_DAY
        assert found.start_earliest <= found.end_earliest and found.start_latest <= found.end_latest


def test_a_window_of_one_date_is_all_of_it():
    assert window("2010") == (day("2010-01-01"), day("2010-12-31"))
    assert window("2010-06", "2011~") == (day("2010-06-01"), day("2011-12-31"))
    with pytest.raises(ValueError, match="swap the two"):
        window("2011", "2010")


def test_years_reach_from_the_first_start_to_the_last_end():
    assert years([]) is None
    assert years([span("2005..2010-04"), span("1998-03..2006")]) == (1998, 2010)


def test_one_early_tie_among_hundreds_does_not_stretch_the_time_axis():
    assert years([span("1964..2010")] + [span("2005..2010")] * 120) == (2005, 2010)
    assert years([span("1964..2010")] * 2 + [span("2005..2010")] * 120) == (1964, 2010)
