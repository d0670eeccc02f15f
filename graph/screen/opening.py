"""The first answer of the app carries the opening picture: ASGI middleware around Streamlit's own page.

Only GET and HEAD of the app's root are touched. Each still is made once for a state of the files, a day and a selection; what
strangers may ask for is bounded in number, in size and in the time that is spent on it, and whoever comes beyond that gets
Streamlit's page as it is. Nothing here writes.
"""

from __future__ import annotations

import datetime
import gzip
import hashlib
import re
import time
from dataclasses import replace
from logging import getLogger
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import streamlit as st
from anyio import to_thread
from starlette.datastructures import Headers

from graph.model import LANGUAGES, Dataset
from graph.screen import maps, stored
from graph.screen.dataset import dataset
from graph.screen.shared import Shared
from graph.selection import OPTIONS, Selection
from graph.still import still

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEPT = 64  # stills
LONGEST = 2000  # bytes of a query that is looked at
SPENT = 0.2  # seconds a second that may go into stills that were not there yet
SAVED_UP = 2.0  # seconds of that which may be waiting after a quiet time
BESIDE = (*maps.VIEW_ONLY, "open", "limit")  # what is opened lies beside the map; a limit may be large
_PARTLY = (b"if-none-match", b"if-modified-since", b"range", b"if-range", b"accept-encoding")
_ASSET = re.compile(rb"""<link\b[^>]*\brel="(?:preload|modulepreload|stylesheet)"[^>]*>\s*|<script\b[^>]*\btype="module"[^>]*></script>\s*""")
_TITLE = re.compile(rb"<title>[^<]*</title>")
APP = "bailanysh-app"  # the template that holds what the app's own code needs
# Fetching and reading the app's code beside it would keep back the picture for as long again: it begins once the picture is
# painted, or at once where nothing is (a tab in the background), and in any case. deploy/nginx.conf allows it by its hash.
START = (
    "(() => {\n  const start = () => { const kept = document.getElementById(\"" + APP + "\"); if (kept) { kept.remove(); document.body.append(kept.content); } };\n"
    "  if (document.hidden) start();\n  else requestAnimationFrame(() => requestAnimationFrame(start));\n  setTimeout(start, 1000);\n})()"
)
_OF_ITS_BYTES = (b"content-length", b"etag", b"last-modified", b"accept-ranges", b"cache-control")

_log = getLogger(__name__)


def prepare() -> None:
    """What the first visitor needs, in whatever language: the map's data, and what its still takes from all years."""
    if stored.is_store():
        return
    maps.prepare_all()
    found, _ = dataset()
    for language in LANGUAGES:
        still(found, Selection(language=language), datetime.date.today())


class Purse:
    """So much time a second for work that strangers cause; what is not spent is saved up to a bound."""

    def __init__(self, a_second: float, most: float) -> None:
        self._a_second, self._most, self._left, self._at = a_second, most, most, time.monotonic()
        self._lock = Lock()

    def open(self) -> bool:
        """Whether anything is left."""
        with self._lock:
            now = time.monotonic()
            self._left = min(self._most, self._left + (now - self._at) * self._a_second)
            self._at = now
            return self._left > 0

    def pay(self, seconds: float) -> None:
        with self._lock:
            self._left -= seconds


class Opening:
    """Puts the still of the selection in the address before the end of Streamlit's page."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app
        self._pages: Shared[bytes] = Shared(KEPT)  # packed; empty where there is no still
        self._purse = Purse(SPENT, SAVED_UP)
        self._one = Lock()  # stills are made one by one

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        asked = _is_root(scope) and asked_for(scope.get("query_string", b""))
        if not asked:
            return await self._app(scope, receive, send)
        page = _Caught()
        whole = [(name, value) for name, value in scope["headers"] if name.lower() not in _PARTLY]
        await self._app({**scope, "method": "GET", "headers": whole}, receive, page)
        packed = page.is_html() and await to_thread.run_sync(self._packed, page.body, asked)
        if not packed:
            return await self._app(scope, receive, send)
        await _answer(page, packed, scope, send)

    def _packed(self, page: bytes, selection: Selection) -> bytes:
        """The page with its still, packed; empty if there is none. Never raises: the app opens without it too."""
        try:
            if stored.is_store():
                return b""
            found, _ = dataset()
            today = datetime.date.today()
            return self._pages.get((page, found.version, today, selection), lambda: self._made(page, found, today, selection))
        except _Busy:
            return b""
        except Exception:
            _log.warning("The opening picture could not be made", exc_info=True)
            return b""

    def _made(self, page: bytes, found: Dataset, today: datetime.date, selection: Selection) -> bytes:
        if not self._purse.open() or not self._one.acquire(blocking=False):
            raise _Busy
        began = time.thread_time()
        try:
            drawn = still(found, selection, today)
            return gzip.compress(_with(page, drawn.encode()), 6, mtime=0) if drawn else b""
        finally:
            self._one.release()
            self._purse.pay(time.thread_time() - began)


class _Busy(Exception):
    """No time is left for a still that was not there yet."""


def asked_for(query: bytes) -> Selection | None:
    """The selection that a query asks for, in its language; None where the view would draw more than that."""
    if len(query) > LONGEST:
        return None
    asked = {key: values[-1] for key, values in parse_qs(query.decode("latin-1"), max_num_fields=40).items()}
    if any(key in asked for key in BESIDE):
        return None
    language = asked.get("lang")
    return replace(Selection.from_query({key: asked[key] for key in asked if key in OPTIONS}), language=language if language in LANGUAGES else "en")


def _is_root(scope: "Scope") -> bool:
    """Whether the app's first page is asked for, under its base path."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    return scope["path"].removeprefix(scope.get("root_path", "")).strip("/") == base


class _Caught:
    """An answer of the app, kept."""

    def __init__(self) -> None:
        self.status, self.headers, self.body = 500, [], b""

    async def __call__(self, message: "Message") -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], message["headers"]
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    def is_html(self) -> bool:
        return self.status == 200 and b"<body>" in self.body and any(
            name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in self.headers)


def _with(page: bytes, drawn: bytes) -> bytes:
    """The page with the still as the first thing in it, the app's name, and last, in a template, what the app's own code
    needs: a style sheet in the head would keep back the picture until it has come."""
    assets: list[bytes] = []
    page = _ASSET.sub(lambda found: assets.append(found[0]) or b"", page)
    head, body, rest = page.partition(b"<body>")
    root, end, after = rest.rpartition(b"</body>")
    later = b'<template id="%s">%s</template><script>%s</script>' % (APP.encode(), b"".join(assets), START.encode())
    return b"".join((_TITLE.sub(b"<title>Bailanysh</title>", head), body, drawn, root, later, end, after))


async def _answer(page: _Caught, packed: bytes, scope: "Scope", send: "Send") -> None:
    """The page, packed or plain. Its tag is that of its bytes: a browser asks each time, and need not fetch it twice."""
    request = Headers(scope=scope)
    takes = "gzip" in request.get("accept-encoding", "")
    tag = f'"{hashlib.sha256(packed).hexdigest()[:32]}{"-packed" if takes else ""}"'
    headers = [*((name, value) for name, value in page.headers if name.lower() not in _OF_ITS_BYTES),
               (b"cache-control", b"no-cache"), (b"etag", tag.encode()), (b"vary", b"Accept-Encoding")]
    status, body = 304, b""
    if tag not in request.get("if-none-match", ""):
        status, body = 200, packed if takes else gzip.decompress(packed)
        headers += [(b"content-length", str(len(body)).encode()), *([(b"content-encoding", b"gzip")] if takes else [])]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
