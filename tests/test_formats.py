"""Graph files, tables and texts, read by readers that are not ours: networkx, igraph, the GEXF schema, csv, ftm."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import igraph
import networkx as nx
import pytest
from lxml import etree

from exporting import HOSTILE, TODAY, made, snapshot
from graph.check import check
from graph.formats import FORMATS, Options, format_of
from graph.formats.writing.followthemoney import iso_prefix
from graph.formats.writing.lettering import plain
from graph.formats.writing.tables import cell
from graph.load import load

SCHEMA = Path(__file__).parent / "schemas" / "gexf.xsd"
G = "{http://gexf.net/1.3}"


def written(id: str, query: str = "", **more) -> bytes:
    return FORMATS[id].write(snapshot(query), Options(**more))


def unzipped(content: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


# -- the catalogue --------------------------------------------------------------------------------------


def test_each_format_has_its_own_ending_and_is_found_by_it():
    assert len({each.suffix for each in FORMATS.values()}) == len(FORMATS)
    for each in FORMATS.values():
        assert format_of(f"Some.File{each.suffix.upper()}") is each
    assert format_of("a.b.zip").id == "archive" and format_of("a.csv.zip").id == "csv" and format_of("a.docx") is None


@pytest.mark.parametrize("id", sorted(FORMATS.keys() - {"svg", "png", "pdf", "gif", "webp", "pictures", "sheet", "archive"}))
def test_two_writes_give_the_same_bytes(id):
    assert written(id, "year=2010") == written(id, "year=2010")


@pytest.mark.parametrize("id", sorted(FORMATS.keys() - {"gif", "webp", "pictures", "sheet", "pdf", "png", "archive"}))
def test_each_can_be_written_of_nothing(id):
    assert isinstance(written(id, "year=1900"), bytes)


# -- GEXF -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gexf():
    return etree.fromstring(written("gexf"))


def edge(root, id_part: str):
    (found,) = [each for each in root.iter(f"{G}edge") if id_part in each.get("id")]
    return found


def values(element) -> dict[str, str]:
    return {value.get("for"): value.get("value") for value in element.iter(f"{G}attvalue")}


def spell(element) -> tuple[str | None, str | None]:
    (found,) = element.iter(f"{G}spell")
    return found.get("start"), found.get("end")


def test_gexf_is_valid_by_the_published_schema(gexf):
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    schema.assertValid(gexf)
    for content in unzipped(written("gexf-years", "from=2009&to=2010")).values():
        schema.assertValid(etree.fromstring(content))


def test_gexf_holds_parallel_ties_by_kind_and_tells_undirected_ones(gexf):
    both = [each for each in gexf.iter(f"{G}edge") if {each.get("source"), each.get("target")} == {"ada", "bek"}]
    assert sorted(each.get("kind") for each in both) == ["opposes", "supports"]
    assert edge(gexf, "allied_with").get("type") == "undirected" and edge(gexf, "supports.bek").get("type") == "directed"


def test_gexf_spells_are_full_days_with_both_ends_inside(gexf):
    assert gexf.find(f"{G}graph").get("timeformat") == "date"
    assert spell(edge(gexf, "holds_office_in")) == ("2005-03-24", "2010-04-07")
    assert spell(edge(gexf, "ada.supports.bek")) == ("2010-06-12", "2010-06-12")


def test_gexf_says_what_is_uncertain(gexf):
    about = edge(gexf, "member_of")
    assert spell(about) == ("2008-01-01", TODAY.isoformat())  # 2009~: perhaps a year earlier or later
    told = values(about)
    assert (told["certain_from"], told["certain_until"], told["start"], told["end"]) == ("2010-12-31", TODAY.isoformat(), "2009~", "ongoing")
    between = values(edge(gexf, "opposes"))
    assert (between["possible_from"], between["possible_until"]) == ("2010-06-12", "2010-06-13")
    assert "certain_from" not in between and between["status"] == "contested" and between["date"] == "2010-06-12/2010-06-13"


def test_gexf_has_the_map_upright_with_its_colours(gexf):
    shown = {node.id: node for node in snapshot().picture().nodes}
    (ada,) = [each for each in gexf.iter(f"{G}node") if each.get("id") == "ada"]
    position, colour = ada.find(f"{G}position"), ada.find(f"{G}color")
    assert (float(position.get("x")), float(position.get("y"))) == (shown["ada"].x, -shown["ada"].y)
    assert f"#{int(colour.get('r')):02x}{int(colour.get('g')):02x}{int(colour.get('b')):02x}" == shown["ada"].colour
    assert b"<viz:color" in written("gexf")


def test_a_static_gexf_has_the_ties_of_its_year_and_no_time():
    files = unzipped(written("gexf-years", "from=2008&to=2010"))
    assert list(files) == [f"bailanysh-2008-2010-{year}.gexf" for year in (2008, 2009, 2010)]
    roots = [etree.fromstring(content) for content in files.values()]
    assert [sorted({each.get("kind") for each in root.iter(f"{G}edge")}) for root in roots][0] == ["holds_office_in", "member_of"]
    assert roots[0].find(f"{G}graph").get("mode") == "static" and not list(roots[0].iter(f"{G}spell"))


# -- GraphML and JSON -----------------------------------------------------------------------------------


def test_networkx_reads_the_graphml_with_parallel_ties_and_hostile_names():
    graph = nx.parse_graphml(written("graphml").decode(), force_multigraph=True)
    assert graph.number_of_edges("ada", "bek") == 2
    assert graph.nodes["bek"]["name"] == plain(HOSTILE) and graph.nodes["ada"]["name_ky"] == "Өзгөчө Үңүл"
    (opposes,) = [data for _s, _t, data in graph.edges(data=True) if data["kind"] == "opposes"]
    assert opposes["sign"] == -1 and opposes["directed"] is True and json.loads(opposes["claims"])[1]["stance"] == "denies"


def test_igraph_reads_the_graphml(tmp_path):
    path = tmp_path / "a.graphml"
    path.write_bytes(written("graphml"))
    graph = igraph.Graph.Read_GraphML(str(path))
    assert (graph.vcount(), graph.ecount(), graph.is_directed()) == (5, 6, True)
    assert "Өзгөчө Үңүл" in graph.vs["name_ky"] and set(graph.es["directed"]) == {True, False}


def test_networkx_reads_the_node_link_json_with_every_claim():
    graph = nx.node_link_graph(json.loads(written("json")), edges="edges")
    assert isinstance(graph, nx.MultiDiGraph) and graph.number_of_edges("ada", "bek") == 2
    assert graph.nodes["ada"]["aliases"] == ["Adah", "Adá"]
    assert graph.graph["licence"] == "CC BY-SA 4.0" and {each["id"] for each in graph.graph["documents"]} == {"paper", "gazette"}
    assert sum(len(data["claims"]) for *_ends, data in graph.edges(data=True)) == 7


def test_cytoscape_json_has_the_elements_where_the_map_has_them():
    drawn = json.loads(written("cyjs"))
    assert nx.cytoscape_graph({"data": [], "directed": True, "multigraph": True, "elements": {
        "nodes": [{"data": {**n["data"], "value": n["data"]["id"]}} for n in drawn["elements"]["nodes"]],
        "edges": [{"data": {**e["data"], "key": e["data"]["id"]}} for e in drawn["elements"]["edges"]]}}).number_of_edges() == 6
    shown = {node.id: (node.x, node.y) for node in snapshot().picture().nodes}
    assert {n["data"]["id"]: (n["position"]["x"], n["position"]["y"]) for n in drawn["elements"]["nodes"]} == shown


# -- tables ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tables():
    files = unzipped(written("csv"))
    assert all(content.startswith(b"\xef\xbb\xbf") for name, content in files.items() if name.endswith(".csv"))
    return {name: list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")))) for name, content in files.items() if name.endswith(".csv")}


def test_a_spreadsheet_opens_the_tables_and_runs_nothing(tables):
    (bek,) = [row for row in tables["actors.csv"] if row["id"] == "bek"]
    assert bek["name"] == "'" + plain(HOSTILE)
    quotes = [row["quote"] for row in tables["claims.csv"]]
    assert "'+1 is “what” they said" in quotes
    for rows in tables.values():
        for row in rows:
            assert not [value for value in row.values() if value.startswith(("=", "+", "-", "@", "\t")) and not re.fullmatch(r"-?\d+", value)]


@pytest.mark.parametrize("value, kept", [
    ("=1+1", "'=1+1"), ("+7", "'+7"), ("-x", "'-x"), ("@a", "'@a"), ("\t=1", "'=1"), ("\r=1", "'=1"), (" =1", "'=1"), ("a=1", "a=1"), (-1, "-1"),
    ("'-x", "''-x"), ("'x'-y", "'x'-y"), ("''=1", "'''=1"),
    (True, "true"), (None, ""), ("two\nlines", "two lines"),
])
def test_cells_that_look_like_formulas_are_marked_as_text(value, kept):
    assert cell(value) == kept


def test_the_tables_hold_every_tie_and_claim_and_say_what_each_column_means(tables):
    assert len(tables["ties.csv"]) == 6 and len(tables["claims.csv"]) == 7 and len(tables["documents.csv"]) == 2
    assert len({row["id"] for row in tables["ties.csv"]}) == 6
    explained = {(row["table"], row["column"]) for row in tables["dictionary.csv"] if row["means"]}
    for name in ("actors", "ties", "claims", "documents", "events"):
        header = written_header(name)
        assert {(name, column) for column in header} <= explained


def written_header(name: str) -> list[str]:
    return unzipped(written("csv"))[f"{name}.csv"].decode("utf-8-sig").splitlines()[0].split(",")


# -- FollowTheMoney -------------------------------------------------------------------------------------


def test_ftm_validate_accepts_the_entities(tmp_path):
    path = tmp_path / "a.ftm.jsonl"
    path.write_bytes(written("ftm"))
    ftm = Path(sys.executable).with_name("ftm")
    if not ftm.exists():
        pytest.skip("followthemoney is not installed: pip install -r requirements-dev.txt")
    done = subprocess.run([str(ftm), "validate", "-i", str(path), "-o", str(tmp_path / "out")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "error" not in done.stderr.lower() and len((tmp_path / "out").read_text().splitlines()) == len(path.read_text().splitlines())


def entities() -> list[dict]:
    return [json.loads(line) for line in written("ftm").decode().splitlines()]


def test_followthemoney_keeps_each_value_that_we_write():
    model = pytest.importorskip("followthemoney").model
    for data in entities():
        proxy = model.get_proxy(data, cleaned=False)
        proxy.schema.validate(proxy.to_dict())
        for name, texts in data["properties"].items():
            kept = proxy.get(name)
            assert len(kept) == len(texts), (data["schema"], name, texts, kept)


def test_ties_become_the_schemata_that_their_ends_allow():
    found = {}
    for each in entities():
        found.setdefault(each["schema"], []).append(each)
    assert {schema: len(each) for schema, each in found.items()} == {
        "Document": 2, "Person": 3, "PublicBody": 1, "Organization": 1, "Position": 1, "Occupancy": 1, "Membership": 1, "UnknownLink": 4,
    }
    (office,) = found["Occupancy"]
    assert office["properties"]["startDate"] == ["2005-03-24"] and office["properties"]["proof"] == ["bailanysh-document-paper"]
    assert office["properties"]["sourceUrl"] == ["https://example.org/paper?a=1&b={2}"]
    (member,) = found["Membership"]
    assert member["properties"]["startDate"] == ["2009"] and "start: 2009~" in member["properties"]["description"][0]
    assert "endDate" not in member["properties"]
    (rumour,) = [each for each in found["UnknownLink"] if each["properties"]["recordId"] == ["rumour"]]
    assert rumour["properties"]["role"][0].startswith("speculated")


@pytest.mark.parametrize("given, kept", [
    ("2005", "2005"), ("2005-03~", "2005-03"), ("2005?", "2005"), ("2010-06-12/2010-06-13", "2010-06"), ("2010-06/2011", None),
    ("2010-06/2010-09", "2010"), ("2009/2010", None), (None, None),
])
def test_dates_keep_what_an_iso_prefix_can_hold(given, kept):
    assert iso_prefix(given) == kept


# -- texts and the archive ------------------------------------------------------------------------------


def test_bibtex_names_the_snapshot_and_each_document_once():
    entries = re.findall(r"^@misc\{([^,]+),$", written("bib").decode(), re.M)
    assert entries == ["bailanysh-abcdef012345", "gazette", "paper"]


def test_the_text_tells_every_tie_with_its_claims_and_numbers_its_sources():
    text = written("md", "year=2010").decode()
    assert text.count("\n- **") == 6 and "\n1. A. Uthor: 100% of" in text and "[1]" in text
    assert "<script>" not in text and re.search(r"[“‘]\\?\+1 is", text)


def test_the_archive_holds_all_of_it_and_its_records_are_a_dataset(tmp_path):
    files = unzipped(written("archive", "from=2005"))
    endings = {Path(name).suffix for name in files}
    assert {".svg", ".pdf", ".png", ".gexf", ".graphml", ".json", ".cyjs", ".jsonl", ".csv", ".md", ".bib", ".yaml"} <= endings
    readme = files["README.md"].decode()
    assert "abcdef012345" in readme and "Lost there" in readme and "CC BY-SA 4.0" in readme
    for name, content in files.items():
        if name.startswith("data/"):
            (tmp_path / Path(name).name).write_bytes(content)
    again, problems = load(tmp_path)
    assert problems == [] and [p for p in check(again, TODAY) if p.degree == "error"] == []
    assert again == snapshot("from=2005").part.dataset


def test_a_selection_leaves_only_what_it_selects():
    graph = nx.node_link_graph(json.loads(written("json", "status=contested")), edges="edges")
    assert set(graph) == {"ada", "bek"} and graph.number_of_edges() == 1
    assert made().actors.keys() > set(graph)
