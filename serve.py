"""Starts the app with everything ready:  python serve.py [streamlit's options]

`streamlit run app.py` does the same but for two things: it imports the pages, reads the data and lays out the map's data
only when the first visitor comes, who waits for it, while here that is done beside the start; and here the first answer
carries the opening picture, which stands until the map itself is there.
"""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import Any, AsyncIterator

import streamlit as st
from starlette.middleware import Middleware
from streamlit.web import cli

from graph.screen import opening

APP = Path(__file__).with_name("app.py")


@asynccontextmanager
async def warm(_: Any = None) -> AsyncIterator[None]:
    """Beside the start (the server's options are known then), makes what the first visitor needs."""
    Thread(target=opening.prepare, daemon=True, name="warm").start()
    yield


app = st.App(APP, lifespan=warm, middleware=[Middleware(opening.Opening)])

if __name__ == "__main__":
    sys.argv[1:] = ["run", __file__, *sys.argv[1:]]
    sys.exit(cli.main())
