"""FollowTheMoney, as JSON lines: persons and organisations, their ties as intervals, the documents as proof.

Its dates are ISO prefixes (2005, 2005-03, 2005-03-24) and know no "about", "perhaps" or "between"; the written
date stands whole in each description. A tie becomes Membership, Occupancy, Ownership … where its kind and both
its ends allow it, else an UnknownLink with the kind as its role. Plain JSON: followthemoney itself is not needed.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any, Iterator

from graph.formats.snapshot import Options, Snapshot
from graph.formats.writing.lettering import plain
from graph.grammar import sentence
from graph.model import Actor, Claim, Document, Relation
from graph.words import date_text

# Kinds of our vocabulary → schemata; a kind that another dataset declares is a LegalEntity, its tie an UnknownLink.
ACTORS = {
    "person": "Person", "party": "Organization", "coalition": "Organization", "movement": "Organization",
    "organisation": "Organization", "body": "PublicBody", "state": "PublicBody", "armed_force": "PublicBody",
    "company": "Company", "media": "Organization", "place": "Address", "site": "Address",
}
OTHER = "LegalEntity"
_IS_A = {  # schema → what it may stand for
    "Person": {"Person", "LegalEntity"}, "Organization": {"Organization", "LegalEntity"},
    "PublicBody": {"Organization", "LegalEntity"}, "Company": {"Company", "Organization", "LegalEntity", "Asset"},
    "LegalEntity": {"LegalEntity"}, "Address": set(),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A schema of FollowTheMoney for a tie: which property holds each end, and what each end must be."""

    schema: str
    source: str
    source_is: str
    target: str
    target_is: str


_KIN = Link("Family", "person", "Person", "relative", "Person")
TIES = {
    "member_of": Link("Membership", "member", "LegalEntity", "organization", "Organization"),
    "leads": Link("Directorship", "director", "LegalEntity", "organization", "Organization"),
    "works_for": Link("Employment", "employee", "Person", "employer", "Organization"),
    "owns": Link("Ownership", "owner", "LegalEntity", "asset", "Asset"),
    "succeeds": Link("Succession", "successor", "LegalEntity", "predecessor", "LegalEntity"),
    "parent_of": _KIN, "sibling_of": _KIN, "spouse_of": _KIN, "relative_of": _KIN,
}
UNKNOWN = Link("UnknownLink", "subject", "", "object", "")
NO_FACT = ("speculated", "withdrawn")  # of a status that nobody stands by: an UnknownLink that says so
OFFICE = "holds_office_in"  # becomes a Position and its Occupancy where the holder is a person
LOST = (
    "dates that are about, perhaps or between two days keep only what an ISO prefix can hold",
    "a denial or a speculation stands in the description of its tie, not as a statement of its own",
    "events, the vocabulary's families and signs, and where actors stand on the map",
)


def write(snapshot: Snapshot, options: Options = Options()) -> bytes:
    lines = sorted(_entities(snapshot), key=lambda entity: (_ORDER.get(entity["schema"], 2), entity["id"]))
    return "".join(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n" for entity in lines).encode()


_ORDER = {"Document": 0, "Person": 1, "Organization": 1, "PublicBody": 1, "Company": 1, "LegalEntity": 1, "Address": 1,
          "Position": 1}


def _entities(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    part = snapshot.part.dataset
    cited = {claim.document for relation in part.relations.values() for claim in relation.claims}
    for document in part.documents.values():
        if document.id in cited:
            yield _document(document)
    for actor in part.actors.values():
        yield _actor(actor, snapshot)
    positions: set[str] = set()
    for relation in part.relations.values():
        for entity in _tie(relation, snapshot):
            if entity["schema"] != "Position" or entity["id"] not in positions:
                positions.add(entity["id"])
                yield entity


def _entity(id: str, schema: str, **properties: Any) -> dict[str, Any]:
    """Properties are lists of texts without repetition; what has no value is left out."""
    made = {}
    for name, values in properties.items():
        values = values if isinstance(values, (list, tuple)) else [values]
        kept = list(dict.fromkeys(text for value in values if value and (text := plain(str(value)))))
        if kept:
            made[name] = kept
    return {"id": id, "schema": schema, "properties": made}


def _document(document: Document) -> dict[str, Any]:
    return _entity(
        document_id(document.id), "Document", fileName=document.id, title=document.title, name=document.title, author=document.author,
        publisher=document.publisher, publishedAt=iso_prefix(document.date), sourceUrl=_web(document.url),
        language=_LANGUAGES.get(document.language), notes=document.standpoint.en if document.standpoint else None,
    )


_LANGUAGES = {"en": "eng", "ru": "rus", "ky": "kir", "de": "deu", "fr": "fra", "uk": "ukr", "uz": "uzb", "kk": "kaz", "tr": "tur"}


def _actor(actor: Actor, snapshot: Snapshot) -> dict[str, Any]:
    schema = ACTORS.get(actor.kind, OTHER)
    born, died = ("birthDate", "deathDate") if schema == "Person" else ("incorporationDate", "dissolutionDate")
    names = [actor.name.en, actor.name.ru, actor.name.ky]
    dates = {} if schema == "Address" else {born: iso_prefix(actor.start), died: iso_prefix(actor.end)}
    return _entity(
        actor_id(actor.id), schema, name=names[0], alias=[*names[1:], *actor.aliases], wikidataId=actor.wikidata,
        keywords=snapshot.dataset.vocabulary.actor_kinds[actor.kind].label.en, notes=actor.note.en if actor.note else None,
        full=actor.name.en if schema == "Address" else None, **dates,
    )


def _tie(relation: Relation, snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    part = snapshot.part.dataset
    ends = [ACTORS.get(part.actors[id].kind, OTHER) for id in (relation.source, relation.target)]
    kind = snapshot.dataset.vocabulary.relation_kinds[relation.kind]
    role = relation.role.en if relation.role else None
    told = _told(relation, snapshot)
    doubtful = relation.status in NO_FACT
    if relation.kind == OFFICE and not doubtful and ends[0] == "Person" and "Organization" in _IS_A[ends[1]]:
        office = role or f"Office in {part.actors[relation.target].name.en}"
        position = f"bailanysh-position-{_short(relation.target, office)}"
        yield _entity(position, "Position", name=f"{office} ({part.actors[relation.target].name.en})" if role else office,
                      organization=actor_id(relation.target))
        yield _entity(tie_id(relation.id), "Occupancy", holder=actor_id(relation.source), post=position, status=relation.status, **told)
        return
    link = TIES.get(relation.kind, UNKNOWN)
    if doubtful or not (link.source_is in _IS_A[ends[0]] and link.target_is in _IS_A[ends[1]]):
        link = UNKNOWN
    said = "; ".join(filter(None, (relation.status if doubtful else None, kind.label.en, role)))
    if link.schema == "Family":
        word = {"relationship": said}
    else:
        word = {"role": said if link is UNKNOWN else role or kind.label.en, "status": relation.status}
    yield _entity(tie_id(relation.id), link.schema, **{
        link.source: actor_id(relation.source), link.target: actor_id(relation.target)}, **word, **told)


def _told(relation: Relation, snapshot: Snapshot) -> dict[str, Any]:
    """When, who says so and where: the same for every schema."""
    part = snapshot.part.dataset
    documents = [part.documents[claim.document] for claim in relation.claims]
    when = date_text(relation, "en", part)
    said = [_claim(claim, snapshot) for claim in relation.claims]
    start = relation.start if relation.start != "unknown" else None
    end = relation.end if relation.end not in ("ongoing", "unknown") else None
    written = {"date": relation.date, "start": relation.start, "end": relation.end}
    return {
        "date": iso_prefix(relation.date), "startDate": iso_prefix(start), "endDate": iso_prefix(end),
        "summary": sentence(relation, part, "en"),
        "description": [f"When: {when}" + (f" ({', '.join(f'{k}: {v}' for k, v in written.items() if v)})" if any(written.values()) else ""),
                        f"Status: {relation.status}", *said],
        "proof": [document_id(document.id) for document in documents],
        "sourceUrl": [_web(document.url) for document in documents],
        "publisher": [document.publisher for document in documents],
        "recordId": relation.id,
    }


def _claim(claim: Claim, snapshot: Snapshot) -> str:
    by = snapshot.dataset.actors[claim.by].name.en if claim.by in snapshot.dataset.actors else claim.by
    title = snapshot.dataset.documents[claim.document].title
    voice = f"{by} {claim.stance}" if by else f"{title} {claim.stance}"
    quote = f": “{claim.quote}”" if claim.quote else ""
    return f"{voice}{quote} ({title})" if by else f"{voice}{quote}"


def iso_prefix(written: str | None) -> str | None:
    """What of a written date an ISO prefix can hold: 2005~ is 2005; of A/B what both share, if they share a year."""
    if not written:
        return None
    first, _slash, second = written.partition("/")
    first, second = first.rstrip("~?"), second.rstrip("~?")
    if not second:
        return first
    shared = [a for a, b in zip(first.split("-"), second.split("-")) if a == b]
    parts = first.split("-")[: len(shared)] if first.split("-")[: len(shared)] == shared else []
    return "-".join(parts) or None


def _web(url: str | None) -> str | None:
    return url if url and re.match(r"https?://", url) else None


def actor_id(id: str) -> str:
    return f"bailanysh-{id}"


def document_id(id: str) -> str:
    return f"bailanysh-document-{id}"


def tie_id(id: str) -> str:
    return f"bailanysh-tie-{_short(id)}"


def _short(*words: str) -> str:
    return hashlib.sha1("\x1f".join(words).encode()).hexdigest()
