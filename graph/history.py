"""What happened to the data: by git where there is one, else by a journal beside the data."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Iterable

JOURNAL = ".changes.jsonl"  # in the dataset's folder, one change a line: when, who, what, diff
SECONDS = 30


@dataclass(frozen=True, slots=True)
class Entry:
    when: str
    who: str
    what: str
    diff: str = ""


def has_git(folder: Path) -> bool:
    """Whether git keeps this folder."""
    return bool(_git(folder, "ls-files", "--", "."))


def root_path(folder: Path) -> str:
    """The folder's path from the root of its checkout ("data"), for a patch; its name where there is none."""
    inside = _git(folder, "rev-parse", "--show-prefix")
    return inside.strip().strip("/") if inside is not None else folder.resolve().name


def uncommitted(folder: Path, names: Iterable[str]) -> list[str]:
    """Which of these files differ from the last commit."""
    return [name for name in names if _git(folder, "status", "--porcelain", "--", name)]


def of_lines(folder: Path, name: str, first: int, last: int, limit: int = 20) -> list[Entry]:
    """The commits that changed these lines of a file (from 1, inclusive), the newest first, each with its diff."""
    mark = "\x1e"
    said = _git(folder, "log", f"-n{limit}", f"--format={mark}%as\x1f%an\x1f%s", f"-L{first},{last}:./{name}")
    entries = []
    for each in (said or "").split(mark)[1:]:
        head, _, diff = each.partition("\n")
        when, who, what = head.split("\x1f")
        lines = diff.strip("\n").splitlines()
        entries.append(Entry(when, who, what, "\n".join(line for line in lines if not line.startswith(("diff ", "--- ", "+++ ")))))
    return entries


def journal(folder: Path, limit: int = 50) -> list[Entry]:
    """The last changes, the newest first."""
    path = folder / JOURNAL
    lines = path.read_bytes().split(b"\n") if path.exists() else []
    return list(islice(filter(None, map(_entry, reversed(lines))), limit))


def _entry(line: bytes) -> Entry | None:
    """None for what a crash has cut off."""
    try:
        return Entry(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _git(folder: Path, *words: str) -> str | None:
    """What git answers; None if it is not there or refuses."""
    done = run(folder, *words)
    return done.stdout if done and not done.returncode else None


def run(folder: Path, *words: str) -> subprocess.CompletedProcess | None:
    """git in the folder; None if it does not answer. Who only asks does not renew git's index by the way."""
    try:
        return subprocess.run(["git", "--no-optional-locks", *words], cwd=folder, capture_output=True, text=True, timeout=SECONDS)
    except (OSError, subprocess.SubprocessError):
        return None


def message(titles: Iterable[str]) -> str:
    """A commit message that reads like news: the one change, or the first of them and below it all."""
    news = list(dict.fromkeys(titles))
    if not news:
        return "The data is corrected"
    joined = "; ".join(news)
    if len(joined) <= 100:
        return joined
    rest = [f"- {each}" for each in news]
    return news[0] if len(news) == 1 else "\n".join([f"{news[0]}; and more", "", *rest])
