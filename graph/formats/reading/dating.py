"""Dates as other programs write them → dates as a dataset has them."""

from __future__ import annotations

import re

from graph.dates import parse_date

_NOW = frozenset(("ongoing", "present", "now", "current", "today", "настоящее время", "н.в."))
_NOTHING = frozenset(("", "null", "none", "nan", "n/a", "-", "—", "nat", "infinity", "-infinity"))
_ABOUT = re.compile(r"(?:circa|ca\.?|c\.|about|approx\.?|approximately|~)\s*(.+)", re.IGNORECASE)
_ISO = re.compile(r"([0-9]{4})(?:[-/.]([0-9X]{1,2}|uu)(?:[-/.]([0-9X]{1,2}|uu))?)?(?:[T ][0-9:.,]+(?:Z|[+-][0-9:]+)?)?([~?]?)",
                  re.IGNORECASE)
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


def dated(text: str, *, end: bool = False) -> str:
    """The written date, "" if the text says that there is none, and for an end perhaps `ongoing` or `unknown`.

    Raises ValueError with one sentence if the text is no date that can be told for sure: 03/04/2005 may be
    March or April.
    """
    text = text.strip()
    if text.casefold() in _NOTHING:
        return ""
    if text.casefold() in _NOW and end:
        return "ongoing"
    if text == "unknown":
        return text
    try:
        parse_date(text)
        return text
    except ValueError:
        pass
    about = _ABOUT.fullmatch(text)
    if about:
        return f"{dated(about.group(1)).rstrip('~?')}~"
    written = _rewritten(text)
    parse_date(written)  # raises with the sentence that says what to write
    return written


def _rewritten(text: str) -> str:
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    match = _ISO.fullmatch(text.removesuffix(".0") if re.fullmatch(r"[0-9]{4}\.0", text) else text)
    if not match:
        return text
    year, month, day, doubt = match.groups()
    parts = [year]
    for part in (month, day):  # 2005-00-00 and 2005-XX-XX are 2005
        if part is None or not part.isdigit() or int(part) == 0:
            break
        parts.append(f"{int(part):02}")
    return "-".join(parts) + doubt
