"""What editors note of a claim stands wherever a claim is shown in full, in the reader's language, and is never markup."""

import csv
import io
import json
import zipfile
from dataclasses import replace

import networkx as nx
import pytest

from exporting import TODAY
from graph.formats import FORMATS, Snapshot
from graph.lines import line
from graph.model import Text
from graph.page import write_page
from graph.prose import read_pair
from graph.screen.frame import claim_item
from graph.selection import Selection
from graph.site import publish
from graph.words import translator
from making import dataset

NOTE = {"en": "From <memory> only", "ru": "Только по памяти", "ky": "Эстен гана"}


@pytest.fixture
def data():
    made = dataset("ada opposes bek 2010 paper gazette/bek!", documents="paper 2010-06-20 Press\ngazette 2010-06-21")
    (tie,) = made.relations.values()
    claims = (tie.claims[0].model_copy(update={"note": Text(**NOTE)}), *tie.claims[1:])
    return replace(made, relations={tie.id: tie.model_copy(update={"claims": claims})})


@pytest.mark.parametrize("language", NOTE)
def test_in_lists_of_ties_as_on_whose_word_and_comparisons(data, language):
    (tie,) = data.relations.values()
    noted, plain = line(tie, data, language).said
    assert noted.text().endswith(f" ({NOTE[language]})") and plain.note is None and not plain.text().endswith(")")
    shown = claim_item(noted, translator(language))
    assert NOTE[language].replace("<", "&lt;").replace(">", "&gt;") in shown and "<memory>" not in shown
    assert "bp-claim-note" not in claim_item(plain, translator(language))


@pytest.mark.parametrize("language", NOTE)
def test_in_prose_behind_the_source(data, language):
    reading = read_pair(data, "ada", "bek", language=language, today=TODAY)
    noted, plain = sorted(reading.footnotes, key=lambda note: note.document == "gazette")
    assert noted.text().endswith(f" ({NOTE[language]})") and not plain.text().endswith(")")
    assert "<memory>" not in noted.markdown()


def test_in_every_file_that_holds_claims(data):
    snapshot = Snapshot.of(data, Selection(), TODAY)
    written = {id: FORMATS[id].write(snapshot) for id in ("json", "graphml", "csv", "md", "archive", "html")}
    (edge,) = json.loads(written["json"])["edges"]
    assert edge["claims"][0]["note"] == NOTE
    (tie,) = nx.parse_graphml(written["graphml"].decode(), force_multigraph=True).edges(data=True)
    assert json.loads(tie[2]["claims"])[0]["note"] == NOTE
    tables = zipfile.ZipFile(io.BytesIO(written["csv"]))
    rows = list(csv.DictReader(io.StringIO(tables.read("claims.csv").decode("utf-8-sig"))))
    assert json.loads(rows[0]["note"]) == NOTE
    assert r"From \<memory\> only" in written["md"].decode()
    assert NOTE["ky"] in zipfile.ZipFile(io.BytesIO(written["archive"])).read("data/relations.yaml").decode()
    assert "(From &lt;memory&gt; only)" in written["html"].decode()


def test_in_the_page_for_whoever_reads_it_without_scripts(data):
    page = write_page(data, Selection(language="ru"), today=TODAY)
    assert f"({NOTE['ru']})</footer>" in page


def test_on_the_published_pages_of_actor_and_document(data, tmp_path):
    publish(data, Selection(), tmp_path / "site", today=TODAY)
    for page in ("actor/ada.html", "document/paper.html"):
        assert "From &lt;memory&gt; only" in (tmp_path / "site" / page).read_text(encoding="utf-8"), page
        assert NOTE["ru"] in (tmp_path / "site" / "ru" / page).read_text(encoding="utf-8"), page
