"""What every format is written from: one part of a dataset, its stamp, and how the reader wants a picture of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Callable, Literal, Mapping

from graph import measured
from graph.dates import parse_date
from graph.dates import years as years_of
from graph.look import COMMUNITIES, Look, Tint
from graph.measures.years import Years
from graph.model import Dataset, Position
from graph.picture import Change, Picture, Theme, picture, positions
from graph.selection import Part, Selection, select, spans
from graph.selection.once import Once
from graph.stamp import Stamp, stamp

Paper = Literal["screen", "a4"]
SCALES = (1, 2, 4)


@dataclass(frozen=True)
class Snapshot:
    """A selection of `dataset`, answered by `part`, in the look that the reader gave it. `base` and `commit` are what its
    stamp was made with; `years` gives all measures, should size or colour tell one; `among` are the years of a series,
    which have one scale."""

    dataset: Dataset
    selection: Selection
    part: Part
    today: datetime.date
    stamp: Stamp
    commit: str | None = None
    base: str | None = None
    look: Look = Look()
    years: Callable[[], Years] | None = None
    among: tuple[int, ...] = ()

    @classmethod
    def of(
        cls, dataset: Dataset, selection: Selection, today: datetime.date, *,
        commit: str | None = None, base: str | None = None, title: str | None = None,
        look: Look = Look(), years: Callable[[], Years] | None = None,
    ) -> "Snapshot":
        """`commit` is the data's, `base` the explorer's address; both may be unknown. See `graph.stamp`."""
        part = select(dataset, selection, today, look.compare)
        made = stamp(dataset, selection, today, commit=commit, base=base, title=title, look=look)
        return cls(dataset, selection, part, today, made, commit, base, look, years)

    def at(self, first: str | None, last: str | None = None, title: str | None = None) -> "Snapshot":
        """The same question asked of another window of time; None is all of it."""
        return Snapshot.of(
            self.dataset, replace(self.selection, first=first, last=last), self.today, commit=self.commit, base=self.base,
            title=title, look=replace(self.look, compare=None), years=self.years,
        )

    @property
    def language(self) -> str:
        return self.selection.language

    @property
    def places(self) -> Mapping[str, Position]:
        """Actor id → position, those of all years."""
        return _places(Once(self.dataset, None))

    def picture(self, theme: Theme = "light") -> Picture:
        return picture(
            self.dataset, self.part, self.places, title=self.stamp.title, language=self.language, theme=theme,
            sized=self._told(self.look.measure), tinted=self._told(self.look.colour), changes=self._changes(),
        )

    def all_years(self) -> Years:
        """All measures in all years, worked out when they are first asked for."""
        return self.years() if self.years else _years(Once(self.dataset, self.today))

    @property
    def year(self) -> int:
        """The year that measures tell of: the last of what is shown."""
        known = years_of(span for span in spans(self.dataset, self.today).values() if span) or (self.today.year,) * 2
        window = (0, parse_date(self.look.compare[1]).last) if self.look.compare else self.selection.window()
        asked = datetime.date.fromordinal(window[1]).year if window else known[1]
        return min(max(asked, known[0]), known[1], self.today.year)

    def _told(self, measure: str | None) -> Tint | None:
        if measure is None:
            return None
        if measure == COMMUNITIES:
            return measured.communities_in(self.dataset, self.all_years(), self.year, self.language)
        return measured.measure_in(self.all_years(), measure, self.year, self.language, self.among)

    def _changes(self) -> Mapping[str, Change] | None:
        """Of each tie that is shown whether it began or ended between the two times that are compared."""
        if not self.look.compare:
            return None
        windows = [(each.first, each.last) for each in map(parse_date, self.look.compare)]
        names: tuple[Change, ...] = ("ended", "began", "both")
        found = spans(self.dataset, self.today)
        held = {tie: [found[tie].certainty(*window) != "none" for window in windows] for tie in self.part.dataset.relations}
        return {tie: names[before + 2 * after - 1] for tie, (before, after) in held.items()}

    def named(self) -> str:
        """A file name without a suffix: bailanysh-2010-06, bailanysh-kurmanbek-bakiyev-2005-2010."""
        ends = [end for end in (self.selection.first, self.selection.last) if end and end != ".."]
        words = ["bailanysh", *self.selection.focus[:2], *(end.replace("/", "-").rstrip("~?") for end in ends)]
        return "-".join(words)[:120]


@lru_cache(maxsize=2)
def _years(once: Once) -> Years:
    return measured.years(once.dataset, once.today)


@lru_cache(maxsize=2)
def _places(once: Once) -> Mapping[str, Position]:
    return positions(once.dataset)


@dataclass(frozen=True, slots=True)
class Options:
    """How a picture is wanted: its scale in pixels, without title, legend and stamp (`bare`), its paper, its theme;
    for a series, what each of its pictures shows."""

    scale: int = 1
    bare: bool = False
    paper: Paper = "screen"
    theme: Theme = "light"
    each: Literal["year", "event"] = "year"
