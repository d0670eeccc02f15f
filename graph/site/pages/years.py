"""The page of one year, and the list of years."""

from __future__ import annotations

from graph.prose import read_year
from graph.site.book import Book
from graph.site.pages.page import Page, shortened
from graph.site.pages.told import as_told, plain_text
from graph.words import date_text


def year_page(book: Book, year: int) -> Page:
    _ = book.gettext
    known = {row[0]: row for row in book.years}
    _year, documents, claims, certain, possible, _events = known[year]
    events = [
        {"when": date_text(event, book.language, book.dataset), "name": event.name.in_language(book.language),
         "documents": list({claim.document: book.dataset.documents[claim.document] for claim in event.claims}.values())}
        for event in sorted(book.dataset.events.values(), key=lambda event: (event.date or event.start, event.id))
        if (event.date or event.start).startswith(str(year))
    ]
    reading = read_year(book.dataset, year, language=book.language, today=book.today)
    facts = [
        _("Ties that held then: {certain}, and possibly {possible} more").format(certain=certain, possible=possible),
        _("Documents of that year: {count}").format(count=documents),
    ]
    heading = _("The year {year}").format(year=year)
    described = _("What began, happened and ended in {year}.").format(year=year)
    return Page(
        f"year/{year}.html", "year", heading, shortened(f"{described} {plain_text(reading)}"),
        {"year": year, "events": events, "facts": facts, "told": as_told(book, reading),
         "before": year - 1 if year - 1 in known else None, "after": year + 1 if year + 1 in known else None},
        menu="years.html", type="article",
    )


def years(book: Book) -> Page:
    _ = book.gettext
    most = max((row[3] + row[4] for row in book.years), default=0) or 1
    rows = [
        {"year": year, "documents": documents, "certain": certain, "events": events,
         "sure": round(100 * certain / most, 1), "maybe": round(100 * (certain + possible) / most, 1)}
        for year, documents, _claims, certain, possible, events in book.years
    ]
    return Page("years.html", "years", _("Years"), _("What began, happened and ended, year by year, with its sources."),
                {"rows": rows}, menu="years.html")
