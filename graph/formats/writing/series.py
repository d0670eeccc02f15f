"""Many snapshots on one map: numbered pictures in a zip, an animated GIF or WebP, a sheet of small multiples.

Actors stand where they stand in all of them; what changes from one picture to the next has changed in the data.
"""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass, replace
from typing import Iterator

from PIL import Image

from graph.dates import FIRST_DAY, LAST_DAY, parse_date, years
from graph.formats.snapshot import Options, Snapshot
from graph.formats.writing import map
from graph.formats.writing.key import SWATCH, colour_rows, colour_text, size_text, swatch
from graph.formats.writing.lettering import width, wrap
from graph.formats.writing.png import rendered
from graph.formats.writing.sheet import Sheet
from graph.formats.writing.svg import MARGIN, Foot, counted, muted
from graph.formats.writing.zipped import zipped
from graph.look import Community, Tint, Told
from graph.picture import GROUND, INK, Picture
from graph.selection import spans
from graph.words import date_text, number_text, translator

FRAME = (1200.0, 800.0)  # of one picture of a series
SECONDS = 1.4  # that a picture of an animation stays; the last one twice as long
SMALL = (330.0, 250.0)  # of one picture of a sheet of small multiples
BRIEF = 22  # letters of a community's name under a picture
NARROWEST = 880.0  # of a sheet of few pictures: its key needs room
MOST = 60  # pictures of one series
WEIGHT, SWELL = 0.45, 1.8  # of the lines and shapes of a small multiple; of shapes there that tell a measure
SPREAD = 0.5


@dataclass(frozen=True, slots=True)
class Still:
    """One picture of a series."""

    name: str  # for its file
    caption: str
    snapshot: Snapshot


def years_of(snapshot: Snapshot) -> list[int]:
    """The years that the selection asks for and in which something is known, at most MOST, the latest ones."""
    known = years(span for span in spans(snapshot.dataset, snapshot.today).values() if span)
    if known is None:
        return []
    first, last = snapshot.selection.window() or (FIRST_DAY, LAST_DAY)
    first = max(known[0], datetime.date.fromordinal(first).year)
    last = min(known[1], datetime.date.fromordinal(last).year, snapshot.today.year)
    return list(range(max(first, last - MOST + 1), last + 1))


def stills(snapshot: Snapshot, each: str) -> list[Still]:
    """One a year or one an event, in the order of time; those that show no tie are left out at both ends only.

    One year makes no series: a selection of a single year, or of a part of it, is shown in all years. Size and colour
    have one scale in all of them.
    """
    found = list(_years(snapshot) if each == "year" else _events(snapshot))
    full = [number for number, still in enumerate(found) if still.snapshot.part.dataset.relations]
    shown = found[full[0] : full[-1] + 1] if full else []
    among = tuple(sorted({still.snapshot.year for still in shown}))
    return [replace(still, snapshot=replace(still.snapshot, among=among)) for still in shown]


def _one_after_the_other(snapshot: Snapshot) -> Snapshot:
    """Of two times that are compared, all from the one to the other."""
    if not snapshot.look.compare:
        return snapshot
    return snapshot.at(*sorted(snapshot.look.compare, key=lambda date: parse_date(date).first))


def series_years(snapshot: Snapshot) -> list[int]:
    asked = years_of(snapshot)
    return asked if len(asked) > 1 else years_of(snapshot.at(None))


def _years(snapshot: Snapshot) -> Iterator[Still]:
    for year in series_years(snapshot):
        yield Still(str(year), str(year), snapshot.at(str(year)))


def _events(snapshot: Snapshot) -> Iterator[Still]:
    """The events within the selection's window in which one of its actors (or nobody named) took part."""
    first, last = snapshot.selection.window() or (FIRST_DAY, LAST_DAY)
    events = []
    for event in snapshot.part.dataset.events.values():
        begins = parse_date(event.date or event.start)
        if first <= begins.last and begins.first <= last:
            events.append((begins.first, event.id, event))
    for _day, id, event in sorted(events, key=lambda one: one[:2])[-MOST:]:
        written = event.date or event.start
        until = None if event.date or event.end in (None, "ongoing", "unknown") else event.end
        caption = f"{date_text(event, snapshot.language, snapshot.dataset)}: {event.name.in_language(snapshot.language)}"
        yield Still(id, caption, snapshot.at(written, until, title=caption))


def _frame(pictures: list[Still], room: map.Box, pad: tuple[float, float, float] = map.PAD) -> map.Frame:
    """One frame for all: every actor that is in any of them."""
    places = {actor: still.snapshot.places[actor] for still in pictures for actor in still.snapshot.part.dataset.actors}
    return map.Frame.fit(places.values(), room, SPREAD, pad)


# -- one picture each ---------------------------------------------------------------------------------


def drawings(snapshot: Snapshot, options: Options) -> Iterator[tuple[Still, str]]:
    """Each picture of the series with its SVG."""
    snapshot = _one_after_the_other(snapshot)
    pictures = stills(snapshot, options.each)
    top, bottom = (8.0, 8.0) if options.bare else (64.0, 64.0 if snapshot.look.measure or snapshot.look.colour else 40.0)
    room = (16.0, top, FRAME[0] - 16, FRAME[1] - bottom)
    frame = _frame(pictures, room) if pictures else None
    for number, still in enumerate(pictures):
        sheet = Sheet(*FRAME, GROUND[options.theme], INK[options.theme])
        shown = still.snapshot.picture(options.theme)
        map.draw(sheet, shown, room, frame)
        if not options.bare:
            _caption(sheet, still, number, len(pictures))
            _told(sheet, shown)
        yield still, sheet.svg(title=still.snapshot.stamp.title, description=counted(still.snapshot), language=snapshot.language)


def _caption(sheet: Sheet, still: Still, number: int, count: int) -> None:
    """What and when above, a line of time and the stamp below."""
    across, down = FRAME
    stamp = still.snapshot.stamp
    large = 30 if still.caption.isdigit() else 20
    sheet.text(24, 32, wrap(still.caption, across - 48, large, True, 1)[0], large, bold=True)
    if still.caption.isdigit():
        sheet.text(24 + width(f"{still.caption}  ", large, True) + 4, 34, counted(still.snapshot), 13, colour=muted(sheet))
    reach = 24 + (across - 48) * (number + 1) / count
    sheet.shape("path", d=f"M24 {down - 32:g}H{across - 24:g}", stroke=sheet.ink, stroke_width=1, stroke_opacity=0.25, fill="none")
    sheet.shape("path", d=f"M24 {down - 32:g}H{reach:.1f}", stroke=sheet.ink, stroke_width=2.4, fill="none")
    told = f"Bailanysh · {stamp.data_version} · {stamp.day.isoformat()} · {stamp.licence}"
    sheet.text(24, down - 16, wrap(told + (f" · {stamp.link}" if stamp.link else ""), across - 48, 11, False, 1)[0], 11, colour=muted(sheet))


def _told(sheet: Sheet, shown: Picture) -> None:
    """What size and colour tell, in one line above the line of time."""
    across, y = FRAME[0] - 24, FRAME[1] - 49
    x = 24.0
    if shown.sized:
        values = shown.sized.samples(node.id for node in shown.nodes)
        ends = "–".join(number_text(value, shown.language) for value in dict.fromkeys((values[-1], values[0])))
        x = _said(sheet, x, y, f"{size_text(shown.sized, shown.language)}: {ends}") + 20
    if shown.tinted:
        x = _said(sheet, x, y, f"{colour_text(shown.tinted, shown.language)}:") + 8
        for sample, label in colour_rows(shown, shown.communities(), BRIEF):
            wide = width(label, 12) + (SWATCH + 6 if sample else 0)
            if x + wide > across:
                _said(sheet, x, y, "…")
                break
            if sample:
                swatch(sheet, x, y, sample, shown.theme)
            sheet.text(x + wide - width(label, 12), y, label, 12)
            x += wide + 14


def _said(sheet: Sheet, x: float, y: float, text: str) -> float:
    """Writes it and returns where it ends."""
    sheet.text(x, y, text, 12, bold=True)
    return x + width(text, 12, True)


def write_zip(snapshot: Snapshot, options: Options = Options()) -> bytes:
    """Numbered PNGs, so that every program takes them in the order of time."""
    snapshot = _one_after_the_other(snapshot)
    files: dict[str, bytes | str] = {}
    for number, (still, drawing) in enumerate(drawings(snapshot, options), start=1):
        files[f"{number:03d}-{still.name}.png"] = rendered(drawing, options.scale)
    files["README.txt"] = "\n".join([f"{label}: {value}" for label, value in snapshot.stamp.lines()]) + "\n"
    return zipped(files)


# -- animations ---------------------------------------------------------------------------------------


def write_gif(snapshot: Snapshot, options: Options = Options()) -> bytes:
    frames = [image.convert("RGB") for image in _images(snapshot, options)]
    out = io.BytesIO()
    if frames:
        palette = _palette(frames)
        flat = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
        flat[0].save(out, "GIF", save_all=True, append_images=flat[1:], duration=_durations(flat), loop=0, optimize=False)
    return _some(out)


def write_webp(snapshot: Snapshot, options: Options = Options()) -> bytes:
    frames = [image.convert("RGB") for image in _images(snapshot, options)]
    out = io.BytesIO()
    if frames:
        frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=_durations(frames), loop=0,
                       lossless=True, quality=40, method=2)
    return _some(out)


def _images(snapshot: Snapshot, options: Options) -> Iterator[Image.Image]:
    for _still, drawing in drawings(snapshot, options):
        yield Image.open(io.BytesIO(rendered(drawing, options.scale)))


def _palette(frames: list[Image.Image]) -> Image.Image:
    """One palette for all pictures, so that a colour keeps its meaning: made from all of them side by side, small."""
    small = [frame.resize((frame.width // 3, frame.height // 3), Image.Resampling.NEAREST) for frame in frames]
    strip = Image.new("RGB", (small[0].width, sum(frame.height for frame in small)))
    down = 0
    for frame in small:
        strip.paste(frame, (0, down))
        down += frame.height
    palette = strip.quantize(255, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    colours = palette.getpalette()
    ground = palette.getpixel((0, 0))  # a corner; the mean of its neighbourhood would be a tinge off
    colours[3 * ground : 3 * ground + 3] = strip.getpixel((0, 0))
    palette.putpalette(colours)
    return palette


def _durations(frames: list) -> list[int]:
    usual = int(SECONDS * 1000)
    return [usual] * (len(frames) - 1) + [2 * usual]


def _some(out: io.BytesIO) -> bytes:
    if not out.getvalue():
        raise ValueError("the selection shows no tie in any year, so that there is nothing to draw")
    return out.getvalue()


# -- small multiples ----------------------------------------------------------------------------------


def contact_sheet(snapshot: Snapshot, options: Options = Options()) -> str:
    """All pictures of the series on one sheet, as SVG: the same map, without names, each with what is new on it."""
    snapshot = _one_after_the_other(snapshot)
    pictures = stills(snapshot, options.each)
    wished = max(1, min(7, round((len(pictures) * 1.45) ** 0.5)))
    columns = min((wished, wished + 1, max(1, wished - 1)), key=lambda many: -len(pictures) % many)  # fewest gaps
    rows = -(-len(pictures) // columns) or 1
    wide, high = SMALL
    across = max(2 * MARGIN + columns * wide + (columns - 1) * 14, 0.0 if options.bare else NARROWEST)
    probe = Sheet(across, 1000, GROUND[options.theme], INK[options.theme])
    foot = None if options.bare else Foot(probe, snapshot, *_together(snapshot, pictures, options))
    top = MARGIN + (0 if options.bare else 40)
    down = top + rows * high + MARGIN + (foot.height + 10 if foot else 0)
    sheet = Sheet(across, down, GROUND[options.theme], INK[options.theme])
    if foot:
        sheet.text(MARGIN, MARGIN + 6, wrap(snapshot.stamp.title, across - 2 * MARGIN, 26, True, 1)[0], 26, bold=True)
        foot.sheet = sheet
    box = (0.0, 0.0, wide, high - 34)
    small = _frame(pictures, box, (12.0, 12.0, 12.0)) if pictures else None
    for number, still in enumerate(pictures):
        x, y = MARGIN + number % columns * (wide + 14), top + number // columns * high
        _small(sheet, still, small, x, y, options)
    if foot:
        foot.draw(down - MARGIN - foot.height, lambda size: WEIGHT * SWELL * small.radius(size, measured=True) if small else size)
    return sheet.svg(title=snapshot.stamp.title, description=" ".join(
        f"{still.caption}: {counted(still.snapshot)}" for still in pictures), language=snapshot.language)


def _together(snapshot: Snapshot, pictures: list[Still], options: Options) -> tuple[Picture, dict[Community, int]]:
    """What the key of all pictures tells of: one scale for size and colour, or every community that one of them shows."""
    among = pictures[0].snapshot.among if pictures else ()
    shown = replace(snapshot, among=among).picture(options.theme)
    if not (shown.sized or shown.tinted) or not among:
        return shown, {}
    each = [still.snapshot.picture(options.theme) for still in pictures]
    period = f"{among[0]}–{among[-1]}" if len(among) > 1 else among[0]
    largest: dict[int, tuple[Community, int]] = {}
    for picture in each:
        for community, count in picture.communities().items():
            if count > largest.get(community.number, (None, 0))[1]:
                largest[community.number] = community, count
    ordered = sorted(largest.values(), key=lambda found: (-found[1], found[0].number))
    return replace(
        shown, sized=_of_all(shown.sized, [picture.sized for picture in each], period),
        tinted=_of_all(shown.tinted, [picture.tinted for picture in each], period),
    ), dict(ordered)


def _of_all(tint: Tint | None, each: list[Tint | None], period: int | str) -> Tint | None:
    """What is told in a period: of each actor the greatest value of its years."""
    if not isinstance(tint, Told):
        return tint and replace(tint, year=period)
    most: dict[str, float] = {}
    for told in each:
        for actor, value in told.values.items():
            most[actor] = max(value, most.get(actor, value))
    return replace(tint, values=most, year=period)


def _small(sheet: Sheet, still: Still, frame: map.Frame, x: float, y: float, options: Options) -> None:
    _ = translator(still.snapshot.language)
    part = still.snapshot.part.dataset
    told = _("Ties: {count}").format(count=len(part.relations))
    room = SMALL[0] - width(told, 10.5) - 10
    sheet.text(x, y + 14, wrap(still.caption, room, 14 if still.caption.isdigit() else 11, True, 1)[0],
               14 if still.caption.isdigit() else 11, bold=True)
    sheet.text(x + SMALL[0], y + 14, told, 10.5, anchor="end", colour=muted(sheet))
    sheet.shape("path", d=f"M{x:.1f} {y + 25:.1f}H{x + SMALL[0]:.1f}", stroke=sheet.ink, stroke_width=0.7, stroke_opacity=0.35, fill="none")
    moved = map.Frame(frame.knots, (tuple(m + x for m in frame.marks[0]), tuple(m + y + 26 for m in frame.marks[1])), frame.scale)
    shown = still.snapshot.picture(options.theme)
    swell = SWELL if shown.sized or shown.tinted else 1.0
    map.draw(sheet, shown, (x, y, x + SMALL[0], y + SMALL[1]), moved, names=False, weight=WEIGHT, swell=swell)


def write_sheet(snapshot: Snapshot, options: Options = Options()) -> bytes:
    return rendered(contact_sheet(snapshot, options), options.scale)
