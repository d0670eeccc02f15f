"""The files of a dataset as they stand on the disk, and whether somebody is writing them just now; nothing here writes."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
from contextlib import suppress
from pathlib import Path

NAMES = ("actors.yaml", "relations.yaml", "documents.yaml", "events.yaml", "layout.json")  # those that can be edited
ALL = ("vocabulary.yaml", *NAMES)
JOURNAL = ".saving.json"  # stands in the folder while a save is under way, or was cut off
BACK = ".taking-back.json"  # the same, for a save that could not be finished


def texts(folder: Path) -> dict[str, str]:
    """The texts by file name, line ends and byte order marks as they are. Raises OSError or UnicodeDecodeError."""
    return {name: data.decode("utf-8") for name in ALL if (data := _bytes(Path(folder) / name)) is not None}


def is_half_saved(folder: Path) -> bool:
    """Whether a save is under way or was cut off."""
    return any((Path(folder) / name).exists() for name in (JOURNAL, BACK))


def being_written(path: Path) -> bool:
    """Whether somebody has the file open for writing; False where the system does not tell."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        return has_writers(handle) is True
    finally:
        os.close(handle)


def has_writers(handle: int) -> bool | None:
    """Whether somebody has an open file open for writing, by asking for a lease, which Linux grants only while nobody
    has, and giving it back; None: the system does not tell."""
    try:
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)  # who opens it in this moment sends a signal that nobody minds
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except (OSError, AttributeError) as error:
        return True if getattr(error, "errno", None) == errno.EAGAIN else None
    with suppress(OSError):  # closing gives it back too
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        if os.path.lexists(path):
            raise  # a link that leads nowhere
        return None
