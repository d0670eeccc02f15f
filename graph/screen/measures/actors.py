"""The actors of a year in order of a measure: to sort, to search, to take along."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from graph.measures import OF_ACTORS
from graph.screen import frame, link
from graph.screen.frame import Markup, Translate
from graph.screen.measures import explained, kept
from graph.screen.measures.asked import Asked


def show(asked: Asked, _: Translate) -> None:
    measure = asked.measure
    example = explained.example(asked, measure, _)
    frame.show(Markup('<section class="bp-card"><p><strong>{}.</strong> {}</p><p class="bp-note">{}</p></section>').format(
        _(measure.name), _(measure.meaning), example))
    if not asked.order:
        frame.show(frame.note(_("Nobody has a value of this measure in this year.")))
        return
    table = _table(asked, _)
    value = _(measure.name)
    picked = st.dataframe(
        table, hide_index=True, height=min(620, 38 + 35 * len(table)), on_select="rerun", selection_mode="single-row",
        key=f"measures {asked.year} {measure.id} {asked.among}",
        column_config={
            _("Rank"): st.column_config.NumberColumn(width=52),
            _("Name"): st.column_config.TextColumn(width=200),
            _("Kind"): st.column_config.TextColumn(width=110),
            value: st.column_config.NumberColumn(format=f"%.{measure.digits}f", width=95),
            _("Through the years"): st.column_config.LineChartColumn(
                width=170, y_min=0, color="primary",
                help=_("{measure}, {first}–{last}; 0 where the actor has no tie.").format(
                    measure=value, first=kept.drawn(asked.told)[0], last=kept.drawn(asked.told)[-1])),
            **{_(each.name): st.column_config.NumberColumn(format=f"%.{each.digits}f", help=_(each.meaning))
               for each in OF_ACTORS.values() if each is not measure},
        },
    )
    _opened(asked, picked)
    frame.show(frame.note(_("A chosen row opens the actor. Sort by any column; the magnifying glass searches.")))
    st.download_button(
        _("Save as CSV"), data=lambda: csv(asked), file_name=f"measures-{asked.year}.csv", mime="text/csv", on_click="ignore",
        icon=":material/download:",
    )


def _opened(asked: Asked, picked) -> None:
    rows = picked.selection.rows
    if rows and rows[0] < len(asked.order):
        link.put(show="actor", actor=asked.net.actors[asked.order[rows[0]]])
        st.rerun()


def _table(asked: Asked, _: Translate) -> pd.DataFrame:
    told, names = asked.told, [asked.net.actors[actor] for actor in asked.order]
    years = kept.drawn(told)
    row, columns = told.years.index(asked.year), [told.place[name] for name in names]
    lines = np.nan_to_num(told.values[asked.measure.id][told.years.index(years[0]):, columns]).T
    table = {
        _("Rank"): asked.ranks[asked.order],
        _("Name"): [asked.name(name) for name in names],
        _(asked.measure.name): asked.values[asked.order],
        _("Through the years"): lines.tolist(),
        _("Kind"): [asked.kind(name) for name in names],
    }
    for each in OF_ACTORS.values():
        if each is not asked.measure:
            table[_(each.name)] = told.values[each.id][row, columns]
    return pd.DataFrame(table)


def csv(asked: Asked) -> bytes:
    """Every measure of every ranked actor of the year, under the measures' ids, with the version of the data."""
    told, names = asked.told, [asked.net.actors[actor] for actor in asked.order]
    row, columns = told.years.index(asked.year), [told.place[name] for name in names]
    table = pd.DataFrame({
        "actor": names, "name": [asked.name(name) for name in names], "kind": [asked.found.actors[name].kind for name in names],
        "year": asked.year, **{each: told.values[each][row, columns] for each in OF_ACTORS}, "data_version": asked.found.version,
    })
    return table.to_csv(index=False).encode("utf-8-sig")
