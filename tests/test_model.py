import pickle

import pytest
from pydantic import ValidationError

from graph.model import Actor, Claim, Event, Family, Mark, Problem, Relation, Text, Vocabulary
from making import dataset


def status(*claims: str) -> str:
    """Of a tie with these claims, written as in tests.making."""
    return next(iter(dataset(f"a supports b - {' '.join(claims)}").relations.values())).status


@pytest.mark.parametrize("claims, expected", [
    (["paper"], "stated"),
    (["paper", "gazette"], "stated"),
    (["paper/x"], "claimed"),
    (["paper/x", "gazette/y"], "claimed"),
    (["paper/x", "gazette"], "stated"),
    (["paper", "gazette!"], "contested"),
    (["paper/x", "paper/y!"], "contested"),
    (["paper", "gazette?"], "stated"),
    (["paper?"], "speculated"),
    (["paper!"], "speculated"),
    (["paper?", "gazette!"], "speculated"),
    (["paper", "gazette~"], "withdrawn"),
    (["paper/x", "gazette/x~"], "withdrawn"),
    (["paper/x", "gazette/x~", "paper/y!"], "withdrawn"),
    (["paper/x", "gazette/x~", "paper/y"], "claimed"),
    (["paper/x", "gazette/x~", "paper"], "stated"),
    (["paper/x", "gazette/x~", "paper", "paper/y!"], "contested"),
    (["paper~"], "withdrawn"),
])
def test_status_follows_from_the_claims(claims, expected):
    assert status(*claims) == expected


CLAIM = {"document": "paper"}


def relation(**fields) -> Relation:
    return Relation(**{"source": "a", "target": "b", "kind": "supports", "claims": [CLAIM], **fields})


@pytest.mark.parametrize("fields, expected", [
    ({}, "a.supports.b.undated"),
    ({"date": "2010-06-12/2010-06-13"}, "a.supports.b.2010-06-12/2010-06-13"),
    ({"start": "2005~", "end": "2010"}, "a.supports.b.2005~"),
    ({"end": "2010"}, "a.supports.b.undated"),
    ({"id": "the-first"}, "the-first"),
])
def test_the_id_of_a_tie_is_derived_unless_it_is_told_apart(fields, expected):
    assert relation(**fields).id == expected


@pytest.mark.parametrize("fields", [
    {"date": "2010", "start": "2005"}, {"date": "2010", "end": "2011"}, {"claims": []}, {"id": "a,b"}, {"id": "a b"},
    {"id": "<b>"}, {"source": "Roza O"}, {"source": "a--b"}, {"kind": "member-of"}, {"start": "ongoing"}, {"date": "unknown"},
    {"role": {"ru": "x"}}, {"sauce": "a"}, {"role": {"en": "  "}}, {"role": {"en": "a\x00b"}}, {"role": {"en": "a\ud800"}},
])
def test_a_tie_that_makes_no_sense_is_refused(fields):
    with pytest.raises(ValidationError):
        relation(**fields)


def test_an_event_has_one_place_in_time():
    name = {"en": "The events"}
    assert Event(id="e", name=name, start="2010", end="2011").end == "2011"
    for fields in ({}, {"date": "2010", "start": "2010"}, {"date": "2010", "end": "2011"}):
        with pytest.raises(ValidationError):
            Event(id="e", name=name, **fields)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "https://a b", "https://a\n", "ftp://x"])
def test_only_web_addresses_are_links(url):
    from graph.model import Document

    with pytest.raises(ValidationError):
        Document(id="d", title="T", url=url)


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "#12345g", "#123456\n", "url(x)"])
def test_only_six_digits_are_a_colour(colour):
    with pytest.raises(ValidationError):
        Family(id="f", label={"en": "F"}, colour=colour, colour_dark="#000000")


def test_white_space_around_a_text_is_not_part_of_it():
    assert Text(en="  Roza\n").en == "Roza"


def test_a_text_falls_back_to_english():
    text = Text(en="Osh", ru="Ош")
    assert [text.in_language(each) for each in ("ru", "ky", "en", "in_language", "model_fields")] == [
        "Ош", "Osh", "Osh", "Osh", "Osh"]


def test_records_cannot_be_changed_at_any_depth_and_are_hashable():
    actor = Actor(id="a", kind="person", name={"en": "A"}, aliases=["B"], agreement={"ru": "feminine"})
    assert actor.agreement.get("ru") == "feminine" and actor.agreement.get("en") is None
    for record, field in ((actor, "kind"), (actor.name, "en"), (actor.agreement, "ru")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(record, field, "x")
    assert isinstance(actor.aliases, tuple)
    assert len({actor, Actor.model_validate(actor.model_dump())}) == 1
    assert pickle.loads(pickle.dumps(actor)) == actor


def test_what_readers_share_cannot_be_changed():
    data = dataset("a supports b 2010")
    for mapping in (data.actors, data.relations, data.documents, data.events, data.marks, data.vocabulary.families):
        with pytest.raises(TypeError):
            mapping["x"] = None
    given = {}
    vocabulary = Vocabulary(families=given)
    given["x"] = None
    assert not vocabulary.families


def event(id: str, actors: tuple[str, ...] = (), document: str = "annals") -> Event:
    return Event(id=id, name={"en": id}, date="2010", actors=actors, claims=(Claim(document=document),))


def test_a_part_is_closed():
    whole = dataset("a supports b 2010 paper\nb opposes c 2011 gazette", documents="annals\npaper\ngazette\nunread",
                    events={e.id: e for e in (event("meeting", ("a", "c")), event("far-away", ("c",)), event("flood"))})
    part = whole.keep(["a.supports.b.2010"])
    assert list(part.actors) == ["a", "b"]
    assert list(part.relations) == ["a.supports.b.2010"]
    assert {e.id: e.actors for e in part.events.values()} == {"meeting": ("a",), "flood": ()}
    assert set(part.documents) == {"paper", "annals"}
    assert part.version == whole.version


def test_all_of_a_dataset_is_equal_to_it():
    whole = dataset("a supports b 2010\nb opposes c 2011", actors="d")
    assert whole.keep(whole.relations, whole.actors) == whole
    assert whole.keep(whole.relations) != whole


@pytest.mark.parametrize("relations, actors", [(["none"], []), ([], ["none"])])
def test_a_part_of_what_is_not_there_raises(relations, actors):
    with pytest.raises(KeyError, match="none"):
        dataset("a supports b 2010").keep(relations, actors)


def test_a_problem_says_where_in_what_and_what_to_do():
    assert str(Problem(Mark("data/actors.yaml", 3, 7), "roza", "no kind", "add one")) == (
        "data/actors.yaml:3:7: roza: no kind; add one")
    assert str(Problem(Mark("data/actors.yaml", 1, 1), "", "missing", "")) == "data/actors.yaml:1:1: missing"
