"""Minimum counts, kept beside the data, so that nobody loses records without noticing.

`minimum.json` in a dataset's folder: {"actors": {"person": 500}, "relations": {"member_of": 300},
"documents": 300, "events": 60, "ties supported by two documents": 250}. Raise a number when the data
has grown; lower one only on purpose.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Mapping

from graph.model import Dataset, Mark, Problem

FILE = "minimum.json"
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
    path = Path(folder) / FILE
    if not path.is_file():
        return []
    try:
        lines = path.read_text(encoding="utf-8")
        wanted = json.loads(lines)
        if not isinstance(wanted, dict):
            raise ValueError("it is no mapping")
        wanted = dict(_flat(wanted))
    except (OSError, ValueError) as error:
        return [Problem(Mark(str(path), getattr(error, "lineno", 1), getattr(error, "colno", 1)), "",
                        f"the minimum counts cannot be read: {error}", 'write {"actors": {"person": 500}, "events": 60}')]
    there = dict(_flat(counts(dataset)))
    return [
        Problem(_mark(path, lines, key), "", f"{' '.join(key)}: {there.get(key, 0)}, but there were at least {least}",
                "bring back what was lost, or lower the number if it went on purpose")
        for key, least in wanted.items() if there.get(key, 0) < least
    ]


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
