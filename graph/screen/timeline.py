"""Timeline: the ties of an actor, or of what the explorer shows, as bars over the years, with the events as marks."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any, Callable, Iterable

import altair as alt
import pandas as pd
import streamlit as st

from graph.dates import Span, parse_date
from graph.lines import line
from graph.model import Dataset, Event, Relation
from graph.screen import frame, link
from graph.screen.frame import Markup, Translate
from graph.screen.reader import language
from graph.selection import Part, select, spans
from graph.words import date_text, translator

ICON = ":material/view_timeline:"
URL_PATH = "timeline"
OWN = ("actor", "tie", "years")
ROWS = 80  # ties drawn at once
STEP = 34  # px of a tie: its words above its bar
RULED = 40  # as many events at most have a line through all ties; more would hide what they cross
EARLIEST = 1985  # the axis begins here at the earliest


def title(_: Callable[[str], str]) -> str:
    return _("Timeline")


def page() -> None:
    _ = translator(language())
    frame.head(URL_PATH, _("Timeline"), _("Ties as bars over the years: full where they certainly held, faint where they may have. Choose the years, or drag to move and scroll to zoom; click a bar to read its claims."), own=OWN)
    found, _problems, today = frame.data(_)
    actor = frame.actor_choice(found, _("Actor"), "actor", placeholder=_("all that the explorer shows"))
    link.keep(OWN)
    ties, left_out, certainty = _ties(found, actor, today)
    when = spans(found, today)
    dated = [tie for tie in ties if when[tie.id]]
    if not dated:
        frame.show(frame.note(_("These documents tell of no such tie. That is no evidence that there was none.")))
        return
    first = max(EARLIEST, min(datetime.date.fromordinal(max(1, when[tie.id].start_earliest)).year for tie in dated))
    years = frame.years(_("Years"), min(first, today.year - 1), today.year, "years")
    link.keep(OWN)
    begins, ends = (day.toordinal() for day in _days(years))
    within = [tie for tie in dated if when[tie.id].start_earliest < ends and when[tie.id].end_latest >= begins]
    if not within:
        frame.show(frame.note(_("These documents tell of no such tie. That is no evidence that there was none.")))
        return
    drawn = _ordered(within, found, when)[:ROWS]
    rest = left_out + len(within) - len(drawn)
    if rest:
        frame.show(frame.note(_("Ties drawn: {shown}. Left out: {rest}; choose an actor, or filters in the explorer.").format(shown=len(drawn), rest=rest)))
    events = [event for event in found.events.values()
              if (actor is None or actor in event.actors) and begins <= parse_date(event.date or event.start).first < ends]
    _chart(found, drawn, events, when, today, years, _)
    _opened(found, _)
    lines = [line(tie, found, language(), certainty.get(tie.id, "certain")) for tie in drawn]
    frame.show(Markup('<details class="bp-section"><summary>{}<span class="bp-count">{}</span></summary>{}</details>').format(
        _("The same as a list"), len(lines), frame.line_list(lines, _)))


def _ties(found: Dataset, actor: str | None, today: datetime.date) -> tuple[list[Relation], int, Any]:
    """The ties to draw, how many the explorer's limit leaves out, and their certainty."""
    if actor is not None:
        return [tie for tie in found.relations.values() if actor in (tie.source, tie.target)], 0, {}
    part: Part = select(found, replace(frame.selection(), opened=None), today)
    return list(part.dataset.relations.values()), part.ties_total - len(part.dataset.relations), part.certainty


def _ordered(ties: Iterable[Relation], found: Dataset, when: Any) -> list[Relation]:
    """By family, and in each by time."""
    families = list(found.vocabulary.families)
    kinds = found.vocabulary.relation_kinds
    return sorted(ties, key=lambda tie: (families.index(kinds[tie.kind].family), when[tie.id].start_latest, tie.id))


# -- the chart ------------------------------------------------------------------------------------------


def _chart(found: Dataset, ties: list[Relation], events: list[Event], when: Any, today: datetime.date, years: tuple[int, int], _: Translate) -> None:
    dark = st.context.theme.type == "dark"
    bars, words, rows = _rows(found, ties, when, today, dark)
    marks = _events(found, events, today, _)
    ink, muted = ("#e9eaed", "#a2a9b5") if dark else ("#1c2027", "#5c626d")
    axis = [day.isoformat() for day in _days(years)]
    x = alt.X("start:T", axis=alt.Axis(title=None, orient="top", grid=True, gridColor=muted, gridOpacity=0.18, format="%Y", labelFontSize=12, labelColor=muted, tickCount=8, labelOverlap=True),
              scale=alt.Scale(domain=axis))
    y = alt.Y("row:O", axis=None, scale=alt.Scale(domain=list(range(rows)), padding=0))
    chosen = alt.selection_point(name="tie", fields=["tie"], on="click", empty=False)
    zoom = alt.selection_interval(bind="scales", encodings=["x"], name="zoom")
    bar = alt.Chart(pd.DataFrame(bars)).encode(x=x, x2="end:T", y=y, color=alt.Color("colour:N", scale=None),
                                               opacity=alt.Opacity("opacity:Q", scale=None), tooltip=_tips(_),
                                               description=alt.Description("told:N"))
    text = alt.Chart(pd.DataFrame(words)).encode(y=y, text="words:N")
    layers = [
        bar.mark_bar(height=9, yOffset=9, cornerRadius=2, cursor="pointer", clip=True).add_params(chosen),
        text.transform_filter("!datum.head").mark_text(aria=False, align="left", baseline="middle", dy=-6, fontSize=13, color=ink, limit=alt.expr("width - 4")).encode(x=alt.value(2)),
        text.transform_filter("datum.head").mark_text(aria=False, align="left", baseline="middle", fontSize=14, fontWeight="bold", color=muted, limit=alt.expr("width - 4")).encode(x=alt.value(2)),
    ]
    if marks:
        shown = alt.Chart(pd.DataFrame(marks)).encode(x=x, tooltip=[alt.Tooltip("name:N", title=_("Event")), alt.Tooltip("when:N", title=_("When"))])
        if len(marks) <= RULED:
            layers.insert(0, shown.mark_rule(aria=False, clip=True, strokeWidth=1, opacity=0.22, color=muted))
        layers.append(shown.mark_point(shape="diamond", filled=True, size=70, opacity=1, color=muted, clip=True).encode(y=alt.value(STEP / 2)))
    chart = alt.layer(*layers).add_params(zoom).properties(height=rows * STEP).configure_view(stroke=None)
    got = st.altair_chart(
        chart, key=f"timeline {st.query_params.get('actor', '')} {years}", on_select="rerun", selection_mode="tie",
        alt=_("Bars over the years; the same as a list stands below."),
    )
    picked = (got or {}).get("selection", {}).get("tie") or []
    if picked and picked[0].get("tie"):
        link.put(tie=picked[0]["tie"])
        link.keep(OWN)


def _days(years: tuple[int, int]) -> tuple[datetime.date, datetime.date]:
    """The first day of the first year, and the day after the last."""
    return datetime.date(years[0], 1, 1), datetime.date(years[1] + 1, 1, 1)


def _tips(_: Translate) -> list[alt.Tooltip]:
    return [alt.Tooltip("sentence:N", title=_("Tie")), alt.Tooltip("when:N", title=_("When")), alt.Tooltip("status:N", title=_("Whose word"))]


def _rows(found: Dataset, ties: list[Relation], when: Any, today: datetime.date, dark: bool) -> tuple[list[dict], list[dict], int]:
    """Bars (two a tie: where it may have held, where it certainly did), words, and the number of rows with their heads."""
    words, bars = [{"row": 0, "words": "", "head": True}], []
    row, family = 0, None
    _ = translator(language())
    for tie in ties:
        kind = found.vocabulary.relation_kinds[tie.kind]
        if kind.family != family:
            family, row = kind.family, row + 1
            label = found.vocabulary.families[family].label.in_language(language())
            words.append({"row": row, "words": label[:1].upper() + label[1:], "head": True})
        row += 1
        each = line(tie, found, language())
        look = found.vocabulary.families[family]
        common = {"row": row, "tie": tie.id, "sentence": each.sentence, "when": each.when, "status": each.status_word,
                  "colour": look.colour_dark if dark else look.colour, "told": f"{each.sentence}, {each.when}"}
        words.append({"row": row, "words": _cut(each.sentence), "head": False})
        for start, end, opacity in _pieces(when[tie.id], today):
            bars.append({**common, "start": start, "end": end, "opacity": opacity})
    return bars, words, row + 1


def _pieces(span: Span, today: datetime.date) -> list[tuple[datetime.date, datetime.date, float]]:
    """Where it may have held, faint, and over it where it certainly did. What has no length is drawn a month wide."""
    first, last = datetime.date(EARLIEST, 1, 1).toordinal(), today.toordinal()
    pieces = [(span.start_earliest, span.end_latest, 0.28)]
    if span.seen:
        pieces += [(day, day, 1.0) for day in span.seen]
    elif span.start_latest <= span.end_earliest:
        pieces.append((span.start_latest, span.end_earliest, 1.0))
    else:  # it happened, on some day within
        pieces = [(span.start_earliest, span.end_latest, 0.75)]
    found = []
    for start, end, opacity in pieces:
        start, end = max(first, min(start, last)), max(first, min(end, last))
        if end - start < 45:
            middle = (start + end) // 2
            start, end = middle - 22, middle + 22
        found.append((datetime.date.fromordinal(start), datetime.date.fromordinal(end), opacity))
    return found


def _cut(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:88].rstrip()}…"


def _events(found: Dataset, events: list[Event], today: datetime.date, _: Translate) -> list[dict]:
    marks = []
    for event in events:
        day = parse_date(event.date or event.start).first
        if datetime.date(EARLIEST, 1, 1).toordinal() <= day <= today.toordinal():
            marks.append({"start": datetime.date.fromordinal(day), "name": event.name.in_language(language()), "when": date_text(event, language(), found)})
    return marks


def _opened(found: Dataset, _: Translate) -> None:
    """The tie whose bar was clicked, with its claims."""
    tie = found.relations.get(st.query_params.get("tie", ""))
    if tie:
        frame.show(Markup('<section class="bp-card"><ul class="bp-lines">{}</ul></section>').format(
            frame.line_item(line(tie, found, language()), _, open_claims=True)))
