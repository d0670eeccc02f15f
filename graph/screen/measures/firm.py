"""Firm or not: the ranks that each actor takes when doubtful ties are left out or ties are lost at random."""

from __future__ import annotations

from typing import Mapping, Sequence

import pandas as pd
import streamlit as st

from graph.measures.robust import STRICT, Flip
from graph.measures.telling import doubt_names, flip_text, range_text
from graph.screen import frame
from graph.screen.frame import Markup, Translate
from graph.screen.measures import kept
from graph.screen.measures.asked import Asked


def show(asked: Asked, _: Translate) -> None:
    found = kept.firmness(asked.found, asked.selection, asked.today, asked.year, asked.net, asked.measure.id, asked.among, _)
    if not found.standings:
        frame.show(frame.note(_("Nobody has a value of this measure in this year.")))
        return
    doubts = doubt_names(_)
    counts = "; ".join(f"{doubts[doubt]} {many}" for doubt, many in found.left_out.items() if doubt != STRICT)
    frame.show(frame.note(_("Ties of {year}: {ties}. Of these {counts}. Each random loss is drawn {draws} times from one seed; its columns hold nine draws in ten.").format(
        year=asked.year, ties=found.ties, counts=counts, draws=found.draws)))
    standings = found.standings
    table = pd.DataFrame({
        _("Rank"): [standing.rank for standing in standings],
        _("Name"): [asked.name(standing.actor) for standing in standings],
        _(asked.measure.name): [standing.value for standing in standings],
        _("Ranks it takes"): [range_text(standing) for standing in standings],
        **{f"− {doubts[doubt]}": [standing.without[doubt] for standing in standings]
           for doubt in doubts if doubt in standings[0].without},
        **{_("{loss} lost").format(loss=f"{loss:.0%}"): [_ends(standing.lost[loss]) for standing in standings] for loss in standings[0].lost},
    })
    st.dataframe(table, hide_index=True, height=38 + 35 * len(table), column_config={
        _("Rank"): st.column_config.NumberColumn(width=52),
        _(asked.measure.name): st.column_config.NumberColumn(format=f"%.{asked.measure.digits}f", width=95),
        _("Ranks it takes"): st.column_config.TextColumn(width=90),
        **{f"− {name}": st.column_config.NumberColumn(width=95, help=_("Without {ties}").format(ties=name)) for name in doubts.values()},
    })
    names = {actor: asked.name(actor) for actor in asked.net.actors}
    frame.show(frame.heading(2, _("Where the order flips")) + orders(found.flips, names, _))


def orders(flips: Sequence[Flip], names: Mapping[str, str], _: Translate) -> Markup:
    """What turns the order of each two neighbours, in words."""
    return Markup('<ul class="bp-orders">{}</ul>').format(Markup("").join(
        Markup('<li class="bp-{}">{}</li>').format("holds" if flip.holds else "flips", flip_text(flip, names, _)) for flip in flips))


def _ends(ends: tuple[int, int]) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"
