"""Partial and uncertain dates, spans with earliest and latest bounds, and certainty in a window.

The subset of EDTF (ISO 8601-2) that people write by hand: 2005, 2005-03, 2005-03-24, each with
`~` (approximate) or `?` (uncertain), and A/B (some day from A to B). Days are proleptic Gregorian
ordinals (`datetime.date.toordinal`); bounds are inclusive.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Iterable, Literal

from graph.said import Said as _
from graph.said import Wrong

if TYPE_CHECKING:
    from graph.model import Dataset, Relation

Certainty = Literal["certain", "possible", "none"]

FIRST_DAY = datetime.date.min.toordinal()
LAST_DAY = datetime.date.max.toordinal()

_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?]?)")
_HOW = _("write 2005, 2005-03 or 2005-03-24, with ~ if approximate or ? if uncertain, or two such dates with / between")


@dataclass(frozen=True, slots=True)
class Bounds:
    """A date as days: it lies in [earliest, latest], and without its ~ or ? in [first, last]."""

    earliest: int
    first: int
    last: int
    latest: int


@functools.lru_cache(maxsize=65536)
def parse_date(text: str) -> Bounds:
    """The bounds of a written date. Raises ValueError with one sentence that says what to write."""
    first, slash, second = text.partition("/")
    start = _parse_part(first, text)
    if not slash:
        return start
    end = _parse_part(second, text)
    if end.last < start.first:
        raise Wrong(_("'{text}' ends before it starts", text=text), _("put the earlier date first"))
    return Bounds(start.earliest, start.first, end.last, end.latest)


def _parse_part(part: str, text: str) -> Bounds:
    match = _PART.fullmatch(part)
    if not match:
        raise Wrong(_("'{text}' is not a date", text=_short(text)), _HOW)
    year, month, day = (int(group) if group else None for group in match.groups()[:3])
    try:
        first = datetime.date(year, 1 if month is None else month, 1 if day is None else day)
        last_month = 12 if month is None else month
        last_day = calendar.monthrange(year, last_month)[1] if day is None else day
        last = datetime.date(year, last_month, last_day)
    except (ValueError, calendar.IllegalMonthError):
        raise Wrong(_("'{text}' is not a day of the calendar", text=_short(text)), _HOW) from None
    if not match.group(4):
        return Bounds(first.toordinal(), first.toordinal(), last.toordinal(), last.toordinal())
    precision = "day" if day else "month" if month else "year"
    return Bounds(
        _shift(first, precision, -1).toordinal(), first.toordinal(),
        last.toordinal(), _shift(last, precision, +1).toordinal(),
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _shift(day: datetime.date, precision: str, by: int) -> datetime.date:
    """One unit of the precision earlier or later: the widening that ~ and ? stand for."""
    if precision != "year":
        day = datetime.date.fromordinal(max(FIRST_DAY, min(LAST_DAY, day.toordinal() + by)))
        if precision == "day":
            return day
        return day.replace(day=1 if by < 0 else calendar.monthrange(day.year, day.month)[1])
    return day.replace(year=max(1, min(9999, day.year + by)))


@dataclass(frozen=True, slots=True)
class Span:
    """When: its start lies in [start_earliest, start_latest], its end in [end_earliest, end_latest].

    `seen` are days on which it was seen to hold, for a tie whose bounds nobody gives. `open` says
    that it holds still.
    """

    start_earliest: int
    start_latest: int
    end_earliest: int
    end_latest: int
    seen: tuple[int, ...] = ()
    open: bool = False

    def certainty(self, first: int, last: int) -> Certainty:
        """Did it hold on some day of the window [first, last]? (Days, inclusive.)

        Certain if every start and end within the bounds would make it so, possible if some would:
        the earliest end that there could be is max(end_earliest, start_earliest), the latest start
        min(start_latest, end_latest).
        """
        if self.start_earliest > last or self.end_latest < first:
            return "none"
        if self.seen:
            return "certain" if any(first <= day <= last for day in self.seen) else "possible"
        if max(self.end_earliest, self.start_earliest) >= first and min(self.start_latest, self.end_latest) <= last:
            return "certain"
        return "possible"


def claim_days(relation: "Relation", dataset: "Dataset") -> list[Bounds]:
    """The days on which claims assert the relation: their own date, else their document's."""
    found = []
    for claim in relation.claims:
        if claim.stance != "asserts":
            continue
        document = dataset.documents.get(claim.document)
        text = claim.date or (document.date if document else None)
        if text:
            found.append(parse_date(text))
    return found


def span_of(relation: "Relation", dataset: "Dataset", today: datetime.date) -> Span | None:
    """The span of a relation, or None where nothing gives it a place in time (it waits in the tray).

    - `date`: it happened on some day within the date.
    - `start` and `end`: from the one to the other.
    - `end: ongoing`: it holds until today.
    - `end: unknown`: certain up to the last claim that saw it, possible after, until today.
    - `start` alone: certain from its start to the last claim that saw it, and no further.
    - `end` alone: likewise certain from the first claim that saw it, and no earlier.
    - `start: unknown`: possible from the year 1 (in practice: from the first thing known), certain
      from the first claim that saw it.
    - none of them: certain on the days on which its claims saw it, possible between them.

    A claim dated by month or year saw it on some day of it, nobody knows which. Dates that
    contradict each other (an end before the start) are no place in time: `check` reports them.
    """
    if relation.date:
        when = parse_date(relation.date)
        return Span(when.earliest, when.latest, when.earliest, when.latest)
    sightings = claim_days(relation, dataset)
    if relation.start is None and relation.end is None:
        return _seen_only(sightings) if sightings else None
    now = today.toordinal()
    begins = None if relation.start in (None, "unknown") else parse_date(relation.start)
    ends = None if relation.end in (None, "ongoing", "unknown") else parse_date(relation.end)
    if begins is None and ends is None and relation.end != "ongoing" and not sightings:
        return None
    end = _end_bounds(relation.end, ends, begins, sightings, now)
    if begins:
        start = (begins.earliest, begins.latest)
    else:
        start = _start_bounds(relation.start, end, sightings, now)
    if start[0] > end[1]:
        return None
    return Span(start[0], min(start[1], end[1]), max(end[0], start[0]), end[1], open=relation.end == "ongoing")


def _seen_only(sightings: list[Bounds]) -> Span:
    """Sure on the days on which it was seen. Where no sighting is known to the day, it is sure in the time of the most
    exact one; the others count as possible, and so does what lies between them.
    """
    earliest, latest = min(seen.earliest for seen in sightings), max(seen.latest for seen in sightings)
    days = tuple(sorted({seen.earliest for seen in sightings if seen.earliest == seen.latest}))
    if days:
        return Span(earliest, min(seen.latest for seen in sightings), max(seen.earliest for seen in sightings), latest, seen=days)
    surest = min(sightings, key=lambda seen: (seen.latest - seen.earliest, seen.earliest))
    return Span(earliest, surest.latest, surest.earliest, latest)


def _end_bounds(
    written: str | None, ends: Bounds | None, begins: Bounds | None, sightings: list[Bounds], now: int
) -> tuple[int, int]:
    """The earliest and latest day on which it can have ended; never before it can have begun."""
    if ends:
        return ends.earliest, ends.latest
    if written == "ongoing":
        # one that is yet to begin (a term announced) ends no earlier than it begins
        return (begins.earliest, begins.latest) if begins and begins.earliest > now else (now, now)
    known = [begins, *sightings] if begins else sightings
    earliest = max(bounds.earliest for bounds in known)
    if written == "unknown":  # one that may be yet to begin ends no earlier than it begins
        return earliest, max(earliest, now, begins.latest if begins else now)
    latest = max([min(seen.latest, now) for seen in sightings] + ([begins.latest] if begins else []))
    return earliest, max(earliest, latest)


def _start_bounds(written: str | None, end: tuple[int, int], sightings: list[Bounds], now: int) -> tuple[int, int]:
    """The earliest and latest day on which it can have begun, where no date says so: not after it was
    first seen nor after its end. Said to be unknown, it may lie anywhere before; merely not given, it
    is counted from there.
    """
    latest = min([max(seen.earliest, min(seen.latest, now)) for seen in sightings] + [end[1]])  # nobody has seen what is to come
    if written == "unknown":
        return FIRST_DAY, latest
    return min([seen.earliest for seen in sightings] + [end[0]]), latest


def window(first: str, last: str | None = None) -> tuple[int, int]:
    """A window of time in days, both inclusive, from written dates: window("2010") is the whole year."""
    start = parse_date(first)
    end = parse_date(last) if last else start
    if end.last < start.first:
        raise Wrong(_("the window {first} to {last} ends before it starts", first=first, last=last), _("swap the two"))
    return start.first, end.last


def years(spans: Iterable[Span]) -> tuple[int, int] | None:
    """The years that a time axis should show: from the one by which a hundredth of the spans had begun (a marriage
    of 1964 does not stretch the axis by thirty empty years) to the last in which one is known to start or end.
    None if there are no spans.
    """
    known = list(spans)
    if not known:
        return None
    starts = sorted(min(span.start_latest, span.end_earliest) for span in known)
    last = max(max(span.start_latest, span.end_earliest) for span in known)
    return datetime.date.fromordinal(starts[len(starts) // 100]).year, datetime.date.fromordinal(last).year
