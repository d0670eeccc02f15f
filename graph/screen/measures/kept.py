"""What the page works out, once for each state of the data and selection, with a bar while it takes time."""

from __future__ import annotations

import datetime
import time
from dataclasses import replace
from typing import Any, Callable, Hashable

import numpy as np
import streamlit as st

from graph.measures import OF_ACTORS, Net
from graph.measures.brokers import score
from graph.measures.communities import Communities, carry
from graph.measures.groups import affiliations, community_names
from graph.measures.net import BLOCS
from graph.measures.robust import Robustness, robustness
from graph.measures.sides import Sides, sides
from graph.measures.years import Progress, Years, drawn, through_years
from graph.model import Dataset
from graph.screen.frame import Translate
from graph.screen.shared import Shared
from graph.selection import Selection

ENTRIES = 40  # findings kept, over all readers
PATIENCE = 0.5  # seconds without a bar


_found: Shared[Any] = Shared(ENTRIES)


def _kept(key: Hashable, make: Callable[[Progress], Any], label: str) -> Any:
    place, began = st.empty(), time.monotonic()

    def progress(share: float, what: str) -> None:
        if time.monotonic() - began > PATIENCE:
            place.progress(min(1.0, share), text=f"{label} {what}".strip())

    found = _found.get(key, lambda: make(progress))
    place.empty()
    return found


def asked(selection: Selection) -> Selection:
    """What of a selection the measures depend on: not its time, limit, language or what stands open."""
    return replace(selection, first=None, last=None, limit=Selection.limit, language="en", opened=None)


def years(found: Dataset, selection: Selection, today: datetime.date, _: Translate) -> Years:
    wanted = asked(selection)
    return _kept(
        ("years", found.version, wanted.query(), today), lambda progress: through_years(found, wanted, today, progress),
        _("Measuring each year …"),
    )


def communities(found: Dataset, selection: Selection, today: datetime.date, told: Years, _: Translate) -> Communities:
    shown = drawn(told)
    nets = [(year, net) for year, net in zip(told.years, told.nets) if year in shown]
    return _kept(("communities", found.version, asked(selection).query(), today), lambda progress: carry(nets), _("Finding communities …"))


def balance(found: Dataset, selection: Selection, today: datetime.date, year: int, net: Net, blocs: int, _: Translate) -> Sides:
    key = ("sides", found.version, asked(selection).query(), today, year, blocs)
    return _kept(key, lambda progress: sides(net, blocs), _("Parting the sides …"))


def groups(found: Dataset, net: Net, by: str) -> dict[str, str]:
    """Actor → its group: a community's number, or the id of a bloc or a state."""
    if by == "communities":
        return community_names(net)
    return affiliations(net, found, BLOCS if by == "blocs" else ("state",))


def firmness(
    found: Dataset, selection: Selection, today: datetime.date, year: int, net: Net, measure: str, among: str | None, _: Translate,
) -> Robustness:
    """Of a measure, or of the brokers between communities, blocs or states ("brokers communities" …)."""
    kind, _space, by = measure.partition(" ")
    if kind == "brokers":
        own = groups(found, net, by)
        compute, more = (lambda each: score(each, own)), True
    else:
        compute, more = OF_ACTORS[measure].compute, OF_ACTORS[measure].more
    marked = among_kind(found, net, among)
    key = ("firmness", found.version, asked(selection).query(), today, year, measure, among)
    return _kept(
        key, lambda progress: robustness(net, compute, more=more, among=marked, progress=progress), _("Leaving out ties …")
    )


def among_kind(found: Dataset, net: Net, kind: str | None) -> np.ndarray:
    return np.array([kind in (None, found.actors[actor].kind) for actor in net.actors], dtype=bool)
