"""Puts changed texts in the place of a dataset's files: whole or not at all, and over nobody else's work.

A save takes the folder's lock, compares the files with what was read, and brings changes of other records together.
`place` puts one text in the place of a file and sees whoever writes there without the lock; `journal` makes several
of them one step, which whoever comes next finishes after a crash; `reason` says in one sentence what went wrong.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Mapping

from filelock import FileLock, Timeout

from graph.edit import Clash, differing, essence, merged
from graph.files import ALL, NAMES, is_half_saved, texts
from graph.load import load_files
from graph.model import Problem
from graph.save.journal import CutOff, HalfWay, finish, put
from graph.save.place import Changed, InUse, quiet, real
from graph.save.reason import reason
from graph.said import Said
from graph.said import Said as _

LOCK = ".lock"
PATIENCE = 10  # seconds to wait for somebody else's save
ATTEMPTS = 20  # to get in between somebody who keeps writing without the lock

Files = Mapping[str, str]

__all__ = ["Conflict", "Failed", "Outcome", "Saved", "read", "save", "settle"]


@dataclass(frozen=True, slots=True)
class Saved:
    """It is on the disk. `files` is what they say now; `joined` names those in which others' changes were kept."""

    files: dict[str, str]
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody has changed the same record meanwhile: nothing was saved. `mine` and `theirs` are the two versions."""

    name: str
    mine: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.name} has changed meanwhile in the same place, and nothing was saved: choose between the two versions."


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing was saved; `reason` says why, in the reader's language (`said`) or in English (`str`)."""

    reason: Said

    def __str__(self) -> str:
        return str(self.reason)


Outcome = Saved | Conflict | Failed


def read(folder: Path) -> dict[str, str]:
    """The texts of the dataset's files, line ends and byte order marks as they are. A save that was cut off
    is finished first. Raises OSError or UnicodeDecodeError."""
    if is_half_saved(folder):
        settle(folder)
    return texts(folder)


def save(folder: Path, before: Files, after: Files) -> Outcome:
    """Saves what differs between `before`, the texts as they were read, and `after`."""
    folder = Path(folder)
    wanted = list(differing(before, after))
    if unknown := [name for name in wanted if name not in NAMES]:
        return Failed(_("{file} is no file of the dataset that can be edited: nothing was saved.", file=unknown[0]))
    try:
        with _locked(folder):
            finish(folder, NAMES)
            for _time in range(ATTEMPTS):
                with suppress(Changed):  # somebody without the lock has written just now: on top of that, then
                    return _attempt(folder, before, after, wanted)
            return Failed(_("Another program keeps writing these files: nothing was saved. Try again when it is done."))
    except Timeout:
        return Failed(_("Somebody else is saving just now: try again in a moment."))
    except (CutOff, HalfWay, InUse) as stopped:
        return Failed(stopped.args[0])
    except UnicodeDecodeError:
        return Failed(_("A file has become unreadable as UTF-8 meanwhile: nothing was saved."))
    except OSError as error:
        return Failed(reason(error, folder))


def settle(folder: Path) -> Said | None:
    """Finishes or takes back a save that a crash has cut off. A sentence if that is impossible, else None."""
    folder = Path(folder)
    try:
        with _locked(folder):
            finish(folder, NAMES)
    except Timeout:
        return None  # a save is under way
    except CutOff as stopped:
        return stopped.args[0]
    except OSError as error:
        return _("A save was cut off and cannot be finished yet. {reason}", reason=reason(error, folder))
    return None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / LOCK, timeout=PATIENCE, poll_interval=0.01)
    lock.acquire()
    try:
        yield
    finally:
        with suppress(OSError):  # what was saved is saved
            lock.release(force=True)


def _attempt(folder: Path, before: Files, after: Files, wanted: list[str]) -> Outcome:
    """Raises Changed if somebody who does not take the lock has written meanwhile; then nothing was saved."""
    there: dict[str, str | None] = {}
    for name in ALL:
        data = quiet(real(folder / name), before.get(name, "").encode("utf-8"))
        there[name] = None if data is None else data.decode("utf-8")
    said = {}
    for name in wanted:
        if there[name] is None and before.get(name):
            return Failed(_("{file} is no longer in the folder: nothing was saved. Put it back, or keep the text elsewhere.", file=name))
        both = merged(before.get(name, ""), after[name], there[name] or "")
        if isinstance(both, Clash):
            return Conflict(name, both.mine, both.theirs)
        said[name] = both
    now = {name: text for name, text in there.items() if text is not None}
    joined = tuple(name for name in ALL if now.get(name, "") != before.get(name, ""))
    if joined and (odds := _at_odds(folder, now, {**before, **after}, {**now, **said})):
        return Failed(_("What others have changed meanwhile does not go together with this: {record}: {problem}. Nothing was saved.",
                        record=odds.record, problem=odds.message))
    stands = put(folder, {name: (None if there[name] is None else there[name].encode("utf-8"), text.encode("utf-8"))
                          for name, text in said.items() if text != there[name]}, _brought)
    return Saved({**now, **said, **{name: data.decode("utf-8") for name, data in stands.items()}}, joined)


def _brought(base: bytes, theirs: bytes, now: bytes) -> bytes | None:
    try:
        both = merged(*(data.decode("utf-8") for data in (base, theirs, now)))
    except UnicodeDecodeError:
        return None
    return None if isinstance(both, Clash) else both.encode("utf-8")


def _at_odds(folder: Path, theirs: Files, mine: Files, both: Files) -> Problem | None:
    """What is wrong with the two changes together though with neither alone: a tie to an actor who is gone."""
    found = _errors(folder, both)
    if not found:
        return None
    known = {essence(problem) for files in (theirs, mine) for problem in _errors(folder, files)}
    return next((problem for problem in found if essence(problem) not in known), None)


def _errors(folder: Path, files: Files) -> list[Problem]:
    problems = load_files({name: text.encode("utf-8") for name, text in files.items()}, folder)[1]
    return [problem for problem in problems if problem.degree == "error"]

