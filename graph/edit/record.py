"""A change to one record of a file: text in, text out, and only the characters of that record differ.

What a record says is a dict of texts, lists and dicts, as it is written: no default is filled in. Each result is
read again and compared with what was meant; if it says anything else, EditRefused is raised.
"""

from __future__ import annotations

import copy
import re
from typing import Mapping

import yaml

from graph.edit.pieces import EditRefused, Piece, cuts, find, line_end, piece, pieces, sound
from graph.edit.place import beside
from graph.edit.spans import Value
from graph.edit.splice import spliced
from graph.edit.style import Style
from graph.model import derived_id
from graph.said import Said as _

Fields = dict[str, Value]

ORDER = (  # of the fields of every record; each model's own order is part of it
    "id", "source", "target", "kind", "document", "by", "stance", "quote", "name", "aliases", "title", "author",
    "publisher", "role", "date", "start", "end", "page", "language", "url", "standpoint", "licence", "wikidata",
    "agreement", "actors", "claims", "note", "en", "ru", "ky",
)


def fields(text: str, id: str) -> Fields:
    """What the record says, as it is written."""
    return copy.deepcopy(find(text, id).fields)


def change(text: str, id: str, wanted: Mapping[str, Value]) -> str:
    """The record says this, and nothing else; its id may be another."""
    return rewritten(text, find(text, id), tidy(wanted))


def add(text: str, room: str, wanted: Mapping[str, Value]) -> str:
    """The record as a new one, in its fields' usual order, beside those that it resembles, in the file's manner."""
    wanted = ordered(tidy(wanted))
    id = wanted.get("id") or derived_id(wanted)
    if any(each.id == id for each in pieces(text, str(wanted.get("source") or id))):
        raise EditRefused(_("There is a record {id} already: change that one, or choose another id.", id=id))
    style = Style.of(text)
    new = style.record(wanted)
    if not sound(new, wanted):
        raise EditRefused(_("The record {id} cannot be written as text that reads the same: look for control characters.", id=id))
    place = beside(text, room, wanted)
    if place is None:
        return _first(text, new, style)
    found, below = place
    gap = style.newline if style.apart else ""
    if not below:
        return text[: found.start] + new + gap + text[found.start :]
    before = text[: found.last]
    return before + ("" if before.endswith("\n") else style.newline) + gap + new + text[found.last :]


def remove(text: str, id: str) -> str:
    """The file without the record and without one blank line that set it apart. A comment directly above it, with
    an empty line above that, was about it and goes too."""
    found = find(text, id)
    start = _comment_above(text, found.start)
    end = found.last
    blank = re.compile(r"[ \t]*\r?\n")
    if match := blank.match(text, end):
        if found.last < found.end:
            end = match.end()
    left = text[:start] + text[end:]
    if end == len(text):  # it was the last: the blank line above it goes
        left = re.sub(r"\n[ \t]*\r?\n\Z", "\n", left)
    if cuts(left) != [at - (end - start) * (at > found.start) for at in cuts(text) if at != found.start]:  # others would begin elsewhere
        raise EditRefused(_("The file cannot be read without {id}: look at the problems of the data first.", id=id))
    return left


def tidy(wanted: Value) -> Value:
    """Without what is empty: texts are trimmed, and empty ones, lists and dicts vanish."""
    if isinstance(wanted, str):
        return wanted.strip()
    if isinstance(wanted, Mapping):
        return {key: done for key, each in wanted.items() if each is not None and (done := tidy(each))}
    return [done for each in wanted if (done := tidy(each))]


def ordered(wanted: Value) -> Value:
    """With the fields in their usual order, at every depth."""
    if isinstance(wanted, dict):
        return {key: ordered(wanted[key]) for key in sorted(wanted, key=lambda key: ORDER.index(key) if key in ORDER else 99)}
    return [ordered(each) for each in wanted] if isinstance(wanted, list) else wanted


def rewritten(text: str, found: Piece, wanted: Fields, style: Style | None = None) -> str:
    """`text` with this piece of it saying `wanted`; `style` saves looking for the file's own again."""
    old = text[found.start : found.end]
    if not sound(old, found.fields):
        raise EditRefused(_("Something is wrong in the text of {id}: mend it in a text editor first.", id=found.id))
    new = spliced(old, wanted, style or Style.of(text), ORDER)
    try:
        again = piece(new, 0, len(new))
    except (ValueError, yaml.YAMLError):
        again = None
    if again is None or again.fields != wanted or not sound(new, wanted) or len(_dashes(new)) != 1:
        raise EditRefused(_("The text of {id} would not say what is meant: change it in a text editor.", id=found.id))
    return text[: found.start] + new + text[found.end :]


def _dashes(new: str) -> list[str]:
    first = re.match(r" *-", new)
    return re.findall(rf"^{first.group()}(?=[ \t\r\n]|\Z)", new, re.MULTILINE) if first else []


def _first(text: str, new: str, style: Style) -> str:
    """The first record of a file that has none, below its comments."""
    match = re.search(r"^\[\][ \t]*(\r?\n|\Z)", text, re.MULTILINE)
    head = text[: match.start()] + text[match.end() :] if match else text
    if re.sub(r"^[ \t]*(#.*)?$", "", head.lstrip("\ufeff"), flags=re.MULTILINE).strip():
        raise EditRefused(_("This file cannot be read: look at the problems of the data first."))
    if head and not head.endswith("\n"):
        head += style.newline
    return head + (style.newline if head.strip() and not re.search(r"\n[ \t]*\r?\n\Z", head) else "") + new


def _comment_above(text: str, start: int) -> int:
    """Where the comment begins that stands directly above a record and belongs to it; else `start`."""
    lines, here = [], start
    while here:
        line = text.rfind("\n", 0, here - 1) + 1
        if not text[line:here].lstrip(" ").startswith("#"):
            break
        lines.append(line)
        here = line
    above = text[:here]
    if lines and above and re.search(r"\n[ \t]*\r?\n\Z", above):
        return here
    return start


__all__ = ["EditRefused", "Fields", "ORDER", "add", "change", "fields", "line_end", "ordered", "remove", "tidy"]
