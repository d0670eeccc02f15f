"""Several files in one step. What is to be done stands in a journal before it is done: once that is written, a crash
leaves no half change behind, since whoever comes next finishes it. A journal under its second name is taken back."""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Callable, Iterable, Mapping

from graph.files import BACK, JOURNAL
from graph.save import place
from graph.save.place import TEMPORARY, Changed, InUse, Step, digest
from graph.save.reason import cause
from graph.said import Said as _

CHANGES = Mapping[str, tuple[bytes | None, bytes]]
Bring = Callable[[bytes, bytes, bytes], bytes | None]


class CutOff(Exception):
    """A save was cut off by a crash, and somebody has changed a file since; its argument is a Said."""


class HalfWay(Exception):
    """A save could neither be finished nor taken back; the journal stands, and whoever comes next tries again.

    Its argument is a Said."""


def put(folder: Path, changes: CHANGES, bring: Bring) -> dict[str, bytes]:
    """File → (what stands there, what shall stand there): all of them or, with an OSError, Changed or InUse, none.

    Whoever had a file open all the while may have written into what was displaced: `bring(base, theirs, now)` brings
    that together with what stands there by then, or gives None. Gives back what stands in the files in the end.
    """
    places = {name: place.real(folder / name) for name in changes}
    for each in places.values():
        place.check(each)
    steps = [place.beside(name, places[name], old, new) for name, (old, new) in changes.items()]
    if not steps:
        return {}
    handles: dict[Step, int] = {}
    again: dict[str, tuple[bytes | None, bytes]] = {}
    try:
        for step in steps:
            place.prepare(step, *changes[step.name])
        _write(folder, steps)
        for step in steps:
            if (handle := place.swap(step)) is not None:
                handles[step] = handle
        _flush(folder, steps)
        for step, handle in handles.items():
            if (theirs := place.overlooked(step, handle)) is not None:
                again[step.name] = _together(step, changes[step.name][0], theirs, bring)
    except (OSError, Changed, InUse) as stopped:
        _undo(folder, steps, stopped)
        raise
    finally:
        for handle in handles.values():
            with suppress(OSError):
                os.close(handle)
    with suppress(OSError):  # it is done; a journal that stays says what is so
        (folder / JOURNAL).unlink()
        place.flush(folder)
    stands = {name: new for name, (_, new) in changes.items()}
    if again:
        stands |= put(folder, again, bring)
    for step in steps:
        place.clear(step)
    return stands


def _together(step: Step, base: bytes, theirs: bytes, bring: Bring) -> tuple[bytes, bytes]:
    """(What stands there, what shall stand there). Raises Changed if the two touch the same record."""
    now = place.quiet(step.place, b"") or b""
    both = bring(base, theirs, now)
    if both is None:
        if place.sha(now) != step.after:  # and somebody has changed ours too: theirs is kept beside it
            step.place.with_name(f"{step.place.name}.theirs").write_bytes(theirs)
        raise Changed
    return now, both


def finish(folder: Path, names: Iterable[str]) -> None:
    """Finishes or takes back what a journal says, and sweeps away what a crash before it has left beside the files.

    Raises CutOff, OSError.
    """
    if (folder / BACK).exists():
        steps = _read(folder / BACK, folder)
        for step in steps:
            if digest(step.place) not in (step.before, step.after, digest(step.old), digest(step.new)):
                raise _since(step)
        _take_back(folder, steps)
    elif (folder / JOURNAL).exists():
        steps = _read(folder / JOURNAL, folder)
        try:
            _go_on(folder, steps)
        except (OSError, Changed):
            os.replace(folder / JOURNAL, folder / BACK)
            _take_back(folder, steps)
    for each in (JOURNAL, *names):
        with suppress(OSError):
            there = place.real(folder / each)
            for left in there.parent.glob(f".{there.name.lstrip('.')}.*{TEMPORARY}"):
                left.unlink(missing_ok=True)


def _write(folder: Path, steps: list[Step]) -> None:
    """From here on it will be done."""
    rows = [{field.name: str(value) if isinstance(value := getattr(step, field.name), Path) else value for field in fields(Step)}
            for step in steps]
    temporary = folder / f"{JOURNAL}.{secrets.token_hex(4)}{TEMPORARY}"
    try:
        place.fill(temporary, json.dumps(rows).encode(), folder / "actors.yaml")
        os.replace(temporary, folder / JOURNAL)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _flush(folder, steps)


def _read(journal: Path, folder: Path) -> list[Step]:
    try:
        rows = json.loads(journal.read_bytes())
        return [_step(row, folder) for row in rows]
    except (ValueError, TypeError, KeyError):
        raise CutOff(_("A save was cut off, and {file} cannot be read: look whether the files are as they should be, then delete it.",
                       file=journal.name)) from None


def _step(row: Mapping[str, str | None], folder: Path) -> Step:
    """A row of the journal; it may name nothing but what a save of this folder prepares."""
    there = place.real(folder / str(row["name"]))
    new, old = (there.with_name(Path(str(row[key])).name) for key in ("new", "old"))
    if "/" in str(row["name"]) or not (new.name.startswith(f".{there.name}.") and new.name.endswith(TEMPORARY)
                                       and old.name.startswith(f".{there.name}.") and old.name.endswith(TEMPORARY)):
        raise ValueError("no journal of ours")
    return Step(str(row["name"]), there, new, old, row["before"], str(row["after"]))


def _go_on(folder: Path, steps: list[Step]) -> None:
    """Raises CutOff if a file that is yet to be changed was changed by somebody since."""
    waiting = []
    for step in steps:
        now, new = digest(step.place), digest(step.new)
        if now == step.after:
            if new not in (None, step.before, step.after):
                raise Changed  # somebody has written into what was displaced
            continue
        if new != step.after and now == step.before:
            raise Changed  # what was prepared is gone
        if new == step.after:
            if now != step.before:
                raise _since(step)
            waiting.append(step)
    for step in waiting:
        if (handle := place.swap(step)) is not None:
            os.close(handle)
    _flush(folder, steps)
    _done(folder, JOURNAL, steps)


def _take_back(folder: Path, steps: list[Step]) -> None:
    for step in reversed(steps):
        place.back(step)
    _flush(folder, steps)
    _done(folder, BACK, steps)


def _done(folder: Path, journal: str, steps: list[Step]) -> None:
    (folder / journal).unlink()
    place.flush(folder)
    for step in steps:
        place.clear(step)


def _undo(folder: Path, steps: list[Step], stopped: Exception) -> None:
    """Takes a save back that could not be finished. Raises HalfWay if that does not succeed either."""
    try:
        try:
            os.replace(folder / JOURNAL, folder / BACK)
        except FileNotFoundError:  # nothing was begun
            for step in steps:
                place.clear(step)
            return
        _take_back(folder, steps)
    except OSError as error:
        why, _then = cause(stopped if isinstance(stopped, OSError) else error, folder)
        raise HalfWay(_("The save stopped half way, and the next page or command finishes it or takes it back. {why}.", why=why)) from None


def _flush(folder: Path, steps: list[Step]) -> None:
    for each in {folder, *(step.place.parent for step in steps)}:
        place.flush(each)


def _since(step: Step) -> CutOff:
    return CutOff(_("A save was cut off, and {file} has changed since: put it right by hand, then delete {names} and what ends in {ending} from the folder.",
                    file=step.name, names=f"{JOURNAL}, {BACK}", ending=TEMPORARY))
