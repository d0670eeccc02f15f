"""Compare: two or three years or windows laid over one another, who changed sides, what changed for whom."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from itertools import pairwise
from typing import Callable

import streamlit as st

from graph.model import Dataset
from graph.report import Report, Section, Side, Step, counted, no_sides, report, window_named
from graph.screen import frame, link, maps
from graph.screen.frame import Markup, Translate
from graph.screen.plain import escape, refusal
from graph.screen.reader import language
from graph.screen.shared import Shared
from graph.selection import Selection, ranks, spans
from graph.words import translator

ICON = ":material/compare_arrows:"
URL_PATH = "compare"
OWN = ("before", "after", "then", "actor", "step")
DEFAULTS = {"before": "2005", "after": "2010"}
SHOWN = 25  # actors whose changes are listed at once
_reports: Shared[Report] = Shared(8)


def title(_: Callable[[str], str]) -> str:
    return _("Compare")


def page() -> None:
    _ = frame.head(URL_PATH, *_words(), own=OWN)
    found, _problems, today = frame.data(_)
    windows = _windows(found, today, _)
    link.keep(OWN)
    try:
        told = _report(found, tuple(windows), _wanted(), today)
    except ValueError as wrong:
        st.warning(escape(refusal(wrong, _)))
        return
    for step in told.steps:
        _sides(step, _)
    _map(found, today, windows, told, _)
    _list(found, told, _)
    _downloads(found, told, _)


def _words() -> tuple[str, str]:
    _ = translator(language())
    return _("Compare"), _("What began, what ended, who changed office and who changed sides between two times.")


def _windows(found: Dataset, today: datetime.date, _: Translate) -> list[str]:
    """The two or three windows that the link names; years to choose from, and whatever window is typed."""
    years = [str(year) for year in _years(found, today)]
    columns = st.columns(3)
    chosen = []
    for column, key, label, default in zip(
        columns, ("before", "after", "then"), (_("First time"), _("Second time"), _("Third time (optional)")),
        (DEFAULTS["before"], DEFAULTS["after"], None),
    ):
        with column:
            chosen.append(frame.choose(
                label, years, key, default=default, accept_new_options=True, placeholder=_("none"),
                help=_("A year, a month or a day: 2010, 2010-06, 2010-06-10. Or two with dots between them: 2005..2006."),
            ))
    return [window for window in chosen if window]


def _years(found: Dataset, today: datetime.date) -> range:
    days = [span.start_latest for span in spans(found, today).values() if span]
    first = datetime.date.fromordinal(min(days)).year if days else today.year
    return range(max(first, 1990), today.year + 1)


def _wanted() -> Selection:
    """The selection's filters, without its own time and what stands open."""
    return replace(frame.selection(), first=None, last=None, opened=None)


def _report(found: Dataset, windows: tuple[str, ...], selection: Selection, today: datetime.date) -> Report:
    return _reports.get((found.version, windows, selection, today), lambda: report(found, windows, selection, today))


def _sides(step: Step, _: Translate) -> None:
    heading = Markup('<h2 class="bp-small">{} <span class="bp-count">{} → {}</span></h2>').format(_("Who changed sides"), step.before, step.after)
    if not step.sides:
        frame.show(Markup('<section class="bp-sides">{}{}</section>').format(heading, frame.note(no_sides(language()))))
        return
    told = Markup("").join(_side(side, step, _) for side in step.sides)
    frame.show(Markup('<section class="bp-sides">{}{}</section>').format(heading, told))


def _side(side: Side, step: Step, _: Translate) -> Markup:
    return Markup(
        '<div class="bp-side"><p>{sentence}</p><details><summary>{why}</summary><div class="bp-pair">'
        "<div><h3 class=\"bp-minor\">{before}</h3>{old}</div><div><h3 class=\"bp-minor\">{after}</h3>{new}</div></div></details></div>"
    ).format(
        sentence=side.sentence, why=_("The ties that say so: {count}").format(count=len({*side.before, *side.after})),
        before=step.before, after=step.after, old=frame.line_list(side.before, _), new=frame.line_list(side.after, _),
    )


def _map(found: Dataset, today: datetime.date, windows: list[str], told: Report, _: Translate) -> None:
    pairs = list(pairwise(windows))
    shown = 0
    if len(pairs) > 1:
        labels = [f"{step.before} → {step.after}" for step in told.steps]
        chosen = frame.choose(
            _("On the map"), [str(place) for place in range(len(pairs))], "step", text=lambda place: labels[int(place)],
            default="0", widget=st.segmented_control, required=True,
        )
        shown = int(chosen or 0)
    told_by_view = maps.asked()
    if told_by_view is not None:
        _follow(told_by_view)
    first, second = (_slashed(window) for window in pairs[shown])
    wanted = replace(frame.selection(), first=None, last=None)
    maps.network(found, today, maps.query_of(wanted, compare=f"{first},{second}"))


def _slashed(window: str) -> str:
    """A window as the view writes it: 2005/2006."""
    first, last = window_named(window)
    return f"{first}/{last}" if last else first


def _follow(told: dict[str, str]) -> None:
    """Filters and what stands open go into the link; whoever ends the comparison or moves the year goes to the explorer."""
    if "compare" not in told:
        from graph.screen import explorer

        st.switch_page(st.Page(explorer.page, title=explorer.URL_PATH, url_path=explorer.URL_PATH, default=True), query_params=told)
    told.pop("compare")
    mine = {key: value for key, value in st.query_params.to_dict().items() if key in OWN}
    link.write({**mine, **told})
    link.keep(OWN)


def _list(found: Dataset, told: Report, _: Translate) -> None:
    rank = ranks(found)
    concerned = sorted({section.actor for step in told.steps for section in step.sections}, key=rank.__getitem__)
    frame.show(frame.heading(2, _("What changed, by actor")))
    actor = frame.choose(
        _("Actor"), concerned, "actor", text=lambda each: found.actors[each].name.in_language(language()), placeholder=_("all actors"),
    )
    for step in told.steps:
        sections = [section for section in step.sections if actor in (None, section.actor)]
        frame.show(Markup("{}{}").format(
            frame.heading(3, f"{step.before} → {step.after}"), frame.note(counted(step.comparison, language())),
        ))
        frame.show(Markup("").join(_section(section, _, bool(actor)) for section in sections[:SHOWN]) or frame.note(_("Nothing differs.")))
        if len(sections) > SHOWN:
            frame.show(frame.note(_("Further actors with changes: {count}. Choose one above, or save the whole report below.").format(
                count=len(sections) - SHOWN)))


def _section(section: Section, _: Translate, unfolded: bool) -> Markup:
    """An actor's changes, folded; the count says how many."""
    groups = Markup("").join(
        Markup("<h4>{}</h4>{}").format(group.heading, frame.line_list(group.lines[:60], _, group.mark)) for group in section.groups
    )
    count = sum(len(group.lines) for group in section.groups)
    return Markup('<details class="bp-section"{}><summary>{}<span class="bp-count">{}</span></summary>{}</details>').format(
        Markup(" open") if unfolded else "", section.name, count, groups,
    )


def _downloads(found: Dataset, told: Report, _: Translate) -> None:
    name = "bailanysh-" + "-".join(step.before for step in told.steps).replace(" ", "") + "-" + told.steps[-1].after.replace(" ", "")
    frame.show(frame.heading(2, _("Save the comparison")))
    with st.container(horizontal=True):
        for label, end, mime, make in (
            ("Markdown", "md", "text/markdown", told.markdown),
            ("CSV", "csv", "text/csv", lambda: told.csv(found)),
            ("JSON", "json", "application/json", lambda: json.dumps(told.as_json(found), ensure_ascii=False, indent=1)),
        ):
            st.download_button(label, data=make, file_name=f"{name}.{end}", mime=mime, on_click="ignore", icon=":material/download:")
