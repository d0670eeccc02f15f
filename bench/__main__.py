"""This project and its peers on the same networks, in one run:  make bench [QUICK=1]

Writes bench/results.md (and .json, and the table in the README) anew after each figure, so that whatever happens to a
figure, the others stand: medians of several rounds with their spread, growth exponents, the machine. Figures of Python are
CPU time of a process of its own; those of the browser wall time in Chromium without a GPU. What takes longer than it may is
cut off, and the table says after how long; what the minutes do not reach is named at the end. QUICK=1: two sizes, into out/.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Callable, Collection, Iterator

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from bench.browser import OURS, PEERS, plain  # noqa: E402
from bench.report import SIZES, TASKS, in_readme, report  # noqa: E402
from bench.synthetic import write  # noqa: E402
from bench.synthetic_store import write as as_store  # noqa: E402

README = HERE.parent / "README.md"
PYTHON_LIMIT = {400: 60, 3_000: 90, 30_000: 120, 300_000: 150}  # seconds for one task
BROWSER_LIMIT = {400: 200, 3_000: 120, 30_000: 60, 300_000: 45}  # seconds for all that is asked of one app
PAGE_LIMIT = {400: 90, 3_000: 60, 30_000: 45, 300_000: 30}
VIEW_LIMIT = {400: 60, 3_000: 60, 30_000: 90, 300_000: 180}
OURS_LONGER = {30_000: 120, 300_000: 150}  # seconds for our own app
SECTIONS = {"python": "python", "browser": "app", "pages": "page", "view": "view"}  # part → where its figures stand
YAML_MOST = 100_000  # ties; beyond, our app is asked on a store, as docs/scale.md advises
LEAST = 5  # seconds below which nothing is begun


class Bench:
    """A run: what was measured, how much time is left, and the files that say so."""

    def __init__(self, out: Path, readme: Path | None, minutes: float, rounds: int, peers: Path | None, sizes: list[tuple[int, int]]):
        self.out, self.readme, self.rounds, self.peers, self.sizes = out, readme, rounds, peers, sizes
        self._end, self._minutes = time.monotonic() + 60 * minutes, minutes
        self.run: dict[str, Any] = {
            "began": time.strftime("%Y-%m-%d %H:%M", time.gmtime()), "machine": machine(), "load": [round(os.getloadavg()[0], 1)], "rounds": rounds,
            "minutes": minutes, "sizes": [list(size) for size in sizes],
        }
        self.found: dict[str, Any] = {**self.run, "figures": {}, "view": {}, "unreached": []}
        self._told = self.found

    def again(self, parts: Collection[str]) -> None:
        """Keeps what the last run found in other parts and at other sizes; this one's figures take the place of its own."""
        self.found = json.loads(self.out.with_suffix(".json").read_text(encoding="utf-8"))
        asked = [f"{actors:,}/{ties:,}" for actors, ties in self.sizes]
        for section in {SECTIONS[part] for part in parts} & self.found["figures"].keys():
            for by_size in self.found["figures"][section].values():
                for _, ties in self.sizes:
                    by_size.pop(str(ties), None)
        if len(parts) == len(SECTIONS):
            self.found["unreached"] = [each for each in self.found["unreached"] if not any(size in each for size in asked)]
        self.found.setdefault("again", []).append(self.run | {"parts": [] if len(parts) == len(SECTIONS) else list(parts)})
        self.run = self.found["again"][-1]
        self._told = self.run

    def left(self) -> float:
        return self._end - time.monotonic()

    def note(self, section: str, row: str, ties: int, what: str, entry: dict[str, Any]) -> None:
        """Keeps a figure, and writes everything that is known so far."""
        self.found["figures"].setdefault(section, {}).setdefault(row, {}).setdefault(str(ties), {})[what] = entry
        self.write()

    def write(self) -> None:
        self._told["load"] = [self._told["load"][0], round(os.getloadavg()[0], 1)]
        self._told["took"] = round(self._minutes - self.left() / 60, 1)
        self.out.parent.mkdir(parents=True, exist_ok=True)
        self.out.with_suffix(".json").write_text(json.dumps(self.found, indent=1) + "\n", encoding="utf-8")
        self.out.write_text(report(self.found), encoding="utf-8")
        if self.readme:
            self.readme.write_text(in_readme(self.readme.read_text(encoding="utf-8"), self.found), encoding="utf-8")

    def do(self, what: str, limit: float, work: Callable[[float], None]) -> None:
        """One piece of work within its limit and what is left; whatever goes wrong in it is said and forgotten."""
        if self.left() < LEAST:
            self.found["unreached"].append(what)
            self.write()
            return
        print(f"{self.left() / 60:5.1f} min left · load {os.getloadavg()[0]:4.1f} · {what}", file=sys.stderr, flush=True)
        try:
            work(min(limit, self.left()))
        except Exception as error:  # one figure is not worth the others
            print(f"      failed: {type(error).__name__}: {str(error)[:300]}", file=sys.stderr, flush=True)
            self.found["unreached"].append(f"{what} (failed)")
            self.write()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="two sizes and two rounds: a few minutes, into out/bench.md")
    parser.add_argument("--minutes", type=float, help="after which nothing new is begun (28; 12 with --quick)")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--peers", type=Path, help="the Python that has bench/requirements.txt; without it only this project is asked")
    parser.add_argument("--out", type=Path, help="instead of bench/results.md; the README is then left alone")
    parser.add_argument("--size", choices=[f"{actors}/{ties}" for actors, ties in SIZES], action="append",
                        help="this size alone, again: the last run's figures of the others stay")
    parser.add_argument("--only", choices=list(SECTIONS), action="append", help="these parts alone")
    args = parser.parse_args()
    out = args.out or (HERE.parent / "out" / "bench.md" if args.quick else HERE / "results.md")
    sizes = SIZES[:2] if args.quick else [size for size in SIZES if not args.size or "/".join(map(str, size)) in args.size]
    bench = Bench(out, None if args.out or args.quick or args.only and not args.size else README, args.minutes or (12 if args.quick else 28),
                  args.rounds or (2 if args.quick else 3), args.peers and args.peers.absolute(), list(sizes))
    if args.size:
        bench.again(args.only or SECTIONS)
    with tempfile.TemporaryDirectory() as temporary:
        for actors, ties in sizes:
            folder = Path(temporary) / str(ties)
            bench.do(f"the network {actors:,}/{ties:,}", 120, lambda _: write(folder, actors, ties))
            if folder.exists():
                of_size(bench, folder, actors, ties, args.only or SECTIONS)
    bench.write()
    print(out.read_text(encoding="utf-8"))
    return 0


def of_size(bench: Bench, folder: Path, actors: int, ties: int, parts: Any) -> None:
    """All that is asked at one size; the sizes come one after the other, so that the small ones are sure."""
    size = f"{actors:,}/{ties:,}"
    if "python" in parts:
        for task, (_, most) in TASKS.items():
            if ties <= most:
                bench.do(f"{task} {size}", PYTHON_LIMIT[ties], lambda limit: python(bench, task, folder, ties, limit))
    data = folder.with_suffix(".json")
    if "browser" in parts or "pages" in parts:
        bench.do(f"what the peers read {size}", 120, lambda _: data.write_text(json.dumps(plain(folder)), encoding="utf-8"))
    store = folder.with_suffix(".duckdb")
    if "browser" in parts and ties > YAML_MOST:
        bench.do(f"the network as a store {size}", 120, lambda _: as_store(store, actors, ties))
    rounds = bench.rounds if ties <= 400 else min(2, bench.rounds) if ties <= 3_000 else 1
    names = (OURS, *PEERS) if bench.peers else (OURS,)
    for what, limits, who in (("app", BROWSER_LIMIT, names), ("page", PAGE_LIMIT, [name for name in names if name in (OURS, "pyvis")])):
        if {"app": "browser", "page": "pages"}[what] not in parts or not data.exists():
            continue
        for name in who:
            limit = OURS_LONGER.get(ties, limits[ties]) if name == OURS else limits[ties]
            opened = store if what == "app" and name == OURS and ties > YAML_MOST else folder
            bench.do(f"{what} of {name} {size}", limit, lambda limit: browser(bench, what, name, opened, data, rounds, ties, limit))
    if "view" in parts:
        bench.do(f"the view alone {size}", VIEW_LIMIT[ties], lambda limit: view(bench, actors, ties, limit))


def python(bench: Bench, task: str, folder: Path, ties: int, limit: float) -> None:
    rounds = bench.rounds if ties < 30_000 else 1
    try:
        done = subprocess.run([sys.executable, str(HERE / "tasks.py"), task, str(folder), str(rounds)], capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        bench.note("python", task, ties, "cpu", {"cut": round(limit)})
        return
    if done.returncode:
        raise RuntimeError(done.stderr[-300:])
    found = json.loads(done.stdout.splitlines()[-1])
    bench.note("python", task, ties, "cpu", {"values": found["times"], "memory": found["memory"]})


def browser(bench: Bench, what: str, name: str, folder: Path, data: Path, rounds: int, ties: int, limit: float) -> None:
    """The figures of one app or page, kept as they come; all that it started ends with it."""
    command = [sys.executable, str(HERE / "browser.py"), what, name, str(folder), str(data), str(bench.peers or "-"), str(rounds), str(limit)]
    for line in lines(command, limit):
        if line is None:
            bench.note(what, name, ties, "cut", {"cut": round(limit)})
        else:
            figure, values = json.loads(line)
            bench.note(what, name, ties, figure, {"cut": round(limit)} if values is None else {"values": values})


def view(bench: Bench, actors: int, ties: int, limit: float) -> None:
    rows = [line for line in lines([sys.executable, str(HERE / "view.py"), f"{actors}/{ties}"], limit)]
    table = [row.strip() for row in rows if row and row.startswith("|")]
    if len(table) >= 2:
        bench.found["view"]["head"] = table[:2]
    bench.found["view"][str(ties)] = table[2] if len(table) > 2 else f"| {actors}/{ties} | > {limit:.0f} s |"
    bench.write()


def lines(command: list[str], limit: float) -> Iterator[str | None]:
    """What a program prints, line by line as it comes; after `limit` seconds it ends with all it has started, and None is told."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True, cwd=HERE.parent)
    end, waiting = time.monotonic() + limit, b""
    try:
        with selectors.DefaultSelector() as ready:
            ready.register(process.stdout, selectors.EVENT_READ)
            while (left := end - time.monotonic()) > 0:
                if not ready.select(left):
                    break
                came = os.read(process.stdout.fileno(), 65536)
                if not came:
                    return
                *whole, waiting = (waiting + came).split(b"\n")
                yield from (line.decode() for line in whole)
        yield None
    finally:
        for sent in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, sent)
                process.wait(timeout=5)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        process.stdout.close()
        process.wait()


def machine() -> str:
    names = [line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, Linux {platform.release()}, Python {platform.python_version()}; no GPU"


if __name__ == "__main__":
    sys.exit(main())
