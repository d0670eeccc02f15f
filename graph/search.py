"""Actors by any spelling of their name in any script: Жээнбеков, Jeenbekov and Zheenbekov alike.

Every spelling is folded to one Latin skeleton, and skeletons are compared. Folding, in this order (the
view's JavaScript does the same):

1. lower case, Unicode NFC
2. Cyrillic letters by LETTERS (ж → j, й and ы → y, х → h, ц → ts, ю → yu, ң → n, ө → o, ү → u, …), and of
   Latin ones x → ks and q → k; ъ, ь and apostrophes vanish
3. Unicode NFKD, and combining marks vanish (ö → o)
4. whatever is neither a letter a–z, another script's letter nor a digit becomes a space
5. by FOLDS, one after the other: shch → sh, dzh → j, zh → j, dj → j, kh → h, gh → g, ng → n, ye → e, y → i
6. a letter said twice is said once (Жээнбеков → jenbekov), and single spaces remain
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

from graph.model import Actor, Dataset
from graph.selection import ranks

LETTERS = {
    **dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", [
        "a", "b", "v", "g", "d", "e", "e", "j", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
        "f", "h", "ts", "ch", "sh", "sh", "", "y", "", "e", "yu", "ya",
    ])),
    **dict(zip("ңөүқғҳўәіұһ", "noukghuaiuh")),
    "x": "ks", "q": "k", "ı": "i", "'": "", "’": "", "ʼ": "", "‘": "", "`": "",
}
FOLDS = (("shch", "sh"), ("dzh", "j"), ("zh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"), ("ng", "n"), ("ye", "e"),
         ("y", "i"))
_LETTERS = str.maketrans(LETTERS)
_NO_LETTERS = re.compile(r"[\W_]+")
_TWICE = re.compile(r"([^\W\d])\1+")
_SHORT = 4  # letters; a shorter word forgives no typing error
_EXACT, _BEGINS, _ERROR, _BEGINS_WITH_ERROR = 0, 1, 3, 4


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The skeleton of a spelling; see the table above. fold("Жапаров") == fold("Zhaparov") == "japarov"."""
    text = unicodedata.normalize("NFC", text.lower()).translate(_LETTERS)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _NO_LETTERS.sub(" ", text).strip()
    for long, short in FOLDS:
        text = text.replace(long, short)
    return _TWICE.sub(r"\1", text)


def keys(actor: Actor) -> tuple[str, ...]:
    """The folded spellings of an actor's names and aliases, each once."""
    spellings = [actor.name.en, actor.name.ru, actor.name.ky, *actor.aliases]
    return tuple(dict.fromkeys(key for spelling in spellings if spelling and (key := fold(spelling))))


def find(dataset: Dataset, text: str, *, limit: int = 20) -> list[str]:
    """Ids of the actors that the text may mean, the best first: by how exactly it fits, then by importance.

    Every word of the text must be, begin or, with one typing error, nearly be another word of one spelling.
    """
    words = fold(text).split()
    if not words:
        return []
    rank = ranks(dataset)
    found = []
    for actor in dataset.actors.values():
        fits = [off for key in keys(actor) if (off := fit(words, key)) is not None]
        if fits:
            found.append((min(fits), rank[actor.id], actor.id))
    return [id for _, _, id in sorted(found)[:limit]]


def named(dataset: Dataset, text: str) -> list[str]:
    """Ids of the actors one of whose spellings is this text, in whatever script; the most important first."""
    key = fold(text)
    rank = ranks(dataset)
    return sorted((actor.id for actor in dataset.actors.values() if key and key in keys(actor)), key=rank.__getitem__)


def fit(words: list[str], key: str) -> int | None:
    """How far the words are from the spelling, 0 for the very same; None if they do not fit."""
    if " ".join(words) == key:
        return 0
    left = key.split()
    total = 1
    for word in words:
        best = min(((_distance(word, other), place) for place, other in enumerate(left)), default=(None, 0))
        if best[0] is None or best[0] > _BEGINS_WITH_ERROR:
            return None
        total += best[0]
        del left[best[1]]
    return total


def _distance(word: str, other: str) -> int:
    if word == other:
        return _EXACT
    if other.startswith(word):
        return _BEGINS
    if len(word) >= _SHORT:
        if OSA.distance(word, other, score_cutoff=1) <= 1:
            return _ERROR
        if any(OSA.distance(word, other[:length], score_cutoff=1) <= 1 for length in range(len(word) - 1, len(word) + 2)):
            return _BEGINS_WITH_ERROR
    return _BEGINS_WITH_ERROR + 1
