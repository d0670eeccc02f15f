"""The pages of one language, as values for their templates: an actor, a year, a document, the lists, what is about it all."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any, Callable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from graph.formats.writing.shapes import outline
from graph.grammar import capitalised
from graph.lines import said
from graph.model import Actor, Dataset, Document, Relation
from graph.picture import statuses
from graph.prose import Paragraph, Reading, read_actor, read_year, runs
from graph.site.book import Book, Cited
from graph.site.fan import fan
from graph.stamp import LICENCE_URL, Stamp
from graph.voices import contested
from graph.words import date_text, written_date

SNIPPET = 300  # letters of a page's description, at most
ALPHABETS = {
    "en": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ru": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    "ky": "АБВГДЕЁЖЗИЙКЛМНҢОӨПРСТУҮФХЦЧШЩЪЫЬЭЮЯ",
}
_PLAIN_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’ʼ-])*")  # letters, and what joins them


@dataclass(frozen=True)
class Page:
    """`local` is its path within the language; `picture` the path of its preview within the site."""

    local: str
    template: str
    heading: str
    description: str
    values: Mapping[str, Any] = field(default_factory=dict)
    menu: str = ""  # the entry of the menu that it belongs to
    title: str = ""
    type: str = "website"
    linked_data: Any = None
    listed: bool = True  # for search engines
    path: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Told:
    """A Reading as the templates want it."""

    paragraphs: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    sources: str


@dataclass(frozen=True)
class Download:
    """A file beside the pages; `label` and `purpose` are msgids until they are told in a language."""

    path: str
    label: str
    purpose: str
    size: str

    def in_language(self, _: Callable[[str], str]) -> "Download":
        return replace(self, label=_(self.label), purpose=_(self.purpose))


Address = Callable[[str], str]  # a path within the language → its address, absolute if the site's is known


def pages(book: Book, address: Address, *, stamp: Stamp, query: str, shards: Sequence[str],
          downloads: Sequence[Download]) -> Iterator[Page]:
    """All pages of one language."""
    yield explorer(book, query, shards)
    yield actors(book)
    for actor in book.dataset.actors.values():
        yield actor_page(book, actor, address)
    yield years(book)
    for row in book.years:
        yield year_page(book, row[0])
    yield contested_page(book)
    yield documents(book)
    for document in book.dataset.documents.values():
        yield document_page(book, document, address)
    yield about(book, address, stamp, downloads)


# -- the map ----------------------------------------------------------------------------------------------


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


# -- an actor ---------------------------------------------------------------------------------------------


def actor_page(book: Book, actor: Actor, address: Address) -> Page:
    _ = book.gettext
    name, ties, neighbours = book.name(actor.id), book.ties[actor.id], book.neighbours(actor.id)
    reading = read_actor(book.dataset, actor.id, language=book.language, today=book.today)
    told = as_told(book, reading)
    documents = {claim.document for tie in ties for claim in tie.claims}
    facts = [ties_of(book, actor), _("Documents: {count}").format(count=len(documents))]
    path = f"actor/{actor.id}.html"
    return Page(
        path, "actor", name, shortened(f"{capitalised(book.kind(actor))}. {facts[0]}. {plain_text(reading)}"),
        {
            "id": actor.id, "kind": book.kind(actor), "names": book.other_names(actor), "facts": facts,
            "wikidata": actor.wikidata, "fan": fan(book, actor.id, neighbours), "neighbours": neighbours, "told": told,
            "outline": outline(book.dataset.vocabulary.actor_kinds[actor.kind].shape),
        },
        menu="actors.html", type="profile" if actor.kind == "person" else "article",
        linked_data=linked_actor(book, actor, address(path)),
    )


def ties_of(book: Book, actor: Actor) -> str:
    """How many ties it has, and in which years."""
    active = book.active(actor.id)
    return book.gettext("Ties: {count}").format(count=len(book.ties[actor.id])) + (f", {span_of_years(active)}" if active else "")


def linked_actor(book: Book, actor: Actor, url: str) -> dict[str, Any]:
    """The actor in schema.org's words. Only dates that are exact enough for them go in."""
    schema = {"person": "Person", "state": "Country", "place": "Place", "site": "Place", "party": "PoliticalParty",
              "body": "GovernmentOrganization", "media": "NewsMediaOrganization", "company": "Corporation"}
    type = schema.get(actor.kind, "Organization")
    born, died = {"Person": ("birthDate", "deathDate")}.get(type, ("foundingDate", "dissolutionDate"))
    data = {
        "@context": "https://schema.org", "@type": type, "name": book.name(actor.id), "url": url,
        "alternateName": book.other_names(actor) or None,
        "sameAs": f"https://www.wikidata.org/wiki/{actor.wikidata}" if actor.wikidata else None,
        "description": actor.note.in_language(book.language) if actor.note else None,
    }
    if type not in ("Country", "Place"):
        data |= {born: exact(actor.start), died: exact(actor.end)}
    return {key: value for key, value in data.items() if value}


def exact(date: str | None) -> str | None:
    return date if date and re.fullmatch(r"\d{4}(-\d{2}){0,2}", date) else None


# -- prose ------------------------------------------------------------------------------------------------


def as_told(book: Book, reading: Reading) -> Told:
    seen: set[int] = set()
    labels = {capitalised(family.label.in_language(book.language)): family.id
              for family in book.dataset.vocabulary.families.values()}
    paragraphs = [
        {
            "heading": paragraph.heading, "family": labels.get(paragraph.heading), "count": len(paragraph.ties),
            "sentences": [[_run(run, seen) for run in words] for words in _with_notes(paragraph)],
        }
        for paragraph in reading.paragraphs
    ]
    notes = [
        {"number": note.number, "quote": note.quote, "author": note.author, "document": note.document, "title": note.title,
         "publisher": note.publisher, "date": note.date, "page": note.page, "url": note.url, "host": host(note.url),
         "language": book.dataset.documents[note.document].language}
        for note in reading.footnotes
    ]
    return Told(paragraphs, notes, reading.sources)


def _with_notes(paragraph: Paragraph) -> Iterator[list[str | list[int]]]:
    """The sentences as runs; what stands under no source, as the note of a tie does, goes with the one before it."""
    told: list[str | list[int]] = []
    for words in paragraph.sentences:
        if told and any(isinstance(word, int) for word in words):
            yield told
            told = []
        told += [" "] * bool(told) + list(runs(words))
    if told:
        yield told


def _run(run: str | list[int], seen: set[int]) -> dict[str, Any]:
    if isinstance(run, str):
        return {"text": run, "refs": []}
    refs = []
    for number in run:
        refs.append({"number": number, "first": number not in seen})  # the footnote leads back to the first
        seen.add(number)
    return {"text": None, "refs": refs}


def plain_text(reading: Reading) -> str:
    return " ".join(
        "".join(run for run in runs(words) if isinstance(run, str)) for paragraph in reading.paragraphs for words in paragraph.sentences
    )


def shortened(text: str) -> str:
    """So many whole words as a search engine or a preview shows."""
    text = " ".join(text.split())
    return text if len(text) <= SNIPPET else f"{text[:SNIPPET].rsplit(' ', 1)[0].rstrip(',;:.–—- ')} …"


def host(url: str | None) -> str:
    """What a reader recognises an address by: example.org, or the address after mailto:."""
    parts = urlsplit(url or "")
    return (parts.netloc or parts.path).rpartition("@")[2].removeprefix("www.") if parts.scheme != "mailto" else parts.path


def span_of_years(years: tuple[int, int]) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


# -- years ------------------------------------------------------------------------------------------------


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


# -- documents --------------------------------------------------------------------------------------------


def document_page(book: Book, document: Document, address: Address) -> Page:
    _ = book.gettext
    cited = book.claims[document.id]
    headings = {"asserts": _("What it asserts"), "denies": _("What it denies"),
                "speculates": _("What it thinks possible"), "withdraws": _("What it takes back")}
    stances = [
        {"id": stance, "heading": heading, "said": told}
        for stance, heading in headings.items() if (told := [_said(book, each) for each in cited if each.claim.stance == stance])
    ]
    published = written_date(document.date, book.language) if document.date else None
    path = f"document/{document.id}.html"
    facts = [document.author, document.publisher, published, document.licence]
    sentences = " ".join(f"{each['sentence']}." for stance in stances for each in stance["said"])
    return Page(
        path, "document", document.title, shortened(f"{', '.join(filter(None, facts[:3])) or document.title}. {sentences}"),
        {"document": document, "facts": list(filter(None, facts)), "stances": stances, "host": host(document.url),
         "standpoint": document.standpoint.in_language(book.language) if document.standpoint else None},
        menu="documents.html", type="article",
        linked_data={key: value for key, value in {
            "@context": "https://schema.org", "@type": "CreativeWork", "name": document.title, "author": document.author,
            "publisher": document.publisher, "datePublished": exact(document.date), "inLanguage": document.language,
            "sameAs": document.url, "url": address(path),
        }.items() if value},
    )


def _said(book: Book, cited: Cited) -> dict[str, Any]:
    """A claim on its document's page: the tie or event that it speaks of, whose voice, in what words."""
    told = said(cited.claim, book.dataset, book.language)
    line = book.line(cited.owner) if isinstance(cited.owner, Relation) else None
    return {
        "sentence": line.sentence if line else cited.owner.name.in_language(book.language), "line": line, "who": told.who,
        "when": line.when if line else date_text(cited.owner, book.language, book.dataset), "quote": told.quote, "page": told.page,
    }


def documents(book: Book) -> Page:
    _ = book.gettext
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in sorted(book.dataset.documents.values(), key=lambda each: (each.date or "", each.title, each.id)):
        groups[(document.date or "")[:4]].append(document)
    told = [
        {"id": f"y{year}" if year else "undated", "heading": year or _("undated"), "documents": [
            {"id": each.id, "title": each.title, "language": each.language, "about": _document_line(book, each),
             "spelled": "|".join(filter(None, (each.title, each.publisher, each.author)))}
            for each in group
        ]}
        for year, group in sorted(groups.items(), reverse=True)
    ]
    return Page("documents.html", "documents", _("Documents"),
                _("The {count} documents that the ties rest on, newest first; each with what it asserts and denies.").format(count=len(book.dataset.documents)),
                {"groups": told}, menu="documents.html")


def _document_line(book: Book, document: Document) -> str:
    _ = book.gettext
    day = written_date(document.date, book.language) if document.date else None
    return ", ".join(filter(None, (document.publisher, day, _("claims: {count}").format(count=len(book.claims[document.id])))))


# -- lists ------------------------------------------------------------------------------------------------


def actors(book: Book) -> Page:
    """All actors by letter: persons by their family name, the others by their first word."""
    _ = book.gettext
    letters: dict[str, list[dict[str, Any]]] = defaultdict(list)
    kinds = book.dataset.vocabulary.actor_kinds
    for actor in book.dataset.actors.values():
        name = book.name(actor.id)
        before, sorted_by = family_name(actor, name) if actor.kind == "person" else ("", name)
        letters[_letter(sorted_by, book.language)].append({
            "id": actor.id, "before": before, "sorted": sorted_by, "kind": book.kind(actor), "spelled": book.spelled(actor),
            "outline": outline(kinds[actor.kind].shape), "ties": len(book.ties[actor.id]),
        })
    order = _alphabetical(book.language)
    told = [
        {"letter": letter, "id": f"l{number}", "actors": sorted(letters[letter], key=lambda each: (order(each["sorted"]), order(each["before"]), each["id"]))}
        for number, letter in enumerate(sorted(letters, key=lambda letter: (letter == "#", order(letter))), start=1)
    ]
    return Page("actors.html", "actors", _("Actors"),
                _("All {count} people, parties, states and bodies, each with its ties and their sources.").format(count=len(book.dataset.actors)),
                {"letters": told}, menu="actors.html")


def family_name(actor: Actor, name: str) -> tuple[str, str]:
    """What stands before the family name of a person, with its blank, and the rest, by which the list is sorted.

    The family name is the last word, and the word before where the last begins small (Bakir uulu). A name that is none (a
    description: in brackets, in quotation marks, with a comma) is sorted as it is written, and so is one whose family
    name comes first, which an alias in a library's order tells: Xi, Jinping.
    """
    turned = {alias.replace(", ", " ", 1).casefold() for alias in actor.aliases if ", " in alias}
    if not _PLAIN_NAME.fullmatch(name) or any(each and each.casefold() in turned for _, each in actor.name):
        return "", name
    words = name.split(" ")
    last = len(words) - 1
    while last > 0 and words[last][0].islower():
        last -= 1
    before = " ".join(words[:last])
    return before + " " * bool(before), " ".join(words[last:])


def _letter(name: str, language: str) -> str:
    first = next((sign for sign in name.upper() if sign.isalnum()), "#")
    return first if first in ALPHABETS[language] else "#"


def _alphabetical(language: str) -> Callable[[str], tuple]:
    """Ё goes with Е and so on: each letter by its place in the language's alphabet, others behind."""
    places = {sign: place for place, sign in enumerate(ALPHABETS[language])}
    if "Ё" in places:
        places["Ё"] = places["Е"] + 0.5
    return lambda text: tuple((0, places[sign]) if sign in places else (1, ord(sign)) for sign in text.upper() if sign.isalnum())


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
