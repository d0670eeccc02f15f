import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from folder import FILES
from graph.check import RULES, check
from graph.load import load_files
from graph.model import Actor, Claim, Dataset, Event, Problem, RelationKind, Text, Vocabulary
from making import VOCABULARY, dataset

TODAY = datetime.date(2020, 6, 15)
NAMED = {"en": "x", "ru": "х", "ky": "х"}


def said(data: Dataset, *rules: str) -> list[Problem]:
    """What these rules say of it."""
    known = {rule.__name__: rule for rule in RULES}
    return [problem for name in rules for problem in known[name](data, TODAY)]


def records(problems: list[Problem]) -> list[str]:
    return [problem.record for problem in problems]


def changed(data: Dataset, room: str, **fields) -> Dataset:
    """With these fields in every record of the room."""
    return replace(data, **{room: {id: r.model_copy(update=fields) for id, r in getattr(data, room).items()}})


def with_actors(data: Dataset, **fields) -> Dataset:
    """With actors changed or added: with_actors(data, a={"start": "1950"})."""
    made = {id: {"id": id, "kind": "person", "name": NAMED} | changes for id, changes in fields.items()}
    return replace(data, actors={**data.actors, **{id: Actor.model_validate(record) for id, record in made.items()}})


def test_a_dataset_in_order_has_no_problem():
    data = with_actors(dataset("a supports b 2010 paper"), a={"name": NAMED | {"en": "A"}}, b={
        "name": {"en": "B", "ru": "Б", "ky": "Бэ"}})
    assert check(data, TODAY) == []


@pytest.mark.parametrize("when, wrong", [
    ("2010..2005", True), ("2010-06..2010-05", True), ("2010-06..2010", False), ("2010..2010-01", False),
    ("2010~..2009", False), ("2010~..2008", True), ("unknown..2005", False), ("2010..ongoing", False),
])
def test_a_tie_cannot_end_before_it_starts(when, wrong):
    problems = said(dataset(f"a supports b {when}"), "ends_before_it_starts")
    assert len(problems) == wrong
    assert all(problem.degree == "error" and "put right" in problem.fix for problem in problems)


def test_nor_can_an_actor_or_an_event():
    data = with_actors(dataset("a supports b 2010"), a={"start": "1950", "end": "1949"})
    event = Event(id="e", name=NAMED, start="2010", end="2009")
    assert records(said(replace(data, events={"e": event}), "ends_before_it_starts")) == ["a", "e"]


def with_kind(kind: str, **fields) -> Dataset:
    """Person p, state s, tied by a kind that has these fields."""
    data = dataset(f"p {kind} s 2010", actors="p person\ns state")
    declared = VOCABULARY.relation_kinds[kind].model_copy(update=fields)
    return replace(data, vocabulary=Vocabulary(VOCABULARY.actor_kinds, VOCABULARY.families, {kind: declared}))


@pytest.mark.parametrize("fields, fix", [
    ({}, None), ({"sources": ("person",)}, None), ({"sources": ("person",), "targets": ("body", "state")}, None),
    ({"targets": ("body", "group")}, "of the kind body, group"), ({"sources": ("body",)}, "of the kind body"),
    ({"targets": ("person", "body")}, "swap source and target"),
    ({"sources": ("state",), "targets": ("person",)}, "swap source and target"),
    ({"sources": ("state",), "targets": ("person",), "directed": False}, None),
])
def test_only_the_declared_kinds_of_actor_stand_at_the_ends(fields, fix):
    problems = said(with_kind("supports", **fields), "ends_of_another_kind")
    assert [fix in problem.fix for problem in problems] == ([True] if fix else [])


def test_nobody_is_tied_to_himself():
    assert records(said(dataset("a supports a 2010\na supports b 2010"), "tied_to_itself")) == ["a.supports.a.2010"]


@pytest.mark.parametrize("words, wrong", [(40, False), (41, True)])
def test_a_quotation_is_no_longer_than_a_citation_needs(words, wrong):
    data = changed(dataset("a supports b 2010"), "relations", claims=(Claim(document="paper", quote="word " * words),))
    problems = said(data, "quotes_too_long")
    assert [problem.message for problem in problems] == (["the quotation has 41 words"] if wrong else [])


@pytest.mark.parametrize("by, fix", [
    ("roza-otunbayeva", None), ("roza-otunbaeva", "did you mean `roza-otunbayeva`?"), ("police", None),
    ("no-such-voice", "in words"), ("Bakiyev's supporters", None), ("a witness in Osh", None), ("otunbayeva-roza", "did you mean"),
])
def test_a_voice_that_looks_like_an_id_is_one(by, fix):
    data = changed(dataset("roza-otunbayeva supports b 2010"), "relations", claims=(Claim(document="paper", by=by),))
    problems = said(data, "speaks_but_does_not_exist")
    assert [fix in problem.fix for problem in problems] == ([True] if fix else [])


LIFE = {"start": "1950-03", "end": "2010-04-07"}


@pytest.mark.parametrize("when, message", [
    ("1950-02-28", "begins before its source `a` does (1950-03)"), ("1950", None), ("1950-03-01", None),
    ("2010-04-07", None), ("2010-04-08", "outlasts its source `a`, which ends 2010-04-07"), ("2010", None),
    ("1949..1960", "begins before"), ("2005..ongoing", "outlasts"), ("2005..2011", "outlasts"), ("2011..", "outlasts"),
    ("..2011", "outlasts"), ("..1949", "begins before"), ("2005..unknown", None), ("unknown..2009", None), ("-", None),
])
def test_a_tie_within_the_lives_of_its_ends(when, message):
    data = with_actors(dataset(f"a supports b {when}"), a=LIFE)
    problems = said(data, "outside_a_life")
    assert [message in problem.message for problem in problems] == ([True] if message else [])
    assert all(problem.degree == "look" for problem in problems)


def test_a_seat_in_a_party_that_did_not_exist_yet_deserves_a_look():
    data = with_actors(dataset("m member_of p 2003..2008"), p={"kind": "party", "start": "2004"})
    assert [p.message for p in said(data, "outside_a_life")] == ["the tie begins before its target `p` does (2004)"]


def test_a_note_answers_what_deserves_a_look_in_a_tie():
    data = with_actors(dataset("a holds_office_in s 1940..2012 @President\nb holds_office_in s 2005..2011 @President"), a=LIFE)
    rules = ("outside_a_life", "two_holders_of_one_office")
    assert len(said(data, *rules)) == 2
    assert said(changed(data, "relations", note={"en": "Yes"}), *rules) == []


@pytest.mark.parametrize("first, second, wrong", [
    ("2005-07-10..2010-04-15 @President", "2010-04-07..2011-12-01 @President", True),
    ("2005-07-10..2010-04-07 @President", "2010-04-07..2011-12-01 @President", False),  # the day of handing over
    ("2005-07-10..2010-04-07 @President", "2010-04-08..2011-12-01 @President", False),
    ("2005-07-10..2010 @President", "2010-04-07..2011-12-01 @President", False),  # may have ended before
    ("2005..2010-06 @President", "2010..2011 @President", False),
    ("2005..2012 @President", "2008..2010 @President", True),
    ("2005..2012 @president", "2008..2010 @President", True),
    ("2005..2012 @Head_of_the_office", "2008..2010 @Head_of_the_office", True),
    ("2005..2012 @Minister_of_Finance", "2008..2010 @Minister_of_Justice", False),
    ("2005..2012 @Deputy", "2008..2010 @Deputy", False),
    ("2005..2012 @Vice-President", "2008..2010 @Vice-President", False),
    ("2005..2012 @President paper paper/x!", "2008..2010 @President", False),
    ("2005..2012 @President paper?", "2008..2010 @President", False),
    ("2005..ongoing @President", "2008..ongoing @President", True),
])
def test_an_office_of_one_has_one_holder_at_a_time(first, second, wrong):
    data = dataset(f"a holds_office_in s {first}\nb holds_office_in s {second}")
    problems = said(data, "two_holders_of_one_office")
    assert len(problems) == wrong
    assert all("`a`" in problem.message and problem.degree == "look" for problem in problems)


def test_one_actor_may_hold_one_office_twice_and_two_the_same_one_in_two_places():
    data = dataset("a holds_office_in s 2005..2012 @President\na holds_office_in s 2008..2010 @President"
                   "\nb holds_office_in t 2008..2010 @President")
    assert said(data, "two_holders_of_one_office") == []


def test_a_long_holder_is_remembered_past_a_short_one():
    data = dataset("a holds_office_in s 2000..2019 @Speaker\nb holds_office_in s 2001..2002 @Speaker"
                   "\nc holds_office_in s 2005..2006 @Speaker")
    problems = said(data, "two_holders_of_one_office")
    assert [problem.message.split(" are")[0] for problem in problems] == ["`b` and `a`", "`c` and `a`"]


@pytest.mark.parametrize("first, second, wrong", [
    ("2005..2009-12-31 @Speaker", "2010-03-01..2011 @Speaker", True),
    ("2005..2009-12-31 @Speaker", "2010-01-15..2011 @Speaker", False),  # a vacancy of two weeks
    ("2005..2009~ @Speaker", "2010-03-01..2011 @Speaker", False),  # may have lasted into 2010
    ("2005..unknown @Speaker", "2010-03-01..2011 @Speaker", False),
    ("2005..2009-12-31 @Acting_Speaker", "2010-03-01..2011 @Speaker", True),
    ("2005..2009-12-31 @Deputy", "2010-03-01..2011 @Deputy", False),  # not an office of one
])
def test_an_office_is_not_left_empty_between_two_holders(first, second, wrong):
    data = dataset(f"a holds_office_in s {first}\nb holds_office_in s {second}")
    problems = said(data, "gap_in_a_succession")
    assert len(problems) == wrong
    if wrong:
        assert "from 2010-01-01 to 2010-02-28, between `a` and `b`" in problems[0].message
    assert said(changed(data, "relations", note={"en": "Nobody tells"}), "gap_in_a_succession") == []


def test_who_acts_in_an_office_fills_the_gap():
    data = dataset("a holds_office_in s 2005..2009-12-31 @Speaker\nb holds_office_in s 2010-03-01..2011 @Speaker"
                   "\nc holds_office_in s 2010-01-01..2010-02-28 @Acting_Speaker")
    assert said(data, "gap_in_a_succession") == []


def test_a_withdrawal_takes_back_something():
    data = dataset("a supports b 2010 paper/x gazette/x~\na opposes b 2010 paper/x gazette/y~\na rivals b 2010 paper gazette~")
    problems = said(data, "withdraws_nothing")
    assert records(problems) == ["a.opposes.b.2010"] and "`y` withdraws" in problems[0].message


def test_an_actor_is_tied_to_somebody_or_says_why_not():
    data = with_actors(dataset("a supports b 2010"), c={}, d={"note": {"en": "For the next chapter"}}, e={})
    event = Event(id="m", name=NAMED, date="2010", actors=("e",))
    assert records(said(replace(data, events={"m": event}), "tied_to_nobody")) == ["c"]


def test_a_document_is_cited_by_somebody():
    data = dataset("a supports b 2010 paper", documents="paper\nunread\nannals")
    event = Event(id="m", name=NAMED, date="2010", claims=(Claim(document="annals"),))
    assert records(said(replace(data, events={"m": event}), "cited_by_nobody")) == ["unread"]


def test_two_actors_with_one_name_deserve_a_look_once():
    data = with_actors(
        Dataset(VOCABULARY, {}, {}), a={"name": {"en": "Omurbek", "ru": "Омурбек"}, "aliases": ["Omurbek", "Ömürbek"]},
        b={"name": {"en": "B"}, "aliases": ["ÖMÜRBEK", "омурбек"]}, c={"name": {"en": "C"}},
    )
    problems = said(data, "share_a_name")
    assert records(problems) == ["b"] and "`a` is also called" in problems[0].message


@pytest.mark.parametrize("kind, name, lacking", [
    ("person", {"en": "A"}, "in ru and ky"), ("person", {"en": "A", "ru": "А"}, "in ky"), ("person", NAMED, None),
    ("party", {"en": "A"}, None),
])
def test_a_person_has_a_name_in_three_languages(kind, name, lacking):
    data = with_actors(Dataset(VOCABULARY, {}, {}), a={"kind": kind, "name": name})
    assert [lacking in p.message for p in said(data, "person_without_a_name")] == ([True] if lacking else [])


def test_what_lies_in_the_future_deserves_a_look():
    data = dataset("a supports b 2020\na opposes b 2020-06-16\na rivals b 2019..2021", documents="paper 2020-07")
    assert [(p.record, p.message) for p in said(data, "in_the_future")] == [
        ("a.opposes.b.2020-06-16", "2020-06-16 lies in the future"),
        ("a.rivals.b.2019", "2021 lies in the future"),
        ("paper", "2020-07 lies in the future"),
    ]


def test_a_claim_of_tomorrow_deserves_a_look():
    claim = Claim(document="paper", date="2020-06-16")
    assert len(said(changed(dataset("a supports b 2010"), "relations", claims=(claim,)), "in_the_future")) == 1


def test_an_event_is_said_by_somebody():
    events = {"e": Event(id="e", name=NAMED, date="2010"), "f": Event(id="f", name=NAMED, date="2010", claims=[{"document": "paper"}])}
    assert records(said(dataset("a supports b 2010", events=events), "event_without_a_claim")) == ["e"]


def test_an_id_that_names_a_day_and_a_date_of_another_deserve_a_look():
    def event(id, **when):
        return Event(id=id, name=NAMED, **when)

    made = [event("talks-2010-06-14", date="2010-06-24"), event("vote-2010-06-14", date="2010-06"), event("raid-2010-99-99", date="2010"),
            event("feast-2010-06-14", start="2010-06-13~", end="2011"), event("flight-2010", date="2011")]
    data = dataset("a supports b 2010", events={each.id: each for each in made}, documents="news-2010-06-14 2010-06-15")
    assert records(said(data, "id_names_another_day")) == ["news-2010-06-14", "talks-2010-06-14"]


@pytest.mark.parametrize("said_on, wrong", [("2010-06-14", False), ("2010-06-20", False), ("2010-08-01", True), ("2020", True), ("2010", False)])
def test_what_was_said_after_its_document_came_out_deserves_a_look(said_on, wrong):
    data = dataset("a supports b 2010", documents="paper 2010-06-15")
    data = changed(data, "relations", claims=(Claim(document="paper", date=said_on),))
    assert len(said(data, "said_after_its_document")) == wrong


def test_a_tie_that_begins_after_all_who_tell_of_it_deserves_a_look_unless_a_note_explains_it():
    ties = "a supports b 2020-06-14 paper\na opposes b 2020.. paper later\na rivals b 2010-06-20 paper\na leads c 2020 undated paper"
    data = dataset(ties, documents="paper 2010-06-15\nlater 2021\nundated")
    assert records(said(data, "begins_after_it_was_told")) == ["a.supports.b.2020-06-14"]
    assert said(changed(data, "relations", note=Text(en="Foretold")), "begins_after_it_was_told") == []


@pytest.mark.parametrize("fields, wrong", [
    ({"name": {"en": "A", "ru": "Аскaр"}}, "“Аскaр” has Latin and Cyrillic"),  # the third a is Latin
    ({"name": {"en": "Aсkar"}}, "“Aсkar” has Latin"),
    ({"aliases": ["Askаr"]}, "“Askаr” has Latin"),
    ({"name": {"en": "CWI", "ky": "CWIнин"}}, None),
    ({"name": {"en": "A", "ru": "Îòóíáàåâà"}}, "letters of a wrong encoding"),
    ({"aliases": ["Отун".encode().decode("cp1252")]}, "letters of a wrong encoding"),
    ({"aliases": ["Ömürbek", "Kâzım", "Île-de-France", "Weiß"]}, None),
])
def test_letters_that_do_not_belong_deserve_a_look(fields, wrong):
    data = with_actors(Dataset(VOCABULARY, {}, {}), a=fields)
    assert [wrong in problem.message for problem in said(data, "letters_out_of_place")] == ([True] if wrong else [])


def test_words_of_a_document_may_mix_alphabets_as_they_do_there():
    data = changed(dataset("a supports b 2010"), "relations", claims=(Claim(document="paper", quote="Vч 2012–жылы, Рe"),))
    assert said(data, "letters_out_of_place") == []


def test_a_reading_names_both_ends_in_every_language():
    label = {"en": "x"}
    kinds = {
        id: RelationKind(id=id, label=label, family="alliance", past={"en": "{source:gen} {target}"}, reading=reading)
        for id, reading in {
            "good": {"en": "{source} x {target:dat}"}, "bad": {"en": "{source} x {target}", "ru": "{source} x {tagret}"},
        }.items()
    }
    data = Dataset(Vocabulary({}, VOCABULARY.families, kinds), {}, {})
    problems = said(data, "readings_name_both_ends")
    assert [(p.record, p.message) for p in problems] == [("bad", "`reading` does not name the target")]


def test_problems_stand_where_the_files_say_and_in_their_order():
    files = {name: text.encode() for name, text in FILES.items()}
    files["relations.yaml"] = FILES["relations.yaml"].replace("end: 2010-03", "end: 2004").replace(
        "by: crowd-three", "by: crowd-tree").encode()
    files["actors.yaml"] = FILES["actors.yaml"].replace(", ru: Аида Уан, ky: Аида Уан", "").encode()
    data, problems = load_files(files, Path("small"))
    assert problems == []
    found = check(data, TODAY)
    assert [(str(p.mark), p.degree) for p in found] == [
        ("small/actors.yaml:3:9", "look"),  # only an English name
        ("small/relations.yaml:5:8", "error"),
        ("small/relations.yaml:15:31", "error"),
    ]
    assert found == check(data, TODAY)
