"""Puts changed texts in the place of a dataset's files: whole or not at all, and over nobody else's work.

A save takes the folder's lock, compares the files with what was read, brings changes of other records together,
writes each text to a temporary file beside its own, flushes it and renames it into place. What concerns several
files is written into a journal first: whoever comes next finishes what a crash has cut off, so that no reader of the
folder is left with half a change. What goes wrong comes back as a value.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Mapping

from filelock import FileLock, Timeout

from graph.edit import Clash, differing, merged
from graph.files import JOURNAL, NAMES, is_half_saved, texts

LOCK, TEMPORARY = ".lock", ".new"
PATIENCE = 10  # seconds to wait for somebody else's save

Files = Mapping[str, str]


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
    """Nothing was saved; `reason` is one sentence."""

    reason: str

    def __str__(self) -> str:
        return self.reason


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
        return Failed(f"{unknown[0]} is no file of the dataset that can be edited: nothing was saved.")
    try:
        with _locked(folder):
            _settle(folder)
            there = {name: _there(folder / name) for name in wanted}
            said = {}
            for name in wanted:
                both = merged(before.get(name, ""), after[name], there[name])
                if isinstance(both, Clash):
                    return Conflict(name, both.mine, both.theirs)
                said[name] = both
            _write(folder, {name: text for name, text in said.items() if text != there[name]})
            joined = tuple(name for name in wanted if there[name] != before.get(name, ""))
            return Saved({**after, **said}, joined)
    except Timeout:
        return Failed("Somebody else is saving just now: try again in a moment.")
    except _CutOff as stopped:
        return Failed(str(stopped))
    except UnicodeDecodeError:
        return Failed("A file has become unreadable as UTF-8 meanwhile: nothing was saved.")
    except OSError as error:
        return Failed(_sentence(error))


def settle(folder: Path) -> str | None:
    """Finishes a save that a crash has cut off. A sentence if that is impossible, else None."""
    try:
        with _locked(Path(folder)):
            _settle(Path(folder))
    except Timeout:
        return None  # a save is under way
    except (_CutOff, OSError) as error:
        return str(error)
    return None


class _CutOff(Exception):
    pass


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with FileLock(folder / LOCK, timeout=PATIENCE):
        yield


def _there(path: Path) -> str:
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def _write(folder: Path, texts: Files) -> None:
    """All of them or, with an OSError, none."""
    places = {name: (folder / name).resolve() for name in texts}  # what a link leads to: the link stays a link
    for name, place in places.items():
        _check(name, place)
    old = {name: place.read_bytes() if place.exists() else None for name, place in places.items()}
    new: dict[str, Path] = {}
    journal, done = folder / JOURNAL, []
    try:
        for name, text in texts.items():
            new[name] = _temporary(places[name])
            _fill(new[name], text.encode("utf-8"), places[name])
        if len(new) > 1:
            _journal(folder, old, texts, new)
        for name, temporary in new.items():
            os.replace(temporary, places[name])
            done.append(name)
        for parent in {place.parent for place in places.values()}:
            _flush(parent)
    except OSError:
        for name in done:
            _restore(places[name], old[name])
        with suppress(OSError):
            journal.unlink(missing_ok=True)
        for temporary in new.values():
            temporary.unlink(missing_ok=True)
        raise
    if len(new) > 1:
        journal.unlink()
        _flush(folder)


def _check(name: str, place: Path) -> None:
    """Raises an OSError if the file is not to be written, whoever asks."""
    if not place.exists():
        if not place.parent.is_dir():
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), name)
        return
    found = place.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EISDIR, "it is no file", name)
    if not found.st_mode & 0o222 or not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)


def _temporary(place: Path) -> Path:
    return place.with_name(f".{place.name}.{secrets.token_hex(4)}{TEMPORARY}")


def _fill(temporary: Path, data: bytes, place: Path) -> None:
    """Writes and flushes; the mode, and where possible the owner, are those of the file whose place it takes."""
    with temporary.open("xb") as file:
        if place.exists():
            found = place.stat()
            with suppress(PermissionError):
                os.fchown(file.fileno(), found.st_uid, found.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(found.st_mode))
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _restore(place: Path, data: bytes | None) -> None:
    if data is None:
        place.unlink(missing_ok=True)
        return
    temporary = _temporary(place)
    _fill(temporary, data, place)
    os.replace(temporary, place)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# -- the journal: a change of several files, once it is written there, will be finished --------------------------


def _journal(folder: Path, old: Mapping[str, bytes | None], texts: Files, new: Mapping[str, Path]) -> None:
    steps = [
        {"file": name, "temporary": new[name].name, "before": _hash(old[name]), "after": _hash(text.encode("utf-8"))}
        for name, text in texts.items()
    ]
    temporary = _temporary(folder / JOURNAL)
    try:
        _fill(temporary, json.dumps(steps).encode(), folder / JOURNAL)
        os.replace(temporary, folder / JOURNAL)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    for parent in {folder, *(each.parent for each in new.values())}:
        _flush(parent)


def _settle(folder: Path) -> None:
    """Finishes what the journal says, and takes away what a crash before it has left."""
    journal = folder / JOURNAL
    if journal.exists():
        steps = json.loads(journal.read_bytes())
        places = {step["file"]: (folder / step["file"]).resolve() for step in steps}
        for step in steps:
            place = places[step["file"]]
            now = _hash(place.read_bytes() if place.exists() else None)
            if now not in (step["before"], step["after"]):
                raise _CutOff(f"A save was cut off, and {step['file']} has changed since: put it right by hand, "
                              f"then delete {JOURNAL} and what ends in {TEMPORARY} from the folder.")
        for step in steps:
            place = places[step["file"]]
            temporary = place.with_name(step["temporary"])
            if temporary.exists():
                os.replace(temporary, place)
        for parent in {place.parent for place in places.values()}:
            _flush(parent)
        journal.unlink()
        _flush(folder)
    for left in folder.glob(f".*{TEMPORARY}"):
        left.unlink(missing_ok=True)


def _hash(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def _sentence(error: OSError) -> str:
    name = Path(str(error.filename)).name if error.filename else "the folder"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full: nothing was changed. Make room and save again, or keep the text as a file elsewhere."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{name} may not be written here: nothing was changed. Change its permissions, or keep the text as a patch."
    if error.errno == errno.EBUSY:
        return f"{name} is mounted as a single file and cannot be replaced: nothing was changed. Mount its folder instead."
    return f"{name} cannot be saved ({error.strerror or error}): nothing was changed."
