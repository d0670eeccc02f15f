"""Two replicas behind nginx, one of them killed under a reader: back within seconds, with the same view. `make load` runs it."""

import os
import re
import time
import urllib.request

import pytest
from conftest import start
from folder import write
from looking import until
from proxied import Proxy

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not os.environ.get("BAILANYSH_LOAD"), reason="with BAILANYSH_LOAD: make load")]

SHOWN = "document.querySelector('.st-key-network [data-testid=stBidiComponentIsolated]').shadowRoot.querySelector('.bailanysh').bailanysh.inspect()"
SECONDS = 5


def readers(address: str) -> int:
    """How many sessions a replica holds just now, by its own metrics."""
    told = urllib.request.urlopen(f"{address}/_stcore/metrics?families=active_sessions", timeout=5).read().decode()
    return int(re.search(r"^active_sessions\S* (\d+)", told, re.MULTILINE)[1])


def test_a_reader_whose_replica_dies_is_back_in_seconds_with_the_same_view(browser, tmp_path):
    folder = write(tmp_path / "data")
    replicas = [start(folder, {"BAILANYSH_EDIT": "0", "STREAMLIT_SERVER_COOKIE_SECRET": "the same for both"}) for _ in range(2)]
    proxy = Proxy(tmp_path / "nginx", [address for _, address in replicas])
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        page = context.new_page()
        page.goto(f"{proxy.address}/?year=2010&focus=aida-one&radius=2&open=aida-one")
        until(page, f"{SHOWN}.visibleNodes.length > 1", True)
        page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
        page.evaluate("document.querySelector('.st-key-network [data-testid=stBidiComponentIsolated]').dataset.mine = '1'")
        before, link = page.evaluate(SHOWN), page.url
        (mine,) = [place for place, (_, address) in enumerate(replicas) if readers(address)]
        other = replicas[1 - mine][1]
        replicas[mine][0].kill()
        killed = time.monotonic()
        page.wait_for_selector(".stApp[data-test-connection-state=CONNECTED]", state="detached")
        while not readers(other):
            page.wait_for_timeout(20)
        page.wait_for_selector(".stApp[data-test-connection-state=CONNECTED][data-test-script-state=notRunning]")
        took = time.monotonic() - killed
        print(f"back after {took:.1f} s")
        after = page.evaluate(SHOWN)
        assert page.url == link
        for part in ("state", "visibleNodes", "visibleEdges", "positions", "camera"):
            assert after[part] == before[part], part
        # what the reader does next gets through to the other replica and into the link
        for year in ("2009", "2008"):
            page.get_by_role("slider", name="Year").press("ArrowLeft")
            until(page, f"{SHOWN}.state.year", year)
            for _ in range(400):
                if f"year={year}" in page.url:
                    break
                page.wait_for_timeout(50)
        assert "year=2008" in page.url
        assert took < SECONDS
    finally:
        context.close()
        proxy.close()
        for process, _ in replicas:
            process.kill()
            process.wait(timeout=10)
