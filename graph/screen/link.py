"""The link of a page, and what of it goes along while a reader moves from page to page.

The menu's links carry no query. So whoever comes from another page finds what both pages know (the language, the
selection) as it was left there, and what this page alone knows as it was left here.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Iterable, Mapping
from urllib.parse import quote, urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from graph.selection import OPTIONS

SHARED = tuple(OPTIONS)  # the selection's own keys: every page knows them
HOME = "explorer"  # the page at the root
LATE = 5  # seconds in which a browser surely hears of a new link


@dataclass(frozen=True)
class Written:
    """A link that Python wrote, and those that the browser may still name until it hears of it."""

    link: dict[str, str]
    stale: tuple[dict[str, str], ...]
    page: str
    at: float


def catch_up() -> None:
    """To be called first in every run. A run that the browser asked for before it heard of the link that Python wrote
    last (a timer, a second click) names the old link: the new one is put back. The Back button is left alone."""
    written: Written | None = st.session_state.get("written")
    if written is None:
        return
    run = get_script_run_ctx()
    now = st.query_params.to_dict()
    overtaken = run is not None and run.page_script_hash == written.page and not run.is_history_navigation
    if overtaken and now in written.stale and time.monotonic() - written.at < LATE:
        st.query_params.from_dict(written.link)
    elif now != written.link or (run is not None and run.is_history_navigation):
        del st.session_state["written"]


def write(link: Mapping[str, str]) -> None:
    """The link of the page from now on, whole."""
    before = st.query_params.to_dict()
    if dict(link) == before:
        return
    last: Written | None = st.session_state.get("written")
    run = get_script_run_ctx()
    st.session_state["written"] = Written(
        dict(link), (*last.stale, before) if last and last.link == before else (before,),
        run.page_script_hash if run else "", time.monotonic())
    st.query_params.from_dict(link)


def arrive(page: str, own: Iterable[str] = ()) -> None:
    """To be called first by every page: completes the link, or keeps what it says. `own` are the page's own keys."""
    known = {*SHARED, *own}
    kept = st.session_state.get("link", {})
    if not st.query_params and st.session_state.get("page") not in (None, page):
        write({key: value for key, value in kept.items() if key in known})
    st.session_state["page"] = page
    keep(own)


def keep(own: Iterable[str] = ()) -> None:
    """Remembers what the link of this page says now."""
    known = {*SHARED, *own}
    kept = {key: value for key, value in st.session_state.get("link", {}).items() if key not in known}
    st.session_state["link"] = kept | {key: value for key, value in st.query_params.to_dict().items() if key in known}


def put(**changes: str | None) -> None:
    """Writes into the link; None or an empty text takes a key out of it."""
    catch_up()
    link = st.query_params.to_dict() | changes
    write({key: value for key, value in link.items() if value})


def to(page: str, query: Mapping[str, str | None] | None = None, **changes: str | None) -> str:
    """The address of a page from any other, with this query (or this page's shared part of it) and these changes."""
    if query is None:
        query = {key: value for key, value in st.query_params.to_dict().items() if key in SHARED and key != "open"}
    pairs = [(key, value) for key, value in {**query, **changes}.items() if value]
    path = "./" if page == HOME else f"./{page}"
    return f"{path}?{urlencode(pairs, safe=',:~/', quote_via=quote)}" if pairs else path
