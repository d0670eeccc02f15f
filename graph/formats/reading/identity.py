"""Who is who in a file: ids made from names, one record for spellings that are surely the same, and a Problem
where they only may be."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import combinations
from typing import Iterable, Iterator, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.dates import parse_date
from graph.formats.reading.dating import dated
from graph.formats.reading.found import FoundActor
from graph.said import Said as _
from graph.search import LETTERS, fold

LONGEST = 80  # characters of an id
MOST_NAMESAKES = 50  # actors of one name that another is compared with
MOST_COMPARED = 2_000  # actors compared each with each for slips of one letter
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LATIN = str.maketrans({
    **{letter: latin for letter, latin in LETTERS.items() if "\u0400" <= letter <= "\u04ff"},
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
})
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def latin(text: str) -> str:
    """The text in Latin letters: Cyrillic ones letter by letter, as in Japarov and Jeenbekov."""
    return "".join(_capital(c) if c.isupper() else c.translate(_LATIN) for c in unicodedata.normalize("NFC", text))


def _capital(letter: str) -> str:
    small = letter.lower().translate(_LATIN)
    return small if small == letter.lower() and not _CYRILLIC.match(letter) and letter.isascii() is False \
        else letter if letter.isascii() else small[:1].upper() + small[1:]


def is_cyrillic(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(bool(_CYRILLIC.match(c)) for c in letters) * 2 > len(letters)


def slug(text: str) -> str:
    """An id made of a name: "Роза Отунбаева" → roza-otunbaeva; "" if no letter of it can be written in Latin."""
    plain = unicodedata.normalize("NFKD", text[: 4 * LONGEST].lower().translate(_LATIN))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"['’ʼ‘`]", "", plain)
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words if len(words) <= LONGEST else words[:LONGEST].rpartition("-")[0] or words[:LONGEST]


class Ids:
    """Gives out ids, each once: a name that is taken gets a number."""

    def __init__(self, taken: Iterable[str] = ()):
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def take(self, wanted: str, otherwise: str, joint: str = "-") -> str:
        wanted = wanted or otherwise
        id = wanted
        while id in self._taken:
            self._numbers[wanted] = self._numbers.get(wanted, 1) + 1
            id = f"{wanted}{joint}{self._numbers[wanted]}"
        self._taken.add(id)
        return id


def keeps_ids(actors: Sequence[FoundActor]) -> bool:
    """Whether the file's ids are ours, or as good: slugs of words, not numbers that say nothing."""
    if not actors or not all(_SLUG.fullmatch(actor.key) and not _UUID.fullmatch(actor.key) for actor in actors):
        return False
    telling = sum(slug(actor.name) == actor.key or ("-" in actor.key and not any(c.isdigit() for c in actor.key))
                  for actor in actors)
    return telling * 2 >= len(actors)


@dataclass(slots=True)
class One:
    """One actor: the first place that tells of it, and the others."""

    actor: FoundActor
    kind: str
    sure: bool  # its kind is declared, not guessed
    others: list[tuple[FoundActor, str]] = field(default_factory=list)  # with the reason why it is the same


def merged(actors: Sequence[FoundActor], kinds: Sequence[str], sure: Sequence[bool], by_name: bool) -> list[One]:
    """The actors, those that are surely the same as one: the same id or identifier in the file, or the same full
    name and kind and nothing that speaks against it. `by_name` False: only ids and identifiers count."""
    found: list[One] = []
    by_key: dict[tuple[str, str], One] = {}
    names: dict[tuple[str, str], list[One]] = {}
    for actor, kind, known in zip(actors, kinds, sure, strict=True):
        marks = [("", actor.key), *((scheme, id) for scheme, id in actor.identifiers.items() if scheme and id)]
        one = next((by_key[mark] for mark in marks if mark in by_key), None)
        why = _("the same id in the file")
        named = (kind, fold(actor.name))
        if one is None and by_name and _full(actor, kind, known):
            one = next((each for each in names.get(named, ())[:MOST_NAMESAKES] if not against(each.actor, actor)), None)
            why = _("the same name and kind")
        if one is None:
            one = One(actor, kind, known)
            found.append(one)
        else:
            if ("", actor.key) not in by_key and why.startswith("the same id"):
                why = _("the same identifier")
            one.others.append((actor, why))
            _take_over(one.actor, actor)
        names.setdefault(named, []).append(one)
        for mark in marks:
            by_key.setdefault(mark, one)
    return found


def _full(actor: FoundActor, kind: str, sure: bool) -> bool:
    """Whether the name is enough to tell by: not a person's first name alone, nor a number."""
    words = [word for word in fold(actor.name).split() if not word.isdigit()]
    return len(words) > 1 if kind == "person" or not sure else bool(words)


def against(one: FoundActor, other: FoundActor) -> str:
    """What speaks against their being the same, or ""."""
    for field_name in ("start", "end"):
        a, b = _bounds(getattr(one, field_name)), _bounds(getattr(other, field_name))
        if a and b and (a.latest < b.earliest or b.latest < a.earliest):
            return _("their dates differ")
    for scheme in one.identifiers.keys() & other.identifiers.keys():
        if one.identifiers[scheme] != other.identifiers[scheme]:
            return _("the file gives them two identifiers of one kind")
    return ""


def _bounds(text: str):
    try:
        return parse_date(dated(text)) if text else None
    except ValueError:
        return None


def _take_over(one: FoundActor, other: FoundActor) -> None:
    for language, name in other.names.items():
        one.names.setdefault(language, name)
    one.aliases += [*other.names.values(), *other.aliases]
    for field_name in ("start", "end", "type"):
        setattr(one, field_name, getattr(one, field_name) or getattr(other, field_name))
    for field_name in ("identifiers", "agreement", "note"):
        setattr(one, field_name, {**getattr(other, field_name), **getattr(one, field_name)})


def perhaps_same(found: Sequence[One]) -> Iterator[tuple[One, One, str]]:
    """Pairs that may be the same, with the reason, each once: the later one first."""
    place = {id(one): number for number, one in enumerate(found)}
    told: set[tuple[int, int]] = set()
    for why, pairs in ((_("only spaces and hyphens differ"), _alike(found, lambda key: key.replace(" ", ""))),
                       (_("the same words in another order"), _alike(found, lambda key: " ".join(sorted(key.split())))),
                       (_("one letter differs"), _slips(found))):
        for a, b in pairs:
            first, second = sorted((a, b), key=lambda one: place[id(one)])
            pair = (place[id(first)], place[id(second)])
            if pair not in told:
                told.add(pair)
                same = fold(first.actor.name) == fold(second.actor.name)
                yield second, first, (against(first.actor, second.actor) and _("the same name, but {reason}", reason=against(first.actor, second.actor))
                                      or _("the same name")) if same else why


def _alike(found: Sequence[One], key) -> Iterator[tuple[One, One]]:
    groups: dict[tuple[str, str], list[One]] = {}
    for one in found:
        folded = key(fold(one.actor.name))
        if any(c.isalpha() for c in folded) and len(folded) > 2:
            groups.setdefault((one.kind, folded), []).append(one)
    for group in groups.values():
        yield from combinations(group[:20], 2)


def _slips(found: Sequence[One]) -> Iterator[tuple[One, One]]:
    if len(found) > MOST_COMPARED:
        return
    named = [(one, key) for one in found if len(key := fold(one.actor.name)) >= 8]
    keys = [key for _, key in named]
    if len(keys) < 2:
        return
    near = process.cdist(keys, keys, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    for i, j in zip(*np.nonzero(np.triu(near == 1, 1))):
        (a, first), (b, second) = named[i], named[j]
        if a.kind == b.kind and re.sub(r"\D", "", first) == re.sub(r"\D", "", second):
            yield a, b
