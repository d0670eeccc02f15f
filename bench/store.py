"""What each question costs a store: python bench/store.py STORE … prints a Markdown table, a column a store.

Seconds on the clock and, in brackets, of CPU over all threads; the median of five years, once warm. "A step" is what the
app does for one step through time, up to the bytes that the browser gets. Each store is measured in a process of its own.
"""

from __future__ import annotations

import datetime
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable

sys.path.insert(0, str(Path(__file__).parents[1]))

TODAY = datetime.date(2026, 11, 22)
YEARS = ("2009", "2010", "2011", "2012", "2013")


def measure(path: Path) -> dict[str, str]:
    from graph.screen import stored
    from graph.screen.network_view import packed
    from graph.selection import Selection
    from graph.store import open_store
    from graph.words import translator

    rows: dict[str, str] = {}

    def cost(name: str, asks: list[Callable[[], object]]) -> None:
        clock, cpu = [], []
        for ask in asks:
            began = time.perf_counter(), time.process_time()
            ask()
            clock.append(time.perf_counter() - began[0])
            cpu.append(time.process_time() - began[1])
        rows[name] = f"{statistics.median(clock):.2f} ({statistics.median(cpu):.2f})"

    made: list = []
    cost("opening the file", [lambda: made.append(stored.Opened(open_store(path), TODAY))])
    opened, store = made[0], made[0].store
    actors, ties = store.whole()
    store.select(Selection("2008"), TODAY)
    somebody = list(store.select(Selection("2010"), TODAY).dataset.actors)[40 % actors]
    step = lambda asked: packed(stored._wire(opened, asked, TODAY, translator("en")), "x")  # noqa: E731
    cost("the opening view", [lambda: step(Selection())])
    cost("a step through time", [lambda year=year: step(Selection(year)) for year in YEARS])
    cost("of it: the selection", [lambda year=year: store.select(Selection(year), TODAY) for year in YEARS])
    cost("two hops around an actor", [lambda year=year: step(Selection(year, focus=(somebody,), radius=2)) for year in YEARS])
    cost("the slider's counts", [lambda: store.per_year(Selection(), TODAY, 1991, 2026)] * 3)
    cost("a name with a typing error", [lambda: store.find("Zikhan Bosum")] * 3)
    cost("shortest chains", [lambda: store.chains(*list(store.select(Selection("2010"), TODAY).dataset.actors)[:2], Selection("2010"), TODAY)])
    cost("components of a year", [lambda: store.components(Selection("2010"), TODAY)])
    cost("PageRank of a year", [lambda: store.pagerank(Selection("2010"), TODAY)])
    size = sum(file.stat().st_size for file in ([path] if path.is_file() else path.rglob("*.parquet")))
    return {"": f"{ties:,} ties", "actors": f"{actors:,}", "file": f"{size / 1e6:.0f} MB", **rows,
            "peak memory": f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB"}


def main(paths: list[str]) -> None:
    columns = []
    for path in paths:
        told = subprocess.run([sys.executable, __file__, "--one", path], check=True, capture_output=True, text=True).stdout
        columns.append(json.loads(told.splitlines()[-1]))
    for place, name in enumerate(columns[0]):
        print(f"| {name} | " + " | ".join(column[name] for column in columns) + " |")
        if not place:
            print("|---|" + "---:|" * len(columns))
    print(f"\nLoad average {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores.")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        main(sys.argv[1:])
