"""Saves the session's draft and puts it on record. Loaded only where somebody may save: see rights.nobody_saves."""

from __future__ import annotations

import datetime

import streamlit as st

from graph import edit, history
from graph.edit import Draft, Review
from graph.files import NAMES
from graph.recording import commit, note
from graph.save import Conflict, Saved, save
from graph.screen import drafting, rights
from graph.screen.dataset import accept, folder, generation
from graph.screen.forms import Translate
from graph.screen.plain import escape


def button(kept: Draft, found: Review, _: Translate) -> None:
    if st.button(_("Save"), type="primary", icon=":material/save:", key="save draft") and rights.may_edit():
        _save(kept, found, _)


def _save(kept: Draft, found: Review, _: Translate) -> None:
    done = save(folder(), kept.base, kept.now)
    if isinstance(done, Saved):
        drafting.put(kept.saved(done.files))
        st.session_state["draft version"] = generation(folder())
        accept()
        st.session_state["uncommitted"] = [*st.session_state.get("uncommitted", []), *kept.news]
        _note(kept.news, found.diff, _)
        st.toast(_("Saved.") if not done.joined else _("Saved, together with what others have changed meanwhile."), icon=":material/check:")
        st.rerun()
    if isinstance(done, Conflict):
        st.error(escape(_("{file} has changed meanwhile in the same place, and nothing was saved.").format(file=done.name)))
        for label, text in ((_("Yours"), done.mine), (_("Theirs"), done.theirs)):
            st.caption(label)
            st.code(text, language="yaml", wrap_lines=True)
        st.button(_("Give up my changes and read the files anew"), on_click=drafting.forget, key="give up")
        return
    st.error(escape(done.reason.said(_)))
    for name in edit.differing(kept.base, kept.now):
        st.download_button(_("Keep {file} elsewhere").format(file=name), data=kept.now[name], file_name=name, on_click="ignore")


def _note(titles: list[str], diff: str, _: Translate) -> None:
    """The journal, where there is no git to remember."""
    if not history.has_git(folder()):
        try:
            note(folder(), datetime.datetime.now().astimezone().isoformat(timespec="seconds"), rights.who(), "; ".join(titles), diff)
        except OSError:
            st.toast(_("The journal of changes cannot be written."), icon=":material/error:")


def commit_box(_: Translate) -> None:
    """The saved changes as a commit, with a message that reads like news."""
    titles = st.session_state.get("uncommitted")
    if not titles or not history.uncommitted(folder(), NAMES):
        return
    with st.container(border=True):
        message = st.text_area(_("Commit this change"), history.message(titles), key=f"message {len(titles)}")
        if st.button(_("Commit"), icon=":material/commit:"):
            wrong = commit(folder(), history.uncommitted(folder(), NAMES), message, rights.who())
            if wrong:
                st.error(escape(wrong))
            else:
                st.session_state["uncommitted"] = []
                st.toast(_("Committed."), icon=":material/check:")
                st.rerun()
