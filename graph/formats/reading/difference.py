"""An imported dataset beside the one that is there: who is new, who seems to be known already, which ties too."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Dataset, Relation
from graph.search import keys


@dataclass(frozen=True, slots=True)
class Difference:
    """Ids of the import. `known` and `ties` give the id of the present dataset for each that seems to be there."""

    new: tuple[str, ...]
    known: dict[str, str]
    new_ties: tuple[str, ...]
    ties: dict[str, str]


def difference(imported: Dataset, present: Dataset) -> Difference:
    """An actor seems to be known if it has the same Wikidata item, or the same kind and a spelling in common; a tie
    if both its ends do and a tie of the same kind is there, whenever it was."""
    items = {actor.wikidata: actor.id for actor in present.actors.values() if actor.wikidata}
    spelled = {(actor.kind, key): actor.id for actor in reversed(present.actors.values()) for key in keys(actor)}
    known: dict[str, str] = {}
    for actor in imported.actors.values():
        found = items.get(actor.wikidata) or next(
            (spelled[actor.kind, key] for key in keys(actor) if (actor.kind, key) in spelled), None)
        if found:
            known[actor.id] = found
    there: dict[tuple, str] = {}
    for tie in present.relations.values():
        for ends in _ways(tie, present):
            there.setdefault((*ends, tie.kind), tie.id)
    ties = {
        tie.id: there[known[tie.source], known[tie.target], tie.kind] for tie in imported.relations.values()
        if tie.source in known and tie.target in known and (known[tie.source], known[tie.target], tie.kind) in there
    }
    return Difference(
        tuple(actor for actor in imported.actors if actor not in known), known,
        tuple(tie for tie in imported.relations if tie not in ties), ties,
    )


def _ways(tie: Relation, dataset: Dataset) -> tuple[tuple[str, str], ...]:
    ends = (tie.source, tie.target)
    return (ends,) if dataset.vocabulary.relation_kinds[tie.kind].directed else (ends, ends[::-1])
