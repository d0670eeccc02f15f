"""Spark as a cluster on this machine: a master, two workers, one of them killed in mid-job, and the same answers as DuckDB.

With BAILANYSH_LARGE=1 only (make test-large).
"""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not os.environ.get("BAILANYSH_LARGE"), reason="make test-large runs it")

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)


class Cluster:
    """A standalone master and two workers, each a process group of its own, on loopback."""

    def __init__(self, logs: Path):
        import pyspark

        self._spark_class = Path(pyspark.__file__).parent / "bin" / "spark-class"
        self._logs = logs
        self._running: list[subprocess.Popen] = []
        self._start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
        self.master = self._told("master", r"Starting Spark master at (spark://\S+)")
        self.workers = [
            self._start(f"worker-{n}", "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g",
                        "--webui-port", "0", "--work-dir", str(logs / f"work-{n}"), self.master)
            for n in (1, 2)
        ]
        for n in (1, 2):
            self._told(f"worker-{n}", "(Successfully registered with master)")

    def _start(self, name: str, *words: str) -> subprocess.Popen:
        with (self._logs / name).open("w") as log:
            made = subprocess.Popen([str(self._spark_class), *words], stdout=log, stderr=log, start_new_session=True,
                                    env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"})
        self._running.append(made)
        return made

    def _told(self, name: str, pattern: str) -> str:
        for _ in range(1200):
            found = re.search(pattern, (self._logs / name).read_text(errors="replace"))
            if found:
                return found[1]
            time.sleep(0.1)
        raise AssertionError((self._logs / name).read_text(errors="replace")[-2000:])

    def log(self) -> str:
        return (self._logs / "master").read_text(errors="replace")

    def kill(self, worker: subprocess.Popen) -> None:
        """As if its machine were gone: the worker and its executors, at once."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def end(self) -> None:
        for process in self._running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory) -> Path:
    """The seeded network of 10,000 ties as a folder of Parquet; BAILANYSH_STORE names another store."""
    if os.environ.get("BAILANYSH_STORE"):
        return Path(os.environ["BAILANYSH_STORE"])
    out = tmp_path_factory.mktemp("synthetic") / "store"
    subprocess.run([sys.executable, "bench/synthetic_store.py", "3000", "10000", str(out)], cwd=ROOT, check=True)
    return out


def answers(store, said=lambda name: None) -> dict[str, str]:
    """A hash of each answer; values of PageRank to nine places, since sums are added in another order."""
    from graph.selection import Selection

    asked = {
        "year": lambda: sorted(store.select(Selection("2010"), TODAY).certainty.items()),
        "two hops": lambda: sorted(store.select(Selection("2010", focus=("a9-" + name_of(store, 9),), radius=2), TODAY).certainty.items()),
        "years": lambda: [list(each) for each in (lambda years: (years.certain, years.possible))(store.per_year(Selection(), TODAY, 1991, 2026))],
        "components": lambda: store.components(Selection("2010"), TODAY),
        "pagerank": lambda: [[actor, f"{value:.9f}"] for actor, value in store.pagerank(Selection("2010"), TODAY).items()],
    }
    found = {}
    for name, ask in asked.items():
        said(name)
        found[name] = hashlib.sha256(json.dumps(ask()).encode()).hexdigest()[:16]
    return found


def name_of(store, number: int) -> str:
    sys.path.insert(0, str(ROOT / "bench"))
    import synthetic

    return synthetic.actor_id(number).partition("-")[2]


def test_a_worker_killed_in_mid_job_changes_no_answer(synthetic, tmp_path):
    from graph.store import open_store

    right = answers(open_store(synthetic))
    cluster = Cluster(tmp_path)
    try:
        store = open_store(synthetic, cluster.master)
        killing = threading.Timer(12, cluster.kill, [cluster.workers[0]])

        def said(name: str) -> None:
            print(f"{time.strftime('%H:%M:%S')} asking for {name}", flush=True)
            if name == "components":
                killing.start()

        found = answers(store, said)
        killing.join()
        print("\n".join(line for line in cluster.log().splitlines() if "worker" in line.lower()), flush=True)
        print(json.dumps({"DuckDB": right, "Spark, a worker killed": found}, indent=1), flush=True)
        assert cluster.workers[0].returncode == -signal.SIGKILL
        assert found == right
        store.close()
    finally:
        cluster.end()
