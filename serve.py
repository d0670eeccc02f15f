"""Starts the app with everything ready:  python serve.py [streamlit's options]

`streamlit run app.py` does the same but for this: it imports the pages, reads the data and lays out the map's data only
when the first visitor comes, who waits for it. Here that is done beside the start.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from threading import Thread

from streamlit import runtime
from streamlit.web import cli

APP = Path(__file__).with_name("app.py")


def warm(wait: float = 60) -> None:
    """Once the server runs (its options are known then), imports the pages and makes what the first visitor needs."""
    until = time.monotonic() + wait
    while not runtime.exists():
        if time.monotonic() > until:
            return
        time.sleep(0.05)
    from graph.screen import maps

    maps.prepare_all()


if __name__ == "__main__":
    Thread(target=warm, daemon=True, name="warm").start()
    sys.argv[1:] = ["run", str(APP), *sys.argv[1:]]
    sys.exit(cli.main())
