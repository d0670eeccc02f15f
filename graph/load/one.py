"""A YAML file that is one record, as a map of columns is: the record, or a Problem at each place that is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, TypeVar

import yaml
from pydantic import ValidationError

from graph.load import events
from graph.load.explain import explain
from graph.load.node import Node, Syntax
from graph.load.records import mark, sentence
from graph.model import Mark, Problem, Record
from graph.said import Said as _

MAX_BYTES = 4 * 1024 * 1024
_Kind = TypeVar("_Kind", bound=Record)


class Marked:
    """Where each value of the file stands: marked("kinds.04") is a Mark, that of the file itself if there is none."""

    def __init__(self, file: str, node: Node):
        self._file = file
        self._places = dict(zip(node.paths, node.places))
        self._keys = dict(zip(node.paths, node.keys))

    def __call__(self, path: str) -> Mark:
        while path and path not in self._places:
            path = path.rpartition(".")[0]
        return mark(self._file, self._places.get(path, 0))

    def key(self, path: str) -> Mark:
        return mark(self._file, self._keys[path]) if path in self._keys else self(path)


def read_one(path: Path, kind: type[_Kind], called: Callable[[type[Record]], str]) -> tuple[_Kind | None, Marked, list[Problem]]:
    """The record in the file, without what it should not hold, or None; and all that is wrong with it. `called` names a
    model in a sentence."""
    file = str(path)
    nowhere = Marked(file, Node(0))
    try:
        data = path.read_bytes()
        if len(data) > MAX_BYTES:
            raise ValueError(_("the file is larger than {size} MiB", size=MAX_BYTES // 1024 // 1024))
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, nowhere, [Problem(Mark(file, 1, 1), "", _("the file is not UTF-8 text"), _("save the file as UTF-8"))]
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error.args[0]
        return None, nowhere, [Problem(Mark(file, 1, 1), "", _("the file cannot be read: {reason}", reason=said), _("name a YAML file"))]
    try:
        node = events.one(text)
    except (yaml.YAMLError, Syntax) as error:
        wrong = explain(error, text)
        return None, nowhere, [Problem(mark(file, wrong.place), "", wrong.message, wrong.fix)]
    marked = Marked(file, node)
    problems = [Problem(mark(file, where), "", message, fix) for where, message, fix in node.problems]
    record, details = _validated(kind, node.value)
    for detail in details:
        loc = detail["loc"]
        place = ".".join(map(str, loc))
        if place not in node.absent:
            message, fix = sentence(detail, loc, _model_at(kind, loc), called)
            where = marked.key(place) if detail["type"] == "extra_forbidden" else marked(place)
            problems.append(Problem(where, "", message, fix))
    extra = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    if details and len(extra) == len(details):
        for *way, last in extra:
            holder = node.value
            for step in way:
                holder = holder[step]
            del holder[last]
        record = _validated(kind, node.value)[0]
    problems.sort(key=lambda problem: (problem.mark.line, problem.mark.column))
    return record, marked, problems


def _validated(kind: type[_Kind], value: Any) -> tuple[_Kind | None, list[Any]]:
    try:
        return kind.model_validate(value), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _model_at(model: type[Record], loc: tuple) -> type[Record]:
    """The model whose field the last part of `loc` names."""
    for part in loc[:-1]:
        known = model.model_fields.get(part) if isinstance(part, str) else None
        inner = _record_in(known.annotation) if known else None
        model = inner or model
    return model


def _record_in(annotation: object) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next(filter(None, map(_record_in, getattr(annotation, "__args__", ()))), None)
