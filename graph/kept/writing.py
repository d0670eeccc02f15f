"""Writes into the folder of what is kept. Nothing here may stop anybody's work: what cannot be written is not."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from graph.kept import is_ours

MOST_FILES = 40  # the oldest make room
MOST_BYTES = 512 * 1024 * 1024  # of all files together


def write(folder: Path, name: str, content: bytes) -> None:
    """Puts it there whole or not at all, readable by nobody else; the oldest files make room."""
    if len(content) > MOST_BYTES // 2:
        return
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_ours(folder, stat.S_ISDIR):
            return
        opened, partial = tempfile.mkstemp(dir=folder, prefix=".new-")  # mode 0600
        try:
            with open(opened, "wb") as file:
                file.write(content)
            os.replace(partial, folder / name)
        except OSError:
            os.unlink(partial)
            raise
        _make_room(folder)
    except OSError:
        return


def _make_room(folder: Path) -> None:
    found = sorted(((entry.stat().st_mtime_ns, entry.stat().st_size, entry.path) for entry in os.scandir(folder)), reverse=True)
    total = 0
    for number, (_, size, path) in enumerate(found):
        total += size
        if number and (number >= MOST_FILES or total > MOST_BYTES):
            os.unlink(path)
