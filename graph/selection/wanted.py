"""A Selection: which part is wanted, and its two spellings, the link's query and the command line's options."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Callable, Iterable, Mapping
from urllib.parse import parse_qs, quote, urlencode

from graph.dates import FIRST_DAY, LAST_DAY, parse_date, window
from graph.model import LANGUAGES, STATUSES

LIMIT = 80
MOST = 100_000  # actors that a link or a command may ask for: what one picture can still show
RADII = (1, 2, 3)
OPEN = ".."  # as `last`: from `first` on, without end (EDTF's own sign)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of a dataset. The empty Selection is all of it, up to the limit.

    `first` alone is a window as wide as it is written ("2010", "2010-06"); with `last` it reaches from the
    first day of the one to the last day of the other; `last` may be ".." (no end) and `first` None (no
    beginning). `kinds` are kinds of actor and of relation alike, as in the link: the vocabulary tells them
    apart. `speakers` are values of a claim's `by`, or a document's id for its own voice; `standpoints` are
    publishers, or the id of a document that names none. Where order means nothing, it is not kept.
    """

    first: str | None = None
    last: str | None = None
    families: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    standpoints: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    radius: int = 1
    limit: int = LIMIT
    possible: bool = True
    language: str = "en"
    opened: str | None = None

    def __post_init__(self):
        for name in ("families", "kinds", "status", "documents", "speakers", "standpoints"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        object.__setattr__(self, "focus", tuple(dict.fromkeys(self.focus)))

    def window(self) -> tuple[int, int] | None:
        """The first and last day that it asks for, or None for all time. Raises ValueError with one sentence."""
        if self.first is None and self.last is None:
            return None
        if self.first is None:
            return FIRST_DAY, parse_date(self.last).last
        if self.last == OPEN:
            return parse_date(self.first).first, LAST_DAY
        return window(self.first, self.last)

    @classmethod
    def from_query(cls, query: str | Mapping[str, Any]) -> "Selection":
        """The Selection that a link asks for, from its query or a mapping of it; what makes no sense is ignored."""
        if isinstance(query, str):
            query = parse_qs(query.removeprefix("?"), keep_blank_values=True)
        given: dict[str, list[str]] = {}
        for key, value in query.items():
            values = [value] if isinstance(value, str) else list(value)
            option = OPTIONS.get(key)
            many = option is not None and option.many
            parts = [_unescape(part) for text in values for part in text.split(",")] if many else values[-1:]
            given[key] = [part for part in parts if part]
        return _make(given, lambda problem: None)

    def query(self) -> str:
        """The link's query, without a question mark: from_query(s.query()) == s. Defaults are left out."""
        pairs = [
            (key, ",".join(map(_escape, values)) if OPTIONS[key].many else values[0])
            for key, values in _given(self).items()
        ]
        return urlencode(pairs, safe=",:~/", quote_via=quote)

    @classmethod
    def from_arguments(cls, arguments: Any) -> "Selection":
        """The Selection of a parsed command line (see command/options.py). Raises ValueError with one sentence."""
        given: dict[str, list[str]] = {}
        for option in OPTIONS.values():
            value = getattr(arguments, option.argument, None)
            if value is None or value is False:
                continue
            if option.key == "possible":
                given[option.key] = ["0"]
            else:
                given[option.key] = [str(part) for part in (value if isinstance(value, list) else [value])]
        return _make(given, _refuse)

    def arguments(self) -> list[str]:
        """The command line's options: parsed again, they make the same Selection."""
        words = []
        for key, values in _given(self).items():
            option = OPTIONS[key]
            words += ["--certain"] if key == "possible" else [f"--{option.word}={value}" for value in values]
        return words


@dataclass(frozen=True, slots=True)
class Option:
    """One field's spellings: its key in a link, its word on the command line, what it accepts."""

    key: str
    word: str
    accept: Callable[[str], Any]  # raises ValueError with one sentence
    many: bool = False

    @property
    def argument(self) -> str:
        """Its name in an argparse.Namespace."""
        return "from_" if self.word == "from" else self.word


def _any(text: str) -> str:
    return text


def _date(text: str) -> str:
    parse_date(text)
    return text


def _one_of(values: Iterable[Any]) -> Callable[[str], Any]:
    spelled = {str(value): value for value in values}

    def accept(text: str) -> Any:
        if text not in spelled:
            raise ValueError(f"'{text}' is none of {', '.join(spelled)}")
        return spelled[text]

    return accept


def _limit(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= MOST:
        raise ValueError(f"'{text}' is not a number of actors from 1 to {MOST}")
    return int(text)


_ALL = (
    Option("year", "year", _date),
    Option("from", "from", _date),
    Option("to", "to", _date),
    Option("family", "family", _any, many=True),
    Option("kind", "kind", _any, many=True),
    Option("status", "status", _one_of(STATUSES), many=True),
    Option("document", "document", _any, many=True),
    Option("speaker", "speaker", _any, many=True),
    Option("standpoint", "standpoint", _any, many=True),
    Option("focus", "focus", _any, many=True),
    Option("radius", "radius", _one_of(RADII)),
    Option("limit", "limit", _limit),
    Option("possible", "certain", lambda text: _one_of("01")(text) == "1"),
    Option("lang", "language", _one_of(LANGUAGES)),
    Option("open", "open", _any),
)
OPTIONS = {option.key: option for option in _ALL}
_FIELDS = {
    "families": "family", "kinds": "kind", "status": "status", "documents": "document", "speakers": "speaker",
    "standpoints": "standpoint", "focus": "focus", "radius": "radius", "limit": "limit", "possible": "possible",
    "language": "lang", "opened": "open",
}


def _refuse(problem: ValueError) -> None:
    raise problem


def _make(given: Mapping[str, list[str]], problem: Callable[[ValueError], None]) -> Selection:
    """A Selection from texts by key; each that makes no sense goes to `problem` and is left out."""
    accepted: dict[str, list[Any]] = {}
    for key, texts in given.items():
        for text in texts:
            try:
                value = OPTIONS[key].accept(text) if key in OPTIONS else None
            except ValueError as error:
                problem(error)
            else:
                accepted.setdefault(key, []).append(value)
    made = {
        name: tuple(accepted[key]) if OPTIONS[key].many else accepted[key][-1]
        for name, key in _FIELDS.items() if key in accepted
    }
    first, last = (accepted.get(key, [None])[-1] for key in ("from", "to"))
    if "year" in accepted:
        first, last = accepted["year"][-1], None
    elif first and not last:
        last = OPEN
    try:
        Selection(first=first, last=last).window()
    except ValueError as error:
        problem(error)
        first = last = None
    return Selection(first=first, last=last, **made)


def _given(selection: Selection) -> dict[str, list[str]]:
    """What differs from the empty Selection, as texts by key: the inverse of _make."""
    given: dict[str, list[str]] = {}
    if selection.first and not selection.last:
        given["year"] = [selection.first]
    else:
        given |= {"from": [selection.first]} if selection.first else {}
        given |= {"to": [selection.last]} if selection.last and selection.last != OPEN else {}
    defaults = {each.name: each.default for each in fields(Selection)}
    for name, key in _FIELDS.items():
        value = getattr(selection, name)
        if value == defaults[name]:
            continue
        if key == "possible":
            given[key] = ["0"]
        else:
            given[key] = [str(part) for part in value] if isinstance(value, tuple) else [str(value)]
    return given


def _escape(value: str) -> str:
    return value.replace("%", "%25").replace(",", "%2C")


def _unescape(value: str) -> str:
    return value.replace("%2C", ",").replace("%25", "%")
