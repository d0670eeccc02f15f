"""What a save says: an English sentence, until it is known in which language its reader wants it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text of the catalogues with what stands in its braces; that may be sentences again."""

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def said(self, translate: Callable[[str], str]) -> str:
        values = {name: value.said(translate) if isinstance(value, Sentence) else value for name, value in self.values}
        return translate(self.text).format(**values)

    def __str__(self) -> str:
        return self.said(lambda text: text)


def sentence(text: str, **values: object) -> Sentence:
    """Called `_` where it is used, by which the texts are found that want a translation."""
    return Sentence(text, tuple(values.items()))
