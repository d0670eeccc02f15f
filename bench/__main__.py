"""This project and its peers on the same networks, in one run:  make bench [QUICK=1]

Writes bench/results.md: medians of several rounds with their spread, growth exponents, the machine. Each figure of Python
is the CPU time of a process of its own; figures of the browser are wall time in Chromium without a GPU. What takes a peer
longer than LIMIT is cut off, and the table says so.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from bench.browser import openings  # noqa: E402
from bench.synthetic import write  # noqa: E402

SIZES = ((150, 400), (1_000, 3_000), (10_000, 30_000), (100_000, 300_000))
LIMIT = 240  # seconds for one figure
TASKS = {  # what `bench/tasks.py` measures → its words, and the largest number of ties at which it makes sense
    "yaml": ("PyYAML's C safe loader on the same files", 30_000),
    "load": ("load: YAML → checked records with places", 300_000),
    "reopen": ("load again, files unchanged", 300_000),
    "check": ("check: rules over the whole", 300_000),
    "networkx_year": ("networkx: one year as a subgraph view, counted", 300_000),
    "select": ("select: one year, limit, scores", 300_000),
    "search": ("search: a name with a typing error", 300_000),
    "layout": ("layout of all years, labels apart", 30_000),
    "networkx_layout": ("networkx spring_layout, labels on top of each other", 3_000),
    "wire": ("the map's data for all years, packed", 300_000),
    "measures": ("betweenness, PageRank, cores of a year", 30_000),
    "networkx_measures": ("networkx: the same three", 30_000),
    "export": ("export: GraphML of a year", 300_000),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="two sizes and three rounds: a few minutes")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--browser-most", type=int, default=3_000, metavar="TIES", help="the largest network that browsers are asked for")
    parser.add_argument("--peers", type=Path, help="the Python that has bench/requirements.txt")
    parser.add_argument("--out", type=Path, default=HERE / "results.md")
    args = parser.parse_args()
    sizes = SIZES[:2] if args.quick else SIZES
    rounds = args.rounds or (3 if args.quick else 5)
    before = os.getloadavg()
    with tempfile.TemporaryDirectory() as temporary:
        folders = {}
        for actors, ties in sizes:
            folders[ties] = Path(temporary) / str(ties)
            write(folders[ties], actors, ties)
        tasks = {(task, ties): measured(task, folders[ties], rounds if ties < 300_000 else 1)
                 for task, (_, most) in TASKS.items() for _, ties in sizes if ties <= most}
        seen = openings({ties: folders[ties] for _, ties in sizes if ties <= args.browser_most}, args.peers, min(rounds, 3), LIMIT)
    frames = subprocess.run([sys.executable, str(HERE / "view.py"), *(f"{a}/{t}" for a, t in sizes)], capture_output=True, text=True,
                            timeout=1800).stdout
    text = report(sizes, tasks, seen, frames, rounds, before)
    args.out.write_text(text, encoding="utf-8")
    print(text)
    return 0


def measured(task: str, folder: Path, rounds: int) -> dict[str, Any] | None:
    """{"times": CPU seconds, "memory": MB at most} of a process of its own, or None if it was cut off."""
    print(f"{task} {folder.name} …", file=sys.stderr, flush=True)
    try:
        done = subprocess.run([sys.executable, str(HERE / "tasks.py"), task, str(folder), str(rounds)], capture_output=True,
                              text=True, timeout=LIMIT, check=True)
    except subprocess.TimeoutExpired:
        return None
    return json.loads(done.stdout.splitlines()[-1])


def middle(found: dict[str, Any] | None) -> str:
    """The median, and how far the rounds lie apart."""
    if found is None:
        return f"> {LIMIT} s"
    times = sorted(found["times"])
    value = statistics.median(times)
    spread = f" ({said(times[0])}–{said(times[-1])})" if len(times) > 1 else ""
    return f"{said(value)}{spread}"


def said(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2f} ms"


def exponent(points: list[tuple[int, float]]) -> str:
    """The slope of log time over log ties: 1 is proportional, 2 quadratic."""
    if len(points) < 2:
        return ""
    x, y = zip(*((math.log(ties), math.log(max(seconds, 1e-6))) for ties, seconds in points))
    mx, my = statistics.mean(x), statistics.mean(y)
    return f"{sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x):.2f}"


def report(sizes: Any, tasks: dict, seen: list[list[str]], frames: str, rounds: int, before: tuple) -> str:
    lines = [
        "# Measured", "",
        f"`make bench`, {time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC. {cpu()}, {os.cpu_count()} cores, Linux "
        f"{platform.release()}, Python {platform.python_version()}; no GPU. Load average {before[0]:.1f} before and "
        f"{os.getloadavg()[0]:.1f} after: trust the ratios more than the figures. Medians of {rounds} rounds (one at 300,000 ties), "
        "in brackets the least and the most. Networks: `bench/synthetic.py`, seeded.", "",
        "## In Python", "", "CPU time. The exponent is the fitted growth with the number of ties.", "",
        "| | " + " | ".join(f"{actors:,}/{ties:,}" for actors, ties in sizes) + " | exponent |",
        "|---|" + "---:|" * (len(sizes) + 1),
    ]
    for task, (words, _) in TASKS.items():
        cells = [middle(tasks[task, ties]) if (task, ties) in tasks else "–" for _, ties in sizes]
        points = [(ties, statistics.median(tasks[task, ties]["times"])) for _, ties in sizes if tasks.get((task, ties))]
        lines.append(f"| {words} | " + " | ".join(cells) + f" | {exponent(points)} |")
    memory = [f"{tasks['load', ties]['memory']} MB" if tasks.get(("load", ties)) else "–" for _, ties in sizes]
    lines.append("| memory of the process that loads, at most | " + " | ".join(memory) + " | |")
    lines += ["", "## In the browser", "",
              "From the address to the first picture, and from one year to the next, in the app of each. Bytes are those of the WebSocket.", "",
              "| | actors/ties | opens in | a year step: painted after | script | bytes |", "|---|---:|---:|---:|---:|---:|"]
    lines += ["| " + " | ".join(row) + " |" for row in seen]
    lines += ["", "## The view alone: a year step, and moving the map", "", frames.strip()]
    return "\n".join(lines) + "\n"


def cpu() -> str:
    names = [line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return names[0] if names else platform.processor()


if __name__ == "__main__":
    sys.exit(main())
