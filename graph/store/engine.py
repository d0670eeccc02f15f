"""The engines that a store may run on. Questions are Ibis expressions; an engine turns them into its SQL and runs that.

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
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Iterable, Iterator

import duckdb
import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
import sqlglot

from graph.store.tables import SCHEMAS

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


BY_INDEX = 100_000  # rows up to which a file's indexes are quicker than reading all of it


class StoreError(ValueError):
    """What is wrong with a store or what it is asked, in one sentence."""


class Engine(ABC):
    """The tables of a store by name, and one question at a time about them."""

    dialect: str

    def __init__(self) -> None:
        self.tables: dict[str, ir.Table] = {
            name: ibis.table(ibis.Schema.from_pyarrow(schema), name=name) for name, schema in SCHEMAS.items()
        }
        self._turn = threading.RLock()
        self._kept: list[str] = []

    @abstractmethod
    def sql(self, query: str) -> pa.Table:
        """The answer to a query in SQL that every engine reads."""

    @abstractmethod
    def _keep(self, name: str, query: str) -> None:
        """Works the query out and makes it a table of this name."""

    @abstractmethod
    def _drop(self, name: str) -> None:
        """Forgets what was kept under this name."""

    @abstractmethod
    def close(self) -> None: ...

    def written(self, expression: ir.Table) -> str:
        """The expression in the engine's SQL."""
        return _compiled(expression.op(), self.dialect)

    def fetch(self, expression: ir.Table) -> pa.Table:
        return self.sql(self.written(expression))

    def rows(self, expression: ir.Table) -> list[dict]:
        return self.fetch(expression).to_pylist()

    def keep(self, expression: ir.Table) -> ir.Table:
        """Works the expression out once and gives it back as a table, until the question is answered."""
        # the same names in each question, so that the steps which only read what is kept are compiled once
        name = f"kept_{len(self._kept)}"
        self._kept.append(name)
        self._keep(name, self.written(expression))
        return ibis.table(expression.schema(), name=name)

    def again(self, expression: ir.Table, kept: ir.Table) -> None:
        """Puts what the expression makes of a kept table in its place: the next round asks the very same SQL."""
        self._keep(kept.get_name(), _compiled(expression.op(), self.dialect))

    def row(self, **values: int) -> ir.Table:
        """A kept table of one row, for numbers that change from question to question."""
        name = f"kept_{len(self._kept)}"
        self._kept.append(name)
        self._keep(name, f"select {', '.join(f'cast({int(value)} as int) as {column}' for column, value in values.items())}")
        return ibis.table(dict.fromkeys(values, "int32"), name=name)

    def column(self, name: str, values: Iterable[int]) -> ir.Table:
        """A kept table of these numbers, at least one, under this name."""
        kept = f"kept_{len(self._kept)}"
        self._kept.append(kept)
        self._keep(kept, f"select cast(it as int) as {name} from (values {', '.join(f'({int(value)})' for value in values)}) as given(it)")
        return ibis.table({name: "int32"}, name=kept)

    def texts(self, values: Iterable[str]) -> str:
        """The values as a list in the engine's SQL, which Ibis would take a tenth of a second to write."""
        listed = sqlglot.exp.Tuple(expressions=[sqlglot.exp.Literal.string(value) for value in values])
        return listed.sql(self.dialect)  # in one go, since each has its price

    def names(self, columns: Iterable[str]) -> str:
        """The columns as the engine's SQL writes names, some of which are its own words."""
        return ", ".join(sqlglot.exp.to_identifier(column, quoted=True).sql(self.dialect) for column in columns)

    def count(self, kept: ir.Table) -> int:
        return self.sql(f"select count(*) as many from {kept.get_name()}")["many"][0].as_py()

    @contextmanager
    def question(self) -> Iterator[None]:
        """One question at a time; what it kept is forgotten behind it."""
        with self._turn:
            try:
                yield
            finally:
                while self._kept:
                    self._drop(self._kept.pop())


@lru_cache(maxsize=512)
def _compiled(operation: ops.Relation, dialect: str) -> str:
    """Ibis takes longer to write SQL than DuckDB takes to answer it."""
    return str(ibis.to_sql(operation.to_expr(), dialect=dialect, pretty=False))


class DuckDB(Engine):
    """Embedded: nothing to install or start, one machine."""

    dialect = "duckdb"

    def __init__(self, path: Path):
        super().__init__()
        self._connection = duckdb.connect() if path.is_dir() else duckdb.connect(str(path), read_only=True)
        self._connection.execute(f"set index_scan_max_count = {BY_INDEX}")
        if path.is_dir():
            for name in SCHEMAS:
                files = str(parts(path / f"{name}.parquet")).replace("'", "''")
                self._connection.execute(f"create view {name} as select * from read_parquet('{files}')")

    def sql(self, query: str) -> pa.Table:
        return self._connection.execute(query).to_arrow_table()

    def batches(self, query: str) -> pa.RecordBatchReader:
        """The answer piece by piece, in the order in which the rows stand; to be read to its end."""
        return self._connection.execute(query).to_arrow_reader(100_000)

    def _keep(self, name: str, query: str) -> None:
        self._connection.execute(f"create or replace temp table {name} as {query}")

    def ties(self) -> int:
        """How many there are."""
        return self.sql("select count(*) as many from ties")["many"][0].as_py()

    def _drop(self, name: str) -> None:
        self._connection.execute(f"drop table if exists temp.{name}")

    def close(self) -> None:
        self._connection.close()


class Spark(Engine):
    """A master's URL (spark://host:7077, local[2]) or Spark Connect (sc://host:15002)."""

    dialect = "pyspark"

    def __init__(self, path: Path, master: str):
        super().__init__()
        self._session = session(master)
        _ = ibis.pyspark  # asked for once, it registers the options that its SQL is written by
        for name in SCHEMAS:
            self._session.read.parquet(str(path / f"{name}.parquet")).createOrReplaceTempView(name)
        self._steps = Path(tempfile.mkdtemp(prefix=".steps-", dir=path))
        self._written = 0

    def sql(self, query: str) -> pa.Table:
        return self._session.sql(query).toArrow()

    def _keep(self, name: str, query: str) -> None:
        self._written += 1
        where = str(self._steps / str(self._written))
        self._session.sql(query).write.parquet(where)
        self._session.read.parquet(where).createOrReplaceTempView(name)

    def _drop(self, name: str) -> None:
        self._session.catalog.dropTempView(name)
        if not self._kept:  # the question is answered
            shutil.rmtree(self._steps, ignore_errors=True)
            self._steps.mkdir(exist_ok=True)

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
    "spark.sql.session.timeZone": "UTC",
}


def parts(path: Path) -> Path:
    """What to read of a Parquet table: a file, or the files of a folder as Spark writes it."""
    return path / "*.parquet" if path.is_dir() else path
