"""What we export comes back: all of the records where the format can hold them, and what it says it keeps where it cannot."""

import datetime
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from graph.formats.reading import read
from graph.formats.snapshot import Snapshot
from graph.load import load
from graph.model import Actor, Agreements, Claim, Dataset, Document, Event, Relation, Text
from graph.selection import MOST, Selection
from importing import WORDS

ROOT = Path(__file__).parents[1]
TODAY = datetime.date(2026, 11, 22)
WHOLE = {"graphml": ("graphml:write", "x.graphml"), "json": ("node_link:write", "x.json"), "cyjs": ("node_link:write_cytoscape", "x.cyjs"),
         "csv": ("tables:write", "x.csv.zip")}
PART = {"gexf": ("gexf:write", "x.gexf"), "ftm": ("followthemoney:write", "x.ftm.jsonl")}


def there_and_back(dataset, format, **selection):
    """(what was exported, the Import of the export)"""
    writer, name = {**WHOLE, **PART}[format]
    module, function = writer.split(":")
    snapshot = Snapshot.of(dataset, Selection(limit=MOST, **selection), TODAY)
    data = getattr(import_module(f"graph.formats.writing.{module}"), function)(snapshot)
    return snapshot.part.dataset, read(data, name, dataset.vocabulary)


@pytest.fixture(scope="module")
def ours():
    """Of our own data, what Bakiyev and his ties of 2010 need: contested, claimed, undated and uncertain ties among them."""
    return load(ROOT / "data")[0]


@pytest.mark.parametrize("format", WHOLE)
def test_a_part_of_our_data_comes_back_whole(ours, format):
    kept, made = there_and_back(ours, format, first="2010", focus=("kurmanbek-bakiyev",))
    assert {tie.status for tie in kept.relations.values()} >= {"stated", "claimed", "contested"}
    assert made.dataset == kept
    assert not made.problems and not made.report.merged


def test_gexf_keeps_all_but_events_and_documents_that_only_they_cite(ours):
    kept, made = there_and_back(ours, "gexf", first="2010", focus=("kurmanbek-bakiyev",))
    assert made.dataset.actors == kept.actors and made.dataset.relations == kept.relations
    cited = {claim.document for tie in kept.relations.values() for claim in tie.claims}
    assert dict(made.dataset.documents) == {id: kept.documents[id] for id in kept.documents if id in cited}
    assert not made.dataset.events


def test_followthemoney_keeps_who_what_when_and_who_denies_it_in_english(ours):
    kept, made = there_and_back(ours, "ftm", first="2010", focus=("kurmanbek-bakiyev",))

    def name(by):  # a voice that is not among the exported actors is known by its name only
        return ours.actors[by].name.en if by in ours.actors else by

    def said(tie):
        return (tie.source, tie.kind, tie.target, tie.role and tie.role.en, tie.date, tie.start, tie.end, tie.status,
                [(claim.document, name(claim.by), claim.stance, claim.quote) for claim in tie.claims])

    assert {id: said(tie) for id, tie in made.dataset.relations.items()} == {id: said(tie) for id, tie in kept.relations.items()}
    assert {id: (actor.kind, actor.name.en, actor.wikidata) for id, actor in made.dataset.actors.items()} == {
        id: (actor.kind, actor.name.en, actor.wikidata) for id, actor in kept.actors.items()}


TEXT = st.text(st.sampled_from("abcXYZ жөүң'\"<>&,;=-+@[]{}:|#/\\“”1?"), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())).filter(bool)
TEXTS = st.builds(Text, en=TEXT, ru=st.none() | TEXT, ky=st.none() | TEXT)
WHEN = st.sampled_from([{}, {"date": "2005~"}, {"date": "2005-03/2005-04"}, {"start": "2005"}, {"end": "2010-06?"},
                        {"start": "unknown", "end": "ongoing"}, {"start": "2001-02-03", "end": "unknown"}])
CLAIM = st.builds(Claim, document=st.sampled_from(["p", "q"]), by=st.none() | TEXT | st.just("a"), quote=st.none() | TEXT,
                  stance=st.sampled_from(["asserts", "denies", "speculates", "withdraws"]), page=st.none() | TEXT, note=st.none() | TEXTS)
ACTOR = st.builds(dict, name=TEXTS, aliases=st.lists(TEXT, max_size=2, unique=True), start=st.none() | st.just("1950~"),
                  end=st.none() | st.just("2020"), wikidata=st.none(), note=st.none() | TEXTS,
                  agreement=st.none() | st.just(Agreements(en="plural", ru="feminine")))
TIE = st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["a", "b", "c"]), st.sampled_from(["supports", "rivals", "linked_to"]),
                WHEN, st.lists(CLAIM, min_size=1, max_size=2), st.none() | TEXTS).filter(lambda tie: tie[0] != tie[1])


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(actors=st.tuples(ACTOR, ACTOR, ACTOR), drawn=st.lists(TIE, max_size=4), standpoint=st.none() | TEXTS, title=TEXT)
def test_any_dataset_comes_back_from_each_format_that_can_hold_it(actors, drawn, standpoint, title):
    people = {}
    for id, fields in zip("abc", actors):
        shown = {text for _, text in fields["name"] if text}
        fields = {**fields, "aliases": tuple(alias for alias in fields["aliases"] if alias not in shown)}
        people[id] = Actor(id=id, kind="person", **fields)
    ties = {tie.id: tie for tie in (
        Relation(source=source, target=target, kind=kind, role=role, claims=claims, **when)
        for source, target, kind, when, claims, role in drawn)}
    papers = {id: Document(id=id, title=title, standpoint=standpoint, date="2005?") for id in "pq"}
    events = {"e": Event(id="e", name=Text(en=title), date="2005~", actors=("a", "b"), claims=(Claim(document="p"), Claim(document="q")))}
    whole = Dataset(WORDS, people, ties, papers, events)
    for format in WHOLE:
        kept, made = there_and_back(whole, format)
        if kept.actors:
            assert made.dataset == kept, format
