"""What the map can tell of measures: one measure of every actor in every year, over all ties, as the view takes it."""

from __future__ import annotations

import datetime
from typing import Any

from graph.measures import OF_ACTORS
from graph.measures.years import Years, through_years
from graph.model import Dataset
from graph.screen.network_view import packed_measure
from graph.screen.shared import Shared
from graph.selection import Selection
from graph.words import translator

_years: Shared[Years] = Shared(2)
_packed: Shared[bytes] = Shared(60)


def measures(language: str) -> list[dict[str, Any]]:
    """The measures that the size of an actor can tell."""
    _ = translator(language)
    return [{"id": measure.id, "label": _(measure.name), "unit": _(measure.unit), "digits": measure.digits}
            for measure in OF_ACTORS.values()]


def years(found: Dataset, today: datetime.date) -> Years:
    """All measures in all years: a second or two for each state of the files and day."""
    return _years.get((found.version, today), lambda: through_years(found, Selection(), today))


def measured(found: Dataset, wire_id: str, measure: str, today: datetime.date) -> bytes:
    """One measure in all years, to three digits."""
    def made() -> bytes:
        told = years(found, today)
        values = told.values[measure].T.tolist()
        by_actor = {
            actor: [None if value != value else float(f"{value:.3g}") for value in row]
            for actor, row in zip(told.actors, values)
        }
        return packed_measure(measure, told.years[0] if told.years else today.year, by_actor, wire_id)

    return _packed.get((wire_id, measure), made)
