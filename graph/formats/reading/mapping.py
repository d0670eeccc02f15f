"""Their kinds → ours: by a `--map` file, by the vocabulary's own words, by what the format means, or honestly not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Iterator, Mapping

from graph.formats.reading.found import text_of
from graph.load.suggest import one_of
from graph.load.tree import read
from graph.model import LANGUAGES, Mark, Problem, Vocabulary
from graph.said import Said as _
from graph.search import fold

UNKNOWN_TIE = "linked_to"  # the kind that says no more than that there is a tie
REST = "*"  # in a map file: every type that nothing else names
_SECTIONS = {"actor_kinds": ("type", "kind"), "relation_kinds": ("type", "kind", "reversed", "role")}
_ACTOR_WORDS = {  # what other programs call kinds of actor → ours, where the vocabulary has it
    "people": "person", "politician": "person", "individual": "person", "man": "person", "woman": "person",
    "political party": "party", "faction": "party", "organization": "organisation", "org": "organisation",
    "ngo": "organisation", "union": "organisation", "legal entity": "organisation", "legalentity": "organisation",
    "country": "state", "nation": "state", "public body": "body", "publicbody": "body", "ministry": "body",
    "government": "body", "parliament": "body", "legislature": "body", "institution": "body", "agency": "body",
    "corporation": "company", "firm": "company", "business": "company", "bank": "company", "newspaper": "media",
    "media outlet": "media", "army": "armed_force", "military": "armed_force", "city": "place", "region": "place",
    "location": "place", "area": "place", "building": "site", "community": "group", "crowd": "group",
}


@dataclass(frozen=True, slots=True)
class Rule:
    kind: str
    reversed: bool = False
    role: Mapping[str, str] | None = None


@dataclass(slots=True)
class Rules:
    """What a map file says: by the fold of their type, our kind."""

    actor_kinds: dict[str, Rule] = field(default_factory=dict)
    relation_kinds: dict[str, Rule] = field(default_factory=dict)


def read_mapping(data: bytes, name: str, vocabulary: Vocabulary) -> tuple[Rules, list[Problem]]:
    """A map file, and a Problem for each line of it that makes no sense. Raises Unreadable if it is no text."""
    found, problems = Rules(), []
    for node in read(text_of(data), tuple(_SECTIONS)):
        def problem(message: str, fix: str, path: str = "") -> None:
            where = node.places[node.paths.index(path)] if path in node.paths else node.place
            problems.append(Problem(Mark(name, (where >> 32) + 1, (where & 0xFFFFFFFF) + 1), "", message, fix))

        for place, message, fix in node.problems:
            problems.append(Problem(Mark(name, (place >> 32) + 1, (place & 0xFFFFFFFF) + 1), "", message, fix))
        if isinstance(node.value, dict) and node.section in _SECTIONS:
            rule = _rule(node.value, node.section, vocabulary, problem)
            if rule:
                getattr(found, node.section)[_key(node.value["type"])] = rule
    return found, problems


def _rule(value: Mapping[str, Any], section: str, vocabulary: Vocabulary, problem) -> Rule | None:
    known = getattr(vocabulary, section)
    for field_name in value.keys() - set(_SECTIONS[section]):
        problem(_("a rule has no field `{field}`", field=field_name[:60]), one_of(field_name, _SECTIONS[section]), field_name)
        return None
    if not isinstance(value.get("type"), str) or not isinstance(value.get("kind"), str):
        problem(_("a rule needs `type` (theirs) and `kind` (ours)"), _("write - {{type: …, kind: …}}"))
        return None
    if value["kind"] not in known:
        problem(_("the vocabulary has no kind `{kind}`", kind=value["kind"][:60]), one_of(value["kind"], known), "kind")
        return None
    if value.get("reversed", "false") not in ("true", "false"):
        problem(_("`reversed` is true or false"), _("write reversed: true, or leave it out"), "reversed")
        return None
    role = value.get("role")
    if isinstance(role, dict) and (role.keys() - set(LANGUAGES) or "en" not in role):
        problem(_("`role` needs at least `en`"), _("write role: {{en: …}}, or one text"), "role")
        return None
    return Rule(value["kind"], value.get("reversed") == "true", {"en": role} if isinstance(role, str) else role)


def _key(type: str) -> str:
    return type if type == REST else " ".join(type.replace("_", " ").casefold().split())


@dataclass(frozen=True, slots=True)
class Mapped:
    rule: Rule
    how: str  # "map file", "the same word", "meant by the format", "guessed by its name", "unknown"


class Kinds:
    """Answers which kind of ours a type of theirs is, and counts the answers."""

    def __init__(self, vocabulary: Vocabulary, mapping: Rules):
        self._vocabulary, self._mapping = vocabulary, mapping
        self._actor_words = dict(_words(vocabulary.actor_kinds))
        self._tie_words = dict(_words(vocabulary.relation_kinds))
        self.used: set[tuple[str, str]] = set()

    def actor(self, type: str, default: str, name: str) -> Mapped:
        known = self._vocabulary.actor_kinds
        if ruled := self._ruled("actor_kinds", type):
            return ruled
        if kind := self._actor_words.get(_key(type)):
            return Mapped(Rule(kind), _("the same word"))
        word = _ACTOR_WORDS.get(_key(type))
        if word in known:
            return Mapped(Rule(word), _("another word for it"))
        if default in known:
            return Mapped(Rule(default), _("what the format means"))
        guess = next((kind for kind in (_guess(name), "group", *known) if kind in known), "")
        return Mapped(Rule(guess), _("a guess from the name"))

    def tie(self, type: str, default: str) -> Mapped:
        if ruled := self._ruled("relation_kinds", type):
            return ruled
        if kind := self._tie_words.get(_key(type)):
            return Mapped(Rule(kind), _("the same word"))
        if default in self._vocabulary.relation_kinds and default != UNKNOWN_TIE:
            return Mapped(Rule(default), _("what the format means"))
        return Mapped(Rule(UNKNOWN_TIE), _("unknown, kept in the role") if type else _("the file names no kind"))

    def unused(self) -> Iterator[str]:
        """The types that the map file names and the file does not."""
        for section in _SECTIONS:
            for key in getattr(self._mapping, section):
                if (section, key) not in self.used:
                    yield key

    def _ruled(self, section: str, type: str) -> Mapped | None:
        rules = getattr(self._mapping, section)
        key = next((key for key in (_key(type), REST) if key in rules), None)
        if key is None:
            return None
        self.used.add((section, key))
        return Mapped(rules[key], _("the map file"))


def _words(kinds: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every word for a kind: its labels in all languages, and at last its id, which counts most."""
    for kind in kinds.values():
        for texts in (getattr(kind, "labels", None), kind.label):
            yield from ((_key(text), kind.id) for _, text in texts or () if text)
    for kind in kinds.values():
        yield _key(kind.id), kind.id


def _guess(name: str) -> str:
    """person for two to four words that each begin with a capital letter, else group."""
    words = name.replace(",", " ").split()
    capitals = all(word[0].isupper() and word.replace("-", "").replace("’", "").replace(".", "").isalpha() for word in words)
    return "person" if 2 <= len(words) <= 4 and capitals and fold(name) else "group"
