"""A dataset as a networkx graph, and what its structure answers: ego networks and shortest chains."""

from __future__ import annotations

import datetime
from itertools import islice
from typing import Any, Iterable, Iterator, Mapping

import networkx as nx

from graph.dates import FIRST_DAY, LAST_DAY, parse_date, span_of
from graph.model import LANGUAGES, Dataset, Relation

Chain = list[str]  # relation ids, from one actor to the other


def build(dataset: Dataset, certainty: Mapping[str, str] | None = None) -> nx.MultiDiGraph:
    """The dataset's graph: one node an actor, one edge a tie, keyed by the tie's id.

    Nodes have kind, name (English) and names (by language). Edges have kind, family, sign, directed, status,
    start and end (as written; a tie that happened has its date as both), role, claims (a list of dicts),
    certainty (None unless given), and the days between which they began: earliest_start, latest_start.
    An undirected tie is an edge from its source to its target all the same, with directed=False.
    """
    graph = nx.MultiDiGraph(version=dataset.version)
    for actor in dataset.actors.values():
        names = {language: getattr(actor.name, language) for language in LANGUAGES}
        names = {language: name for language, name in names.items() if name}
        graph.add_node(actor.id, kind=actor.kind, name=actor.name.en, names=names)
    for relation in dataset.relations.values():
        kind = dataset.vocabulary.relation_kinds[relation.kind]
        earliest, latest = _began(relation, dataset)
        graph.add_edge(
            relation.source, relation.target, key=relation.id,
            kind=relation.kind, family=kind.family, sign=kind.sign, directed=kind.directed, status=relation.status,
            start=relation.date or relation.start, end=relation.date or relation.end,
            role=relation.role.en if relation.role else None,
            claims=[claim.model_dump(exclude_none=True, mode="json") for claim in relation.claims],
            certainty=certainty.get(relation.id) if certainty is not None else None,
            earliest_start=earliest, latest_start=latest,
        )
    return graph


def _began(relation: Relation, dataset: Dataset) -> tuple[int, int]:
    """The days between which it began. A tie that was only seen may have begun at any time before."""
    written = relation.date or relation.start
    if written and written != "unknown":
        bounds = parse_date(written)
        return bounds.earliest, bounds.latest
    span = span_of(relation, dataset, datetime.date.max)
    return FIRST_DAY, span.start_latest if span else LAST_DAY


def node_link(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """The graph as networkx's node-link data, with the ties under "edges"."""
    return nx.node_link_data(graph, edges="edges")


def ego(graph: nx.MultiDiGraph, ids: Iterable[str], radius: int = 1) -> nx.MultiDiGraph:
    """The graph of the actors within `radius` ties of these, ignoring direction, and all ties among them.

    Raises KeyError for an actor that is not there.
    """
    reached = set(ids)
    for actor in reached:
        if actor not in graph:
            raise KeyError(actor)
    edge = reached
    for _ in range(radius):
        edge = {other for actor in edge for other in nx.all_neighbors(graph, actor)} - reached
        reached = reached | edge
    return graph.subgraph(node for node in graph if node in reached).copy()


def chains(
    graph: nx.MultiDiGraph, a: str, b: str, *,
    limit: int = 100, avoiding: Iterable[str] = (), only_cooperative: bool = False, in_time: bool = False,
) -> list[Chain]:
    """All shortest chains of ties from actor a to actor b, whichever way the ties point, at most `limit`.

    `avoiding` names actors that no chain may pass through; `only_cooperative` takes only ties of sign +1;
    `in_time` only chains in which each tie can have begun no earlier than the one before, for some days
    within what is known of their starts (the shortest of these may be longer than the shortest of all).
    Chains through different actors come before further ties between the same actors, so that a limit
    cuts variants first. [] if there is none, or if a is b. Raises KeyError for an actor that is not there.
    """
    for actor in (a, b):
        if actor not in graph:
            raise KeyError(actor)
    if a == b:
        return []
    ties = _Ties(graph, set(avoiding) - {a, b}, only_cooperative, in_time)
    budgets = _budgets(ties, a, b)
    if not budgets:
        return []
    variants = [ties.along(path) for path in islice(_paths(ties, budgets, a, FIRST_DAY), limit)]
    return list(islice(_in_turn(variants), limit))


class _Ties:
    """The ties that a chain may use, by the pair of actors they join: (id, earliest start, latest start)."""

    def __init__(self, graph: nx.MultiDiGraph, avoided: set[str], only_cooperative: bool, in_time: bool):
        self.between: dict[str, dict[str, list[tuple[str, int, int]]]] = {node: {} for node in graph}
        for source, target, key, tie in graph.edges(keys=True, data=True):
            if source == target or source in avoided or target in avoided or (only_cooperative and tie["sign"] <= 0):
                continue
            start = (tie["earliest_start"], tie["latest_start"]) if in_time else (FIRST_DAY, LAST_DAY)
            for here, there in ((source, target), (target, source)):
                self.between[here].setdefault(there, []).append((key, *start))

    def arrive(self, day: int, here: str, there: str) -> int | None:
        """The earliest day on which a tie to `there` can begin that begins no earlier than `day`, or None."""
        return min((max(day, early) for _, early, late in self.between[here][there] if late >= day), default=None)

    def along(self, path: list[str]) -> Iterator[Chain]:
        """The chains of ties along a path of actors, each in an order that can have happened."""

        def onward(position: int, day: int) -> Iterator[Chain]:
            if position == len(path) - 1:
                yield []
                return
            for key, early, late in self.between[path[position]][path[position + 1]]:
                if late >= day:
                    for rest in onward(position + 1, max(day, early)):
                        yield [key, *rest]

        return onward(0, FIRST_DAY)


def _budgets(ties: _Ties, a: str, b: str) -> list[dict[str, int]]:
    """For the fewest ties that lead from a to b: by how many are left, actor → the latest day on which
    it may be reached so that b still can be. [] if no chain leads there."""
    budgets = [{b: LAST_DAY}]
    while a not in budgets[-1]:
        ahead = budgets[-1]
        budget: dict[str, int] = {}
        for there, until in ahead.items():
            for here, between in ties.between[there].items():
                for _, early, late in between:
                    if early <= min(late, until):
                        budget[here] = max(budget.get(here, FIRST_DAY), min(late, until))
        if not budget or len(budgets) > len(ties.between):
            return []
        budgets.append(budget)
    return budgets


def _paths(ties: _Ties, budgets: list[dict[str, int]], here: str, day: int) -> Iterator[list[str]]:
    """The paths of actors from `here`, reached on `day`, in exactly as many ties as there are budgets left."""
    left = len(budgets) - 1
    if not left:
        yield [here]
        return
    for there in ties.between[here]:
        arrival = ties.arrive(day, here, there)
        if arrival is not None and arrival <= budgets[left - 1].get(there, FIRST_DAY - 1):
            for rest in _paths(ties, budgets[:-1], there, arrival):
                yield [here, *rest]


def _in_turn(variants: list[Iterator[Chain]]) -> Iterator[Chain]:
    """The first of each, then the second of each, and so on."""
    while variants:
        going = []
        for each in variants:
            chain = next(each, None)
            if chain is not None:
                yield chain
                going.append(each)
        variants = going
