import datetime

from graph.compare import Comparison, OfficeChange, PairChange, SideChange, TieChange, compare
from graph.selection import Selection
from making import dataset

TODAY = datetime.date(2022, 1, 1)


def between(ties: str, first: str = "2010", second: str = "2020", actors: str = "", documents: str = "") -> Comparison:
    return compare(dataset(ties, actors, documents), Selection(first), Selection(second), TODAY)


def test_ties_of_one_time_only_began_or_ended_and_the_others_did_neither():
    found = between("""
        a supports b 2009..2012 #ends
        a supports c 2015..ongoing #begins
        a supports d 2005..ongoing #stays
        a supports e 2013..2014 #between
    """)
    assert found.ended == (TieChange("ends", "certain"),)
    assert found.began == (TieChange("begins", "certain"),)


def test_what_merely_may_have_held_says_so():
    assert between("a supports b 2011~ #t").ended == (TieChange("t", "possible"),)


def test_a_tie_below_the_limit_has_not_ended():
    data = dataset("a supports b 2005..ongoing\na supports c 2005..ongoing\na supports d 2005..ongoing")
    found = compare(data, Selection("2010", limit=4), Selection("2020", limit=1), TODAY)
    assert not found


def test_a_part_compared_with_itself_shows_no_difference():
    data = dataset("a supports b 2010\nb opposes c 2009..ongoing\nc leads d - paper", documents="paper 2010")
    assert not compare(data, Selection("2010"), Selection("2010"), TODAY)


def test_a_pair_whose_ties_are_of_another_kind_changed():
    found = between("a supports b 2008..2012 #1\nb opposes a 2019..2021 #2\na member_of c 2000..ongoing #3")
    assert found.changed == (PairChange("a", "b", ("supports",), ("opposes",), 1, -1, ("1",), ("2",)),)


def test_a_pair_with_signs_of_both_kinds_has_neither():
    found = between("a supports b 2010 #1\na opposes b 2010 #2\na opposes b 2020 #3")
    assert (found.changed[0].sign_before, found.changed[0].sign_after) == (0, -1)


def test_a_tie_became_contested_when_it_was_denied_between_the_two_times():
    papers = "early 2010-05\nlate 2015\nundated"
    found = between("""
        a supports b 2009..ongoing early late! #denied-later
        a supports c 2009..ongoing early early! #denied-at-once
        a supports d 2009..ongoing early undated! #denied-at-some-time
        a supports e 2009..ongoing early late #confirmed
    """, documents=papers)
    assert found.contested == ("denied-later",)


def test_an_actor_changed_office_if_the_posts_differ_and_not_if_the_record_does():
    found = between("""
        ann holds_office_in gov    2008..2012 @minister       #minister
        ann holds_office_in palace 2017..2021 @president      #president
        bob holds_office_in gov    2008..2015 @clerk          #clerk-1
        bob holds_office_in gov    2016..2021 @clerk          #clerk-2
        cat holds_office_in gov    2018..2021 @minister       #new
        gov holds_office_in ann    2010 @by_decree            #event
    """, actors="gov body\npalace body")
    assert found.offices == (OfficeChange("ann", ("minister",), ("president",)), OfficeChange("cat", (), ("new",)))


def test_an_actor_changed_sides_if_its_own_ties_to_another_turned():
    found = between("ann supports bob 2010 #1\nann opposes bob 2020 #2\nbob supports ann 2010 #3\nbob supports ann 2020 #4")
    assert found.sides == (SideChange("ann", "bob", False, 1, -1, ("1",), ("2",)),)


def test_in_an_undirected_tie_both_changed_sides():
    found = between("ann rivals bob 2010 #1\nann allied_with bob 2020 #2")
    assert [(side.actor, side.bloc, side.before, side.after) for side in found.sides] == [
        ("ann", "bob", -1, 1), ("bob", "ann", -1, 1)]


def test_who_belonged_to_a_party_and_then_opposes_it_changed_sides():
    found = between("ann member_of reform 2005..2012 #in\nann opposes reform 2020 #out", actors="reform party")
    assert found.sides == (SideChange("ann", "reform", False, 1, -1, ("in",), ("out",)),)


def test_a_bloc_is_its_members_too():
    found = between("""
        bob member_of reform 2005..ongoing
        cat member_of reform 2005..ongoing
        ann supports  bob    2010 #1
        ann opposes   cat    2020 #2
        dan supports  bob    2010
        dan supports  cat    2020
    """, actors="reform party")
    assert found.sides == (SideChange("ann", "reform", True, 1, -1, ("1",), ("2",)),)


def test_a_possible_tie_weighs_half_of_a_certain_one():
    found = between("ann supports bob 2010\nann opposes bob 2020\nann supports bob 2021~")
    assert [(side.before, side.after) for side in found.sides] == [(1, -1)]


def test_changes_are_grouped_by_actor_the_most_changed_first():
    ties = "ann supports bob 2010 #1\nann opposes bob 2020 #2\ncat supports ann 2020 #3"
    data = dataset(ties)
    groups = compare(data, Selection("2010"), Selection("2020"), TODAY).by_actor(data)
    assert list(groups) == ["ann", "bob", "cat"]
    assert groups["bob"].began == (TieChange("2", "certain"),) and groups["bob"].sides == ()
    assert groups["cat"] == Comparison((TieChange("3", "certain"),), (), (), (), (), ())


def test_the_order_of_records_does_not_matter():
    lines = ["a supports b 2010 #1", "b opposes c 2020 #2", "a opposes b 2020 #3", "d leads c 2005..2012 #4"]
    assert between("\n".join(lines)) == between("\n".join(reversed(lines)))
