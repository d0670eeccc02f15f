"""What the documents cover, so that thin years are seen as thin: a page of tables made from the data.

A year without ties may be a quiet year, or one of which no document here speaks.
"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Iterable, Mapping, Sequence

from graph.dates import parse_date, years
from graph.model import STATUSES, Dataset
from graph.selection import spans

LANGUAGE_NAMES = {
    "de": "German", "en": "English", "fr": "French", "ky": "Kyrgyz", "pl": "Polish", "ru": "Russian", "tr": "Turkish",
}


def coverage(dataset: Dataset, today: datetime.date, left_out: Mapping[str, Sequence[str]] = {}) -> str:
    """The page as Markdown. `left_out` maps a reason to what was left out of the data for it."""
    return "\n\n".join([
        "# Coverage",
        f"Made by `python -m graph coverage`, as of {today}; do not edit. Where a year is thin here, the explorer's\n"
        "silence about it says little.",
        _whole(dataset), _years(dataset, today), _languages(dataset), _kinds(dataset), *_omissions(left_out),
    ]) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" + "---:|" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def _whole(dataset: Dataset) -> str:
    claims = [claim for relation in dataset.relations.values() for claim in relation.claims]
    status = Counter(relation.status for relation in dataset.relations.values())
    rows = [
        ("actors", len(dataset.actors)),
        ("ties", len(dataset.relations)),
        *((f"— {word}", status[word]) for word in STATUSES),
        ("— supported by two documents or more",
         sum(len(relation.asserting_documents) > 1 for relation in dataset.relations.values())),
        ("claims", len(claims)),
        ("— with a quotation", sum(claim.quote is not None for claim in claims)),
        ("documents", len(dataset.documents)),
        ("events", len(dataset.events)),
    ]
    return "## The whole\n\n" + _table(("", "number"), rows)


def _years(dataset: Dataset, today: datetime.date) -> str:
    rows = [("undated" if year is None else year, *counts) for year, *counts in by_year(dataset, today)]
    return ("## Year by year\n\nA claim counts in the year in which it was made, a tie in every year in which it held.\n\n"
            + _table(("year", "documents", "claims", "ties, certain", "ties, possible", "events"), rows))


def by_year(dataset: Dataset, today: datetime.date) -> list[tuple]:
    """Rows of (year, documents dated in it, claims that they make, ties that certainly and that possibly held, events);
    the last row, with None for the year and "" for the ties, counts what has no date."""
    written = {document.id: _year(document.date) for document in dataset.documents.values()}
    documents = Counter(written.values())
    claims = Counter(
        _year(claim.date) if claim.date else written.get(claim.document)
        for relation in dataset.relations.values() for claim in relation.claims
    )
    known = [span for span in spans(dataset, today).values() if span]
    held = {"certain": Counter(), "possible": Counter()}
    first = (years(known) or (today.year,))[0]
    for year in range(first, today.year + 1):
        window = (datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal())
        for span in known:
            certainty = span.certainty(*window)
            if certainty != "none":
                held[certainty][year] += 1
    events = Counter(_year(event.date or event.start) for event in dataset.events.values())
    rows = [(year, documents[year], claims[year], held["certain"][year], held["possible"][year], events[year])
            for year in range(first, today.year + 1)]
    return [*rows, (None, documents[None], claims[None], "", "", events[None])]


def _year(date: str | None) -> int | None:
    return datetime.date.fromordinal(parse_date(date).first).year if date else None


def _languages(dataset: Dataset) -> str:
    documents = Counter(document.language for document in dataset.documents.values())
    claims = Counter(
        dataset.documents[claim.document].language
        for relation in dataset.relations.values() for claim in relation.claims if claim.document in dataset.documents
    )
    rows = [(LANGUAGE_NAMES.get(language, language), count, claims[language])
            for language, count in sorted(documents.items(), key=lambda item: (-item[1], item[0]))]
    return "## Languages\n\n" + _table(("language of the document", "documents", "claims"), rows)


def _kinds(dataset: Dataset) -> str:
    words = dataset.vocabulary
    actors = Counter(actor.kind for actor in dataset.actors.values())
    relations = Counter(relation.kind for relation in dataset.relations.values())
    return "\n\n".join([
        "## Kinds of actor",
        _table(("kind", "actors"), [(kind.labels.en, actors[kind.id]) for kind in words.actor_kinds.values()]),
        "## Kinds of tie",
        _table(("kind", "family", "ties"), [(f"`{kind.id}`", words.families[kind.family].label.en, relations[kind.id])
                                            for kind in words.relation_kinds.values()]),
    ])


def _omissions(left_out: Mapping[str, Sequence[str]]) -> Iterable[str]:
    if left_out:
        yield ("## Left out\n\nWhat the inventory of the first five documents lists and the data does not hold, by reason.\n"
               "(r: a tie, the others: what the inventory calls them.)")
        for reason, items in left_out.items():
            yield f"- {reason} ({len(items)}): {', '.join(items)}"
