"""Russian: the cases of a name, the preposition before it, and how verbs agree with it.

Persons' names are declined by rule (given name, patronymic, surname, each by its gender and ending);
everything else is a noun phrase: its head and the adjectives before it are declined with pymorphy3,
and what follows the head (genitives, names in quotation marks, places) stays. Abbreviations and
names in quotation marks stay whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import pymorphy3

from graph.model import Agreement

__all__ = ["agreement", "euphonic", "inflect", "preposition"]

_CASES = {"gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "loc": "loct"}
_PERSONAL = ("person", "group", "role")  # kinds whose names in quotation marks are descriptions, and are declined
_DESCRIBED = ("group", "person", "site", "armed_force", "company")  # kinds whose names are often descriptions
_TAIL = re.compile(r"(?:\s*\([^()]*\)|,\s.*)+$")
_VOWELS = "аеёиоуыэюяөү"

# Kinds by the gender of the word that a reader supplies before a name that says nothing itself.
_KIND_GENDER: dict[str, Agreement] = {
    "party": "feminine", "coalition": "feminine", "movement": "neuter", "body": "masculine", "state": "neuter",
    "organisation": "feminine", "armed_force": "plural", "company": "feminine", "media": "neuter", "group": "feminine",
    "place": "masculine", "site": "masculine", "person": "masculine",
}  # fmt: skip
_ABBREVIATIONS: dict[str, Agreement] = {
    "США": "plural", "ОАЭ": "plural", "ВС": "plural", "СССР": "masculine", "КНР": "feminine", "ООН": "feminine",
    "ОДКБ": "feminine", "ШОС": "feminine", "ОБСЕ": "feminine", "ФСБ": "feminine", "ЦРУ": "neuter", "МВД": "neuter",
    "СНГ": "neuter", "ЕС": "masculine", "ЕАЭС": "masculine", "НАТО": "neuter", "ГКНБ": "masculine", "МИД": "masculine",
    "ЦИК": "masculine", "КНБ": "masculine", "СНБ": "feminine", "СМИ": "plural", "МВФ": "masculine", "НПО": "plural",
}  # fmt: skip
_ON = set(  # places that one is "на", not "в"
    """юг север запад восток юго-запад северо-запад украина база авиабаза аэродром рынок базар завод фабрика рудник
    месторождение площадь остров граница урал кавказ курорт кипр мальта
    куба сахалин""".split()
)

_NAMES = {"Name", "Surn", "Patr", "Geox", "Orgn"}
_PARTICLES = ("уулу", "кызы", "аль", "бин", "фон", "де", "ван")
_THINGS = ("company", "media", "site", "place", "state")  # kinds whose names no word for a living being heads
_SECOND_LOCATIVE = {"край", "крым", "порт", "аэропорт", "лес", "полк", "тыл"}  # в Крыму, в аэропорту


@lru_cache(maxsize=50_000)
def inflect(name: str, case: str, kind: str | None = None) -> str:
    """The name in the middle of a sentence, in this case."""
    tail = _TAIL.search(name)
    body, rest = (name[: tail.start()], tail[0]) if tail else (name, "")
    if not body.strip():
        return name
    if kind == "person" and _is_personal_name(body):
        return (body if case == "nom" else _person(body, case)) + rest
    phrase = _phrase(body, kind)
    return _small(phrase.decline(case), phrase, kind, rest) + _clause(rest, phrase, case)


def ends_in_clause(name: str) -> bool:
    """партия, близкая к Жээнбекову: what follows inside a sentence needs a comma before it."""
    return bool(re.search(r", [а-яё]+(?:ая|ое|ые|ие|ий|ый|ой|ую|ого|ему|ому|ей|ых|их|ым|им|ыми|ими)\b[^,]*$", name))


def _clause(rest: str, phrase: _Phrase, case: str) -> str:
    """The adjective or participle after a comma agrees with the head: партии, близкой к Жээнбекову."""
    match = re.match(r", ([а-яё]+)(.*)", rest, re.S)
    if not match or phrase.at is None or phrase.parses[phrase.at] is None or case == "nom":
        return rest
    head = phrase.parses[phrase.at]
    options = [p for p in _morph().parse(match[1]) if p.tag.POS in ("ADJF", "PRTF") and p.tag.case == "nomn"]
    if not options:
        return rest
    parse = _matched([match[1]], head)[0]
    return f", {phrase._one(match[1], parse, case, False)}{match[2]}"


@lru_cache(maxsize=50_000)
def agreement(name: str, kind: str | None = None) -> Agreement:
    """The gender of a verb in the past tense, or plural."""
    body = _TAIL.sub("", name) or name
    if kind == "person" and _is_personal_name(body):
        return _gender(body)
    found = _phrase(body, kind).agreement
    return "masculine" if kind == "person" and found != "plural" else found


def number(name: str, kind: str | None = None) -> Agreement:
    """ "plural" where `agreement` says so; else a gender that may be the wrong one, since nobody looks a first name up."""
    body = _TAIL.sub("", name) or name if "(" in name or "," in name else name
    return "singular" if kind == "person" and _is_personal_name(body) else agreement(name, kind)


def preposition(word: str, case: str, name: str, kind: str | None) -> tuple[str, str]:
    """The preposition and case that this name wants in place of в or из: на юге, с юга, среди протестующих."""
    if kind == "group" and word == "в" and agreement(name, kind) == "plural":
        return ("среди" if case == "loc" else "в число"), "gen"
    head = _phrase(_TAIL.sub("", name) or name, kind).head.lower()
    if head in _ON and word in ("в", "из"):
        return ("на" if word == "в" else "с"), case
    return word, case


def euphonic(word: str, following: str) -> str:
    """во Франции, со СМИ, ко Второму: the vowel that a preposition takes before two hard consonants."""
    start = following.lstrip('«"').lower()
    if word == "в" and re.match(r"[вф][^аеёиоуыэюя\W]", start):
        return "во"
    if word == "с" and re.match(r"[сзшж][^аеёиоуыэюяь\W]", start) and not following[:2].isupper():
        return "со"
    return word


# -- persons --------------------------------------------------------------------------------------


def _is_personal_name(body: str) -> bool:
    """Every word begins large (уулу, кызы and their like aside) and none stands in quotation marks."""
    return all(word[0].isupper() or word in _PARTICLES for word in body.split())


def _gender(body: str) -> Agreement:
    words = body.split()
    for word in words:
        if word == "кызы" or re.search(r"(вна|чна)$", word):
            return "feminine"
        if word == "уулу" or re.search(r"(вич|ич)$", word) and len(words) > 2:
            return "masculine"
    surname = words[-1].lower() if len(words) > 1 else ""
    if re.search(r"(ов|ев|ёв|ин|ын|ский|цкий|ской|цкой|ый|ий)$", surname):
        return "masculine"
    if re.search(r"(ова|ева|ёва|ина|ына|ская|цкая|ая)$", surname):
        return "feminine"
    given = words[0].lower()
    for parse in _morph().parse(given):
        if "Name" in parse.tag and "nomn" in parse.tag and "sing" in parse.tag and parse.tag.gender in ("masc", "femn"):
            if _morph().word_is_known(given):
                return "masculine" if parse.tag.gender == "masc" else "feminine"
            break
    if given.endswith(("гуль", "гүл", "гул", "бүбү", "айым")):
        return "feminine"
    return "feminine" if given[-1] in "ая" else "masculine"


def _person(body: str, case: str) -> str:
    words = body.split()
    feminine = _gender(body) == "feminine"
    if "уулу" in words or "кызы" in words:  # Ашым кызы, Улан уулу: only a given name before or after them declines
        at = words.index("уулу") if "уулу" in words else words.index("кызы")
        mine = 0 if at > 1 else at + 1
        return " ".join(_one_name(w, case, feminine, False) if i == mine else w for i, w in enumerate(words))
    last = len(words) - 1
    return " ".join(
        word if word.endswith(".") or word[0].islower() else _one_name(word, case, feminine, i == last and last > 0)
        for i, word in enumerate(words)
    )


def _one_name(word: str, case: str, feminine: bool, surname: bool) -> str:
    if "-" in word:
        *first, last = word.split("-")
        declined = [
            _one_name(p, case, feminine, surname) if re.search(r"(ов|ев|ин|ова|ева|ина)$", p) else p for p in first
        ]
        return "-".join([*declined, _one_name(last, case, feminine, surname) if last[:1].isupper() else last])
    if not re.search(r"[а-яё]$", word, re.I) or word.isupper() and len(word) > 1:
        return word
    low = word.lower()
    if surname and feminine:
        if re.search(r"(ова|ева|ёва|ина|ына)$", low):
            return word[:-1] + {"acc": "у"}.get(case, "ой")
        if low.endswith("ая"):
            return word[:-2] + {"acc": "ую"}.get(case, "ой")
    if surname and not feminine:
        if re.search(r"(ов|ев|ёв|ин|ын)$", low):
            return word + {"gen": "а", "dat": "у", "acc": "а", "ins": "ым", "loc": "е"}[case]
        if re.search(r"([^йаеёиоуыэюя](ий|ый)|ой)$", low) and len(low) > 4:
            soft = low.endswith("ий")
            ins = "им" if soft or low[-3] in "гкх" else "ым"
            return word[:-2] + {"gen": "ого", "dat": "ому", "acc": "ого", "ins": ins, "loc": "ом"}[case]
    if re.search(r"(ых|их|[оеёиуыэюөү])$", low) and (surname or low[-1] in _VOWELS):
        return word
    if low[-1] not in "ая" and feminine:
        return word if low[-1] != "ь" or surname else word[:-1] + {"acc": "ь", "ins": "ью"}.get(case, "и")
    if not surname and low in ("павел", "пётр", "петр", "лев"):
        word = {"павел": "Павл", "пётр": "Петр", "петр": "Петр", "лев": "Льв"}[low]
    return _by_ending(word, case, animate=True)


def _by_ending(word: str, case: str, animate: bool) -> str:
    """A masculine or a feminine noun in the singular, by its last letters."""
    low, stem, end = word.lower(), word[:-1], word[-1].lower()
    if end == "а":
        y = "и" if low[-2:-1] in tuple("гкхжшчщ") else "ы"
        ins = "ей" if low[-2:-1] in tuple("жшчщц") else "ой"
        return stem + {"gen": y, "dat": "е", "acc": "у", "ins": ins, "loc": "е"}[case]
    if end == "я":
        e = "и" if low[-2:-1] == "и" else "е"
        return stem + {"gen": "и", "dat": e, "acc": "ю", "ins": "ей", "loc": e}[case]
    if end in "йь":
        loc = "и" if low.endswith("ий") else "е"
        acc = "я" if animate else end
        return stem + {"gen": "я", "dat": "ю", "acc": acc, "ins": "ем", "loc": loc}[case]
    if end in _VOWELS or not end.isalpha():
        return word
    ins = "ем" if end in "жшчщц" else "ом"
    return word + {"gen": "а", "dat": "у", "acc": "а" if animate else "", "ins": ins, "loc": "е"}[case]


# -- noun phrases ---------------------------------------------------------------------------------


@cache
def _morph() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@dataclass(frozen=True, slots=True)
class _Phrase:
    """words[start:head] are adjectives and words[head] the noun; all others stay. No head: all stay."""

    words: tuple[str, ...]
    at: int | None  # where the head stands
    parses: tuple  # of the adjectives and the head; None where the head is declined by its ending
    agreement: Agreement
    animate: bool
    counted: bool = False  # begins with a numeral, which rules the case of what follows
    more: "_Phrase | None" = None  # the same again after "и"

    @property
    def head(self) -> str:
        return self.words[self.at].strip('«»"') if self.at is not None else ""

    def decline(self, case: str) -> str:
        if case == "nom" or self.at is None:
            return self._joined(list(self.words), case)
        words = list(self.words)
        for index in range(self.at + 1):
            parse = self.parses[index]
            if parse is None and index < self.at:
                continue
            words[index] = _restored(words[index], lambda core: self._one(core, parse, case, index == self.at))
        return self._joined(words, case)

    def _joined(self, words: list[str], case: str) -> str:
        text = " ".join(words)
        return f"{text} и {self.more.decline(case)}" if self.more else text

    def _one(self, core: str, parse, case: str, is_head: bool) -> str:
        if parse is None:
            return _by_ending(core, case, self.animate)
        if self.counted:
            return self._count(core, parse, case)
        grammeme = _CASES[case]
        plural = "plur" in parse.tag
        wanted = {grammeme, "plur" if plural else "sing"}
        if parse.tag.POS in ("ADJF", "PRTF"):
            if grammeme == "accs" and (plural or parse.tag.gender == "masc"):
                wanted.remove("accs")
                wanted.add("gent" if self.animate else "nomn")
            if not plural and parse.tag.gender:
                wanted.add(parse.tag.gender)
        elif case == "loc" and not plural and parse.normal_form in _SECOND_LOCATIVE:
            return parse.inflect({"loc2", "sing"}).word
        found = parse.inflect(wanted)
        return found.word if found else core

    def _count(self, core: str, parse, case: str) -> str:
        """два банка, двух банков, двум банкам: a numeral shows its case, and what it counts follows in the plural."""
        if case == "acc":
            return core
        wanted = {_CASES[case]} if parse.tag.POS == "NUMR" else {_CASES[case], "plur"}
        found = parse.inflect(wanted)
        return found.word if found else core


def _restored(token: str, change) -> str:
    """The changed word with the token's quotation marks and capitals."""
    match = re.fullmatch(r"([«\"]*)(.*?)([»\"]*)", token)
    before, core, after = match.groups()
    if not core:
        return token
    changed = change(core)
    if core[0].isupper():
        old, new = core.split("-"), changed.split("-")
        if len(old) == len(new):
            changed = "-".join(n[:1].upper() + n[1:] if o[:1].isupper() else n for o, n in zip(old, new))
        else:
            changed = changed[:1].upper() + changed[1:]
    return before + changed + after


@lru_cache(maxsize=10_000)
def _phrase(body: str, kind: str | None) -> _Phrase:
    words = tuple(body.split()) or ("",)
    fixed = _Phrase(words, None, (), _fixed_agreement(words[0], kind), False)
    cores = [w.strip('«»"') for w in words]
    if not cores[0]:
        return fixed
    if (words[0][0] in '«"' and kind not in _PERSONAL) or _is_abbreviation(cores[0]):
        return fixed
    if counted := _counted(words, cores):
        return counted
    if borrowed := _borrowed(words, cores):
        return borrowed
    parses: list = []
    for index, core in enumerate(cores):
        following = cores[index + 1] if index + 1 < len(cores) else ""
        noun = _noun(core, kind)
        adjective = _adjective(core)
        if adjective and following and (not noun or _agreeing_noun(adjective, cores[index + 1 :], kind)):
            if _agreeing_noun(adjective, cores[index + 1 :], kind):
                parses.append(adjective)
                continue
            if _joins(adjective, following):
                parses.append(adjective)
                continue
        if index == len(parses) and (noun or adjective) and not _foreign(following):
            head = noun or adjective
            return _with_head(words, index, [*_matched(cores[:index], head), head], kind)
        break
    if parses:
        return fixed
    at = (
        1
        if kind == "body" and len(cores) > 1 and cores[0][-1] in "уүоөиы" and not _morph().word_is_known(cores[1])
        else 0
    )
    if at or (_unknown(cores[0], kind) and len(words) == 1):
        if _declines(cores[at]):
            return _Phrase(words, at, (None,) * (at + 1), _ending_agreement(cores[at], kind), kind in _PERSONAL)
    return fixed


def _with_head(words: tuple[str, ...], at: int, parses: list, kind: str | None) -> _Phrase:
    head = parses[-1]
    plural = "plur" in head.tag
    gender = {"masc": "masculine", "femn": "feminine", "neut": "neuter"}.get(head.tag.gender, "masculine")
    animate = head.tag.animacy == "anim" or (head.tag.POS != "NOUN" and kind in _PERSONAL)
    more = None
    if at + 2 < len(words) and words[at + 1] == "и":
        rest = _phrase(" ".join(words[at + 2 :]), kind)
        if rest.at is not None:
            words, more, plural = words[: at + 1], rest, True
    return _Phrase(words, at, tuple(parses), "plural" if plural else gender, animate, more=more)


def _borrowed(words: tuple[str, ...], cores: list[str]) -> _Phrase | None:
    """Ошский городской кенеш: adjectives before a word that the dictionary lacks make it a masculine noun."""
    adjectives = []
    for index, core in enumerate(cores):
        masculine = [
            p for p in _morph().parse(core) if p.tag.POS == "ADJF" and p.tag.case == "nomn" and p.tag.gender == "masc"
        ]
        if not masculine:
            if (
                adjectives
                and core.islower()
                and _declines(core)
                and not _morph().word_is_known(core)
                and core[-1] not in "аяь"
            ):
                return _Phrase(words, index, (*adjectives, None), "masculine", False)
            return None
        adjectives.append(masculine[0])
    return None


def _counted(words: tuple[str, ...], cores: list[str]) -> _Phrase | None:
    """Ещё 30 компаний, Пять малоизвестных партий, Два банка."""
    start = 1 if cores[0].lower() in ("ещё", "около", "более", "свыше") and len(cores) > 1 else 0
    numeral = next((p for p in _morph().parse(cores[start]) if p.tag.POS == "NUMR"), None)
    if not numeral and not cores[start].isdigit():
        return None
    parses: list = [None] * start + [numeral]
    for index in range(start + 1, len(cores)):
        noun, adjective = _counted_word(cores[index])
        if adjective and (not noun or (index + 1 < len(cores) and _counted_word(cores[index + 1])[0])):
            parses.append(adjective)
        elif noun:
            return _Phrase(words, index, (*parses, noun), "plural", noun.tag.animacy == "anim", counted=True)
        else:
            break
    return None


def _counted_word(word: str) -> tuple:
    """The readings of a word after a numeral, where it stands in the genitive: as a noun, and as an adjective."""
    options = [p for p in _morph().parse(word) if p.tag.case == "gent"]
    noun = next((p for p in options if p.tag.POS == "NOUN"), None)
    return noun, next((p for p in options if p.tag.POS in ("ADJF", "PRTF")), None)


def _noun(word: str, kind: str | None):
    """The reading of the word as a noun in the nominative that suits the kind, or None."""
    found = []
    for parse in _morph().parse(word):
        tag = parse.tag
        if tag.POS != "NOUN" or tag.case != "nomn" or "Surn" in tag or "Patr" in tag or "Abbr" in tag:
            continue
        if "Fixd" in tag or ("Name" in tag and kind != "person") or (tag.animacy == "anim" and kind in _THINGS):
            continue
        if kind in ("company", "media", "party") and {"Name", "Surn", "Geox"} & set(tag.grammemes):
            continue
        found.append(parse)
    coined = kind in ("group", "armed_force", "role")  # descriptions, so that even a new word is a word: Наркобароны
    if not found or not (coined or _morph().word_is_known(word) or _known_parts(word)):
        return None
    if kind in ("place", "state"):
        if (
            "Geox" not in found[0].tag
            and found[0].tag.number == "plur"
            and not _morph().parse(word)[0].tag.number == "sing"
        ):
            found = [p for p in found if "Geox" in p.tag or kind == "state"]
            if not found:
                return None
        found.sort(key=lambda p: "Geox" not in p.tag)
    if kind in _PERSONAL:
        found.sort(key=lambda p: p.tag.animacy != "anim")
    return found[0]


def _known_parts(word: str) -> bool:
    """премьер-министр, вице-спикер: the last part is a word of the language."""
    return "-" in word and _morph().word_is_known(word.rsplit("-", 1)[1])


def _adjective(word: str):
    for parse in _morph().parse(word):
        if parse.tag.POS in ("ADJF", "PRTF") and parse.tag.case == "nomn":
            return parse
    return None


def _foreign(following: str) -> bool:
    """Кыргыз темир жолу: what comes after is no Russian word, so the whole is a name in another language."""
    return following.islower() and following.isalpha() and not _morph().word_is_known(following)


def _joins(adjective, following: str) -> bool:
    """Задержанные протестующие: the next adjective stands for the noun."""
    other = _adjective(following)
    return bool(other) and other.tag.number == adjective.tag.number == "plur"


def _agreeing_noun(adjective, following: list[str], kind: str | None):
    """The first noun after the adjectives, if one of their readings agrees with it."""
    for word in following:
        noun = _noun(word, kind)
        if (
            noun
            and noun.tag.number == adjective.tag.number
            and (noun.tag.number == "plur" or noun.tag.gender == adjective.tag.gender)
        ):
            return noun
        if not _adjective(word):
            return None
    return None


def _matched(words: list[str], head) -> list:
    """The readings of the adjectives that agree with the head."""
    result = []
    for word in words:
        options = [p for p in _morph().parse(word) if p.tag.POS in ("ADJF", "PRTF") and p.tag.case == "nomn"]
        agreeing = [
            p for p in options
            if p.tag.number == head.tag.number and (head.tag.number == "plur" or p.tag.gender == head.tag.gender)
        ]  # fmt: skip
        result.append((agreeing or options)[0])
    return result


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.isalpha()


def _unknown(word: str, kind: str | None) -> bool:
    """A name that the dictionary may not know but that Russian declines: Ош, Джалал-Абад, Талас."""
    return kind in ("place", "state", "person", None) and _declines(word)


def _declines(word: str) -> bool:
    return bool(re.search(r"[а-яё]$", word)) and word[-1] not in "оеёиуыэю"


def _ending_agreement(word: str, kind: str | None) -> Agreement:
    if word[-1] in "ая":
        return "feminine"
    return "masculine" if word[-1] not in _VOWELS else _KIND_GENDER.get(kind or "", "masculine")


def _fixed_agreement(word: str, kind: str | None) -> Agreement:
    core = word.strip('«»"')
    return _ABBREVIATIONS.get(core) or _KIND_GENDER.get(kind or "", "masculine")


def _small(text: str, phrase: _Phrase, kind: str | None, rest: str) -> str:
    """A description (not a name) begins small inside a sentence: протестующие в Оше, временное правительство (2010)."""
    if phrase.at is None or kind in (None, "role", "state", "place", "media"):
        return text
    first = phrase.parses[0]
    whole = kind == "site" and phrase.at > 0 and phrase.agreement != "plural"  # Белый дом
    described = kind in _DESCRIBED and not whole or re.search(r"\(.*\d.*\)", rest)
    common = (
        first is not None
        and not _NAMES & set(first.tag.grammemes)
        and (kind in ("group", "armed_force") or _morph().word_is_known(first.word))
    )
    if phrase.counted or described and common:
        at = 1 if text[0] in '«"' else 0
        return text[:at] + text[at].lower() + text[at + 1 :]
    return text
