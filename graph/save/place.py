"""One text in the place of a file: prepared beside it, swapped in at once, and taken back if somebody wrote meanwhile.

Editors and scripts write without asking for a lock. Two things of the system show them: a lease, which is granted only
while nobody has the file open for writing, and an exchange of two names, which tells what was displaced. Where a file
system has neither, the contents are compared.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import secrets
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from graph.files import has_writers
from graph.said import Said as _

TEMPORARY = ".new"
PATIENCE = 10.0  # seconds to wait for somebody who has the file open
STILL = 1.0  # seconds without a change, after which somebody who has it open is taken to have paused
PAUSE = 0.02
_EXCHANGE = 2
_UNABLE = (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP)


class Changed(Exception):
    """Somebody wrote between our reading and our writing."""


class InUse(Exception):
    """Somebody keeps the file open and goes on writing; its argument is a Said."""


@dataclass(frozen=True, slots=True)
class Step:
    """A file's change: `place` is where it is, `new` the text prepared beside it, `old` a second name of what was there."""

    name: str
    place: Path
    new: Path
    old: Path
    before: str | None  # hashes; None: there was no file
    after: str


def real(path: Path) -> Path:
    """What a link leads to: it is that which is replaced, and the link stays a link. Raises OSError."""
    try:
        if not stat.S_ISLNK(os.lstat(path).st_mode):  # os.path.islink would take an error for a no
            return Path(path)
    except FileNotFoundError:
        return Path(path)
    try:
        return Path(os.path.realpath(path, strict=True))
    except FileNotFoundError:
        raise OSError(errno.ENOLINK, "the link leads nowhere", str(path)) from None


def digest(path: Path) -> str | None:
    """The sha-256 of what stands there; None if nothing does."""
    try:
        return sha(path.read_bytes())
    except FileNotFoundError:
        return None


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def quiet(place: Path, expected: bytes) -> bytes | None:
    """What stands there while nobody writes it; None if there is no file. Raises OSError, InUse."""
    try:
        handle = os.open(place, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        return _quiet(handle, place.name, expected)
    finally:
        os.close(handle)


def _quiet(handle: int, name: str, expected: bytes) -> bytes:
    start = since = time.monotonic()
    last = None
    while True:
        writers = has_writers(handle)
        data = _content(handle)
        if writers is False or (writers is None and data in (expected, last)):
            return data
        now = time.monotonic()
        if data != last:
            last, since = data, now
        if writers and now - since > STILL:
            return data
        if now - start > PATIENCE:
            raise InUse(_("{file} is being written by another program: nothing was saved. Try again when it is done.", file=name))
        time.sleep(PAUSE)


def _content(handle: int) -> bytes:
    data = bytearray()
    while part := os.pread(handle, 1 << 20, len(data)):
        data += part
    return bytes(data)


# -- before: is it to be written, and what stands ready beside it ------------------------------------------------


def check(place: Path) -> None:
    """Raises an OSError if the file is not to be written, whoever asks."""
    try:
        found = place.stat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EISDIR, "it is no file", str(place))
    if not found.st_mode & 0o222 or not os.access(place, os.W_OK):
        raise OSError(errno.EACCES, f"mode {stat.S_IMODE(found.st_mode):04o}", str(place))


def beside(name: str, place: Path, old: bytes | None, new: bytes) -> Step:
    """The names of a step; nothing is written yet."""
    stem = f".{place.name}.{secrets.token_hex(4)}"
    return Step(name, place, place.with_name(stem + TEMPORARY), place.with_name(f"{stem}.old{TEMPORARY}"),
                None if old is None else sha(old), sha(new))


def prepare(step: Step, old: bytes | None, new: bytes) -> None:
    fill(step.new, new, step.place)
    if old is not None:
        try:
            os.link(step.place, step.old)
        except OSError:  # a file system without second names, a file mounted by itself
            fill(step.old, old, step.place)


def fill(path: Path, data: bytes, like: Path) -> None:
    """Writes a new file and flushes it; the mode, and where possible the owner, are those of another that may be there."""
    with path.open("xb") as file:
        with suppress(FileNotFoundError):
            found = like.stat()
            with suppress(PermissionError):
                os.fchown(file.fileno(), found.st_uid, found.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(found.st_mode))
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


# -- the swap ----------------------------------------------------------------------------------------------------


def swap(step: Step) -> int | None:
    """The new text stands there. An open handle of what was displaced, for `overlooked`; the caller closes it.

    Raises Changed if what was displaced is not what was read; then it stands there again.
    """
    if step.before is None:
        try:
            os.link(step.new, step.place)
        except FileExistsError:
            raise Changed from None
        except OSError:  # a file system without second names
            os.replace(step.new, step.place)
        return None
    handle = os.open(step.place, os.O_RDONLY)
    try:
        if sha(_content(handle)) != step.before:
            raise Changed
        if not _exchanged(step.new, step.place):
            os.replace(step.new, step.place)
        elif not os.path.samestat(step.new.stat(), os.fstat(handle)):
            _exchanged(step.new, step.place)
            raise Changed
        return handle
    except BaseException:
        os.close(handle)
        raise


def overlooked(step: Step, handle: int) -> bytes | None:
    """What somebody who had the displaced file open has written into it; None: nobody has. Raises InUse."""
    data = _quiet(handle, step.place.name, b"")
    return None if sha(data) == step.before else data


def back(step: Step) -> None:
    """What was there stands there again; nothing happens if the new text does not stand there (any more)."""
    if digest(step.place) != step.after:
        return
    if step.before is None:
        step.place.unlink()
        return
    for kept in (step.new, step.old):  # after an exchange, `new` names what was there, with what was written into it since
        if digest(kept) not in (None, step.after):
            os.replace(kept, step.place)
            return


def clear(step: Step) -> None:
    for path in (step.new, step.old):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exchanged(one: Path, other: Path) -> bool:
    """Each has the other's name; False if the system cannot do that. Raises OSError."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(other))


_HERE = -100  # AT_FDCWD
