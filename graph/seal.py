"""What each record said when somebody last looked through it, kept beside the data as one line a record.

No rule can know that a tie was dated 2010-06-12 and not 2010-06-21, or which words a document has: a slip of a finger or
of a script that leaves a record well-formed is found by comparison alone. `sealed.txt` in a dataset's folder holds a
digest of every record; `check` names those that differ, and `python -m graph seal` renews it once they are looked through.
The order of keys, comments and the manner of quoting count for nothing. It is no signature: who may write the data may
write the seals too, and the history of both is git's.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Mapping

from graph.model import Dataset, Mark, Problem

FILE = "sealed.txt"
HEAD = """\
# What each record said when it was last looked through: list, id, digest. Not written by hand:
# python -m graph check --look names the records that say something else now, python -m graph seal renews this.
"""
LENGTH = 16  # hexadecimal digits of sha-256: one slip in 10^19 goes unseen
ROOMS = ("actor_kinds", "families", "relation_kinds", "actors", "relations", "documents", "events")
MOST_NEW = 20  # new records named one by one
_LAYOUT = ("layout", "layout.json")
_AGAIN = "look it through, then  python -m graph seal"

Key = tuple[str, str]  # list, id


@dataclass(frozen=True, slots=True)
class Difference:
    changed: tuple[Key, ...]
    gone: tuple[Key, ...]
    new: tuple[Key, ...]


def seals(dataset: Dataset) -> dict[Key, str]:
    """The digest of every record, by list and id; that of all positions on the map as one."""
    found = {}
    for room in ROOMS:
        records = getattr(dataset.vocabulary if room in ROOMS[:3] else dataset, room)
        found.update({(room, id): _digest(record.model_dump_json(exclude_defaults=True)) for id, record in records.items()})
    found[_LAYOUT] = _digest(json.dumps(sorted(dataset.layout.items())))
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def as_text(found: Mapping[Key, str]) -> str:
    return HEAD + "".join(f"{room} {id} {digest}\n" for (room, id), digest in sorted(found.items()))


def difference(dataset: Dataset, sealed: Mapping[Key, str]) -> Difference:
    now = seals(dataset)
    return Difference(
        tuple(key for key in now if key in sealed and sealed[key] != now[key]),
        tuple(key for key in sealed if key not in now), tuple(key for key in now if key not in sealed),
    )


def sealed_in(folder: Path) -> tuple[dict[Key, str], list[Problem]]:
    """What the folder's sealed.txt holds ({} without one), and a Problem for each line of it that is none of its lines."""
    path, found, problems = Path(folder) / FILE, {}, []
    if not path.is_file():
        return {}, []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        return {}, [Problem(Mark(str(path), 1, 1), "", f"the seals cannot be read: {error}", "python -m graph seal writes them anew")]
    for number, line in enumerate(lines, start=1):
        parts = line.split(" ")
        if not line or line.startswith("#"):
            continue
        if len(parts) == 3 and (parts[0] in ROOMS or parts[0] == _LAYOUT[0]) and (parts[0], parts[1]) not in found:
            found[parts[0], parts[1]] = parts[2]
        else:
            problems.append(Problem(Mark(str(path), number, 1), "", "this line is no seal, or one of a record that has one",
                                    "python -m graph seal writes them anew"))
    return found, problems


def unsealed(dataset: Dataset, folder: Path) -> list[Problem]:
    """A Problem to look at for each record that says something else than when it was sealed; none without sealed.txt."""
    if not (Path(folder) / FILE).is_file():
        return []
    sealed, problems = sealed_in(folder)
    return [*problems, *_told(difference(dataset, sealed), dataset, Path(folder))]


def _told(found: Difference, dataset: Dataset, folder: Path) -> Iterator[Problem]:
    def at(key: Key) -> Mark:
        file = folder / ("layout.json" if key == _LAYOUT else "vocabulary.yaml" if key[0] in ROOMS[:3] else f"{key[0]}.yaml")
        return dataset.marks.get(key, {}).get("", Mark(str(file), 1, 1))

    for key in found.changed:
        yield Problem(at(key), key[1], "this is not what it said when it was sealed", _AGAIN, "look")
    for key in found.gone:
        yield Problem(at(key), key[1], "this was here when the data was sealed, and is gone", _AGAIN, "look")
    for key in found.new[:MOST_NEW]:
        yield Problem(at(key), key[1], "this is new since the data was sealed", _AGAIN, "look")
    if len(found.new) > MOST_NEW:
        yield Problem(at(found.new[MOST_NEW]), "", f"more records that are new since the data was sealed: {len(found.new) - MOST_NEW}",
                      _AGAIN, "look")
