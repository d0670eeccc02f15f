"""The picture that messengers and search engines show beside a link: the map of all years with the site's name, as PNG."""

from __future__ import annotations

from graph.formats import Snapshot
from graph.formats.writing import map
from graph.formats.writing.png import rendered
from graph.formats.writing.sheet import Sheet
from graph.formats.writing.svg import muted
from graph.selection import Selection
from graph.site.book import Book

WIDTH, HEIGHT = 1200.0, 630.0
ACTORS = 36  # whose names can be read on a telephone


def card(book: Book) -> bytes:
    _ = book.gettext
    snapshot = Snapshot.of(book.dataset, Selection(limit=ACTORS, language=book.language), book.today)
    shown = snapshot.picture()
    sheet = Sheet(WIDTH, HEIGHT, shown.ground, shown.ink)
    sheet.text(56, 70, "Bailanysh", 54, bold=True)
    sheet.text(56, 122, _("Who was tied to whom in Kyrgyz politics, when, and who says so"), 25, colour=muted(sheet))
    room = (16.0, 150.0, WIDTH - 16, HEIGHT - 12)
    map.draw(sheet, shown, room, map.Frame.fit([(node.x, node.y) for node in shown.nodes], room, spread=0.5))
    return rendered(sheet.svg(title="Bailanysh", description="", language=book.language), 1)
