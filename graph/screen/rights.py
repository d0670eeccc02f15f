"""Who may write into the data: the person at this machine, or whom its keeper has let in; all others make patches."""

from __future__ import annotations

import getpass
import os
from typing import Callable

import streamlit as st

EDIT = "BAILANYSH_EDIT"  # 1: editing is on though the app is not local; 0: off even there
EDITORS = "BAILANYSH_EDITORS"  # e-mail addresses with commas between: whoever edits must sign in as one of them
_HERE = ("localhost", "127.0.0.1", "::1")
_PASSED_ON = ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "X-Forwarded-Host")


def may_edit() -> bool:
    """Whether this reader may save."""
    if nobody_saves() or not (_switch() == "1" or is_local()):
        return False
    return not _editors() or _address() in _editors()


def nobody_saves() -> bool:
    """Whether no reader of this process may ever save: then no code that writes is loaded into it."""
    return _switch() == "0" or (_switch() != "1" and st.get_option("server.address") not in _HERE)


def is_local() -> bool:
    """Whether the app listens to this machine alone and nobody passes others' requests on to it."""
    if st.get_option("server.address") not in _HERE:
        return False
    return not any(name in st.context.headers for name in _PASSED_ON)


def who() -> str:
    """The signed-in address, else the name of the account that runs the app."""
    try:
        return _address() or getpass.getuser()
    except (KeyError, OSError):
        return "editor"


def sign_in(_: Callable[[str], str]) -> None:
    """The button, where editing is for signed-in people and this one is not signed in."""
    if _switch() != "1" or not _editors() or _address() in _editors():
        return
    if _address():
        st.text(_("{address} is not among the editors of this data: you can make a patch.").format(address=_address()))
        return
    if st.button(_("Sign in to edit"), icon=":material/login:"):
        st.login()


def _switch() -> str:
    return os.environ.get(EDIT, "").strip()


def _editors() -> set[str]:
    return {each.strip().lower() for each in os.environ.get(EDITORS, "").split(",") if each.strip()}


def _address() -> str:
    """The verified e-mail address of who is signed in, or nothing."""
    if not getattr(st.user, "is_logged_in", False) or getattr(st.user, "email_verified", True) is False:
        return ""
    return str(getattr(st.user, "email", "") or "").lower()
