"""What every format is written from: one part of a dataset, its stamp, and how the reader wants a picture of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, Mapping

from graph.model import Dataset, Position
from graph.picture import Picture, Theme, picture, positions
from graph.selection import Part, Selection, select
from graph.stamp import Stamp, stamp

Paper = Literal["screen", "a4"]
SCALES = (1, 2, 4)


@dataclass(frozen=True)
class Snapshot:
    """A selection of `dataset`, answered by `part`. `base` and `commit` are what its stamp was made with."""

    dataset: Dataset
    selection: Selection
    part: Part
    today: datetime.date
    stamp: Stamp
    commit: str | None = None
    base: str | None = None

    @classmethod
    def of(
        cls, dataset: Dataset, selection: Selection, today: datetime.date, *,
        commit: str | None = None, base: str | None = None, title: str | None = None,
    ) -> "Snapshot":
        """`commit` is the data's, `base` the explorer's address; both may be unknown. See `graph.stamp`."""
        part = select(dataset, selection, today)
        made = stamp(dataset, selection, today, commit=commit, base=base, title=title)
        return cls(dataset, selection, part, today, made, commit, base)

    def at(self, first: str | None, last: str | None = None, title: str | None = None) -> "Snapshot":
        """The same question asked of another window of time; None is all of it."""
        selection = replace(self.selection, first=first, last=last)
        return Snapshot.of(self.dataset, selection, self.today, commit=self.commit, base=self.base, title=title)

    @property
    def language(self) -> str:
        return self.selection.language

    @property
    def places(self) -> Mapping[str, Position]:
        """Actor id → position, those of all years."""
        return _places(_Same(self.dataset))

    def picture(self, theme: Theme = "light") -> Picture:
        return picture(self.dataset, self.part, self.places, title=self.stamp.title, language=self.language, theme=theme)

    def named(self) -> str:
        """A file name without a suffix: bailanysh-2010-06, bailanysh-kurmanbek-bakiyev-2005-2010."""
        ends = [end for end in (self.selection.first, self.selection.last) if end and end != ".."]
        words = ["bailanysh", *self.selection.focus[:2], *(end.replace("/", "-").rstrip("~?") for end in ends)]
        return "-".join(words)[:120]


class _Same:
    """A dataset as the key of a cache: the very same object."""

    def __init__(self, dataset: Dataset):
        self.dataset = dataset

    def __hash__(self) -> int:
        return id(self.dataset.actors)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.dataset.actors is other.dataset.actors


@lru_cache(maxsize=2)
def _places(same: _Same) -> Mapping[str, Position]:
    return positions(same.dataset)


@dataclass(frozen=True, slots=True)
class Options:
    """How a picture is wanted: its scale in pixels, without title, legend and stamp (`bare`), its paper, its theme;
    for a series, what each of its pictures shows."""

    scale: int = 1
    bare: bool = False
    paper: Paper = "screen"
    theme: Theme = "light"
    each: Literal["year", "event"] = "year"
