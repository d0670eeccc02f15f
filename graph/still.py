"""The opening picture as a piece of HTML: an SVG that stands where the view will draw the same, and its ties in words.

It is part of the page's first answer, so that the reader sees the network before any script is there. What is drawn follows
the view step by step (camera.js, ties.js, nodes.js, labels.js), at one size for screens that lie and one for those that
stand; at other sizes letters and shapes grow or shrink with the map, and places are the same at all.
"""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Callable, Iterable, Mapping, Sequence

from markupsafe import Markup

from graph.formats.writing.lettering import plain, width as text_width
from graph.formats.writing.map import at, bend, cut, leaving
from graph.formats.writing.shapes import outline
from graph.formats.writing.sheet import number
from graph.grammar import sentence
from graph.model import Actor, Dataset, Position, Relation
from graph.picture import DASHES, OPACITY, positions, roundness, sizes, tone, width
from graph.selection import Part, Selection, ranks, select
from graph.selection.once import Once
from graph.words import date_text, translator

MOST_ACTORS, MOST_TIES = 200, 800  # of a still; beyond, the view alone draws
SOURCES = 2  # documents named after a tie
ELEMENT = "bailanysh-still"
GONE = 20  # seconds after which a still that nothing has replaced is gone

# Of graph/view: view.css (grounds, ink, accent), camera.js, ties.js, nodes.js, labels.js.
GROUND, INK, ACCENT = ("#fbfaf7", "#12151a"), ("#1c2027", "#e9eaed"), ("#1d4ea8", "#8db1ff")
CLOSEST = 1.25
ARROW, GAP = 8.0, 2.5
LEAST, LARGEST = 3.5, 28.0
LINE, LINES, LEADING, HEAD, ROOM, LARGE, SMALL = 18, 3, 1.18, 14, 30_000, 13.5, 12.0

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Screen:
    """A screen for which a still is drawn: its size, what is kept free around the map, and whether the map lies on its side."""

    name: str
    width: float
    height: float
    top: float  # above the map: the app's head and the view's strip
    bottom: float  # below it: the years
    left: float  # of it the legend
    pad: tuple[float, float, float]  # at both sides, above, below
    upright: bool = False

    @property
    def free(self) -> tuple[float, float]:
        """The width and height that names may use."""
        return self.width - self.left, self.height - self.top - self.bottom


LYING = Screen("lying", 1440, 900, 116, 113, 242, (62, 34, 52))
STANDING = Screen("standing", 390, 844, 149, 132, 0, (34, 24, 40), upright=True)


@dataclass(frozen=True)
class _Whole:
    """What the picture of any part takes from all years."""

    places: Mapping[str, Position]
    sizes: Mapping[str, float]
    bends: Mapping[str, float]
    ranks: Mapping[str, int]


@lru_cache(maxsize=2)
def _whole(once: Once) -> _Whole:
    dataset = once.dataset
    return _Whole(positions(dataset), sizes(dataset), roundness(dataset), ranks(dataset))


def still(dataset: Dataset, selection: Selection, today: datetime.date) -> Markup | None:
    """The HTML of what the selection shows; None if that is nothing, or more than a still should carry."""
    part = select(dataset, selection, today)
    if not 0 < len(part.dataset.actors) <= MOST_ACTORS or len(part.dataset.relations) > MOST_TIES:
        return None
    whole = _whole(Once(dataset, None))
    colours = _Colours()
    pictures = Markup("").join(_Drawing(part, whole, screen, selection, colours).svg() for screen in (LYING, STANDING))
    _ = translator(selection.language)
    return Markup('<div id="{id}" lang="{language}"><style>{style}{colours}</style>{pictures}{words}</div>').format(
        id=ELEMENT, language=selection.language, style=Markup(_STYLE), colours=colours.css(), pictures=pictures,
        words=_words(part, selection, _))


def _words(part: Part, selection: Selection, _: Callable[[str], str]) -> Markup:
    """The ties as sentences with their documents, for whoever does not see the picture."""
    shown = part.dataset
    items = []
    for tie in shown.relations.values():
        documents = list(dict.fromkeys(claim.document for claim in tie.claims))[:SOURCES]
        sources = "; ".join(plain(shown.documents[each].title) for each in documents)
        items.append(Markup("<li>{} ({}). {}</li>").format(
            plain(sentence(tie, shown, selection.language)), plain(date_text(tie, selection.language, shown)), sources))
    much = _("Actors: {actors}. Ties: {ties}.").format(actors=len(shown.actors), ties=len(shown.relations))
    return Markup('<section class="w" aria-label="{}"><ol>{}</ol></section>').format(
        _("Network. {status}").format(status=much), Markup("").join(items))


class _Colours:
    """The colours of a still, each under a name whose meaning follows the reader's light or dark ground."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}

    def name(self, light: str, dark: str) -> str:
        pair = tuple(each if re.fullmatch(r"#[0-9a-fA-F]{6}", each) else "#808080" for each in (light, dark))
        return self._names.setdefault(pair, f"k{len(self._names)}")

    def css(self) -> Markup:
        def variables(ground: int) -> str:
            return "".join(f"--{name}:{pair[ground]};" for pair, name in self._names.items())

        rules = "".join(f".{name}{{--k:var(--{name})}}" for name in self._names.values())
        return Markup(f"#{ELEMENT}{{{variables(0)}}}@media(prefers-color-scheme:dark){{#{ELEMENT}{{{variables(1)}}}}}{rules}")


class _Drawing:
    """The picture for one screen, in its px."""

    def __init__(self, part: Part, whole: _Whole, screen: Screen, selection: Selection, colours: _Colours):
        self.part, self.whole, self.screen, self.selection, self.colours = part, whole, screen, selection, colours
        shown = part.dataset
        turn = (lambda x, y: (y, x)) if screen.upright else (lambda x, y: (x, y))
        places = {actor: turn(*whole.places[actor]) for actor in shown.actors}
        xs, ys = zip(*places.values())
        self.left, self.top = min(xs), min(ys)
        across, down = max(1.0, max(xs) - self.left), max(1.0, max(ys) - self.top)
        side, above, below = screen.pad
        free = screen.free
        width, height = max(60.0, free[0] - 2 * side), max(60.0, free[1] - above - below)
        self.scale = min(CLOSEST, width / across, height / down)
        self.size = across * self.scale, down * self.scale
        # where the box of the actors begins in what the overlays leave free
        self.offset = free[0] / 2 - (max(xs) - self.left) * self.scale / 2, above + height / 2 - (max(ys) - self.top) * self.scale / 2
        self.points = {actor: ((x - self.left) * self.scale, (y - self.top) * self.scale) for actor, (x, y) in places.items()}
        self.radii = {actor: max(LEAST, min(LARGEST, whole.sizes[actor] * self.scale**0.45 * 0.82)) for actor in places}
        self.weight = min(1.0, 0.5 + 0.7 * self.scale)

    def svg(self) -> Markup:
        shown = self.part.dataset
        drawn = [*(self._tie(tie) for tie in shown.relations.values()), *(self._actor(actor) for actor in shown.actors.values()),
                 *(self._name(label) for label in reversed(self._labels()))]
        closest = CLOSEST / self.scale
        return Markup('<div class="m {name}"><svg viewBox="0 0 {w} {h}" {most} aria-hidden="true">{drawn}</svg></div>').format(
            name=self.screen.name, w=number(self.size[0]), h=number(self.size[1]), drawn=Markup("").join(drawn),
            most=Markup('style="max-width:{}px;max-height:{}px"').format(number(self.size[0] * closest), number(self.size[1] * closest)))

    def _tie(self, tie: Relation) -> Markup:
        if tie.source == tie.target:
            return Markup("")
        words = self.part.dataset.vocabulary
        kind = words.relation_kinds[tie.kind]
        family = words.families[kind.family]
        a, b, bent = self.points[tie.source], self.points[tie.target], self.whole.bends[tie.id]
        c = bend(a, b, bent) if bent else ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        start = leaving(a, c, b, self.radii[tie.source] + GAP)
        end = 1 - leaving(b, c, a, self.radii[tie.target] + GAP)
        tip = ""
        thick = width(tie) * self.weight
        if kind.directed:
            base = max(start, 1 - leaving(b, c, a, self.radii[tie.target] + GAP + ARROW * self.weight))
            top = at(a, c, b, end)
            a, c, b = cut(a, c, b, start, base)
            tip = Markup('<path d="{}" fill="var(--k)"/>').format(_arrow(b, top, thick))
        else:
            a, c, b = cut(a, c, b, start, end)
        dashes, opacity = DASHES[tie.status], OPACITY[self.part.certainty[tie.id]]
        return Markup('<g class="{colour}"{faint}><path d="M{a}Q{c} {b}" fill="none" stroke="var(--k)" stroke-width="{thick}"{dashes}/>{tip}</g>').format(
            colour=self.colours.name(family.colour, family.colour_dark), faint=Markup(' opacity="{}"').format(number(opacity)) if opacity < 1 else "",
            a=_xy(a), c=_xy(c), b=_xy(b), thick=number(thick), tip=tip,
            dashes=Markup(' stroke-dasharray="{}"').format(" ".join(map(number, dashes))) if dashes else "")

    def _actor(self, actor: Actor) -> Markup:
        words = self.part.dataset.vocabulary
        kind = words.actor_kinds[actor.kind]
        radius = self.radii[actor.id]
        ring = ""
        if actor.id in self.selection.focus:
            ring = Markup('<circle r="{}" fill="var(--g)" stroke="var(--a)" stroke-width="{}"/>').format(
                number(1 + 5.5 / radius), number(1.4 / radius))
        return Markup('<g class="{colour}" transform="translate({at}) scale({radius})">{ring}<path d="{shape}" fill="var(--k)" stroke="var(--g)" '
                      'stroke-width="{halo}" stroke-linejoin="round" paint-order="stroke"/></g>').format(
            colour=self.colours.name(*tone(kind, words)), at=_xy(self.points[actor.id]), radius=number(radius), ring=ring,
            shape=outline(kind.shape), halo=f"{3 / radius:.3f}")

    def _name(self, label: "_Label") -> Markup:
        x = {"middle": (label.box[0] + label.box[2]) / 2, "start": label.box[0], "end": label.box[2]}[label.anchor]
        lines = [Markup('<tspan x="{}" y="{}">{}</tspan>').format(
            number(x), number(label.box[1] + (i + 0.5) * label.size * LEADING + label.size * 0.335), line) for i, line in enumerate(label.lines)]
        return Markup('<text text-anchor="{}" class="{}">{}</text>').format(label.anchor, "l" if label.bold else "s", Markup("").join(lines))

    # -- names, as labels.js sets them

    def _labels(self) -> list["_Label"]:
        free = self.screen.free
        # labels.js thinks in px of the stage; here everything stands in px of the actors' box
        frame = (-self.offset[0], -self.offset[1], free[0] - self.offset[0], free[1] - self.offset[1])
        order = sorted(self.points, key=lambda actor: self.whole.ranks[actor])
        head = set(order[: min(HEAD, round(free[0] * free[1] / ROOM))])
        taken = [(_around(self.points[actor], self.radii[actor]), actor, actor not in head) for actor in self.points]
        labels: list[_Label] = []
        for actor in order:
            bold = actor in head
            size = LARGE if bold else SMALL
            lines = wrap(self.part.dataset.actors[actor].name.in_language(self.selection.language))
            wide = max(text_width(line, size, bold) for line in lines) + 4
            sides = _sides(self.points[actor], self.radii[actor], wide, len(lines) * size * LEADING)

            def free_sides(lenient: bool) -> list[tuple[Box, str]]:
                return [side for side in sides if all(
                    other == actor or (lenient and minor) or not _over(side[0], box) for box, other, minor in taken)]

            open_ = free_sides(False) or (free_sides(True) if bold else [])
            found = next((side for side in open_ if _within(side[0], frame)), None)
            if found is None:
                continue
            taken.append((found[0], actor, False))
            labels.append(_Label(tuple(map(plain, lines)), size, bold, found[1], found[0]))
        return labels


@dataclass(frozen=True)
class _Label:
    lines: tuple[str, ...]
    size: float
    bold: bool
    anchor: str
    box: Box


def wrap(name: str) -> list[str]:
    """A name in lines of about 18 characters, three at most, the last one cut with an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in name.split():
        longer = f"{line} {word}" if line else word
        if len(longer) <= LINE or not line:
            line = longer
        else:
            lines.append(line)
            line = word
    lines.append(line)
    kept = [f"{text[: LINE + 4]}…" if len(text) > LINE + 6 else text for text in lines[:LINES]]
    if len(lines) > LINES:
        kept[-1] = f"{kept[-1].removesuffix('…')}…"
    return kept


def _sides(at: Point, r: float, w: float, h: float) -> Sequence[tuple[Box, str]]:
    """Below, above, right and left of the actor, then the four corners."""
    x, y = at
    left, right, near = x - r - 4 - w, x + r + 4, r * 0.7 + 2
    places = (
        (x - w / 2, y + r + 3, "middle"), (x - w / 2, y - r - 3 - h, "middle"), (right, y - h / 2, "start"), (left, y - h / 2, "end"),
        (x + near, y + near, "start"), (x - near - w, y + near, "end"), (x + near, y - near - h, "start"), (x - near - w, y - near - h, "end"),
    )
    return [((x, y, x + w, y + h), anchor) for x, y, anchor in places]


def _around(at: Point, r: float) -> Box:
    return at[0] - r, at[1] - r, at[0] + r, at[1] + r


def _over(a: Box, b: Box) -> bool:
    return not (a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1])


def _within(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _arrow(b: Point, tip: Point, thick: float) -> str:
    dx, dy = tip[0] - b[0], tip[1] - b[1]
    length = math.hypot(dx, dy) or 1.0
    half = min(2.3 + thick * 0.7, length * 0.55)
    nx, ny = -dy / length * half, dx / length * half
    return f"M{_xy(tip)}L{_xy((b[0] + nx, b[1] + ny))}L{_xy((b[0] - nx, b[1] - ny))}Z"


def _xy(point: Iterable[float]) -> str:
    x, y = point
    return f"{x:.1f} {y:.1f}"


def _box(screen: Screen) -> str:
    side, above, below = screen.pad
    return f"left:{screen.left + side:g}px;right:{side:g}px;top:{screen.top + above:g}px;bottom:{screen.bottom + below:g}px"


# It lies over what the app draws (but under its head and its dialogues), takes no clicks, and goes when the map is there
# (graph/screen/network_view.js), when the app shows something else, or by itself.
_STYLE = (
    f"#{ELEMENT}{{--g:{GROUND[0]};--i:{INK[0]};--a:{ACCENT[0]};position:fixed;inset:0;z-index:1;overflow:hidden;pointer-events:none;"
    f"background:var(--g);animation:bailanysh-gone 1ms {GONE}s forwards}}"
    f"@media(prefers-color-scheme:dark){{#{ELEMENT}{{--g:{GROUND[1]};--i:{INK[1]};--a:{ACCENT[1]}}}}}"
    "@keyframes bailanysh-gone{to{visibility:hidden}}"
    f'body:has(.bp-head,.stException,.stAlert)>#{ELEMENT}{{display:none}}'
    f"#{ELEMENT} .m{{position:absolute;display:grid;grid-template:minmax(0,1fr)/minmax(0,1fr);place-items:center;{_box(LYING)}}}"
    f"@media(max-width:1039px){{#{ELEMENT} .m{{left:{LYING.pad[0]}px}}}}"
    f"@media(max-width:700px){{#{ELEMENT} .m{{{_box(STANDING)}}}}}"
    f"#{ELEMENT} svg{{width:100%;height:100%;overflow:visible}}"
    f"#{ELEMENT} .standing{{display:none}}"
    f"@media(max-aspect-ratio:4/5){{#{ELEMENT} .standing{{display:grid}}#{ELEMENT} .lying{{display:none}}}}"
    f'#{ELEMENT} text{{font-family:"Source Sans",sans-serif;font-variant-numeric:lining-nums;fill:var(--i);stroke:var(--g);stroke-width:3.5px;'
    f"stroke-linejoin:round;paint-order:stroke}}#{ELEMENT} .l{{font-size:{LARGE}px;font-weight:600}}#{ELEMENT} .s{{font-size:{SMALL:g}px}}"
    f"#{ELEMENT} .w{{white-space:nowrap;position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}}"
)
