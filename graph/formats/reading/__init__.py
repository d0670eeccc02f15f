"""Files that other programs wrote → records of ours: one reader a format, one way from there to a dataset.

What a file must hold so that an import gives back the very same records (our exporters write it; readers of
other programs pass it over):

- an actor: its id as the node's id; `kind`; `name` (English), `name_ru`, `name_ky`; `start`, `end`, `wikidata`;
  `aliases`, `agreement` and `note` as JSON where the format has no lists
- a tie: its id as the edge's id or key; `kind` (GEXF: an attribute so titled); `date` or `start` and `end` as they
  are written; `role` and `note` as JSON {"en": …} (or `role`, `role_ru`, `role_ky`); `claims` as a JSON list of the
  claims' fields
- the whole: `documents` and `events` as JSON lists of records, as data of the graph; where a format has no place
  for them, `document` in a claim may be the document's whole record instead of its id
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import ModuleType
from typing import Mapping

from graph.formats import dataset_yaml
from graph.formats.reading import csv_pair, followthemoney, gexf, graphml, node_link, popolo
from graph.formats.reading.assemble import Assembly
from graph.formats.reading.found import Unreadable
from graph.formats.reading.mapping import Rules, read_mapping
from graph.formats.reading.report import Report
from graph.model import Dataset, Problem, Vocabulary
from graph.said import Said as _

READERS: dict[str, ModuleType] = {
    module.NAME: module for module in (popolo, gexf, graphml, node_link, csv_pair, followthemoney)
}

__all__ = ["READERS", "Import", "Rules", "Unreadable", "detect", "read", "read_mapping"]


@dataclass(slots=True)
class Import:
    """A file as a dataset: its records (None if it cannot be read at all), the files that a folder of them holds,
    what became of everything, and what is wrong at which place of the file."""

    dataset: Dataset | None
    report: Report
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def detect(name: str, data: bytes) -> str | None:
    """The format of a file by what stands in it, and where that does not say, by its name; None for none of READERS."""
    head = data[:200_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    if head.startswith(b"PK\x03\x04"):
        return csv_pair.NAME
    if head.startswith(b"<"):
        root = re.search(rb"<(?:[\w.-]+:)?(gexf|graphml)\b", head)
        return root.group(1).decode() if root else None
    if head.startswith((b"{", b"[")):
        line = head.split(b"\n", 1)[0]
        if re.search(rb'"schema"\s*:', line) and b'"properties"' in line:
            return followthemoney.NAME
        if re.search(rb'"(persons|memberships|organizations)"\s*:\s*\[', data):
            return popolo.NAME
        return node_link.NAME
    return next((each for each, reader in READERS.items() if name.lower().endswith(reader.SUFFIXES)), None)


def read(
    data: bytes, name: str, vocabulary: Vocabulary, mapping: Rules | None = None, *, format: str | None = None,
    encoding: str | None = None, beside: Mapping[str, bytes] | None = None, vocabulary_text: str | None = None,
) -> Import:
    """A file that another program wrote as records of ours. Never raises for a bad file.

    `beside` are further files that belong to it (the other CSV); `vocabulary_text` is the text of
    vocabulary.yaml, to be kept as it is.
    """
    found_format = format or detect(name, data)
    try:
        if not data.strip():
            raise Unreadable((1, 1), _("the file is empty"), _("choose another file"))
        if found_format is None:
            raise Unreadable((1, 1), _("this is none of the formats that can be read"),
                             _("there are {all}; name one with --format", all=", ".join(READERS)))
        more = {"name": name, "beside": beside or {}} if found_format == csv_pair.NAME else {}
        found = READERS[found_format].read(data, encoding, **more)
        if not (found.actors or found.ties or found.problems):
            raise Unreadable((1, 1), _("the file holds no actors and no ties that {format} knows of", format=found.format),
                             _("choose another file, or name its format with --format"))
        assembly = Assembly(found, name, vocabulary, mapping or Rules())
        dataset = assembly.dataset()
    except Unreadable as error:
        return Import(None, Report(name, found_format or ""), [error.problem(name)])
    head = f"Imported from {name} ({found.format}). What each field means: docs/data.md of Bailanysh."
    files = dataset_yaml.files(dataset, vocabulary=vocabulary_text, heads={
        f"{room}.yaml": head for room in ("actors", "relations", "documents", "events")})
    return Import(dataset, assembly.report, assembly.problems, files)
