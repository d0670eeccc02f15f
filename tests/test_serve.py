"""Starting the app by serve.py: the first visitor finds everything made."""

import asyncio
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import serve
from folder import write
from graph.model import LANGUAGES
from graph.screen import maps, opening
from graph.screen.shared import Shared


def test_the_map_of_every_language_is_made_before_anybody_comes(tmp_path, monkeypatch):
    monkeypatch.setenv("BAILANYSH_DATA", str(write(tmp_path)))
    monkeypatch.setattr(maps, "_packed", Shared(6))
    opening.prepare()
    assert len(maps._packed) == len(LANGUAGES)


def test_it_is_made_beside_the_start_which_does_not_wait(monkeypatch):
    asked, release = threading.Event(), threading.Event()
    monkeypatch.setattr(opening, "prepare", lambda: (asked.set(), release.wait(10)))

    async def start():
        async with serve.warm():
            return asked.wait(10)

    with ThreadPoolExecutor() as apart:
        assert apart.submit(lambda: asyncio.run(start())).result()
    release.set()


def test_make_run_and_the_deployed_service_start_it_so():
    root = Path(serve.__file__).parent
    assert "serve.py --server.address localhost" in (root / "Makefile").read_text()
    assert "serve.py --server.address" in (root / "docs" / "deploy.md").read_text()
    assert serve.APP.exists() and sys.modules["serve"] is serve
