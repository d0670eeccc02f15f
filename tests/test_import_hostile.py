"""Files that mean harm, or have come to harm: one sentence each, and quickly."""

import csv
import io
import json
import zipfile

import pytest

from graph.formats.reading.found import MAX_RECORDS
from graph.load import load_files
from importing import errors, imported, left_out

XXE = '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]><gexf><graph><nodes><node id="1" label="&x;"/></nodes></graph></gexf>'
BOMB = '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)) + "]><graphml><graph><node id=\"&j;\"/></graph></graphml>"
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE graphml SYSTEM "http://example.org/x.dtd"><graphml><graph/></graphml>'
WHOLE = '<gexf version="1.3"><graph><nodes>\n<node id="1" label="Бакиев"/>\n</nodes></graph></gexf>'
MANY = MAX_RECORDS * 2


def refused(data, name="x.json", **more):
    made = imported(data, name, **more)
    assert made.dataset is None and not made.files
    (problem,) = made.problems
    return str(problem)


@pytest.mark.parametrize(("name", "data"), [("x.gexf", XXE), ("x.graphml", BOMB), ("x.graphml", OUTSIDE)])
def test_entities_and_document_types_are_refused_before_they_are_expanded(name, data):
    assert "declares a document type or an entity" in refused(data, name)


@pytest.mark.parametrize(("name", "data", "said"), [
    ("x.gexf", WHOLE[:60], "x.gexf:2:1: the XML ends in the middle"),
    ("x.json", '{"nodes": [{"id": 1}, {"id"', "x.json:1:28: the JSON ends in the middle"),
    ("x.json", '{"nodes": [{"id": "a', "the JSON ends in the middle"),
    ("x.csv", 'source,target\n"a,b\nc,d\n', "x.csv:2:1: a quotation mark opens in this row and is never closed"),
])
def test_a_file_that_is_cut_off_is_said_to_be(name, data, said):
    assert said in refused(data, name)


def test_a_cut_last_line_of_followthemoney_costs_only_that_line():
    made = imported('{"id":"a","schema":"Person","properties":{"name":["Anna Alpha"]}}\n{"id":"b","schema":"Per', "x.ftm")
    assert list(made.dataset.actors) == ["anna-alpha"]
    assert errors(made) == ["x.ftm:2:20: this line is no JSON, perhaps cut off; fetch the file again, or mend it"]


@pytest.mark.parametrize(("name", "data", "said"), [
    ("x.gexf", ('<?xml version="1.0" encoding="UTF-8"?>\n' + WHOLE).encode("cp1251"), "x.gexf:3:21: the file is not UTF-8 text"),
    ("x.json", '{"nodes": [{"id": "Бакиев"}]}'.encode("cp1251"), "x.json:1:20: the file is not UTF-8 text"),
    ("x.csv", "source,target\nБакиев,Акаев\n".encode("cp1251"), "--encoding cp1251"),
    ("x.gexf", '<?xml version="1.0" encoding="klingon"?><gexf/>'.encode(), "in an encoding that cannot be read"),
])
def test_a_wrong_encoding_is_told_at_its_place(name, data, said):
    assert said in refused(data, name)


def test_an_encoding_that_the_xml_declares_rightly_is_read():
    made = imported(('<?xml version="1.0" encoding="windows-1251"?>' + WHOLE).encode("cp1251"), "x.gexf")
    assert made.dataset.actors["bakiev"].name.ru == "Бакиев"


@pytest.mark.parametrize(("name", "data"), [
    ("x.gexf", '<gexf version="1.3"><graph><nodes>' + "".join(f'<node id="{i}"/>' for i in range(MANY))),
    ("x.graphml", "<graphml><graph>" + "".join(f'<node id="{i}"/>' for i in range(MANY))),
    ("x.json", json.dumps({"nodes": [{"id": i} for i in range(MANY)]})),
    ("x.json", json.dumps({"persons": [{"id": i} for i in range(MANY)]})),
    ("x.csv", "source,target\n" + "".join(f"a{i},b{i}\n" for i in range(MANY))),
    ("x.ftm", "".join(f'{{"id":"{i}","schema":"Person","properties":{{}}}}\n' for i in range(MANY))),
])
def test_a_hundred_thousand_nodes_are_too_many_for_a_folder_of_yaml(name, data):
    assert f"the file holds more than {MAX_RECORDS} " in refused(data, name)


@pytest.mark.parametrize(("name", "data"), [
    ("x.json", '{"nodes":' + "[" * 200_000 + "]" * 200_000 + "}"), ("x.json", "[" * 1_000_000), ("x.json", '{"a":' * 300_000),
    ("x.gexf", "<gexf>" + "<nodes>" * 1_000_000),
    ("x.ftm", '{"id":"a","schema":"Person","properties":{}}\n' + '{"a":' * 100_000),
])
def test_nesting_without_end_is_refused(name, data):
    assert "nested too deeply" in refused(data, name)


def test_a_name_of_megabytes_takes_no_time():
    made = imported('<gexf version="1"><graph><nodes><node id="' + "a" * 8_000_000 + '" label="x"/></nodes></graph></gexf>', "x.gexf")
    assert list(made.dataset.actors) == ["x"]


def test_a_zip_that_unfolds_to_gigabytes_is_refused_by_its_own_word():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ties.csv", b"0" * (70 << 20))
    assert "larger than 64 MiB" in refused(out.getvalue(), "x.zip")
    assert "cannot be opened" in refused(b"PK\x03\x04aaaa", "x.zip")


@pytest.mark.parametrize(("name", "data", "said"), [
    ("x.json", b"", "the file is empty"), ("x.csv", b" \n", "the file is empty"), ("x.html", b"<html><body>no</body></html>", "none of the formats"),
    ("x.bin", bytes(range(256)), "none of the formats"), ("x.json", b'"text"', "the JSON holds no graph"), ("x.json", b"[1, 2]", "no actors and no ties"),
    ("x.json", b'{"a": 1}', "the JSON holds no graph"), ("x.json", b'{"nodes": [}', "x.json:1:12: this is no JSON"),
    ("x.json", b'{"nodes": []} more', "x.json:1:15: something follows"), ("x.json", b'{"nodes": [{"id": ' + b"9" * 5000 + b"}]}", "a number that is too long"),
    ("x.csv", b"a,b\nc,d\n", "names no columns `source` and `target`"), ("x.csv", b"source,target\n" + b"a" * 200_000 + b",b\n", "x.csv:2:1: this row cannot be read"),
    ("x.gexf", b"<gexf/>", "no actors and no ties"), ("x.graphml", b"<graphml><graph></graphml>", "this is no XML"),
])
def test_what_is_no_graph_is_told_in_one_sentence(name, data, said):
    assert said in refused(data, name)


def test_a_cell_too_long_is_refused_though_somebody_moved_the_limit_of_the_csv_module():
    before = csv.field_size_limit(10_000_000)
    try:
        assert "x.csv:2:1: this row cannot be read" in refused(b"source,target\n" + b"a" * 200_000 + b",b\n", "x.csv")
    finally:
        csv.field_size_limit(before)


def test_another_format_by_force_is_told_too():
    assert "is no GEXF" in refused("<graphml/>", "x", format="gexf")
    assert "is no Popolo" in refused("{}", "x", format="popolo")
    assert "the first line is no JSON" in refused("a,b\n", "x", format="followthemoney")


@pytest.mark.parametrize("claim", [
    {}, {"document": 7}, {"document": {"id": "NO ID", "title": "x"}}, {"document": "No Id"}, {"document": "p", "stance": "shouts"}, {"document": ["p"]},
])
def test_claims_that_make_no_sense_are_told_and_nothing_points_into_the_void(claim):
    good = {"source": "a", "target": "b", "kind": "supports", "claims": [{"document": "p"}]}
    nodes = [{"id": id, "kind": "person", "name": id} for id in ("a", "b", "c")]
    made = imported(json.dumps({"nodes": nodes, "links": [good, {**good, "target": "c", "claims": [claim]}]}))
    assert errors(made) and len(made.dataset.relations) == 1
    again, problems = load_files({name: text.encode() for name, text in made.files.items()}, "x")
    assert again == made.dataset and not problems


def test_half_a_surrogate_pair_in_json_is_no_letter():
    text = r'{"nodes": [{"id": "a", "name": "Anna \ud800lpha"}, {"id": "b"}], "links": [{"source": "a", "target": "b", "role": "\udfff!"}]}'
    for data, name in ((text, "x.json"), (r'{"id":"a","schema":"Person","properties":{"name":["Anna \udc00lpha"]}}', "x.ftm"),
                       ('source,target,claims\na,b,"[{""document"": ""p"", ""quote"": ""\\ud800""}]"\n', "x.csv")):
        made = imported(data, name)
        json.dumps(made.files, ensure_ascii=False).encode()
        assert made.dataset is not None and any("\ufffd" in text for text in made.files.values())


def test_a_broken_zip_is_told_whatever_the_library_raises():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ties.csv", b"source,target\n" + b"a,b\n" * 99)
    whole = out.getvalue()
    for at in range(40, 60):  # in the packed bytes
        made = imported(whole[:at] + b"\xff\xff\xff" + whole[at + 3:], "x.zip")
        assert made.dataset is not None or "cannot be opened" in str(made.problems[0])
    assert "cannot be opened" in refused(whole[:44] + b"\xff" * 8 + whole[52:], "x.zip")


def test_a_tie_that_looks_like_ours_may_cite_a_document_that_does_not():
    lines = [{"id": id, "schema": "Person", "properties": {"name": [id]}} for id in ("anna-a", "bek-b")]
    lines += [{"id": "d", "schema": "Document", "properties": {"title": ["The Paper"]}},
              {"id": "bailanysh-document-x", "schema": "Document", "properties": {"notes": ["ours?"]}},
              {"id": "bailanysh-tie-1", "schema": "UnknownLink", "properties": {
                  "subject": ["anna-a"], "object": ["bek-b"], "proof": ["d"], "recordId": ["a.supports.b.2010"],
                  "description": ["x", "Anna asserts: “so” (The Paper)"]}}]
    made = imported("".join(json.dumps(line) + "\n" for line in lines), "x.ftm")
    assert list(made.dataset.actors) == ["anna-a", "bek-b"]


@pytest.mark.parametrize("document", [{"title": {"en": "x"}}, {"key": "d", "title": {"en": "x"}}, {"key": "d"}, {}])
def test_a_document_without_an_id_is_told(document):
    made = imported(json.dumps({"graph": {"documents": [document, {"id": "good", "title": "Good"}]}, "nodes": [{"id": "a"}], "links": []}))
    assert list(made.dataset.documents) == ["good"] and ("id" in errors(made)[0] if document else True)


def test_events_that_end_before_they_start_are_told_and_left_out():
    event = {"id": "e", "name": {"en": "E"}, "start": "2010", "end": "2005"}
    made = imported(json.dumps({"graph": {"events": [event]}, "nodes": [{"id": "a"}], "links": []}))
    assert not made.dataset.events and "“e” ends (2005) before it starts (2010)" in errors(made)[0]
    popolo = {"persons": [{"id": "p", "name": "Anna Alpha"}], "organizations": [], "memberships": [],
              "events": [{"id": "t", "name": "Term", "classification": "legislative period", "start_date": "2010", "end_date": "2005"}]}
    assert "“Term” ends (2005) before it starts (2010)" in errors(imported(json.dumps(popolo)))[0]


def test_the_speaker_of_a_claim_who_is_not_in_the_file_is_told_of_and_kept():
    """A part of a dataset cites actors who are outside of it; without its speaker a claim would become the word of its document."""
    nodes = [{"id": "anna-alpha", "name": "Anna Alpha"}, {"id": "bek-beta", "name": "Bek Beta"}]
    claims = [{"document": "p", "by": by} for by in ("crowd-id", "bek-bet ", "anna-alpha", "a crowd")]
    event = {"id": "e", "name": {"en": "E"}, "date": "2010", "claims": [{"document": "p", "by": "other-id"}]}
    made = imported(json.dumps({"graph": {"documents": [{"id": "p", "title": "P"}], "events": [event]}, "nodes": nodes, "links": [
        {"source": "anna-alpha", "target": "bek-beta", "kind": "supports", "key": "t", "claims": claims}]}))
    assert [claim.by for tie in made.dataset.relations.values() for claim in tie.claims] == ["crowd-id", "bek-bet", "anna-alpha", "a crowd"]
    told = [remark for remark in made.report.remarks if remark.startswith("Speakers who are no actors of this file")]
    assert told and told[0].endswith(": 3 (crowd-id, bek-bet, other-id).")


def test_a_quotation_of_a_whole_claim_is_shortened_to_what_a_citation_needs():
    long = " ".join(f"w{number}" for number in range(60))
    made = imported(json.dumps({"graph": {"documents": [{"id": "p", "title": "P"}]}, "nodes": [{"id": "a-a"}, {"id": "b-b"}], "links": [
        {"source": "a-a", "target": "b-b", "kind": "supports", "key": "t", "claims": [{"document": "p", "quote": long}]}]}))
    (tie,) = made.dataset.relations.values()
    assert len(tie.claims[0].quote.split()) == 40 and tie.claims[0].quote.endswith(" …") and left_out(made)["ends of quotations"] == 1


def test_an_id_that_two_say_different_things_under_is_refused():
    """networkx's own readers keep the last without a word."""
    nodes = [{"id": "a", "name": "Anna Alpha"}, {"id": "b", "name": "Bek Beta"}, {"id": "a", "name": "Cyr Gamma"}]
    made = imported(json.dumps({"nodes": nodes, "links": []}))
    assert "the id `a` stands here a second time, after line 1, for “Cyr Gamma”" in errors(made)[0]
    tie = {"source": "a", "target": "b", "kind": "supports", "key": "t", "claims": [{"document": "p"}]}
    ours = {"graph": {"documents": [{"id": "p", "title": "P"}, {"id": "p", "title": "Q"}],
                      "events": [{"id": "e", "name": {"en": "E"}, "date": "2010"}, {"id": "e", "name": {"en": "F"}, "date": "2011"}]},
            "nodes": nodes[:2], "links": [tie, {**tie, "kind": "opposes"}, tie]}
    told = errors(imported(json.dumps(ours)))
    assert [any(f"the id `{id}` stands here a second time" in each for each in told) for id in "pet"] == [True] * 3 and len(told) == 3


@pytest.mark.parametrize(("name", "data"), [
    ("x.gexf", '<gexf><graph><nodes><node id="a" label="A"/></nodes><edges><edge source="a" target="nobody"/></edges></graph></gexf>'),
    ("x.graphml", '<graphml><graph><node id="a"/><edge source="a" target="nobody"/></graph></graphml>'),
    ("x.json", '{"nodes": [{"id": "a"}], "links": [{"source": "a", "target": "nobody"}]}'),
    ("x.json", '{"persons": [{"id": "a", "name": "A"}], "organizations": [], "memberships": [{"person_id": "a", "organization_id": "nobody"}]}'),
])
def test_a_node_that_is_missing_is_never_made_up(name, data):
    made = imported(data, name)
    assert len(made.dataset.actors) == 1 and not made.dataset.relations
    assert "`nobody`, which is no actor of the file" in errors(made)[0]


def test_a_key_that_stands_twice_and_rows_too_long_are_problems():
    assert "`id` stands twice" in errors(imported('{"nodes": [{"id": "a", "id": "b"}]}'))[0]
    assert "this row has 4 cells where the first line names 2" in errors(imported("source,target\na,b,c,d\n", "x.csv"))[0]


def test_characters_that_turn_text_round_are_taken_out_and_told_and_every_claim_has_its_document():
    turned = "\u202eStandard"
    made = imported(json.dumps({"directed": True, "graph": {"name": turned}, "nodes": [{"id": "a-a", "name": f"Anna{turned}"}, {"id": "b-b"}], "links": [
        {"source": "a-a", "target": "b-b", "kind": "supports", "source_url": f"https://example.org/{turned}"}]}), "file\u202e.json")
    assert {claim.document for tie in made.dataset.relations.values() for claim in tie.claims} <= made.dataset.documents.keys()
    assert made.dataset.relations and made.dataset.actors["a-a"].name.en == "AnnaStandard"
    assert left_out(made)["invisible characters in texts"] >= 1


@pytest.mark.parametrize("claims", ["said", ["said"], {"by": "a"}, 7])
def test_claims_that_are_no_claims_are_a_problem_of_their_record(claims):
    made = imported(json.dumps({"graph": {"documents": [{"id": "p", "title": "P", "claims": claims}]}, "nodes": [{"id": "a-a"}, {"id": "b-b"}],
                                "links": [{"source": "a-a", "target": "b-b", "kind": "supports"}]}))
    assert [each for each in errors(made) if "p:" in each and "claims" in each]
    assert len(made.dataset.relations) == 1


@pytest.mark.parametrize("name", ["documents", "events"])
@pytest.mark.parametrize("value, wrong", [(7, 1), ("p", 1), ([7, "p"], 2), (True, 1)])
def test_records_of_the_whole_that_are_none_are_told(name, value, wrong):
    made = imported(json.dumps({"graph": {name: value}, "nodes": [{"id": "a-a"}, {"id": "b-b"}],
                                "links": [{"source": "a-a", "target": "b-b", "kind": "supports"}]}))
    assert [each for each in errors(made) if f"`{name}` holds {wrong} that are no records" in each]
    assert len(made.dataset.relations) == 1
