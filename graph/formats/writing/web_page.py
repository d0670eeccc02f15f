"""The interactive page (`graph.page`), with the stamp's own citation."""

from __future__ import annotations

from graph.formats.snapshot import Options, Snapshot
from graph.page import write_page


def write(snapshot: Snapshot, options: Options = Options()) -> bytes:
    page = write_page(snapshot.dataset, snapshot.selection, today=snapshot.today, cite=snapshot.stamp.citation())
    return page.encode()
