"""How actors and ties look: the only home of colour, size, shape, dash, width and opacity."""

from __future__ import annotations

from collections import Counter
from typing import Literal, Mapping

from graph.layout import layout
from graph.model import ActorKind, Dataset, Position, Relation, Vocabulary
from graph.words import translator

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


def positions(dataset: Dataset) -> Mapping[str, Position]:
    """Where the actors stand: as stored, and where nothing is stored, in free space."""
    if dataset.actors.keys() <= dataset.layout.keys():
        return dataset.layout
    return layout(dataset, keep=dataset.layout)


def statuses(language: str) -> dict[str, str]:
    """Status → its name in the language, in the order of the legend."""
    _ = translator(language)
    return {"stated": _("stated"), "claimed": _("claimed"), "contested": _("contested"),
            "speculated": _("speculated"), "withdrawn": _("withdrawn")}


def certainties(language: str) -> dict[str, str]:
    """Certainty → its name in the language, in the order of the legend."""
    _ = translator(language)
    return {"certain": _("certain"), "possible": _("possible")}


def kinds_and_families(dataset: Dataset) -> tuple[set[str], set[str]]:
    """The kinds of actor and the families of ties that occur."""
    kinds = dataset.vocabulary.relation_kinds
    return (
        {actor.kind for actor in dataset.actors.values()},
        {kinds[relation.kind].family for relation in dataset.relations.values()},
    )
