"""Did you mean …: the nearest of the words that would have been right."""

from __future__ import annotations

from typing import Iterable, Mapping

from rapidfuzz import fuzz, process

from graph.model import Actor
from graph.said import Said as _

_NEAR = 70.0  # of 100
_MOST = 500  # different unknown actors for which a name is looked for: beyond that something else is wrong


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that `word` is most likely a slip of, or None."""
    found = process.extractOne(word, list(choices), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return found[0] if found else None


def one_of(word: str, choices: Iterable[str]) -> str:
    """What to write instead of `word`."""
    choices = list(choices)
    near = nearest(word, choices)
    return _("did you mean `{near}`? There are {all}", near=near, all=", ".join(choices)) if near else _("write one of {all}", all=", ".join(choices))


class ActorNames:
    """Finds the actor that a wrong id was meant for: by its id, its names and its aliases."""

    def __init__(self, actors: Mapping[str, Actor]):
        self._actors = actors
        self._ids: dict[str, str] = {}
        self._known: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        if word not in self._known and len(self._known) < _MOST:
            self._known[word] = self._look(word)
        return self._known.get(word)

    def _look(self, word: str) -> str | None:
        if not self._ids:
            for actor in self._actors.values():
                names = (actor.id, actor.name.en, actor.name.ru, actor.name.ky, *actor.aliases)
                self._ids.update((_plain(name), actor.id) for name in names if name)
        found = process.extractOne(
            _plain(word[:200]), self._ids.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR
        )
        return self._ids[found[0]] if found else None


_PLAIN = str.maketrans("-_\u2010\u2011аеорсхуі", "    aeopcxyi")  # hyphens, and Cyrillic letters that look Latin


def _plain(name: str) -> str:
    return name.casefold().translate(_PLAIN)
