"""What the browser tests share: one Chromium and one server for the whole run.

With BAILANYSH_PROXY=1 every reader comes through nginx with deploy/nginx.conf (tests/proxied.py): `make faults` runs the
readers' stories so.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from proxied import Proxy

ROOT = Path(__file__).parents[1]

# The same cases on every machine, however slow it is; `make fuzz` looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

# What the tests' processes keep for each other is not what the developer's own app keeps.
_kept = tempfile.TemporaryDirectory(prefix="bailanysh-kept-")
os.environ["BAILANYSH_CACHE"] = _kept.name


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium; the browser tests are skipped where none is installed (`make test` installs it)."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        violations: list[str] = []
        opened = chromium.new_context

        def new_context(**options):
            context = opened(**options)
            context.on("console", lambda message: violations.append(message.text) if "Content Security Policy" in message.text else None)
            return context

        chromium.new_context = new_context
        chromium.violations = violations
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def no_policy_is_broken(request):
    """In a test with a browser nothing may run into a Content-Security-Policy, unless the test empties the list itself."""
    yield
    if "browser" in request.fixturenames:
        violations = request.getfixturevalue("browser").violations
        found, violations[:] = list(violations), []
        assert found == []


@pytest.fixture(scope="session")
def serve(tmp_path_factory):
    """serve(folder, script, **environment) → the address of the app on that data; each app is started once and ended after the run."""
    running: dict[tuple, tuple[subprocess.Popen, str]] = {}

    def serve(folder: Path = ROOT / "data", script: str = "app.py", **environment: str) -> str:
        which = (folder, script, *sorted(environment.items()))
        if which not in running:
            running[which] = start(folder, environment, script)
            if os.environ.get("BAILANYSH_PROXY"):
                proxies.append(Proxy(tmp_path_factory.mktemp("nginx"), [running[which][1]]))
                running[which] = (running[which][0], proxies[-1].address)
        return running[which][1]

    proxies: list[Proxy] = []
    yield serve
    for proxy in proxies:
        proxy.close()
    for process, _ in running.values():
        process.terminate()
        process.wait(timeout=10)


def start(folder: Path, environment: dict[str, str], script: str = "app.py") -> tuple[subprocess.Popen, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, *(["-m", "streamlit", "run"] if script == "app.py" else []), script, "--server.port", str(port)], cwd=ROOT,
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
