"""The engines that a store may run on. All questions are Ibis expressions; an engine holds tables, keeps steps, fetches.

Embedded DuckDB reads one .duckdb file or a folder of Parquet, read-only. Spark reads a folder of Parquet that all its
workers can see. What is kept between steps lies in DuckDB's memory, and with Spark in Parquet files beside the data
rather than in caches or local checkpoints: those die with the worker that holds them.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from abc import ABC, abstractmethod
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Iterator

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from graph.store.tables import SCHEMAS

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


class StoreError(ValueError):
    """What is wrong with a store or what it is asked, in one sentence."""


class Engine(ABC):
    """Tables by name, one question at a time."""

    def __init__(self, connection: ibis.BaseBackend):
        self.connection = connection
        self.tables: dict[str, ir.Table] = {}
        self._turn = threading.RLock()
        self._numbers = count()
        self._kept: list[str] = []

    @abstractmethod
    def keep(self, expression: ir.Table) -> ir.Table:
        """Works the expression out once and gives it back as a table, until the question is answered."""

    @abstractmethod
    def drop(self, name: str) -> None:
        """Forgets what was kept under this name."""

    def fetch(self, expression: ir.Table) -> pa.Table:
        return self.connection.to_pyarrow(expression)

    def rows(self, expression: ir.Table) -> list[dict]:
        return self.fetch(expression).to_pylist()

    @contextmanager
    def question(self) -> Iterator[None]:
        """One question at a time; what it kept is forgotten behind it."""
        with self._turn:
            mark = len(self._kept)
            try:
                yield
            finally:
                while len(self._kept) > mark:
                    self.drop(self._kept.pop())

    def _name(self) -> str:
        name = f"kept_{next(self._numbers)}"
        self._kept.append(name)
        return name

    def close(self) -> None:
        self.connection.disconnect()


class DuckDB(Engine):
    """Embedded: nothing to install or start, one machine."""

    def __init__(self, path: Path):
        super().__init__(ibis.duckdb.connect() if path.is_dir() else ibis.duckdb.connect(path, read_only=True))
        for name in SCHEMAS:
            if path.is_dir():
                self.tables[name] = self.connection.read_parquet(parts(path / f"{name}.parquet"), table_name=name)
            else:
                self.tables[name] = self.connection.table(name)

    def keep(self, expression: ir.Table) -> ir.Table:
        return self.connection.create_table(self._name(), expression, temp=True)

    def drop(self, name: str) -> None:
        self.connection.drop_table(name, force=True)


class Spark(Engine):
    """A master's URL (spark://host:7077, local[2]) or Spark Connect (sc://host:15002)."""

    def __init__(self, path: Path, master: str):
        self._session = session(master)
        super().__init__(ibis.pyspark.connect(self._session))
        for name in SCHEMAS:
            self.tables[name] = self.connection.read_parquet(str(path / f"{name}.parquet"), table_name=name)
        self._steps = Path(tempfile.mkdtemp(prefix=".steps-", dir=path))

    def keep(self, expression: ir.Table) -> ir.Table:
        name = self._name()
        where = str(self._steps / name)
        self._session.sql(self.connection.compile(expression)).write.parquet(where)
        return self.connection.read_parquet(where, table_name=name)

    def drop(self, name: str) -> None:
        self._session.catalog.dropTempView(name)
        shutil.rmtree(self._steps / name, ignore_errors=True)

    def close(self) -> None:
        shutil.rmtree(self._steps, ignore_errors=True)
        self._session.stop()


def session(master: str) -> "SparkSession":
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise StoreError("Spark is not installed: pip install -r requirements-large.txt, and Java 17") from None
    builder = SparkSession.builder.appName("bailanysh")
    if master.startswith("sc://"):
        return builder.remote(master).getOrCreate()
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    return builder.master(master).getOrCreate()


SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.ansi.enabled": "false",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
}


def parts(path: Path) -> str:
    """What to read of a Parquet table: a file, or the files of a folder as Spark writes it."""
    return str(path / "*.parquet") if path.is_dir() else str(path)
