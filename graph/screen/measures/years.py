"""Through the years: the network in small lines, ranks as a bump chart, who rose and who fell."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from graph.measures import OF_NETWORKS
from graph.measures.years import Move, leaders, moves
from graph.screen import frame, link
from graph.screen.frame import Markup, Translate
from graph.screen.measures import charts, kept
from graph.screen.measures.asked import Asked

TOP, MOVERS, IN_A_ROW = 8, 10, 5


def show(asked: Asked, _: Translate) -> None:
    shown = kept.drawn(asked.told)
    _ranks(asked, shown, _)
    _movers(asked, shown, _)
    frame.show(frame.heading(2, _("The network through the years")))
    first = asked.told.years.index(shown[0])
    every = list(OF_NETWORKS.values())
    for start in range(0, len(every), IN_A_ROW):
        for column, measure in zip(st.columns(IN_A_ROW), every[start:start + IN_A_ROW]):
            with column:
                values = asked.told.networks[measure.id][first:]
                now = asked.told.networks[measure.id][asked.told.years.index(asked.year)]
                small(measure.text(now), _(measure.name), shown, values, asked.year, measure.digits)


def small(value: str, name: str, years: list[int], values: np.ndarray, year: int | None, digits: int, rank: str = "") -> None:
    """A small line with its name, its value in the chosen year, and a rank."""
    frame.show(Markup('<p class="bp-small"><span>{}</span> <strong>{}</strong> <span class="bp-count">{}</span></p>').format(name, value, rank))
    st.altair_chart(charts.small_line(years, values, year, digits), alt=name)


def _ranks(asked: Asked, shown: list[int], _: Translate) -> None:
    told = asked.told
    frame.show(frame.heading(2, _("Ranks by {measure}").format(measure=_(asked.measure.name).lower())))
    names = [actor for actor in leaders(told, asked.measure.id, len(told.actors))
             if asked.among in (None, asked.found.actors[actor].kind)][:TOP]
    ranks = ranks_among(asked)
    rows = [
        {"year": year, "rank": int(ranks[told.years.index(year), told.place[actor]]), "name": asked.name(actor), "place": place}
        for place, actor in enumerate(names) for year in shown if 0 < ranks[told.years.index(year), told.place[actor]] <= charts.BUMPS
    ]
    if not rows:
        frame.show(frame.note(_("Nobody has a value of this measure in these years.")))
        return
    st.altair_chart(charts.bumps(pd.DataFrame(rows), shown, asked.year), alt=_("Ranks through the years; the table of actors holds the same."))
    frame.show(_key(asked, names))
    frame.show(frame.note(_("The eight actors that stood highest; a line stops where an actor falls below rank {rank} or has no tie.").format(rank=charts.BUMPS)))


def ranks_among(asked: Asked) -> np.ndarray:
    """(years, actors) ranks within the kind of actor that is ranked."""
    from graph.measures import rank

    kinds = np.array([asked.among in (None, asked.found.actors[actor].kind) for actor in asked.told.actors], dtype=bool)
    rows = asked.told.values[asked.measure.id]
    return np.array([rank(asked.measure, np.where(kinds, row, np.nan)) for row in rows])


def _key(asked: Asked, names: list[str]) -> Markup:
    """Whose line is whose: colour and shape."""
    signs = list(charts.SHAPES.values())
    return Markup('<ul class="bp-key">{}</ul>').format(Markup("").join(
        Markup('<li><span style="color: {}" aria-hidden="true">{}</span> {}</li>').format(charts.palette()[place], signs[place], asked.linked(actor))
        for place, actor in enumerate(names)))


def _movers(asked: Asked, shown: list[int], _: Translate) -> None:
    frame.show(frame.heading(2, _("Who rose, who fell")))
    years = [str(year) for year in reversed(shown)]
    first, second, *__ = st.columns([1, 1, 3])
    at = shown.index(asked.year) if asked.year in shown else len(shown) - 1
    with first:
        before = int(frame.choose(_("From the year"), years, "before", default=str(shown[max(0, at - 5)])))
    with second:
        after = int(frame.choose(_("To the year"), years, "after", default=str(shown[at])))
    link.keep(("before", "after"))
    found = [move for move in moves(asked.told, asked.measure.id, before, after)
             if asked.among in (None, asked.found.actors[move.actor].kind)]
    up = [move for move in found if move.rose > 0][:MOVERS]
    down = [move for move in reversed(found) if move.rose < 0][:MOVERS]
    if not up and not down:
        frame.show(frame.note(_("Nobody with a rank in both years changed it.")))
        return
    frame.show(Markup('<div class="bp-pair"><div>{}{}</div><div>{}{}</div></div>').format(
        frame.heading(3, _("Rose")), _list(asked, up), frame.heading(3, _("Fell")), _list(asked, down)))
    frame.show(frame.note(_("Ranks among all actors with a tie in that year; who has ties in one of the two years only is not compared.")))


def _list(asked: Asked, found: list[Move]) -> Markup:
    return Markup('<ol class="bp-moves">{}</ol>').format(Markup("").join(
        Markup('<li><span class="bp-move">{} → {}</span> {}</li>').format(move.before, move.after, asked.linked(move.actor)) for move in found))
