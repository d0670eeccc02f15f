"""The folder of a published site: written beside the old one, compressed, and put in its place whole.

A file that says the same as before is taken over as it is, with its time and its compressed siblings, so that servers
and mirrors send only what changed. A folder that was not written here is never touched.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType

MARK = ".bailanysh-site.json"
COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".graphml")
WORTH = 600  # bytes below which compressing gains nothing


class NotOurs(Exception):
    """The folder holds something that was not published here; the message is one sentence."""


class Folder:
    """A context: what is put goes into a temporary folder, which replaces `target` at the end if all went well.

    Raises NotOurs on entering, and OSError where the disk refuses.
    """

    def __init__(self, target: Path):
        self.target = target.absolute()
        self.before: dict[str, str] = {}  # path → sha-256
        self.files: dict[str, str] = {}
        self.taken_over = 0

    def __enter__(self) -> "Folder":
        self.before = self.read_mark()
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.new = Path(tempfile.mkdtemp(prefix=f".{self.target.name}.", dir=self.target.parent))
        self.new.chmod(0o755)
        return self

    def read_mark(self) -> dict[str, str]:
        """The files of the site that stands there now; empty if there is none."""
        if self.target.is_symlink() or (self.target.exists() and not self.target.is_dir()):
            raise NotOurs(f"{self.target} is no folder: name another one.")
        if not self.target.exists() or not any(self.target.iterdir()):
            return {}
        try:
            files = json.loads((self.target / MARK).read_text(encoding="utf-8"))["files"]
            strangers = sorted(self._present() - self._expected(files))
        except (OSError, ValueError, KeyError, TypeError):
            raise NotOurs(f"{self.target} holds files that publish did not write: name an empty or a new folder.") from None
        if strangers:
            raise NotOurs(f"{self.target} holds {strangers[0]}, which publish did not write: take it out, or name another folder.")
        return files

    def _present(self) -> set[str]:
        return {str(path.relative_to(self.target)) for path in self.target.rglob("*") if not path.is_dir()}

    @staticmethod
    def _expected(files: dict[str, str]) -> set[str]:
        return {MARK, *files, *(f"{name}{suffix}" for name in files for suffix in (".gz", ".br"))}

    def put(self, name: str, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        digest = hashlib.sha256(data).hexdigest()
        path = self.new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.files[name] = digest
        siblings = [name, f"{name}.gz", f"{name}.br"] if compressible(name, data) else [name]
        if self.before.get(name) == digest and self._take_over(siblings, digest):
            return
        path.write_bytes(data)
        if len(siblings) > 1:
            import brotli

            # The code and data of the first paint are few and cached for ever: they get the last per cent.
            quality = 11 if name.startswith("assets/") else 6
            Path(f"{path}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
            Path(f"{path}.br").write_bytes(brotli.compress(data, quality=quality, mode=brotli.MODE_TEXT))
            times = path.stat()
            for sibling in siblings[1:]:
                os.utime(self.new / sibling, ns=(times.st_atime_ns, times.st_mtime_ns))

    def _take_over(self, siblings: list[str], digest: str) -> bool:
        """Links what is there already, if it still is what was written."""
        old = [self.target / name for name in siblings]
        try:
            if hashlib.sha256(old[0].read_bytes()).hexdigest() != digest or not all(path.is_file() for path in old):
                return False
            for name, path in zip(siblings, old):
                os.link(path, self.new / name)
        except OSError:
            for name in siblings:
                (self.new / name).unlink(missing_ok=True)
            return False
        self.taken_over += 1
        return True

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            shutil.rmtree(self.new, ignore_errors=True)
            return
        mark = {"made by": "python -m graph publish", "files": dict(sorted(self.files.items()))}
        (self.new / MARK).write_text(json.dumps(mark, indent=0) + "\n", encoding="utf-8")
        for path in self.new.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        self._swap()

    def _swap(self) -> None:
        """Two renames: the old folder aside, the new one in its place; the old one comes back if the second fails."""
        if not self.target.exists():
            os.rename(self.new, self.target)
            return
        old = Path(tempfile.mkdtemp(prefix=f".{self.target.name}.old.", dir=self.target.parent))
        os.rename(self.target, old)
        try:
            os.rename(self.new, self.target)
        except OSError:
            os.rename(old, self.target)
            raise
        shutil.rmtree(old, ignore_errors=True)


def compressible(name: str, data: bytes) -> bool:
    return name.endswith(COMPRESSED) and len(data) >= WORTH
