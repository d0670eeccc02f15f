"""Which part of the whole is wanted: Selection, its two spellings, and `select`, which answers with a Part.

The rules, the same in Python and in the view's JavaScript:

- A tie is *visible* if its family, kind and status are wanted, both its ends are of a wanted kind of
  actor, one claim that asserts it is in a wanted document by a wanted speaker from a wanted standpoint
  (all three of the same claim), and it is certain or possible in the window of time. Several values of
  one field are alternatives; different fields must all agree; an empty field wants everything.
- `focus` keeps the ego network: the actors within `radius` ties of one in focus, ignoring direction,
  and all visible ties among them.
- `limit` keeps the actors in focus and then those of the highest score, the sum over their visible ties
  (certain 1, possible ½), at equal score those of the better rank. A tie needs both its ends.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field, fields
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Callable, Iterable, Mapping
from urllib.parse import parse_qs, quote, urlencode

import numpy as np

from graph.dates import FIRST_DAY, LAST_DAY, Certainty, Span, parse_date, span_of, window
from graph.model import LANGUAGES, STATUSES, Dataset

LIMIT = 80
MOST = 100_000  # actors that a link or a command may ask for: what one picture can still show
STANDING = 50  # an actor of this rank needs twice the ties of the first to be shown in its stead
RADII = (1, 2, 3)
OPEN = ".."  # as `last`: from `first` on, without end (EDTF's own sign)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of a dataset. The empty Selection is all of it, up to the limit.

    `first` alone is a window as wide as it is written ("2010", "2010-06"); with `last` it reaches from the
    first day of the one to the last day of the other; `last` may be ".." (no end) and `first` None (no
    beginning). `kinds` are kinds of actor and of relation alike, as in the link: the vocabulary tells them
    apart. `speakers` are values of a claim's `by`, or a document's id for its own voice; `standpoints` are
    publishers, or the id of a document that names none. Where order means nothing, it is not kept.
    """

    first: str | None = None
    last: str | None = None
    families: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    standpoints: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    radius: int = 1
    limit: int = LIMIT
    possible: bool = True
    language: str = "en"
    opened: str | None = None

    def __post_init__(self):
        for name in ("families", "kinds", "status", "documents", "speakers", "standpoints"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        object.__setattr__(self, "focus", tuple(dict.fromkeys(self.focus)))

    def window(self) -> tuple[int, int] | None:
        """The first and last day that it asks for, or None for all time. Raises ValueError with one sentence."""
        if self.first is None and self.last is None:
            return None
        if self.first is None:
            return FIRST_DAY, parse_date(self.last).last
        if self.last == OPEN:
            return parse_date(self.first).first, LAST_DAY
        return window(self.first, self.last)

    @classmethod
    def from_query(cls, query: str | Mapping[str, Any]) -> "Selection":
        """The Selection that a link asks for, from its query or a mapping of it; what makes no sense is ignored."""
        if isinstance(query, str):
            query = parse_qs(query.removeprefix("?"), keep_blank_values=True)
        given: dict[str, list[str]] = {}
        for key, value in query.items():
            values = [value] if isinstance(value, str) else list(value)
            option = OPTIONS.get(key)
            many = option is not None and option.many
            parts = [_unescape(part) for text in values for part in text.split(",")] if many else values[-1:]
            given[key] = [part for part in parts if part]
        return _make(given, lambda problem: None)

    def query(self) -> str:
        """The link's query, without a question mark: from_query(s.query()) == s. Defaults are left out."""
        pairs = [
            (key, ",".join(map(_escape, values)) if OPTIONS[key].many else values[0])
            for key, values in _given(self).items()
        ]
        return urlencode(pairs, safe=",:~/", quote_via=quote)

    @classmethod
    def from_arguments(cls, arguments: Any) -> "Selection":
        """The Selection of a parsed command line (see command/options.py). Raises ValueError with one sentence."""
        given: dict[str, list[str]] = {}
        for option in OPTIONS.values():
            value = getattr(arguments, option.argument, None)
            if value is None or value is False:
                continue
            if option.key == "possible":
                given[option.key] = ["0"]
            else:
                given[option.key] = [str(part) for part in (value if isinstance(value, list) else [value])]
        return _make(given, _refuse)

    def arguments(self) -> list[str]:
        """The command line's options: parsed again, they make the same Selection."""
        words = []
        for key, values in _given(self).items():
            option = OPTIONS[key]
            words += ["--certain"] if key == "possible" else [f"--{option.word}={value}" for value in values]
        return words


@dataclass(frozen=True, slots=True)
class Option:
    """One field's spellings: its key in a link, its word on the command line, what it accepts."""

    key: str
    word: str
    accept: Callable[[str], Any]  # raises ValueError with one sentence
    many: bool = False

    @property
    def argument(self) -> str:
        """Its name in an argparse.Namespace."""
        return "from_" if self.word == "from" else self.word


def _any(text: str) -> str:
    return text


def _date(text: str) -> str:
    parse_date(text)
    return text


def _one_of(values: Iterable[Any]) -> Callable[[str], Any]:
    spelled = {str(value): value for value in values}

    def accept(text: str) -> Any:
        if text not in spelled:
            raise ValueError(f"'{text}' is none of {', '.join(spelled)}")
        return spelled[text]

    return accept


def _limit(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= MOST:
        raise ValueError(f"'{text}' is not a number of actors from 1 to {MOST}")
    return int(text)


_ALL = (
    Option("year", "year", _date),
    Option("from", "from", _date),
    Option("to", "to", _date),
    Option("family", "family", _any, many=True),
    Option("kind", "kind", _any, many=True),
    Option("status", "status", _one_of(STATUSES), many=True),
    Option("document", "document", _any, many=True),
    Option("speaker", "speaker", _any, many=True),
    Option("standpoint", "standpoint", _any, many=True),
    Option("focus", "focus", _any, many=True),
    Option("radius", "radius", _one_of(RADII)),
    Option("limit", "limit", _limit),
    Option("possible", "certain", lambda text: _one_of("01")(text) == "1"),
    Option("lang", "language", _one_of(LANGUAGES)),
    Option("open", "open", _any),
)
OPTIONS = {option.key: option for option in _ALL}
_FIELDS = {
    "families": "family", "kinds": "kind", "status": "status", "documents": "document", "speakers": "speaker",
    "standpoints": "standpoint", "focus": "focus", "radius": "radius", "limit": "limit", "possible": "possible",
    "language": "lang", "opened": "open",
}


def _refuse(problem: ValueError) -> None:
    raise problem


def _make(given: Mapping[str, list[str]], problem: Callable[[ValueError], None]) -> Selection:
    """A Selection from texts by key; each that makes no sense goes to `problem` and is left out."""
    accepted: dict[str, list[Any]] = {}
    for key, texts in given.items():
        for text in texts:
            try:
                value = OPTIONS[key].accept(text) if key in OPTIONS else None
            except ValueError as error:
                problem(error)
            else:
                accepted.setdefault(key, []).append(value)
    made = {
        name: tuple(accepted[key]) if OPTIONS[key].many else accepted[key][-1]
        for name, key in _FIELDS.items() if key in accepted
    }
    first, last = (accepted.get(key, [None])[-1] for key in ("from", "to"))
    if "year" in accepted:
        first, last = accepted["year"][-1], None
    elif first and not last:
        last = OPEN
    try:
        Selection(first=first, last=last).window()
    except ValueError as error:
        problem(error)
        first = last = None
    return Selection(first=first, last=last, **made)


def _given(selection: Selection) -> dict[str, list[str]]:
    """What differs from the empty Selection, as texts by key: the inverse of _make."""
    given: dict[str, list[str]] = {}
    if selection.first and not selection.last:
        given["year"] = [selection.first]
    else:
        given |= {"from": [selection.first]} if selection.first else {}
        given |= {"to": [selection.last]} if selection.last and selection.last != OPEN else {}
    defaults = {each.name: each.default for each in fields(Selection)}
    for name, key in _FIELDS.items():
        value = getattr(selection, name)
        if value == defaults[name]:
            continue
        if key == "possible":
            given[key] = ["0"]
        else:
            given[key] = [str(part) for part in value] if isinstance(value, tuple) else [str(value)]
    return given


def _escape(value: str) -> str:
    return value.replace("%", "%25").replace(",", "%2C")


def _unescape(value: str) -> str:
    return value.replace("%2C", ",").replace("%25", "%")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What `select` found.

    `dataset` holds the visible ties with their ends; `certainty` says of each "certain" or "possible".
    `actors_total` and `ties_total` count what was visible before the limit; `left_out` the actors beyond it.
    `undated` are ties that match but have no place in time; `unknown` are ids asked for that do not exist
    (they are otherwise passed over).
    """

    dataset: Dataset
    certainty: Mapping[str, Certainty]
    actors_total: int
    ties_total: int
    undated: tuple[str, ...] = ()
    left_out: int = 0
    unknown: tuple[str, ...] = ()


def select(dataset: Dataset, selection: Selection, today: datetime.date) -> Part:
    """The part of the dataset that the selection asks for. Never raises for what it names; see `unknown`."""
    rows = _rows(_Once(dataset, today))
    unknown: list[str] = []
    matching = rows.matching(selection, dataset, unknown)
    days = selection.window()
    certain, held = rows.held(days)
    visible = matching & (held if selection.possible else certain)
    undated = matching & ~rows.dated

    focus = [rows.actor_number[actor] for actor in selection.focus if actor in rows.actor_number]
    unknown += [actor for actor in selection.focus if actor not in rows.actor_number]
    if focus:
        distance = rows.distance(focus, visible, selection.radius)
        near = np.minimum(distance[rows.source], distance[rows.target])
        far = np.maximum(distance[rows.source], distance[rows.target])
        visible &= far <= selection.radius
        undated &= (near < selection.radius) | (far <= selection.radius)

    score = rows.score(visible, certain)
    shown = score > 0
    shown[focus] = True
    actors_total, ties_total = int(shown.sum()), int(visible.sum())
    if actors_total > selection.limit:
        weighed = score * STANDING / (STANDING + rows.rank)  # the very operations of graph/view/visible.js
        weighed[focus] = np.inf
        ranked = np.lexsort((rows.rank, -weighed))[:actors_total].tolist()
        shown = rows.connected(ranked, max(selection.limit, len(set(focus))), set(focus), visible)
        visible &= shown[rows.source] & shown[rows.target]

    kept = np.flatnonzero(visible)
    names = {rows.relation_ids[row]: "certain" if certain[row] else "possible" for row in kept}
    actors = [rows.actor_ids[number] for number in np.flatnonzero(shown)]
    return Part(
        dataset=dataset.keep(names, actors),
        certainty=MappingProxyType(names),
        actors_total=actors_total,
        ties_total=ties_total,
        undated=tuple(rows.relation_ids[row] for row in np.flatnonzero(undated)),
        left_out=actors_total - len(actors),
        unknown=tuple(unknown),
    )


def tied_together(
    ranked: list[int], keep: int, focus: set[int], pairs: Iterable[tuple[int, int]],
) -> tuple[set[int], bool]:
    """The first `keep` of the ranked actors that are tied to each other, and whether the ranked ran out on the way.

    Of those who stand alone among them the last makes room for the next who does not, until nobody stands
    alone or nobody is left. The very steps of graph/view/visible.js.
    """
    beside: dict[int, list[int]] = {actor: [] for actor in ranked}
    for a, b in pairs:
        if a != b:
            beside[a].append(b)
            beside[b].append(a)
    kept = set(ranked[:keep])

    def tied(actor: int) -> bool:
        return actor in focus or not kept.isdisjoint(beside[actor])

    alone = [actor for actor in ranked[:keep] if not tied(actor)]
    following = iter(ranked[keep:])
    ran_out = False
    while alone:
        kept.discard(alone.pop())
        joining = next((actor for actor in following if tied(actor)), None)
        if joining is not None:
            kept.add(joining)
            alone = [actor for actor in alone if not tied(actor)]
        ran_out |= joining is None
    return kept or set(ranked[:1]), ran_out


def spans(dataset: Dataset, today: datetime.date) -> Mapping[str, Span | None]:
    """Relation id → its span, or None if nothing dates it; worked out once for a dataset and a day."""
    return _rows(_Once(dataset, today)).spans


def ranks(dataset: Dataset) -> Mapping[str, int]:
    """Actor id → rank, 1 for the most important over all years.

    Importance grows with the distinct documents that speak of the actor, the actors it is tied to, its ties,
    and how often it is quoted. Kinds of actor count for less the later the vocabulary declares them, down to
    half: those who act (persons, parties) come before crowds, places and buildings.
    """
    return _ranks(_Once(dataset, None))


@lru_cache(maxsize=4)
def _ranks(once: "_Once") -> Mapping[str, int]:
    dataset = once.dataset
    kinds = {kind: 1 - 0.5 * place / len(dataset.vocabulary.actor_kinds)
             for place, kind in enumerate(dataset.vocabulary.actor_kinds)}
    documents: dict[str, set[str]] = {actor: set() for actor in dataset.actors}
    neighbours: dict[str, set[str]] = {actor: set() for actor in dataset.actors}
    ties: Counter[str] = Counter()
    quoted: Counter[str] = Counter()
    for relation in dataset.relations.values():
        ends = {relation.source, relation.target}
        ties.update(ends)
        neighbours[relation.source].add(relation.target)
        neighbours[relation.target].add(relation.source)
        for end in ends:
            documents[end].update(claim.document for claim in relation.claims)
        quoted.update({claim.by for claim in relation.claims if claim.by})

    def importance(actor: str) -> float:
        counted = len(documents[actor]) + len(neighbours[actor]) + ties[actor] ** 0.5 + quoted[actor] ** 0.5
        return kinds[dataset.actors[actor].kind] * counted

    ordered = sorted(dataset.actors, key=lambda actor: (-importance(actor), actor))
    return MappingProxyType({actor: number for number, actor in enumerate(ordered, start=1)})


class _Once:
    """A dataset, and a day where it matters, as the key of a cache: the same objects, since a part has the version
    of its whole."""

    __slots__ = ("dataset", "today")

    def __init__(self, dataset: Dataset, today: datetime.date | None):
        self.dataset, self.today = dataset, today

    def __hash__(self) -> int:
        return hash((id(self.dataset.relations), self.today))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Once) and self.today == other.today
            and self.dataset.relations is other.dataset.relations and self.dataset.actors is other.dataset.actors
        )


class _Column:
    """Texts as numbers, so that "is it among these?" is one look-up a row."""

    __slots__ = ("codes", "numbers")

    def __init__(self, texts: Iterable[str]):
        self.codes: dict[str, int] = {}
        self.numbers = np.fromiter((self.codes.setdefault(text, len(self.codes)) for text in texts), dtype=np.int32)

    def among(self, texts: Iterable[str]) -> np.ndarray:
        wanted = np.zeros(len(self.codes) + 1, dtype=bool)
        wanted[[self.codes[text] for text in texts if text in self.codes]] = True
        return wanted[self.numbers]


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """The ties of one dataset as arrays, one row a tie, in the dataset's order; actors by number likewise."""

    relation_ids: tuple[str, ...]
    actor_ids: tuple[str, ...]
    actor_number: Mapping[str, int]
    spans: Mapping[str, Span | None]
    source: np.ndarray
    target: np.ndarray
    dated: np.ndarray
    days: np.ndarray  # (4, ties): start earliest and latest, end earliest and latest
    seen_row: np.ndarray
    seen_day: np.ndarray
    family: _Column
    kind: _Column
    status: _Column
    actor_kind: _Column
    claim_row: np.ndarray  # one row an asserting claim, from here on
    claim_document: _Column
    claim_speaker: _Column
    claim_standpoint: _Column
    voices: frozenset[str]  # whoever could be asked for as a speaker, even if it asserts nothing
    publishers: frozenset[str]
    rank: np.ndarray
    _loops: np.ndarray = field(repr=False)

    def matching(self, selection: Selection, dataset: Dataset, unknown: list[str]) -> np.ndarray:
        """The ties that the selection wants, whenever they were; ids that do not exist are added to `unknown`."""

        def known(values: tuple[str, ...], ids: Any) -> list[str]:
            unknown.extend(value for value in values if value not in ids)
            return [value for value in values if value in ids]

        words = dataset.vocabulary
        kinds = known(selection.kinds, {**words.actor_kinds, **words.relation_kinds})
        wanted = np.ones(len(self.relation_ids), dtype=bool)
        if families := known(selection.families, words.families):
            wanted &= self.family.among(families)
        if of_relations := [kind for kind in kinds if kind in words.relation_kinds]:
            wanted &= self.kind.among(of_relations)
        if of_actors := [kind for kind in kinds if kind in words.actor_kinds]:
            actors = self.actor_kind.among(of_actors)
            wanted &= actors[self.source] & actors[self.target]
        if selection.status:
            wanted &= self.status.among(selection.status)
        documents = known(selection.documents, dataset.documents)
        speakers = known(selection.speakers, self.voices)
        standpoints = known(selection.standpoints, self.publishers)
        if documents or speakers or standpoints:
            claims = np.ones(len(self.claim_row), dtype=bool)
            for values, column in ((documents, self.claim_document), (speakers, self.claim_speaker),
                                   (standpoints, self.claim_standpoint)):
                if values:
                    claims &= column.among(values)
            asserted = np.zeros_like(wanted)
            asserted[self.claim_row[claims]] = True
            wanted &= asserted
        return wanted

    def held(self, days: tuple[int, int] | None) -> tuple[np.ndarray, np.ndarray]:
        """Which ties held for certain in the window, and which certainly or possibly: Span.certainty for all rows."""
        if days is None:
            return self.dated, self.dated
        first, last = days
        start_earliest, start_latest, end_earliest, end_latest = self.days
        touching = self.dated & (start_earliest <= last) & (end_latest >= first)
        certain = (np.maximum(end_earliest, start_earliest) >= first) & (np.minimum(start_latest, end_latest) <= last)
        certain[self.seen_row] = False
        certain[self.seen_row[(self.seen_day >= first) & (self.seen_day <= last)]] = True
        return touching & certain, touching

    def distance(self, focus: list[int], visible: np.ndarray, radius: int) -> np.ndarray:
        """Of each actor, the ties between it and the nearest in focus; more than the radius: radius + 1."""
        source, target = self.source[visible], self.target[visible]
        distance = np.full(len(self.actor_ids), radius + 1)
        distance[focus] = 0
        for step in range(1, radius + 1):
            reached = distance < step
            for here, there in ((source, target), (target, source)):
                beyond = there[reached[here]]
                distance[beyond] = np.minimum(distance[beyond], step)
        return distance

    def connected(self, ranked: list[int], keep: int, focus: set[int], visible: np.ndarray) -> np.ndarray:
        """Which actors are the first of the ranked that are tied to each other."""
        kept, _ = tied_together(ranked, keep, focus, zip(self.source[visible].tolist(), self.target[visible].tolist()))
        shown = np.zeros(len(self.actor_ids), bool)
        shown[list(kept)] = True
        return shown

    def score(self, visible: np.ndarray, certain: np.ndarray) -> np.ndarray:
        weight = visible * np.where(certain, 1.0, 0.5)
        actors = len(self.actor_ids)
        score = np.bincount(self.source, weight, actors) + np.bincount(self.target, weight * ~self._loops, actors)
        return score


@lru_cache(maxsize=4)
def _rows(once: _Once) -> _Rows:
    dataset, today = once.dataset, once.today
    relations = list(dataset.relations.values())
    number = {actor: n for n, actor in enumerate(dataset.actors)}
    found = {relation.id: span_of(relation, dataset, today) for relation in relations}
    bounds = [
        (s.start_earliest, s.start_latest, s.end_earliest, s.end_latest) if s else (0, 0, 0, 0) for s in found.values()
    ]
    seen = [(row, day) for row, span in enumerate(found.values()) if span for day in span.seen]
    claims = [(row, c) for row, relation in enumerate(relations) for c in relation.claims if c.stance == "asserts"]
    source = np.array([number[relation.source] for relation in relations], dtype=np.int64)
    target = np.array([number[relation.target] for relation in relations], dtype=np.int64)
    rank = ranks(dataset)

    def standpoint(document: str) -> str:
        record = dataset.documents.get(document)
        return record.publisher if record and record.publisher else document

    return _Rows(
        relation_ids=tuple(found),
        actor_ids=tuple(number),
        actor_number=MappingProxyType(number),
        spans=MappingProxyType(found),
        source=source,
        target=target,
        dated=np.array([span is not None for span in found.values()], dtype=bool),
        days=np.array(bounds, dtype=np.int64).reshape(-1, 4).T.copy(),
        seen_row=np.array([row for row, _ in seen], dtype=np.int64),
        seen_day=np.array([day for _, day in seen], dtype=np.int64),
        family=_Column(dataset.vocabulary.relation_kinds[relation.kind].family for relation in relations),
        kind=_Column(relation.kind for relation in relations),
        status=_Column(relation.status for relation in relations),
        actor_kind=_Column(actor.kind for actor in dataset.actors.values()),
        claim_row=np.array([row for row, _ in claims], dtype=np.int64),
        claim_document=_Column(claim.document for _, claim in claims),
        claim_speaker=_Column(claim.by or claim.document for _, claim in claims),
        claim_standpoint=_Column(standpoint(claim.document) for _, claim in claims),
        voices=frozenset(dataset.actors) | frozenset(dataset.documents) | {
            claim.by for relation in relations for claim in relation.claims if claim.by
        },
        publishers=frozenset(standpoint(document) for document in dataset.documents),
        rank=np.array([rank[actor] for actor in number], dtype=np.int64),
        _loops=source == target,
    )
