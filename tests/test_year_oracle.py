"""The certainty of a tie in a window agrees with trying every world that its dates allow; 10^5 cases: make fuzz."""

import os

import pytest

from oracle import ZONES, disagreements, expected, held, in_zone

COUNT = int(os.environ.get("BAILANYSH_YEARS", "1200"))


def test_every_certainty_is_that_of_all_worlds_together():
    found, _, placed = disagreements(COUNT, seed=2)
    assert found == [] and placed > 0.7 * COUNT


def test_no_time_zone_changes_anything():
    assert len({in_zone(zone, 300, 3) for zone in ZONES}) == 1


@pytest.mark.parametrize("seen, window, said", [
    (["2009-05", "2010-04"], "2010-04", "certain"), (["2009-05", "2010-04"], "2010", "certain"),
    (["2009-05", "2010-04"], "2009-08", "possible"),  # between two times at which it was seen
    (["2009", "2010-04"], "2010", "certain"), (["2009", "2010-04"], "2011", "none"),
])
def test_between_two_months_in_which_it_was_seen_a_tie_is_possible_and_no_more(seen, window, said):
    case = {"seen": seen}
    found, days = held(case, (window, None))
    assert found == said == expected(case, days)


@pytest.mark.parametrize("case, window, said", [
    ({"seen": ["2011"], "start": "2022-01~", "end": "unknown"}, ("2021-09", "2021-12"), "possible"),  # it was said to be certain
    ({"seen": [], "start": "2021", "end": "unknown"}, ("2021-06", None), "possible"),  # it was said not to be
    ({"seen": ["2019~"], "start": "2008", "end": None}, ("2020-10", "2020-12"), "none"),  # nobody has seen what is yet to come
    ({"seen": ["2019?"], "start": None, "end": "2022-04-26~"}, ("2020-10-08", None), "certain"),  # so it has begun by today
])
def test_what_may_lie_after_today_is_told_as_all_worlds_have_it(case, window, said):
    found, days = held(case, window)
    assert found == said == expected(case, days)
