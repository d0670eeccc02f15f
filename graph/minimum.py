"""Counts kept beside the data, so that nobody loses or doubles records without noticing.

`minimum.json` in a dataset's folder: {"actors": {"person": 500}, "relations": {"member_of": 300},
"documents": 300, "events": 60, "ties supported by two documents": 250}. Less is an error. Raise a number when
the data has grown; lower one only on purpose.

`maximum.json`: the same, and more deserves a look: a script has run twice, or the data has grown and the number
wants raising. Its "earliest year" and "latest year" bound every date that is written in the data.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Iterator, Mapping

from graph.model import Dataset, Mark, Problem

FILE = "minimum.json"
MOST = "maximum.json"
YEARS = ("earliest year", "latest year")  # in maximum.json
TWICE = "ties supported by two documents"

Counts = Mapping[str, int | Mapping[str, int]]


def counts(dataset: Dataset) -> dict[str, int | dict[str, int]]:
    """What there is of each kind: actors and relations by kind, documents, events, and ties with two documents."""
    return {
        "actors": dict(sorted(Counter(actor.kind for actor in dataset.actors.values()).items())),
        "relations": dict(sorted(Counter(relation.kind for relation in dataset.relations.values()).items())),
        "documents": len(dataset.documents),
        "events": len(dataset.events),
        TWICE: sum(len(relation.asserting_documents) > 1 for relation in dataset.relations.values()),
    }


def losses(dataset: Dataset, folder: Path) -> list[Problem]:
    """A Problem for each kind of which the folder's minimum.json wants more than there is; none without that file."""
    path, lines, wanted, problems = _read(folder, FILE)
    there = dict(_flat(counts(dataset)))
    return problems + [
        Problem(_mark(path, lines, key), "", f"{' '.join(key)}: {there.get(key, 0)}, but there were at least {least}",
                "bring back what was lost, or lower the number if it went on purpose")
        for key, least in wanted.items() if there.get(key, 0) < least
    ]


def surprises(dataset: Dataset, folder: Path) -> list[Problem]:
    """A Problem to look at for each kind of which there is more than the folder's maximum.json expects, also where it
    does not know the kind, and for each date beyond its years; none without that file."""
    path, lines, most, problems = _read(folder, MOST)
    if not most:
        return problems
    there = dict(_flat(counts(dataset)))
    known = {key[0] for key in most}
    for key, count in there.items():
        if key[0] in known and count > most.get(key, 0):
            problems.append(Problem(_mark(path, lines, key), "", f"{' '.join(key)}: {count}, where at most {most.get(key, 0)} were expected",
                                    "look for what is there twice, or raise the number", "look"))
    first, last = most.get((YEARS[0],), 0), most.get((YEARS[1],), 9999)
    for room, record, field, text in _dates(dataset):
        years = [int(part[:4]) for part in text.split("/")]
        if not all(first <= year <= last for year in years):
            marks = dataset.marks.get((room, record), {})
            problems.append(Problem(
                marks.get(field) or marks.get("") or Mark(str(folder), 1, 1), record, f"{text} lies outside of {first} to {last}",
                f"put the date right, or widen the years in {MOST}", "look"))
    return problems


def _dates(dataset: Dataset) -> Iterator[tuple[str, str, str, str]]:
    """(list, id, field, text) of every date that is written as one."""
    for room in ("actors", "relations", "documents", "events"):
        for record in getattr(dataset, room).values():
            dated = [(field, getattr(record, field, None)) for field in ("date", "start", "end")]
            dated += [(f"claims.{i}.date", claim.date) for i, claim in enumerate(getattr(record, "claims", ()))]
            yield from ((room, record.id, field, text) for field, text in dated if text and text not in ("ongoing", "unknown"))


def _read(folder: Path, name: str) -> tuple[Path, str, dict[tuple[str, ...], int], list[Problem]]:
    """The counts in a file of the folder, by their path in it; none, and a Problem, where it cannot be read."""
    path = Path(folder) / name
    if not path.is_file():
        return path, "", {}, []
    try:
        lines = path.read_text(encoding="utf-8")
        wanted = json.loads(lines)
        if not isinstance(wanted, dict):
            raise ValueError("it is no mapping")
        return path, lines, dict(_flat(wanted)), []
    except (OSError, ValueError, RecursionError) as error:
        return path, "", {}, [Problem(Mark(str(path), getattr(error, "lineno", 1), getattr(error, "colno", 1)), "",
                              f"the {name.removesuffix('.json')} counts cannot be read: {error}",
                              'write {"actors": {"person": 500}, "events": 60}')]


def _flat(tree: Counts):
    for key, value in tree.items():
        if isinstance(value, dict):
            for inner, least in value.items():
                yield (key, inner), _whole(inner, least)
        else:
            yield (key,), _whole(key, value)


def _whole(key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{key} is not followed by a whole number")
    return value


def _mark(path: Path, text: str, key: tuple[str, ...]) -> Mark:
    at = 0
    for word in key:
        at = max(text.find(json.dumps(word), at), at)
    return Mark(str(path), text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
