"""What went wrong with the files, in one sentence that says what to do."""

from __future__ import annotations

import errno
import re
from pathlib import Path

_STEM = re.compile(r"\.(.+)\.[0-9a-f]{8}(?:\.old)?\.new")
NOTHING = "nothing was changed"


def reason(error: OSError, folder: Path) -> str:
    path = Path(str(error.filename)) if error.filename else folder
    inside = _STEM.fullmatch(path.name)
    name = inside.group(1) if inside else path.name
    own = path.name.startswith(".") or path == folder  # not the file itself, but what a save puts beside it
    number = error.errno
    if number == errno.ENOSPC:
        return f"The disk is full: {NOTHING}. Make room and save again, or keep the text as a file elsewhere."
    if number == errno.EDQUOT:
        return f"Your share of the disk is used up: {NOTHING}. Make room and save again, or keep the text as a file elsewhere."
    if number == errno.EROFS:
        return f"The disk with {folder.name} is mounted read-only: {NOTHING}. Keep the text as a patch."
    if number in (errno.EACCES, errno.EPERM) and own:
        return (f"The folder {path.parent.name or folder.name} may not be written by this account: {NOTHING}. "
                "Change its permissions, or keep the text as a patch.")
    if number in (errno.EACCES, errno.EPERM):
        mode = f" ({error.strerror})" if (error.strerror or "").startswith("mode") else ""
        return f"{name} may not be written{mode}: {NOTHING}. Change its permissions, or keep the text as a patch."
    if number == errno.EBUSY:
        return f"{name} is mounted as a single file and cannot be replaced: {NOTHING}. Mount its folder instead."
    if number in (errno.ENOLINK, errno.ELOOP):
        return f"{name} is a link that leads nowhere: {NOTHING}. Put right what it points to."
    if number == errno.EISDIR:
        return f"{name} is no file: {NOTHING}. Put a text file in its place."
    if number == errno.EIO:
        return f"The disk reports an error at {name}: {NOTHING}. Look after the disk before you save again."
    return f"{name} cannot be saved ({error.strerror or error}): {NOTHING}."
