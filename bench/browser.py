"""The app and its peers in headless Chromium, each in its own Streamlit app, and the page that each writes by itself.

What is waited for is looked at seldom and in small: a sum over a picture of 64 × 48 pixels, since looking takes the page's time too;
script and bytes are taken in steps during which nothing looks.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any, Callable, Iterator

from playwright.sync_api import Browser, Error, Page, sync_playwright

HERE = Path(__file__).parent
PEERS = ("pyvis", "streamlit-agraph", "st-link-analysis")
OURS = "Bailanysh"
SCREEN = {"width": 1440, "height": 900}
TICK = os.sysconf("SC_CLK_TCK")
REST = 1500  # ms after which an app has sent what it sends once the year rests
# A canvas (in whatever shadow tree) that shows something: a sum over it drawn small, or 0.
PAINTED = """() => {
  const found = [];
  (function look(root) {
    for (const each of root.querySelectorAll("*")) {
      if (each instanceof HTMLCanvasElement) found.push(each);
      if (each.shadowRoot) look(each.shadowRoot);
    }
  })(document);
  globalThis.benchPen ||= Object.assign(document.createElement("canvas"), { width: 64, height: 48 }).getContext("2d", { willReadFrequently: true });
  let sum = 0;
  for (const canvas of found) {
    if (canvas.width < 300 || canvas.height < 200) continue;
    benchPen.clearRect(0, 0, 64, 48);
    benchPen.drawImage(canvas, 0, 0, 64, 48);
    const pixels = benchPen.getImageData(0, 0, 64, 48).data;
    for (let i = 3; i < pixels.length; i += 4) sum += pixels[i] && pixels[i] * ((i % 997) + pixels[i - 1] + pixels[i - 2]);
  }
  return sum;
}"""
# The picture that came with the page (graph/still.py), painted: ms since the address was asked for, or null.
STILL = """() => {
  const first = performance.getEntriesByName("first-contentful-paint")[0];
  return globalThis.benchStill && first ? first.startTime : null;
}"""
NOTES_STILL = """addEventListener("DOMContentLoaded", () => { globalThis.benchStill = Boolean(document.getElementById("bailanysh-still")); });"""
# On a store the picture of the last year stands, moved to its place, until the answer is there.
ANSWERED = "() => !document.querySelector('.st-key-network [data-testid=stBidiComponentIsolated]')?.shadowRoot?.querySelector('.bn-waiting')"
GONE = "() => !document.getElementById('bailanysh-still')"
FRAMES = """() => {
  globalThis.benchGaps = [];
  let last = 0;
  const tick = (now) => {
    if (last) benchGaps.push(now - last);
    last = now;
    globalThis.benchTicking = requestAnimationFrame(tick);
  };
  globalThis.benchTicking = requestAnimationFrame(tick);
}"""
STOP = "() => { cancelAnimationFrame(benchTicking); return benchGaps; }"


class Late(Exception):
    """Something has taken longer than was allowed."""


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


def plain(folder: Path) -> dict[str, Any]:
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


def app(name: str, folder: Path, data: Path, peers: Path, rounds: int, limit: float) -> Iterator[tuple[str, list[float] | None]]:
    """Yields (what, its values) as they come: opening on all years, then steps of the year, frames, memory; None where it took
    longer than `limit` seconds, after which nothing else of this app is asked."""
    options = ["--server.address", "localhost", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    command, more = [sys.executable, "serve.py"], {"BAILANYSH_DATA": str(folder)}
    if name != OURS:
        command, more = [str(peers), "-m", "streamlit", "run", str(HERE / "peers_app.py")], {"PEER": name, "BENCH_DATA": str(data)}
    port = _free()
    process = subprocess.Popen([*command, "--server.port", str(port), *options], cwd=HERE.parent, env={**os.environ, **more},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    at = f"http://localhost:{port}/"
    end = time.monotonic() + limit
    try:
        _answers(f"{at}_stcore/health", limit)
        _settled(process.pid, end)
        with _browser() as browser:
            yield from _opening(browser, at, name, rounds, limit, end)
            yield from _years(browser, at, name, rounds, limit, process.pid)
        yield "server", [_memory(process.pid)]
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _opening(browser: Browser, at: str, name: str, rounds: int, limit: float, end: float) -> Iterator[tuple[str, list[float] | None]]:
    """The first complete picture, and when it answers the hand; the first turn warms Python and is not counted."""
    first, hand = [], []
    for turn in range(rounds + 1):
        context = browser.new_context(viewport=SCREEN)
        page = context.new_page()
        page.add_init_script(NOTES_STILL)
        began = time.monotonic()
        try:
            page.goto(at, timeout=limit * 1000, wait_until="commit")
            _until(page, lambda: _sum(page) > 0, min(began + limit, end if turn == 0 else began + limit))
            painted = time.monotonic() - began
            still = None
            if name == OURS:
                _until(page, lambda: page.evaluate(GONE), began + limit)
                painted = time.monotonic() - began
                still = page.evaluate(STILL)
        except (Late, Error):
            if not turn:
                yield "first", None
                return
            continue
        finally:
            context.close()
        if turn:
            first.append(still / 1000 if still else painted)
            hand.append(painted)
    yield "first", first
    yield "hand", hand


def _years(browser: Browser, at: str, name: str, rounds: int, limit: float, pid: int) -> Iterator[tuple[str, list[float] | None]]:
    """One year further by the keyboard: until painted; then, in steps that nobody looks at, script, bytes and the server's time."""
    received = [0]
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    page.on("websocket", lambda one: one.on("framereceived", lambda frame: received.__setitem__(0, received[0] + len(frame))))
    try:
        page.goto(f"{at}?year=2010", timeout=limit * 1000)
        _until(page, lambda: _sum(page) > 0, time.monotonic() + limit)
        page.wait_for_timeout(REST)
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        page.get_by_role("slider").first.focus()
        painted = []
        for _ in range(rounds + 1):
            before, began = _sum(page), time.monotonic()
            page.keyboard.press("ArrowRight")
            _until(page, lambda: _sum(page) not in (0, before) and (name != OURS or page.evaluate(ANSWERED)), began + limit)
            painted.append(time.monotonic() - began)
            page.wait_for_timeout(REST + 1000 * painted[-1])
        yield "painted", painted[1:]
        step, rerun, sizes, server = [], [], [], []
        for _ in range(rounds):
            script, size, spent = _metric(session, "ScriptDuration"), received[0], _spent(pid)
            page.keyboard.press("ArrowRight")  # on, to years that were not shown yet: Streamlit keeps what it has sent
            page.wait_for_timeout(200)  # before the view tells Python, which it does when the year rests
            soon = _metric(session, "ScriptDuration")
            page.wait_for_timeout(REST + 2000 * max(painted))
            step.append(soon - script)
            rerun.append(_metric(session, "ScriptDuration") - script)
            sizes.append(received[0] - size)
            server.append(_spent(pid) - spent)
        if name == OURS:  # the peers draw after their rerun only
            yield "step", step
        yield "script", rerun
        yield "bytes", sizes
        yield "rerun", server
        page.wait_for_timeout(500)
        for what, gaps in pointer(page).items():
            yield what, gaps
        yield "heap", [_metric(session, "JSHeapUsedSize") / 1e6]
    except (Late, Error):
        yield "painted", None
    finally:
        context.close()


def page_of(name: str, folder: Path, data: Path, peers: Path, rounds: int, limit: float) -> Iterator[tuple[str, list[float] | None]]:
    """The page that pyvis and this project write of all actors and ties: its size, and its opening from disk without a network."""
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary) / "page.html"
        if name == OURS:
            _our_page(folder, file)
        else:
            try:
                subprocess.run([str(peers), str(HERE / "pyvis_page.py"), str(data), str(file)], check=True, capture_output=True, timeout=limit)
            except subprocess.TimeoutExpired:
                yield "first", None
                return
        yield "file", [file.stat().st_size / 1e6]
        with _browser() as browser:
            times = []
            for turn in range(rounds + 1):
                context = browser.new_context(viewport=SCREEN, offline=True)
                page = context.new_page()
                began = time.monotonic()
                try:
                    page.goto(file.as_uri(), timeout=limit * 1000, wait_until="commit")
                    _until(page, lambda: _sum(page) > 0, began + limit)
                    times.append(time.monotonic() - began)
                except (Late, Error):
                    yield "first", None
                    return
                finally:
                    context.close()
            yield "first", times[1:]


def _our_page(folder: Path, file: Path) -> None:
    import datetime

    from graph.load import load
    from graph.page import write_page
    from graph.selection import Selection

    dataset, _ = load(folder)
    file.write_text(write_page(dataset, Selection(limit=len(dataset.actors)), today=datetime.date(2026, 11, 22)), encoding="utf-8")


def pointer(page: Page) -> dict[str, list[float]]:
    """Frames a second while the picture is dragged and zoomed: the median, and that of the slowest of twenty."""
    found = {}
    x, y = SCREEN["width"] * 0.55, SCREEN["height"] * 0.45
    for what in ("drag", "zoom"):
        page.evaluate(FRAMES)
        page.mouse.move(x, y)
        if what == "drag":
            page.mouse.down()
        for step in range(40):
            if what == "drag":
                page.mouse.move(x + 120 * ((step % 20) - 10) / 10, y + 60 * ((step % 14) - 7) / 7)
            else:
                page.mouse.wheel(0, -60 if step < 20 else 60)
            page.wait_for_timeout(12)
        if what == "drag":
            page.mouse.up()
        gaps = sorted(page.evaluate(STOP)) or [1e4]
        found[what] = [1000 / gaps[len(gaps) // 2], 1000 / gaps[int(len(gaps) * 0.95)]]
        page.wait_for_timeout(500)
    return found


class _browser:
    """A Chromium of its own for each figure, so that one that falls over takes no other with it."""

    def __enter__(self) -> Browser:
        self._playwright = sync_playwright().start()
        self._running = self._playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        return self._running

    def __exit__(self, *_: object) -> None:
        try:
            self._running.close()
        except Error:
            pass
        self._playwright.stop()


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _spent(pid: int) -> float:
    """The processor seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def _settled(pid: int, deadline: float) -> None:
    """Until the app is done with what it makes beside its start."""
    before = -1.0
    while _spent(pid) - before > 0.1 and time.monotonic() < deadline - 30:
        before = _spent(pid)
        time.sleep(1.5)


def _memory(pid: int) -> float:
    """MB that a process has had at most."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024


def _metric(session: Any, name: str) -> float:
    return next(each["value"] for each in session.send("Performance.getMetrics")["metrics"] if each["name"] == name)


def _sum(page: Page) -> int:
    total = 0
    for frame in page.frames:
        try:
            total += frame.evaluate(PAINTED)
        except Error:  # a frame that is just being replaced shows nothing
            continue
    return total


def _until(page: Page, holds: Callable[[], Any], deadline: float) -> None:
    while True:
        try:
            if holds():
                return
        except Error:  # the page is just being replaced
            pass
        if time.monotonic() > deadline:
            raise Late
        page.wait_for_timeout(10)


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


def main(arguments: list[str]) -> int:
    """WHAT NAME FOLDER DATA PEERS ROUNDS LIMIT → a line of JSON for each figure, as it comes."""
    what, name, folder, data, peers, rounds, limit = arguments
    sys.path.insert(0, str(HERE.parent))
    work = {"app": app, "page": page_of}[what]
    for figure, values in work(name, Path(folder), Path(data), Path(peers), int(rounds), float(limit)):
        print(json.dumps([figure, values]), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
