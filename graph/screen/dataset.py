"""The dataset on the screen: read once for each state of its files, shared by all readers, read anew when they change."""

from __future__ import annotations

import datetime
import os
import time
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from graph.check import check
from graph.files import is_half_saved
from graph.load import FILES, load, version_of
from graph.model import Dataset, Problem
from graph.screen import rights
from graph.screen.shared import Shared

FOLDER = "BAILANYSH_DATA"  # the environment variable that names another folder than data/
GENERATIONS = 3  # how many states of the files are kept: readers of an older one are not cut off


@dataclass(frozen=True)
class _Seen:
    stat: tuple
    version: str


Generation = tuple[Dataset, tuple[Problem, ...]]  # what a state of the files says, and what is wrong in it; nothing in it changes
_generations: Shared[Generation] = Shared(GENERATIONS)
_seen: dict[Path, _Seen] = {}
_good: dict[Path, Generation] = {}  # the last state in which nothing had just been broken


def folder() -> Path:
    return Path(os.environ.get(FOLDER) or Path(__file__).parents[2] / "data")


def dataset() -> Generation:
    """What the folder says now, and what is wrong in it. The same objects until a file changes.

    Where a change of the files has broken records that were right, their last good state stays, with the Problems of
    what the files say now: half a file is no news.
    """
    where = folder()
    version = generation(where)
    found, problems = _read(where, version)
    good = _good.get(where)
    if good and good[0].version != version and _broken(good, (found, problems)):
        return good[0], problems
    _good[where] = (found, problems)
    return found, problems


def is_stale(found: Dataset) -> bool:
    """Whether this is the last good state of files that are broken now."""
    return found.version != generation(folder())


def watch(seconds: float) -> None:
    """Runs the page again when a file has changed; looks every so many seconds."""
    st.fragment(_look, run_every=seconds)(generation(folder()))


def _look(version: str) -> None:
    if generation(folder()) != version:
        st.rerun()


def _broken(good: Generation, new: Generation) -> bool:
    """Whether records are gone and more is wrong than before."""
    errors = [sum(problem.degree == "error" for problem in problems) for _, problems in (good, new)]
    gone = any(getattr(good[0], room).keys() - getattr(new[0], room).keys() for room in ("actors", "relations", "documents", "events"))
    return gone and errors[1] > errors[0]


def generation(where: Path) -> str:
    """The version of the folder's files; they are read only if their sizes or times have changed.

    A save that was cut off is finished first; where nobody may save, what was there before it stays.
    """
    if is_half_saved(where):
        if not rights.nobody_saves():
            from graph.save import settle

            settle(where)
        elif where in _seen:
            return _seen[where].version
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


def _read(where: Path, version: str) -> Generation:
    return _generations.get((where, version), lambda: _loaded(where))


def _loaded(where: Path) -> Generation:
    found, problems = load(where)
    return found, (*problems, *check(found, datetime.date.today()))
