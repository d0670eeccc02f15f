"""Partial and uncertain dates, spans with earliest and latest bounds, and certainty in a window.

The subset of EDTF (ISO 8601-2) that people write by hand: 2005, 2005-03, 2005-03-24, each with
`~` (approximate) or `?` (uncertain), and A/B (some day from A to B). Days are proleptic Gregorian
ordinals (`datetime.date.toordinal`); bounds are inclusive.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Iterable, Literal

if TYPE_CHECKING:
    from graph.model import Dataset, Relation

Certainty = Literal["certain", "possible", "none"]

FIRST_DAY = datetime.date.min.toordinal()
LAST_DAY = datetime.date.max.toordinal()

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?]?)")
_HOW = "write 2005, 2005-03 or 2005-03-24, with ~ if approximate or ? if uncertain, or two such dates with / between"


@dataclass(frozen=True, slots=True)
class Bounds:
    """A date as days: it lies in [earliest, latest], and without its ~ or ? in [first, last]."""

    earliest: int
    first: int
    last: int
    latest: int


def parse_date(text: str) -> Bounds:
    """The bounds of a written date. Raises ValueError with one sentence that says what to write."""
    first, slash, second = text.partition("/")
    start = _parse_part(first, text)
    if not slash:
        return start
    end = _parse_part(second, text)
    if end.last < start.first:
        raise ValueError(f"'{text}' ends before it starts: put the earlier date first")
    return Bounds(start.earliest, start.first, end.last, end.latest)


def _parse_part(part: str, text: str) -> Bounds:
    match = _PART.fullmatch(part)
    if not match:
        raise ValueError(f"'{text}' is not a date: {_HOW}")
    year, month, day = (int(group) if group else None for group in match.groups()[:3])
    try:
        first = datetime.date(year, month or 1, day or 1)
        if day:
            last = first
        else:
            last_month = month or 12
            last = datetime.date(year, last_month, calendar.monthrange(year, last_month)[1])
    except (ValueError, calendar.IllegalMonthError):
        raise ValueError(f"'{text}' is not a day of the calendar: {_HOW}") from None
    if not match.group(4):
        return Bounds(first.toordinal(), first.toordinal(), last.toordinal(), last.toordinal())
    precision = "day" if day else "month" if month else "year"
    return Bounds(
        _shift(first, precision, -1).toordinal(), first.toordinal(),
        last.toordinal(), _shift(last, precision, +1).toordinal(),
    )


def _shift(day: datetime.date, precision: str, by: int) -> datetime.date:
    """One unit of the precision earlier or later: the widening that ~ and ? stand for."""
    ordinal = day.toordinal()
    if precision == "day":
        return datetime.date.fromordinal(max(FIRST_DAY, min(LAST_DAY, ordinal + by)))
    if precision == "month":
        outside = datetime.date.fromordinal(ordinal + by)
        return outside.replace(day=1) if by < 0 else outside.replace(day=calendar.monthrange(outside.year, outside.month)[1])
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
    """The span of a relation, or None where nothing dates it (it waits in the tray).

    - `date`: it happened on some day within the date.
    - `end: ongoing`: it holds until today.
    - `end: unknown`: certain up to the last claim that saw it, possible after, until today.
    - `start` alone: certain from its start to the last claim that saw it, and no further.
    - `start: unknown`: possible from 1 January of the year 1 (in practice: from the first thing known).
    - none of them: certain on the days on which its claims saw it, possible between them.
    """
    if relation.date:
        when = parse_date(relation.date)
        return Span(when.earliest, when.latest, when.earliest, when.latest)
    seen = claim_days(relation, dataset)
    start = relation.start
    end = relation.end
    if start is None and end is None:
        if not seen:
            return None
        days = tuple(sorted({day for bounds in seen for day in (bounds.first, bounds.last)}))
        return Span(days[0], days[0], days[-1], days[-1], seen=days)
    now = today.toordinal()
    last_seen = max((bounds.last for bounds in seen), default=None)
    first_seen = min((bounds.first for bounds in seen), default=None)
    if start in (None, "unknown"):
        begins = _before(end, first_seen, now, unknown=start == "unknown")
    else:
        bounds = parse_date(start)
        begins = (bounds.earliest, bounds.latest)
    if end == "ongoing":
        return Span(*begins, now, now, open=True)
    if end == "unknown":
        return Span(*begins, max(begins[1], last_seen or begins[1]), max(now, begins[1]))
    if end is None:
        until = max(begins[1], last_seen or begins[1])
        return Span(*begins, max(begins[0], min(until, now)), max(begins[1], min(until, now)))
    bounds = parse_date(end)
    return Span(*begins, bounds.earliest, bounds.latest)


def _before(end: str | None, first_seen: int | None, now: int, unknown: bool) -> tuple[int, int]:
    """Bounds of a start that nobody gives: not after it was first seen, nor after its end.

    Said to be unknown, it may lie anywhere before; merely not given, it is counted from there.
    """
    limits = [first_seen] if first_seen is not None else []
    if end not in (None, "ongoing", "unknown"):
        limits.append(parse_date(end).first)
    latest = min(limits, default=now)
    return (FIRST_DAY if unknown else latest, latest)


def window(first: str, last: str | None = None) -> tuple[int, int]:
    """A window of time in days, both inclusive, from written dates: window("2010") is the whole year."""
    start = parse_date(first)
    end = parse_date(last) if last else start
    if end.last < start.first:
        raise ValueError(f"the window {first} to {last} ends before it starts: swap the two")
    return start.first, end.last


def years(spans: Iterable[Span]) -> tuple[int, int] | None:
    """The first and last year in which something is known to start or end; None if there are no spans."""
    bounds = [day for span in spans for day in (span.start_latest, span.end_earliest)]
    if not bounds:
        return None
    return datetime.date.fromordinal(min(bounds)).year, datetime.date.fromordinal(max(bounds)).year
