"""The network view alone in headless Chromium, at growing sizes: opening, a year step, dragging and zooming.

python bench/view.py [ACTORS/TIES ...] prints a Markdown table; without sizes: 150/400 1000/3000 3000/9000 10000/30000
100000/300000. All actors are asked for at once, so that from 2,001 on the overview draws. Script time is what the page's
own code takes around a step (state, counts, panel, drawing); frames are the gaps between animation frames while a
scripted pointer drags and turns the wheel, without a GPU. The networks are those of bench/synthetic.py.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

import synthetic  # noqa: E402
from graph import view  # noqa: E402
from graph.pack import in_columns  # noqa: E402
from graph.picture import wire  # noqa: E402

SIZES = ("150/400", "1000/3000", "3000/9000", "10000/30000", "100000/300000")
TODAY = datetime.date(2026, 11, 22)
SCREEN = {"width": 1440, "height": 900}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--enable-precise-memory-info"]

PAGE = """<!doctype html><meta charset="utf-8"><style>html, body {margin: 0; height: 100%%} #place {height: 100vh}</style>
<style>%(style)s</style><div id="place"></div><script>%(vis)s</script><script>%(view)s</script>
<script id="data" type="application/json">%(wire)s</script><script>
const began = performance.now();
const wire = JSON.parse(document.getElementById("data").textContent);
const parsed = performance.now();
const handle = Bailanysh.mount(document.getElementById("place"), { vis, wire, state: { year: "2010", limit: 1e6 }, theme: "light", host: {} });
const mounted = performance.now();
let painted = 0;
requestAnimationFrame(() => setTimeout(() => { painted = performance.now(); }));
</script>"""

YEARS = """async () => {
  const { view } = handle;
  const rest = () => new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done)), 300));
  const times = { visible: [], script: [] };
  view.set({ year: "2009" });
  await rest();
  for (let year = 2010; year < 2022; year++) {
    const began = performance.now();
    view.set({ year: String(year) });
    view.parts.network.drawNow();
    times.script.push(performance.now() - began);
    const before = performance.now();
    Bailanysh.visible(view.index, view.state);
    times.visible.push(performance.now() - before);
    await rest();
  }
  return times;
}"""
STEP = "(year) => { handle.view.set({ year: String(year) }); handle.view.parts.network.drawNow(); }"
FRAMES = """() => {
  globalThis.frames = [];
  let last = 0;
  const tick = (now) => {
    if (last) frames.push(now - last);
    last = now;
    globalThis.ticking = requestAnimationFrame(tick);
  };
  globalThis.ticking = requestAnimationFrame(tick);
}"""
STOP = "() => { cancelAnimationFrame(ticking); return frames; }"


def page_of(actors: int, ties: int, folder: Path) -> tuple[Path, dict[str, float]]:
    """The page on disk, and the seconds and megabytes that its wire took."""
    data = synthetic.dataset(actors, ties)
    began = time.process_time()
    made = in_columns(wire(data, today=TODAY, language="en"))
    seconds = time.process_time() - began
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    file = folder / "view.html"
    file.write_text(PAGE % {
        "style": view.style(), "vis": view.vis_script(), "view": view.script(), "wire": text.replace("</", "<\\/"),
    }, encoding="utf-8")
    return file, {"wire s": seconds, "wire MB": len(text.encode()) / 1e6}


def pointer(page: Page) -> dict[str, float]:
    """The gaps between frames, in ms, while the map is dragged and zoomed."""
    found = {}
    x, y = SCREEN["width"] * 0.6, SCREEN["height"] * 0.4
    page.wait_for_timeout(800)
    page.evaluate(FRAMES)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(x + 120 * ((step % 20) - 10) / 10, y + 60 * ((step % 14) - 7) / 7)
        page.wait_for_timeout(12)
    page.mouse.up()
    found["drag"] = page.evaluate(STOP)
    page.wait_for_timeout(800)
    page.evaluate(FRAMES)
    for step in range(60):
        page.mouse.wheel(0, -60 if step < 30 else 60)
        page.wait_for_timeout(12)
    found["zoom"] = page.evaluate(STOP)
    page.wait_for_timeout(800)
    return found


def processor(page: Page) -> float:
    """The milliseconds of processor time that a year step takes the page's thread, whatever else the machine does."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        return next(each["value"] for each in session.send("Performance.getMetrics")["metrics"] if each["name"] == "TaskDuration")

    steps = []
    for year in range(2010, 2022):
        page.wait_for_timeout(300)
        before = spent()
        page.evaluate(STEP, year)
        steps.append(1000 * (spent() - before))
    session.detach()
    return statistics.median(steps)


def per_second(gaps: list[float]) -> str:
    """Frames a second by the median gap, and the slowest of twenty."""
    worst = sorted(gaps)[int(len(gaps) * 0.95)]
    return f"{1000 / statistics.median(gaps):.0f} ({1000 / worst:.0f})"


def measure(size: str, page: Page, folder: Path) -> list[str]:
    actors, ties = map(int, size.split("/"))
    file, cost = page_of(actors, ties, folder)
    page.goto(file.as_uri(), timeout=180_000)
    page.wait_for_function("painted > 0", timeout=180_000)
    opening = page.evaluate("({parse: parsed - began, mount: mounted - parsed, paint: painted - mounted, all: painted - began})")
    shown = page.evaluate("[handle.view.shown.nodes.length, handle.view.shown.edges.length, handle.view.parts.network.kind()]")
    years = page.evaluate(YEARS)
    busy = processor(page)
    page.evaluate("handle.view.set({ year: null })")
    whole = page.evaluate("[handle.view.shown.nodes.length, handle.view.shown.edges.length, handle.view.parts.network.kind()]")
    gaps = pointer(page)
    memory = page.evaluate("performance.memory.usedJSHeapSize / 1e6")
    median = statistics.median
    return [
        size, f"{cost['wire s']:.1f}", f"{cost['wire MB']:.1f}", f"{opening['parse']:.0f} + {opening['mount']:.0f} + {opening['paint']:.0f}",
        f"{shown[0]}/{shown[1]}", f"{median(years['visible']):.1f}", f"{busy:.0f}", f"{median(years['script']):.0f} ({min(years['script']):.0f})",
        f"{whole[0]}/{whole[1]} {whole[2]}", per_second(gaps["drag"]), per_second(gaps["zoom"]), f"{memory:.0f}",
    ]


def main(sizes: list[str]) -> None:
    heads = ["actors/ties", "wire, s CPU", "wire, MB", "opening: parse + mount + paint, ms", "2010", "year: choosing, ms",
             "year: script, ms CPU", "year: script, ms (least)", "all years", "drag, frames/s (95 %)", "zoom, frames/s (95 %)", "heap, MB"]
    print(f"{TODAY}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for size in sizes:
            page = browser.new_page(viewport=SCREEN)
            page.on("pageerror", lambda error: print(error, file=sys.stderr))
            print(f"| {' | '.join(measure(size, page, Path(folder)))} |", flush=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:] or list(SIZES))
