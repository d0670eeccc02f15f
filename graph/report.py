"""A comparison told for readers: who changed sides, in sentences; what changed, by actor, each tie with its claims."""

from __future__ import annotations

import csv
import datetime
import io
import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any, Iterator, Sequence

from graph.compare import Comparison, SideChange, compare
from graph.dates import Certainty
from graph.grammar import name_in
from graph.lines import Line, line, row
from graph.model import Dataset
from graph.prose import escape
from graph.said import Said as _
from graph.said import Wrong
from graph.selection import OPEN, Selection, select
from graph.words import translator, written_date


@dataclass(frozen=True, slots=True)
class Side:
    """An actor that changed sides: told in one sentence, with the ties that say so, before and after."""

    actor: str
    bloc: str
    sentence: str
    before: tuple[Line, ...]
    after: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Group:
    change: str  # office-before, office-after, began, ended, changed-before, changed-after, contested
    heading: str
    mark: str  # + − or nothing: what the map shows too
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What changed for one actor."""

    actor: str
    name: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """From one window of time to the next."""

    before: str
    after: str
    sides: tuple[Side, ...]
    sections: tuple[Section, ...]
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    language: str
    steps: tuple[Step, ...]

    def text(self, actors: int | None = None) -> Iterator[str]:
        """Lines of plain text; of each step at most so many actors, the others counted."""
        _ = translator(self.language)
        for step in self.steps:
            yield f"{step.before} → {step.after}: {counted(step.comparison, self.language)}"
            yield ""
            yield _("Changed sides")
            for side in step.sides:
                yield f"  {side.sentence}"
                for label, lines in ((step.before, side.before), (step.after, side.after)):
                    yield f"    {label}:"
                    for each in lines:
                        yield from each.text(self.language, "      ")
            if not step.sides:
                yield f"  {no_sides(self.language)}"
            for section in step.sections[:actors]:
                yield ""
                yield section.name
                for group in section.groups:
                    yield f"  {group.heading}"
                    for each in group.lines:
                        first, *claims = each.text(self.language, "      " if group.mark else "    ")
                        yield f"    {group.mark} {first.strip()}" if group.mark else first
                        yield from claims
            left = len(step.sections) - len(step.sections[:actors])
            if left > 0 and actors:
                yield ""
                yield _("Actors with fewer changes, not listed: {count}.").format(count=left)
            yield ""

    def markdown(self) -> str:
        """The whole report; nothing out of the data is markup."""
        _ = translator(self.language)
        lines = [f"# {escape(self.title)}", ""]
        for step in self.steps:
            lines += [f"## {escape(step.before)} → {escape(step.after)}", "", escape(counted(step.comparison, self.language)), "",
                      f"### {escape(_('Changed sides'))}", ""]
            for side in step.sides:
                lines += [escape(side.sentence), ""]
                for each in (*side.before, *side.after):
                    lines += each.markdown(self.language)
                lines.append("")
            if not step.sides:
                lines += [escape(no_sides(self.language)), ""]
            for section in step.sections:
                lines += [f"### {escape(section.name)}", ""]
                for group in section.groups:
                    lines += [f"**{escape(group.heading)}**", ""]
                    for each in group.lines:
                        lines += each.markdown(self.language, f"{group.mark} " if group.mark else "")
                    lines.append("")
        return "\n".join(lines)

    def rows(self, dataset: Dataset) -> Iterator[dict[str, Any]]:
        """One row for each tie of each actor's section, and for each tie that says who changed sides."""
        for step in self.steps:
            when = {"before": step.before, "after": step.after}
            for side in step.sides:
                for change, lines in (("side-before", side.before), ("side-after", side.after)):
                    for each in lines:
                        yield {**when, "actor": side.actor, "change": change, **row(each, dataset, self.language)}
            for section in step.sections:
                for group in section.groups:
                    for each in group.lines:
                        yield {**when, "actor": section.actor, "change": group.change, **row(each, dataset, self.language)}

    def csv(self, dataset: Dataset) -> str:
        """The rows as a CSV file; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
        out = io.StringIO()
        columns = ("before", "after", "actor", "change", "tie", "source", "target", "kind", "sentence", "when",
                   "status", "certainty", "documents", "claims")
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        for each in self.rows(dataset):
            writer.writerow({key: f"'{text}" if str(text)[:1] in "=+-@\t" else text for key, text in each.items()})
        return out.getvalue()

    def as_json(self, dataset: Dataset) -> dict[str, Any]:
        """Ids, in the order of the report, and the ties that they mean with their claims."""
        used = {each.tie for step in self.steps for lines in _all_lines(step) for each in lines}
        return {
            "version": dataset.version, "language": self.language,
            "steps": [
                {
                    "before": step.before, "after": step.after,
                    "sides": [
                        {"actor": side.actor, "bloc": side.bloc, "sentence": side.sentence,
                         "before": [each.tie for each in side.before], "after": [each.tie for each in side.after]}
                        for side in step.sides
                    ],
                    "actors": {
                        section.actor: {group.change: [each.tie for each in group.lines] for group in section.groups}
                        for section in step.sections
                    },
                }
                for step in self.steps
            ],
            "ties": {
                tie: {**relation.model_dump(mode="json", exclude_none=True), "status": relation.status}
                for tie, relation in dataset.relations.items() if tie in used
            },
        }


def _all_lines(step: Step) -> Iterator[Sequence[Line]]:
    for side in step.sides:
        yield from (side.before, side.after)
    for section in step.sections:
        for group in section.groups:
            yield group.lines


def window_named(text: str) -> tuple[str, str | None]:
    """first and last of a window as it is typed: "2005", "2010-06", "2005..2006". Raises ValueError with one sentence."""
    first, dots, last = text.strip().partition("..")
    window = (first.strip(), last.strip() or (OPEN if dots else None))
    Selection(*window).window()
    return window


def report(
    dataset: Dataset, windows: Sequence[str], selection: Selection, today: datetime.date
) -> Report:
    """What changed from each of two or more windows to the next, within the selection (whose own time is set aside).

    Raises ValueError with one sentence for a window that makes no sense or if there is only one.
    """
    if len(windows) < 2:
        raise Wrong(_("a comparison needs two windows of time"), _("write two years, as in 2005 2010"))
    language = selection.language
    labels = [window_text(each, language) for each in windows]
    asked = [replace(selection, first=first, last=last) for first, last in map(window_named, windows)]
    steps = [
        _step(dataset, compare(dataset, before, after, today), (before, after), names, language, today)
        for (before, after), names in zip(pairwise(asked), pairwise(labels))
    ]
    title = translator(language)("What changed: {windows}").format(windows=" → ".join(labels))
    return Report(title, language, tuple(steps))


def window_text(window: str, language: str) -> str:
    """A window in words: "2005", "June 2010", "2005 – 2006"."""
    first, last = window_named(window)
    if last == OPEN:
        return f"{written_date(first, language)} – …"
    return " – ".join(written_date(date, language) for date in (first, last) if date)


def counted(comparison: Comparison, language: str) -> str:
    _ = translator(language)
    return _("began: {began}, ended: {ended}, changed kind: {changed}, became contested: {contested}, changed office: "
             "{offices}, changed sides: {sides}").format(
        began=len(comparison.began), ended=len(comparison.ended), changed=len(comparison.changed),
        contested=len(comparison.contested), offices=len(comparison.offices),
        sides=len({side.actor for side in comparison.sides}),
    )


def no_sides(language: str) -> str:
    return translator(language)("No document here shows anybody on both sides. That is not evidence that nobody was.")


def _step(dataset: Dataset, found: Comparison, asked: tuple[Selection, Selection], names: tuple[str, str], language: str,
          today: datetime.date) -> Step:
    certainty: dict[str, Certainty] = {}
    for each in asked:
        for tie, sure in select(dataset, replace(each, limit=max(1, len(dataset.actors))), today).certainty.items():
            certainty[tie] = "certain" if "certain" in (sure, certainty.get(tie)) else sure

    @cache  # a tie stands in the sections of both its ends
    def one(tie: str) -> Line:
        return line(dataset.relations[tie], dataset, language, certainty[tie])

    def lines(ties: Sequence[str]) -> tuple[Line, ...]:
        return tuple(map(one, ties))

    sides = tuple(
        Side(change.actor, change.bloc, side_sentence(change, dataset, names, language), lines(change.ties_before), lines(change.ties_after))
        for change in found.sides
    )
    sections = tuple(
        Section(actor, dataset.actors[actor].name.in_language(language), tuple(_groups(part, lines, names, language)))
        for actor, part in found.by_actor(dataset).items()
    )
    return Step(*names, sides, sections, found)


def _groups(part: Comparison, lines: Any, names: tuple[str, str], language: str) -> Iterator[Group]:
    _ = translator(language)
    offices = {tie for change in part.offices for tie in (*change.before, *change.after)}
    began = [change.relation for change in part.began if change.relation not in offices]
    ended = [change.relation for change in part.ended if change.relation not in offices]
    before, after = names
    found = (
        ("office-before", _("Office, {when}").format(when=before), "", [tie for change in part.offices for tie in change.before]),
        ("office-after", _("Office, {when}").format(when=after), "", [tie for change in part.offices for tie in change.after]),
        ("began", _("Began"), "+", began),
        ("ended", _("Ended"), "−", ended),
        ("changed-before", _("Changed kind, {when}").format(when=before), "", [tie for pair in part.changed for tie in pair.ties_before]),
        ("changed-after", _("Changed kind, {when}").format(when=after), "", [tie for pair in part.changed for tie in pair.ties_after]),
        ("contested", _("Became contested"), "", part.contested),
    )
    for change, heading, mark, ties in found:
        if ties:
            yield Group(change, heading, mark, lines(tuple(dict.fromkeys(ties))))


def side_sentence(change: SideChange, dataset: Dataset, names: tuple[str, str], language: str) -> str:
    """Sooronbai Jeenbekov: in 2010 on the side of Almazbek Atambayev, in 2020 against him — without the pronoun."""
    _ = translator(language)
    text = (
        _("{actor} — {before}: on the side of {bloc}; {after}: on the other side.")
        if change.before > 0
        else _("{actor} — {before}: against {bloc}; {after}: on the same side.")
    )
    bloc = dataset.actors[change.bloc]
    filled = re.sub(r"\{bloc(?::(\w+))?\}", lambda match: name_in(bloc, match[1] or "nom", language), text)
    return filled.format(actor=dataset.actors[change.actor].name.in_language(language), before=names[0], after=names[1])
