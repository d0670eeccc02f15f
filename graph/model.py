"""The records: frozen values with no behaviour beyond what follows from their own fields.

A `Dataset` is what a folder of YAML says, and also every answer to "which part of it?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Iterable, Literal, Mapping

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from graph.dates import parse_date
from graph.said import Said as _
from graph.said import Translate, Wrong, said

LANGUAGES = ("en", "ru", "ky")
STATUSES = ("stated", "claimed", "contested", "speculated", "withdrawn")
STANCES = ("asserts", "denies", "speculates", "withdraws")

Status = Literal["stated", "claimed", "contested", "speculated", "withdrawn"]
Stance = Literal["asserts", "denies", "speculates", "withdraws"]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KIND = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_RELATION_ID = re.compile(r"[a-z0-9][a-z0-9._/~?-]*")  # what a derived id is made of: nothing that a URL list splits at
_URL = re.compile(r"(https?://|mailto:)[^\s<>\"]+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # turns text round, or has no width

MAX_ID = 120  # characters
MAX_URL = 2000


@lru_cache(maxsize=1 << 15)  # the same ids stand in many records
def _slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise Wrong(_("'{value}' is no id", value=value[:80]),
                    _("write lower-case Latin letters and digits joined by single hyphens, as in roza-otunbayeva"))
    if len(value) > MAX_ID:
        raise Wrong(_("has {count} characters, at most {most}", count=len(value), most=MAX_ID), _("shorten it"))
    return value


@lru_cache(maxsize=1 << 12)
def _kind_id(value: str) -> str:
    if not _KIND.fullmatch(value):
        raise Wrong(_("'{value}' is no kind", value=value[:80]),
                    _("write lower-case Latin letters joined by underscores, as in member_of"))
    return value


def _relation_id(value: str) -> str:
    if not _RELATION_ID.fullmatch(value):
        raise Wrong(_("'{value}' is no id of a tie", value=value[:80]),
                    _("write lower-case Latin letters, digits, hyphens and dots"))
    return value


def _line(value: str) -> str:
    value = value.strip()
    if not value:
        raise Wrong(_("is empty"), _("write a value or remove the line"))
    if value.isprintable():  # then it holds none of what follows
        return value
    if _CONTROL.search(value):
        raise Wrong(_("holds a control character"), _("delete it"))
    if unseen := UNSEEN.search(value):
        raise Wrong(_("holds an invisible character (U+{code})", code=f"{ord(unseen.group()):04X}"), _("delete it"))
    return value


@lru_cache(maxsize=1 << 16)
def _date(value: str) -> str:
    parse_date(value)  # here, so that the Problem names the field
    return value


@lru_cache(maxsize=1 << 16)
def _end(value: str) -> str:
    return value if value in ("ongoing", "unknown") else _date(value)


@lru_cache(maxsize=1 << 16)
def _start(value: str) -> str:
    return value if value == "unknown" else _date(value)


def _url(value: str) -> str:
    if not _URL.fullmatch(value):
        raise Wrong(_("is not a web address"), _("write one that starts with https://, http:// or mailto:"))
    if len(value) > MAX_URL:
        raise Wrong(_("has {count} characters, at most {most}", count=len(value), most=MAX_URL), _("shorten it"))
    return value


Slug = Annotated[str, AfterValidator(_slug)]
KindId = Annotated[str, AfterValidator(_kind_id)]
Line = Annotated[str, Field(max_length=1000), AfterValidator(_line)]
Date = Annotated[str, AfterValidator(_date)]
Start = Annotated[str, AfterValidator(_start)]
End = Annotated[str, AfterValidator(_end)]
Url = Annotated[str, AfterValidator(_url)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Record):
    """A short text in up to three languages; English is always there."""

    en: Line
    ru: Line | None = None
    ky: Line | None = None

    def in_language(self, language: str) -> str:
        return (getattr(self, language) if language in LANGUAGES else None) or self.en


Agreement = Literal["masculine", "feminine", "neuter", "plural", "singular"]


class Agreements(Record):
    """How verbs agree with a name, by language; read like a mapping."""

    en: Agreement | None = None
    ru: Agreement | None = None
    ky: Agreement | None = None

    def get(self, language: str, default: Agreement | None = None) -> Agreement | None:
        return (getattr(self, language) if language in LANGUAGES else None) or default


class ActorKind(Record):
    id: KindId
    label: Text  # one actor: "person"
    labels: Text  # several: "persons"
    shape: Annotated[str, Field(pattern=r"^[A-Za-z]+$")]  # a vis-network shape
    colour: Colour | None = None


class Family(Record):
    id: KindId
    label: Text
    colour: Colour  # on a light ground, #rrggbb
    colour_dark: Colour  # on a dark ground, #rrggbb


class RelationKind(Record):
    """`reading` is the tie as a present-tense sentence, `past` as a past-tense one, both without a full stop.

    Both hold {source} and {target}, with a case where the language needs one ({target:dat}), and
    [singular|plural] or [masculine|feminine|neuter|plural] where the verb agrees with the source.
    "A {role} B // C" tells the role itself: A {role} B if the tie has one, else C. A reading without
    {role} leaves it to the reader (`prose`), who adds it behind the sentence.
    """

    id: KindId
    label: Text
    reading: Text
    past: Text
    family: KindId
    directed: bool = True
    sign: Literal[-1, 0, 1] = 0
    sources: tuple[KindId, ...] = ()  # kinds of actor allowed at each end; empty: any
    targets: tuple[KindId, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _sign_is_a_number(cls, data):
        if isinstance(data, dict) and data.get("sign") in ("-1", "0", "1", "+1"):
            return {**data, "sign": int(data["sign"])}
        return data


class Actor(Record):
    id: Slug
    kind: KindId
    name: Text
    aliases: tuple[Line, ...] = ()
    start: Date | None = None  # born, founded
    end: Date | None = None  # died, dissolved
    wikidata: Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")] | None = None
    agreement: Agreements | None = None  # where it differs from what grammar guesses
    note: Text | None = None


class Claim(Record):
    """Who says (or denies) a tie, in which document, in what words."""

    document: Slug
    by: Line | None = None  # an actor's id, or words for a voice that is no actor; absent: the document itself
    stance: Stance = "asserts"
    quote: Line | None = None
    date: Date | None = None  # when it was said or seen, if not the document's own date
    page: Line | None = None
    note: Text | None = None


def derived_id(data: Mapping[str, object]) -> str:
    """The id of a tie that names none: source.kind.target.when, as they are written."""
    when = data.get("date") or data.get("start") or "undated"
    return f"{data.get('source')}.{data.get('kind')}.{data.get('target')}.{when}"


class Relation(Record):
    id: Annotated[str, AfterValidator(_relation_id)]  # source.kind.target.start unless given
    source: Slug
    target: Slug
    kind: KindId
    role: Text | None = None
    date: Date | None = None  # it happened
    start: Start | None = None  # it lasted
    end: End | None = None
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]
    note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _derive_id(cls, data):
        if isinstance(data, dict) and not data.get("id"):
            return {**data, "id": derived_id(data)}
        return data

    @model_validator(mode="after")
    def _one_way_to_say_when(self):
        if self.date and (self.start or self.end):
            raise Wrong(_("has both `date` (it happened) and `start` or `end` (it lasted)"), _("keep one of the two"))
        return self

    @property
    def asserting_documents(self) -> frozenset[str]:
        """The documents in which somebody asserts it: one is a single source."""
        return frozenset(claim.document for claim in self.claims if claim.stance == "asserts")

    @property
    def status(self) -> Status:
        """withdrawn, contested, speculated, claimed or stated: derived from the claims, never written.

        A withdrawal takes back what the same voice asserted (the same `by`, or documents in their own
        voice); what others assert stands.
        """
        withdrawn = {claim.by for claim in self.claims if claim.stance == "withdraws"}
        voices = [claim.by for claim in self.claims if claim.stance == "asserts"]
        standing = [voice for voice in voices if voice not in withdrawn]
        if withdrawn and not standing:
            return "withdrawn"
        if not standing:
            return "speculated"
        if any(claim.stance == "denies" for claim in self.claims):
            return "contested"
        return "claimed" if all(standing) else "stated"


class Document(Record):
    id: Slug
    title: Line
    author: Line | None = None
    publisher: Line | None = None
    date: Date | None = None
    language: Line = "en"
    url: Url | None = None
    standpoint: Text | None = None  # whose side it speaks from
    licence: Line | None = None
    note: Text | None = None


class Event(Record):
    id: Slug
    name: Text
    date: Date | None = None
    start: Date | None = None
    end: End | None = None
    actors: tuple[Slug, ...] = ()
    claims: tuple[Claim, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _dated(self):
        if bool(self.date) == bool(self.start):
            raise Wrong(_("needs a place on the time axis"), _("write either `date` or `start`"))
        if self.date and self.end:
            raise Wrong(_("has both `date` (it happened) and `end` (it lasted)"), _("write `start` and `end`, or `date`"))
        return self


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the data, as a value: where, in which record, what, and what to do about it.

    The texts are English; those that are `Said` can be told in another language.
    """

    mark: Mark
    record: str  # the record's id, or "" where the file itself is meant
    message: str  # what is wrong
    fix: str  # what to do
    degree: Literal["error", "look"] = "error"  # "look": it may be right, but somebody should look

    def __str__(self) -> str:
        """One line, even where it repeats a text of several."""
        return f"{self.mark}: {' '.join(self.sentence.splitlines())}"

    @property
    def sentence(self) -> str:
        """In which record, what is wrong, and what to do."""
        said = f"{self.message}; {self.fix}" if self.fix else self.message
        return f"{self.record}: {said}" if self.record else said

    def said(self, translate: Translate) -> "Problem":
        """The same in another language: places, ids, names of fields and what is written stay as they are."""
        return replace(self, message=said(self.message, translate), fix=said(self.fix, translate))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    actor_kinds: Mapping[str, ActorKind] = field(default_factory=dict)
    families: Mapping[str, Family] = field(default_factory=dict)
    relation_kinds: Mapping[str, RelationKind] = field(default_factory=dict)

    def __post_init__(self):
        for name in ("actor_kinds", "families", "relation_kinds"):
            object.__setattr__(self, name, _frozen(getattr(self, name)))


def _frozen(records: Mapping) -> Mapping:
    """The same mapping if nobody can change it, else a copy that nobody can."""
    return records if isinstance(records, (MappingProxyType, Frozen)) else MappingProxyType(dict(records))


class Frozen(Mapping):
    """A mapping that never changes and need not hold what it has not been asked for."""

    __slots__ = ()


Position = tuple[float, float]


@dataclass(frozen=True, eq=False, slots=True)
class Dataset:
    """Records by id, in the order of their files. Two datasets are equal if their records are.

    `version` is the sha-256 (hex) of the files it was read from and survives selection, so that a
    picture can say what it was made of; `marks` says where each record stands:
    marks["relations", id]["claims.0.document"] is a Mark, and [""] that of the record itself.
    """

    vocabulary: Vocabulary
    actors: Mapping[str, Actor]
    relations: Mapping[str, Relation]
    documents: Mapping[str, Document] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    layout: Mapping[str, Position] = field(default_factory=dict)
    version: str = ""
    marks: Mapping[tuple[str, str], Mapping[str, Mark]] = field(default_factory=dict, repr=False)

    def __post_init__(self):
        for name in ("actors", "relations", "documents", "events", "layout", "marks"):
            object.__setattr__(self, name, _frozen(getattr(self, name)))

    def __eq__(self, other) -> bool:
        if not isinstance(other, Dataset):
            return NotImplemented
        same = ("vocabulary", "actors", "relations", "documents", "events")
        return all(getattr(self, name) == getattr(other, name) for name in same)

    __hash__ = None  # a Dataset is keyed by its version, never by itself

    def keep(self, relations: Iterable[str], actors: Iterable[str] = ()) -> "Dataset":
        """The part with these relations and actors: both ends of each relation come along,
        of documents those that are cited, of events those in which a kept actor (or none) took part,
        with the kept ones among its actors. Ids that do not exist raise KeyError.
        """
        kept = {rid: self.relations[rid] for rid in relations}
        wanted = set(actors)
        for relation in kept.values():
            wanted |= {relation.source, relation.target}
        missing = wanted - self.actors.keys()
        if missing:
            raise KeyError(sorted(missing)[0])
        events = {
            eid: event if wanted.issuperset(event.actors)
            else event.model_copy(update={"actors": tuple(actor for actor in event.actors if actor in wanted)})
            for eid, event in self.events.items()
            if not event.actors or wanted.intersection(event.actors)
        }
        cited = {claim.document for record in (*kept.values(), *events.values()) for claim in record.claims}
        return replace(
            self,
            actors={aid: self.actors[aid] for aid in self.actors if aid in wanted},
            relations={rid: kept[rid] for rid in self.relations if rid in kept},
            documents={did: self.documents[did] for did in self.documents if did in cited},
            events=events,
        )
