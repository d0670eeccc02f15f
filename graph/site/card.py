"""The pictures that messengers and search engines show beside a link, as PNG: the map of all years with the site's name, and
an actor among those that it is tied to most.

A picture takes about as long as ten pages and as much room as thirty, so only the most important actors have one of
their own; the pages of the others show the map.
"""

from __future__ import annotations

import io
from itertools import islice

from PIL import Image

from graph.formats import Snapshot
from graph.formats.writing import map
from graph.formats.writing.lettering import plain, wrap
from graph.formats.writing.png import rendered
from graph.formats.writing.sheet import Sheet
from graph.formats.writing.svg import muted
from graph.model import Actor
from graph.selection import Selection, ranks
from graph.site.book import Book

WIDTH, HEIGHT = 1200.0, 630.0
MARGIN = 56.0
ACTORS = 36  # whose names can be read on a telephone
AROUND = 14  # an actor and its neighbours
OWN = 120  # actors with a picture of their own
SIZES = (54.0, 44.0, 36.0, 29.0)  # of the heading: the largest in which it fits on one line
COLOURS = 96  # enough for flat colours with soft edges; a third of the bytes


def card(book: Book) -> bytes:
    _ = book.gettext
    return _drawn(book, Selection(limit=ACTORS, language=book.language), "Bailanysh",
                  _("Who was tied to whom in Kyrgyz politics, when, and who says so"))


def of_their_own(book: Book) -> list[str]:
    """The actors who get a picture: the most important ones among those who are tied to somebody."""
    rank = ranks(book.dataset)
    return list(islice((actor for actor in sorted(book.dataset.actors, key=lambda actor: rank[actor]) if book.ties[actor]), OWN))


def actor_card(book: Book, actor: Actor, facts: str) -> bytes:
    """`facts` is a line of what is known of its ties."""
    return _drawn(book, Selection(focus=(actor.id,), radius=1, limit=AROUND, language=book.language), book.name(actor.id),
                  f"{facts} · Bailanysh")


def _drawn(book: Book, selection: Selection, heading: str, line: str) -> bytes:
    snapshot = Snapshot.of(book.dataset, selection, book.today)
    shown = snapshot.picture()
    sheet = Sheet(WIDTH, HEIGHT, shown.ground, shown.ink)
    room = WIDTH - 2 * MARGIN
    size = next((size for size in SIZES if wrap(plain(heading), room, size, most=1)[0] == plain(heading)), SIZES[-1])
    sheet.text(MARGIN, 70, wrap(plain(heading), room, size, most=1)[0], size, bold=True)
    sheet.text(MARGIN, 122, wrap(plain(line), room, 25, most=1)[0], 25, colour=muted(sheet))
    below = (16.0, 150.0, WIDTH - 16, HEIGHT - 12)
    map.draw(sheet, shown, below, map.Frame.fit([(node.x, node.y) for node in shown.nodes], below, spread=0.5))
    return _small(rendered(sheet.svg(title=heading, description="", language=book.language), 1))


def _small(png: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as whole:
        whole.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()
