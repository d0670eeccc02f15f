"""Brokers: who carries between communities, declared blocs or states, in which role, and whether that is firm."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.measures.brokers import brokers
from graph.measures.telling import range_text
from graph.screen import frame, link
from graph.screen.frame import Markup, Translate
from graph.screen.measures import kept
from graph.screen.measures.asked import Asked
from graph.screen.measures.firm import orders

LISTED, FLIPS = 40, 6


def role_names(_: Translate) -> dict[str, tuple[str, str]]:
    """Role → its name and what it is; A → B → C with the broker B in the middle."""
    return {
        "coordinator": (_("Coordinator"), _("between two of its own group")),
        "consultant": (_("Consultant"), _("between two of one other group")),
        "gatekeeper": (_("Gatekeeper"), _("from another group into its own")),
        "representative": (_("Representative"), _("from its own group to another")),
        "liaison": (_("Liaison"), _("between two groups, belonging to neither")),
    }


def show(asked: Asked, _: Translate) -> None:
    ways = {"communities": _("Communities"), "blocs": _("Parties, coalitions, movements"), "states": _("States")}
    by = frame.choose(_("Between"), list(ways), "between", text=ways.get, default="communities", widget=st.segmented_control, required=True)
    link.keep(("between",))
    groups = kept.groups(asked.found, asked.net, by)
    found = [broker for broker in brokers(asked.net, groups) if asked.among in (None, asked.found.actors[broker.actor].kind)]
    frame.show(frame.note(_("Open chains of two ties that are not hostile, in the direction of the ties; actors with a group: {own} of {all}; groups: {groups}.").format(
        own=len(groups), all=len(asked.net), groups=len(set(groups.values())))))
    if not found:
        frame.show(frame.note(_("No open chain runs between such groups in this year.")))
        return
    firm = kept.firmness(asked.found, asked.selection, asked.today, asked.year, asked.net, f"brokers {by}", asked.among, _)
    ranges = {standing.actor: range_text(standing) for standing in firm.standings}
    roles = role_names(_)
    table = pd.DataFrame({
        _("Name"): [asked.name(broker.actor) for broker in found[:LISTED]],
        _("Group"): [_group(asked, broker.group, by, _) for broker in found[:LISTED]],
        _("Between groups"): [broker.between for broker in found[:LISTED]],
        _("Ranks it takes"): [ranges.get(broker.actor, "") for broker in found[:LISTED]],
        **{roles[role][0]: [broker.roles[role] for broker in found[:LISTED]] for role in roles},
    })
    st.dataframe(table, hide_index=True, height=min(520, 38 + 35 * len(table)), column_config={
        name: st.column_config.NumberColumn(help=what) for name, what in roles.values()})
    rows = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(name, what) for name, what in roles.values())
    names = {actor: asked.name(actor) for actor in asked.net.actors}
    frame.show(frame.heading(2, _("Where the order flips")) + orders(firm.flips[:FLIPS], names, _))
    frame.show(Markup('<dl class="bp-facts">{}</dl>').format(rows))
    frame.show(frame.note("Gould, R. V., Fernandez, R. M. (1989). Structures of mediation. Sociological Methodology 19, 89–126."))


def _group(asked: Asked, group: str, by: str, _: Translate) -> str:
    if by != "communities":
        return asked.name(group)
    members = [actor for actor, number in zip(asked.net.actors, asked.net.communities) if str(number) == group]
    strength = asked.told.values["strength"][asked.told.years.index(asked.year)]
    return asked.name(max(sorted(members), key=lambda actor: strength[asked.told.place[actor]]))
