"""Communities: who stands together in a year, how the groups went on, and whether they are the declared blocs."""

from __future__ import annotations

import math
from typing import Mapping

import pandas as pd
import streamlit as st

from graph.measures.communities import LEAST, Communities, agreement, colours, namesakes
from graph.measures.groups import affiliations
from graph.measures.net import BLOCS
from graph.measures.telling import turn_text
from graph.screen import frame
from graph.screen.frame import Markup, Translate
from graph.screen.measures import charts, kept
from graph.screen.measures.asked import Asked

COLOURED = 10  # colours of communities
NAMED = 14  # members that are named at once
SMALL = 6  # actors: communities below are folded away


def show(asked: Asked, _: Translate) -> None:
    found = kept.communities(asked.found, asked.selection, asked.today, asked.told, _)
    places = colours(found, COLOURED)
    groups = found.groups.get(asked.year, {})
    frame.show(frame.note(summary(asked, len(groups), _)))
    rows = _rows(asked, found, places, _)
    if rows:
        st.altair_chart(charts.stacks(pd.DataFrame(rows), asked.year),
                        alt=_("Sizes of communities through the years; those of the chosen year stand below."))
    _turns(asked, found, _)
    called = names(asked, found, asked.year)
    cards = [_card(asked, called[label], members, places.get(label), _)
             for label, members in sorted(groups.items(), key=lambda each: (-len(each[1]), each[0]))]
    frame.show(frame.heading(2, _("Communities"), len(groups)))
    large = sum(len(members) >= SMALL for members in groups.values())
    frame.show(Markup('<div class="bp-cards">{}</div>').format(Markup("").join(cards[:large])))
    if cards[large:]:
        frame.show(Markup('<details class="bp-section"><summary>{}<span class="bp-count">{}</span></summary><div class="bp-cards">{}</div></details>').format(
            _("Smaller communities"), len(cards) - large, Markup("").join(cards[large:])))


def _turns(asked: Asked, found: Communities, _: Translate) -> None:
    turns = [turn for turn in found.turns if turn.year == asked.year]
    if turns:
        called = {**names(asked, found, asked.year - 1), **names(asked, found, asked.year)}
        told = Markup("").join(Markup("<li>{}</li>").format(turn_text(turn, called, _)) for turn in turns)
        frame.show(Markup('<details class="bp-section"><summary>{}<span class="bp-count">{}</span></summary><ul>{}</ul></details>').format(
            _("What became of the communities of {year}").format(year=asked.year - 1), len(turns), told))


def summary(asked: Asked, many: int, _: Translate) -> str:
    place = asked.told.years.index(asked.year)
    told = [_("{year}: communities of {least} and more: {many}; modularity {modularity}.").format(
        year=asked.year, least=LEAST, many=many, modularity=f"{asked.told.networks['modularity'][place]:.2f}")]
    agreed = agreement(asked.net, asked.found)
    if not math.isnan(agreed.index):
        told.append(_("Agreement with declared parties, coalitions and movements: {index} (adjusted Rand index; 1 the same, 0 chance), over the {actors} actors that belong to one of {blocs}.").format(
            index=f"{agreed.index:.2f}", actors=agreed.actors, blocs=agreed.blocs))
    told.append(_("Found by cooperative ties, membership and office (Leiden); documents that name many members of one body make it a community."))
    return " ".join(told)


def names(asked: Asked, found: Communities, year: int) -> Mapping[int, str]:
    """Label → what the community is called in that year, and the label's number, which stays while it lasts."""
    place = asked.told.years.index(year)
    net = asked.told.nets[place]
    declared = affiliations(net, asked.found, BLOCS)
    strength = dict(zip(asked.told.actors, asked.told.values["strength"][place]))
    return {
        label: f"{', '.join(asked.name(actor) for actor in namesakes(members, declared, strength))} ({label + 1})"
        for label, members in found.groups.get(year, {}).items()
    }


def _rows(asked: Asked, found: Communities, places: Mapping[int, int], _: Translate) -> list[dict]:
    rows = []
    for year, groups in found.groups.items():
        called = names(asked, found, year)
        rest = sum(len(members) for label, members in groups.items() if label not in places)
        rows.append({"year": year, "size": rest, "label": "rest", "name": _("Smaller communities"), "place": -1})
        rows += [{"year": year, "size": len(members), "label": str(label), "name": called[label], "place": places[label]}
                 for label, members in groups.items() if label in places]
    return rows


def _card(asked: Asked, name: str, members: frozenset[str], place: int | None, _: Translate) -> Markup:
    strength = asked.told.values["strength"][asked.told.years.index(asked.year)]
    ordered = sorted(members, key=lambda actor: (-strength[asked.told.place[actor]], actor))
    listed = Markup(", ").join(asked.linked(actor) for actor in ordered[:NAMED])
    more = _(" and {count} more").format(count=len(ordered) - NAMED) if len(ordered) > NAMED else ""
    colour = Markup("") if place is None else Markup(' style="border-left: 5px solid {}"').format(charts.palette()[place])
    return Markup('<section class="bp-card"{}><h3>{} <span class="bp-count">{}</span></h3><p class="bp-names">{}{}</p></section>').format(
        colour, name, len(ordered), listed, more)
