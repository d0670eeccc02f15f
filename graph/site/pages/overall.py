"""The pages about the whole: the map, contested ties, what the dataset is, and the one for an address that leads nowhere."""

from __future__ import annotations

from typing import Callable, Mapping, Sequence

from graph.model import Dataset, Relation
from graph.picture import statuses
from graph.site.book import Book
from graph.site.pages.page import Address, Download, Page
from graph.stamp import LICENCE_URL, Stamp
from graph.voices import contested


def explorer(book: Book, query: str, shards: Sequence[str]) -> Page:
    _ = book.gettext
    first, last = book.years[0][0], book.years[-1][0]
    heading = _("Who was tied to whom in Kyrgyz politics, {first}–{last}").format(first=first, last=last)
    described = _(
        "A map of dated, sourced ties between {actors} people, parties, states and bodies: who was tied to whom, when, and "
        "who says so."
    ).format(actors=len(book.dataset.actors))
    return Page("index.html", "explorer", heading, described, {"query": query, "shards": shards}, menu="index.html",
                title=f"Bailanysh: {heading}")


def contested_page(book: Book) -> Page:
    _ = book.gettext
    families = list(book.dataset.vocabulary.families)
    by_status: dict[str, list[Relation]] = {"contested": contested(book.dataset)}
    for status in ("speculated", "withdrawn"):
        ties = [tie for tie in book.dataset.relations.values() if tie.status == status]
        by_status[status] = sorted(ties, key=lambda tie: families.index(book.family(tie)))
    headings = {"contested": _("Asserted and denied"), "speculated": _("Only supposed"), "withdrawn": _("Taken back")}
    meanings = status_meanings(book.language, _)
    groups = [
        {"id": status, "heading": headings[status], "meaning": meanings[status], "lines": [book.line(tie) for tie in ties]}
        for status, ties in by_status.items() if ties
    ]
    return Page("contested.html", "contested", _("Contested ties"),
                _("Ties that some assert and others deny, that are only supposed, or that were taken back: both sides, in their own words."),
                {"groups": groups}, menu="contested.html")


def status_meanings(language: str, _: Callable[[str], str]) -> dict[str, str]:
    return {
        "stated": _("A document states it in its own voice."), "claimed": _("Only people quoted in a document assert it."),
        "contested": _("Some assert it and others deny it."), "speculated": _("Nobody asserts it; it is a guess."),
        "withdrawn": _("Whoever asserted it took it back."),
    }


def about(book: Book, address: Address, stamp: Stamp, downloads: Sequence[Download]) -> Page:
    _ = book.gettext
    meanings = status_meanings(book.language, _)
    first, last = book.years[0][0], book.years[-1][0]
    described = _("Who was tied to whom in Kyrgyz politics, {first}–{last}, when, and who says so: what is in it, what is not, how to cite it.").format(first=first, last=last)
    return Page(
        "about.html", "about", _("About"), described,
        {
            "statuses": [(label, meanings[status]) for status, label in statuses(book.language).items()],
            "figures": figures(book.dataset, _), "stamp": stamp, "downloads": downloads, "years": book.years,
            "undated": book.undated[1:],
        },
        menu="about.html",
        linked_data={
            "@context": "https://schema.org", "@type": "Dataset", "name": "Bailanysh", "description": described,
            "url": address("about.html"), "license": LICENCE_URL, "version": stamp.version, "inLanguage": ["en", "ru", "ky"],
            "temporalCoverage": f"{first}/{last}", "spatialCoverage": "Kyrgyzstan",
            "creator": {"@type": "Organization", "name": "The Bailanysh authors"},
        },
    )


def figures(dataset: Dataset, _: Callable[[str], str]) -> list[tuple[str, int]]:
    ties = dataset.relations.values()
    return [
        (_("Actors"), len(dataset.actors)), (_("Ties"), len(dataset.relations)),
        (_("Claims"), sum(len(tie.claims) for tie in ties)),
        (_("Ties that two documents or more assert"), sum(len(tie.asserting_documents) > 1 for tie in ties)),
        (_("Documents"), len(dataset.documents)), (_("Events"), len(dataset.events)),
    ]


def missing(book: Book, apologies: Sequence[Mapping[str, str]]) -> Page:
    _ = book.gettext
    return Page("404.html", "missing", _("There is no such page"), _("There is no such page."), {"apologies": apologies}, listed=False)
