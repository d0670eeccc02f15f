"""What the browser tests share: one Chromium and one server for the whole run."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium; the browser tests are skipped where none is installed (`make test` installs it)."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def serve():
    """serve(folder, **environment) → the address of the app on that data; each app is started once and ended after the run."""
    running: dict[tuple, tuple[subprocess.Popen, str]] = {}

    def serve(folder: Path = ROOT / "data", **environment: str) -> str:
        which = (folder, *sorted(environment.items()))
        if which not in running:
            running[which] = _start(folder, environment)
        return running[which][1]

    yield serve
    for process, _ in running.values():
        process.terminate()
        process.wait(timeout=10)


def _start(folder: Path, environment: dict[str, str]) -> tuple[subprocess.Popen, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)], cwd=ROOT,
        env={**os.environ, "BAILANYSH_DATA": str(folder), **environment}, stdout=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
            return process, address
        except OSError:
            assert process.poll() is None, "the app did not start"
            time.sleep(0.1)
    raise AssertionError("the app did not answer within half a minute")
