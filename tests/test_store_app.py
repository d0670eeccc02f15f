"""The app on a store: the part that is asked for, its counts, names that the store finds, and pages that it has not."""

import gzip
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from folder import write
from graph.load import load
from graph.store import make

APP = str(Path(__file__).parents[1] / "app.py")


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """opened(query) → the app, run once on a store of the small dataset."""
    (tmp_path / "yaml").mkdir()
    make(load(write(tmp_path / "yaml"))[0], tmp_path / "it.duckdb")

    def opened(query=None, path=tmp_path / "it.duckdb") -> AppTest:
        monkeypatch.setenv("BAILANYSH_DATA", str(path))
        app = AppTest.from_file(APP, default_timeout=60)
        for key, value in (query or {}).items():
            app.query_params[key] = value
        return app.run()

    return opened


def component(app: AppTest, name: str):
    (found,) = [element for element in app.get("bidi_component") if element.proto.component_name == f"bailanysh_{name}"]
    return found.proto


def wire(app: AppTest) -> dict:
    return json.loads(gzip.decompress(component(app, "data").bytes))["wire"]


def test_the_explorer_shows_the_part_that_the_link_asks_for_and_says_what_it_left_out(opened):
    app = opened({"limit": "2"})
    assert not app.exception
    told = wire(app)["store"]
    assert told["query"] == "limit=2" and told["actors"] > 2 and told["ties"] >= 3
    assert sum(told["perYear"]["certain"]) > 0 and sum(told["counts"]["family"].values()) == told["ties"]
    app.session_state["network"] = {"asked": {"query": "year=2006&limit=2", "turn": 1}}
    app.run()
    assert not app.exception
    assert wire(app)["store"]["query"] == "year=2006&limit=2" and dict(app.query_params) == {"year": "2006", "limit": "2"}
    assert wire(app)["store"]["perYear"] == told["perYear"], "the slider does not depend on the window"


def test_a_name_is_looked_for_in_the_whole_store(opened):
    app = opened({"limit": "1"})
    app.session_state["network"] = {"sought": {"text": "Болот", "turn": 7}}
    app.run()
    found = json.loads(component(app, "network").json)["found"]
    assert found["turn"] == 7 and found["rows"][0]["id"] == "bolot-two"


def test_what_is_no_store_is_said_in_one_sentence(opened, tmp_path):
    (tmp_path / "bad.duckdb").write_text("hello")
    app = opened(path=tmp_path / "bad.duckdb")
    assert not app.exception and "cannot be opened as a store" in app.text[0].value
    app = opened(path=tmp_path / "none.duckdb")
    assert not app.exception and "There is no store" in app.text[0].value


def test_a_page_that_needs_yaml_says_so(opened, tmp_path, monkeypatch):
    opened()

    def page():
        from graph.screen import stored, table

        stored.refusal(table.title)()

    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception and "needs a folder of YAML" in app.text[0].value
