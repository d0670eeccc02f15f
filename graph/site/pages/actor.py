"""The page of one actor."""

from __future__ import annotations

from typing import Any

from graph.formats.writing.shapes import outline
from graph.grammar import capitalised
from graph.model import Actor
from graph.prose import read_actor
from graph.site.book import Book
from graph.site.fan import fan
from graph.site.pages.page import Address, Page, exact, shortened, span_of_years
from graph.site.pages.told import as_told, plain_text


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
