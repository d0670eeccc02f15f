"""Curated YAML laid over a store: who is the same, what comes first, and that nothing of the curated words changes."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from folder import write as write_folder
from graph.__main__ import main
from graph.model import Actor, Document, Event, Text
from graph.selection import Selection, select
from graph.store import lay_over, make, open_store
from graph.store.map import WrongMap
from making import dataset
from test_store import same_part
from uniting import first, united

TODAY = date(2026, 11, 22)
OURS = """
ann leads reform 2005..2010 times
bob opposes ann 2010-06-10 times/bob post/ann!
dan supports ann 2009?..unknown times
ann supports gov - memo
"""
THEIRS = """
ann opposes bobby 2010 feed
bob-jones supports anna 2010 feed wire
anna opposes kgz - feed wire/bobby
kgz talks_with rus 2010..ongoing feed
rus supports dan 2011 times
dan supports ann 2009?..unknown feed
ghost supports rus 2012 feed
"""


def person(id, name, **more):
    return Actor(id=id, kind=more.pop("kind", "person"), name=Text(en=name, **more.pop("names", {})), **more)


def ours():
    made = dataset(OURS, "reform party", "times 2010-06-14 Gazette\npost\nmemo 2008-01-02", version="ours", layout={"ann": (1.0, 2.0)}, events={
        "vote": Event(id="vote", name=Text(en="Vote"), date="2010", actors=("ann",), claims=[{"document": "times"}])})
    more = [person("ann", "Anna Kerimova", names={"ru": "Анна Керимова"}, note=Text(en="Curated.")), person("bob", "Bob Zhaparov", aliases=("Bobby",), wikidata="Q7")]
    return replace(made, actors={**made.actors, **{actor.id: actor for actor in more}})


def theirs():
    made = dataset(THEIRS.replace("talks_with", "allied_with"), "", "times 1999 Other\nwire 2010-06-01 Agency\nfeed 2012-05-04 Feed", version="theirs", layout={"rus": (5.0, 5.0)}, events={
        "vote": Event(id="vote", name=Text(en="Another vote"), date="2011", actors=("anna", "rus"), claims=[{"document": "times"}])})
    more = [person("anna", "КЕРИМОВА АННА".title(), aliases=("A. K.",)), person("bobby", "Bobby"), person("bob-jones", "B. J.", wikidata="Q7"),
            person("kgz", "Kyrgyzstan", kind="state"), person("rus", "Russia", kind="state"), person("ann", "Ann Other")]
    return replace(made, actors={**made.actors, **{actor.id: actor for actor in more}})


WHO = {"ann": "ann", "dan": "dan", "bobby": "bob", "bob-jones": "bob"}


@pytest.fixture(scope="module", params=["duckdb", "parquet"])
def laid(request, tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("laid")
    end = ".duckdb" if request.param == "duckdb" else ""
    make(theirs(), tmp_path / f"under{end}")
    told = lay_over(ours(), tmp_path / f"under{end}", tmp_path / f"both{end}")
    store = open_store(tmp_path / f"both{end}")
    yield told, store
    store.close()


ASKED = [
    Selection(), Selection("2010"), Selection("2010", possible=False), Selection("2010-06"), Selection("2012"), Selection(limit=2), Selection("2010", limit=3), Selection(limit=1, focus=("rus", "ann")),
    Selection(focus=("anna",), radius=2), Selection(documents=("feed",)), Selection(documents=("times-2",)), Selection(standpoints=("Other", "Agency")),
    Selection(speakers=("bob",)), Selection(families=("rivalry",)), Selection(kinds=("state", "allied_with")), Selection(status=("stated",), limit=4),
]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.query() or "all")
def test_what_is_selected_is_what_the_union_selects(laid, asked):
    _, store = laid
    union = replace(united(ours(), theirs(), WHO), version=store.version)
    with first(ours().actors):
        same_part(store.select(asked, TODAY), select(union, asked, TODAY))


def test_who_is_the_same_is_told_with_how_it_is_known(laid):
    told, store = laid
    assert {met.theirs: (met.ours, met.how) for met in told.met} == {
        "ann": ("ann", "id"), "dan": ("dan", "id"), "bobby": ("bob", "alias"), "bob-jones": ("bob", "wikidata")}
    assert told.by == {"id": 2, "wikidata": 1, "alias": 1} and (told.actors, told.ties) == store.whole() and told.theirs == 4
    assert told.unsure == {}


def test_curated_actors_and_words_come_first_and_stay_as_they_are(laid):
    _, store = laid
    found = store.select(Selection(limit=1000), TODAY).dataset
    assert all(found.actors[id] == actor for id, actor in ours().actors.items()) and found.layout == {"ann": (1.0, 2.0)}
    assert list(found.relations)[:4] == list(ours().relations) and all(found.relations[id] == tie for id, tie in ours().relations.items())
    ranks = {id: rank for id, (rank, _) in store.standing(found.actors).items()}
    assert max(ranks[id] for id in ours().actors) < min(ranks[id] for id in found.actors if id not in ours().actors)
    beside = found.relations["dan.supports.ann.2009?-2"]
    assert [claim.document for claim in beside.claims] == ["feed"] and found.relations["rus.supports.dan.2011"].claims[0].document == "times-2"
    assert found.documents["times"].publisher == "Gazette" and found.documents["times-2"].publisher == "Other"
    assert set(found.events) == {"vote", "vote-2"} and store.find("Kerimova")[0] == "ann"


def test_a_name_that_fits_several_tells_nobody_and_the_kind_decides_among_many(tmp_path):
    mine = dataset("kyrgyzstan opposes bishkek 2010\nasel supports asel-two 2010", "kyrgyzstan state Kyrgyzstan\nasel person Asel Omurova\nasel-two person Asel Omurova")
    event = dataset("kgz opposes kgzgov 2010\nkgz opposes kgzmil 2010\nx opposes y 2010\nz opposes y 2010",
                    "kgz state Kyrgyzstan\nkgzgov body Kyrgyzstan\nkgzmil group KYRGYZSTAN\nx person Asel Omurova\ny body Bishkek\nz group Bishkek")
    make(event, tmp_path / "under.duckdb")
    told = lay_over(mine, tmp_path / "under.duckdb", tmp_path / "both.duckdb")
    assert [(met.theirs, met.ours) for met in told.met] == [("kgz", "kyrgyzstan")]
    assert told.unsure == {"x": ("asel", "asel-two"), "y": ("bishkek",), "z": ("bishkek",)}


def test_a_file_says_who_is_who_and_who_is_not(tmp_path):
    make(theirs(), tmp_path / "under.duckdb")
    (tmp_path / "same.yaml").write_text("same:\n  - {actor: reform, of: [ghost, Russia]}\n  - {actor: ann, of: [anna]}\napart: [ann, bobby]\n")
    told = lay_over(ours(), tmp_path / "under.duckdb", tmp_path / "both.duckdb", tmp_path / "same.yaml")
    who = {"ghost": "reform", "rus": "reform", "anna": "ann", "dan": "dan", "bob-jones": "bob"}
    assert {met.theirs: met.ours for met in told.met} == who and told.by == {"same": 3, "id": 1, "wikidata": 1}
    store = open_store(tmp_path / "both.duckdb")
    union = replace(united(ours(), theirs(), who), version=store.version)
    with first(ours().actors):
        same_part(store.select(Selection(), TODAY), select(union, Selection(), TODAY))
    assert "ann-2" in union.actors and union.actors["ann-2"].name.en == "Ann Other"
    store.close()


def test_what_is_wrong_in_that_file_is_said_with_its_place(tmp_path):
    make(theirs(), tmp_path / "under.duckdb")
    (tmp_path / "same.yaml").write_text("same:\n  - {actor: rform, of: [nobody, rus]}\n  - {actor: ann, of: [rus], why: no}\n  - {actor: bob, of: [rus]}\napart: [noone]\n")
    with pytest.raises(WrongMap) as wrong:
        lay_over(ours(), tmp_path / "under.duckdb", tmp_path / "both.duckdb", tmp_path / "same.yaml")
    said = [str(problem).partition("same.yaml:")[2] for problem in wrong.value.problems]
    assert [part.split(":")[0] + ":" + part.split(":")[1] for part in said] == ["2:13", "2:25", "3:23", "3:29", "4:23", "5:9"]
    assert "did you mean `reform`?" in said[0] and "knows no actor `nobody`" in said[1] and "was said to be" in said[2] and "no field `why`" in said[3]
    assert not (tmp_path / "both.duckdb").exists()


def run(*words) -> tuple[int, str]:
    out = io.StringIO()
    return main([str(word) for word in words], out), out.getvalue()


def test_the_command_tells_who_met_whom(tmp_path, capsys):
    write_folder(tmp_path / "small")
    event = dataset("aida-one opposes x 2010\ny supports x 2010", "y person Болот Ту")
    make(event, tmp_path / "under.duckdb")
    code, told = run("store", "build", tmp_path / "small", tmp_path / "both.duckdb", "--over", tmp_path / "under.duckdb", "--met", tmp_path / "met.csv")
    assert code == 0 and "The same in both: 2 (id 1, name 1)" in told and "aida-one" in told
    assert list(csv.DictReader((tmp_path / "met.csv").open()))[0] == {"in the store": "aida-one", "name": "Aida One", "curated": "aida-one", "by": "id"}
    assert run("show", "--data", tmp_path / "both.duckdb", "--year", "2010")[0] == 0
    for words in (("--over", tmp_path / "none.duckdb"), ("--same", tmp_path / "met.csv"), ("--over", tmp_path / "under.duckdb", "--same", tmp_path / "none.yaml")):
        assert run("store", "build", tmp_path / "small", tmp_path / "other.duckdb", *words)[0] == 2
    assert run("store", "build", tmp_path / "small", tmp_path / "under.duckdb", "--over", tmp_path / "under.duckdb")[0] == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 4 and "There is no store" in said[0] and "--over" in said[1] and "none.yaml:1:1" in said[2] and "name another file" in said[3]


def test_a_kind_is_what_the_curated_folder_declares(tmp_path):
    under = dataset("x supports y 2010")
    kind = under.vocabulary.relation_kinds["supports"].model_copy(update={"family": "rivalry", "sign": -1, "directed": False})
    words = replace(under.vocabulary, relation_kinds={**under.vocabulary.relation_kinds, "supports": kind, "eyes": kind.model_copy(update={"id": "eyes"})})
    make(replace(under, vocabulary=words), tmp_path / "under.duckdb")
    lay_over(dataset("a opposes b 2010"), tmp_path / "under.duckdb", tmp_path / "both.duckdb")
    store = open_store(tmp_path / "both.duckdb")
    assert "x.supports.y.2010" in store.select(Selection(families=("alliance",)), TODAY).dataset.relations
    assert store.chains("x", "y", Selection(), TODAY, only_cooperative=True)[1] and "eyes" in store.vocabulary.relation_kinds
    store.close()


def test_a_document_that_says_the_same_is_one(tmp_path):
    paper = {"times": Document(id="times", title="T")}
    one, two = (replace(dataset(line), documents=paper) for line in ("a opposes b 2010 times", "a supports c 2010 times"))
    make(two, tmp_path / "under.duckdb")
    lay_over(one, tmp_path / "under.duckdb", tmp_path / "both.duckdb")
    store = open_store(tmp_path / "both.duckdb")
    assert set(store.select(Selection(), TODAY).dataset.documents) == {"times"}
    store.close()
