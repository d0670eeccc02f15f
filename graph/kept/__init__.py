"""What was worked out before, kept in a folder under the sha-256 of all that it was made of.

Never under a time: the name of a thing holds the hash of the data's files, and the key adds the hash of this program's
own code and the versions of Python and of the libraries that matter. So nothing that is found is stale.

What is found is trusted no further than it must be. It is data and never code (JSON, numbers, compressed JSON; nothing
is unpickled), whoever reads it checks it as it checks a file, and its own sha-256 stands before it, so that a file cut
off or changed by a failing disk counts as none. Who may write into the folder could write what they like; so it is
ours alone (mode 0700), and one that belongs to another, that others may write into, or that is a link, is not used.
Whatever goes wrong, the answer is "nothing kept", and the work is done as if there were no such folder.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Mapping

SWITCH = "BAILANYSH_CACHE"  # the environment variable that names another folder, or says 0 or off
MOST_BYTES = 1 << 30  # of one file: a larger one is none of ours
HEAD = b"bailanysh 1\n"
_MADE_WITH = ("pydantic", "pydantic-core", "PyYAML", "networkx", "numpy", "scipy", "igraph", "Babel", "pymorphy3",
              "pymorphy3-dicts-ru", "rapidfuzz")


class Kept:
    """A folder of such things; without a folder nothing is found. Only where it may write is code that writes loaded."""

    def __init__(self, folder: Path | None, writes: bool = True):
        self._folder, self._writes = folder, writes

    def get(self, name: str) -> memoryview | None:
        """What was put under this name by the same code, or None."""
        if self._folder is None or not is_ours(self._folder, stat.S_ISDIR):
            return None
        try:
            content = _read(self._folder / key(name))
        except OSError:
            return None
        if not content.startswith(HEAD):
            return None
        digest, body = content[len(HEAD) : len(HEAD) + 32], memoryview(content)[len(HEAD) + 32 :]
        return body if hashlib.sha256(body).digest() == digest else None

    def put(self, name: str, content: bytes) -> None:
        """Keeps it if that is possible; says nothing if it is not."""
        if self._folder is None or not self._writes:
            return
        from graph.kept.writing import write  # never where nobody may write

        write(self._folder, key(name), HEAD + hashlib.sha256(content).digest() + content)


def folder(environment: Mapping[str, str]) -> Path | None:
    """Where things are kept: as BAILANYSH_CACHE says (a folder, or 0 or off), else in the user's own cache folder."""
    asked = environment.get(SWITCH, "")
    if asked.lower() in ("0", "off", "no", "false"):
        return None
    if asked:
        return Path(asked).absolute()
    base = environment.get("XDG_CACHE_HOME", "")
    if os.path.isabs(base):
        return Path(base) / "bailanysh"
    try:
        return Path.home() / ".cache" / "bailanysh"
    except RuntimeError:
        return None


def is_ours(path: Path, kind: object) -> bool:
    """Whether it is of this kind and no link, belongs to us, and nobody else may write into it."""
    try:
        return _belongs(os.lstat(path), kind)
    except OSError:
        return False


def _belongs(found: os.stat_result, kind: object) -> bool:
    return kind(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022


def _read(path: Path) -> bytes:
    """The bytes of a file that is ours. Raises OSError for any other."""
    opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    with open(opened, "rb") as file:
        found = os.fstat(opened)
        if not _belongs(found, stat.S_ISREG) or found.st_size > MOST_BYTES:
            raise PermissionError(f"{path} is none of ours")
        return file.read()


def key(name: str) -> str:
    """The name of the file: a sha-256 of the thing's name and of all that could make it another thing."""
    return hashlib.sha256("\0".join((name, made_with())).encode()).hexdigest()


@cache
def made_with() -> str:
    """This program's code, its catalogues, and the versions of what it stands on."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(path for pattern in ("*.py", "*.po") for path in root.rglob(pattern)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root)}\0{len(content)}\0".encode() + content)
    versions = [f"{library} {_version(library)}" for library in _MADE_WITH]
    return "\n".join((digest.hexdigest(), sys.version, sys.byteorder, *versions))


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "none"
