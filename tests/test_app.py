"""The app without a browser: what each page shows, and what the link does."""

import gzip
import json
import os
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from folder import write

APP = str(Path(__file__).parents[1] / "app.py")


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """opened(query, **changes) → the app, run once on the small dataset with these changes."""

    def opened(query=None, **changes) -> AppTest:
        monkeypatch.setenv("BAILANYSH_DATA", str(write(tmp_path, **changes)))
        app = AppTest.from_file(APP, default_timeout=30)
        for key, value in (query or {}).items():
            app.query_params[key] = value
        return app.run()

    return opened


def view(app: AppTest) -> dict:
    """The data of the small component that mounts the view."""
    (found,) = [element for element in app.get("bidi_component") if element.proto.component_name == "bailanysh_network"]
    return json.loads(found.proto.json)


def wire(app: AppTest) -> dict:
    (found,) = [element for element in app.get("bidi_component") if element.proto.component_name == "bailanysh_data"]
    return json.loads(gzip.decompress(found.proto.bytes))["wire"]


def column(app: AppTest, rows: str, name: str) -> list[str]:
    """One field of the actors ("nodes") or ties ("edges") that the view is given, which travel as columns."""
    found = wire(app)[rows]["columns"][name]
    return found if isinstance(found, list) else [found["values"][place] for place in found["at"]]


def kinds(app: AppTest) -> list[str]:
    return column(app, "edges", "kind")


def texts(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.text, *app.caption))


def test_it_opens_on_the_explorer_with_all_years(opened):
    app = opened()
    assert not app.exception
    assert view(app)["query"] == ""
    assert kinds(app) == ["supports", "accuses", "supports"]
    assert "Problems in the data" not in texts(app)


def test_a_link_is_passed_on_and_what_makes_no_sense_in_it_is_not(opened):
    assert view(opened({"year": "2010", "focus": "aida-one"}))["query"] == "year=2010&focus=aida-one"
    assert view(opened({"year": "2010-99", "radius": "70", "nonsense": "1"}))["query"] == ""


def test_what_the_reader_does_gets_into_the_link(opened):
    app = opened()
    app.session_state["network"] = {"asked": {"query": "year=2006&open=aida-one&nonsense=1", "turn": 1}}
    app.run()
    assert not app.exception
    assert dict(app.query_params) == {"year": "2006", "open": "aida-one"}
    assert view(app) | {"wire": ""} == {"key": "network", "query": "year=2006&open=aida-one", "turn": 1, "wire": "", "measures": True, "placed": 0, "placing": False}


def test_a_run_that_was_asked_for_before_the_browser_heard_of_the_new_link_keeps_it(opened):
    app = opened({"year": "2010"})
    app.session_state["network"] = {"asked": {"query": "year=2006&open=aida-one", "turn": 1}}
    app.run()
    app.query_params.clear()
    app.query_params["year"] = "2010"  # a timer's run, on its way before the link was written
    app.run()
    assert dict(app.query_params) == {"year": "2006", "open": "aida-one"}
    assert view(app)["query"] == "year=2006&open=aida-one"


def test_a_link_that_was_never_written_over_is_the_readers_own(opened):
    app = opened({"year": "2010"})
    app.session_state["network"] = {"asked": {"query": "year=2006", "turn": 1}}
    app.run()
    app.query_params["year"] = "2015"
    assert view(app.run())["query"] == "year=2015"
    app.query_params["year"] = "2010"  # heard and left: what stood there before is no echo any more
    assert view(app.run())["query"] == "year=2010"


def test_the_back_button_goes_back_though_the_link_was_written_just_now(opened, monkeypatch):
    app = opened({"year": "2010"})
    app.session_state["network"] = {"asked": {"query": "year=2006", "turn": 1}}
    app.run()
    monkeypatch.setattr("streamlit.runtime.scriptrunner_utils.script_run_context.ScriptRunContext.is_history_navigation",
                        property(lambda run: True, lambda run, value: None), raising=False)
    app.query_params["year"] = "2010"
    assert view(app.run())["query"] == "year=2010"


def test_the_language_is_in_the_link_and_in_the_data_sent(opened):
    app = opened({"lang": "ru"})
    assert wire(app)["language"] == "ru"
    assert "Аида Уан" in column(app, "nodes", "name")


def test_broken_data_opens_on_what_is_right_with_one_line_about_the_rest(opened):
    app = opened(relations=("target: bolot-two", "target: nobody"))
    assert not app.exception
    assert len(kinds(app)) == 2
    assert "Problems in the data: 1." in texts(app)


def test_the_problems_page_says_where_what_and_what_to_do(opened):
    opened(relations=("target: bolot-two", "target: bolot-tow"))

    def page():
        from graph.screen import problems

        problems.page()

    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception
    told = texts(app)
    assert "relations.yaml:2:11" in told and "bolot-tow" in told and "did you mean `bolot-two`?" in told


def test_a_folder_of_rubbish_and_an_empty_folder_open_with_their_problems(opened, tmp_path, monkeypatch):
    monkeypatch.setenv("BAILANYSH_DATA", str(tmp_path / "empty"))
    (tmp_path / "empty").mkdir()
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert not app.exception and "Problems in the data: 3." in texts(app)
    for name in ("vocabulary.yaml", "actors.yaml", "relations.yaml"):
        (tmp_path / "empty" / name).write_bytes(b"\xff\x00{{{")
    app = app.run()
    assert not app.exception and "Problems in the data" in texts(app)


def test_a_change_of_the_files_is_seen_at_the_next_run(opened, tmp_path):
    app = opened()
    file = tmp_path / "relations.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("kind: accuses", "kind: supports"), encoding="utf-8")
    later = time.time() + 5
    os.utime(file, (later, later))
    assert kinds(app.run()) == ["supports", "supports", "supports"]
