"""Puts a change that was saved on record: as a commit, or as a line of the journal beside the data."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Iterable

from graph.history import JOURNAL, run


def commit(folder: Path, names: Iterable[str], message: str, who: str = "") -> str | None:
    """Commits these files of the folder, and nothing else. Why not, in git's words, or None if it went well."""
    names = [name for name in names if (folder / name).exists()]
    author = ["--author", f"{who} <{who if '@' in who else f'{who}@localhost'}>"] if who else []
    for words in (["add", "--", *names], ["commit", "--quiet", "-m", message, *author, "--", *names]):
        done = run(folder, *words)
        if done is None or done.returncode:
            return (done.stderr or done.stdout).strip() if done else "git does not answer"
    return None


def note(folder: Path, when: str, who: str, what: str, diff: str) -> None:
    """A line more in the journal, below one that a crash may have cut off. Raises OSError."""
    line = json.dumps({"when": when, "who": who, "what": what, "diff": diff}, ensure_ascii=False).encode() + b"\n"
    with (folder / JOURNAL).open("ab+", buffering=0) as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
        left = line if file.read(1) in (b"", b"\n") else b"\n" + line
        while left:
            left = left[file.write(left):]
        os.fsync(file.fileno())
