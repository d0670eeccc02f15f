"""Spark as a cluster on this machine: a master, two workers, one of them killed in mid-job, and Spark Connect; and the
same answers from memory, from DuckDB in both its ways, and from Spark.

With BAILANYSH_LARGE=1 only (make test-large). BAILANYSH_LOG names a file that keeps what is told on the way.
"""

import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from graph.selection import Selection
from graph.store import open_store
from graph.store.engine import DuckDB
from graph.store.memory import Memory
from graph.store.part import dataset_of
from graph.store.store import Store

pytestmark = pytest.mark.skipif(not os.environ.get("BAILANYSH_LARGE"), reason="make test-large runs it")

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)
ROUNDS = 4  # steps of an answer that are written when the worker dies


class Cluster:
    """A standalone master and two workers, each a process group of its own, on loopback."""

    def __init__(self, logs: Path):
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

    def connect(self) -> str:
        """Starts a Spark Connect server on the cluster; its address."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._start("connect", "org.apache.spark.deploy.SparkSubmit", "--class", "org.apache.spark.sql.connect.service.SparkConnectServer",
                    "--master", self.master, "--conf", f"spark.connect.grpc.binding.port={port}",
                    "--conf", "spark.connect.grpc.binding.address=127.0.0.1", "--conf", "spark.log.level=INFO", "spark-internal", memory="1g")
        self._told("connect", "(Spark Connect server started at)")
        return f"sc://127.0.0.1:{port}"

    def _start(self, name: str, *words: str, memory: str = "256m") -> subprocess.Popen:
        import pyspark

        spark_class = Path(pyspark.__file__).parent / "bin" / "spark-class"
        with (self._logs / name).open("w") as log:
            made = subprocess.Popen([str(spark_class), *words], stdout=log, stderr=log, start_new_session=True,
                                    env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": memory})
        self._running.append(made)
        return made

    def _told(self, name: str, pattern: str) -> str:
        for _ in range(3000):
            found = re.search(pattern, (self._logs / name).read_text(errors="replace"))
            if found:
                return found[1]
            if any(process.poll() is not None for process in self._running):
                break
            time.sleep(0.1)
        raise AssertionError((self._logs / name).read_text(errors="replace")[-2000:])

    def log(self) -> list[str]:
        """What the master says of workers and executors."""
        lines = (self._logs / "master").read_text(errors="replace").splitlines()
        return [line for line in lines if "worker" in line.lower() or "executor" in line.lower()]

    def kill(self, worker: subprocess.Popen) -> None:
        """As if its machine were gone: the worker and its executors, at once."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def end(self) -> None:
        for process in reversed(self._running):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path)
    yield made
    made.end()


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory) -> Path:
    """The seeded network of 10,000 ties as a folder of Parquet; BAILANYSH_STORE names another store."""
    if os.environ.get("BAILANYSH_STORE"):
        return Path(os.environ["BAILANYSH_STORE"])
    out = tmp_path_factory.mktemp("synthetic") / "store"
    subprocess.run([sys.executable, "bench/synthetic_store.py", "3000", "10000", str(out)], cwd=ROOT, check=True)
    return out


def tell(text: str) -> None:
    line = f"{time.strftime('%H:%M:%S')} {text}"
    print(line, flush=True)
    if os.environ.get("BAILANYSH_LOG"):
        with open(os.environ["BAILANYSH_LOG"], "a", encoding="utf-8") as log:
            log.write(line + "\n")


def answers(store, name: str, focus: str) -> dict[str, str]:
    """A hash of each answer; PageRank of the first fifty to six places, since sums are added in another order."""
    year = Selection("2010")
    asked = {
        "a year": lambda: part(store.select(year, TODAY)),
        "two hops": lambda: part(store.select(Selection("2010", focus=(focus,), radius=2), TODAY)),
        "the slider": lambda: years(store.per_year(Selection(), TODAY, 1991, 2026)),
        "the slider near": lambda: years(store.per_year(Selection(focus=(focus,)), TODAY, 2005, 2012)),
        "components": lambda: store.components(year, TODAY),
        "PageRank": lambda: sorted([f"{value:.6f}", actor] for actor, value in list(store.pagerank(year, TODAY).items())[:50]),
    }
    found = {}
    for question, ask in asked.items():
        began = time.monotonic()
        found[question] = hashlib.sha256(json.dumps(ask()).encode()).hexdigest()[:16]
        tell(f"{name}: {question} {found[question]} ({time.monotonic() - began:.1f} s)")
    return found


def part(found) -> list:
    return [sorted(found.certainty.items()), sorted(found.dataset.actors), found.actors_total, found.ties_total, found.undated]


def years(found) -> list:
    return [found.certain, found.possible]


@pytest.fixture(scope="module")
def right(synthetic) -> tuple[str, dict[str, str]]:
    """An actor to ask about, and the hashes that memory and DuckDB agree on, with arrays and with queries only."""
    by_query = Store(DuckDB(synthetic))
    many_actors, many_ties = by_query.whole()
    whole = dataset_of(by_query._engine, by_query.vocabulary, by_query.version, range(many_ties), range(many_actors))
    focus = list(by_query.select(Selection("2010"), TODAY).dataset.actors)[40]
    tell(f"{many_actors:,} actors, {many_ties:,} ties; in focus: {focus}")
    found = answers(Memory(whole), "memory", focus)
    assert answers(open_store(synthetic), "DuckDB, arrays", focus) == found
    assert answers(by_query, "DuckDB, queries", focus) == found
    return focus, found


def test_a_worker_killed_in_mid_job_changes_no_answer(cluster, synthetic, right):
    focus, hashes = right
    store = open_store(synthetic, cluster.master)
    engine, killed = store._engine, threading.Event()
    asked = store.components

    def components(*words):
        """Asks, and has the first worker killed as soon as some rounds of the answer are written and the next is under way."""
        before = engine._written

        def kill() -> None:
            while engine._written < before + ROUNDS:
                time.sleep(0.01)
            cluster.kill(cluster.workers[0])
            killed.set()
            tell(f"worker 1 and its executor are killed, step {engine._written - before} of the answer is under way")

        killing = threading.Thread(target=kill)
        killing.start()
        found = asked(*words)
        assert killed.is_set() and engine._written > before + ROUNDS, "the worker died in mid-job"
        killing.join()
        tell(f"the answer is there after {engine._written - before} steps")
        return found

    store.components = components
    assert answers(store, "Spark, two workers, one killed", focus) == hashes
    for line in cluster.log():
        tell(f"master: {line}")
    assert cluster.workers[0].returncode == -signal.SIGKILL and cluster.workers[1].poll() is None
    store.close()


def test_spark_connect_gives_the_same_answers(cluster, synthetic, right):
    focus, hashes = right
    store = open_store(synthetic, cluster.connect())
    assert answers(store, "Spark Connect", focus) == hashes
    store.close()
