"""Rules over a whole Dataset: each a small function in RULES that yields Problems.

A Problem of degree "look" may be right all the same. Two kinds of look can be answered in the data:
a tie with a `note` is taken to explain its own dates (its ends outlived or not yet begun, two holders of
one office, a gap before it, a withdrawal out of nothing), an actor with a `note` to explain that nobody is tied to it.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, Callable, Iterator, Literal, Mapping

from graph.dates import Span, parse_date, span_of
from graph.load.suggest import ActorNames
from graph.model import Actor, Claim, Dataset, Mark, Problem, Record, Relation
from graph.said import Said as _

MAX_WORDS = 40  # of a quotation: more is more than a citation needs
_ONE_HOLDER = re.compile(
    r"(president|prime minister|first deputy prime minister|speaker|toraga|chair|chairman|chairwoman|chairperson|head|"
    r"director|governor|mayor|ambassador|minister|prosecutor general|commander|secretary general|general secretary|"
    r"akim|chief|leader|first secretary)\b",
    re.IGNORECASE,
)
_ACTING = re.compile(r"^(acting|interim|ad interim)\s+", re.IGNORECASE)
MAX_GAP = 31  # days from one holder of an office to the next: more is a gap
_ID_LIKE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_DAY_OF_ID = re.compile(r"-([0-9]{4}-[0-9]{2}-[0-9]{2})$")
_MIXED = re.compile("[\u0400-\u04ff][A-Za-z]|[a-z][\u0400-\u04ff]")  # but not CWIнин
_MISREAD = re.compile("[\u00c0-\u00ff]{4,}|(?:[\u00d0\u00d1][\u0080-\u00bf\u0152-\u02dc\u0400-\u045f\u2010-\u2122]){2,}")
_NO_TEXT = frozenset(("id", "kind", "source", "target", "document", "stance", "url", "wikidata", "agreement", "actors", "date", "start",
                      "end"))
_WRITTEN = (None, "ongoing", "unknown")


def check(dataset: Dataset, today: datetime.date) -> list[Problem]:
    """What the rules find, in the order of files and lines."""
    problems = [problem for rule in RULES for problem in rule(dataset, today)]
    return sorted(problems, key=lambda p: (p.mark.file, p.mark.line, p.mark.column, p.message))


def _problem(
    dataset: Dataset, room: str, record: str, path: str, message: str, fix: str, degree: Literal["error", "look"] = "error"
) -> Problem:
    marks = dataset.marks.get((room, record), {})
    return Problem(marks.get(path) or marks.get("") or Mark("", 1, 1), record, message, fix, degree)


def readings_name_both_ends(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    for kind in dataset.vocabulary.relation_kinds.values():
        for field in ("reading", "past"):
            for language, reading in getattr(kind, field):
                lacking = [end for end in ("source", "target") if reading and not re.search(rf"{{{end}[}}:]", reading)]
                if lacking:
                    yield _problem(dataset, "relation_kinds", kind.id, f"{field}.{language}",
                                   _("`{field}` does not name the {end}", field=field, end=lacking[0]),
                                   _("write {{{end}}} where its name belongs", end=lacking[0]))


def ends_before_it_starts(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    for room in ("actors", "relations", "events"):
        for record in getattr(dataset, room).values():
            if record.start in _WRITTEN or record.end in _WRITTEN:
                continue
            if parse_date(record.end).latest < parse_date(record.start).earliest:
                yield _problem(dataset, room, record.id, "end", _("it ends ({end}) before it starts ({start})",
                                                                  end=record.end, start=record.start),
                               _("put right one of the two"))


def ends_of_another_kind(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    for relation in dataset.relations.values():
        kind = dataset.vocabulary.relation_kinds[relation.kind]
        source, target = dataset.actors[relation.source].kind, dataset.actors[relation.target].kind
        if _fits(source, kind.sources) and _fits(target, kind.targets):
            continue
        swapped = _fits(target, kind.sources) and _fits(source, kind.targets)
        if swapped and not kind.directed:
            continue
        end, given, allowed = ("target", target, kind.targets) if _fits(source, kind.sources) else (
            "source", source, kind.sources)
        yield _problem(
            dataset, "relations", relation.id, end, _("the {end} of `{kind}` cannot be of the kind `{given}`",
                                                      end=end, kind=relation.kind, given=given),
            _("swap source and target") if swapped else
            _("name an actor of the kind {kinds}, or choose another kind of tie", kinds=", ".join(allowed)),
        )


def _fits(kind: str, allowed: tuple[str, ...]) -> bool:
    return not allowed or kind in allowed


def tied_to_itself(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    for relation in dataset.relations.values():
        if relation.source == relation.target:
            yield _problem(dataset, "relations", relation.id, "target", _("the actor is tied to itself"),
                           _("name the other end of the tie"))


def quotes_too_long(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    for room, record, i, claim in _claims(dataset):
        words = len(claim.quote.split()) if claim.quote else 0
        if words > MAX_WORDS:
            yield _problem(dataset, room, record, f"claims.{i}.quote", _("the quotation has {words} words", words=words),
                           _("shorten it to {most} or fewer", most=MAX_WORDS))


def speaks_but_does_not_exist(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    names = ActorNames(dataset.actors)
    for room, record, i, claim in _claims(dataset):
        if fault := unknown_voice(claim.by, dataset.actors, names):
            yield _problem(dataset, room, record, f"claims.{i}.by", *fault)


def unknown_voice(by: str | None, actors: Mapping[str, Actor], names: ActorNames) -> tuple[str, str] | None:
    """What is wrong with a voice that is written like the id of an actor who does not exist, and what to do."""
    if not by or by in actors or not re.fullmatch(r"[a-z0-9-]+", by):
        return None
    near = names.nearest(by)
    if not near and not _ID_LIKE.fullmatch(by):
        return None
    return (_("`by` looks like an id, but there is no actor `{by}`", by=by),
            _("did you mean `{near}`?", near=near) if near else _("add the actor, or write the voice in words"))


def _claims(dataset: Dataset) -> Iterator[tuple[str, str, int, Claim]]:
    for room in ("relations", "events"):
        for record in getattr(dataset, room).values():
            for i, claim in enumerate(record.claims):
                yield room, record.id, i, claim


def outside_a_life(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    """A tie before one of its ends was born or founded, or after it died or was dissolved: a seat in
    a party that did not exist."""
    for relation in dataset.relations.values():
        if relation.note:
            continue
        first, last = _written_bounds(relation, today)
        for end in ("source", "target"):
            actor = dataset.actors[getattr(relation, end)]
            if first and actor.start and first[0] < parse_date(actor.start).earliest:
                yield _problem(
                    dataset, "relations", relation.id, first[1],
                    _("the tie begins before its {end} `{id}` does ({date})", end=end, id=actor.id, date=actor.start),
                    _("put right one of the dates, or explain it in a `note`"), "look",
                )
            elif last and actor.end and last[0] > parse_date(actor.end).latest:
                yield _problem(
                    dataset, "relations", relation.id, last[1],
                    _("the tie outlasts its {end} `{id}`, which ends {date}", end=end, id=actor.id, date=actor.end),
                    _("put right one of the dates, or explain it in a `note`"), "look",
                )


def _written_bounds(relation: Relation, today: datetime.date) -> tuple[tuple[int, str] | None, tuple[int, str] | None]:
    """The latest day on which it can have begun and the earliest on which it can have ended, as far
    as they are written, each with the field that says so."""
    if relation.date:
        when = parse_date(relation.date)
        return (when.latest, "date"), (when.earliest, "date")
    first = last = None
    if relation.start not in _WRITTEN:
        start = parse_date(relation.start)
        first = (start.latest, "start")
        last = (start.earliest, "start")
    if relation.end == "ongoing":
        last = (today.toordinal(), "end")
    elif relation.end not in _WRITTEN:
        end = parse_date(relation.end)
        last = (end.earliest, "end")
        first = first or (end.latest, "end")
    return first, last


def two_holders_of_one_office(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    """Two actors certain to have held the same office at once, on more than the day of handing over."""
    for held in _offices(dataset, today, str.casefold):
        certain = sorted(((span.start_latest, span.end_earliest, relation) for span, relation in held
                          if span.start_latest <= span.end_earliest), key=lambda each: (*each[:2], each[2].id))
        longest = certain[0] if certain else None
        for start, end, relation in certain[1:]:
            other = longest[2]
            if min(end, longest[1]) > start and relation.source != other.source and not (relation.note or other.note):
                day = datetime.date.fromordinal(start)
                yield _problem(
                    dataset, "relations", relation.id, "start",
                    _("`{one}` and `{other}` are both {role} on {day}",
                      one=relation.source, other=other.source, role=relation.role.en, day=str(day)),
                    _("put right one of the dates, or explain it in a `note`"), "look",
                )
            longest = max(longest, (start, end, relation), key=lambda each: each[1])


def gap_in_a_succession(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    """More than a month in which nobody can have held an office that was held before and after.

    Those who act in an office hold it. Looked for where a holder follows another, so that an office that is
    known from one sighting alone has no gaps.
    """
    for held in _offices(dataset, today, lambda role: _ACTING.sub("", role).casefold()):
        held.sort(key=lambda each: (each[0].start_earliest, each[1].id))
        until, last = held[0][0].end_latest, held[0][1]
        for span, relation in held[1:]:
            if span.start_earliest - until > MAX_GAP and not relation.note:
                first, end = (datetime.date.fromordinal(day).isoformat() for day in (until + 1, span.start_earliest - 1))
                yield _problem(
                    dataset, "relations", relation.id, "start",
                    _("nobody is {role} from {first} to {last}, between `{one}` and `{other}`",
                      role=relation.role.en, first=first, last=end, one=last.source, other=relation.source),
                    _("enter who was, or say in a `note` that no document here tells"), "look",
                )
            if span.end_latest > until:
                until, last = span.end_latest, relation


def _offices(
    dataset: Dataset, today: datetime.date, key: Callable[[str], str]
) -> Iterator[list[tuple[Span, Relation]]]:
    """The tenures of each office that one holds. Vocabulary-independent: an office is a role that one holds
    (President, Head of …) in a tie of the same kind to the same target; `key` says which roles are the same.
    """
    offices: dict[tuple[str, str, str], list[tuple[Span, Relation]]] = {}
    for relation in dataset.relations.values():
        if not relation.role or relation.status not in ("stated", "claimed"):
            continue
        role = key(relation.role.en)
        span = span_of(relation, dataset, today) if _ONE_HOLDER.match(role) else None
        if span and not span.seen and not relation.date:
            offices.setdefault((relation.kind, relation.target, role), []).append((span, relation))
    yield from offices.values()


def withdraws_nothing(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    for relation in dataset.relations.values():
        asserted = {claim.by for claim in relation.claims if claim.stance == "asserts"}
        for i, claim in enumerate(relation.claims):
            if claim.stance == "withdraws" and claim.by not in asserted and not relation.note:
                voice = f"`{claim.by}`" if claim.by else _("a document in its own voice")
                yield _problem(dataset, "relations", relation.id, f"claims.{i}.stance",
                               _("{voice} withdraws what it is not recorded to have asserted", voice=voice),
                               _("add that claim, or write `by` alike in both"), "look")


def tied_to_nobody(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    tied = {end for relation in dataset.relations.values() for end in (relation.source, relation.target)}
    tied.update(actor for event in dataset.events.values() for actor in event.actors)
    for actor in dataset.actors.values():
        if actor.id not in tied and not actor.note:
            yield _problem(dataset, "actors", actor.id, "", _("nobody is tied to this actor"),
                           _("add a tie, or explain it in a `note`"), "look")


def cited_by_nobody(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    cited = {claim.document for _, _, _, claim in _claims(dataset)}
    for document in dataset.documents.values():
        if document.id not in cited:
            yield _problem(dataset, "documents", document.id, "", _("no claim cites this document"),
                           _("cite it or remove it"), "look")


def share_a_name(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for actor in dataset.actors.values():
        names = [(f"name.{language}", name) for language, name in actor.name if name]
        names += [(f"aliases.{i}", alias) for i, alias in enumerate(actor.aliases)]
        told = set()
        for path, name in names:
            other = taken.setdefault(name.casefold(), actor.id)
            if other != actor.id and other not in told:
                told.add(other)
                yield _problem(dataset, "actors", actor.id, path, _("`{other}` is also called {name}", other=other, name=name),
                               _("tell the two apart, or make one record of both"), "look")


def person_without_a_name(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    for actor in dataset.actors.values():
        lacking = [language for language in ("ru", "ky") if not getattr(actor.name, language)]
        if actor.kind == "person" and lacking:
            yield _problem(dataset, "actors", actor.id, "name", *_lacking_name(*lacking), "look")


def _lacking_name(one: str, other: str = "") -> tuple[str, str]:
    if other:
        return (_("the name is missing in {one} and {other}", one=one, other=other),
                _("add `{one}:` and `{other}:` to `name`", one=one, other=other))
    return _("the name is missing in {one}", one=one), _("add `{one}:` to `name`", one=one)


def in_the_future(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    for room in ("actors", "relations", "documents", "events"):
        for record in getattr(dataset, room).values():
            dated = [(field, getattr(record, field, None)) for field in ("date", "start", "end")]
            dated += [(f"claims.{i}.date", claim.date) for i, claim in enumerate(getattr(record, "claims", ()))]
            for path, text in dated:
                if text not in _WRITTEN and parse_date(text).earliest > today.toordinal():
                    yield _problem(dataset, room, record.id, path, _("{text} lies in the future", text=text),
                                   _("put the date right, or wait"), "look")


def event_without_a_claim(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    for event in dataset.events.values():
        if not event.claims:
            yield _problem(dataset, "events", event.id, "", _("nobody says that this happened"),
                           _("add `claims:` with a document that says it"), "look")


def id_names_another_day(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    """csto-talks-2010-06-14 that is dated 2010-06-24: one of the two has a slip."""
    for room in ("documents", "events"):
        for record in getattr(dataset, room).values():
            named = _DAY_OF_ID.search(record.id)
            field = "date" if record.date else "start"
            written = getattr(record, field, None)
            if not named or not written:
                continue
            try:
                day, when = parse_date(named[1]), parse_date(written)
            except ValueError:
                continue  # digits that are no day
            if when.latest < day.earliest or day.latest < when.earliest:
                yield _problem(dataset, room, record.id, field, _("its id names {day}, its `{field}` is {written}",
                                                                  day=named[1], field=field, written=written),
                               _("put right the one that has the slip"), "look")


def said_after_its_document(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    """What is said more than a month after the document that tells it came out."""
    for room, record, i, claim in _claims(dataset):
        document = dataset.documents.get(claim.document)
        if claim.date and document and document.date \
                and parse_date(claim.date).earliest > parse_date(document.date).latest + MAX_GAP:
            yield _problem(dataset, room, record, f"claims.{i}.date",
                           _("this was said {date}, but `{id}` that tells it is of {day}",
                             date=claim.date, id=document.id, day=document.date),
                           _("put right one of the dates"), "look")


def begins_after_it_was_told(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    """A tie or event that begins more than a month after the last document that tells of it."""
    for room in ("relations", "events"):
        for record in getattr(dataset, room).values():
            field = "date" if record.date else "start"
            written = getattr(record, field)
            told = [dataset.documents[claim.document].date for claim in record.claims if claim.document in dataset.documents]
            if written in _WRITTEN or not told or not all(told) or record.note:
                continue
            if parse_date(written).earliest > max(parse_date(date).latest for date in told) + MAX_GAP:
                yield _problem(dataset, room, record.id, field,
                               _("it begins {written}, after every document that tells of it ({last})", written=written, last=max(told)),
                               _("put right one of the dates, or explain it in a `note`"), "look")


def letters_out_of_place(dataset: Dataset, today: datetime.date) -> Iterator[Problem]:
    """A Latin a within a Cyrillic word looks right and is found by no search (in words of our own: those of a document
    stay as they are); Îòóíáàåâà was Отунбаева before a program took Windows-1251 for Latin-1."""
    for room in ("actors", "relations", "documents", "events"):
        for record in getattr(dataset, room).values():
            for path, text in _texts(record, ""):
                if (found := _MIXED.search(text)) and not path.endswith("quote"):
                    yield _problem(dataset, room, record.id, path, _("“{word}” has Latin and Cyrillic letters in one word",
                                                                     word=_word(text, found.start())),
                                   _("write it in one alphabet"), "look")
                elif found := _MISREAD.search(text):
                    yield _problem(dataset, room, record.id, path, _("“{word}” are letters of a wrong encoding",
                                                                     word=found.group()[:40]),
                                   _("write the text anew"), "look")


def _word(text: str, at: int) -> str:
    return next(match.group() for match in re.finditer(r"\w+", text) if match.end() > at)[:40]


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """(path, text) of the texts of a record that hold more than ASCII."""
    kind = value.__class__
    if kind is str:
        if not value.isascii():
            yield path, value
    elif kind is tuple:
        for i, each in enumerate(value):
            yield from _texts(each, f"{path}.{i}")
    elif value is not None and issubclass(kind, Record):
        for field, each in value.__dict__.items():
            if each is not None and field not in _NO_TEXT:
                yield from _texts(each, f"{path}.{field}" if path else field)


RULES: list[Callable[[Dataset, datetime.date], Iterator[Problem]]] = [
    readings_name_both_ends, ends_before_it_starts, ends_of_another_kind, tied_to_itself, quotes_too_long,
    speaks_but_does_not_exist, outside_a_life, two_holders_of_one_office, gap_in_a_succession, withdraws_nothing,
    tied_to_nobody, cited_by_nobody, share_a_name, person_without_a_name, in_the_future, event_without_a_claim, id_names_another_day,
    said_after_its_document, begins_after_it_was_told, letters_out_of_place,
]
