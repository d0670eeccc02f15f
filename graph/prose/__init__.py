"""An actor, a pair, a part of the data, a comparison → sentences with numbered footnotes to the claims.

Deterministic: the same data and language give the same words. What a document says in its own voice is
told plainly; what only somebody says, is denied, is guessed or was taken back is told as that, with the
speaker. Ties are grouped by family in the order of the vocabulary and follow one another in time;
those that nothing dates come last.
"""

from __future__ import annotations

import datetime
import re
from typing import Mapping

from graph.compare import Comparison
from graph.dates import Certainty, span_of
from graph.model import Actor, Dataset
from graph.prose.markup import Words, escape, runs
from graph.prose.reading import Footnote, Paragraph, Reading
from graph.prose.teller import Teller, stopped
from graph.selection import Part
from graph.words import translator, written_date

__all__ = [
    "Footnote", "Paragraph", "Reading", "Words", "escape", "read_actor", "read_comparison", "read_pair", "read_window", "read_year", "runs",
]


def read_actor(
    dataset: Dataset,
    actor: str,
    *,
    language: str,
    today: datetime.date,
    certainty: Mapping[str, Certainty] = {},
    speakers: Mapping[str, Actor] = {},
) -> Reading:
    """Everything that the dataset tells of one actor. KeyError if it has no such actor.

    Of a part of the data, `speakers` are the actors of the whole: whoever is quoted may not be in the part.
    """
    person = dataset.actors[actor]
    teller = Teller(dataset, language, today, certainty, speakers or dataset.actors)
    ties = [tie for tie in dataset.relations.values() if actor in (tie.source, tie.target)]
    about = _about(person, language)
    return teller.reading(person.name.in_language(language), [Paragraph("", about)] if about else [], ties)


def read_pair(
    dataset: Dataset,
    a: str,
    b: str,
    *,
    language: str,
    today: datetime.date,
    certainty: Mapping[str, Certainty] = {},
    speakers: Mapping[str, Actor] = {},
) -> Reading:
    """The ties between two actors, whichever way they run. KeyError if the dataset lacks one of the two."""
    names = [dataset.actors[actor].name.in_language(language) for actor in (a, b)]
    ties = [tie for tie in dataset.relations.values() if {tie.source, tie.target} == {a, b}]
    title = translator(language)("{a} and {b}").format(a=names[0], b=names[1])
    return Teller(dataset, language, today, certainty, speakers or dataset.actors).reading(title, [], ties)


def read_window(
    part: Part, *, title: str, language: str, today: datetime.date, speakers: Mapping[str, Actor] = {}
) -> Reading:
    """A part as `select` gives it, with the ties that match but that nothing dates at the end."""
    teller = Teller(part.dataset, language, today, part.certainty, speakers or part.dataset.actors)
    return teller.reading(title, [], part.dataset.relations.values())


def read_year(dataset: Dataset, year: int, *, language: str, today: datetime.date) -> Reading:
    """What began or happened in a year, by family, and what ended in it. Ties that went on all through it are not told.

    A start that may lie in another year too is told as possible; one that documents merely place before a day, not.
    """
    _ = translator(language)
    window = datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal()
    began, ended, certainty = [], [], {}
    for tie in dataset.relations.values():
        span = span_of(tie, dataset, today)
        if span is None:
            continue
        dated = tie.date or tie.start not in (None, "unknown") or tie.end is None and tie.start is None
        if dated and span.start_earliest <= window[1] and span.start_latest >= window[0]:
            began.append(tie)
            inside = window[0] <= span.start_earliest and span.start_latest <= window[1]
            certainty[tie.id] = "certain" if inside else "possible"
        elif tie.end not in (None, "ongoing", "unknown") and window[0] <= span.end_earliest and span.end_latest <= window[1]:
            ended.append(tie)
    teller = Teller(dataset, language, today, certainty, dataset.actors)
    if not began and not ended:
        return teller.reading(str(year), [], [])
    told = teller.grouped(began)
    if ended:
        told.append(teller.paragraph(_("Ended"), teller.in_time(ended)))
    return Reading(str(year), tuple(told), tuple(teller.notes), _("Sources"))


def read_comparison(
    comparison: Comparison, dataset: Dataset, *, title: str, language: str, today: datetime.date
) -> Reading:
    """What began, ended, changed sides or office, or became contested. `dataset` is the whole that was compared."""
    _ = translator(language)
    teller = Teller(dataset, language, today, {}, dataset.actors)
    paragraphs = []
    for heading, changes in ((_("Began"), comparison.began), (_("Ended"), comparison.ended)):
        ties = [dataset.relations[change.relation] for change in changes]
        perhaps = {change.relation: change.certainty for change in changes}
        paragraphs.append(teller.paragraph(heading, teller.in_time(ties), perhaps))
    sentences: list[Words] = []
    for pair in comparison.changed:
        sentences += teller.before_and_after(pair.ties_before, pair.ties_after)
    paragraphs.append(Paragraph(_("Changed"), tuple(sentences)))
    sentences = []
    for office in comparison.offices:
        sentences += teller.before_and_after(office.before, office.after)
    paragraphs.append(Paragraph(_("Changed office"), tuple(sentences)))
    paragraphs.append(Paragraph(_("Changed sides"), tuple(teller.side(change) for change in comparison.sides)))
    contested = [dataset.relations[relation] for relation in comparison.contested]
    paragraphs.append(teller.paragraph(_("Became contested"), teller.in_time(contested)))
    told = tuple(paragraph for paragraph in paragraphs if paragraph.sentences)
    nothing = (Paragraph("", ((_("Nothing differs."),),)),)
    return Reading(title, told or nothing, tuple(teller.notes), _("Sources"))


def _about(actor: Actor, language: str) -> tuple[Words, ...]:
    _ = translator(language)
    person = actor.kind == "person"
    found = []
    if actor.start:
        text = _("Born: {date}.") if person else _("Founded: {date}.")
        found.append(_dated(text, actor.start, language))
    if actor.end:
        text = _("Died: {date}.") if person else _("Dissolved: {date}.")
        found.append(_dated(text, actor.end, language))
    if actor.note:
        found.append(stopped(actor.note.in_language(language)))
    return tuple((words,) for words in found)


def _dated(text: str, date: str, language: str) -> str:
    """Kyrgyz writes the year as 1948-ж., whose full stop ends the sentence too."""
    return re.sub(r"\.\.$", ".", text.format(date=written_date(date, language)))
