"""Records → the YAML of a dataset folder, in the style in which people keep it by hand.

A blank line between records, the fields in the order of the model, short mappings and lists on one line,
quotation marks only where YAML needs them. `graph.load` reads back exactly what was written. Every function
gives text; nothing here touches a file.
"""

from __future__ import annotations

import json
import re
from typing import Any, Iterable, Mapping

from graph.model import Dataset, Record, Relation, Vocabulary, derived_id

WIDTH = 120  # of a line, where its words allow it
SECTIONS = ("actor_kinds", "families", "relation_kinds")
_FIRST = tuple("-?:,[]{}#&*!|>'\"%@`=")  # what no plain text begins with
_PLAIN_ELSEWHERE = re.compile(r":(\s|$)|\s#|[\t\n]|\s\s")
_FLOW = re.compile(r"[,\[\]{}]|:$")
_ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_EMPTY = ("", "~", "null", "Null", "NULL", "---", "...")


def files(dataset: Dataset, *, vocabulary: str | None = None, heads: Mapping[str, str] | None = None) -> dict[str, str]:
    """The dataset's files by name. `vocabulary` is the text of vocabulary.yaml where it is to be kept as it
    is, comments and all; `heads` are comments for the head of a file, by name, without the `# `."""
    heads = heads or {}
    texts = {"vocabulary.yaml": vocabulary if vocabulary is not None else vocabulary_text(dataset.vocabulary)}
    for room in ("actors", "relations", "documents", "events"):
        name = f"{room}.yaml"
        texts[name] = head(heads.get(name, "")) + records(getattr(dataset, room).values())
    return texts


def head(comment: str) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in comment.splitlines()) + ("\n" if comment else "")


def records(found: Iterable[Record], indent: int = 0) -> str:
    """A list of records, a blank line between them; an empty list as `[]`."""
    return "\n".join(record(each, indent) for each in found) or "[]\n"


def record(found: Record, indent: int = 0) -> str:
    """One record as an item of a list: `- id: …` and its other fields below it, ending with a line break."""
    fields = found.model_dump(mode="json", exclude_none=True)
    if isinstance(found, Relation) and found.id == derived_id(fields):
        del fields["id"]
    return _item({name: _without_defaults(value) for name, value in fields.items() if value != []}, indent)


def vocabulary_text(vocabulary: Vocabulary) -> str:
    return "\n".join(
        f"{section}:\n{records(getattr(vocabulary, section).values(), 2)}" if getattr(vocabulary, section)
        else f"{section}: []\n"
        for section in SECTIONS
    )


def _without_defaults(value: Any) -> Any:
    """A list of claims without `stance: asserts`, which says nothing."""
    if isinstance(value, list):
        return [
            {key: part for key, part in each.items() if (key, part) != ("stance", "asserts")}
            if isinstance(each, dict) else each for each in value
        ]
    return value


def _item(fields: Mapping[str, Any], indent: int) -> str:
    lines = [line for key, value in fields.items() for line in _field(key, value, indent + 2)]
    return " " * indent + "- " + lines[0].lstrip() + "\n" + "".join(f"{line}\n" for line in lines[1:])


def _field(key: str, value: Any, indent: int) -> list[str]:
    """The lines of `key: value`; `indent` is that of the key."""
    before = " " * indent + f"{key}:"
    if isinstance(value, (list, dict)):
        flow = f"{before} {_flow(value)}"
        nested = isinstance(value, list) and any(isinstance(each, dict) for each in value)
        if not value or (not nested and len(flow) <= WIDTH):
            return [flow]
        if isinstance(value, dict):
            return [before, *(line for part, each in value.items() for line in _field(part, each, indent + 2))]
        if nested:
            return [before, *(line for each in value for line in _item(each, indent + 2).splitlines())]
        return [before, *(line for each in value for line in _folded(" " * (indent + 2) + "-", each, indent + 4))]
    return _folded(before, value, indent + 2)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return scalar(value, flow=True)


def scalar(value: object, *, flow: bool = False) -> str:
    """A text as YAML on one line, in quotation marks only where it needs them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if _ESCAPED.search(text):
        return _double(text)
    if (
        text in _EMPTY or text != text.strip() or text.startswith(_FIRST) or _PLAIN_ELSEWHERE.search(text)
        or (flow and _FLOW.search(text))
    ):
        return "'" + text.replace("'", "''") + "'"
    return text


def _double(text: str) -> str:
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", json.dumps(text, ensure_ascii=False))


def _folded(before: str, value: object, indent: int) -> list[str]:
    """`before` and the text, broken at single spaces where it is too long for one line."""
    text = scalar(value)
    if len(before) + 1 + len(text) <= WIDTH or text.startswith('"') or "  " in text:
        return [f"{before} {text}"]
    lines, line = [], before
    for word in text.split(" "):
        if len(line) + 1 + len(word) > WIDTH and line != before and line.strip() and word[:1].isalnum():
            lines.append(line)
            line = " " * indent + word
        else:
            line = f"{line} {word}"
    return [*lines, line]
