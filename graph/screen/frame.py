"""What the pages beside the explorer have in common: their look, their head, their lists of ties."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable, ContextManager, Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from graph.lines import Line, Said
from graph.model import Dataset, Problem
from graph.screen import link, maps
from graph.screen.dataset import dataset
from graph.screen.reader import language, language_choice
from graph.selection import Selection, ranks
from graph.words import quoted, translator

Translate = Callable[[str], str]
CSS = Path(__file__).with_suffix(".css")


def head(page: str, title: str, lead: str, own: Iterable[str] = ()) -> Translate:
    """Opens a page: its link, its look, the language beside the menu, its title and one sentence on what it is for."""
    link.arrive(page, own)
    _ = translator(language())
    st.html(CSS)
    with st.container(horizontal=True, key="tools"):
        language_choice(_)
    st.html(Markup('<header class="bp-head" lang="{}"><h1>{}</h1><p>{}</p></header>').format(language(), title, lead))
    return _


def waiting(text: str) -> ContextManager[None]:
    """A notice while something takes its time; Streamlit counts the seconds in English only."""
    return st.spinner(text, show_time=language() == "en")


def data(_: Translate) -> tuple[Dataset, Sequence[Problem], datetime.date]:
    """The dataset, what is wrong in it, and today; the map's data is made ready under the same notice."""
    with waiting(_("Reading the data …")):
        found, problems = dataset()
        today = datetime.date.today()
        maps.prepare(found, today)
    return found, problems, today


def selection() -> Selection:
    """The selection that the link asks for, in the reader's language."""
    return replace(Selection.from_query(st.query_params.to_dict()), language=language())


def choose(
    label: str, options: Sequence[Any], key: str, *, text: Callable[[Any], str] = str, default: Any = None, widget: Any = None,
    **more: Any,
) -> Any:
    """A widget whose value stands in the link under `key`; a value that is no option counts as the default."""
    name = f"{st.session_state['page']} {key}"
    asked = st.query_params.get(key)
    free = more.get("accept_new_options", False)
    st.session_state[name] = asked if asked in options or (free and asked) else default

    def changed() -> None:
        chosen = st.session_state[name]
        link.put(**{key: chosen if chosen != default else None})

    return (widget or st.selectbox)(label, options, key=name, format_func=text, on_change=changed, **more)


def switch(label: str, key: str, **more: Any) -> bool:
    """A switch that stands in the link as key=1."""
    name = f"{st.session_state['page']} {key}"
    st.session_state[name] = st.query_params.get(key) == "1"
    return st.toggle(label, key=name, on_change=lambda: link.put(**{key: "1" if st.session_state[name] else None}), **more)


def years(label: str, first: int, last: int, key: str) -> tuple[int, int]:
    """A slider with two handles, both by pointer and by arrow keys; the link says key=2005..2010, or nothing for all of it."""
    name = f"{st.session_state['page']} {key}"
    asked = re.fullmatch(r"(\d{4})\.\.(\d{4})", st.query_params.get(key, ""))
    start, end = (min(max(int(year), first), last) for year in asked.groups()) if asked else (first, last)
    st.session_state[name] = (min(start, end), max(start, end))

    def changed() -> None:
        start, end = st.session_state[name]
        link.put(**{key: f"{start}..{end}" if (start, end) != (first, last) else None})

    return st.slider(label, first, last, key=name, on_change=changed)


def actor_choice(found: Dataset, label: str, key: str, default: str | None = None, **more: Any) -> str | None:
    """One actor, the most important first; what is typed is looked for in all their names."""
    rank = ranks(found)
    actors = sorted(found.actors, key=rank.__getitem__)
    return choose(label, actors, key, text=lambda actor: _names(found, actor), default=default, **more)


def _names(found: Dataset, actor: str) -> str:
    """The name in the reader's language, and the others, so that typing any of them finds it."""
    name = found.actors[actor].name
    here = name.in_language(language())
    others = [each for each in dict.fromkeys((name.en, name.ru, name.ky)) if each and each != here]
    return f"{here} ({', '.join(others)})" if others and language() != "en" else here


# -- lists of ties, as HTML in which everything out of the data is escaped ----------------------------------------


def show(html: Markup) -> None:
    """Puts it on the page. Only escaped text may come here: Markup, never str."""
    assert isinstance(html, Markup)
    st.html(html)


def line_item(each: Line, _: Translate, mark: str = "", open_claims: bool = False) -> Markup:
    """A tie: its mark, its sentence as a link into the explorer, when, whose word it is, and its claims to unfold."""
    word = {"+": _("Began"), "−": _("Ended")}.get(mark, "")
    return Markup(
        '<li class="bp-line"><span class="bp-mark bp-mark-{kind}" aria-hidden="true">{mark}</span>'
        '<div><span class="bp-hidden">{word} </span><a href="{href}">{sentence}</a> <span class="bp-when">{when}</span> {badges}'
        '<details{open}><summary>{claims}</summary><ul class="bp-claims">{said}</ul></details></div></li>'
    ).format(
        kind={"+": "began", "−": "ended"}.get(mark, "none"), mark=mark, word=word, href=tie_address(each),
        sentence=each.sentence, when=each.when, badges=badges(each, _), open=Markup(" open") if open_claims else "",
        claims=_("Claims: {count}").format(count=len(each.said)),
        said=Markup("").join(claim_item(claim, _) for claim in each.said),
    )


def line_list(lines: Iterable[Line], _: Translate, mark: str = "") -> Markup:
    return Markup('<ul class="bp-lines">{}</ul>').format(Markup("").join(line_item(each, _, mark) for each in lines))


def badges(each: Line, _: Translate) -> Markup:
    found = [Markup('<span class="bp-badge bp-{}">{}</span>').format(each.status, each.status_word)]
    if each.certainty == "possible":
        found.append(Markup('<span class="bp-badge bp-possible">{}</span>').format(_("possible")))
    if each.single:
        found.append(Markup('<span class="bp-badge bp-single">{}</span>').format(_("single source")))
    return Markup(" ").join(found)


SIGNS = {"asserts": "✓", "denies": "✕", "speculates": "?", "withdraws": "↺"}


def claim_item(said: Said, _: Translate) -> Markup:
    """A claim: who says it and how, the words, and where they stand."""
    quote = Markup("<blockquote>{}</blockquote>").format(quoted(said.quote)) if said.quote else ""
    title: Markup | str = said.title
    if said.url and said.url.startswith(("http://", "https://")):
        title = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(said.url, said.title)
    rest = ", ".join(filter(None, (said.publisher, said.date, said.page)))
    return Markup(
        '<li class="bp-claim bp-claim-{stance}"><span class="bp-voice"><span aria-hidden="true">{sign}</span> {who} '
        '<span class="bp-stance">{word}</span></span>{quote}<cite>{title}{rest}</cite>{note}</li>'
    ).format(
        stance=said.stance, sign=SIGNS[said.stance], who=said.who or _("The document itself"), word=said.stance_word,
        quote=quote, title=title, rest=f", {rest}" if rest else "",
        note=Markup('<span class="bp-claim-note">{}</span>').format(said.note) if said.note else "",
    )


def tie_address(each: Line) -> str:
    """The explorer with this tie opened, in the reader's language, in a time in which it is shown."""
    return link.to(link.HOME, {"lang": None if language() == "en" else language()}, open=each.tie, focus=f"{each.source},{each.target}")


def heading(level: int, text: str, count: int | None = None) -> Markup:
    number = Markup(' <span class="bp-count">{}</span>').format(count) if count is not None else ""
    return Markup("<h{level}>{text}{number}</h{level}>").format(level=level, text=text, number=number)


def note(text: str) -> Markup:
    return Markup('<p class="bp-note">{}</p>').format(text)


