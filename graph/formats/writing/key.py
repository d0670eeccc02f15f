"""The part of a picture's key that says what size and colour of actors tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Iterable, Mapping

from graph.formats.writing import hulls
from graph.formats.writing.lettering import plain, width, wrap
from graph.formats.writing.shapes import outline
from graph.formats.writing.sheet import Sheet, number
from graph.look import ALONE, Community, Grouped, Told
from graph.picture import Picture, Theme
from graph.words import number_text, translator

KEY, SMALL = 11.5, 10.2  # sizes of letters
ROW, LINE = 15.5, 12.6  # height of a row of the key, of a line of small print
ROWS = 7  # of the key, under its heading
SWATCH = 24.0
ROOM = 172.0  # for a heading
ROUNDS = 84.0  # height that the circles of sizes are given
COMMUNITIES = 12  # that are named, the largest ones
LONGEST = 34  # letters of a community's name

Sample = Community | str | None  # a community, a colour, or nothing for what is merely said


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the foot: its width, how high it is, and what draws it on a sheet at (x, y)."""

    width: float
    height: float
    draw: Callable[[Sheet, float, float], None]


def size_text(told: Told, language: str) -> str:
    """As the key heads it: Size: Betweenness, 2010 (share)."""
    _ = translator(language)
    return _("Size: {measure}, {year} ({unit})").format(measure=told.label, year=told.year, unit=told.unit)


def colour_text(tint: Told | Grouped, language: str) -> str:
    _ = translator(language)
    if isinstance(tint, Grouped):
        return _("Colour: {measure}, {year}").format(measure=tint.label, year=tint.year)
    return _("Colour: {measure}, {year} ({unit})").format(measure=tint.label, year=tint.year, unit=tint.unit)


def size_column(shown: Picture, radius: Callable[[float], float]) -> Column:
    """Circles within each other, as large as the map draws these values. `radius`: of a size on the map."""
    told = shown.sized
    lines = wrap(plain(size_text(told, shown.language)), ROOM, KEY, True)
    values = told.samples(node.id for node in shown.nodes) if told.greatest else ()
    labels = [number_text(value, shown.language) for value in values]

    def draw(sheet: Sheet, x: float, y: float) -> None:
        _heading(sheet, lines, x, y)
        if not values:
            sheet.text(x, y + len(lines) * ROW, _none(told, shown.language), KEY)
            return
        radii = [radius(told.radius(value)) for value in values]
        top = y + len(lines) * ROW - 4
        middle, base = x + radii[0], top + 2 * radii[0]
        beside = top
        for label, r in zip(labels, radii):
            sheet.shape("path", d=outline("dot"), fill="none", stroke=sheet.ink, stroke_width=f"{0.9 / r:.3f}",
                        transform=f"translate({number(middle)} {number(base - r)}) scale({number(r)})")
            beside = max(beside, base - 2 * r)
            sheet.shape("path", d=f"M{number(middle)} {number(base - 2 * r)}L{number(middle + radii[0] + 8)} {number(beside)}",
                        stroke=sheet.ink, stroke_width=0.6, stroke_opacity="0.5", fill="none")
            sheet.text(middle + radii[0] + 11, beside, label, KEY)
            beside += LINE

    wide = max([width(line, KEY, True) for line in lines] + [ROUNDS + 11 + width(label, KEY) for label in labels])
    return Column(wide, len(lines) * ROW + ROUNDS, draw)


def colour_column(shown: Picture, found: Mapping[Community, int]) -> Column:
    """What each colour of an actor means: values of a measure, or communities by their names. `found` are
    the communities with how many actors they show."""
    lines = wrap(plain(colour_text(shown.tinted, shown.language)), ROOM, KEY, True)
    rows = colour_rows(shown, found)
    deep = max(1, ROWS + 1 - len(lines))
    blocks = even(rows, -(-len(rows) // deep)) if rows else []
    widths = [max(width(label, KEY) for _sample, label in block) + SWATCH + 9 for block in blocks]

    def draw(sheet: Sheet, x: float, y: float) -> None:
        _heading(sheet, lines, x, y)
        if not blocks:
            sheet.text(x, y + len(lines) * ROW, _none(shown.tinted, shown.language), KEY)
        for block, wide in zip(blocks, widths):
            for row, (sample, label) in enumerate(block, start=len(lines)):
                if sample:
                    swatch(sheet, x, y + row * ROW, sample, shown.theme)
                sheet.text(x + (SWATCH + 7 if sample else 0), y + row * ROW, label, KEY)
            x += wide + 12

    wide = max(sum(widths) + 12 * (len(widths) - 1), *(width(line, KEY, True) for line in lines), 0)
    return Column(wide, (len(lines) + max(map(len, blocks), default=1)) * ROW, draw)


def colour_rows(shown: Picture, found: Mapping[Community, int], letters: int = LONGEST) -> list[tuple[Sample, str]]:
    """(sample, what it means), the greatest first. Names are cut to so many letters."""
    tint, actors = shown.tinted, [node.id for node in shown.nodes]
    if isinstance(tint, Told):
        values = tint.samples(actors) if tint.greatest else ()
        return [(tint.shade(value, shown.theme), number_text(value, shown.language)) for value in values]
    alone = bool(tint.of) and any(actor not in tint.of for actor in actors)
    return _communities(found, alone, shown.theme, shown.language, letters)


def _communities(
    found: Mapping[Community, int], alone: bool, theme: Theme, language: str, letters: int,
) -> list[tuple[Sample, str]]:
    _ = translator(language)
    named = list(found)[:COMMUNITIES]
    rows: list[tuple[Sample, str]] = [
        (each if found[each] >= hulls.LEAST else each.colour(theme), f"{called(each, letters)}: {found[each]}") for each in named
    ]
    if len(found) > len(named):
        rows.append((None, _("Other communities: {count}").format(count=len(found) - len(named))))
    if alone:
        rows.append((ALONE[theme], _("in no community")))
    return rows


def called(community: Community, letters: int) -> str:
    """Its name, cut if it is long, and its number: SDPK (3)."""
    name = plain(community.name)
    name = name if len(name) <= letters else f"{name[: letters - 1].rstrip(' ,')}…"
    return f"{name} ({community.number})"


def even(rows: list, count: int) -> list[list]:
    """The rows in so many columns, as even as can be, the first ones the longest."""
    per, more = divmod(len(rows), count)
    ends = [sum(per + (n < more) for n in range(i + 1)) for i in range(count)]
    return [rows[start:end] for start, end in zip([0, *ends], ends)]


def swatch(sheet: Sheet, x: float, y: float, sample: Community | str, theme: Theme) -> None:
    """A colour; of a community its actors' colour on a piece of its hull."""
    box = {"x": x, "y": y - 5.5, "width": SWATCH, "height": 11, "rx": 3}
    if isinstance(sample, str):
        sheet.shape("rect", **box, fill=sample, stroke=sheet.ink, stroke_width=0.6)
        return
    colour = sample.colour(theme)
    sheet.shape("rect", **box, fill=hulls.mixed(colour, sheet.ground, hulls.TINT[theme]), stroke=colour, stroke_width=1)
    if lines := hulls.hatching(sheet, sample, theme):
        sheet.shape("rect", **box, fill=lines)
    sheet.shape("path", d=outline("dot"), transform=f"translate({number(x + SWATCH / 2)} {number(y)}) scale(3.6)", fill=colour)


def _heading(sheet: Sheet, lines: Iterable[str], x: float, y: float) -> None:
    for row, line in enumerate(lines):
        sheet.text(x, y + row * ROW, line, KEY, bold=True)


def _none(tint: Told | Grouped, language: str) -> str:
    return translator(language)("No value in {year}").format(year=tint.year)
