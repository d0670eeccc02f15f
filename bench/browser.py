"""The app and its peers in headless Chromium: opening, and a step of the year, each in its own Streamlit app."""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
PEERS = ("pyvis", "streamlit-agraph", "st-link-analysis")
SCREEN = {"width": 1440, "height": 900}
# A canvas (in whatever shadow tree) that shows something: the sum of a sample of its pixels, or 0.
PAINTED = """() => {
  const found = [];
  (function look(root) {
    for (const each of root.querySelectorAll("*")) {
      if (each instanceof HTMLCanvasElement) found.push(each);
      if (each.shadowRoot) look(each.shadowRoot);
    }
  })(document);
  let sum = 0;
  for (const canvas of found) {
    if (canvas.width < 300 || canvas.height < 200) continue;
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    for (let i = 3; i < pixels.length; i += 44) sum += pixels[i] && pixels[i] * ((i % 997) + pixels[i - 1] + pixels[i - 2]);
  }
  return sum;
}"""


def openings(folders: dict[int, Path], peers: Path | None, rounds: int, limit: float) -> list[list[str]]:
    """Rows: who, size, opening, year step, script, bytes."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    rows = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as temporary:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for ties, folder in folders.items():
            data = Path(temporary) / f"{ties}.json"
            data.write_text(json.dumps(_plain(folder)), encoding="utf-8")
            actors = len(json.loads(data.read_text())["actors"])
            apps = {"Bailanysh": ([sys.executable, "serve.py"], {"BAILANYSH_DATA": str(folder)})}
            if peers:
                apps |= {peer: ([str(peers), "-m", "streamlit", "run", str(HERE / "peers_app.py")],
                                {"PEER": peer, "BENCH_DATA": str(data)}) for peer in PEERS}
            for name, (command, more) in apps.items():
                print(f"browser {name} {ties} …", file=sys.stderr, flush=True)
                rows.append([name, f"{actors:,}/{ties:,}", *_app(browser, command, more, rounds, limit)])
        browser.close()
    return rows


def _plain(folder: Path) -> dict:
    """Actors and ties with their first and last year, as the peers' users would prepare them."""
    import datetime

    from graph.load import load
    from graph.selection import spans

    dataset, _ = load(folder)
    found = spans(dataset, datetime.date(2026, 11, 22))
    year = lambda day: datetime.date.fromordinal(max(1, day)).year  # noqa: E731
    return {
        "actors": [{"id": actor.id, "name": actor.name.en} for actor in dataset.actors.values()],
        "ties": [{"source": tie.source, "target": tie.target, "first": year(span.start_earliest), "last": year(span.end_latest)}
                 for tie in dataset.relations.values() if (span := found[tie.id])],
    }


def _app(browser, command: list[str], more: dict[str, str], rounds: int, limit: float) -> list[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*command, "--server.port", str(port), "--server.address", "localhost", "--server.headless", "true",
         "--browser.gatherUsageStats", "false"], cwd=HERE.parent, env={**os.environ, **more},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _answers(f"http://localhost:{port}/_stcore/health", limit)
        time.sleep(2)
        opened, steps, scripts, sizes = [], [], [], []
        for turn in range(rounds + 1):  # the first warms Python and is not counted
            context = browser.new_context(viewport=SCREEN)
            page = context.new_page()
            received = [0]
            page.on("websocket", lambda socket, received=received: socket.on(
                "framereceived", lambda frame: received.__setitem__(0, received[0] + len(frame))))
            began = time.monotonic()
            page.goto(f"http://localhost:{port}/?year=2010", timeout=limit * 1000)
            before = _until(page, lambda value: value > 0, began + limit)
            if before is None:
                return [f"> {limit:.0f} s", "–", "–", "–"]
            taken = time.monotonic() - began
            page.wait_for_timeout(1500)
            if turn:
                opened.append(taken)
                stepped = _step(page, received, limit)
                if stepped:
                    steps.append(stepped[0])
                    scripts.append(stepped[1])
                    sizes.append(stepped[2])
            context.close()
        return [_said(opened), _said(steps), _said(scripts), f"{statistics.median(sizes) / 1000:.1f} kB" if sizes else "–"]
    finally:
        process.terminate()
        process.wait(timeout=20)


def _step(page: Page, received: list[int], limit: float) -> tuple[float, float, int] | None:
    """(seconds to the changed picture, script seconds, bytes) of one year further, by the keyboard."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    handle = page.get_by_role("slider").first
    handle.focus()
    before = _sum(page)
    script, size, began = _script(session), received[0], time.monotonic()
    page.keyboard.press("ArrowRight")
    if _until(page, lambda value: value not in (0, before), began + limit) is None:
        return None
    taken = time.monotonic() - began
    page.wait_for_timeout(1500)  # what the app still sends once the year rests
    return taken, _script(session) - script, received[0] - size


def _script(session) -> float:
    found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return found["ScriptDuration"]


def _sum(page: Page) -> int:
    total = 0
    for frame in page.frames:
        try:
            total += frame.evaluate(PAINTED)
        except Exception:  # a frame that is just being replaced shows nothing
            continue
    return total


def _until(page: Page, holds, deadline: float) -> int | None:
    while time.monotonic() < deadline:
        value = _sum(page)
        if holds(value):
            return value
        page.wait_for_timeout(5)
    return None


def _answers(address: str, limit: float) -> None:
    deadline = time.monotonic() + limit
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _said(times: list[float]) -> str:
    if not times:
        return "–"
    low, middle, high = min(times), statistics.median(times), max(times)
    return f"{middle * 1000:,.0f} ms ({low * 1000:,.0f}–{high * 1000:,.0f})"
