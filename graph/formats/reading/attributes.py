"""The attributes of nodes and edges, under whatever names → the fields of an actor or a tie.

What GEXF, GraphML, node-link JSON and CSV share: none of them says what an attribute means. Known names are
taken for what they usually stand for, the rest is counted as left out.
"""

from __future__ import annotations

import re
from typing import Any, Mapping

from graph.formats.reading.found import At, Found, FoundActor, FoundTie, called
from graph.formats.reading.json_text import loads
from graph.model import LANGUAGES
from graph.said import Said as _

NAMES = ("name", "label", "title", "display_name", "displayname", "full_name", "fullname", "node_label", "имя", "название", "аты")
KINDS = ("kind", "type", "category", "class", "schema", "node_type", "entity_type", "actor_type", "тип", "вид")
TIE_KINDS = ("kind", "type", "relation", "relationship", "relation_type", "relationship_type", "edge_type",
             "interaction", "predicate", "label", "edge_label", "name", "title", "тип", "вид", "связь")
STARTS = ("start", "start_date", "startdate", "begin", "valid_from", "since", "date_start", "начало")
ENDS = ("end", "end_date", "enddate", "finish", "valid_to", "until", "date_end", "конец")
BORN = (*STARTS, "born", "birth_date", "birthdate", "birthday", "date_of_birth", "founded", "founding_date")
DIED = (*ENDS, "died", "death_date", "deathdate", "date_of_death", "dissolved", "dissolution_date")
DATES = ("date", "when", "year", "time", "timestamp", "дата", "год")
ALIASES = ("aliases", "alias", "aka", "other_names", "alternative_names", "also_known_as")
WIKIDATA = ("wikidata", "wikidata_id", "wikidataid", "qid")
NOTES = ("note", "notes", "description", "comment", "summary", "примечание")
ROLES = ("role", "position", "post", "office", "роль", "должность")
QUOTES = ("quote", "quotation", "excerpt", "evidence", "proof", "цитата")
SOURCES = ("source_url", "sourceurl", "sources", "reference", "references", "citation", "url", "link", "href", "источник")
IDS = ("id", "key", "edge_id", "tie_id")
LOOKS = re.compile(r"(viz_)?(x|y|z|r|g|b|a|color|colour|colour_dark|size|width|height|shape|position|thickness|opacity|font|"
                   r"image|icon|dashes|fill|border|geometry|border_color|line|arrow)(_.*)?|graphics|svg_.*|style|value_size")
COUNTED = ("degree", "indegree", "outdegree", "rank", "ties", "kind_label")  # of an actor, in anybody's file
DERIVED = ("family", "sign", "directed", "status", "certainty", "sentence", "when", "kind_label", "label", "documents",
           "weight", "possible_from", "certain_from", "certain_until", "possible_until", "seen_on")  # of a tie of our own
_WORKED_OUT = _("worked out anew from the records")
_NO_FIELD = _("a dataset has no field for it")
_DRAWN_ANEW = _("looks: the map is drawn anew")


class Taking:
    """The attributes of one node or edge; what is taken is gone, what remains at the end is left out."""

    def __init__(self, values: Mapping[str, Any]):
        self._values: dict[str, Any] = {}
        self._written: dict[str, str] = {}
        for name, value in values.items():
            plain = plain_name(name)
            if value in (None, "", [], {}) or plain in self._values:
                continue
            self._values[plain], self._written[plain] = value, str(name)

    def value(self, *names: str) -> Any:
        """The first of these that is there, and its twins of the same value with it."""
        name = next((name for name in names if name in self._values), None)
        if name is None:
            return None
        value = self._values.pop(name)
        for twin in names:
            if self._values.get(twin) == value:
                del self._values[twin]
        return value

    def text(self, *names: str) -> str:
        return plain_text(self.value(*names))

    def structure(self, *names: str) -> Any:
        """A value that is a list or a mapping, or JSON text of one."""
        return structured(self.value(*names))

    def languages(self, *names: str) -> dict[str, str]:
        """A text by language: a mapping, its JSON, or name, name_ru, name_ky beside each other; "" is the plain one."""
        name = next((name for name in names if name in self._values or f"{name}_en" in self._values), None)
        if name is None:
            return {}
        value = structured(self._values.get(name))
        value = self.value(*names) if not isinstance(value, dict) else self._values.pop(name) and value
        found = {str(key): plain_text(part) for key, part in value.items()} if isinstance(value, dict) else {}
        if not isinstance(value, dict) and value is not None:
            found[""] = plain_text(value)
        for language in LANGUAGES:
            if f"{name}_{language}" in self._values:
                found[language] = self.text(f"{name}_{language}")
        return {key: part for key, part in found.items() if part}

    def list(self, *names: str) -> list[str]:
        value = self.structure(*names)
        if isinstance(value, str):
            value = re.split(r"\s*[|;\n]\s*", value)
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [text for each in values if (text := plain_text(each))]

    def leave_rest(self, found: Found, of: str, at: At, derived: tuple[str, ...]) -> None:
        for name in self._values:
            why = _WORKED_OUT if name in derived else _DRAWN_ANEW if LOOKS.fullmatch(name) else _NO_FIELD
            what = _("attribute {name} of {of}", name=self._written[name][:60], of=called(of)) if why == _NO_FIELD else \
                _("attributes of {of}", of=called(of))
            found.leave(what, why, at, example=self._written[name])


def actor(found: Found, key: str, values: Mapping[str, Any], at: At, path: str, *, label: str = "", type: str = "") -> FoundActor:
    """Reads a node's attributes into an actor and puts it into `found`."""
    taking = Taking(values)
    names = taking.value("names")
    names = {str(k): plain_text(v) for k, v in names.items()} if isinstance(names := structured(names), dict) else {}
    names = {**taking.languages(*NAMES), **names}
    if label:
        names.setdefault("", label)
    aliases = [*taking.list(*ALIASES), *filter(None, [taking.text("label"), taking.text("title")])]
    note, agreement = taking.languages(*NOTES), taking.structure("agreement")
    made = FoundActor(
        key=key, at=at, path=path, names=names, type=taking.text(*KINDS) or type, aliases=aliases,
        start=taking.text(*BORN), end=taking.text(*DIED), note=note,
        agreement={str(k): str(v) for k, v in agreement.items()} if isinstance(agreement, dict) else {},
    )
    if wikidata := taking.text(*WIKIDATA):
        made.identifiers["wikidata"] = wikidata.rstrip("/").rpartition("/")[2]
    taking.leave_rest(found, "actors", at, COUNTED)
    found.add_actor(made)
    return made


def tie(
    found: Found, source: str, target: str, values: Mapping[str, Any], at: At, path: str, *,
    label: str = "", type: str = "", id: str = "", directed: bool = True,
) -> FoundTie:
    """Reads an edge's attributes into a tie and puts it into `found`."""
    taking = Taking(values)
    claims = taking.structure("claims")
    ours = isinstance(claims, list) and all(isinstance(claim, dict) for claim in claims) and bool(claims)
    made = FoundTie(
        source=source, target=target, at=at, path=path, directed=directed,
        type=taking.text(*(TIE_KINDS[:1] if ours else TIE_KINDS)) or type or label,
        id=taking.text(*IDS) or id, role=taking.languages(*ROLES), claims=claims if ours else [],
        start=taking.text(*STARTS), end=taking.text(*ENDS), date=taking.text("date"), note=taking.languages(*NOTES),
    )
    if not ours and not (made.date or made.start or made.end):
        made.date = taking.text(*DATES)
    if not ours:
        made.quote, made.sources = taking.text(*QUOTES), taking.list(*SOURCES)
    found.add_tie(made)
    if made.date == made.start == made.end != "":
        made.start = made.end = ""
    taking.leave_rest(found, "ties", at, DERIVED if ours else ())
    return made


def whole(found: Found, values: Mapping[str, Any], at: At) -> None:
    """Reads the attributes of the graph itself: a title, and the documents and events of a file of our own."""
    taking = Taking(values)
    for name, into in (("documents", found.documents), ("events", found.whole_events)):
        records = taking.structure(name)
        if isinstance(records, dict):  # by id
            records = [{"id": id, **each} if isinstance(each, dict) else each for id, each in records.items()]
        listed = records if isinstance(records, list) else [records] if records else []
        into.extend(each for each in listed if isinstance(each, dict))
        if wrong := sum(not isinstance(each, dict) for each in listed):
            found.problem(at, name, _("`{name}` holds {count} that are no records",
                                      name=name, count=wrong), _("write each as `key: value` pairs"))
    if found.documents or found.whole_events:
        return  # a file of our own: the rest tells of the export, not of the records
    found.title = found.title or taking.text("title", "name", "label")
    about = {name: taking.text(name) for name in ("description", "about", "cite", "citation", "licence", "license", "version")}
    found.about += [f"{name}: {text}" for name, text in about.items() if text]
    taking.leave_rest(found, "the graph", at, ())


def plain_name(name: object) -> str:
    """An attribute's name as it is looked up: `Start Date` and `start-date` are start_date."""
    return re.sub(r"[\s\-.:/]+", "_", str(name).strip()).casefold()


def plain_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {plain_text(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "; ".join(plain_text(each) for each in value)
    return str(value).strip()


def structured(value: Any) -> Any:
    """JSON text that is a list or a mapping as what it stands for; anything else as it is."""
    if isinstance(value, str) and value[:1] in "[{" and value[-1:] in "]}" and value:
        try:
            return loads(value)
        except (ValueError, RecursionError):
            return value
    return value
