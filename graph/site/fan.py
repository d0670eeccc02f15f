"""An actor's small picture: itself at the left, those it is tied to in a column, a strand for each family of ties."""

from __future__ import annotations

from dataclasses import dataclass

from graph.formats.writing.lettering import plain, wrap
from graph.formats.writing.shapes import outline
from graph.picture import DASHES
from graph.site.book import Book, Neighbour

MOST = 14  # neighbours
WIDTH, ROW, EDGE = 340, 27, 14  # units
HUB, END, NAME = 17.0, 112.0, 126.0  # x of the actor, of the others' shapes, of their names
LETTERS = 14.0
APART = 3.2  # between two strands to the same actor
STRANDS = 4


@dataclass(frozen=True, slots=True)
class Strand:
    """The ties of one family and status to one actor, as a curve."""

    path: str
    family: str
    dashes: str | None
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    name: str  # cut to the room there is
    whole_name: str
    kind: str
    outline: str
    y: float
    strands: tuple[Strand, ...]


@dataclass(frozen=True, slots=True)
class Fan:
    width: int
    height: int
    middle: float
    outline: str  # of the actor itself
    rows: tuple[Row, ...]
    more: int  # neighbours that found no room


def fan(book: Book, actor: str, neighbours: list[Neighbour]) -> Fan | None:
    """None for an actor without ties to others. The rows follow the families, so that strands do not cross."""
    if not neighbours:
        return None
    families = list(book.dataset.vocabulary.families)
    shown = neighbours[:MOST]
    order = sorted(range(len(shown)), key=lambda place: (families.index(book.family(shown[place].ties[0])), place))
    height = 2 * EDGE + ROW * (len(shown) - 1)
    middle = height / 2
    kinds = book.dataset.vocabulary.actor_kinds
    rows = []
    for place, number in enumerate(order):
        neighbour = shown[number]
        y = EDGE + ROW * place
        rows.append(Row(
            neighbour.actor.id, wrap(plain(neighbour.name), WIDTH - NAME, LETTERS, most=1)[0], neighbour.name,
            book.kind(neighbour.actor), outline(kinds[neighbour.actor.kind].shape), y, _strands(book, neighbour, middle, y),
        ))
    return Fan(WIDTH, height, middle, outline(kinds[book.dataset.actors[actor].kind].shape), tuple(rows),
               len(neighbours) - len(shown))


def _strands(book: Book, neighbour: Neighbour, middle: float, y: float) -> tuple[Strand, ...]:
    bundles: dict[tuple[str, str], list] = {}
    for tie in neighbour.ties:
        bundles.setdefault((book.family(tie), tie.status), []).append(tie)
    chosen = list(bundles.items())[:STRANDS]
    strands = []
    for place, ((family, status), ties) in enumerate(chosen):
        shift = (place - (len(chosen) - 1) / 2) * APART
        start, end = middle + shift * 0.5, y + shift
        path = f"M{HUB:g} {start:g}C{HUB + 46:g} {start:g} {END - 52:g} {end:g} {END - 10:g} {end:g}"
        dashes = " ".join(f"{part:g}" for part in DASHES[status]) if DASHES[status] else None
        lines = [book.line(tie) for tie in ties]
        strands.append(Strand(path, family, dashes, round(1.3 + 0.6 * min(4, len(ties) - 1), 1),
                              "\n".join(f"{each.sentence} ({each.when})" for each in lines)))
    return tuple(strands)
