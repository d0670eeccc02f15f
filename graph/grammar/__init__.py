"""How names stand in sentences: cases, agreement, and a tie as one grammatical sentence.

`english`, `russian` and `kyrgyz` each know one language and nothing of the data; what they guess
about a name (its gender, its number) `Actor.agreement` overrides.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from graph.grammar import english, kyrgyz, russian
from graph.model import Actor, Agreement, Dataset, Relation, Text

__all__ = ["CASES", "agreement", "capitalised", "choose_form", "clause", "holds_role", "inflect", "name_in", "sentence"]

CASES = {
    "en": ("nom",),
    "ru": ("nom", "gen", "dat", "acc", "ins", "loc"),
    "ky": ("nom", "gen", "dat", "acc", "loc", "abl"),
}
Tense = Literal["present", "past"]

_LANGUAGES = {"en": english, "ru": russian, "ky": kyrgyz}
_SLOT = re.compile(r"(?:\b(in |of |в |с |из ))?\{(source|target|role)(?::([a-z]+))?\}")
_BRACKET = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_ALTERNATIVES = {"masculine": 0, "feminine": 1, "neuter": 2, "singular": 2, "plural": 3}


@lru_cache(maxsize=100_000)
def inflect(name: str, case: str, language: str, kind: str | None = None) -> str:
    """The name as it stands in the middle of a sentence, in this case. `kind` is the actor's kind.

    English has one case; there the name gets the article it needs ("the United States"). What
    cannot be declined (Отунбаева says yes, ОДКБ and «Ата-Журт» say no) stays as it is.
    A case that the language lacks is a KeyError.
    """
    if case not in CASES[language]:
        raise KeyError(f"{language} has no case '{case}'")
    return _LANGUAGES[language].inflect(name, case, kind)


def name_in(actor: Actor, case: str, language: str) -> str:
    """An actor's name in the language and case. A name written in another script's language is declined as its own."""
    name = actor.name.in_language(language)
    if getattr(actor.name, language) is None and language != "ky":
        return name  # an English name in a Russian sentence stands as it is; Kyrgyz hangs its suffix on anything
    return inflect(name, case, language, actor.kind)


def agreement(actor: Actor, language: str, *, gender: bool = True) -> Agreement:
    """Masculine, feminine, neuter, singular (gender unknown) or plural: how words agree with the actor's name.

    Without `gender` all that is told is whether it is plural, which takes a hundredth of the time.
    """
    in_russian = russian.agreement if gender else russian.number
    if told := getattr(actor.agreement, language, None):
        return told
    name = actor.name.in_language(language)
    if language == "ru" and actor.name.ru:
        return in_russian(name, actor.kind)
    number = _LANGUAGES[language].number(name, actor.kind) if language != "ru" else english.number(name, actor.kind)
    if number == "plural":
        return "plural"
    if actor.kind == "person":  # only Russian names show a person's gender
        told = getattr(actor.agreement, "ru", None) or (
            in_russian(actor.name.ru, "person") if actor.name.ru else None
        )
        return told or ("masculine" if language == "ru" else "singular")
    return "singular"


def sentence(relation: Relation, dataset: Dataset, language: str, tense: Tense = "present") -> str:
    """The tie as a sentence without its full stop: "Roza Otunbayeva appeals to Dmitry Medvedev"."""
    return capitalised(clause(relation, dataset, language, tense))


def clause(relation: Relation, dataset: Dataset, language: str, tense: Tense = "present") -> str:
    """The same as it stands in the middle of a sentence: "the CSTO talks with …"."""
    kind = dataset.vocabulary.relation_kinds[relation.kind]
    reading = kind.reading if tense == "present" else kind.past
    told = language if getattr(reading, language) else "en"
    ends = {"source": dataset.actors[relation.source], "target": dataset.actors[relation.target]}
    return _fill(template(reading, told, relation.role), ends, relation.role, told)


def template(reading: Text, language: str, role: Text | None) -> str:
    """Of "told with a role // told without" the part that fits; see RelationKind."""
    with_role, _, without = reading.in_language(language).partition(" // ")
    return without if without and role is None else with_role


def holds_role(reading: Text, language: str) -> bool:
    """Does the reading tell the role itself, so that nobody needs to add it?"""
    return "{role" in reading.in_language(language)


class _Slot(NamedTuple):
    """A place in a reading that a name or the role fills."""

    before: str  # a preposition that depends on the name
    name: str  # source, target or role
    case: str
    bracketed: bool  # inside brackets stands the bare name, without its own brackets
    goes_on: bool  # a word follows


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str | _Slot, ...]:
    """A reading as what stands in it and the places to fill."""
    found: list[str | _Slot] = []
    at = 0
    for match in _SLOT.finditer(text):
        goes_on = text[match.end() :].startswith(" ")
        found.append(text[at : match.start()])
        found.append(_Slot(match[1] or "", match[2], match[3] or "nom", text[: match.start()].endswith("("), goes_on))
        at = match.end()
    return (*found, text[at:])


def _fill(text: str, ends: dict[str, Actor], role: Text | None, language: str) -> str:
    def put(slot: _Slot) -> str:
        if slot.name == "role":
            return slot.before + _role(role, slot.case, language)
        actor = ends[slot.name]
        if slot.bracketed:
            return re.sub(r"\s*\(([^()]*)\)", r", \1", actor.name.in_language(language))
        if slot.before:
            return _governed(slot.before.strip(), slot.case, actor, language)
        shown = name_in(actor, slot.case, language)
        return f"{shown}," if language == "ru" and slot.goes_on and russian.ends_in_clause(shown) else shown

    if "[" in text:
        gender = any(forms.count("|") > 1 for forms in _BRACKET.findall(text))
        text = choose_form(text, agreement(ends["source"], language, gender=gender))
    return "".join([piece if isinstance(piece, str) else put(piece) for piece in _pieces(text)])


@lru_cache(maxsize=4096)
def choose_form(text: str, agrees: Agreement) -> str:
    """The text with [singular|plural] and [masculine|feminine|neuter|plural] resolved."""

    def choose(match: re.Match) -> str:
        words = match[1].split("|")
        return words[_ALTERNATIVES[agrees]] if len(words) == 4 else words[agrees == "plural"]

    return _BRACKET.sub(choose, text)


def _role(role: Text | None, case: str, language: str) -> str:
    if role is None:
        return ""
    words = role.in_language(language)
    return inflect(words, case, language, "role") if getattr(role, language) else words


def _governed(word: str, case: str, actor: Actor, language: str) -> str:
    """A preposition and the name it governs, where the one depends on the other: in Osh, at the Manas air base."""
    if language == "ru" and actor.name.ru:
        word, case = russian.preposition(word, case, actor.name.ru, actor.kind)
        shown = name_in(actor, case, "ru")
        return f"{russian.euphonic(word, shown)} {shown}"
    shown = name_in(actor, case, language)
    if language == "en" and word == "in":
        word = {"site": "at", "group": "among"}.get(actor.kind, word)
    elif (
        language == "en"
        and actor.kind == "group"
        and agreement(actor, "en") == "plural"
        and not shown.startswith("the ")
    ):
        shown = f"the {shown}"  # a member of the protesters
    return f"{word} {shown}"


def capitalised(text: str) -> str:
    """With its first letter large, as a sentence begins; a quotation mark before it does not count."""
    for index, letter in enumerate(text):
        if letter.isalpha():
            return text[:index] + letter.upper() + text[index + 1 :]
        if letter.isdigit():
            break
    return text
