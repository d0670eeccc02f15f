"""Nodes of text → records of the model, with a Problem of our own wording for each thing that does not fit."""

from __future__ import annotations

from array import array
from functools import cached_property
from typing import Any, Callable, Iterator, Mapping, Sequence

from pydantic import TypeAdapter, ValidationError

from graph.load.node import Node, Place
from graph.load.quick import Plain
from graph.load.suggest import ActorNames, one_of
from graph.model import (
    Actor, ActorKind, Agreements, Claim, Document, Event, Family, Mark, Problem, Record, Relation, RelationKind, Text,
    derived_id,
)
from graph.said import Said as _
from graph.said import Wrong

ROOMS: dict[str, type[Record]] = {
    "actor_kinds": ActorKind, "families": Family, "relation_kinds": RelationKind,
    "actors": Actor, "relations": Relation, "documents": Document, "events": Event,
}  # in the order of their references
MANY = 10_000  # records of a list, beyond which their memory is worth some time
_ADAPTERS = {room: TypeAdapter(list[model]) for room, model in ROOMS.items()}
_CALLED = {
    ActorKind: _("a kind of actor"), Family: _("a family"), RelationKind: _("a kind of tie"), Actor: _("an actor"),
    Relation: _("a tie"), Document: _("a document"), Event: _("an event"), Claim: _("a claim"),
    Text: _("a text in languages"), Agreements: "`agreement`",
}


class Marks(Mapping[str, Mark]):
    """The Marks of one record by the path of the field; made when asked for, kept as 8 bytes each."""

    __slots__ = ("_file", "_paths", "_places")

    def __init__(self, file: str, paths: Mapping[str, int], places: "array[int]"):
        self._file, self._paths, self._places = file, paths, places

    def __getitem__(self, path: str) -> Mark:
        return mark(self._file, self._places[self._paths[path]])

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


class LateMarks(Mapping[str, Mark]):
    """The Marks of a record that was read without them: read again when one is asked for."""

    __slots__ = ("_file", "record")

    def __init__(self, file: str, record: Plain):
        self._file, self.record = file, record

    def _marks(self) -> Marks:
        node = self.record.node()
        return Marks(self._file, {path: index for index, path in enumerate(node.paths)}, node.places)

    def __getitem__(self, path: str) -> Mark:
        return mark(self._file, self.record.place) if path == "" else self._marks()[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._marks())

    def __len__(self) -> int:
        return len(self._marks())


def mark(file: str, where: Place) -> Mark:
    return Mark(file, (where >> 32) + 1, (where & 0xFFFFFFFF) + 1)


class Room:
    """The records of one list: those that are right, by id; the Marks of each; where those that are not stand."""

    def __init__(self, name: str, file: str, actors: "Room | None" = None):
        """`actors`, read before, is asked which of them a name was meant for."""
        self.name, self.file, self._actors = name, file, actors
        self.records: dict[str, Any] = {}
        self.marks: dict[str, Mapping[str, Mark]] = {}
        self.broken: dict[str, Mark] = {}
        self._written: dict[frozenset[str], set[str]] = {}
        self._shapes: dict[tuple[str, ...], dict[str, int]] = {}

    def add(self, nodes: Sequence[Node | Plain]) -> Iterator[Problem]:
        """Takes nodes in, and yields a Problem for each thing wrong in them."""
        whole = list(self._whole(nodes))
        records, details = _validate(self.name, whole)
        wrong = {detail["loc"][0] for detail in details}
        for i in wrong:
            whole[i] = whole[i].node()
        indexes = {i: _Indexes(whole[i].paths) for i in wrong}
        yield from filter(None, (self._translated(whole[i], indexes[i], detail) for detail in details for i in detail["loc"][:1]))
        for node in nodes:
            for where, message, fix in node.problems:
                yield Problem(mark(self.file, where), _label(node, self.name), message, fix)
            if node.absent and "" in node.absent and node.value:
                self.broken.setdefault(_label(node, self.name), mark(self.file, node.place))
        bad = wrong.union(i for i, node in enumerate(whole) if node.problems)
        for i in bad:
            self.broken.setdefault(_label(whole[i], self.name), mark(self.file, whole[i].place))
        kept = [node for i, node in enumerate(whole) if i not in bad]
        if bad:
            records = _validate(self.name, kept)[0]
        for node, record in zip(kept, records, strict=True):
            known = record.id
            if known in self.records:
                yield self._taken(node.node(), known)
                continue
            self.records[known] = record
            if len(self.records) > MANY:
                self._share_fields(record)
            if node.__class__ is Plain:
                node.value = None  # it is in the record now
                self.marks[known] = LateMarks(self.file, node)
            else:
                self.marks[known] = Marks(self.file, self._shape(tuple(node.paths)), node.places)

    def _share_fields(self, record: Record) -> None:
        """Gives records in which the same fields are written one set of them: nobody changes it, and each has some 700 bytes."""
        written = record.model_fields_set
        object.__setattr__(record, "__pydantic_fields_set__", self._written.setdefault(frozenset(written), written))

    def _whole(self, nodes: Sequence[Node | Plain]) -> Iterator[Node | Plain]:
        """Those that may be records, each with its id; of what is none, that is noted."""
        for node in nodes:
            value = node.value
            if value.__class__ is dict:
                if not node.absent or "" not in node.absent:
                    if self.name == "relations" and "id" not in value:
                        value["id"] = derived_id(value)
                    yield node
            elif value is not None:
                node.problems.append((
                    node.place, _("{value} is no record", value=_short(value)) if value else _("this record is empty"),
                    _("write `- id: …` and its other fields under it, or remove the item"),
                ))

    @cached_property
    def names(self) -> ActorNames:
        return ActorNames(self.records)

    def _shape(self, paths: tuple[str, ...]) -> Mapping[str, int]:
        """Where in its places a record with these fields has each: one table for all records of a shape."""
        shape = self._shapes.get(paths)
        if shape is None:
            shape = self._shapes[paths] = {path: index for index, path in enumerate(paths)}
        return shape

    def _translated(self, node: Node, indexes: "_Indexes", detail: Mapping[str, Any]) -> Problem | None:
        loc = detail["loc"][1:]
        path = ".".join(str(part) for part in loc)
        if detail["type"] == "too_short" and detail["input"]:
            return None  # it is not empty, but what it holds is wrong
        if detail["type"] == "extra_forbidden" and loc[-1] == "<<":
            return None
        if path in node.absent or (path == "id" and self.name == "relations" and "id" not in indexes.first):
            return None  # said already: the value is missing, or it is derived from values that are wrong
        message, fix = sentence(detail, loc, _model_at(ROOMS[self.name], loc))
        if detail["type"] == "value_error" and loc and loc[0] in ("source", "target", "actors") and self._actors:
            near = self._actors.names.nearest(detail["input"])
            fix = _("did you mean `{near}`?", near=near) if near else fix
        if detail["type"] == "extra_forbidden":
            where = node.keys[indexes.last[path]]
        elif path in indexes.first:
            where = node.places[indexes.first[path]]
        else:
            parent = ".".join(str(part) for part in loc[:-1])
            where = node.places[indexes.first[parent]] if parent in indexes.first else node.place
        return Problem(mark(self.file, where), _label(node, self.name), message, fix)

    def _taken(self, node: Node, taken: str) -> Problem:
        first = self.marks[taken][""]
        where = node.places[node.paths.index("id")] if "id" in node.paths else node.place
        if self.name == "relations" and "id" not in node.paths:
            return Problem(
                mark(self.file, where), taken, _("the tie at {place} has the same ends, kind and beginning", place=str(first)),
                _("give one of them an `id`, or put all claims under one"),
            )
        return Problem(
            mark(self.file, where), taken, _("the id `{id}` is taken by the record at {place}", id=taken, place=str(first)),
            _("give one of them another id, or make one record of both"),
        )


class _Indexes:
    """Where in a record's places its paths stand. A key with a dot in it, or none, has the path of another: that came first."""

    def __init__(self, paths: Sequence[str]):
        self.last = {path: index for index, path in enumerate(paths)}
        self.first = {paths[index]: index for index in range(len(paths) - 1, -1, -1)}


def _validate(room: str, nodes: Sequence[Node | Plain]) -> tuple[list[Any], list[Any]]:
    """All of them as records, or no record and pydantic's details of what is wrong with some."""
    try:
        return _ADAPTERS[room].validate_python([node.value for node in nodes]), []
    except ValidationError as error:
        return [], error.errors(include_url=False)


def _label(node: Node, room: str) -> str:
    value = node.value
    if value.__class__ is not dict:
        return ""
    written = value.get("id")
    if isinstance(written, str) and (room != "relations" or "id" in node.paths or "" in node.absent):
        return written[:200]
    if room == "relations":
        return " ".join(part[:80] for key in ("source", "kind", "target") if isinstance(part := value.get(key), str))
    return ""


def _model_at(model: type[Record], loc: tuple) -> type[Record]:
    """The model whose field the last part of `loc` names."""
    parents = loc[:-1]
    if parents and parents[0] == "claims":
        model, parents = Claim, parents[2:]
    if not parents:
        return model
    return Agreements if parents[-1] == "agreement" else Text


def sentence(
    detail: Mapping[str, Any], loc: tuple, model: type[Record], called: Callable[[type[Record]], str] = _CALLED.__getitem__,
) -> tuple[str, str]:
    """What is wrong, and what to do. `called` names a model."""
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    name: str = f"`{loc[-1]}`"[:100] if loc else ""
    if loc and isinstance(loc[-1], int):
        name = _("item {number} of `{list}`", number=loc[-1] + 1, list=loc[-2]) if len(loc) > 1 else _("this record")
    if kind == "missing":
        if loc[-1] == "claims":
            return _("`claims` is missing: nobody says so"), _("add `claims:` with the document that says it")
        return _("{name} is missing", name=name), _to_add(model, loc[-1])
    if kind == "extra_forbidden":
        return _("{record} has no field {name}", record=called(model), name=name), one_of(str(loc[-1]), model.model_fields)
    if kind == "literal_error":
        choices = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return _("{name} cannot be {given}", name=name, given=_short(given)), one_of(str(given), choices)
    if kind == "value_error":
        wrong, fix = wrong_and_fix(context["error"])
        if wrong.startswith(("is ", "holds ", "has ")):
            wrong = _("{name} {wrong}", name=name, wrong=wrong) if loc else _("it {wrong}", wrong=wrong)
        elif loc:
            wrong = _("{name}: {wrong}", name=name, wrong=wrong)
        return wrong, fix
    if kind == "bool_parsing":
        return _("{name} cannot be {given}", name=name, given=_short(given)), _("write true or false")
    if kind == "string_too_long":
        return _("{name} has {count} characters, at most {most}",
                 name=name, count=len(given), most=context["max_length"]), _("shorten it")
    if kind == "too_short":
        return _("{name} is empty: nobody says so", name=name), _("add the document that says it")
    if kind == "string_pattern_mismatch":
        return _("{name} cannot be {given}", name=name, given=_short(given)), _PATTERNS.get(loc[-1], _("write it as in the other records"))
    if kind == "string_type":
        return _("{name} is {given} where a text is expected",
                 name=name, given=_form(given)), _("write one text, in quotation marks if it holds , : [ ] {{ }}")
    if kind in ("list_type", "tuple_type"):
        return _("{name} is {given} where a list is expected",
                 name=name, given=_form(given)), _("put it in [ ], or write each item on a line with `- `")
    if kind.startswith(("model_", "dict_", "mapping_")):
        if _is_text(model, loc):
            return (_("{name} is {given} where languages are expected", name=name, given=_form(given)),
                    _("write {{en: {value}}}, and ru: and ky: with it",
                      value=_short(given).strip(chr(39)) if isinstance(given, str) else "…"))
        return _("{name} is {given} where fields are expected", name=name, given=_form(given)), _("write `key: value` pairs")
    return _("{name} {wrong}", name=name, wrong=f"{detail['msg'][:1].lower()}{detail['msg'][1:]}"), _("compare it with the other records")


_PATTERNS = {
    "wikidata": _("write a Q and digits, as in Q57424"),
    "colour": _("write # and six hexadecimal digits, as in #1b7837"),
    "colour_dark": _("write # and six hexadecimal digits, as in #1b7837"),
    "shape": _("write the name of a shape: dot, square, diamond, triangle, star, hexagon …"),
}


def wrong_and_fix(error: object) -> tuple[str, str]:
    """What a validator says is wrong, and what to do."""
    if isinstance(error, Wrong):
        return error.wrong, error.fix
    wrong, _colon, fix = str(error).partition(": ")
    return wrong, fix


def _to_add(model: type[Record], name: str) -> str:
    if model.model_fields[name].annotation is Text:
        return _("add `{field}: …` with at least `en`", field=name)
    return _("add `{field}: …`", field=name)


def _is_text(model: type[Record], loc: tuple) -> bool:
    known = model.model_fields.get(loc[-1]) if loc else None
    return known is not None and Text in (known.annotation, *getattr(known.annotation, "__args__", ()))


def _form(value: Any) -> str:
    return _("a list") if isinstance(value, list) else _("a mapping") if isinstance(value, dict) else _("a text")


def _short(value: Any) -> str:
    if not isinstance(value, str):
        return _form(value)
    return f"'{value}'" if len(value) <= 60 else f"'{value[:60]}…'"
