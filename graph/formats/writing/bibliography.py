"""The documents behind a selection and the snapshot itself, as BibTeX."""

from __future__ import annotations

from graph.formats.snapshot import Options, Snapshot
from graph.formats.writing.svg import documents_behind
from graph.stamp import bibtex_of


def write(snapshot: Snapshot, options: Options = Options()) -> bytes:
    return f"{snapshot.stamp.bibtex()}\n{bibtex_of(documents_behind(snapshot.part.dataset))}".encode()
