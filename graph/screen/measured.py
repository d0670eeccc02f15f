"""What the map can tell of measures, worked out once for all readers."""

from __future__ import annotations

import datetime
from typing import Any, Container

from graph import measured as of
from graph.measures.years import Years
from graph.model import Dataset
from graph.screen.network_view import packed_measure
from graph.screen.shared import Shared

_years: Shared[Years] = Shared(2)
_packed: Shared[bytes] = Shared(60)


def years(found: Dataset, today: datetime.date) -> Years:
    """All measures in all years: a second or two for each state of the files and day."""
    return _years.get((found.version, today), lambda: of.years(found, today))


def measured(found: Dataset, wire_id: str, measure: str, today: datetime.date, language: str) -> bytes:
    """One measure for the view, packed."""
    return _packed.get((wire_id, measure), lambda: packed_measure(
        measure, wire_id=wire_id, **of.told(found, years(found, today), measure, today, language)))


def with_values(found: Dataset, chosen: Container[str | None], today: datetime.date, language: str) -> list[dict[str, Any]]:
    """The chosen measures, each with what is told of it: for a view that cannot ask."""
    return of.with_values(found, years(found, today), chosen, today, language)
