"""Read: an actor, a pair, a time or a comparison as prose with footnotes."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Callable

import streamlit as st

from graph.compare import compare
from graph.model import Dataset
from graph.page import in_words
from graph.prose import Footnote, Reading, Words, read_actor, read_comparison, read_pair, read_window
from graph.report import window_named, window_text
from graph.screen import frame, link
from graph.screen.frame import Markup, Translate
from graph.screen.plain import escape, refusal
from graph.screen.reader import language
from graph.selection import Selection, select
from graph.words import translator

ICON = ":material/menu_book:"
URL_PATH = "read"
OWN = ("actor", "other", "before", "after", "what")


def title(_: Callable[[str], str]) -> str:
    return _("Reading")


def page() -> None:
    _ = translator(language())
    frame.head(URL_PATH, _("Reading"), _("The network as prose: each sentence with the numbers of the claims it rests on."), own=OWN)
    found, _problems, today = frame.data(_)
    ways = {"actor": _("An actor or a pair"), "time": _("A time"), "comparison": _("A comparison")}
    what = frame.choose(_("What to read"), list(ways), "what", text=ways.get, default="actor", widget=st.segmented_control,
                        required=True, label_visibility="collapsed")
    reading = {"time": _time, "comparison": _comparison}.get(what, _actor)(found, today, _)
    link.keep(OWN)
    if reading is None:
        return
    _take_along(reading, _)
    frame.show(prose(reading))


def _actor(found: Dataset, today: datetime.date, _: Translate) -> Reading | None:
    first, second, third = st.columns([2, 2, 1])
    with first:
        actor = frame.actor_choice(found, _("Actor"), "actor", placeholder=_("an actor"))
    with second:
        other = frame.actor_choice(found, _("and another (optional)"), "other", placeholder=_("all others"))
    with third:
        part = _in_time(found, today, _)
    if actor is None:
        frame.show(frame.note(_("Choose an actor.")))
        return None
    whole, certainty = (found, {}) if part is None else (found.keep(part.dataset.relations, [actor, *([other] if other else [])]), part.certainty)
    if other and other != actor:
        return read_pair(whole, actor, other, language=language(), today=today, certainty=certainty, speakers=found.actors)
    return read_actor(whole, actor, language=language(), today=today, certainty=certainty, speakers=found.actors)


def _in_time(found: Dataset, today: datetime.date, _: Translate):
    """The part of the data in the year or window asked for, or None for all time."""
    chosen = _year(found, today, _, _("Time"), _("all time"))
    if chosen is None:
        return None
    return select(found, replace(_whole(found), first=chosen[0], last=chosen[1]), today)


def _year(found: Dataset, today: datetime.date, _: Translate, label: str, none: str) -> tuple[str, str | None] | None:
    """A window: the link's own `year`, or `from` and `to` as the explorer writes them."""
    now = frame.selection()
    written = now.first if now.last is None else f"{now.first or ''}..{now.last}"
    years = [str(year) for year in range(today.year, 1989, -1)]
    name = "read time"
    st.session_state[name] = written

    def changed() -> None:
        try:
            first, last = window_named(st.session_state[name]) if st.session_state[name] else (None, None)
        except ValueError:
            return
        if last is None:
            link.put(year=first, **{"from": None, "to": None})
        else:
            link.put(year=None, **{"from": first, "to": None if last == ".." else last})

    st.selectbox(label, years, key=name, on_change=changed, accept_new_options=True, placeholder=none)
    return (now.first, now.last) if now.window() is not None else None


def _whole(found: Dataset) -> Selection:
    return replace(frame.selection(), focus=(), opened=None, limit=max(1, len(found.actors)))


def _time(found: Dataset, today: datetime.date, _: Translate) -> Reading | None:
    chosen = _year(found, today, _, _("Time"), _("a year"))
    if chosen is None:
        frame.show(frame.note(_("Choose a time.")))
        return None
    wanted = replace(frame.selection(), opened=None)
    part = select(found, wanted, today)
    if part.left_out:
        frame.show(frame.note(_("The {limit} actors with the most ties; left out: {left_out}. The explorer's filters and focus count here too.").format(
            limit=wanted.limit, left_out=part.left_out)))
    return read_window(part, title=in_words(wanted, found, _), language=language(), today=today, speakers=found.actors)


def _comparison(found: Dataset, today: datetime.date, _: Translate) -> Reading | None:
    years = [str(year) for year in range(today.year, 1989, -1)]
    chosen = []
    for column, key, label, default in zip(st.columns(2), ("before", "after"), (_("First time"), _("Second time")), ("2005", "2010")):
        with column:
            chosen.append(frame.choose(label, years, key, default=default, accept_new_options=True))
    wanted = replace(frame.selection(), first=None, last=None, opened=None)
    try:
        before, after = (replace(wanted, first=first, last=last) for first, last in map(window_named, chosen))
    except ValueError as wrong:
        st.warning(escape(refusal(wrong, _)))
        return None
    # the actors that the explorer would show in either time: a comparison of everybody is no reading
    shown = [select(found, each, today).dataset for each in (before, after)]
    part = found.keep({tie for each in shown for tie in each.relations}, {actor for each in shown for actor in each.actors})
    title = _("What changed: {windows}").format(windows=" → ".join(window_text(each, language()) for each in chosen))
    return read_comparison(compare(part, before, after, today), part, title=title, language=language(), today=today)


def _take_along(reading: Reading, _: Translate) -> None:
    with st.container(horizontal=True):
        st.download_button(_("Save as Markdown"), data=reading.markdown, file_name=f"{_slug(reading.title)}.md", mime="text/markdown",
                           on_click="ignore", icon=":material/download:")
        with st.popover(_("Copy"), icon=":material/content_copy:"):
            st.code(reading.markdown(), language="markdown", height=320)


def _slug(title: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in title.lower()).split())[:80] or "reading"


def prose(reading: Reading) -> Markup:
    """The reading as HTML: footnote numbers lead to the notes and back."""
    parts = [Markup("<h2>{}</h2>").format(reading.title)]
    seen: set[int] = set()
    for paragraph in reading.paragraphs:
        if paragraph.heading:
            parts.append(Markup("<h3>{}</h3>").format(paragraph.heading))
        parts.append(Markup("<p>{}</p>").format(Markup(" ").join(_sentence(words, seen) for words in paragraph.sentences)))
    notes = Markup("").join(_footnote(note) for note in reading.footnotes)
    sources = Markup("<h2>{}</h2><ol class=\"bp-notes\">{}</ol>").format(reading.sources, notes) if reading.footnotes else Markup("")
    return Markup('<article class="bp-read" lang="{}">{}</article>{}').format(language(), Markup("").join(parts), sources)


def _sentence(words: Words, seen: set[int]) -> Markup:
    return Markup("").join(_mark(word, seen) if isinstance(word, int) else Markup("{}").format(word) for word in words)


def _mark(number: int, seen: set[int]) -> Markup:
    """A footnote's number; the first one of each is where the note leads back to."""
    anchor = Markup("") if number in seen else Markup(' id="ref-{}"').format(number)
    seen.add(number)
    return Markup('<sup><a{} href="#note-{}">[{}]</a></sup>').format(anchor, number, number)


def _footnote(note: Footnote) -> Markup:
    text = Markup("{}").format(note.text())
    if note.url and note.url.startswith(("http://", "https://")):
        address = Markup("{}").format(note.url)
        text = Markup(text.replace(address, Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(note.url, note.url), 1))
    return Markup('<li id="note-{}" value="{}">{} <a href="#ref-{}" aria-label="{}">↑</a></li>').format(
        note.number, note.number, text, note.number, note.number)
