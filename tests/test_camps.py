"""Where actors stand through the groups that they belong to and lead."""

import datetime

from graph.camps import arenas, camps
from graph.compare import compare
from graph.selection import Selection
from making import dataset

TODAY = datetime.date(2026, 11, 22)
ACTORS = "reds party\nblues party\nhouse body"


def stands(ties: str) -> dict[tuple[str, str], int]:
    data = dataset(ties, ACTORS)
    found = camps(data, data.relations.values(), {tie: "certain" for tie in data.relations})
    return {pair: stand.sign for pair, stand in found.items()}


def test_a_member_stands_with_the_leader_of_its_group_but_leaders_do_not_stand_with_their_members():
    assert stands("ann member_of reds 2000..2010\nbob leads reds 2000..2010") == {("ann", "bob"): 1}


def test_a_member_stands_where_its_group_stands_and_against_the_leader_of_a_group_that_it_opposes():
    found = stands("ann member_of reds 2000..2010\nbob leads blues 2000..2010\nreds opposes blues 2005")
    assert found == {
        ("reds", "blues"): -1, ("reds", "bob"): -1, ("ann", "blues"): -1, ("ann", "bob"): -1,
    }


def test_what_is_done_to_an_actor_does_not_say_where_it_stands():
    assert stands("bob opposes ann 2005") == {("bob", "ann"): -1}
    assert stands("bob rivals ann 2005") == {("bob", "ann"): -1, ("ann", "bob"): -1}


def test_a_parliament_where_parties_sit_is_no_camp():
    ties = "ann member_of reds 2000..2010\nreds member_of house 2000..2010\ncat member_of house 2000..2010\ndan leads house 2000..2010"
    assert arenas(dataset(ties, ACTORS)) == {"house"}
    assert ("cat", "dan") not in stands(ties)
    assert stands(ties + "\nhouse opposes eve 2005")["dan", "eve"] == -1  # who leads it answers for what it does
    assert ("cat", "eve") not in stands(ties + "\nhouse opposes eve 2005")


def test_ties_for_and_against_say_nothing():
    assert stands("ann supports bob 2005\nann opposes bob 2006") == {}


def test_being_named_to_an_office_is_no_belonging():
    assert stands("ann member_of reds 2005\nbob leads reds 2000..2010") == {}


def test_an_actor_changes_sides_with_its_group():
    data = dataset(
        "ann member_of reds 2000..2006\nbob leads reds 2000..2006\nann leads blues 2008..2012\nblues opposes bob 2009..2010", ACTORS
    )
    (side,) = [side for side in compare(data, Selection("2005"), Selection("2010"), TODAY).sides if side.bloc == "bob"]
    assert (side.actor, side.before, side.after, side.through_groups) == ("ann", 1, -1, True)
    assert side.ties_before == ("ann.member_of.reds.2000", "bob.leads.reds.2000")
    assert side.ties_after == ("ann.leads.blues.2008", "blues.opposes.bob.2009")
