"""The link of a page, and what of it goes along while a reader moves from page to page.

The menu's links carry no query. So whoever comes from another page finds what both pages know (the language, the
selection) as it was left there, and what this page alone knows as it was left here.
"""

from __future__ import annotations

from typing import Iterable, Mapping
from urllib.parse import quote, urlencode

import streamlit as st

from graph.selection import OPTIONS

SHARED = tuple(OPTIONS)  # the selection's own keys: every page knows them
HOME = "explorer"  # the page at the root


def arrive(page: str, own: Iterable[str] = ()) -> None:
    """To be called first by every page: completes the link, or keeps what it says. `own` are the page's own keys."""
    known = {*SHARED, *own}
    kept = st.session_state.get("link", {})
    if not st.query_params and st.session_state.get("page") not in (None, page):
        st.query_params.from_dict({key: value for key, value in kept.items() if key in known})
    st.session_state["page"] = page
    keep(own)


def keep(own: Iterable[str] = ()) -> None:
    """Remembers what the link of this page says now."""
    known = {*SHARED, *own}
    kept = {key: value for key, value in st.session_state.get("link", {}).items() if key not in known}
    st.session_state["link"] = kept | {key: value for key, value in st.query_params.to_dict().items() if key in known}


def put(**changes: str | None) -> None:
    """Writes into the link; None or an empty text takes a key out of it."""
    for key, value in changes.items():
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)


def to(page: str, query: Mapping[str, str | None] | None = None, **changes: str | None) -> str:
    """The address of a page from any other, with this query (or this page's shared part of it) and these changes."""
    if query is None:
        query = {key: value for key, value in st.query_params.to_dict().items() if key in SHARED and key != "open"}
    pairs = [(key, value) for key, value in {**query, **changes}.items() if value]
    path = "./" if page == HOME else f"./{page}"
    return f"{path}?{urlencode(pairs, safe=',:~/', quote_via=quote)}" if pairs else path
