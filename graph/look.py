"""How a reader has the map drawn, beyond what it shows: what size and colour of an actor tell, which two times are compared.

The view's JavaScript says the same (sizes.js, tints.js); a link keeps it under the KEYS beside the selection's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Mapping
from urllib.parse import parse_qsl, quote

from graph.dates import parse_date
from graph.measures import OF_ACTORS

COMMUNITIES = "communities"
KEYS = ("compare", "chain", "measure", "colour", "group", "unfold")
UNDRAWN = ("chain", "group")  # what only the view draws, and its page
SIZE = (5.0, 38.0)  # radius of an actor without a value, and of the one with the greatest
SAMPLES = (0.25, 0.05)  # shares of the greatest value that a key shows beside the greatest and the least
# A measure's colour, from none to the greatest value; that of whoever is in no community, and of a community beyond the colours.
RAMP = {"light": ((228, 226, 240), (84, 39, 143)), "dark": ((58, 54, 78), (226, 208, 255))}
ALONE = {"light": "#c9c7c1", "dark": "#4c525c"}
GREY = {"light": "#6d7178", "dark": "#a3a9b3"}


@dataclass(frozen=True, slots=True)
class Look:
    """What size and colour tell (ids of measures, or None for ties and kind) and the two times that are compared.
    `beside` are the other keys of the link as they stand there: what only the view draws."""

    measure: str | None = None
    colour: str | None = None
    compare: tuple[str, str] | None = None
    beside: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_query(cls, query: str | Mapping[str, Any]) -> "Look":
        """What a link asks for; what makes no sense is ignored."""
        given = dict(parse_qsl(query.removeprefix("?")) if isinstance(query, str) else query)
        measure, colour = given.get("measure"), given.get("colour")
        return cls(
            measure if measure in OF_ACTORS else None, colour if colour in (*OF_ACTORS, COMMUNITIES) else None,
            _two_times(given.get("compare", "")),
            tuple((key, given[key]) for key in KEYS if key in ("chain", "group", "unfold") and given.get(key)),
        )

    def query(self) -> str:
        """The link's part, without a question mark; "" for the plain look."""
        found = {"compare": ",".join(self.compare or ()), "measure": self.measure, "colour": self.colour, **dict(self.beside)}
        return "&".join(f"{key}={quote(found[key], safe=',:~/')}" for key in KEYS if found.get(key))

    @property
    def undrawn(self) -> bool:
        """Does the view draw more than a picture can?"""
        return any(key in UNDRAWN for key, _value in self.beside)


def _two_times(text: str) -> tuple[str, str] | None:
    times = tuple(text.split(","))
    try:
        return times if len(times) == 2 and all(map(parse_date, times)) else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Told:
    """A measure in a year. `values` are those of all actors that have one; `greatest` is what the largest size or the
    deepest colour means, the greatest of the year or, in a series, of all its years."""

    label: str
    unit: str
    digits: int
    year: int | str  # or years, "2005–2010"
    values: Mapping[str, float]
    greatest: float

    def value(self, actor: str) -> float:
        return self.values.get(actor, 0.0)

    def share(self, value: float) -> float:
        """0 … 1; grows with the square root, so that area tells the value."""
        return (value / self.greatest) ** 0.5 if value > 0 else 0.0

    def radius(self, value: float) -> float:
        return round(SIZE[0] + (SIZE[1] - SIZE[0]) * self.share(value), 2)

    def shade(self, value: float, theme: str) -> str:
        least, most = RAMP[theme]
        share = self.share(value)
        return "#" + "".join(f"{int(low + (high - low) * share + 0.5):02x}" for low, high in zip(least, most))

    def samples(self, actors: Iterable[str]) -> tuple[float, ...]:
        """The greatest and the least value among these actors and some between, the greatest first."""
        found = [self.value(actor) for actor in actors]
        most, least = max(found, default=0.0), min(found, default=0.0)
        between = [float(f"{most * share:.2g}") if self.digits else float(round(most * share)) for share in SAMPLES]
        return tuple(dict.fromkeys((most, *(value for value in between if least < value < most), least)))


@dataclass(frozen=True, slots=True)
class Community:
    """`number` is what its colour and name are kept by from year to year."""

    number: int
    name: str
    light: str
    dark: str

    def colour(self, theme: str) -> str:
        return self.light if theme == "light" else self.dark


@dataclass(frozen=True, slots=True)
class Grouped:
    """The communities of a year: of each actor that is in one."""

    label: str
    year: int | str
    of: Mapping[str, Community]

    def shown(self, actors: Iterable[str]) -> dict[Community, int]:
        """How many of these actors are in each, the largest first."""
        counts: dict[Community, int] = {}
        for actor in actors:
            if actor in self.of:
                counts[self.of[actor]] = counts.get(self.of[actor], 0) + 1
        return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0].number)))


Tint = Told | Grouped


def tint_of(tint: Tint, actor: str, theme: str) -> str:
    """The colour that an actor has for what is told of it."""
    if isinstance(tint, Told):
        return tint.shade(tint.value(actor), theme)
    return tint.of[actor].colour(theme) if actor in tint.of else ALONE[theme]
