"""Processes that save, for the tests that kill them or run two of them:

python saving.py nursery FOLDER         children that rename for ever, each to be killed
python saving.py add FOLDER NAME SAVES  adds actors; one line for each: what it added, and how it went
"""

import os
import sys
from pathlib import Path

from graph import edit
from graph.save import Saved, read, save


def nursery(folder: Path) -> None:
    """For each line that it hears, a child that renames for ever; tells its number, and when it is gone."""
    for _ in sys.stdin:
        hear, tell = os.pipe()
        child = os.fork()
        if not child:
            rename_for_ever(folder, tell)
        os.read(hear, 1)
        print(child, flush=True)
        os.waitpid(child, 0)
        os.close(hear)
        os.close(tell)
        print("gone", flush=True)


def rename_for_ever(folder: Path, tell: int) -> None:
    """Renames an actor to and fro, which changes two files; tells when it is at work."""
    while True:
        before = read(folder)
        here, there = ("bolot-two", "bolot-2") if "id: bolot-two" in before["actors.yaml"] else ("bolot-2", "bolot-two")
        save(folder, before, edit.rename(before, here, there))
        os.write(tell, b".")


def add(folder: Path, name: str, saves: int) -> None:
    for number in range(saves):
        before, id = read(folder), f"{name}-{number}"
        outcome = save(folder, before, edit.add(before, "actors", {"id": id, "kind": "person", "name": {"en": id}}))
        print(id, "saved" if isinstance(outcome, Saved) else f"refused: {outcome}", flush=True)


if __name__ == "__main__":
    what, where, *rest = sys.argv[1:]
    nursery(Path(where)) if what == "nursery" else add(Path(where), rest[0], int(rest[1]))
