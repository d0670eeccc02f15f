"""What went wrong with the files, in one sentence that says what to do."""

from __future__ import annotations

import errno
import re
from pathlib import Path

from graph.said import Said
from graph.said import Said as _

_STEM = re.compile(r"\.(.+)\.[0-9a-f]{8}(?:\.old)?\.new")


def reason(error: OSError, folder: Path) -> Said:
    what, then = cause(error, folder)
    if then is None:
        return _("{what}: nothing was changed.", what=what)
    return _("{what}: nothing was changed. {then}", what=what, then=then)


def cause(error: OSError, folder: Path) -> tuple[Said, Said | None]:
    """(What is wrong, what to do about it)."""
    path = Path(str(error.filename)) if error.filename else folder
    inside = _STEM.fullmatch(path.name)
    name = inside.group(1) if inside else path.name
    own = path.name.startswith(".") or path == folder  # not the file itself, but what a save puts beside it
    number = error.errno
    if number == errno.ENOSPC:
        return _("The disk is full"), _("Make room and save again, or keep the text as a file elsewhere.")
    if number == errno.EDQUOT:
        return _("Your share of the disk is used up"), _("Make room and save again, or keep the text as a file elsewhere.")
    if number == errno.EROFS:
        return _("The disk with {folder} is mounted read-only", folder=folder.name), _("Keep the text as a patch.")
    if number in (errno.EACCES, errno.EPERM) and own:
        return (_("The folder {folder} may not be written by this account", folder=path.parent.name or folder.name),
                _("Change its permissions, or keep the text as a patch."))
    if number in (errno.EACCES, errno.EPERM):
        mode = f" ({error.strerror})" if (error.strerror or "").startswith("mode") else ""
        return _("{file} may not be written{mode}", file=name, mode=mode), _("Change its permissions, or keep the text as a patch.")
    if number == errno.EBUSY:
        return _("{file} is mounted as a single file and cannot be replaced", file=name), _("Mount its folder instead.")
    if number in (errno.ENOLINK, errno.ELOOP):
        return _("{file} is a link that leads nowhere", file=name), _("Put right what it points to.")
    if number == errno.EISDIR:
        return _("{file} is no file", file=name), _("Put a text file in its place.")
    if number == errno.EIO:
        return _("The disk reports an error at {file}", file=name), _("Look after the disk before you save again.")
    return _("{file} cannot be saved ({error})", file=name, error=error.strerror or str(error)), None
