"""What is to be drawn, as plain values: the only home of colour, size, shape, dash, width and opacity.

`wire` is everything that the view needs to show any year by itself; `picture` is one part, ready for a
writer of SVG. Both look the same because both ask the same functions.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any, Iterable, Literal, Mapping

from graph import search
from graph.compare import MEMBERSHIP, OFFICE
from graph.dates import Bounds, parse_date, years
from graph.grammar import sentence
from graph.layout import box, layout, lines
from graph.load.snapshot import collector_off
from graph.look import Community, Grouped, Tint, Told, tint_of
from graph.measures.net import BLOCS
from graph.model import LANGUAGES, ActorKind, Claim, Dataset, Event, Position, Relation, Vocabulary
from graph.selection import LIMIT, Part, ranks, spans
from graph.words import date_text, strings, translator

Theme = Literal["light", "dark"]
Dashes = Literal[False] | tuple[float, float]
Change = Literal["began", "ended", "both"]

GROUND: Mapping[Theme, str] = {"light": "#ffffff", "dark": "#0e1117"}
INK: Mapping[Theme, str] = {"light": "#1b2430", "dark": "#eef1f5"}  # letters
# of groups that are told apart by colour (and by pattern or shape), in charts and on the map
GROUPS: Mapping[Theme, tuple[str, ...]] = {
    "light": ("#1d4ea8", "#b8400a", "#0f7a5a", "#7a3e9d", "#8a6d00", "#a3185a", "#2f6f8a", "#565b64", "#6b7a1e", "#8c4a2f"),
    "dark": ("#8db1ff", "#f39a5c", "#5fd0a3", "#c9a3ef", "#e0c04c", "#f28bb8", "#8cc4d8", "#b3b8c2", "#c3d16a", "#d9a083"),
}

# Kinds of actor, in the order in which the vocabulary declares them, on a light and on a dark ground: the first
# (persons) in the strongest ink, then quiet tones that let the ties' colours speak. Shape, not tone, tells kinds
# apart, so the tones may come round again.
TONES = (
    ("#1f2a37", "#f1f4f8"), ("#4a5868", "#bac6d3"), ("#6a5b4c", "#d2c5b5"), ("#56604c", "#c0cab4"),
    ("#62566a", "#cabfd2"), ("#334a52", "#a9c4cb"), ("#6b7078", "#a3aab3"),
)

SIZE = (9.0, 30.0)  # radius of an actor with no tie, and of the one with the most, over all years
WIDTH = (1.4, 4.2)  # of a tie that one document asserts, and of one that five or more do
DOCUMENTS_AT_MOST = 5
DASHES: Mapping[str, Dashes] = {
    "stated": False, "claimed": (14, 5), "contested": (6, 5), "speculated": (1.5, 5), "withdrawn": (1.5, 11),
}
OPACITY = {"certain": 1.0, "possible": 0.45}
# of a tie while two times are compared: its sign, its colour on a light and on a dark ground (as in view.css), dashes, width
CHANGES: Mapping[Change, tuple[str, tuple[str, str], Dashes, float]] = {
    "began": ("+", ("#12713b", "#5fd08d"), False, 2.2), "ended": ("−", ("#bd4f12", "#f39a5c"), (7, 5), 2.2),
    "both": ("", ("#8f959e", "#707884"), False, 1.0),
}
CONTESTED_THEN = 4.0  # width of a contested tie there, which is drawn as two lines
STEP, WIDEST = 0.18, 0.9  # roundness between two neighbours in a fan of parallel ties; between its outermost


# -- how things look ------------------------------------------------------------------------------------------


def tone(kind: ActorKind, vocabulary: Vocabulary) -> tuple[str, str]:
    """The colour of a kind of actor on a light and on a dark ground."""
    if kind.colour:
        return kind.colour, kind.colour
    return TONES[list(vocabulary.actor_kinds).index(kind.id) % len(TONES)]


def sizes(dataset: Dataset) -> dict[str, float]:
    """Actor id → radius, by its ties over all years."""
    ties = Counter(end for relation in dataset.relations.values() for end in {relation.source, relation.target})
    most = max(ties.values(), default=1)
    return {actor: size_of(ties[actor], most) for actor in dataset.actors}


def size_of(ties: int, most: int) -> float:
    """The radius of an actor, growing with the square root of its ties, so that area tells their number."""
    least, largest = SIZE
    return round(least + (largest - least) * (ties / most) ** 0.5, 1)


def width(relation: Relation) -> float:
    """A tie's width, growing evenly with the number of distinct documents that assert it."""
    return width_of(documents_asserting(relation))


def width_of(documents: int) -> float:
    """The width of a tie that so many distinct documents assert."""
    least, largest = WIDTH
    more = min(max(documents, 1), DOCUMENTS_AT_MOST) - 1
    return round(least + (largest - least) * more / (DOCUMENTS_AT_MOST - 1), 2)


def documents_asserting(relation: Relation) -> int:
    return len({claim.document for claim in relation.claims if claim.stance == "asserts"})


def roundness(dataset: Dataset) -> dict[str, float]:
    """Relation id → how far it bends, so that parallel ties of all years fan out evenly on both sides.

    In vis-network's measure: positive is its curvedCW, negative its curvedCCW, 0 straight. Ties of one family
    lie side by side.
    """
    families = list(dataset.vocabulary.families)
    fans: dict[tuple[str, str], list[Relation]] = {}
    for relation in dataset.relations.values():
        fans.setdefault(tuple(sorted((relation.source, relation.target))), []).append(relation)
    bends = {}
    for (first, _), fan in fans.items():
        fan.sort(key=lambda tie: (families.index(dataset.vocabulary.relation_kinds[tie.kind].family), tie.kind, tie.id))
        step = min(STEP, WIDEST / max(1, len(fan) - 1))
        for place, relation in enumerate(fan):
            bend = (place - (len(fan) - 1) / 2) * step
            # a tie that runs the other way sees the same side as the other side
            bends[relation.id] = round(bend if relation.source == first else -bend, 4) + 0.0
    return bends


# -- the wire -------------------------------------------------------------------------------------------------


def wire(dataset: Dataset, *, today: datetime.date, language: str) -> dict[str, Any]:
    """All years of a dataset for the view, as values that JSON knows. Days are ordinals (date.toordinal).

    Positions are the stored ones; for actors without one a place is found (see layout).
    """
    with collector_off():
        return _wire(dataset, today, language)


def _wire(dataset: Dataset, today: datetime.date, language: str) -> dict[str, Any]:
    _ = translator(language)
    found = spans(dataset, today)
    first, last = years(span for span in found.values() if span) or (today.year, today.year)
    first, last = min(first, today.year), min(last, today.year)
    return {
        "version": dataset.version,
        "title": _("Who was tied to whom, {first}–{last}").format(first=first, last=last),
        "today": today.toordinal(),
        "years": [first, last],
        "language": language,
        "limit": LIMIT,
        "nodes": _nodes(dataset, language),
        "edges": _edges(dataset, found, language),
        "documents": {
            document.id: {
                "title": document.title, "author": document.author, "publisher": document.publisher,
                "date": document.date, "language": document.language, "url": document.url,
                "standpoint": document.standpoint.in_language(language) if document.standpoint else None,
                "licence": document.licence,
            }
            for document in dataset.documents.values()
        },
        "events": [_event(event, dataset, today, language) for event in dataset.events.values()],
        "kinds": {
            kind.id: {"label": kind.label.in_language(language), "family": kind.family, "directed": kind.directed,
                      "sign": kind.sign}
            for kind in dataset.vocabulary.relation_kinds.values()
        },
        "legend": wire_legend(dataset.vocabulary, *_occurring(dataset), language),
        "groupings": list(_groupings(dataset, language)),
        "strings": dict(strings(language)),
    }


def _nodes(dataset: Dataset, language: str) -> list[dict[str, Any]]:
    words = dataset.vocabulary
    places = positions(dataset)
    rank = ranks(dataset)
    size = sizes(dataset)
    nodes = []
    for actor in dataset.actors.values():
        kind = words.actor_kinds[actor.kind]
        light, dark = tone(kind, words)
        x, y = places[actor.id]
        nodes.append({
            "id": actor.id, "x": x, "y": y, "shape": kind.shape, "size": size[actor.id], "colour": light,
            "colourDark": dark, "kind": actor.kind, "name": actor.name.in_language(language),
            "names": {each: actor.name.in_language(each) for each in LANGUAGES}, "aliases": list(actor.aliases),
            "keys": list(search.keys(actor)), "rank": rank[actor.id], "start": actor.start, "end": actor.end,
            "note": actor.note.in_language(language) if actor.note else None, "wikidata": actor.wikidata,
        })
    return nodes


def positions(dataset: Dataset) -> Mapping[str, Position]:
    """Where the actors stand: as stored, and where nothing is stored, in free space."""
    if dataset.actors.keys() <= dataset.layout.keys():
        return dataset.layout
    return layout(dataset, keep=dataset.layout)


def _edges(dataset: Dataset, found: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    words = dataset.vocabulary
    bends = roundness(dataset)
    edges = []
    for relation in dataset.relations.values():
        kind = words.relation_kinds[relation.kind]
        family = words.families[kind.family]
        span = found[relation.id]
        status = relation.status
        documents = documents_asserting(relation)
        edges.append({
            "id": relation.id, "from": relation.source, "to": relation.target, "kind": relation.kind,
            "family": kind.family, "directed": kind.directed, "sign": kind.sign, "status": status,
            "role": relation.role.in_language(language) if relation.role else None,
            "days": [span.start_earliest, span.start_latest, span.end_earliest, span.end_latest] if span else None,
            "seen": list(span.seen) if span and span.seen else None,
            "open": span.open if span else False, "moment": bool(relation.date),
            "when": date_text(relation, language, dataset),
            "sentence": sentence(relation, dataset, language),
            "colour": family.colour, "colourDark": family.colour_dark, "width": width_of(documents),
            "dashes": _listed(DASHES[status]), "roundness": bends[relation.id],
            "documents": documents,
            "note": relation.note.in_language(language) if relation.note else None,
            "claims": [_claim(claim, dataset, language) for claim in relation.claims],
        })
    return edges


def _claim(claim: Claim, dataset: Dataset, language: str) -> dict[str, Any]:
    speaker = dataset.actors.get(claim.by) if claim.by else None
    return {
        "document": claim.document, "by": claim.by, "byName": speaker.name.in_language(language) if speaker else claim.by,
        "stance": claim.stance, "quote": claim.quote, "date": claim.date, "page": claim.page,
        "note": claim.note.in_language(language) if claim.note else None,
    }


def _event(event: Event, dataset: Dataset, today: datetime.date, language: str) -> dict[str, Any]:
    return {
        "id": event.id, "name": event.name.in_language(language), "days": list(_event_days(event, today)),
        "when": date_text(event, language, dataset), "actors": list(event.actors),
        "claims": [_claim(claim, dataset, language) for claim in event.claims],
    }


def _event_days(event: Event, today: datetime.date) -> tuple[int, int]:
    """The first and last day of an event, as written: the marks on the time axis leave ~ and ? to its words."""
    begins: Bounds = parse_date(event.date or event.start)
    if event.date or event.end in (None, "unknown"):
        return begins.first, begins.last
    if event.end == "ongoing":
        return begins.first, max(begins.last, today.toordinal())
    return begins.first, parse_date(event.end).last


def _listed(dashes: Dashes) -> Literal[False] | list[float]:
    return list(dashes) if dashes else False


def wire_legend(words: Vocabulary, kinds: set[str], families: set[str], language: str) -> dict[str, list[dict[str, Any]]]:
    """The wire's legend for these kinds of actor and families of ties."""
    return {
        "actorKinds": [
            {"id": kind.id, "label": kind.labels.in_language(language), "one": kind.label.in_language(language),
             "shape": kind.shape,
             **dict(zip(("colour", "colourDark"), tone(kind, words)))}
            for kind in words.actor_kinds.values() if kind.id in kinds
        ],
        "families": [
            {"id": family.id, "label": family.label.in_language(language), "colour": family.colour,
             "colourDark": family.colour_dark}
            for family in words.families.values() if family.id in families
        ],
        "statuses": [
            {"id": each, "label": label, "dashes": _listed(DASHES[each])} for each, label in statuses(language).items()
        ],
        "certainties": [
            {"id": each, "label": label, "opacity": OPACITY[each]} for each, label in certainties(language).items()
        ],
    }


def statuses(language: str) -> dict[str, str]:
    """Status → its name in the language, in the order of the legend."""
    _ = translator(language)
    return {"stated": _("stated"), "claimed": _("claimed"), "contested": _("contested"),
            "speculated": _("speculated"), "withdrawn": _("withdrawn")}


def certainties(language: str) -> dict[str, str]:
    """Certainty → its name in the language, in the order of the legend."""
    _ = translator(language)
    return {"certain": _("certain"), "possible": _("possible")}


def _groupings(dataset: Dataset, language: str) -> Iterable[dict[str, Any]]:
    """By what the view may gather actors into groups, as far as the data has it.

    `kinds` are the kinds of actor that make a group and `upward` the kinds of tie by which others belong to one, never
    through one of `never` (see measures/groups.py); `bonds` the kinds of tie that hold a community together.
    """
    _ = translator(language)
    kinds, _families = _occurring(dataset)
    declared = dataset.vocabulary.relation_kinds.values()
    placing = [kind for kind in declared if kind.family in (OFFICE, MEMBERSHIP) and kind.sign == 0]
    upward = [kind.id for kind in placing if kind.directed]
    bonds = [kind.id for kind in declared if kind.sign > 0 or kind in placing]
    by_actor = (("party", _("party"), BLOCS[:1]), ("bloc", _("party, coalition or movement"), BLOCS), ("state", _("state"), ("state",)))
    for name, label, makers in by_actor:
        if kinds.intersection(makers):
            yield {"id": name, "label": label, "kinds": list(makers), "upward": upward, "never": ["person"]}
    if len(dataset.actors) > 2:
        yield {"id": "community", "label": _("community"), "bonds": bonds}
    if len(kinds) > 1:
        yield {"id": "kind", "label": _("kind of actor")}


def _occurring(dataset: Dataset) -> tuple[set[str], set[str]]:
    """The kinds of actor and the families of ties that there are."""
    kinds = dataset.vocabulary.relation_kinds
    return (
        {actor.kind for actor in dataset.actors.values()},
        {kinds[relation.kind].family for relation in dataset.relations.values()},
    )


# -- one part, for a writer -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    kind: str
    name: str
    lines: tuple[str, ...]  # the name as its label is set: under the shape, lines of LINE units
    x: float
    y: float
    shape: str
    size: float
    colour: str
    edge: str | None = None  # the colour of its outline, where its own tells something else than its kind


@dataclass(frozen=True, slots=True)
class Edge:
    id: str
    source: str
    target: str
    family: str
    status: str
    certainty: str
    directed: bool
    colour: str
    width: float
    dashes: Dashes
    opacity: float
    roundness: float
    sentence: str
    when: str
    change: Change | None = None  # while two times are compared

    @property
    def sign(self) -> str:
        return CHANGES[self.change][0] if self.change else ""

    @property
    def double(self) -> bool:
        """Two lines side by side: contested, while dashes mean that a tie ended."""
        return self.change is not None and self.status == "contested"


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the legend: what a shape, a colour, a dash or an opacity means. Only what occurs is named."""

    group: Literal["actor kinds", "families", "statuses", "certainties", "changes"]
    id: str
    label: str
    shape: str | None = None
    colour: str | None = None
    dashes: Dashes = False
    opacity: float = 1.0
    double: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """One part of a dataset, ready to be drawn: y grows downwards, and everything lies within `bounds`.

    `sized` and `tinted` are what size and colour of actors tell, where it is not their ties and their kind.
    """

    title: str
    language: str
    theme: Theme
    ground: str
    ink: str
    nodes: tuple[Node, ...]  # the most important last, to be drawn above the others
    edges: tuple[Edge, ...]
    legend: tuple[Mark, ...]
    bounds: tuple[float, float, float, float]  # left, top, right, bottom
    version: str
    sized: Told | None = None
    tinted: Tint | None = None

    def communities(self) -> dict[Community, int]:
        """How many actors of each are shown, the largest first, where colour tells them."""
        return self.tinted.shown(node.id for node in self.nodes) if isinstance(self.tinted, Grouped) else {}


def picture(
    dataset: Dataset, part: Part, places: Mapping[str, Position], *, title: str = "", language: str = "en",
    theme: Theme = "light", sized: Told | None = None, tinted: Tint | None = None,
    changes: Mapping[str, Change] | None = None,
) -> Picture:
    """The picture of a part of the dataset. Bends and places are those of all years, as on the screen, and so are sizes
    and colours unless they tell a measure. With `changes`, colour and dash of a tie say which it is of them."""
    shown = part.dataset
    words = shown.vocabulary
    ground = 0 if theme == "light" else 1
    size, bends, rank = sizes(dataset), roundness(dataset), ranks(dataset)
    own = {kind.id: tone(kind, words)[ground] for kind in words.actor_kinds.values()}
    nodes = tuple(
        Node(
            id=actor.id, kind=actor.kind, name=actor.name.in_language(language),
            lines=lines(actor.name.in_language(language)), x=places[actor.id][0], y=places[actor.id][1],
            shape=words.actor_kinds[actor.kind].shape,
            size=sized.radius(sized.value(actor.id)) if sized else size[actor.id],
            colour=tint_of(tinted, actor.id, theme) if tinted else own[actor.kind],
            edge=own[actor.kind] if tinted else None,
        )
        for actor in sorted(shown.actors.values(), key=lambda actor: -rank[actor.id])
    )
    edges = tuple(
        _edge(relation, part, bends[relation.id], language, theme, changes[relation.id] if changes else None)
        for relation in shown.relations.values()
    )
    return Picture(
        title=title, language=language, theme=theme, ground=GROUND[theme], ink=INK[theme], nodes=nodes, edges=edges,
        legend=tuple(_legend(part, language, ground, changes)), bounds=_bounds(nodes), version=shown.version,
        sized=sized, tinted=tinted,
    )


def _edge(relation: Relation, part: Part, bend: float, language: str, theme: Theme, change: Change | None) -> Edge:
    words = part.dataset.vocabulary
    kind = words.relation_kinds[relation.kind]
    family = words.families[kind.family]
    certainty = part.certainty[relation.id]
    colour, dashes, thick = family.colour if theme == "light" else family.colour_dark, DASHES[relation.status], width(relation)
    if change:
        _sign, colours, dashes, thick = CHANGES[change]
        colour = colours[0 if theme == "light" else 1]
        thick = CONTESTED_THEN if relation.status == "contested" else thick
    return Edge(
        id=relation.id, source=relation.source, target=relation.target, family=kind.family, status=relation.status,
        certainty=certainty, directed=kind.directed,
        colour=colour, width=thick, dashes=dashes, opacity=OPACITY[certainty], roundness=bend,
        sentence=sentence(relation, part.dataset, language), when=date_text(relation, language, part.dataset),
        change=change,
    )


def _legend(part: Part, language: str, ground: int, changes: Mapping[str, Change] | None) -> Iterable[Mark]:
    words = part.dataset.vocabulary
    kinds, families = _occurring(part.dataset)
    for kind in words.actor_kinds.values():
        if kind.id in kinds:
            yield Mark("actor kinds", kind.id, kind.labels.in_language(language), shape=kind.shape,
                       colour=tone(kind, words)[ground])
    occurring = {relation.status for relation in part.dataset.relations.values()}
    if changes:
        yield from _changes(set(changes.values()), "contested" in occurring, language, ground)
    else:
        for family in words.families.values():
            if family.id in families:
                yield Mark("families", family.id, family.label.in_language(language),
                           colour=(family.colour, family.colour_dark)[ground])
        for status, label in statuses(language).items():
            if status in occurring:
                yield Mark("statuses", status, label, dashes=DASHES[status])
    for certainty, label in certainties(language).items():
        if certainty in part.certainty.values():
            yield Mark("certainties", certainty, label, opacity=OPACITY[certainty])


def _changes(occurring: set[Change], contested: bool, language: str, ground: int) -> Iterable[Mark]:
    """What colour and dash of a tie mean while two times are compared."""
    _ = translator(language)
    names = {"began": _("Began"), "ended": _("Ended"), "both": _("In both")}
    for change, (sign, colours, dashes, _width) in CHANGES.items():
        if change in occurring:
            yield Mark("changes", change, f"{sign} {names[change]}".strip(), colour=colours[ground], dashes=dashes)
    if contested:
        yield Mark("changes", "contested", _("Contested"), colour=CHANGES["both"][1][ground], double=True)


def _bounds(nodes: Iterable[Node]) -> tuple[float, float, float, float]:
    """The box around all shapes and labels; with no nodes, nothing."""
    edges = [
        (node.x - half, node.y - up, node.x + half, node.y + down)
        for node in nodes for half, up, down in [box([node.name])]
    ]
    if not edges:
        return 0.0, 0.0, 0.0, 0.0
    left, top, right, bottom = zip(*edges)
    return min(left), min(top), max(right), max(bottom)
