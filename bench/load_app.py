"""The app under load: 40 readers at work, 200 who only look, 1,000 who come and go. python bench/load_app.py (make load)

Readers are sessions over Streamlit's own protocol (tests/session.py), not browsers; all on this machine. Prints a table and
ends with 1 if a bound that does not depend on how busy the machine is (CPU, bytes, memory) is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from session import Session  # noqa: E402

TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
BOUNDS = {"CPU an action, ms": 60, "bytes an action": 50_000, "200 idle sessions, MB": 150, "kept after 1,000 sessions, MB": 100}


class App:
    """The app in a process of its own, as the public runs it."""

    def __init__(self, ttl: int) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.disconnectedSessionTTL", str(ttl)],
            cwd=ROOT, env={**os.environ, "BAILANYSH_EDIT": "0"}, stdout=subprocess.DEVNULL)
        self.address = f"http://localhost:{port}"
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the app did not answer")

    def cpu(self) -> float:
        """Seconds of CPU so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> float:
        """MB resident."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE / 1e6

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


async def opened(app: App, count: int, at_once: int = 4) -> list[Session]:
    gate = asyncio.Semaphore(at_once)

    async def one() -> Session:
        async with gate:
            return await Session.opened(app.address, "", "year=2010")

    return await asyncio.gather(*(one() for _ in range(count)))


async def close(sessions: list[Session]) -> None:
    await asyncio.gather(*(each.close() for each in sessions))


async def at_work(app: App, readers: int, seconds: float, every: float) -> dict[str, float]:
    """Each reader moves the year, opens an actor, filters: one action every so many seconds, not in step with the others."""
    sessions = await opened(app, readers)
    chance = random.Random(40)
    actors = ["roza-otunbayeva", "kurmanbek-bakiyev", "felix-kulov", "almazbek-atambayev", "sadyr-japarov"]
    taken: list[float] = []
    began_bytes, began_cpu, began = sum(each.received for each in sessions), app.cpu(), time.monotonic()

    async def read(session: Session, wait: float) -> None:
        turn = 0
        await asyncio.sleep(wait)
        while time.monotonic() - began < seconds:
            turn += 1
            query = chance.choice((f"year={chance.randint(1991, 2026)}", f"year=2010&open={chance.choice(actors)}", "year=2010&family=alliance"))
            at = time.monotonic()
            await session.look(query, turn)
            taken.append(time.monotonic() - at)
            await asyncio.sleep(max(0.0, every - (time.monotonic() - at)))

    await asyncio.gather(*(read(each, chance.random() * every) for each in sessions))
    spent, got = app.cpu() - began_cpu, sum(each.received for each in sessions) - began_bytes
    await close(sessions)
    ordered = sorted(taken)
    return {
        "actions": len(taken), "p50, s": statistics.median(ordered), "p95, s": ordered[int(len(ordered) * 0.95)], "slowest, s": ordered[-1],
        "CPU an action, ms": 1000 * spent / len(taken), "bytes an action": got / len(taken),
    }


async def idle(app: App, count: int) -> float:
    """MB that so many sessions take which only look."""
    before = app.memory()
    sessions = await opened(app, count)
    await asyncio.sleep(2)
    taken = app.memory() - before
    await close(sessions)
    return taken


async def come_and_go(app: App, count: int, ttl: int) -> float:
    """MB more than before, after so many sessions have come and gone."""
    before = app.memory()
    for _ in range(0, count, 50):
        await close(await opened(app, 50))
    await asyncio.sleep(2 * ttl + 5)
    await close(await opened(app, 1))  # a run gives Streamlit the occasion to tidy up
    return app.memory() - before


async def measured(quick: bool) -> dict[str, float]:
    ttl = 5
    app = App(ttl)
    try:
        await close(await opened(app, 3))
        found = await at_work(app, 40, 15 if quick else 60, 5.0)
        await asyncio.sleep(2 * ttl)
        found["200 idle sessions, MB"] = await idle(app, 200)
        await asyncio.sleep(2 * ttl)
        found["kept after 1,000 sessions, MB"] = await come_and_go(app, 200 if quick else 1000, ttl)
        found["resident at the end, MB"] = app.memory()
        return found
    finally:
        app.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a quarter of a minute of work, 200 sessions that come and go")
    found = asyncio.run(measured(parser.parse_args().quick))
    print("| figure | found | bound |\n|---|---|---|\n" + "\n".join(
        f"| {name} | {value:,.2f} | {BOUNDS.get(name, '')} |" for name, value in found.items()))
    print(f"\nThe machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.")
    missed = [name for name, bound in BOUNDS.items() if found[name] > bound]
    print(f"Missed: {', '.join(missed)}." if missed else "All bounds are kept.")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
