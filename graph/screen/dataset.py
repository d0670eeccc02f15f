"""The dataset on the screen: read once for each state of its files, shared by all readers, read anew when they change."""

from __future__ import annotations

import datetime
import os
import time
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from graph.check import check
from graph.load import FILES, load, version_of
from graph.model import Dataset, Problem

FOLDER = "BAILANYSH_DATA"  # the environment variable that names another folder than data/
GENERATIONS = 3  # how many states of the files are kept: readers of an older one are not cut off


@dataclass(frozen=True)
class _Seen:
    stat: tuple
    version: str


_seen: dict[Path, _Seen] = {}


def folder() -> Path:
    return Path(os.environ.get(FOLDER) or Path(__file__).parents[2] / "data")


def dataset() -> tuple[Dataset, list[Problem]]:
    """What the folder says now, and what is wrong in it. The same objects until a file changes."""
    return _read(folder(), generation(folder()))


def generation(where: Path) -> str:
    """The version of the folder's files; they are read only if their sizes or times have changed."""
    stat = _stat(where)
    if where not in _seen or _seen[where].stat != stat:
        _seen[where] = _Seen(stat, _settled(where))
    return _seen[where].version


def _stat(where: Path) -> tuple:
    found = []
    for name in FILES:
        try:
            stat = (where / name).stat()
            found.append((name, stat.st_mtime_ns, stat.st_size, stat.st_ino))
        except OSError:
            found.append((name,))
    return tuple(found)


def _settled(where: Path) -> str:
    """The version, once it is twice the same: an editor that saves in place shows half a file for a moment."""
    before = version_of(where)
    for _ in range(20):
        time.sleep(0.02)
        after = version_of(where)
        if after == before:
            break
        before = after
    return before


@st.cache_resource(max_entries=GENERATIONS, show_spinner=False)
def _read(where: Path, version: str) -> tuple[Dataset, list[Problem]]:
    found, problems = load(where)
    return found, [*problems, *check(found, datetime.date.today())]
