"""Two changes of one text brought together, record by record; or a Clash where both touch the same record."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Iterator, Sequence

import yaml

from graph.edit.pieces import piece, pieces, slices

_BELOW = re.compile(r"(?:(?<=\n)[ \t]*(?:#[^\n]*)?\r?\n)*\Z")


@dataclass(frozen=True, slots=True)
class Clash:
    """Both changed the same place; `mine` and `theirs` are what they made of it."""

    mine: str
    theirs: str


def merged(base: str, mine: str, theirs: str) -> str | Clash:
    """`base` with both changes. What stands in layout.json is taken line by line."""
    if mine == base or mine == theirs:
        return theirs
    if theirs == base:
        return mine
    cut = _lines if base.lstrip().startswith("{") else _parts
    old, new, other = cut(base), cut(mine), cut(theirs)
    changes = sorted([*((*each, 1) for each in _changes(old, new)), *((*each, 0) for each in _changes(old, other))],
                     key=lambda each: (each[0], each[1], each[3]))
    parts, here = [], 0
    for place, (start, end, texts, whose) in enumerate(changes):
        following = changes[place + 1] if place + 1 < len(changes) else None
        if following and following[0] < end or (following and following[:2] == (start, end) and start < end):
            if following[:3] == (start, end, texts):
                continue  # both did the same
            both = {whose: texts, following[3]: following[2]}
            return Clash("".join(both.get(1, [])), "".join(both.get(0, [])))
        parts += [*old[here:start], *texts]
        here = end
    result = "".join([*parts, *old[here:]])
    twice = _twice(base, result) if cut is _parts else None
    return Clash(*_both(new, other, twice)) if twice else result


def alike(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many texts at the head and at the tail are the same, none counted twice: SequenceMatcher needs only the rest."""
    least = min(len(old), len(new))
    head = next((i for i in range(least) if old[i] != new[i]), least)
    tail = next((i for i in range(least - head) if old[-1 - i] != new[-1 - i]), least - head)
    return head, tail


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, list[str]]]:
    """(start, end, texts): old[start:end] became these texts."""
    head, tail = alike(old, new)
    middle, other = old[head : len(old) - tail], new[head : len(new) - tail]
    for what, i, j, k, l in SequenceMatcher(None, middle, other, autojunk=False).get_opcodes():
        if what != "equal":
            yield i + head, j + head, list(other[k:l])


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _parts(text: str) -> list[str]:
    """The head, and for each record what it says and then what stands below it: blank lines, comments."""
    head, *found = slices(text)
    parts = [head]
    for each in found:
        below = _BELOW.search(each).start()
        parts += filter(None, (each[:below], each[below:]))
    return parts


def _twice(base: str, result: str) -> str | None:
    """An id that two records have, and had not before."""
    known = set(_parts(base))
    new = Counter(id for each in _parts(result) if each not in known and (id := _id(each)))
    for id, count in new.items():
        hint = id if id.count(".") < 3 else id.split(".")[0]
        if count > 1 or sum(each.id == id for each in pieces(result, hint)) > 1:
            return id
    return None


def _id(text: str) -> str:
    try:
        return piece(text, 0, len(text)).id
    except (ValueError, yaml.YAMLError):
        return ""


def _both(mine: Sequence[str], theirs: Sequence[str], id: str) -> tuple[str, str]:
    one, other = ("".join(each for each in texts if _id(each) == id) for texts in (mine, theirs))
    return one, other
