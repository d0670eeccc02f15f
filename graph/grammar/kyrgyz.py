"""Kyrgyz by rule: a case is a suffix that agrees with the end of the word in vowel and voice.

Бишкек  Бишкектин  Бишкекке  Бишкекти  Бишкекте  Бишкектен
өкмөтү  өкмөтүнүн  өкмөтүнө  өкмөтүн   өкмөтүндө өкмөтүнөн    (after a third-person possessive)
"""

from __future__ import annotations

import re

__all__ = ["inflect", "number"]

# The low and the high vowel of a suffix, after the last vowel of the word.
_LOW = {
    "а": "а",
    "ы": "а",
    "я": "а",
    "у": "а",
    "ю": "а",
    "о": "о",
    "ё": "о",
    "э": "е",
    "е": "е",
    "и": "е",
    "ө": "ө",
    "ү": "ө",
}
_HIGH = {
    "а": "ы",
    "ы": "ы",
    "я": "ы",
    "у": "у",
    "ю": "у",
    "о": "у",
    "ё": "у",
    "э": "и",
    "е": "и",
    "и": "и",
    "ө": "ү",
    "ү": "ү",
}
_VOICELESS = "пткфхсцшщч"
_VOWELS = "аеёиоуыэюяөү"

# {L} and {H} are the vowels; the three forms are for a stem in a vowel, a voiced and a voiceless consonant.
_SUFFIX = {
    "gen": ("н{H}н", "д{H}н", "т{H}н"), "dat": ("г{L}", "г{L}", "к{L}"), "acc": ("н{H}", "д{H}", "т{H}"),
    "loc": ("д{L}", "д{L}", "т{L}"), "abl": ("д{L}н", "д{L}н", "т{L}н"),
}  # fmt: skip
_AFTER_POSSESSIVE = {"gen": "н{H}н", "dat": "н{L}", "acc": "н", "loc": "нд{L}", "abl": "н{L}н"}

# Abbreviations that end in a consonant are read by the names of their letters: АКШ is "а-ка-ша".
_LETTERS = dict(zip("бвгджзклмнпрстфхцчшщ", "бе ве ге де же зе ка эл эм эн пе эр эс те эф ха це че ша ща".split()))
_DIGITS = dict(zip("0123456789", "нөл бир эки үч төрт беш алты жети сегиз тогуз".split()))
_TENS = dict(zip("123456789", "он жыйырма отуз кырк элүү алтымыш жетимиш сексен токсон".split()))
_LATIN = {"ch": "ч", "sh": "ш", "kh": "х", "ck": "к"} | dict(
    zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстувуксиз")
)

# Words that begin a description rather than a name: small inside a sentence.
_DESCRIPTIVE = set(
    """аз атайын башкаруучу бийликтеги борбордон жаңы жергиликтүү жерлерди камактагы канадалык координациялык
    куралдуу кылмышкер көптөн милициянын министрлер мурдагы нааразылар оппозиция оппозициялык оппозициянын орус
    орусиячыл протестчилер салттуу советтик тажик түштүктүн түштүктөгү убактылуу шайлоо эл элдик эмгек эски
    этникалык өзбек өкмөт өкмөттүн""".split()
)
_DESCRIBED = ("group", "person", "site", "armed_force", "company")
_TAIL = re.compile(r"(?:\s*\([^()]*\)|,\s.*|[»\"”’']+|\s*[-–—]\s*$|[.!?…]+)+$")
_BARE_IN_HIGH = ("чы", "чи", "чу", "чү")  # жумушчу, элчи: the suffix of trades, not a possessive
_SHORT_POSSESSED = {"күчү", "ичи", "үчү", "чечи", "ачы"}


def inflect(name: str, case: str, kind: str | None = None) -> str:
    """The name with its case suffix; brackets, years and closing quotation marks stay behind it."""
    if kind not in (None, "role", "state", "place", "media") and name.split()[0].lower() in _DESCRIPTIVE:
        if kind in _DESCRIBED or re.search(r"\(.*\d.*\)", name):
            name = name[0].lower() + name[1:]
    if case == "nom":
        return name
    tail = _TAIL.search(name)
    body, rest = (name[: tail.start()], tail[0]) if tail else (name, "")
    if not body:
        return name
    word = re.split(r"[\s«\"“]", body)[-1]
    spoken, joint = _spoken(word)
    if not spoken:
        return name
    if joint == "" and word[-1] in "ьъЬЪ":
        body = body[:-1]
    forms = _AFTER_POSSESSIVE if _possessive(word, body, kind) else None
    last_vowel = next((letter for letter in reversed(spoken) if letter in _VOWELS), "а")
    if forms:
        suffix = forms[case]
    else:
        end = spoken[-1]
        suffix = _SUFFIX[case][0 if end in _VOWELS else 2 if end in _VOICELESS else 1]
    return body + joint + suffix.format(L=_LOW[last_vowel], H=_HIGH[last_vowel]) + rest


def _spoken(word: str) -> tuple[str, str]:
    """How the end of the word sounds, in small Cyrillic letters, and what joins a suffix to it."""
    if match := re.search(r"(\d+)$", word):
        return _number(match[1]), "-"
    if re.search(r"[A-Za-zÀ-ž]$", word):
        small = re.sub(r"[^a-z]", "", word.lower())
        pairs = re.findall(r"ch|sh|kh|ck|[a-z]", small)
        return "".join(_LATIN[pair] for pair in pairs), "-"
    letters = re.sub(r"[^а-яёөүңА-ЯЁӨҮҢ]", "", word)
    small = letters.lower().rstrip("ьъ")
    if not small:
        return "", ""
    if len(letters) > 1 and letters.isupper() and small[-1] not in _VOWELS and small[-2] not in _VOWELS:
        return _LETTERS.get(small[-1], small[-1]), ""
    return small, ""


def _number(digits: str) -> str:
    if digits.endswith("000"):
        return "миң"
    if digits.endswith("00"):
        return "жүз"
    if digits.endswith("0") and len(digits) > 1:
        return _TENS[digits[-2]]
    return _DIGITS[digits[-1]]


def _possessive(word: str, body: str, kind: str | None) -> bool:
    """Is it "its …" (Кыргызстандын өкмөтү, Эл аралык уюму), which takes the suffixes with н?

    Told from the ending alone: a high vowel, after a consonant, that agrees with the vowel before it,
    in the last of several words. A name of one word, and a person's surname, is never one.
    """
    if not re.search(r"\s", body) or (kind == "person" and word[:1].isupper()):
        return False
    small = re.sub(r"[^а-яёөүң]", "", word.lower())
    if len(small) < 3 or small[-1] not in "ыиуү" or small[-2] in _VOWELS:
        return False
    if small.endswith(_BARE_IN_HIGH) and small not in _SHORT_POSSESSED:
        return False
    before = next((letter for letter in reversed(small[:-1]) if letter in _VOWELS), None)
    return before is None or _HIGH[before] == small[-1]


def number(name: str, kind: str | None = None) -> str:
    """ "plural" where the name ends in -лар and its kin, else "singular"."""
    if kind in ("person", "state", "place", "media"):
        return "singular"
    body = _TAIL.sub("", name).lower()
    return "plural" if re.search(r"[лдт][аеоө]р(?:[ыиуү])?$", body) else "singular"
