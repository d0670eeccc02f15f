"""The words of the interface: translations, and dates in words, in English, Russian and Kyrgyz.

A msgid is the English text itself. `locale/ru.po` and `locale/ky.po` hold the others; they are read
as they are, without a compiled form that could fall behind. `python -m graph.locale.update` brings
them up to date with the code.
"""

from __future__ import annotations

import gettext
import io
import re
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Callable, Iterable, Iterator, Mapping

from babel.dates import get_month_names
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from jinja2.ext import babel_extract

from graph.dates import parse_date

if TYPE_CHECKING:
    from graph.model import Dataset, Event, Relation

PACKAGE = Path(__file__).parent
LOCALE = PACKAGE / "locale"

__all__ = ["date_phrase", "date_text", "marks", "msgids", "quoted", "strings", "translator", "voice", "written_date"]


# -- translations ---------------------------------------------------------------------------------


def translator(language: str) -> Callable[[str], str]:
    """The function that turns an English text into this language; a text it does not know stays English."""
    return _catalogue(language).gettext


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    path = LOCALE / f"{language}.po"
    if language == "en" or not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def strings(language: str) -> Mapping[str, str]:
    """Every text that the JavaScript of the view shows (its calls of t("…")), in this language."""
    _ = translator(language)
    return MappingProxyType({msgid: _(msgid) for msgid in sorted(set(msgids(sorted((PACKAGE / "view").glob("*.js")))))})


def msgids(files: Iterable[Path]) -> Iterator[str]:
    """The texts to translate: _("…") in Python and in HTML templates, t("…") in JavaScript."""
    methods = {".py": "python", ".js": "javascript", ".html": babel_extract}
    keywords = {"_": None, "t": None}
    for path in files:
        with path.open("rb") as file:
            for _line, message, _comments, _context in extract(methods[path.suffix], file, keywords=keywords):
                if isinstance(message, str) and message:
                    yield message


# -- dates ----------------------------------------------------------------------------------------


def date_text(dated: Relation | Event, language: str, dataset: Dataset | None = None) -> str:
    """When, as a label: "12–13 June 2010", "since March 2005", "March 2005 – 24 March 2010", "about 2005".

    A tie that has only been seen says when ("seen on 20 March 2005"); the days of its documents are
    known if `dataset` is given. Where nothing dates it: "undated".
    """
    return _when(dated, language, dataset, prose=False)


def date_phrase(dated: Relation | Event, language: str, dataset: Dataset | None = None) -> str:
    """When, as the adverbial of a sentence: "on 12–13 June 2010", "from March 2005 to 24 March 2010"; or ""."""
    return _when(dated, language, dataset, prose=True)


def quoted(text: str, marks: str = "“”") -> str:
    """The text in quotation marks, in the lesser ones if it brings marks of its own; its words stay as they are."""
    left, right = marks
    if left in text or right in text:
        left, right = "‘’" if left == "“" else "„“"
    return f"{left}{text}{right}"


def marks(language: str) -> str:
    """The quotation marks of the language, left and right."""
    return "“”" if language == "en" else "«»"


def voice(words: str, language: str) -> str:
    """Whom a document names in its own words (several lawmakers), among words of the language: «several lawmakers» (in English)."""
    if language == "en":
        return words
    shown = quoted(words, marks(language))
    return shown if re.search("[А-Яа-я]", words) else translator(language)("{words} (in English)").format(words=shown)


def written_date(text: str, language: str) -> str:
    """One written date in words: 2010-06-12 is "12 June 2010", 2005~ is "about 2005"."""
    return _said(text, language, "label", False, False)


@lru_cache(maxsize=20_000)
def _said(text: str, language: str, role: str, prose: bool, short: bool) -> str:
    """A written date in words. The same dates come again with each tie, and with each change of the data."""
    return _SAY[language](_Written(text, short), role, prose)


def _when(dated: Relation | Event, language: str, dataset: Dataset | None, prose: bool) -> str:
    def say(text: str, role: str, short: bool = False) -> str:
        return _said(text, language, role, prose, short)

    frames = _FRAMES[language]
    if dated.date:
        return say(dated.date, "in" if prose else "label")
    start = None if dated.start == "unknown" else dated.start
    end = None if dated.end in ("ongoing", "unknown") else dated.end
    if start and end:
        if prose or "/" in start + end:  # from May to June 2010: the year once, where the language says it once
            short = start[:4] == end[:4] and len(start) > 4 and len(end) > 4 and not set("/~?") & set(start + end)
            return f"{say(start, 'from', short and language != 'ky')} {say(end, 'to', short and language == 'ky')}"
        return f"{say(start, 'label')} – {say(end, 'label')}"
    if start:
        if dated.end == "ongoing":
            return say(start, "since")
        if dated.end == "unknown":
            return frames["end unknown"].format(say(start, "from"))
        last = _last_seen(dated, dataset)
        if last and parse_date(last).first > parse_date(start).latest:
            return frames["last seen"].format(say(start, "from"), say(last, "on"))
        return say(start, "from")
    if end:
        return say(end, "until")
    if dated.end == "ongoing":
        return frames["ongoing"]
    seen = _seen(dated, dataset)
    if not seen:
        return "" if prose and not (dated.start or dated.end) else frames["undated"]
    if parse_date(seen[0]).first == parse_date(seen[-1]).first:
        return frames["seen"].format(say(seen[0], "on"))
    if len(seen) == 2:
        return frames["seen twice"].format(say(seen[0], "on"), say(seen[1], "on"))
    return frames["seen between"].format(say(seen[0], "from"), say(seen[-1], "to"))


def _seen(dated: Relation | Event, dataset: Dataset | None) -> list[str]:
    """The written days on which claims saw it, in order: their own, else their documents'."""
    documents = dataset.documents if dataset else {}
    days = set()
    for claim in dated.claims:
        if claim.stance == "asserts":
            document = documents.get(claim.document)
            if text := claim.date or (document.date if document else None):
                days.add(text)
    return sorted(days, key=lambda text: (parse_date(text).first, parse_date(text).last))


def _last_seen(dated: Relation | Event, dataset: Dataset | None) -> str | None:
    seen = _seen(dated, dataset)
    return max(seen, key=lambda text: parse_date(text).last) if seen else None


class _Written:
    """A written date taken apart: first and last (year, month | None, day | None), and its mark (~, ? or "")."""

    def __init__(self, text: str, short: bool = False):
        self.short = short  # without its year
        self.mark = "?" if "?" in text else "~" if "~" in text else ""
        parts = [tuple(int(n) for n in part.rstrip("~?").split("-")) for part in text.split("/")]
        self.first, self.last = ((*part, None, None)[:3] for part in (parts[0], parts[-1]))

    @property
    def one(self) -> bool:
        return self.first == self.last

    @property
    def days_of_one_month(self) -> bool:
        return self.first[:2] == self.last[:2] and None not in (self.first[2], self.last[2])

    @property
    def dash(self) -> str:
        """Close between single words (March–April 2010, 2005–2007), else with spaces."""
        words = self.first[2] is None and self.last[2] is None and (self.same_year or self.first[1] == self.last[1])
        return "–" if words else " – "

    @property
    def same_year(self) -> bool:
        return self.first[0] == self.last[0] and None not in (self.first[1], self.last[1])


_FRAMES = {
    "en": {
        "end unknown": "{}, end unknown",
        "last seen": "{}, last seen {}",
        "ongoing": "ongoing, start unknown",
        "undated": "undated",
        "seen": "seen {}",
        "seen twice": "seen {} and {}",
        "seen between": "seen {} {}",
    },
    "ru": {
        "end unknown": "{}, конец неизвестен",
        "last seen": "{}, последние сведения — на {}",
        "ongoing": "до сих пор, начало неизвестно",
        "undated": "без даты",
        "seen": "по сведениям на {}",
        "seen twice": "по сведениям на {} и на {}",
        "seen between": "по сведениям {} {}",
    },
    "ky": {
        "end unknown": "{}, аягы белгисиз",
        "last seen": "{}, акыркы маалымат — {} карата",
        "ongoing": "азыркыга чейин, башталышы белгисиз",
        "undated": "датасы жок",
        "seen": "{} карата маалымат боюнча",
        "seen twice": "{} жана {} карата маалымат боюнча",
        "seen between": "{} {} маалымат боюнча",
    },
}


@cache
def _months(language: str, context: str = "format") -> Mapping[int, str]:
    return get_month_names("wide", context, language)


# English. Roles: label (no preposition), in (when it happened), on (when it was seen), since, from, to, until.


def _english(date: _Written, role: str, prose: bool) -> str:
    if role != "label" and not date.one and not date.days_of_one_month:
        body = f"between {_english_part(date.first, date.same_year)} and {_english_part(date.last)}"
        body = body if role in ("in", "on") else f"{role} some time {body}"
        return {"~": f"roughly {body}", "?": f"perhaps {body}"}.get(date.mark, body)
    body = _english_range(date)
    day = date.first[2] is not None
    preposition = {"label": "", "in": "on" if day else "in", "on": "on" if day else "in"}.get(role, role)
    if date.mark == "~":
        if role in ("in", "on"):
            return f"around {body}"
        body = f"about {body}"
    text = f"{preposition} {body}".strip()
    return f"perhaps {text}" if date.mark == "?" else text


def _english_part(part: tuple, without_year: bool = False) -> str:
    year, month, day = part
    words = [str(day)] if day else []
    if month:
        words.append(_months("en")[month])
    return " ".join(words if without_year else [*words, str(year)])


def _english_range(date: _Written) -> str:
    if date.one:
        return _english_part(date.first, date.short)
    if date.days_of_one_month:
        return f"{date.first[2]}–{_english_part(date.last)}"
    return f"{_english_part(date.first, date.same_year)}{date.dash}{_english_part(date.last)}"



# Russian. The month stands in the case its preposition asks for; in prose the year has its word.

_RUSSIAN = {  # role: (preposition, case)
    "label": ("", "nom"), "in": ("в", "loc"), "on": ("", "acc"), "since": ("с", "gen"),
    "from": ("с", "gen"), "to": ("по", "acc"), "until": ("до", "gen"),
}  # fmt: skip
_YEAR = {"nom": "год", "gen": "года", "acc": "год", "loc": "году", "ins": "годом"}


def _russian(date: _Written, role: str, prose: bool) -> str:
    preposition, case = _RUSSIAN[role]
    if role == "in" and date.days_of_one_month:
        preposition = ""
    if role != "label" and not date.one and not date.days_of_one_month:
        first, last = _russian_part(date.first, "ins", False, date.same_year), _russian_part(date.last, "ins", False)
        text = f"между {first} и {last}"
        text += " годами" if date.last[1] is None else " года"
        if role not in ("in", "on"):
            text = f"{'с какого-то' if case == 'gen' and role != 'until' else 'до какого-то'} времени {text}"
    elif date.one:
        text = f"{preposition} {_russian_part(date.first, case, prose, date.short)}".strip()
    elif date.days_of_one_month:
        text = f"{preposition} {date.first[2]}–{_russian_part(date.last, case, prose)}".strip()
    else:
        first = _russian_part(date.first, case, False, date.same_year)
        text = f"{preposition} {first}{date.dash}{_russian_part(date.last, case, prose)}".strip()
    return {"~": f"примерно {text}", "?": f"возможно, {text}"}.get(date.mark, text)


def _russian_part(part: tuple, case: str, prose: bool, without_year: bool = False) -> str:
    year, month, day = part
    if month is None:
        return f"{year} {_YEAR[case]}" if prose else str(year)
    nominative = _months("ru", "stand-alone")[month]
    genitive = _months("ru")[month]
    stem = nominative[:-1] if nominative[-1] in "йь" else nominative
    if day:
        words = f"{day} {genitive}"
    elif case == "gen":
        words = genitive
    elif case == "loc":
        words = stem + "е"
    elif case == "ins":
        words = stem + ("ом" if stem == nominative else "ём" if month in (1, 2, 9, 10, 11, 12) else "ем")
    else:
        words = nominative
    return words if without_year else f"{words} {year} года" if prose else f"{words} {year}"


# Kyrgyz. A label is short (2010-ж. 12-июнь); everything else takes its suffix on a possessive month
# (2010-жылдын 12-июнунда), because the suffix cannot stand on an abbreviation.

_KYRGYZ_MONTHS = (
    "", "январы", "февралы", "марты", "апрели", "майы", "июну", "июлу", "августу", "сентябры", "октябры", "ноябры",
    "декабры",
)  # fmt: skip
_KYRGYZ = {  # role: (case, word behind)
    "in": ("loc", ""), "on": ("dat", ""), "since": ("abl", "бери"), "from": ("abl", "баштап"),
    "to": ("dat", "чейин"), "until": ("dat", "чейин"),
}  # fmt: skip
_KYRGYZ_SUFFIX = {  # case: (after ы, after и, after у, on the bare year)
    "nom": ("", "", "", "-жыл"), "gen": ("нын", "нин", "нун", "-жылдын"), "loc": ("нда", "нде", "нда", "-жылы"),
    "abl": ("нан", "нен", "нан", "-жылдан"), "dat": ("на", "не", "на", "-жылга"),
}  # fmt: skip


def _kyrgyz(date: _Written, role: str, prose: bool) -> str:
    if role == "label":
        text = _kyrgyz_label(date)
    else:
        case, behind = _KYRGYZ[role]
        if date.one:
            text = _kyrgyz_part(date.first, case, date.short)
        elif date.days_of_one_month:
            text = _kyrgyz_part(date.last, case, first_day=date.first[2])
        else:
            last = _kyrgyz_part(date.last, "gen", without_year=date.same_year)
            some = {
                "in": "ортосунда",
                "on": "ортосуна",
                "abl": "ортосундагы бир убактан",
                "dat": "ортосундагы бир убакка",
            }
            text = f"{_kyrgyz_part(date.first, 'nom')} менен {last} {some.get(role) or some[case]}"
        text = f"{text} {behind}".strip()
    return {"~": f"болжол менен {text}", "?": f"балким, {text}"}.get(date.mark, text)


def _kyrgyz_part(part: tuple, case: str, without_year: bool = False, first_day: int | None = None) -> str:
    year, month, day = part
    if month is None:
        return f"{year}{_KYRGYZ_SUFFIX[case][3]}"
    word = _KYRGYZ_MONTHS[month]
    word += _KYRGYZ_SUFFIX[case]["ыиу".index(word[-1])]
    if day:
        word = f"{first_day}–{day}-{word}" if first_day else f"{day}-{word}"
    return word if without_year else f"{year}-жылдын {word}"


def _kyrgyz_label(date: _Written) -> str:
    def part(value: tuple, without_year: bool = False) -> str:
        year, month, day = value
        name = _months("ky")[month] if month else ""
        words = f"{day}-{name}" if day else name
        return words if without_year else f"{year}-ж. {words}".strip()

    if date.one:
        return part(date.first)
    if date.days_of_one_month:
        return f"{part(date.first).partition(' ')[0]} {date.first[2]}–{part(date.last, True)}"
    if date.same_year:
        return f"{part(date.first)}{date.dash}{part(date.last, True)}"
    if date.first[1] is None and date.last[1] is None:
        return f"{date.first[0]}–{date.last[0]}-жж."
    return f"{part(date.first)} – {part(date.last)}"


_SAY = {"en": _english, "ru": _russian, "ky": _kyrgyz}


def number_text(value: float, language: str) -> str:
    """A number with three digits that count, as the language writes it: 0.0653, 1,230."""
    return format_decimal(float(f"{value:.3g}"), format="#,##0.######", locale=language)
