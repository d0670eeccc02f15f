"""What a change looks like and what comes of it: the diff, the dataset after it, and the Problems that it brings."""

from __future__ import annotations

import datetime
import difflib
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from graph.check import check
from graph.edit.across import Files, differing
from graph.edit.merging import alike
from graph.load import load_files
from graph.model import Dataset, Problem

CONTEXT = 3  # lines around each change
_PLACE = re.compile(r":\d+:\d+")


@dataclass(frozen=True, slots=True)
class Review:
    diff: str
    dataset: Dataset  # as it will be
    problems: tuple[Problem, ...]  # those that were not there before
    solved: int  # how many of those before are gone

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.degree == "error")


def review(folder: Path, before: Files, after: Files, today: datetime.date, root: str | None = None) -> Review:
    """The texts of the whole dataset, before and after. `root` is the folder's path in the diff, if not its name."""
    old = _load(folder, before, today)[1]
    dataset, new = _load(folder, after, today)
    had, has = Counter(map(essence, old)), Counter(map(essence, new))
    brought = has - had
    problems = []
    for problem in new:
        if brought[essence(problem)] > 0:
            brought[essence(problem)] -= 1
            problems.append(problem)
    return Review(diff(before, after, folder.name if root is None else root), dataset, tuple(problems), (had - has).total())


def _load(folder: Path, files: Files, today: datetime.date) -> tuple[Dataset, list[Problem]]:
    dataset, problems = load_files({name: text.encode("utf-8") for name, text in files.items()}, folder)
    return dataset, [*problems, *check(dataset, today)]


def essence(problem: Problem) -> tuple[str, str, str]:
    """A Problem without its place, which moves with every line above it: equal for the same thing in two states of the data."""
    return problem.record, _PLACE.sub("", problem.message), problem.degree


def diff(before: Files, after: Files, folder: str) -> str:
    """A unified diff that `git apply` and `patch -p1` take; `folder` is the dataset's path from the root."""
    root = f"{folder.strip('/')}/" if folder.strip("/.") else ""
    parts = []
    for name in differing(before, after):
        old, new = before.get(name), after[name]
        parts.append(f"--- {f'a/{root}{name}' if old is not None else '/dev/null'}\n+++ b/{root}{name}\n")
        parts += _hunks((old or "").splitlines(keepends=True), new.splitlines(keepends=True))
    return "".join(parts)


def _hunks(old: list[str], new: list[str]) -> Iterator[str]:
    head, tail = alike(old, new)
    start, end, other = max(0, head - CONTEXT), len(old) - max(0, tail - CONTEXT), len(new) - max(0, tail - CONTEXT)
    for group in difflib.SequenceMatcher(None, old[start:end], new[start:other], autojunk=False).get_grouped_opcodes(CONTEXT):
        (_, i1, _, j1, _), (_, _, i2, _, j2) = group[0], group[-1]
        yield f"@@ -{_range(i1 + start, i2 + start)} +{_range(j1 + start, j2 + start)} @@\n"
        for what, i, j, k, l in group:
            if what == "equal":
                yield from _lines(" ", old[i + start : j + start])
            else:
                yield from _lines("-", old[i + start : j + start])
                yield from _lines("+", new[k + start : l + start])


def _range(start: int, end: int) -> str:
    length = end - start
    return f"{start + 1 if length else start},{length}" if length != 1 else f"{start + 1}"


def _lines(sign: str, lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield sign + line if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"
