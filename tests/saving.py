"""Processes that save, for the tests that kill them, let their system calls fail, or run several of them:

python saving.py nursery            children that save once, each when told to: see `nursery`
python saving.py crowd FOLDER EDITS SEED HOW…    so many edits by each of so many; one line for each: what, and how it went
"""

import fcntl
import json
import os
import random
import select
import sys
import time
import traceback
from contextlib import contextmanager
from pathlib import Path

from graph import edit, recording
from graph.save import Conflict, Saved, read, save, settle

LONG = "x" * 70_000  # more than one write


def with_actor(files, id: str) -> dict[str, str]:
    return edit.add(files, "actors", {"id": id, "kind": "person", "name": {"en": id}})


def with_note(files, id: str, note: str) -> dict[str, str]:
    return edit.change(files, "actors", id, {**edit.fields(files["actors.yaml"], id), "note": {"en": note}})


def with_event(files) -> dict[str, str]:
    return edit.add(files, "events", {"id": "new-event", "name": {"en": "New"}, "date": "2010", "actors": ["aida-one"],
                                      "claims": [{"document": "paper"}]})


# What a save is of: files as they were read → files as they shall be.
KINDS = {
    "one record": lambda files: with_note(files, "bolot-two", LONG),
    "a new record": lambda files: with_actor(files, "new-one"),
    "a record less": lambda files: edit.remove(files, "daniyar-four", with_uses=True),
    "rename across files": lambda files: edit.rename(files, "bolot-two", "bolot-2"),
    "two actors made one": lambda files: edit.merge(files, "aida-one", "daniyar-four"),
    "a new file": with_event,
    "through a link": lambda files: with_actor(files, "new-one"),
    "a position": lambda files: edit.move(files, "bolot-two", (3, 4)),
    "over somebody's change": lambda files: with_actor(files, "new-one"),
    "over somebody's rename": lambda files: with_note(files, "crowd-three", "x"),
}


def once(kind: str, folder: Path) -> str:
    """Saves; how it went: saved, refused …"""
    if kind == "the journal of changes":
        try:
            recording.note(folder, "2010-06-12", "aida", "new", LONG)
        except OSError as error:
            return f"refused: {error}"
        return "saved"
    if kind in ("what a crash has left", "what is being taken back"):
        return f"refused: {wrong}" if (wrong := settle(folder)) else "settled"
    base = folder.parent / "as it was read.json"
    try:
        before = json.loads(base.read_text()) if base.exists() else read(folder)
    except OSError as error:
        return f"refused: {error}"
    outcome = save(folder, before, KINDS[kind](before))
    return "saved" if isinstance(outcome, Saved) else f"refused: {outcome}"


def nursery() -> None:
    """Hears "KIND<tab>FOLDER", tells the number of a child that waits; hears "go", tells how the child's save went.
    A child that renames to and fro does so until somebody kills it."""
    for line in sys.stdin:
        kind, where = line.rstrip("\n").split("\t")
        (hear, start), (listen, tell) = os.pipe(), os.pipe()
        child = os.fork()
        if not child:
            os.close(listen)
            select.select([hear], [], [])  # a call that no save makes, so that the trace counts all others alike
            os.getpgid(0)  # a mark in the trace
            try:
                how = to_and_fro(Path(where)) if kind == "rename to and fro" else once(kind, Path(where))
            except BaseException as error:
                how = f"raised: {type(error).__name__} {error}"
            os.getpgid(0)
            os.write(tell, how.encode()[:4000])
            os._exit(0)
        os.close(tell)
        print(child, flush=True)
        sys.stdin.readline()
        os.write(start, b".")
        if kind == "rename to and fro":
            print("at work", flush=True)
        _, status = os.waitpid(child, 0)
        how = os.read(listen, 5000).decode(errors="replace").replace("\n", " ")
        for each in (hear, start, listen):
            os.close(each)
        print(how or f"killed: {status}", flush=True)


def to_and_fro(folder: Path) -> str:
    """Renames an actor to and fro, which changes several files, until it is killed."""
    while True:
        before = read(folder)
        here, there = ("bolot-two", "bolot-2") if "id: bolot-two" in before["actors.yaml"] else ("bolot-2", "bolot-two")
        save(folder, before, edit.rename(before, here, there))


# -- many at once ------------------------------------------------------------------------------------------------


def crowd(folder: Path, edits: int, seed: int, hows: list[str]) -> int:
    """A child for each; how many of them broke down."""
    children = []
    for number, how in enumerate(hows):
        children.append(os.fork())
        if not children[-1]:
            try:
                one_of_a_crowd(folder, f"w{number}", how, edits, seed + number)
                os._exit(0)
            finally:
                traceback.print_exc()
                os._exit(1)
    return sum(bool(os.waitpid(child, 0)[1]) for child in children)


def one_of_a_crowd(folder: Path, name: str, how: str, edits: int, seed: int) -> None:
    """Adds actors, and now and then writes its own number into the note of an actor that all of them write to."""
    chance = random.Random(seed)
    for number in range(edits):
        shared = chance.random() < 0.3
        if how == "by hand":
            by_hand(folder, name, number, shared)
        elif how == "by a script":
            with script_lock(folder), one_person(folder):
                by_rename(folder, name, number, shared)
        else:
            by_save(folder, name, number, shared, chance)


def by_save(folder: Path, name: str, number: int, shared: bool, chance: random.Random) -> None:
    before = read(folder)
    while not all(word in before["actors.yaml"] for word in ("id: shared", "daniyar-four")):  # somebody by hand is at it
        time.sleep(0.002)
        before = read(folder)
    time.sleep(chance.uniform(0, 0.004))  # the time that one takes to fill in a form
    if shared:
        was = edit.fields(before["actors.yaml"], "shared")["note"]["en"]
        outcome = save(folder, before, with_note(before, "shared", f"{name}-{number}"))
        told("shared", f"{name}-{number}", outcome, was)
    else:
        told("actor", f"{name}-{number}", save(folder, before, with_actor(before, f"{name}-{number}")))


def told(what: str, id: str, outcome, was: str = "") -> None:
    how = "saved" if isinstance(outcome, Saved) else "conflict" if isinstance(outcome, Conflict) else f"refused: {outcome}"
    say(what, id, how, was)


def say(*words: str) -> None:
    os.write(1, (json.dumps(words) + "\n").encode())  # at once, so that no two lines run into each other


def typed(text: str, name: str, number: int, shared: bool) -> tuple[str, str, str]:
    """What somebody types: the new text, what kind of change, and what the shared note said."""
    if not shared:
        return text.rstrip("\n") + f"\n- id: {name}-{number}\n  kind: person\n  name: {{en: {name}-{number}}}\n", "actor", ""
    was = edit.fields(text, "shared")["note"]["en"]
    return text.replace(f"note: {{en: {was}}}", f"note: {{en: {name}-{number}}}"), "shared", was


def by_hand(folder: Path, name: str, number: int, shared: bool) -> None:
    """As an editor does: no lock; before it writes in place it looks whether the file is still what was opened."""
    path = folder / "actors.yaml"
    while True:
        read_text = path.read_text(encoding="utf-8")
        if "id: shared" not in read_text:  # another hand is at it
            continue
        new, what, was = typed(read_text, name, number, shared)
        time.sleep(0.003)
        with path.open("r+", encoding="utf-8") as file, one_person(folder):
            if file.read() != read_text or not os.path.samestat(os.fstat(file.fileno()), path.stat()):
                continue  # "the file has changed on disk": reads it again
            file.seek(0)
            file.truncate()
            for start in range(0, len(new), 4096):
                file.write(new[start:start + 4096])
                file.flush()
            say(what, f"{name}-{number}", "saved", was)
            return


def by_rename(folder: Path, name: str, number: int, shared: bool) -> None:
    """As `flock data/.lock sed -i …` does."""
    path = folder / "actors.yaml"
    new, what, was = typed(path.read_text(encoding="utf-8"), name, number, shared)
    other = path.with_name(f"sed{os.getpid()}")
    other.write_text(new, encoding="utf-8")
    os.replace(other, path)
    say(what, f"{name}-{number}", "saved", was)


@contextmanager
def one_person(folder: Path):
    """Those who write by hand are one person: two editors that overwrite each other are not ours to mend."""
    with (folder.parent / "person").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def script_lock(folder: Path):
    with (folder / ".lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    sys.exit(nursery() if what == "nursery" else crowd(Path(rest[0]), int(rest[1]), int(rest[2]), rest[3:]))
