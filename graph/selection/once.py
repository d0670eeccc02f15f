"""The key under which what is worked out once for a dataset is kept."""

from __future__ import annotations

import datetime

from graph.model import Dataset


class Once:
    """A dataset, and a day where it matters, as the key of a cache: the same objects, since a part has the version
    of its whole."""

    __slots__ = ("dataset", "today")

    def __init__(self, dataset: Dataset, today: datetime.date | None):
        self.dataset, self.today = dataset, today

    def __hash__(self) -> int:
        return hash((id(self.dataset.relations), self.today))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Once) and self.today == other.today
            and self.dataset.relations is other.dataset.relations and self.dataset.actors is other.dataset.actors
        )
