import argparse
import datetime
from urllib.parse import parse_qs

import pytest
from hypothesis import given, strategies as st

from graph.command.options import add_selection_options
from graph.model import LANGUAGES, STATUSES
from graph.selection import MOST, Selection, ranks, select, spans
from making import dataset

TODAY = datetime.date(2020, 6, 1)


def parse(arguments: list[str]) -> Selection:
    parser = argparse.ArgumentParser()
    add_selection_options(parser)
    return Selection.from_arguments(parser.parse_args(arguments))


dates = st.builds(
    lambda year, rest: f"{year}{rest}", st.integers(1, 9999).map("{:04}".format),
    st.sampled_from(["", "-06", "-06-10", "~", "?", "-06~", "-02-28?"]),
)
windows = st.one_of(
    st.tuples(st.none(), st.none()), st.tuples(dates, st.none()), st.tuples(dates, st.just("..")),
    st.tuples(st.none(), dates), st.lists(dates, min_size=2, max_size=2).map(lambda pair: tuple(sorted(pair))),
).filter(lambda pair: _makes_sense(*pair))
ids = st.lists(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True), max_size=3).map(tuple)
voices = st.lists(st.text(st.characters(codec="utf-8"), min_size=1), max_size=3).map(tuple)
selections = st.builds(
    lambda window, **more: Selection(*window, **more), windows,
    families=ids, kinds=ids, status=st.lists(st.sampled_from(STATUSES)).map(tuple), documents=ids,
    speakers=voices, standpoints=voices, focus=ids, radius=st.integers(1, 3), limit=st.integers(1, MOST),
    possible=st.booleans(), language=st.sampled_from(LANGUAGES),
    opened=st.none() | st.from_regex(r"[a-z0-9]+\.[a-z_]+\.[a-z0-9]+\.[0-9~?/-]+", fullmatch=True),
)


def _makes_sense(first, last) -> bool:
    try:
        Selection(first, last).window()
    except ValueError:
        return False
    return True


@given(selections)
def test_a_link_brings_back_the_selection(selection):
    assert Selection.from_query(selection.query()) == selection
    assert Selection.from_query("?" + selection.query()) == selection
    assert Selection.from_query(parse_qs(selection.query())) == selection


@given(selections)
def test_the_command_line_brings_back_the_selection(selection):
    assert parse(selection.arguments()) == selection


@given(st.text(), st.dictionaries(st.sampled_from(["year", "from", "to", "radius", "limit", "lang", "possible", "x"]),
                                  st.text()))
def test_a_link_of_nonsense_is_still_a_selection(text, mapping):
    for selection in (Selection.from_query(text), Selection.from_query(mapping)):
        selection.window()
        assert Selection.from_query(selection.query()) == selection


def test_a_link_reads_as_people_would_write_it():
    selection = Selection("2010", focus=("ann", "bob"), families=("rivalry", "alliance"), possible=False)
    assert selection.query() == "year=2010&family=alliance,rivalry&focus=ann,bob&possible=0"
    assert Selection("2005-03", "2010").query() == "from=2005-03&to=2010"
    assert Selection("2005", "..").query() == "from=2005"
    assert Selection(None, "2010").query() == "to=2010"
    assert Selection(speakers=("a diplomat, unnamed",)).query() == "speaker=a%20diplomat%252C%20unnamed"
    assert Selection().query() == ""


def test_a_link_passes_over_what_makes_no_sense():
    query = "year=2010-13&limit=1000000&radius=9&lang=de&status=stated,sure&possible=maybe&nonsense=1&focus="
    assert Selection.from_query(query) == Selection(status=("stated",))
    assert Selection.from_query("from=2010&to=2005") == Selection()


@pytest.mark.parametrize("arguments, sentence", [
    (["--year", "MMX"], "'MMX' is not a date"),
    (["--limit", "1000000"], "not a number of actors from 1 to 100000"),
    (["--radius", "4"], "'4' is none of 1, 2, 3"),
    (["--status", "sure"], "'sure' is none of stated"),
    (["--today", "yesterday"], "'yesterday' is not a day"),
])
def test_the_command_line_refuses_what_makes_no_sense(arguments, sentence, capsys):
    with pytest.raises(SystemExit):
        parse(arguments)
    assert sentence in capsys.readouterr().err


def test_a_window_that_ends_before_it_starts_is_refused_on_the_command_line():
    with pytest.raises(ValueError, match="ends before it starts"):
        parse(["--from", "2010", "--to", "2005"])


def test_selections_that_mean_the_same_are_equal():
    assert Selection(families=("b", "a", "b")) == Selection(families=("a", "b"))
    assert Selection(focus=("b", "a")) != Selection(focus=("a", "b"))


TIES = """
ann supports  bob    2010                   #in-2010
ann leads     reform 2005..2010-03          #until-march
bob opposes   cat    2011?                  #perhaps-2011
cat member_of reform 2012..ongoing          #still
dan rivals    ann    -        diary         #undated
"""
ACTORS = "reform party"


def shown(selection: Selection, ties: str = TIES, actors: str = ACTORS, documents: str = "") -> set[str]:
    return set(select(dataset(ties, actors, documents), selection, TODAY).dataset.relations)


def test_all_time_shows_everything_that_has_a_place_in_time_and_calls_it_certain():
    part = select(dataset(TIES, ACTORS), Selection(), TODAY)
    assert set(part.certainty) == {"in-2010", "until-march", "perhaps-2011", "still"}
    assert set(part.certainty.values()) == {"certain"}
    assert part.undated == ("undated",)


def test_a_year_shows_what_held_in_it():
    part = select(dataset(TIES, ACTORS), Selection("2010"), TODAY)
    assert dict(part.certainty) == {"in-2010": "certain", "until-march": "certain", "perhaps-2011": "possible"}
    assert set(part.dataset.actors) == {"ann", "bob", "cat", "reform"}
    assert shown(Selection("2010", possible=False)) == {"in-2010", "until-march"}
    assert shown(Selection("2019")) == {"still"}
    assert shown(Selection("2021")) == set()


def test_a_window_is_as_wide_as_it_is_written():
    assert shown(Selection("2010-04", "2010-12", possible=False)) == set()  # in-2010 is somewhere in 2010
    assert shown(Selection("2010-04", "2010-12")) == {"in-2010", "perhaps-2011"}
    assert shown(Selection(None, "2009")) == {"until-march"}
    assert shown(Selection("2011", "..", possible=False)) == {"still"}


@given(st.lists(st.tuples(
    st.sampled_from(["2005", "2005~", "2005-03", "2005-03-24?", "2004..2006", "2004..ongoing", "2004..unknown", "2006..",
                     "..2005-07", "-"]),
    st.sampled_from(["", "old", "new", "old new"])), min_size=1, max_size=5), windows)
def test_the_arrays_agree_with_the_spans(ties, window):
    lines = "\n".join(f"a supports b {when} {claims} #t{n}" for n, (when, claims) in enumerate(ties))
    data = dataset(lines, documents="old 2003-05\nnew 2007")
    days = Selection(*window).window()
    part = select(data, Selection(*window), TODAY)
    for id, span in spans(data, TODAY).items():
        if span is None:
            assert id in part.undated and id not in part.certainty
        else:
            expected = span.certainty(*days) if days else "certain"
            assert part.certainty.get(id, "none") == expected


def test_families_kinds_and_status_must_all_agree():
    ties = """
        ann supports bob 2010 #a
        ann opposes  bob 2010 paper book! #b
        ann opposes  reform 2010 #c
        ann member_of reform 2010 #d
    """
    assert shown(Selection(families=("rivalry",)), ties) == {"b", "c"}
    assert shown(Selection(families=("rivalry", "alliance")), ties) == {"a", "b", "c"}
    assert shown(Selection(families=("rivalry",), status=("stated",)), ties) == {"c"}
    assert shown(Selection(kinds=("opposes", "supports")), ties) == {"a", "b", "c"}
    assert shown(Selection(kinds=("person",)), ties) == {"a", "b"}
    assert shown(Selection(kinds=("person", "opposes")), ties) == {"b"}
    assert shown(Selection(families=("office",), kinds=("opposes",)), ties) == set()


def test_a_tie_is_kept_if_one_claim_asserts_it_there_and_thus():
    ties = """
        ann supports bob 2010 times/cat #quoted
        ann opposes  bob 2010 times #own
        ann rivals   bob 2010 times/cat! post #denied
        ann leads    bob 2010 times post/cat #both
    """
    papers = "times 2010 Gazette\npost 2010 Herald"
    assert shown(Selection(documents=("times",)), ties, documents=papers) == {"quoted", "own", "both"}
    assert shown(Selection(speakers=("cat",)), ties, documents=papers) == {"quoted", "both"}
    assert shown(Selection(speakers=("times",)), ties, documents=papers) == {"own", "both"}
    assert shown(Selection(documents=("times",), speakers=("cat",)), ties, documents=papers) == {"quoted"}
    assert shown(Selection(standpoints=("Herald",)), ties, documents=papers) == {"denied", "both"}
    assert shown(Selection(speakers=("ann",)), ties, documents=papers) == set()
    kept = select(dataset(ties, documents=papers), Selection(speakers=("cat",)), TODAY).dataset.relations
    assert len(kept["both"].claims) == 2


def test_focus_shows_the_ego_network_of_what_is_visible():
    ties = """
        a supports b 2010 #ab
        b supports c 2010 #bc
        c supports a 2011 #ca
        c supports d 2010 #cd
        d supports e 2010 #de
        a opposes  z -    #az
        e opposes  z -    #ez
    """
    assert shown(Selection(focus=("a",)), ties) == {"ab", "bc", "ca"}
    assert shown(Selection("2010", focus=("a",)), ties) == {"ab"}
    assert shown(Selection("2010", focus=("a",), radius=2), ties) == {"ab", "bc"}
    assert shown(Selection("2010", focus=("a",), radius=3), ties) == {"ab", "bc", "cd"}
    assert shown(Selection("2010", focus=("a", "e")), ties) == {"ab", "de"}
    assert select(dataset(ties), Selection(focus=("a",)), TODAY).undated == ("az",)


def test_an_actor_in_focus_is_shown_even_without_ties():
    part = select(dataset(TIES, ACTORS), Selection("1990", focus=("ann",)), TODAY)
    assert list(part.dataset.actors) == ["ann"]
    assert (part.actors_total, part.ties_total) == (1, 0)


def test_the_limit_keeps_the_actors_of_the_highest_score_and_says_how_many_it_left_out():
    star = "\n".join(f"hub supports a{n} 2010" for n in range(5)) + "\na0 supports a1 2010"
    part = select(dataset(star), Selection(limit=3), TODAY)
    assert set(part.dataset.actors) == {"hub", "a0", "a1"}
    assert len(part.dataset.relations) == 3
    assert (part.actors_total, part.ties_total, part.left_out) == (6, 6, 3)


def test_a_possible_tie_counts_half_for_the_limit():
    ties = """
        a supports b 2010
        c supports d 2010~ #1
    """
    part = select(dataset(ties + "c opposes d 2010~"), Selection("2010", limit=2), TODAY)
    assert set(part.dataset.actors) == {"c", "d"}  # 1 each as a and b have, and twice the ties make the better rank
    part = select(dataset(ties), Selection("2010", limit=2), TODAY)
    assert set(part.dataset.actors) == {"a", "b"}
    assert set(part.certainty.values()) == {"certain"}


def test_who_would_stand_alone_makes_room_for_somebody_tied():
    """The three who rank first are tied to people beyond the limit; the last of them gives way to the first's friend."""
    ties = "\n".join(f"{a} leads {b} 2010 {a}1 {a}2\n{a} opposes {b} 2011 {a}3 {a}4" for a, b in ("ab", "cd", "ef"))
    part = select(dataset(ties), Selection("2010", limit=3), TODAY)
    assert set(part.dataset.actors) == {"a", "b"}
    assert (part.actors_total, part.left_out) == (6, 4)


def test_standing_over_all_years_outweighs_a_few_more_ties_in_the_window():
    """The president of the years before and after stands before a deputy with one tie more in this year alone."""
    elsewhere = "\n".join(f"president leads b{n} 2011 report{n}" for n in range(200))
    crowd = "\n".join(f"c{n} leads d{n} 2012 paper{n} paper{n}b\nc{n} opposes d{n} 2013" for n in range(120))
    window = "president opposes x 2010\ndeputy supports y 2010 #1\ndeputy supports y 2010 #2"
    part = select(dataset(f"{elsewhere}\n{crowd}\n{window}"), Selection("2010", limit=1), TODAY)
    assert set(part.dataset.actors) == {"president"}


def test_actors_in_focus_are_kept_within_the_limit_and_beyond_it():
    star = "\n".join(f"hub supports a{n} 2010" for n in range(5))
    part = select(dataset(star), Selection(limit=2, focus=("a4",)), TODAY)
    assert set(part.dataset.actors) == {"a4", "hub"}
    part = select(dataset(star), Selection(limit=1, focus=("a3", "a4")), TODAY)
    assert set(part.dataset.actors) == {"a3", "a4"}


def test_ids_that_do_not_exist_are_reported_and_passed_over():
    part = select(dataset(TIES, ACTORS), Selection(focus=("nobody",), families=("magic",), speakers=("ghost",)), TODAY)
    assert set(part.unknown) == {"nobody", "magic", "ghost"}
    assert part.ties_total == 4


def test_a_part_of_a_part_is_worked_out_from_the_part():
    whole = dataset(TIES, ACTORS, version="v")
    part = select(whole, Selection("2010"), TODAY).dataset
    assert part.version == "v"
    assert set(select(part, Selection(), TODAY).dataset.relations) == {"in-2010", "until-march", "perhaps-2011"}


def test_an_empty_dataset_has_an_empty_part():
    part = select(dataset(""), Selection("2010"), TODAY)
    assert (part.actors_total, part.ties_total, part.undated) == (0, 0, ())


def test_rank_counts_documents_and_neighbours_and_puts_those_who_act_before_crowds():
    ties = """
        ann supports bob 2010 times post
        ann opposes  crowd 2010 times
        bob supports crowd 2010 post
    """
    assert ranks(dataset(ties, "crowd group")) == {"ann": 1, "bob": 2, "crowd": 3}
    assert set(ranks(dataset(TIES, ACTORS)).values()) == {1, 2, 3, 4, 5}
