"""JSON Schemas of the files, for editors that complete and check while one types: from the models, the vocabulary and
the ids that there are. Draft-07, which yaml-language-server reads."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Mapping

from pydantic import TypeAdapter

from graph.model import Dataset, Vocabulary

FOLDER = ".schema"  # beside the data; the loader knows nothing of it
DRAFT = "http://json-schema.org/draft-07/schema#"
WRITTEN = ["string", "number", "boolean"]  # an editor reads 2005 as a number; the loader reads every text as text


def modeline(name: str) -> str:
    """The first line of a data file, by which an editor finds its schema."""
    return f"# yaml-language-server: $schema={FOLDER}/{name.removesuffix('.yaml')}.json"


def _(text: str) -> str:  # marks a text for translation: the forms show it too
    return text


MEANINGS: Mapping[str, str] = {
    "id": _("Lower-case Latin letters, digits and hyphens; it never changes once it is published."),
    "relations.id": _("Only where two ties would otherwise be told apart by nothing; else it follows from the ends."),
    "kind": _("One of the kinds in vocabulary.yaml."),
    "name": _("The name that is shown; English is required."),
    "aliases": _("Every other spelling met in a document: search finds them all."),
    "start": _("When it began: born, founded, taken up. 2005, 2005-03 or 2005-03-24, ~ about, ? perhaps."),
    "end": _("When it ended. For a tie also: ongoing, or unknown."),
    "date": _("When it happened, on some day of this date: 2005, 2005-03, 2005-03-24, A/B between the two."),
    "wikidata": _("The item's number: Q and digits."),
    "agreement": _("How verbs agree with the name, where it cannot be guessed."),
    "note": _("What a reader must know, in one sentence."),
    "source": _("The actor from whom the tie leads."),
    "target": _("The actor to whom it leads."),
    "role": _("What the kind leaves open: the office, what is asked for."),
    "claims": _("Who says so, or denies it, in which document. At least one."),
    "document": _("The document in which it is said."),
    "by": _("Who says it: an actor, or words for a voice that is none. Empty: the document itself."),
    "stance": _("asserts (where nothing stands), denies, speculates or withdraws."),
    "quote": _("The words, exactly, at most 40 of them."),
    "page": _("Where in the document."),
    "claim.date": _("When it was said or seen, if not on the document's own date."),
    "title": _("The title, as it stands."),
    "author": _("Who wrote it, if there is a byline."),
    "publisher": _("Who published it."),
    "documents.date": _("When it was published."),
    "language": _("The language it is written in: en, ru, ky …"),
    "url": _("The address of the thing itself, not of a mirror."),
    "standpoint": _("Whose side it speaks from: readers weigh its claims by it."),
    "licence": _("What may be done with its text."),
    "actors": _("Who took part."),
}


def meaning(room: str, field: str) -> str | None:
    """What a field is for, in English: room is actors, relations, claim, documents or events."""
    return MEANINGS.get(f"{room}.{field}") or MEANINGS.get(field)


def schemas(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """The schema of each file by the file's name (actors.json …)."""
    from graph.load.records import ROOMS

    found = {}
    for room in ("actors", "relations", "documents", "events"):
        found[f"{room}.json"] = _schema(TypeAdapter(list[ROOMS[room]]), room, dataset)
    sections = {name: list[ROOMS[name]] for name in ("actor_kinds", "families", "relation_kinds")}
    found["vocabulary.json"] = _vocabulary(sections, dataset)
    return found


def _schema(adapter: TypeAdapter, room: str, dataset: Dataset) -> dict[str, Any]:
    made = adapter.json_schema(ref_template="#/definitions/{model}")
    made["definitions"] = made.pop("$defs")
    for model, definition in made["definitions"].items():
        _adapt(definition, "claim" if model == "Claim" else room if model in made["items"]["$ref"] else "", dataset)
    if room == "relations":
        record = made["definitions"]["Relation"]
        record["required"] = ["source", "target", "kind", "claims"]
    return {"$schema": DRAFT, "title": f"{room}.yaml", **made}


def _adapt(definition: dict[str, Any], room: str, dataset: Dataset) -> None:
    """The fields of one model: as an editor reads them, with what they are for and what may stand there."""
    definition.pop("description", None)
    for name, field in definition.get("properties", {}).items():
        choice = _choices(room, name, dataset)
        if choice:
            field.pop("anyOf", None)
            field.pop("$ref", None)
        one = _plain(field)
        if choice:
            one.clear()
            one.update(choice)
        if room and (text := meaning(room, name)):
            one["description"] = text
        definition["properties"][name] = one


def _plain(field: Any) -> Any:
    """Without null, which is never written, and with texts that an editor takes for numbers allowed as well."""
    if not isinstance(field, dict):
        return field
    field = {key: value for key, value in field.items() if key not in ("title", "default")}
    if "anyOf" in field:
        left = [each for each in field["anyOf"] if each.get("type") != "null"]
        if len(left) == 1:
            return _plain({**{key: value for key, value in field.items() if key != "anyOf"}, **left[0]})
    if field.get("type") == "string" and "enum" not in field and "pattern" not in field:
        field["type"] = list(WRITTEN)
    if "items" in field:
        field["items"] = _plain(field["items"])
    return field


DATE = r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?]?)(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?]?)?$"
_WRONG_DATE = "Write 2005, 2005-03 or 2005-03-24, with ~ if approximate or ? if uncertain, or two of them with / between."


def _choices(room: str, name: str, dataset: Dataset) -> dict[str, Any] | None:
    """What may stand in a field, where the vocabulary, the ids or the form of a date say so."""
    words = dataset.vocabulary
    if name in ("date", "start", "end") and room:
        more = {"start": "unknown", "end": "ongoing|unknown"}.get(name) if room in ("relations", "events") else None
        pattern = f"{DATE}|^({more})$" if more else DATE
        return {"type": ["string", "integer"], "pattern": pattern, "minimum": 1000, "maximum": 9999, "patternErrorMessage": _WRONG_DATE}
    if name == "kind":
        kinds = words.actor_kinds if room == "actors" else words.relation_kinds if room == "relations" else None
        return kinds and _enum(kinds, lambda kind: _kind_text(kind, words), "kind in vocabulary.yaml")
    if (room, name) in (("relations", "source"), ("relations", "target")):
        return _actors(dataset)
    if (room, name) == ("events", "actors"):
        return {"type": "array", "items": _actors(dataset)}
    if (room, name) == ("claim", "document"):
        return _enum(dataset.documents, lambda id: dataset.documents[id].title, "document in documents.yaml")
    if (room, name) == ("claim", "by"):
        return {"anyOf": [_actors(dataset), {"type": list(WRITTEN)}]}
    return None


def _actors(dataset: Dataset) -> dict[str, Any]:
    return _enum(dataset.actors, lambda id: _actor_text(id, dataset), "actor in actors.yaml")


def _actor_text(id: str, dataset: Dataset) -> str:
    actor = dataset.actors[id]
    kind = dataset.vocabulary.actor_kinds[actor.kind].label.en
    names = dict.fromkeys(filter(None, (actor.name.en, actor.name.ru, *actor.aliases)))
    return f"{', '.join(names)} ({kind})" + (f": {actor.note.en}" if actor.note else "")


def _kind_text(id: str, words: Vocabulary) -> str:
    kind = words.relation_kinds.get(id)
    if not kind:
        return words.actor_kinds[id].label.en
    ends = [f"{end}: {', '.join(kinds)}" for end, kinds in (("source", kind.sources), ("target", kind.targets)) if kinds]
    return "; ".join([f"{kind.reading.en} ({words.families[kind.family].label.en})", *ends])


def _enum(ids: Iterable[str], text: Callable[[str], str], what: str) -> dict[str, Any]:
    found = list(ids)
    return {"enum": found, "enumDescriptions": [text(id) for id in found], "errorMessage": f"There is no such {what}."}


def _vocabulary(sections: Mapping[str, Any], dataset: Dataset) -> dict[str, Any]:
    properties, definitions = {}, {}
    for name, model in sections.items():
        made = TypeAdapter(model).json_schema(ref_template="#/definitions/{model}")
        definitions |= made.pop("$defs")
        properties[name] = made
    kinds, families = list(dataset.vocabulary.actor_kinds), list(dataset.vocabulary.families)
    for definition in definitions.values():
        _adapt(definition, "", dataset)
    fields = definitions["RelationKind"]["properties"]
    fields["family"] = {"enum": families}
    fields["sources"] = fields["targets"] = {"type": "array", "items": {"enum": kinds}}
    return {"$schema": DRAFT, "title": "vocabulary.yaml", "type": "object", "properties": properties,
            "additionalProperties": False, "definitions": definitions}
