"""The commit that a folder of data stands at, if it is in a clean checkout: what a citation can name for ever."""

from __future__ import annotations

import subprocess
from pathlib import Path

LETTERS = 12  # of a commit's name: short enough to print, long enough to stay unique


def commit(folder: Path) -> str | None:
    """The short name of the commit that holds these very files; None if they differ from it, or there is none."""
    head = _git(folder, "rev-parse", f"--short={LETTERS}", "HEAD")
    changed = _git(folder, "status", "--porcelain", "--", ".")
    tracked = _git(folder, "ls-files", "--", ".")
    return head if head and tracked and changed == "" else None


def _git(folder: Path, *words: str) -> str | None:
    """What git answers, or None if it is not there or refuses."""
    try:
        done = subprocess.run(["git", "--no-optional-locks", *words], cwd=folder, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
