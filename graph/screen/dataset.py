"""The dataset on the screen: read once for each state of its files, shared by all readers, read anew when they change."""

from __future__ import annotations

import datetime
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from graph import kept
from graph.check import check
from graph.files import being_written, is_half_saved
from graph.load import FILES, load, version_of
from graph.load.snapshot import pack_problems, unpack_problems
from graph.model import Dataset, Problem
from graph.screen import rights
from graph.screen.shared import Shared

FOLDER = "BAILANYSH_DATA"  # the environment variable that names another folder than data/
WORTH_KEEPING = 500  # ties; fewer are checked and drawn in no time
GENERATIONS = 3  # how many states of the files are kept: readers of an older one are not cut off


@dataclass(frozen=True)
class _Seen:
    stat: tuple
    version: str


_ROOMS = ("actors", "relations", "documents", "events")
Doubt = Literal["broken", "fewer"] | None
Generation = tuple[Dataset, tuple[Problem, ...]]  # what a state of the files says, and what is wrong in it; nothing in it changes
_generations: Shared[Generation] = Shared(GENERATIONS)
_seen: dict[Path, _Seen] = {}
_good: dict[Path, Generation] = {}  # the last state in which nothing had just been broken
_accepted: set[str] = set()  # versions that somebody has said are meant


def folder() -> Path:
    return Path(os.environ.get(FOLDER) or Path(__file__).parents[2] / "data")


def dataset() -> Generation:
    """What the folder says now, and what is wrong in it. The same objects until a file changes.

    Where a change of the files has broken records that were right, or more than a tenth of them is gone, their last
    good state stays, with the Problems of what the files say now: half a file is no news.
    """
    where = folder()
    state, doubted = _state(where)
    if doubted:
        return _good[where][0], state[1]
    _good[where] = state
    return state


def doubt() -> Doubt:
    """Why the last good state is shown and not what the files say now; None: it is what they say."""
    return _state(folder())[1]


def accept() -> None:
    """What the files say now is meant, whatever is gone in it."""
    _accepted.add(generation(folder()))


def watch(seconds: float) -> None:
    """Runs the page again when a file has changed; looks every so many seconds."""
    st.fragment(_look, run_every=seconds)(generation(folder()))


def _look(version: str) -> None:
    if generation(folder()) != version:
        st.rerun()


def _state(where: Path) -> tuple[Generation, Doubt]:
    while True:
        version = generation(where)
        try:
            state = _read(where, version)
            break
        except _Moved:
            _seen.pop(where, None)
    good = _good.get(where)
    if not good or version in _accepted or good[0].version == state[0].version:
        return state, None
    return state, "broken" if _broken(good, state) else "fewer" if _fewer(good[0], state[0]) else None


def _broken(good: Generation, new: Generation) -> bool:
    """Whether records are gone or others, and more is wrong than before."""
    errors = [sum(problem.degree == "error" for problem in problems) for _, problems in (good, new)]
    return errors[1] > errors[0] and any(
        getattr(new[0], room).get(id) != record for room in _ROOMS for id, record in getattr(good[0], room).items())


def _fewer(good: Dataset, new: Dataset) -> bool:
    """Whether the actors, ties, documents or events are fewer by more than a tenth."""
    return any(10 * len(getattr(new, room)) < 9 * len(getattr(good, room)) for room in _ROOMS)


def generation(where: Path) -> str:
    """The version of the folder's files; they are read only if their sizes or times have changed, and not while somebody
    has one open for writing.

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
        if where in _seen and any(being_written(where / name) for name in FILES):
            return _seen[where].version  # we look again
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
    return _generations.get((where, version), lambda: _loaded(where, version))


def _loaded(where: Path, version: str) -> Generation:
    found, problems = load(where, kept_before())
    if found.version != version:
        raise _Moved
    return found, (*problems, *_checked(found, datetime.date.today()))


def _checked(found: Dataset, today: datetime.date) -> list[Problem]:
    """What check says today, worked out or as it was kept."""
    if len(found.relations) < WORTH_KEEPING:
        return check(found, today)
    name, prefix = f"check {found.version} {today}", str(folder() / "_").removesuffix("_")
    content = kept_before().get(name)
    if content is not None:
        try:
            return unpack_problems(json.loads(bytes(content)), prefix)
        except (ValueError, TypeError):  # not what we wrote
            pass
    problems = check(found, today)
    kept_before().put(name, json.dumps(pack_problems(problems, prefix), ensure_ascii=False).encode())
    return problems


def kept_before() -> kept.Kept:
    """What was worked out before; where nobody may save, nothing is added."""
    return kept.Kept(kept.folder(os.environ), writes=not rights.nobody_saves())


class _Moved(Exception):
    """The files have changed between the look at them and the reading."""
