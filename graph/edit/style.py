"""How a file is written: its line ends, quotation marks, the depth of its lists; and new text in that manner."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from graph.edit.spans import Value
from graph.formats.dataset_yaml import scalar


@dataclass(frozen=True, slots=True)
class Style:
    newline: str = "\n"
    quote: str = '"'
    margin: int = 0  # spaces before the dash of a record
    dash: int = 2  # spaces before the dash of an item of `claims`, counted from the key
    claims_flow: bool = False  # {document: …} on one line
    texts_flow: bool = True  # {en: …, ru: …} on one line
    lists_flow: bool = True  # [one, two] on one line
    apart: bool = True  # a blank line between records

    @classmethod
    def of(cls, text: str) -> "Style":
        """What most of this text does, where it shows it; else our own manner."""
        own = cls()
        breaks = text.count("\n")
        marks = Counter(re.findall(r"(?:: |- |, |\{|\[)(['\"])", text))
        first = re.search(r"^( *)-(?=\s)", text, re.MULTILINE)
        nested = re.search(r"^( *)claims:[^\S\n]*(?:#.*)?\r?\n(?:[^\S\n]*(?:#.*)?\r?\n)*( *)-", text, re.MULTILINE)
        block_texts = len(re.findall(r"^ *(?:name|note|role|label):[^\S\n]*\r?\n +en:", text, re.MULTILINE))
        flow_texts = len(re.findall(r"^ *(?:name|note|role|label): \{", text, re.MULTILINE))
        block_lists = len(re.findall(r"^ *(?:aliases|actors):[^\S\n]*\r?\n *-", text, re.MULTILINE))
        flow_lists = len(re.findall(r"^ *(?:aliases|actors): \[", text, re.MULTILINE))
        flow_claims = len(re.findall(r"^ *- \{ *document:", text, re.MULTILINE))
        block_claims = len(re.findall(r"^ *- document:", text, re.MULTILINE))
        records = len(re.findall(rf"\n{first.group(1)}-\s", text)) if first else 0
        blank = len(re.findall(rf"\n[^\S\n]*\n{first.group(1)}-\s", text)) if first else 0
        return cls(
            newline="\r\n" if text.count("\r\n") * 2 > breaks else "\n",
            quote=marks.most_common(1)[0][0] if marks else own.quote,
            margin=len(first.group(1)) if first else 0,
            dash=max(0, len(nested.group(2)) - len(nested.group(1))) if nested else own.dash,
            claims_flow=flow_claims > block_claims,
            texts_flow=flow_texts >= block_texts,
            lists_flow=flow_lists >= block_lists,
            apart=blank * 2 >= records,
        )

    # -- new text --------------------------------------------------------------------------------------------

    def record(self, fields: dict[str, Value]) -> str:
        """A record as an item of the file's list, ending with a line break."""
        lines = self._item(fields, self.margin)
        return self.newline.join(lines) + self.newline

    def field(self, key: str, value: Value, indent: int) -> str:
        """The lines of `key: value`, the first without its indentation, the last without a line break."""
        return self.newline.join(self._field(key, value, indent)).lstrip(" ")

    def item(self, value: Value, indent: int) -> str:
        """The lines of an item of a list whose dash stands in column `indent`, without the last line break."""
        return self.newline.join(self._item(value, indent))

    def text(self, value: str, *, flow: bool = False, quote: str = "") -> str:
        """A text on one line; in `quote` if given, else in quotation marks only where it needs them."""
        plain = scalar(value, flow=flow)
        if plain == value and not quote:
            return plain
        if plain.startswith('"') and plain != value:  # only escapes can say it
            return plain
        mark = quote or self.quote
        if mark in value or (mark == '"' and "\\" in value):  # the other one needs no escapes
            mark = next((other for other in "'\"" if other not in value), mark)
        if mark == "'":
            return "'" + value.replace("'", "''") + "'"
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def flow(self, value: Value) -> str:
        """A value on one line, in brackets or braces if it has parts."""
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self.flow(each)}" for key, each in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(each) for each in value) + "]"
        return self.text(value, flow=True)

    def _field(self, key: str, value: Value, indent: int) -> list[str]:
        before = " " * indent + f"{key}:"
        if isinstance(value, dict) and not self.texts_flow:
            return [before, *(line for part, each in value.items() for line in self._field(part, each, indent + 2))]
        if isinstance(value, list) and value:
            if any(isinstance(each, dict) for each in value) or not self.lists_flow:
                return [before, *(line for each in value for line in self._item(each, indent + self.dash))]
        return [f"{before} {self.flow(value) if isinstance(value, (dict, list)) else self.text(value)}"]

    def _item(self, value: Value, indent: int) -> list[str]:
        before = " " * indent + "- "
        if isinstance(value, dict) and not (self.claims_flow and "document" in value and indent > self.margin):
            lines = [line for key, each in value.items() for line in self._field(key, each, indent + 2)]
            return [before + lines[0].lstrip(" "), *lines[1:]]
        return [before + (self.flow(value) if isinstance(value, (dict, list)) else self.text(value))]
