"""Table: the visible actors and ties beside the map, sortable; a chosen row opens in the map."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace
from typing import Callable

import pandas as pd
import streamlit as st

from graph.model import Dataset
from graph.picture import statuses
from graph.screen import frame, link, maps
from graph.screen.frame import Translate
from graph.screen.reader import language
from graph.selection import Part, select, spans
from graph.words import date_text, translator

ICON = ":material/table_rows:"
URL_PATH = "table"
OWN = ("rows",)


def title(_: Callable[[str], str]) -> str:
    return _("Table")


def page() -> None:
    _ = translator(language())
    frame.head(URL_PATH, _("Table"), _("The same selection as the map, as rows to sort. A chosen row opens on the map."), own=OWN)
    found, _problems, today = frame.data(_)
    told = maps.asked()
    if told is not None:
        mine = {key: value for key, value in st.query_params.to_dict().items() if key in OWN}
        link.write({**mine, **told})
        link.keep(OWN)
    selection = frame.selection()
    maps.network(found, today, maps.query_of(selection))
    part = select(found, replace(selection, opened=None), today)
    ways = {"ties": _("Ties: {count}").format(count=len(part.dataset.relations)),
            "actors": _("Actors: {count}").format(count=len(part.dataset.actors))}
    rows = frame.choose(_("Rows"), list(ways), "rows", text=ways.get, default="ties", widget=st.segmented_control, required=True,
                        label_visibility="collapsed")
    link.keep(OWN)
    ids, table = _actors(part, _) if rows == "actors" else _ties(found, part, today, _)
    _shown(f"{rows} {st.query_params.get('year', '')}", ids, table, _)
    if part.left_out:
        frame.show(frame.note(_("Left out beyond the limit of {limit}: {left_out} actors with the fewest ties.").format(
            limit=selection.limit, left_out=part.left_out)))


def _ties(found: Dataset, part: Part, today: datetime.date, _: Translate) -> tuple[list[str], pd.DataFrame]:
    name = lambda actor: found.actors[actor].name.in_language(language())  # noqa: E731
    kinds, when, status = found.vocabulary.relation_kinds, spans(found, today), statuses(language())
    ties = sorted(part.dataset.relations.values(), key=lambda tie: (when[tie.id].start_latest, tie.id))
    table = pd.DataFrame({
        _("From"): [name(tie.source) for tie in ties],
        _("Tie"): [kinds[tie.kind].label.in_language(language()) for tie in ties],
        _("To"): [name(tie.target) for tie in ties],
        _("As what"): [tie.role.in_language(language()) if tie.role else "" for tie in ties],
        _("When"): [date_text(tie, language(), found) for tie in ties],
        _("Begins"): [datetime.date.fromordinal(when[tie.id].start_latest) for tie in ties],
        _("Whose word"): [status[tie.status] for tie in ties],
        _("Documents"): [len(tie.asserting_documents) for tie in ties],
        _("In this time"): [_(part.certainty[tie.id]) for tie in ties],
    })
    return [tie.id for tie in ties], table


def _actors(part: Part, _: Translate) -> tuple[list[str], pd.DataFrame]:
    ties = Counter(end for tie in part.dataset.relations.values() for end in {tie.source, tie.target})
    kinds = part.dataset.vocabulary.actor_kinds
    actors = sorted(part.dataset.actors.values(), key=lambda actor: (-ties[actor.id], actor.id))
    table = pd.DataFrame({
        _("Name"): [actor.name.in_language(language()) for actor in actors],
        _("Kind"): [kinds[actor.kind].label.in_language(language()) for actor in actors],
        _("Ties"): [ties[actor.id] for actor in actors],
        _("Born or founded"): [actor.start or "" for actor in actors],
        _("Died or dissolved"): [actor.end or "" for actor in actors],
    })
    return [actor.id for actor in actors], table


def _shown(key: str, ids: list[str], table: pd.DataFrame, _: Translate) -> None:
    name = f"table {key}"

    def open_row() -> None:
        chosen = st.session_state[name]["selection"]["rows"]
        link.put(open=ids[chosen[0]] if chosen and chosen[0] < len(ids) else None)

    st.dataframe(table, hide_index=True, key=name, on_select=open_row, selection_mode="single-row", height=420,
                 alt=_("The visible ties or actors; choose a row to open it on the map."))
