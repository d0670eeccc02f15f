"""Each format that is read, on a small file inside the test."""

import json

import networkx as nx
import pytest

from graph.formats.writing.tables import cell
from graph.formats.reading import detect
from importing import errors, imported, left_out, looks, ties

POPOLO = """\
{
  "persons": [
    {"id": "p1", "name": "IVANOV Ivan", "other_names": [{"lang": "ru", "name": "ИВАНОВ Иван"}], "birth_date": "1960-05",
     "gender": "male", "email": "i@example.org", "identifiers": [{"scheme": "wikidata", "identifier": "Q42"}],
     "sources": [{"url": "https://example.org/ivanov"}]},
    {"id": "p2", "name": "Anna Petrova"}
  ],
  "organizations": [
    {"id": "party/ata", "name": "Ata Meken", "classification": "party"},
    {"id": "party/ata2", "name": "AtaMeken", "classification": "party"},
    {"id": "party/unknown", "name": "unknown", "classification": "party"},
    {"id": "legislature", "name": "Supreme Council", "classification": "legislature"}
  ],
  "events": [{"id": "term/5", "name": "5th Convocation", "classification": "legislative period",
              "organization_id": "legislature", "start_date": "2010", "end_date": "2015-10-15"}],
  "memberships": [
    {"person_id": "p1", "organization_id": "legislature", "on_behalf_of_id": "party/ata", "role": "member",
     "legislative_period_id": "term/5", "start_date": "2010-12-17"},
    {"person_id": "p2", "organization_id": "legislature", "on_behalf_of_id": "party/unknown", "role": "member",
     "legislative_period_id": "term/5"}
  ]
}
"""


def test_popolo_memberships_become_ties_to_the_house_and_the_party():
    made = imported(POPOLO)
    assert ties(made) == [
        "ivanov-ivan member_of supreme-council 2010-12-17.. (5th Convocation)",
        "ivanov-ivan member_of ata-meken 2010-12-17.. (5th Convocation)",
        "anna-petrova member_of supreme-council - (5th Convocation)",
    ]
    ivanov = made.dataset.actors["ivanov-ivan"]
    assert (ivanov.kind, ivanov.name.ru, ivanov.start, ivanov.wikidata) == ("person", "ИВАНОВ Иван", "1960-05", "Q42")
    assert ivanov.agreement.ru == "masculine"
    assert made.dataset.actors["supreme-council"].kind == "body"
    assert not errors(made)


def test_popolo_takes_no_date_from_the_term():
    made = imported(POPOLO)
    undated = [tie for tie in made.dataset.relations.values() if tie.source == "anna-petrova"]
    assert [(tie.date, tie.start, tie.end) for tie in undated] == [(None, None, None)]
    term = made.dataset.events["5th-convocation"]
    assert (term.start, term.end, term.actors) == ("2010", "2015-10-15", ("supreme-council",))


def test_popolo_parties_that_may_be_one_are_reported_and_an_unknown_one_is_no_actor():
    made = imported(POPOLO)
    assert looks(made) == [
        "file.json:10:5: atameken: “AtaMeken” may be the same as “Ata Meken” (line 9): only spaces and hyphens differ; "
        "if it is, make one record of both; if not, leave them"]
    assert "unknown" not in made.dataset.actors
    assert left_out(made)["ties to an organization “unknown”"] == 1
    assert left_out(made)["email of persons"] == 1


def test_every_claim_cites_the_file_and_the_place_in_it():
    made = imported(POPOLO)
    assert all([(claim.document, claim.page) for claim in tie.claims][0][0] == "file-json" for tie in made.dataset.relations.values())
    assert [tie.claims[0].page for tie in made.dataset.relations.values()] == ["memberships/0", "memberships/0", "memberships/1"]
    assert made.dataset.documents["example-org-ivanov"].url == "https://example.org/ivanov"


GEXF = """\
<gexf xmlns="http://www.gexf.net/{version}" version="{version}">
  <meta><title>A small net</title></meta>
  <graph mode="dynamic" defaultedgetype="directed" timeformat="{time}">
    <attributes class="node"><attribute id="0" title="type" type="string"><default>person</default></attribute></attributes>
    <nodes>
      <node id="0" label="Anna Alpha"/>
      <node id="1" label="Boris Beta"><attvalues><attvalue for="0" value="politician"/></attvalues></node>
      <node id="2" label="The Party"><attvalues><attvalue for="0" value="party"/></attvalues></node>
    </nodes>
    <edges>{edges}</edges>
  </graph>
</gexf>
"""


def gexf(edges, version="1.2draft", time="date"):
    return imported(GEXF.format(edges=edges, version=version, time=time), "net.gexf")


@pytest.mark.parametrize("version", ["1.1draft", "1.2draft", "1.3"])
def test_gexf_of_each_version_with_types_and_defaults(version):
    made = gexf('<edge id="7" source="0" target="2" label="member of"/>', version)
    assert [(actor.id, actor.kind) for actor in made.dataset.actors.values()] == [
        ("anna-alpha", "person"), ("boris-beta", "person"), ("the-party", "party")]
    assert ties(made) == ["anna-alpha member_of the-party -"]
    assert made.report.format == f"GEXF {version}"
    assert made.dataset.documents["net-gexf"].title == "A small net"


def test_gexf_spells_become_one_tie_each():
    made = gexf('<edge source="0" target="1" kind="supports"><spells><spell start="2005-03" end="2006"/>'
                '<spell start="2010-04-07" endopen="2010-05-01"/></spells></edge>')
    assert ties(made) == ["anna-alpha supports boris-beta 2005-03..2006", "anna-alpha supports boris-beta 2010-04-07..2010-04-30"]


def test_gexf_start_and_end_of_the_edge_itself():
    assert ties(gexf('<edge source="0" target="1" kind="supports" start="2005" end="2006"/>')) == [
        "anna-alpha supports boris-beta 2005..2006"]


def test_gexf_numbers_that_look_like_years_are_years_and_others_are_not_guessed():
    made = gexf('<edge source="0" target="1" kind="supports" start="2005.0"/><edge source="1" target="0" kind="supports" start="1.2E12"/>',
                time="double")
    assert ties(made) == ["anna-alpha supports boris-beta 2005..", "boris-beta supports anna-alpha -"]
    assert "time given as a number" in left_out(made)


def test_gexf_parallel_edges_differ_by_kind_and_mutual_ones_go_both_ways():
    made = gexf('<edge source="0" target="1" kind="supports"/><edge source="0" target="1" kind="opposes" type="mutual"/>')
    assert ties(made) == ["anna-alpha supports boris-beta -", "anna-alpha opposes boris-beta -", "boris-beta opposes anna-alpha -"]


def test_gexf_nodes_inside_nodes_are_tied_to_them():
    made = imported('<gexf version="1.2"><graph><nodes><node id="a" label="Outer Ring"><nodes><node id="b" label="Inner Ring"/>'
                    "</nodes></node></nodes></graph></gexf>", "n.gexf")
    assert ties(made) == ["inner-ring linked_to outer-ring - (contained in)"]


def test_graphml_as_networkx_writes_it(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("n0", label="Anna Alpha", type="person", x=1.5)
    graph.add_node("n1", label="Boris Beta", type="person")
    graph.add_edge("n0", "n1", type="supports", start="2005", weight=3.0)
    graph.add_edge("n0", "n1", type="admires")
    path = tmp_path / "net.graphml"
    nx.write_graphml_xml(graph, path)
    made = imported(path.read_bytes(), "net.graphml")
    assert ties(made) == ["anna-alpha supports boris-beta 2005..", "anna-alpha linked_to boris-beta - (admires)"]
    assert left_out(made)["attribute weight of ties"] == 1
    assert left_out(made)["attributes of actors"] == 1  # x: the map is drawn anew


YED = """\
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key for="node" id="d6" yfiles.type="nodegraphics"/><key for="edge" id="d9" yfiles.type="edgegraphics"/>
  <key attr.name="description" attr.type="string" for="node" id="d5"/>
  <graph edgedefault="directed" id="G">
    <node id="n0"><data key="d5"><![CDATA[Was there in 2005]]></data>
      <data key="d6"><y:ShapeNode><y:NodeLabel>Anna
 Alpha</y:NodeLabel><y:Shape type="ellipse"/></y:ShapeNode></data></node>
    <node id="n1" yfiles.foldertype="group"><data key="d6"><y:ProxyAutoBoundsNode><y:Realizers active="0">
      <y:GroupNode><y:NodeLabel>The Party</y:NodeLabel><y:Shape type="rectangle"/></y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>
      <graph edgedefault="directed" id="n1:"><node id="n1::n0"><data key="d6"><y:ShapeNode><y:NodeLabel>Boris Beta</y:NodeLabel>
      <y:Shape type="ellipse"/></y:ShapeNode></data></node></graph></node>
    <edge id="e0" source="n0" target="n1::n0"><data key="d9"><y:PolyLineEdge><y:EdgeLabel>supports</y:EdgeLabel></y:PolyLineEdge></data></edge>
  </graph>
</graphml>
"""


def test_a_hyperedge_of_graphml_is_left_out_with_its_reason():
    made = imported("""<?xml version="1.0"?>
<graphml><graph edgedefault="undirected"><node id="a"/><node id="b"/><edge source="a" target="b"/>
<hyperedge><endpoint node="a"/><endpoint node="b"/></hyperedge></graph></graphml>""")
    assert len(made.dataset.relations) == 1
    told = "\n".join(made.report.text())
    assert "hyperedges: 1 — a tie has two ends" in told


def test_graphml_as_yed_writes_it_with_labels_shapes_and_groups():
    made = imported(YED, "yed.graphml", rules="actor_kinds:\n  - {type: shape ellipse, kind: person}\n  - {type: shape group, kind: party}\n"
                                              "relation_kinds:\n  - {type: contained in, kind: member_of}\n")
    assert [(actor.id, actor.kind) for actor in made.dataset.actors.values()] == [
        ("anna-alpha", "person"), ("boris-beta", "person"), ("the-party", "party")]
    assert made.dataset.actors["anna-alpha"].note.en == "Was there in 2005"
    assert sorted(ties(made)) == ["anna-alpha supports boris-beta -", "boris-beta member_of the-party -"]


NODES = [{"id": 1, "name": "Anna Alpha", "type": "person"}, {"id": 2, "name": "Boris Beta", "type": "person"}]


@pytest.mark.parametrize("graph", [
    {"directed": True, "multigraph": False, "graph": {}, "nodes": NODES, "links": [{"source": 1, "target": 2, "relation": "supports"}]},
    {"directed": True, "nodes": NODES, "edges": [{"source": 1, "target": 2, "type": "supports", "key": 0}]},
    {"nodes": NODES, "edges": [{"from": 1, "to": 2, "label": "supports"}]},
    {"nodes": [{key: node[key] for key in ("name", "type")} for node in NODES], "links": [{"source": 0, "target": 1, "type": "supports"}]},
    {"nodes": NODES, "links": [{"source": NODES[0], "target": NODES[1], "type": "supports"}]},
    {"elements": {"nodes": [{"data": node} for node in NODES], "edges": [{"data": {"source": "1", "target": "2", "interaction": "supports"}}]}},
    {"elements": [*({"group": "nodes", "data": node} for node in NODES), {"data": {"source": 1, "target": 2, "label": "supports"}}]},
    [*({"data": node} for node in NODES), {"data": {"source": 1, "target": 2, "label": "supports"}}],
], ids=["networkx links", "networkx edges", "vis.js", "numbered", "D3 objects", "Cytoscape", "Cytoscape list", "bare list"])
def test_node_link_json_in_all_its_dialects(graph):
    made = imported(json.dumps(graph))
    assert ties(made) == ["anna-alpha supports boris-beta -"]
    assert not errors(made)


@pytest.mark.parametrize("text", [
    "source,target,type,start\nAnna Alpha,Boris Beta,supports,2005\n",
    "From;To;Relationship;Since\r\nAnna Alpha;Boris Beta;Supports;2005\r\n",
    "\ufeffSource\tTarget\tType\tLabel\tstart date\nAnna Alpha\tBoris Beta\tDirected\tsupports\t2005-00-00\n",
    'кто|кому|связь|начало\n"Anna Alpha"|"Boris Beta"|supports|2005\n',
])
def test_csv_of_ties_alone_under_many_headers_and_delimiters(text):
    made = imported(text, "ties.csv")
    assert ties(made) == ["anna-alpha supports boris-beta 2005.."]
    assert [actor.kind for actor in made.dataset.actors.values()] == ["person", "person"]
    assert any("guessed" in remark for remark in made.report.remarks)


def test_csv_pair_ties_by_id_or_by_name_and_takes_the_guard_off():
    actors = "id,name,kind,note\n1,Anna Alpha,person,'=1+1\n2,Boris Beta,person,\n"
    made = imported("source,target,kind\n1,Boris Beta,supports\n", "ties.csv", beside={"actors.csv": actors.encode()})
    assert ties(made) == ["anna-alpha supports boris-beta -"]
    assert made.dataset.actors["anna-alpha"].note.en == "=1+1"


@pytest.mark.parametrize("text", ["'-x", "''=1", "'x'-y", "'quoted'", "=1+1", "'"])
def test_csv_pair_gives_back_apostrophes_that_are_no_guard(text):
    actors = f"id,name,kind,note\n1,Anna Alpha,person,{cell(text)}\n2,Boris Beta,person,\n"
    made = imported("source,target,kind\n1,Boris Beta,supports\n", "ties.csv", beside={"actors.csv": actors.encode()})
    assert made.dataset.actors["anna-alpha"].note.en == text


def test_csv_cells_over_several_lines_keep_the_count():
    made = imported('source,target,quote\nA B,C D,"two\nlines"\nE F,,\n', "ties.csv")
    assert errors(made) == ["ties.csv:4:1: row 4: the target of this tie is missing; add it, or remove the tie"]


def test_csv_of_another_encoding_with_its_name():
    data = "source,target\nРоза Отунбаева,Курманбек Бакиев\n".encode("cp1251")
    assert "not UTF-8" in errors(imported(data, "ties.csv"))[0]
    made = imported(data, "ties.csv", encoding="cp1251")
    assert ties(made) == ["roza-otunbaeva linked_to kurmanbek-bakiev -"]
    assert made.dataset.actors["roza-otunbaeva"].name.en == "Roza Otunbaeva"
    assert made.dataset.actors["roza-otunbaeva"].name.ru == "Роза Отунбаева"


def test_csv_intervals_as_gephi_writes_them():
    made = imported('Source,Target,timeset\nA B,C D,"<[2005, 2007]; [2010, 2012]>"\n', "edges.csv")
    assert [(tie.start, tie.end) for tie in made.dataset.relations.values()] == [("2005", "2007"), ("2010", "2012")]


def ftm(*entities):
    return imported("".join(json.dumps(each) + "\n" for each in entities), "x.ftm")


def entity(id, schema, **properties):
    return {"id": id, "schema": schema, "properties": {name: [value] for name, value in properties.items()}}


PEOPLE = entity("a", "Person", name="Anna Alpha", birthDate="1950"), entity("b", "Person", name="Boris Beta")


def test_followthemoney_persons_and_what_stands_between_them():
    made = ftm(
        *PEOPLE, entity("c", "Company", name="Gold Ltd"), entity("p", "PublicBody", name="Parliament"),
        entity("post", "Position", name="Speaker", organization="p"),
        entity("o1", "Ownership", owner="a", asset="c", startDate="2005-03-01T00:00:00", percentage="51%"),
        entity("m1", "Membership", member="b", organization="p", role="deputy"),
        entity("h1", "Occupancy", holder="a", post="post", startDate="2010"),
        entity("f1", "Family", person="a", relative="b", relationship="mother"),
        entity("u1", "UnknownLink", subject="a", object="b", role="school friend"),
        entity("s1", "Sanction", entity="a", authority="EU"),
    )
    assert ties(made) == [
        "anna-alpha owns gold-ltd 2005-03-01.. (51%)", "boris-beta member_of parliament - (deputy)",
        "anna-alpha holds_office_in parliament 2010.. (Speaker)", "boris-beta parent_of anna-alpha -",
        "anna-alpha linked_to boris-beta - (school friend)",
    ]
    assert left_out(made)["Sanction entities"] == 1
    assert "post" not in made.dataset.actors and "speaker" not in made.dataset.actors


def test_followthemoney_fragments_of_one_entity_are_put_together_and_proof_is_cited():
    made = ftm(
        PEOPLE[0], entity("a", "Person", alias="Anya"), PEOPLE[1],
        entity("d", "Document", title="The Paper", sourceUrl="https://example.org/paper", publishedAt="2010"),
        entity("u", "UnknownLink", subject="a", object="b", proof="d"),
    )
    assert made.dataset.actors["anna-alpha"].aliases == ("Anya",)
    assert made.dataset.documents["the-paper"].date == "2010"
    (tie,) = made.dataset.relations.values()
    assert [claim.document for claim in tie.claims] == ["x-ftm", "the-paper"]
    assert tie.claims[1].note.en == "Named as its source by x.ftm; not read"


@pytest.mark.parametrize(("name", "data", "wanted"), [
    ("x", POPOLO.encode(), "popolo"), ("x.xml", GEXF.encode(), "gexf"), ("x.gexf", YED.encode(), "graphml"),
    ("x", b'{"nodes": []}', "node-link"), ("x", b'{"id": "1", "schema": "Person", "properties": {}}\n', "followthemoney"),
    ("x.tsv", b"source\ttarget\n", "csv"), ("x.zip", b"PK\x03\x04", "csv"), ("x.html", b"<html></html>", None), ("x", b"\x00\x01", None),
])
def test_a_format_is_known_by_what_stands_in_the_file(name, data, wanted):
    assert detect(name, data) == wanted
