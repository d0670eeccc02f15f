"""A picture as SVG: title, map, key, sources and stamp on one sheet; text stays text, and nothing in it runs."""

from __future__ import annotations

from typing import Callable, Iterable, Mapping, Sequence

from graph.formats.snapshot import Options, Snapshot
from graph.formats.writing import map
from graph.formats.writing.key import KEY, LINE, ROW, ROWS, SMALL, SWATCH, Column, colour_column, even, size_column
from graph.formats.writing.lettering import plain, width, wrap
from graph.formats.writing.sheet import Sheet
from graph.look import Community, Told
from graph.model import Dataset, Document
from graph.picture import DOCUMENTS_AT_MOST, WIDTH, Mark, Picture
from graph.words import translator, written_date

PAPERS = {"screen": (1600.0, 1000.0), "a4": (1403.15, 992.13)}  # A4 lying: 297 × 210 mm, 12 units a point and a quarter
MILLIMETRES = {"a4": (297, 210)}
MARGIN = 46.0
TITLE, UNDER = 28.0, 14.0  # sizes of letters
SPREAD = 0.5  # how far the map is drawn out on paper


def write(snapshot: Snapshot, options: Options = Options()) -> bytes:
    size = tuple(f"{side}mm" for side in MILLIMETRES[options.paper]) if options.paper in MILLIMETRES else None
    return svg(snapshot, options, size=size).encode()


def svg(snapshot: Snapshot, options: Options, *, size: tuple[str, str] | None = None, layers: Sequence[str] | None = None) -> str:
    """The picture; `size` is its width and height with their unit, `layers` some of those of a Sheet."""
    sheet = drawn(snapshot, options)
    more = {"layers": layers} if layers else {}
    return sheet.svg(title=snapshot.stamp.title, description=described(snapshot), language=snapshot.language, size=size, **more)


def drawn(snapshot: Snapshot, options: Options) -> Sheet:
    """The picture on its sheet. On paper the map is drawn out to fill the page; else it is the screen's own."""
    shown = snapshot.picture(options.theme)
    across, down = PAPERS[options.paper]
    sheet = Sheet(across, down, shown.ground, shown.ink)
    foot = None if options.bare else Foot(sheet, snapshot, shown)
    room = (8.0, 8.0, across - 8, down - 8)
    if foot:
        room = (MARGIN, _head(sheet, snapshot), across - MARGIN, down - MARGIN - foot.height - 14)
    spread = SPREAD if options.paper in MILLIMETRES else 0.0
    frame = map.Frame.fit([(node.x, node.y) for node in shown.nodes], room, spread)
    if foot:
        foot.draw(down - MARGIN - foot.height, lambda size: frame.radius(size, measured=True))
    map.draw(sheet, shown, room, frame)
    return sheet


def described(snapshot: Snapshot) -> str:
    """The picture in words, for whoever does not see it: what it shows and its ties as sentences."""
    shown = snapshot.picture()
    ties = [f"{edge.sentence} ({edge.when})." for edge in shown.edges]
    return " ".join([counted(snapshot), *ties])


def counted(snapshot: Snapshot) -> str:
    """How much is shown, and how much is not."""
    _ = translator(snapshot.language)
    part = snapshot.part
    possible = sum(certainty == "possible" for certainty in part.certainty.values())
    said = [_("Actors: {actors}. Ties: {ties}.").format(actors=len(part.dataset.actors), ties=len(part.dataset.relations))]
    if possible:
        said.append(_("Merely possible then: {count}.").format(count=possible))
    if part.left_out:
        said.append(_("Less tied actors left out: {count}.").format(count=part.left_out))
    if part.undated:
        said.append(_("Ties without a date, not shown: {count}.").format(count=len(part.undated)))
    return " ".join(said)


def _head(sheet: Sheet, snapshot: Snapshot) -> float:
    """Title and, under it, what was selected and how much that is. Returns where the map may begin."""
    room = sheet.width - 2 * MARGIN
    y = MARGIN + TITLE / 2 - 6
    for line in wrap(plain(snapshot.stamp.title), room, TITLE, True, 2):
        sheet.text(MARGIN, y, line, TITLE, bold=True)
        y += TITLE * 1.2
    asked = snapshot.stamp.selection if _filtered(snapshot) else ""
    for line in wrap(plain(" · ".join(filter(None, (asked, counted(snapshot))))), room, UNDER, False, 2):
        sheet.text(MARGIN, y, line, UNDER, colour=muted(sheet))
        y += UNDER * 1.25
    return y


def _filtered(snapshot: Snapshot) -> bool:
    """Does the selection say more than the title does?"""
    asked = snapshot.selection
    return bool(asked.families or asked.kinds or asked.status or asked.documents or asked.speakers or asked.standpoints
                or not asked.possible or snapshot.look.measure or snapshot.look.colour)


def muted(sheet: Sheet) -> str:
    """The ink for what is said aside; on its ground well above the contrast that small letters need."""
    return "#4c5664" if sheet.ground == "#ffffff" else "#b7c0cb"


class Foot:
    """The key, the sources and the stamp, side by side under the map."""

    GAP = 22.0

    def __init__(self, sheet: Sheet, snapshot: Snapshot, shown: Picture, communities: Mapping[Community, int] | None = None):
        self.sheet, self.snapshot, self.shown = sheet, snapshot, shown
        self.radius: Callable[[float], float] = lambda size: size
        _ = translator(snapshot.language)
        marks = {group: [mark for mark in shown.legend if mark.group == group]
                 for group in ("changes", "families", "actor kinds", "statuses", "certainties")}
        lines = [mark for mark in marks["statuses"]] + [mark for mark in marks["certainties"] if mark.id != "certain"]
        columns = [
            self._key(_("Ties"), [(mark.label, mark) for mark in marks["changes"] or marks["families"]]),
            self._key(_("Actors"), [(mark.label, mark) for mark in marks["actor kinds"]]),
            self._key(_("Lines"), [(self._line_label(mark, _), mark) for mark in lines] + ([] if marks["changes"] else [
                (_("one document says so"), WIDTH[0]), (_("{count} or more").format(count=DOCUMENTS_AT_MOST), WIDTH[1]),
            ])),
            size_column(shown, lambda size: self.radius(size)) if shown.sized else None,
            colour_column(shown, communities or shown.communities()) if shown.tinted else None,
        ]
        columns = [column for column in columns if column]
        self.rows = self._rows(columns)
        left = self._left(self.rows[-1])
        if left < SMALL_PRINT:  # beside so wide a key the small print would be a pillar
            self.rows.append([])
            left = self._left([])
        sources = left * 0.54
        self.rows[-1] += [self._print(_("Sources"), self._sources(_, sources - self.GAP), sources - self.GAP),
                          self._print(_("This picture"), self._about(), left - sources)]
        self.height = sum(max(column.height for column in row) + 12 for row in self.rows)

    def _left(self, row: list[Column]) -> float:
        """What is still free beside a row's columns."""
        return self.sheet.width - 2 * MARGIN - sum(column.width + self.GAP for column in row)

    def _rows(self, columns: Iterable[Column]) -> list[list[Column]]:
        """The columns in as many rows as they need."""
        rows: list[list[Column]] = [[]]
        for column in columns:
            if rows[-1] and self._left(rows[-1]) < column.width:
                rows.append([])
            rows[-1].append(column)
        return rows

    def _line_label(self, mark: Mark, _: Callable[[str], str]) -> str:
        return _("possible then") if mark.id == "possible" else mark.label

    def draw(self, y: float, radius: Callable[[float], float]) -> None:
        """`radius`: how large the map draws an actor of a size."""
        self.radius = radius
        sheet = self.sheet
        sheet.shape("path", d=f"M{MARGIN} {y:.1f}H{sheet.width - MARGIN:.1f}", stroke=sheet.ink, stroke_width=0.7,
                    stroke_opacity="0.35", fill="none")
        for row in self.rows:
            x = MARGIN
            for column in row:
                column.draw(sheet, x, y + 16)
                x += column.width + self.GAP
            y += max(column.height for column in row) + 12

    def _key(self, heading: str, rows: list[tuple[str, Mark | float]]) -> Column | None:
        if not rows:
            return None
        blocks = even(rows, -(-len(rows) // ROWS))
        widths = [max(width(label, KEY) for label, _mark in block) + SWATCH + 9 for block in blocks]
        gap = 12.0

        def draw(sheet: Sheet, x: float, y: float) -> None:
            sheet.text(x, y, heading, KEY, bold=True)
            for block, wide in zip(blocks, widths):
                for row, (label, mark) in enumerate(block, start=1):
                    self._sample(mark, x, y + row * ROW)
                    sheet.text(x + SWATCH + 7, y + row * ROW, label, KEY)
                x += wide + gap

        tall = (max(len(block) for block in blocks) + 1) * ROW
        return Column(max(sum(widths) + gap * (len(blocks) - 1), width(heading, KEY, True)), tall, draw)

    def _sample(self, mark: Mark | float, x: float, y: float) -> None:
        sheet = self.sheet
        if isinstance(mark, Mark) and mark.shape:
            colour = mark.colour or sheet.ink
            within, edge = (sheet.ground, colour) if self.shown.tinted else (colour, None)  # their colour tells something else
            map.symbol(sheet, None, mark.shape, (x + SWATCH / 2, y), 6.2, within, edge=edge)
            return
        colour, dashes, opacity, thick = sheet.ink, None, 1.0, 2.6
        if isinstance(mark, Mark):
            colour = mark.colour or sheet.ink
            dashes = " ".join(f"{part:g}" for part in mark.dashes) if mark.dashes else None
            opacity = mark.opacity
            thick = 3.0 if mark.colour else 1.9
        else:
            thick = mark
        for each in ((y - 1.4, y + 1.4) if isinstance(mark, Mark) and mark.double else (y,)):
            sheet.shape("path", d=f"M{x:.1f} {each:.1f}H{x + SWATCH:.1f}", fill="none", stroke=colour,
                        stroke_width=thick if each == y else 0.9,
                        stroke_dasharray=dashes, stroke_opacity=opacity if opacity < 1 else None)

    def _print(self, heading: str, texts: list[tuple[str, str]], room: float) -> Column:
        """Small print: paragraphs, each with a label in bold before it or none."""
        lines = [line for label, text in texts for line in self._paragraph(label, text, room)]

        def draw(sheet: Sheet, x: float, y: float) -> None:
            sheet.text(x, y, heading, KEY, bold=True)
            for row, (label, text) in enumerate(lines, start=1):
                at = x
                if label:
                    sheet.text(at, y + row * LINE + 2, label, SMALL, bold=True)
                    at += width(label + " ", SMALL, True)
                sheet.text(at, y + row * LINE + 2, text, SMALL, colour=muted(sheet))

        return Column(room, (len(lines) + 1) * LINE + 4, draw)

    def _paragraph(self, label: str, text: str, room: float) -> list[tuple[str, str]]:
        indent = width(f"{label} ", SMALL, True) if label else 0.0
        text = plain(text)
        first = wrap(text, room - indent, SMALL)[0]
        rest = text[len(first):].strip()
        return [(label, first), *(("", line) for line in (wrap(rest, room, SMALL) if rest else []))]

    def _sources(self, _: Callable[[str], str], room: float) -> list[tuple[str, str]]:
        """As many of the documents as fit, those behind the most ties first, in one paragraph."""
        cited = [source(document, self.snapshot.language) for document in documents_behind(self.snapshot.part.dataset)]
        for count in range(len(cited), 0, -1):
            told = cited[:count]
            if count < len(cited):
                told.append(_("and {count} more documents").format(count=len(cited) - count))
            text = " · ".join(told)
            if len(wrap(plain(text), room, SMALL)) <= SOURCE_LINES:
                break
        else:
            text = ""
        return [("", text), ("", _("That no tie is drawn means only that these documents tell of none."))]

    def _about(self) -> list[tuple[str, str]]:
        _ = translator(self.snapshot.language)
        told = [(f"{label}:", text) for label, text in self.snapshot.stamp.lines()[1:]]
        if self.shown.sized or isinstance(self.shown.tinted, Told):
            told.append(("", _("Measured among all ties of the year, whatever the filters.")))
        return told


SOURCE_LINES = 7
SMALL_PRINT = 540.0  # the least width of sources and stamp beside the key


def documents_behind(part: Dataset) -> list[Document]:
    """The documents that speak of the part's ties, those of the most ties first."""
    ties = {id: 0 for id in part.documents}
    for relation in part.relations.values():
        for id in {claim.document for claim in relation.claims}:
            ties[id] += 1
    return sorted((part.documents[id] for id, count in ties.items() if count), key=lambda each: (-ties[each.id], each.id))


def source(document: Document, language: str) -> str:
    """A document in a list: Author: Title. Publisher, date."""
    name = f"{document.author}: {document.title}" if document.author else document.title
    where = ", ".join(filter(None, (document.publisher, written_date(document.date, language) if document.date else None)))
    return f"{name}. {where}." if where else f"{name}."
