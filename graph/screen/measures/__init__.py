"""Measures: who matters, who bridges, who sides with whom, through the years, and how far it can be trusted."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from graph.measures import OF_ACTORS
from graph.screen import frame, link
from graph.screen.frame import Translate
from graph.screen.measures import actors, brokers, career, communities, explained, firm, kept, sides, years
from graph.screen.measures.asked import Asked
from graph.screen.reader import language
from graph.words import translator

ICON = ":material/leaderboard:"
URL_PATH = "measures"
OWN = ("measure", "show", "among", "actor", "before", "after", "blocs", "between")
SHOWN = {
    "actors": actors, "years": years, "actor": career, "communities": communities, "sides": sides, "brokers": brokers,
    "firm": firm, "explained": explained,
}


def title(_: Translate) -> str:
    return _("Measures")


def page() -> None:
    _ = translator(language())
    frame.head(URL_PATH, _("Measures"), _("Who matters, who connects, who sides with whom, and how far the documents bear it out."), own=OWN)
    st.html(Path(__file__).with_name("measures.css"))
    found, _problems, today = frame.data(_)
    selection = frame.selection()
    controls = st.columns([2, 3, 2, 3], vertical_alignment="bottom")
    told = kept.years(found, selection, today, _)
    if not told.years:
        frame.show(frame.note(_("These documents tell of no such tie. That is no evidence that there was none.")))
        return
    names = {
        "actors": _("Actors"), "years": _("Years"), "actor": _("One actor"), "communities": _("Communities"),
        "sides": _("Sides"), "brokers": _("Brokers"), "firm": _("Firm or not"), "explained": _("What they mean"),
    }
    with controls[0]:
        most = str(max(zip(told.networks["ties"], told.years))[1])
        year = int(frame.choose(_("Year"), [str(year) for year in reversed(told.years)], "year", default=most))
    with controls[1]:
        measure = frame.choose(_("Measure"), list(OF_ACTORS), "measure", default="degree", text=lambda each: _(OF_ACTORS[each].name))
    with controls[2]:
        kinds = found.vocabulary.actor_kinds
        occurring = [kind for kind in kinds if any(found.actors[actor].kind == kind for actor in told.actors)]
        among = frame.choose(_("Rank only"), occurring, "among", text=lambda kind: kinds[kind].labels.in_language(language()),
                             placeholder=_("all actors"))
    with controls[3]:
        _certain(_)
    show = frame.choose(_("What to show"), list(names), "show", text=names.get, default="actors", widget=st.segmented_control,
                        required=True, label_visibility="collapsed")
    link.keep(OWN)
    SHOWN[show].show(Asked(found, selection, today, told, year, OF_ACTORS[measure], among), _)


def _certain(_: Translate) -> None:
    """The selection's `possible`, as a switch: merely possible ties left out."""
    name = "measures certain"
    st.session_state[name] = st.query_params.get("possible") == "0"
    st.toggle(_("Only ties that certainly held"), key=name,
              on_change=lambda: link.put(possible="0" if st.session_state[name] else None))
