"""What the page is asked for: each view draws the same things from it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.measures import Measure, Net, rank
from graph.measures.years import Years
from graph.model import Dataset
from graph.screen import link
from graph.screen.frame import Markup
from graph.screen.measures import kept
from graph.screen.reader import language
from graph.selection import Selection


@dataclass(frozen=True)
class Asked:
    found: Dataset
    selection: Selection
    today: datetime.date
    told: Years
    year: int
    measure: Measure
    among: str | None

    @cached_property
    def net(self) -> Net:
        return self.told.nets[self.told.years.index(self.year)]

    @cached_property
    def values(self) -> np.ndarray:
        """Of the chosen measure, one for each actor of the net."""
        row = self.told.values[self.measure.id][self.told.years.index(self.year)]
        return row[[self.told.place[actor] for actor in self.net.actors]]

    @cached_property
    def ranks(self) -> np.ndarray:
        """Among the actors that are ranked; 0 for the others."""
        return rank(self.measure, np.where(self.ranked, self.values, np.nan))

    @cached_property
    def ranked(self) -> np.ndarray:
        return kept.among_kind(self.found, self.net, self.among)

    @cached_property
    def order(self) -> list[int]:
        """Places in the net of the actors that have a rank, the first first."""
        return sorted(np.flatnonzero(self.ranks), key=lambda actor: (self.ranks[actor], self.name(self.net.actors[actor])))

    def name(self, actor: str) -> str:
        return self.found.actors[actor].name.in_language(language())

    def kind(self, actor: str) -> str:
        return self.found.vocabulary.actor_kinds[self.found.actors[actor].kind].label.in_language(language())

    def linked(self, actor: str) -> Markup:
        """The actor's name as a link to its own page here."""
        here = {"lang": None if language() == "en" else language(), "year": str(self.year), "show": "actor", "actor": actor}
        return Markup('<a href="{}">{}</a>').format(link.to("measures", here), self.name(actor))
