"""Several files as one zip, the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from typing import Mapping

_WHEN = (1980, 1, 1, 0, 0, 0)  # the zip's own zero: a date would make two equal exports differ


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith((".png", ".zip", ".webp")) else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()
