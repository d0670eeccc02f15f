"""The interactive page (`graph.page`), with the stamp's own citation."""

from __future__ import annotations

from graph.formats.snapshot import Options, Snapshot
from graph.measured import with_values
from graph.page import write_page


def write(snapshot: Snapshot, options: Options = Options()) -> bytes:
    look, language = snapshot.look, snapshot.language
    chosen = {look.measure, look.colour} - {None}
    told = with_values(snapshot.dataset, snapshot.all_years(), chosen, snapshot.today, language) if chosen else []
    page = write_page(
        snapshot.dataset, snapshot.selection, today=snapshot.today, cite=snapshot.stamp.citation(), query=snapshot.stamp.query, measures=told,
    )
    return page.encode()
