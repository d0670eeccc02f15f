"""A Dataset in memory as a store: the same questions, answered by the modules that the explorer uses for a folder."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace
from typing import Iterable

import igraph
import numpy as np

from graph import search
from graph.dates import years
from graph.measures import OF_ACTORS
from graph.measures.net import net_of
from graph.model import Dataset
from graph.network import Chain, build, chains
from graph.selection import Part, Selection, select, spans, each_year
from graph.store.years import Years

ALL = 10**9


class Memory:
    """See store.Store, whose contract it keeps."""

    def __init__(self, dataset: Dataset):
        self._dataset = dataset
        self.version, self.vocabulary = dataset.version, dataset.vocabulary

    def select(self, selection: Selection, today: datetime.date) -> Part:
        return select(self._dataset, selection, today)

    def whole(self) -> tuple[int, int]:
        return len(self._dataset.actors), len(self._dataset.relations)

    def axis(self, today: datetime.date) -> tuple[int, int]:
        return years(span for span in spans(self._dataset, today).values() if span) or (today.year, today.year)

    def per_year(self, selection: Selection, today: datetime.date, first: int, last: int) -> Years:
        if not selection.focus:
            certain, possible = each_year(self._dataset, selection, today, first, last)
            return Years(first, tuple(certain), tuple(possible))
        parts = [self._all(replace(selection, first=f"{year:04}", last=None), today) for year in range(first, last + 1)]
        found = [Counter(part.certainty.values()) for part in parts]
        return Years(first, tuple(each["certain"] for each in found), tuple(each["possible"] for each in found))

    def degree_per_year(self, actor: str, selection: Selection, today: datetime.date, first: int, last: int) -> Years:
        mine = [tie.id for tie in self._dataset.relations.values() if actor in (tie.source, tie.target)]
        return Memory(self._dataset.keep(mine, [actor])).per_year(replace(selection, focus=()), today, first, last)

    def find(self, text: str, limit: int = 20) -> list[str]:
        return search.find(self._dataset, text, limit=limit)

    def chains(
        self, a: str, b: str, selection: Selection, today: datetime.date, *,
        limit: int = 100, avoiding: Iterable[str] = (), only_cooperative: bool = False,
    ) -> tuple[Dataset, list[Chain]]:
        for actor in (a, b, *avoiding):
            if actor not in self._dataset.actors:
                raise KeyError(actor)
        part = self._all(replace(selection, focus=()), today)
        graph = build(part.dataset)
        if a not in graph or b not in graph:
            return part.dataset, []
        return part.dataset, chains(graph, a, b, limit=limit, avoiding=avoiding, only_cooperative=only_cooperative)

    def components(self, selection: Selection, today: datetime.date) -> list[int]:
        net = net_of(self._all(selection, today))
        graph = igraph.Graph(n=len(net), edges=np.column_stack([net.source, net.target]).tolist())
        return sorted(map(len, graph.components()), reverse=True)[: selection.limit]

    def pagerank(self, selection: Selection, today: datetime.date) -> dict[str, float]:
        net = net_of(self._all(selection, today))
        found = dict(zip(net.actors, OF_ACTORS["pagerank"].compute(net).tolist()))
        return dict(sorted(found.items(), key=lambda item: -item[1])[: selection.limit])

    def _all(self, selection: Selection, today: datetime.date) -> Part:
        return select(self._dataset, replace(selection, limit=ALL), today)
