"""One part as plain values, ready for a writer of SVG: nodes, edges, the marks of its legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Literal, Mapping

from graph.grammar import sentence
from graph.layout import box, lines
from graph.look import Community, Grouped, Tint, Told, tint_of
from graph.model import Dataset, Position, Relation
from graph.picture.looks import (
    CHANGES, CONTESTED_THEN, DASHES, GROUND, INK, OPACITY, Change, Dashes, Theme, certainties, kinds_and_families, roundness, sizes, statuses, tone, width,
)
from graph.selection import Part, ranks
from graph.words import date_text, translator


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
    kinds, families = kinds_and_families(part.dataset)
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
