"""FollowTheMoney JSON lines: Person, Organization, Company, PublicBody … and what stands between them."""

from __future__ import annotations

import re
from typing import Any, Mapping

from graph.formats.reading.found import At, Found, FoundActor, FoundTie, Unreadable, refuse_too_many, text_of
from graph.formats.reading.identity import is_cyrillic
from graph.formats.reading.json_text import loads
from graph.said import Said as _

OURS = "bailanysh-"  # what the ids of our own export begin with
NAME, SUFFIXES = "followthemoney", (".ftm", ".jsonl", ".ndjson")
THINGS = {  # schemata that are actors → kinds of ours
    "Person": "person", "Organization": "organisation", "Company": "company", "PublicBody": "body",
    "LegalEntity": "organisation", "Position": "body", "Country": "state", "Asset": "site", "RealEstate": "site",
    "Vessel": "site", "Airplane": "site", "Vehicle": "site",
}
TIES = {  # schemata that stand between two → (source, target, kind of ours, how the file calls it)
    "Membership": ("member", "organization", "member_of"),
    "Employment": ("employee", "employer", "works_for"),
    "Directorship": ("director", "organization", "leads"),
    "Occupancy": ("holder", "post", "holds_office_in"),
    "Ownership": ("owner", "asset", "owns"),
    "Family": ("person", "relative", "relative_of"),
    "Associate": ("person", "associate", "linked_to"),
    "Representation": ("agent", "client", "works_for"),
    "Succession": ("successor", "predecessor", "succeeds"),
    "UnknownLink": ("subject", "object", "linked_to"),
    "Debt": ("creditor", "debtor", "linked_to"),
    "Payment": ("payer", "beneficiary", "pays"),
    "Similar": ("candidate", "match", "linked_to"),
}
KIN = {  # what Family says of the relative → (kind of ours, reversed)
    "parent": ("parent_of", True), "mother": ("parent_of", True), "father": ("parent_of", True),
    "child": ("parent_of", False), "son": ("parent_of", False), "daughter": ("parent_of", False),
    "sibling": ("sibling_of", False), "brother": ("sibling_of", False), "sister": ("sibling_of", False),
    "spouse": ("spouse_of", False), "wife": ("spouse_of", False), "husband": ("spouse_of", False),
}
DOCUMENTS = ("Document", "Article", "HyperText", "PlainText", "Pages", "Email", "Note")
_WRITTEN = re.compile(r"(date|start|end): ([^,)]+)")
_CLAIM = re.compile(r"(.*?) (asserts|denies|speculates|withdraws)(?:: “(.*)”)?(?: \((.*)\))?")
_LANGUAGES = {"eng": "en", "rus": "ru", "kir": "ky", "deu": "de", "fra": "fr", "ukr": "uk", "uzb": "uz", "kaz": "kk", "tur": "tr"}
_UNDIRECTED = ("Associate", "Similar", "UnknownLink", "Family")
_ROLES = {"Family": ("relationship",), "Associate": ("relationship",), "Ownership": ("role", "ownershipType", "percentage"),
          "Payment": ("purpose",)}
_COMMON = {"startDate", "endDate", "date", "sourceUrl", "publisher", "proof", "description", "summary", "recordId", "role",
           "status", "notes", "modifiedAt", "retrievedAt"}
_TAKEN = {"name", "alias", "weakAlias", "previousName", "birthDate", "deathDate", "incorporationDate", "dissolutionDate",
          "wikidataId", "notes", "summary", "description", "gender", "legalForm", "classification", "sourceUrl", "topics",
          "foundingDate", "nameEn", "organization"}


def read(data: bytes, encoding: str | None = None) -> Found:
    return _Reader(text_of(data, encoding)).read()


class _Reader:
    def __init__(self, text: str):
        self._text = text
        self._found = Found("FollowTheMoney JSON")
        self._entities: dict[str, tuple[At, str, dict[str, list[str]]]] = {}
        self._fragments = 0
        self._names: dict[str, str] = {}  # of actors of our own: name → id

    def read(self) -> Found:
        found = self._found
        for number, line in enumerate(self._text.splitlines(), start=1):
            if line.strip():
                self._line(number, line)
        if not self._entities and not found.problems:
            raise Unreadable((1, 1), _("the file is empty"), _("choose another file"))
        for schemata, what in ((THINGS, "actors"), (TIES, "ties")):
            refuse_too_many(sum(found.read[schema] for schema in schemata), what, (1, 1))
        if self._fragments:
            found.remarks.append(_("Lines that add to an entity of an earlier line, put together: {count}.", count=self._fragments))
        papers = {}
        for key, (at, schema, properties) in self._entities.items():
            if schema in DOCUMENTS:
                papers[key] = self._document(key, properties)
        ends = self._ends_of_ties()
        for key, (at, schema, properties) in self._entities.items():
            if (schema in THINGS or key in ends) and schema not in TIES and not self._is_office(schema, properties):
                self._actor(key, at, schema, properties)
        for key, (at, schema, properties) in self._entities.items():
            if schema in TIES:
                self._tie(key, at, schema, properties, papers)
            elif schema not in THINGS and schema not in DOCUMENTS and key not in ends:
                found.leave(_("{schema} entities", schema=schema[:60]), _("they are neither actors nor ties between two"), at)
        return found

    def _line(self, number: int, line: str) -> None:
        found = self._found
        try:
            value = loads(line)
        except RecursionError:
            raise Unreadable((number, 1), _("the JSON is nested too deeply"), _("flatten it")) from None
        except ValueError as error:
            column = getattr(error, "colno", 1)
            if number == 1:
                raise Unreadable((1, column), _("the first line is no JSON"), _("write one entity a line")) from None
            found.problem((number, column), "", _("this line is no JSON, perhaps cut off"), _("fetch the file again, or mend it"))
            return
        schema = value.get("schema") if isinstance(value, dict) else None
        if not isinstance(schema, str) or not isinstance(value.get("properties", {}), dict):
            if number == 1:
                raise Unreadable((1, 1), _("the first line is no FollowTheMoney entity: it has no `schema`"),
                                 _("name the format with --format"))
            found.problem((number, 1), "", _("this line is no FollowTheMoney entity"), _("give it `id`, `schema` and `properties`"))
            return
        found.read[schema] += 1
        key = str(value.get("id") or f"line-{number}")
        properties = {str(name): _texts(each) for name, each in value.get("properties", {}).items()}
        if key in self._entities:  # fragments of one entity: their properties are put together
            self._fragments += 1
            for name, each in properties.items():
                known = self._entities[key][2].setdefault(name, [])
                known += [text for text in each if text not in known]
            return
        self._entities[key] = ((number, 1), schema, properties)
        if len(self._entities) > 150_000:
            raise Unreadable((number, 1), _("the file holds more than 150000 entities, too many for a folder of YAML"),
                             _("import a part of it"))

    def _ends_of_ties(self) -> set[str]:
        """What stands at the end of a tie is an actor, whatever else it is: an address too."""
        return {
            end for _, schema, properties in self._entities.values() if schema in TIES
            for name in TIES[schema][:2] for end in properties.get(name, ())
        }

    @staticmethod
    def _is_office(schema: str, properties: Mapping[str, list[str]]) -> bool:
        """A position in an organization that the file knows is a role in it, not an actor."""
        return schema == "Position" and bool(properties.get("organization"))

    def _document(self, key: str, properties: Mapping[str, list[str]]) -> dict[str, Any]:
        first = {name: each[0] for name, each in properties.items() if each}
        record = {
            "key": key, "title": first.get("title") or first.get("name") or first.get("fileName") or key,
            "author": first.get("author"), "publisher": first.get("publisher"),
            "date": first.get("date") or first.get("publishedAt"), "language": first.get("language"),
            "url": first.get("sourceUrl"),
        }
        if key.startswith(OURS) and first.get("fileName"):
            record |= {"id": first.get("fileName"), "language": _LANGUAGES.get(first.get("language", ""), "und"),
                       "standpoint": first.get("notes") and {"en": first["notes"]}}
        record = {name: text for name, text in record.items() if text}
        if "id" in record:
            del record["key"]
        self._found.documents.append(record)
        return record

    def _actor(self, key: str, at: At, schema: str, properties: Mapping[str, list[str]]) -> None:
        names = properties.get("name", [])
        actor = FoundActor(key=key.removeprefix(OURS), at=at, path=f"line {at[0]}", type=schema,
                           default=THINGS.get(schema, "place" if schema == "Address" else ""),
                           names={"": names[0]} if names else {})
        actor.aliases = [*names[1:], *(text for name in ("alias", "weakAlias", "previousName") for text in properties.get(name, []))]
        actor.start = self._date(properties, at, "birthDate", "incorporationDate", "foundingDate")
        actor.end = self._date(properties, at, "deathDate", "dissolutionDate")
        if wikidata := properties.get("wikidataId"):
            actor.identifiers["wikidata"] = wikidata[0]
        if kind := [text for name in ("legalForm", "classification") for text in properties.get(name, [])]:
            actor.type = kind[0]
        elif key.startswith(OURS) and properties.get("keywords"):
            actor.type = properties["keywords"][0]
        gender = {"male": "masculine", "female": "feminine"}.get(next(iter(properties.get("gender", [])), ""))
        if gender and schema == "Person":
            actor.agreement = {"ru": gender}
        if note := [text for name in ("summary", "description", "notes") for text in properties.get(name, [])]:
            actor.note = {"en": " ".join(note)}
        names = actor.names
        if key.startswith(OURS) and len(actor.aliases) > 1 and all(map(is_cyrillic, actor.aliases[:2])):
            names |= {"ru": actor.aliases.pop(0), "ky": actor.aliases.pop(0)}  # written in this order
        if key.startswith(OURS):
            self._names.setdefault(actor.name, actor.key)
        self._found.sources += [(url, actor.name) for url in properties.get("sourceUrl", [])]
        for name in properties.keys() - _TAKEN - ({"keywords", "full"} if key.startswith(OURS) else set()):
            self._found.leave(_("{name} of {of}", name=name[:60], of=schema), _("a dataset has no field for it"), at)
        self._found.add_actor(actor)

    def _tie(self, key: str, at: At, schema: str, properties: Mapping[str, list[str]], papers: Mapping[str, dict]) -> None:
        source_name, target_name, default = TIES[schema]
        sources, targets = properties.get(source_name, []), properties.get(target_name, [])
        if not sources or not targets:
            lacking = source_name if not sources else target_name
            self._found.problem(at, key, _("this {schema} has no `{field}`", schema=schema, field=lacking), _("add it, or remove the entity"))
            return
        role = " ".join(text for name in _ROLES.get(schema, ("role",)) for text in properties.get(name, [])[:1])
        if key.startswith(f"{OURS}tie-"):
            cited = [papers[paper] for paper in properties.get("proof", []) if paper in papers]
            self._found.add_tie(self._our_tie(at, schema, sources[0], targets[0], role, properties, cited))
            return
        type = schema
        flip = False
        if schema == "Family" and role.casefold() in KIN:
            (default, flip), type, role = KIN[role.casefold()], f"Family {role.casefold()}", ""
        elif schema in ("UnknownLink", "Associate") and role:
            type, role = role, ""
        dates = {"date": self._date(properties, at, "date"), "start": self._date(properties, at, "startDate"),
                 "end": self._date(properties, at, "endDate")}
        named = [papers[paper].get("url") or papers[paper]["title"] for paper in properties.get("proof", []) if paper in papers]
        named += properties.get("sourceUrl", [])
        quote = " ".join(properties.get("description", [])[:1])
        note = " ".join(properties.get("summary", []))
        for source in sources:
            for target in targets:
                ends, said = self._ends(schema, source, target, role)
                self._found.add_tie(FoundTie(
                    *(ends[::-1] if flip else ends), at, f"line {at[0]}", type=type, default=default,
                    directed=schema not in _UNDIRECTED, role={"en": said} if said else {}, quote=quote,
                    sources=named, note={"en": note} if note else {}, **dates,
                ))
        for name in properties.keys() - _COMMON - {source_name, target_name, *_ROLES.get(schema, ())}:
            self._found.leave(_("{name} of {of}", name=name[:60], of=schema), _("a dataset has no field for it"), at)

    def _our_tie(
        self, at: At, schema: str, source: str, target: str, role: str, properties: Mapping[str, list[str]],
        cited: list[dict[str, Any]],
    ) -> FoundTie:
        """A tie that we exported: its kind stands in its record's id, its dates and claims in its description."""
        id = next(iter(properties.get("recordId", [])), "")
        (source, target), role = self._ends(schema, source, target, role)
        kind = id.split(".")[1] if id.count(".") > 2 else ""
        if schema in ("UnknownLink", "Family"):  # the status if it is doubtful, the kind, the role
            said = role.split("; ")
            role = "; ".join(said[2 if said[0] in ("speculated", "withdrawn") else 1:])
        elif schema == "Occupancy":
            name = next(iter(self._entities[target][2].get("name", []) if target in self._entities else ()), "")
            role = role.removesuffix(f" ({name})").removeprefix(f"Office in {name}")
        elif role in (kind.replace("_", " "), "leads"):
            role = ""
        first, *said = properties.get("description", []) or [""]
        dates = dict(_WRITTEN.findall(first.rpartition(" (")[2]))
        claims: list[dict[str, Any]] = []
        for line in said:
            self._claim(line, cited, claims)
        return FoundTie(
            source.removeprefix(OURS), target.removeprefix(OURS), at, f"line {at[0]}", id=id, type=kind, claims=claims,
            role={"en": role} if role else {}, **dates,
        )

    def _claim(self, line: str, cited: list[dict[str, Any]], claims: list[dict[str, Any]]) -> None:
        """Adds “Bakiyev denies: “…” (The paper)” to the claims; of documents that share a title, the next one."""
        match = _CLAIM.fullmatch(line)
        if not match:
            return
        voice, stance, quote, title = match.groups()
        named = [record["id"] for record in cited if "id" in record and record["title"] == (title or voice)]
        if named:
            told = {claim["document"] for claim in claims}
            document = next((id for id in named if id not in told), named[-1])
            by = self._names.get(voice, voice) if title else None
            claims.append({"document": document, "by": by, "stance": stance, "quote": quote})

    def _ends(self, schema: str, source: str, target: str, role: str) -> tuple[tuple[str, str], str]:
        """The two ends and the role; of an office, the organization that it belongs to is the end."""
        if schema != "Occupancy" or target not in self._entities:
            return (source, target), role
        _, _, post = self._entities[target]
        name = next(iter(post.get("name", [])), "")
        if self._is_office("Position", post):
            return (source, post["organization"][0]), role or name
        return (source, target), role or name

    def _date(self, properties: Mapping[str, list[str]], at: At, *names: str) -> str:
        """The first of these that has a date; of several dates the most exact, and that is said."""
        for name in names:
            dates = sorted(properties.get(name, []), key=lambda text: (-len(text), text))
            if len(dates) > 1:
                self._found.leave(_("further {name}", name=name), _("the most exact date is kept"), at, len(dates) - 1)
            if dates:
                return dates[0]
        return ""


def _texts(value: Any) -> list[str]:
    """The values of a property: a list, or one; of a nested entity its id."""
    listed = value if isinstance(value, list) else [value]
    found = [each.get("id") if isinstance(each, dict) else each for each in listed]
    return [str(each).strip() for each in found if each not in (None, "") and not isinstance(each, (list, dict))]
