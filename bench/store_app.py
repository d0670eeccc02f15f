"""The app on a store, in Chromium on the same machine: python bench/store_app.py STORE … prints a Markdown table, a column a store.

Seconds on the clock until painted: the opening view of the first reader and of those after, a year further by the keyboard
(median of ten, each shown for the first time), two hops around an actor (median of five). Memory is the server's at most.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, Page  # noqa: E402

from bench.browser import SCREEN, _answers, _browser, _free, _memory, _sum, _until  # noqa: E402

LIMIT = 120  # seconds for one thing
READERS = 4
HANDLE = "document.querySelector('.st-key-network [data-testid=stBidiComponentIsolated]')?.shadowRoot?.querySelector('.bailanysh')?.bailanysh"
# Seconds from `began` until the view has painted what the store answers to `query`.
ANSWERED = f"""(query) => new Promise((done) => {{
  const look = () => {{
    const handle = {HANDLE};
    if (handle?.view.wire.store.query !== query || handle.view.root.classList.contains("bn-waiting")) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => done((performance.now() - globalThis.benchBegan) / 1000)));
  }};
  look();
}})"""
NOTES_KEYS = "() => addEventListener('keydown', () => { globalThis.benchBegan = performance.now(); }, true)"
FOCUS = f"(id) => {{ globalThis.benchBegan = performance.now(); {HANDLE}.view.set({{ focus: id ? [id] : [], radius: id ? 2 : 1 }}); }}"
FEW = f"""() => {{ const {{ view }} = {HANDLE}; return view.index.nodes.map((one) => one.id).slice(20, 25); }}"""


def measure(path: Path) -> dict[str, str]:
    port = _free()
    command = [sys.executable, "serve.py", "--server.port", str(port), "--server.address", "localhost", "--server.headless", "true",
               "--browser.gatherUsageStats", "false"]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[1], env={**os.environ, "BAILANYSH_DATA": str(path.absolute())},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _answers(f"http://localhost:{port}/_stcore/health", LIMIT)
        time.sleep(2)
        with _browser() as browser:
            opened = [_opening(browser, f"http://localhost:{port}/") for _ in range(READERS)]
            steps, hops = _asked(browser, f"http://localhost:{port}/?year=2003")
        return {
            "opening, the first reader": f"{opened[0]:.2f}", "opening, the next": _told(opened[1:]), "a year further": _told(steps),
            "two hops around an actor": _told(hops), "the server's memory": f"{_memory(process.pid):.0f} MB",
        }
    finally:
        process.terminate()
        process.wait(timeout=20)


def _opening(browser: Browser, address: str) -> float:
    page = browser.new_context(viewport=SCREEN).new_page()
    began = time.monotonic()
    page.goto(address, wait_until="commit")
    _until(page, lambda: _sum(page) > 0, began + LIMIT)
    took = time.monotonic() - began
    page.context.close()
    return took


def _asked(browser: Browser, address: str) -> tuple[list[float], list[float]]:
    page = browser.new_context(viewport=SCREEN).new_page()
    page.goto(address)
    _until(page, lambda: _sum(page) > 0, time.monotonic() + LIMIT)
    page.evaluate(NOTES_KEYS)
    page.get_by_role("slider").first.focus()
    steps = [_step(page, year) for year in range(2004, 2014)]
    hops = []
    for actor in page.evaluate(FEW):
        page.evaluate(FOCUS, actor)
        hops.append(_painted(page, f"year=2013&focus={actor}&radius=2"))
        page.evaluate(FOCUS, None)
        _painted(page, "year=2013")
    page.context.close()
    return steps, hops


def _step(page: Page, year: int) -> float:
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowRight")
    return _painted(page, f"year={year}")


def _painted(page: Page, query: str) -> float:
    page.set_default_timeout(LIMIT * 1000)
    found: Any = page.evaluate(ANSWERED, query)
    return found


def _told(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def main(paths: list[str]) -> None:
    columns = {Path(path).name: measure(Path(path)) for path in paths}
    print("| | " + " | ".join(columns) + " |\n|---|" + "---:|" * len(columns))
    for name in next(iter(columns.values())):
        print(f"| {name} | " + " | ".join(column[name] for column in columns.values()) + " |")
    print(f"\nLoad average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")


if __name__ == "__main__":
    main(sys.argv[1:])
