"""Starting the app by serve.py: the first visitor finds everything made."""

import sys
from pathlib import Path

import serve
from folder import write
from graph.model import LANGUAGES
from graph.screen import maps
from graph.screen.shared import Shared


def test_the_map_of_every_language_is_made_before_anybody_comes(tmp_path, monkeypatch):
    monkeypatch.setenv("BAILANYSH_DATA", str(write(tmp_path)))
    monkeypatch.setattr(maps, "_packed", Shared(6))
    monkeypatch.setattr("streamlit.runtime.exists", lambda: True)
    serve.warm()
    assert len(maps._packed) == len(LANGUAGES)


def test_without_a_server_nothing_is_made(monkeypatch):
    monkeypatch.setattr(maps, "prepare_all", lambda: 1 / 0)
    serve.warm(wait=0)


def test_make_run_and_the_deployed_service_start_it_so():
    root = Path(serve.__file__).parent
    assert "serve.py --server.address localhost" in (root / "Makefile").read_text()
    assert "serve.py --server.address" in (root / "docs" / "deploy.md").read_text()
    assert serve.APP.exists() and sys.modules["serve"] is serve
