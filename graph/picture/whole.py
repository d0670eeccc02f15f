"""Everything that the view needs to show any year by itself, as plain values."""

from __future__ import annotations

import datetime
from typing import Any, Iterable, Literal, Mapping

from graph import search
from graph.compare import MEMBERSHIP, OFFICE
from graph.dates import Bounds, parse_date, years
from graph.grammar import sentence
from graph.load.snapshot import collector_off
from graph.measures.net import BLOCS
from graph.model import LANGUAGES, Claim, Dataset, Event, Vocabulary
from graph.picture.looks import (
    DASHES, OPACITY, Dashes, certainties, documents_asserting, kinds_and_families, positions, roundness, sizes, statuses, tone, width_of,
)
from graph.selection import LIMIT, ranks, spans
from graph.words import date_text, strings, translator


def wire(dataset: Dataset, *, today: datetime.date, language: str) -> dict[str, Any]:
    """All years of a dataset for the view, as values that JSON knows. Days are ordinals (date.toordinal).

    Positions are the stored ones; for actors without one a place is found (see layout).
    """
    with collector_off():
        return _wire(dataset, today, language)


def _wire(dataset: Dataset, today: datetime.date, language: str) -> dict[str, Any]:
    _ = translator(language)
    found = spans(dataset, today)
    first, last = years(span for span in found.values() if span) or (today.year, today.year)
    first, last = min(first, today.year), min(last, today.year)
    return {
        "version": dataset.version,
        "title": _("Who was tied to whom, {first}–{last}").format(first=first, last=last),
        "today": today.toordinal(),
        "years": [first, last],
        "language": language,
        "limit": LIMIT,
        "nodes": _nodes(dataset, language),
        "edges": _edges(dataset, found, language),
        "documents": {
            document.id: {
                "title": document.title, "author": document.author, "publisher": document.publisher,
                "date": document.date, "language": document.language, "url": document.url,
                "standpoint": document.standpoint.in_language(language) if document.standpoint else None,
                "licence": document.licence,
            }
            for document in dataset.documents.values()
        },
        "events": [_event(event, dataset, today, language) for event in dataset.events.values()],
        "kinds": {
            kind.id: {"label": kind.label.in_language(language), "family": kind.family, "directed": kind.directed,
                      "sign": kind.sign}
            for kind in dataset.vocabulary.relation_kinds.values()
        },
        "legend": wire_legend(dataset.vocabulary, *kinds_and_families(dataset), language),
        "groupings": list(_groupings(dataset, language)),
        "strings": dict(strings(language)),
    }


def _nodes(dataset: Dataset, language: str) -> list[dict[str, Any]]:
    words = dataset.vocabulary
    places = positions(dataset)
    rank = ranks(dataset)
    size = sizes(dataset)
    nodes = []
    for actor in dataset.actors.values():
        kind = words.actor_kinds[actor.kind]
        light, dark = tone(kind, words)
        x, y = places[actor.id]
        nodes.append({
            "id": actor.id, "x": x, "y": y, "shape": kind.shape, "size": size[actor.id], "colour": light,
            "colourDark": dark, "kind": actor.kind, "name": actor.name.in_language(language),
            "names": {each: actor.name.in_language(each) for each in LANGUAGES}, "aliases": list(actor.aliases),
            "keys": list(search.keys(actor)), "rank": rank[actor.id], "start": actor.start, "end": actor.end,
            "note": actor.note.in_language(language) if actor.note else None, "wikidata": actor.wikidata,
        })
    return nodes


def _edges(dataset: Dataset, found: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    words = dataset.vocabulary
    bends = roundness(dataset)
    edges = []
    for relation in dataset.relations.values():
        kind = words.relation_kinds[relation.kind]
        family = words.families[kind.family]
        span = found[relation.id]
        status = relation.status
        documents = documents_asserting(relation)
        edges.append({
            "id": relation.id, "from": relation.source, "to": relation.target, "kind": relation.kind,
            "family": kind.family, "directed": kind.directed, "sign": kind.sign, "status": status,
            "role": relation.role.in_language(language) if relation.role else None,
            "days": [span.start_earliest, span.start_latest, span.end_earliest, span.end_latest] if span else None,
            "seen": list(span.seen) if span and span.seen else None,
            "open": span.open if span else False, "moment": bool(relation.date),
            "when": date_text(relation, language, dataset),
            "sentence": sentence(relation, dataset, language),
            "colour": family.colour, "colourDark": family.colour_dark, "width": width_of(documents),
            "dashes": _listed(DASHES[status]), "roundness": bends[relation.id],
            "documents": documents,
            "note": relation.note.in_language(language) if relation.note else None,
            "claims": [_claim(claim, dataset, language) for claim in relation.claims],
        })
    return edges


def _claim(claim: Claim, dataset: Dataset, language: str) -> dict[str, Any]:
    speaker = dataset.actors.get(claim.by) if claim.by else None
    return {
        "document": claim.document, "by": claim.by, "byName": speaker.name.in_language(language) if speaker else claim.by,
        "stance": claim.stance, "quote": claim.quote, "date": claim.date, "page": claim.page,
        "note": claim.note.in_language(language) if claim.note else None,
    }


def _event(event: Event, dataset: Dataset, today: datetime.date, language: str) -> dict[str, Any]:
    return {
        "id": event.id, "name": event.name.in_language(language), "days": list(_event_days(event, today)),
        "when": date_text(event, language, dataset), "actors": list(event.actors),
        "claims": [_claim(claim, dataset, language) for claim in event.claims],
    }


def _event_days(event: Event, today: datetime.date) -> tuple[int, int]:
    """The first and last day of an event, as written: the marks on the time axis leave ~ and ? to its words."""
    begins: Bounds = parse_date(event.date or event.start)
    if event.date or event.end in (None, "unknown"):
        return begins.first, begins.last
    if event.end == "ongoing":
        return begins.first, max(begins.last, today.toordinal())
    return begins.first, parse_date(event.end).last


def _listed(dashes: Dashes) -> Literal[False] | list[float]:
    return list(dashes) if dashes else False


def wire_legend(words: Vocabulary, kinds: set[str], families: set[str], language: str) -> dict[str, list[dict[str, Any]]]:
    """The wire's legend for these kinds of actor and families of ties."""
    return {
        "actorKinds": [
            {"id": kind.id, "label": kind.labels.in_language(language), "one": kind.label.in_language(language),
             "shape": kind.shape,
             **dict(zip(("colour", "colourDark"), tone(kind, words)))}
            for kind in words.actor_kinds.values() if kind.id in kinds
        ],
        "families": [
            {"id": family.id, "label": family.label.in_language(language), "colour": family.colour,
             "colourDark": family.colour_dark}
            for family in words.families.values() if family.id in families
        ],
        "statuses": [
            {"id": each, "label": label, "dashes": _listed(DASHES[each])} for each, label in statuses(language).items()
        ],
        "certainties": [
            {"id": each, "label": label, "opacity": OPACITY[each]} for each, label in certainties(language).items()
        ],
    }


def _groupings(dataset: Dataset, language: str) -> Iterable[dict[str, Any]]:
    """By what the view may gather actors into groups, as far as the data has it.

    `kinds` are the kinds of actor that make a group and `upward` the kinds of tie by which others belong to one, never
    through one of `never` (see measures/groups.py); `bonds` the kinds of tie that hold a community together.
    """
    _ = translator(language)
    kinds, _families = kinds_and_families(dataset)
    declared = dataset.vocabulary.relation_kinds.values()
    placing = [kind for kind in declared if kind.family in (OFFICE, MEMBERSHIP) and kind.sign == 0]
    upward = [kind.id for kind in placing if kind.directed]
    bonds = [kind.id for kind in declared if kind.sign > 0 or kind in placing]
    by_actor = (("party", _("party"), BLOCS[:1]), ("bloc", _("party, coalition or movement"), BLOCS), ("state", _("state"), ("state",)))
    for name, label, makers in by_actor:
        if kinds.intersection(makers):
            yield {"id": name, "label": label, "kinds": list(makers), "upward": upward, "never": ["person"]}
    if len(dataset.actors) > 2:
        yield {"id": "community", "label": _("community"), "bonds": bonds}
    if len(kinds) > 1:
        yield {"id": "kind", "label": _("kind of actor")}
