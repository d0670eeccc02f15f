"""An actor's career on one page: every measure through its years, its communities, its offices and sides."""

from __future__ import annotations

import numpy as np
import streamlit as st

from graph.compare import MEMBERSHIP, OFFICE
from graph.lines import line
from graph.measures import OF_ACTORS
from graph.screen import frame, link
from graph.screen.frame import Markup, Translate
from graph.screen.measures import communities, kept
from graph.screen.measures.asked import Asked
from graph.screen.measures.years import IN_A_ROW, small
from graph.screen.reader import language
from graph.selection import spans


def show(asked: Asked, _: Translate) -> None:
    first = asked.net.actors[asked.order[0]] if asked.order else asked.told.actors[0]
    actor = frame.actor_choice(asked.found, _("Actor"), "actor", default=first)
    link.keep(("actor",))
    told = asked.told
    if actor not in told.place:
        frame.show(frame.note(_("The selection keeps no tie of this actor.")))
        return
    shown = kept.drawn(told)
    rows = [told.years.index(year) for year in shown]
    column = told.place[actor]
    now = told.years.index(asked.year)
    frame.show(frame.heading(2, asked.name(actor)))
    frame.show(frame.note(_communities(asked, actor, _)))
    every = list(OF_ACTORS.values())
    for start in range(0, len(every), IN_A_ROW):
        for place, measure in zip(st.columns(IN_A_ROW), every[start:start + IN_A_ROW]):
            with place:
                ranks = told.ranks(measure.id)[now]
                rank = _("rank {rank} of {all}").format(rank=ranks[column], all=int((ranks > 0).sum())) if ranks[column] else ""
                small(measure.text(told.values[measure.id][now, column]), _(measure.name), shown,
                      told.values[measure.id][rows, column], asked.year, measure.digits, rank)
    _ties(asked, actor, _)


def _communities(asked: Asked, actor: str, _: Translate) -> str:
    """Where the actor stood in the chosen year, in words."""
    found = kept.communities(asked.found, asked.selection, asked.today, asked.told, _)
    label = found.label_of(asked.year, actor)
    if label is None:
        return _("{year}: in no community of three or more.").format(year=asked.year)
    names = communities.names(asked, found, asked.year)
    return _("{year}: in the community {name}, with {count} others.").format(
        year=asked.year, name=names[label], count=len(found.groups[asked.year][label]) - 1)


def _ties(asked: Asked, actor: str, _: Translate) -> None:
    """Offices and memberships, then friends and foes, each in order of time."""
    when, kinds = spans(asked.found, asked.today), asked.found.vocabulary.relation_kinds
    own = sorted((tie for tie in asked.found.relations.values() if actor in (tie.source, tie.target)),
                 key=lambda tie: (when[tie.id].start_latest if when[tie.id] else np.inf, tie.id))
    parts = {
        _("Offices and memberships"): [tie for tie in own if kinds[tie.kind].family in (OFFICE, MEMBERSHIP) and not kinds[tie.kind].sign],
        _("Cooperative ties"): [tie for tie in own if kinds[tie.kind].sign > 0],
        _("Hostile ties"): [tie for tie in own if kinds[tie.kind].sign < 0],
    }
    for name, ties in parts.items():
        if ties:
            lines = [line(tie, asked.found, language()) for tie in ties]
            frame.show(Markup('<details class="bp-section"{}><summary>{}<span class="bp-count">{}</span></summary>{}</details>').format(
                Markup(" open") if len(ties) <= 12 else "", name, len(ties), frame.line_list(lines, _)))
