"""Saves under faults: system calls that fail, kills, many writers at once. Each function gives what it tried and what
came out wrong; tests/test_faults.py asks for a few, `make faults` (scripts/faults.py) for many."""

import json
import os
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from folder import write
from graph import edit, history, recording
from graph.load import load
from graph.save import journal, place, read, save, settle
from saving import KINDS

PROGRAM = Path(__file__).with_name("saving.py")
ERRORS = ("ENOSPC", "EIO", "EACCES", "EINTR")
FAULTS = (*ERRORS, "SIGKILL")
FILES = ("vocabulary.yaml", "actors.yaml", "relations.yaml", "documents.yaml", "events.yaml", "layout.json")
CRASHES = ("what a crash has left", "what is being taken back")
ALL_KINDS = (*KINDS, *CRASHES, "the journal of changes")
LAYOUT = '{\n  "aida-one": [0, 0],\n  "bolot-two": [10, 5],\n  "daniyar-four": [20, 5]\n}\n'


@dataclass
class Tally:
    tried: int = 0
    bad: list[str] = field(default_factory=list)
    how: Counter = field(default_factory=Counter)


class Nursery:
    """A process whose children save; its modules are loaded already, so that a child is at work at once."""

    def __enter__(self) -> "Nursery":
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(PROGRAM.parent), str(PROGRAM.parents[1])))}
        self._process = subprocess.Popen([sys.executable, str(PROGRAM), "nursery"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         text=True, env=environment)
        with tempfile.TemporaryDirectory() as temporary:  # what is imported late is imported now
            self.child("rename across files", fresh(Path(temporary), "rename across files"))
            assert self.go() == "saved"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=30)

    def child(self, kind: str, folder: Path) -> int:
        """The number of a child that waits for `go` or `kill`."""
        self._say(f"{kind}\t{folder}")
        return int(self._process.stdout.readline())

    def go(self) -> str:
        self._say("go")
        return self._process.stdout.readline().rstrip("\n")

    def kill(self, child: int, after: float) -> str:
        """Lets it save for ever and kills it."""
        self._say("go")
        assert self._process.stdout.readline() == "at work\n"
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        return self._process.stdout.readline().rstrip("\n")

    def _say(self, line: str) -> None:
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()


# -- what a save meets, and what may stand there afterwards -------------------------------------------------------


def fresh(root: Path, kind: str) -> Path:
    """A folder in which this kind of save is about to begin."""
    shutil.rmtree(root, ignore_errors=True)
    folder = write(root / "data")
    (folder / "layout.json").write_text(LAYOUT)
    (folder / "actors.yaml").chmod(0o640)
    if kind == "through a link":
        (root / "elsewhere").mkdir()
        (folder / "actors.yaml").rename(root / "elsewhere" / "actors.yaml")
        (folder / "actors.yaml").symlink_to(root / "elsewhere" / "actors.yaml")
    if kind.startswith("over somebody's"):
        before = read(folder)
        (root / "as it was read.json").write_text(json.dumps(before))
        _write(folder, edit.rename(before, "bolot-two", "bolot-2") if kind.endswith("rename") else
               {**before, "actors.yaml": before["actors.yaml"].replace("Crowd Three,", "The Crowd,")})
    if kind in CRASHES:
        _half_done(folder, back=kind == CRASHES[1])
    if kind == "the journal of changes":
        recording.note(folder, "2010-06-11", "bolot", "old", "old")
    return folder


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def _half_done(folder: Path, back: bool) -> None:
    """A rename across three files of which one is done; `back`: all were, and one is taken back."""
    before = read(folder)
    after = edit.rename(before, "bolot-two", "bolot-2")
    changes = {name: (before[name].encode(), after[name].encode()) for name in edit.differing(before, after)}
    steps = [place.beside(name, folder / name, *change) for name, change in changes.items()]
    for step in steps:
        place.prepare(step, *changes[step.name])
    journal._write(folder, steps)
    for step in steps if back else steps[:1]:
        os.close(place.swap(step))
    if back:
        os.replace(folder / journal.JOURNAL, folder / journal.BACK)
        place.back(steps[0])


@cache
def ends(kind: str) -> tuple[dict, dict]:
    """What stands in the files before the save, and after it if it goes well."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = fresh(Path(temporary) / "r", "rename across files" if kind in CRASHES else kind)
        before = stands(folder)
        if kind not in (CRASHES[1], "the journal of changes"):
            base = folder.parent / "as it was read.json"
            files = json.loads(base.read_text()) if base.exists() else read(folder)
            done = save(folder, files, (KINDS.get(kind) or KINDS["rename across files"])(files))
            assert "Saved" in type(done).__name__, done
        return before, stands(folder)


def stands(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES if (folder / name).exists()}


def leftovers(folder: Path) -> list[str]:
    return [path.name for each in (folder, folder.parent / "elsewhere") if each.exists() for path in each.iterdir()
            if path.name.endswith(place.TEMPORARY) or path.name in (journal.JOURNAL, journal.BACK)]


def wrong(kind: str, folder: Path, how: str) -> str | None:
    """What is wrong after a save that went like this; whoever comes next has been there."""
    if kind == "the journal of changes":
        return _wrong_in_journal(folder, how)
    if said := settle(folder):
        return f"cannot be finished: {said}"
    before, after = ends(kind)
    now = stands(folder)
    if now not in (before, after):
        return "half done: " + ", ".join(name for name in FILES if now.get(name) not in (before.get(name), after.get(name))) or "a mixture"
    if how == "saved" and now != after:
        return "said to be saved, and is not"
    if how.startswith("refused") and "half way" not in how and kind not in CRASHES and now != before:
        return f"said to be refused, and is there: {how}"
    if left := leftovers(folder):
        return f"left behind: {left}"
    if kind == "through a link" and not (folder / "actors.yaml").is_symlink():
        return "the link is gone"
    if stat.S_IMODE((folder / "actors.yaml").stat().st_mode) != 0o640:
        return "the mode is another"
    return None


def _wrong_in_journal(folder: Path, how: str) -> str | None:
    told = [entry.what for entry in history.journal(folder)]
    recording.note(folder, "2010-06-13", "crowd", "later", "later")
    now = [entry.what for entry in history.journal(folder)]
    if told not in (["old"], ["new", "old"]) or now != ["later", *told]:
        return f"the journal tells {told}, then {now}"
    return "said to be noted, and is not" if how == "saved" and "new" not in told else None


# -- each system call fails in turn ------------------------------------------------------------------------------


def can_trace() -> bool:
    """Whether strace is there and may look into another process."""
    if not shutil.which("strace"):
        return False
    with subprocess.Popen(["sleep", "60"]) as sleeping:
        with subprocess.Popen(["strace", "-p", str(sleeping.pid)], stderr=subprocess.PIPE, text=True) as strace:
            attached = "attached" in strace.stderr.readline()
            strace.kill()
        sleeping.kill()
    return attached


def calls(nursery: Nursery, root: Path, kind: str) -> list[tuple[str, int]]:
    """The system calls of such a save in their order: (name, the how-manieth of its name since the trace began)."""
    log = root.parent / "trace"
    _traced(nursery, root, kind, log)
    counted, found, inside = Counter(), [], False
    for line in log.read_text(errors="replace").splitlines():
        name = re.match(r"(\w+)\(", line)
        if not name:
            continue
        counted[name[1]] += 1
        if name[1] == "getpgid":
            inside = not inside
        elif inside:
            found.append((name[1], counted[name[1]]))
    return found


def _traced(nursery: Nursery, root: Path, kind: str, log: Path, inject: str | None = None) -> tuple[Path, str]:
    folder = fresh(root, kind)
    child = nursery.child(kind, folder)
    more = ["-e", f"inject={inject}"] if inject else []
    with subprocess.Popen(["strace", "-o", str(log), *more, "-p", str(child)], stderr=subprocess.PIPE, text=True) as strace:
        assert "attached" in strace.stderr.readline()
        how = nursery.go()
        strace.stderr.read()
    return folder, how


def fail_each(nursery: Nursery, kinds=ALL_KINDS, faults=FAULTS, most: int | None = None, seed: int = 7) -> Tally:
    """Each system call of each kind of save fails once in each way; `most`: so many of these cases, chosen by chance."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "r"
        cases = [(kind, name, number, fault) for kind in kinds for name, number in calls(nursery, root, kind) for fault in faults]
        if most:
            cases = sorted(random.Random(seed).sample(cases, min(most, len(cases))))
        for kind, name, number, fault in cases:
            how = "signal=KILL" if fault == "SIGKILL" else f"error={fault.rstrip('+')}"
            log = Path(temporary) / "trace"
            folder, how = _traced(nursery, root, kind, log, f"{name}:{how}:when={number}{'+' * fault.endswith('+')}")
            if "INJECTED" not in log.read_text(errors="replace") and not how.startswith("killed"):
                tally.how["not met"] += 1
                continue
            tally.tried += 1
            tally.how[how.split(":")[0]] += 1
            if what := wrong(kind, folder, how):
                tally.bad.append(f"{kind}, {name} {number}, {fault}: {what} [{how}]")
    return tally


def kill(nursery: Nursery, times: int, seed: int = 7, longest: float = 0.06) -> Tally:
    """Kills a process that renames an actor to and fro, at moments chosen by chance."""
    tally, chance = Tally(), random.Random(seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = fresh(Path(temporary) / "r", "rename across files")
        there = ends("rename across files")
        for _ in range(times):
            nursery.kill(nursery.child("rename to and fro", folder), chance.uniform(0, longest))
            tally.tried += 1
            said, now = settle(folder), stands(folder)
            tally.how["old" if now == there[0] else "new"] += 1
            if said or now not in there or leftovers(folder):
                tally.bad.append(f"{said or ''} {leftovers(folder)}")
    return tally


# -- many writers ------------------------------------------------------------------------------------------------

HANDS = ("by hand", "by a script", "by hand")


def crowd(writers: int, edits: int, seed: int = 7) -> Tally:
    """So many processes with so many edits each; three of them write without our code, two of these without our lock."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as temporary:
        folder = write(Path(temporary) / "data")
        before = read(folder)
        save(folder, before, edit.add(before, "actors", {"id": "shared", "kind": "person", "name": {"en": "S"}, "note": {"en": "start"}}))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(PROGRAM.parent), str(PROGRAM.parents[1])))}
        hows = [*HANDS[: writers // 2], *["by save"] * writers][:writers]
        run = subprocess.run([sys.executable, str(PROGRAM), "crowd", str(folder), str(edits), str(seed), *hows],
                             stdout=subprocess.PIPE, text=True, env=environment)
        told = [json.loads(line) for line in run.stdout.splitlines()]
        dataset, problems = load(folder)
        tally.tried = len(told)
        tally.how.update(how.split(":")[0] for _, _, how, _ in told)
        tally.bad += [f"broke down: {run.returncode} processes"] * bool(run.returncode)
        tally.bad += [str(problem) for problem in problems] + leftovers(folder)
        tally.bad += _lost(told, dataset)
    return tally


def _lost(told: list, dataset) -> list[str]:
    """Edits that were said to be saved and are not there; and those that went over another that they had not seen."""
    added = {id for what, id, how, _ in told if what == "actor" and how == "saved"}
    there = {id for id in dataset.actors if re.fullmatch(r"w\d+-\d+", id)}
    found = [f"lost: {id}" for id in added - there] + [f"there, though refused: {id}" for id in there - added]
    follows = {}
    for what, id, how, was in told:
        if what == "shared" and how == "saved":
            if was in follows:
                found.append(f"{id} and {follows[was]} both came after {was}: one went over the other")
            follows[was] = id
    last, steps = "start", 0
    while last in follows and steps <= len(follows):
        last, steps = follows[last], steps + 1
    if steps != len(follows) or dataset.actors["shared"].note.en != last:
        found.append(f"of {len(follows)} notes {steps} follow one another")
    return found
