"""How a file of events is written: which column says what, and what its codes become. The maps of graph/store/maps are
known by their names; docs/scale.md explains each field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Iterable, Iterator, Literal, Mapping

from pydantic import Field

from graph.load import load_files
from graph.load.one import Marked, read_one
from graph.load.suggest import one_of
from graph.model import Document, KindId, Line, Problem, Record, Vocabulary

MAPS = Path(__file__).parent / "maps"
VOCABULARY = "vocabulary.yaml"
SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "bar": "|"}
LEAVE_OUT = "leave-out"

Words = tuple[Line, ...]


class End(Record):
    """The columns of one of the two actors."""

    column: Line  # what tells it from others: its code, or its name
    name: Line | None = None  # its name, if `column` is a code
    kind: Line | None = None  # looked up in `actor_kinds`
    state: Line | None = None  # an actor called as this column says is a state
    wikidata: Line | None = None


class When(Record):
    column: Line
    format: Words = ("%Y-%m-%d",)  # as strftime writes it; the first that fits holds


class Publisher(Record):
    """Who printed it. Of many, `most` are named for each tie; the others go under the dataset itself."""

    column: Line
    host: Literal["yes", "no"] = "no"  # the column holds web addresses, of which the host is meant
    most: Annotated[int, Field(ge=1, le=100)] = 5


class EventMap(Record):
    document: Document  # the dataset itself, which says how often it has seen a tie
    source: End
    target: End
    date: When
    code: Line
    kinds: Annotated[Mapping[Line, Line], Field(min_length=1)]  # the beginning of a code → the kind of tie; the longest fits
    unmapped: Line = LEAVE_OUT  # or the kind of tie that other codes become
    actor_kinds: Mapping[Line, KindId] = {}
    other_actors: KindId = "group"
    unkinded: KindId | None = None  # the kind of an actor whose column `kind` is empty
    publisher: Publisher | None = None
    only: Mapping[Line, Words] = {}  # column → what it must say
    span: Literal["year", "month", "day"] = "year"
    to_itself: Literal["leave-out", "keep"] = LEAVE_OUT
    several: Annotated[str, Field(max_length=3)] | None = None  # what stands between several actors in one column
    empty: Words = ()  # what stands where nothing is known
    separator: Literal["tab", "comma", "semicolon", "bar"] = "comma"
    quoted: Literal["yes", "no"] = "yes"  # texts may stand in quotation marks
    encoding: Literal["utf-8", "latin-1"] = "utf-8"
    header: tuple[Words, ...] = ()  # the names of the columns where the first line does not say them; the list as long as a line holds
    vocabulary: Line = VOCABULARY  # a file beside the map, or that of graph/store/maps


_CALLED = {EventMap: "the map", End: "an actor's columns", When: "`date`", Publisher: "`publisher`", Document: "`document`"}


@dataclass(frozen=True)
class Map:
    """A map that has been read, with its vocabulary."""

    path: Path
    says: EventMap
    vocabulary: Vocabulary
    marked: Marked
    texts: tuple[bytes, ...]  # of its files, for the version of what is made with it

    def columns(self) -> Iterator[tuple[str, str]]:
        """Path in the map and name of each column that it wants."""
        says = self.says
        for end in ("source", "target"):
            for field, value in getattr(says, end):
                if value is not None:
                    yield f"{end}.{field}", value
        yield "date.column", says.date.column
        yield "code", says.code
        if says.publisher:
            yield "publisher.column", says.publisher.column
        for column in says.only:
            yield f"only.{column}", column

    def lacking(self, columns: Iterable[str]) -> list[Problem]:
        """A Problem for each column that the map wants and the file has not. Where the file has no names of its own, a
        column that another list of `header` has is merely absent."""
        there = list(columns)
        elsewhere = {column for names in self.says.header for column in names}
        return [Problem(self.marked(path), "", f"the file has no column `{name}`", one_of(name, there))
                for path, name in self.columns() if name not in there and name not in elsewhere]


def names() -> list[str]:
    return sorted(path.stem for path in MAPS.glob("*.yaml") if path.name != VOCABULARY)


class WrongMap(ValueError):
    """A file that says how another is to be read is wrong, or does not fit it; `problems` are all that was found."""

    def __init__(self, problems: list[Problem]):
        super().__init__("; ".join(map(str, problems)))
        self.problems = sorted(problems, key=lambda problem: (problem.mark.file, problem.mark.line, problem.mark.column))


def read_map(named: str) -> Map:
    """The map of this name or in this file. Raises WrongMap with everything that is wrong with it."""
    path = MAPS / f"{named}.yaml" if named in names() else Path(named)
    says, marked, problems = read_one(path, EventMap, _CALLED.__getitem__)
    if says is None:
        if not path.exists():
            problems = [replace(problem, fix=f"name one, or {', '.join(names())}") for problem in problems]
        raise WrongMap(problems)
    place = next((folder / says.vocabulary for folder in (path.parent, MAPS) if (folder / says.vocabulary).is_file()), None)
    if place is None:
        raise WrongMap([Problem(marked("vocabulary"), "", f"there is no file `{says.vocabulary}` beside the map",
                                "write one as data/vocabulary.yaml is written, or leave the line out for the kinds of events")])
    written = place.read_bytes()
    dataset, found = load_files({VOCABULARY: written}, place.parent)
    problems += found or [*_unknown(says, dataset.vocabulary, marked)]
    if problems:
        raise WrongMap(problems)
    return Map(path, says, dataset.vocabulary, marked, (path.read_bytes(), written))


def _unknown(says: EventMap, words: Vocabulary, marked: Marked) -> Iterator[Problem]:
    """Kinds that the vocabulary does not have."""
    ties = [(f"kinds.{code}", kind) for code, kind in says.kinds.items()]
    if says.unmapped != LEAVE_OUT:
        ties.append(("unmapped", says.unmapped))
    for path, kind in ties:
        if kind not in words.relation_kinds:
            more = [LEAVE_OUT] if path == "unmapped" else []
            yield Problem(marked(path), "", f"`{kind}` is no kind of tie", one_of(kind, [*words.relation_kinds, *more]))
    actors = [(f"actor_kinds.{code}", kind) for code, kind in says.actor_kinds.items()]
    actors += [("other_actors", says.other_actors)] + ([("unkinded", says.unkinded)] if says.unkinded else [])
    actors += [(f"{end}.state", "state") for end in ("source", "target") if getattr(says, end).state]
    for path, kind in actors:
        if kind not in words.actor_kinds:
            yield Problem(marked(path), "", f"`{kind}` is no kind of actor", one_of(kind, words.actor_kinds))
