"""What an import did: what was read, made, mapped, merged and left out, with counts and reasons."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Callable, Iterator

from graph.said import Translate, said

EXAMPLES = 3


@dataclass(slots=True)
class Line:
    """So many of something: `count` of `what`, and `why` or how."""

    what: str
    why: str
    count: int
    examples: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return self.said(str)

    def said(self, translate: Translate) -> str:
        examples = f" ({', '.join(self.examples)}{' …' if self.count > len(self.examples) else ''})" if self.examples else ""
        what, why = said(self.what, translate), said(self.why, translate)
        return f"{what}: {self.count}{f' — {why}' if why else ''}{examples}"


@dataclass(slots=True)
class Report:
    file: str
    format: str = ""
    read: list[Line] = field(default_factory=list)
    made: list[Line] = field(default_factory=list)
    mapped: list[Line] = field(default_factory=list)
    merged: list[Line] = field(default_factory=list)
    left_out: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def sections(self, translate: Translate = str) -> Iterator[tuple[str, list[str]]]:
        """Heading (a msgid) and lines of each part that says anything, the lines in a language."""
        def _(text: str) -> str:  # marks the headings for translation; whoever shows them translates
            return text

        for heading, lines in (
            (_("Read"), self.read), (_("Made of it"), self.made), (_("Kinds: theirs → ours"), self.mapped),
            (_("Put together"), self.merged), (_("Left out"), self.left_out), (_("Worth knowing"), self.remarks),
        ):
            if lines:
                yield heading, [line.said(translate) if isinstance(line, Line) else said(line, translate) for line in lines]

    def text(self, translate: Callable[[str], str] = str) -> Iterator[str]:
        yield f"{self.file}: {self.format}"
        for heading, lines in self.sections():
            yield ""
            yield translate(heading)
            yield from (f"  {line}" for line in lines)

    def as_json(self) -> dict[str, object]:
        def listed(lines: list[Line]) -> list[dict[str, object]]:
            return [{"what": line.what, "why": line.why, "count": line.count,
                     **({"examples": line.examples} if line.examples else {})} for line in lines]

        return {
            "file": self.file, "format": self.format, "read": listed(self.read), "made": listed(self.made),
            "mapped": listed(self.mapped), "merged": listed(self.merged), "left_out": listed(self.left_out),
            "remarks": self.remarks,
        }


class Tally:
    """Counts by (what, why) with the first few examples of each."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], list[str]] = {}

    def add(self, what: str, why: str, example: str = "") -> None:
        self._counts[what, why] += 1
        examples = self._examples.setdefault((what, why), [])
        if example and len(examples) < EXAMPLES and example not in examples:
            examples.append(example[:60])

    def lines(self) -> list[Line]:
        return [Line(*key, count, self._examples[key]) for key, count in self._counts.most_common()]
