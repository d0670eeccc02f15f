"""Whose screen it is: the reader's language, kept while they move from page to page."""

from __future__ import annotations

from typing import Callable

import streamlit as st

from graph.model import LANGUAGES
from graph.screen import link

SHORT = {"en": "EN", "ru": "РУ", "ky": "КЫ"}


def language() -> str:
    """The link's `lang`, else what was read last, else English."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        st.session_state["language"] = asked
    return st.session_state.get("language", "en")


def language_choice(_: Callable[[str], str]) -> None:
    """Three short buttons; the link's `lang` follows."""
    st.session_state["language choice"] = language()
    st.segmented_control(
        _("Language"), LANGUAGES, format_func=SHORT.get, key="language choice", label_visibility="collapsed",
        on_change=_choose,
    )


def _choose() -> None:
    chosen = st.session_state["language choice"] or language()
    st.session_state["language"] = chosen
    link.put(lang=None if chosen == "en" else chosen)
