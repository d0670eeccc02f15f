"""Actors and ties as rows of plain values, for formats that know only names and values: GEXF, GraphML, CSV.

The records' own fields stand under their own names, lists and texts in several languages as JSON, so that a
file holds what an import needs to give back the same records. What we add beside them is worked out from the
records; a reader may leave it.
"""

from __future__ import annotations

import datetime
import json
from typing import Any, Iterable, Mapping

from graph.dates import FIRST_DAY, Span
from graph.formats.snapshot import Snapshot
from graph.grammar import sentence
from graph.model import Actor, Claim, Relation
from graph.selection import spans
from graph.words import date_text

# name → (type, what it says); the dictionary of every file that has columns
ACTOR_COLUMNS = {
    "id": (str, "never changes"),
    "label": (str, "the name in the language of the export"),
    "kind": (str, "kind of actor, an id of the vocabulary"),
    "kind_label": (str, "the same in words"),
    "name": (str, "the name in English"),
    "name_ru": (str, "the name in Russian"),
    "name_ky": (str, "the name in Kyrgyz"),
    "aliases": (str, "other spellings met in documents, a JSON list"),
    "start": (str, "born or founded, as written: 2005, 2005-03, 2005-03-24; ~ about, ? perhaps, A/B some day from A to B"),
    "end": (str, "died or dissolved, as written"),
    "wikidata": (str, "its id in Wikidata"),
    "agreement": (str, "grammar, by language, as JSON; only where it differs from what is guessed"),
    "note": (str, "a note by language, as JSON"),
    "ties": (int, "how many of the exported ties it has"),
}
TIE_COLUMNS = {
    "id": (str, "never changes"),
    "source": (str, "the actor from which the tie runs (no citation)"),
    "target": (str, "the actor to which it runs"),
    "kind": (str, "kind of tie, an id of the vocabulary"),
    "kind_label": (str, "the same in words"),
    "family": (str, "the family of the kind"),
    "sign": (int, "1 cooperative, -1 hostile, 0 neither"),
    "directed": (bool, "false: the tie has no direction, source and target may be read either way"),
    "status": (str, "stated, claimed, contested, speculated or withdrawn; follows from the claims"),
    "certainty": (str, "in the exported window of time: certain or possible"),
    "sentence": (str, "the tie as a sentence"),
    "when": (str, "its time in words"),
    "role": (str, "the role by language, as JSON"),
    "date": (str, "it happened, as written: 2005, 2005-03, 2005-03-24; ~ about, ? perhaps, A/B some day from A to B"),
    "start": (str, "it lasted from, as written; unknown: nobody says"),
    "end": (str, "it lasted to, as written; ongoing: it holds on the day of the export; unknown: nobody says"),
    "possible_from": (str, "the first day on which it may have held (none: any day before)"),
    "certain_from": (str, "the first day on which it surely held (none: no single day is sure)"),
    "certain_until": (str, "the last day on which it surely held"),
    "possible_until": (str, "the last day on which it may have held"),
    "seen_on": (str, "of a tie whose start and end nobody gives: the days on which documents saw it; only they are sure"),
    "documents": (int, "how many documents assert it"),
    "claims": (str, "who says or denies it, in which document, in what words; a JSON list"),
    "note": (str, "a note by language, as JSON"),
}


def actor_row(actor: Actor, snapshot: Snapshot, ties: int) -> dict[str, Any]:
    """One actor by ACTOR_COLUMNS, without what it has no value for."""
    kind = snapshot.dataset.vocabulary.actor_kinds[actor.kind]
    return _filled({
        "id": actor.id, "label": actor.name.in_language(snapshot.language), "kind": actor.kind,
        "kind_label": kind.label.in_language(snapshot.language), "name": actor.name.en, "name_ru": actor.name.ru,
        "name_ky": actor.name.ky, "aliases": _json(list(actor.aliases)), "start": actor.start, "end": actor.end,
        "wikidata": actor.wikidata, "agreement": _record(actor.agreement), "note": _record(actor.note), "ties": ties,
    })


def tie_row(relation: Relation, snapshot: Snapshot, *, whole_documents: bool = False) -> dict[str, Any]:
    """One tie by TIE_COLUMNS, without what it has no value for. `whole_documents`: its claims hold the records of
    their documents, for formats that have no other place for them."""
    dataset, language = snapshot.dataset, snapshot.language
    kind = dataset.vocabulary.relation_kinds[relation.kind]
    span = spans(dataset, snapshot.today)[relation.id]
    return _filled({
        "id": relation.id, "source": relation.source, "target": relation.target, "kind": relation.kind,
        "kind_label": kind.label.in_language(language), "family": kind.family, "sign": kind.sign,
        "directed": kind.directed, "status": relation.status, "certainty": snapshot.part.certainty.get(relation.id),
        "sentence": sentence(relation, dataset, language), "when": date_text(relation, language, dataset),
        "role": _record(relation.role), "date": relation.date, "start": relation.start, "end": relation.end,
        **days(span), "documents": len(relation.asserting_documents),
        "claims": _json([_claim(claim, snapshot, whole_documents) for claim in relation.claims]),
        "note": _record(relation.note),
    })


def days(span: Span | None) -> dict[str, str | None]:
    """A span as ISO days: between which it may have held, and between which it surely did."""
    if span is None:
        return {}
    certain = (min(span.start_latest, span.end_latest), max(span.end_earliest, span.start_earliest))
    sure = not span.seen and certain[0] <= certain[1]
    return {
        "possible_from": iso(span.start_earliest) if span.start_earliest > FIRST_DAY else None,
        "certain_from": iso(certain[0]) if sure else None, "certain_until": iso(certain[1]) if sure else None,
        "possible_until": iso(span.end_latest), "seen_on": " ".join(map(iso, span.seen)) or None,
    }


def iso(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()


def counted_ties(relations: Iterable[Relation]) -> dict[str, int]:
    """Actor id → how many of the ties are its."""
    ties: dict[str, int] = {}
    for relation in relations:
        for end in {relation.source, relation.target}:
            ties[end] = ties.get(end, 0) + 1
    return ties


def records_json(records: Iterable[Any]) -> list[dict[str, Any]]:
    return [record.model_dump(mode="json", exclude_none=True) for record in records]


def claim_fields(claim: Claim) -> dict[str, Any]:
    """A claim's fields; the stance where it is not plain assertion."""
    fields = claim.model_dump(mode="json", exclude_none=True)
    if fields["stance"] == "asserts":
        del fields["stance"]
    return fields


def _claim(claim: Claim, snapshot: Snapshot, whole_documents: bool) -> dict[str, Any]:
    fields = claim_fields(claim)
    if whole_documents:
        fields["document"] = snapshot.dataset.documents[claim.document].model_dump(mode="json", exclude_none=True)
    return fields


def _record(record: Any) -> str | None:
    return _json(record.model_dump(mode="json", exclude_none=True)) if record else None


def _json(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value else None


def _filled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}
