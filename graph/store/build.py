"""Writing a store: tables into one DuckDB file, or into a folder of Parquet that Spark can read too."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, Mapping

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from graph.store.engine import StoreError
from graph.store.tables import SCHEMAS

SUFFIX = ".duckdb"
MEMORY = "1GB"  # of the engine of a workshop, before it goes to disk
# What is shown is read row by row by these columns, for which texts must not be packed so that one needs all before it.
LOOKED_UP = {"ties": "number", "claims": "tie", "actors": "number"}
PACKED_TOGETHER = "fsst, dict_fsst, zstd"
SORTED = {"ties": "number", "claims": "tie, place", "actors": "number"}  # neighbours in a file: fewer pages a look-up


def write(tables: Mapping[str, pa.Table], out: Path) -> None:
    """The tables as a store at `out`, whole or not at all. Raises StoreError if something else stands there."""
    write_from(duckdb_of(tables), out)


def duckdb_of(tables: Mapping[str, pa.Table]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for name, found in tables.items():
        connection.register(name, found)
    return connection


@contextmanager
def workshop(out: Path, failed: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database on disk beside `out`, gone afterwards, in which a store is put together; what goes wrong in it is
    a StoreError that begins with `failed`."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
        connection = duckdb.connect(f"{folder}/workshop.duckdb", config={
            "memory_limit": MEMORY, "temp_directory": f"{folder}/spilled", "preserve_insertion_order": "false"})
        try:
            yield connection
        except duckdb.Error as error:
            raise StoreError(f"{failed}: {' '.join(str(error).split())[:300]}") from None
        finally:
            connection.close()


def write_from(connection: duckdb.DuckDBPyConnection, out: Path) -> None:
    """Every table or view of the schema that the connection holds, as a store at `out`."""
    refuse_others(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        if out.suffix == SUFFIX:
            made = unfinished / out.name
            _into_file(connection, made)
        else:
            made = unfinished / "store"
            made.mkdir()
            for name in SCHEMAS:
                connection.execute(f"copy ({_ordered(name)}) to '{_quoted(made / f'{name}.parquet')}' (format parquet, compression zstd)")
        _replace(made, out)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _into_file(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    connection.execute(f"attach '{_quoted(path)}' as made")
    connection.execute(f"set disabled_compression_methods = '{PACKED_TOGETHER}'")
    try:
        for name in SCHEMAS:
            connection.execute(f"create table made.{name} as {_ordered(name)}")
        for name, column in LOOKED_UP.items():
            connection.execute(f"create index {name}_by_{column} on made.{name} ({column})")
    finally:
        connection.execute("detach made")


def _ordered(name: str) -> str:
    columns = ", ".join(f'"{column}"' for column in SCHEMAS[name].names)
    return f"select {columns} from {name}" + (f" order by {SORTED[name]}" if name in SORTED else "")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _replace(made: Path, out: Path) -> None:
    if out.is_dir():
        old = made.parent / "old"
        os.rename(out, old)
    os.replace(made, out)


def refuse_others(out: Path) -> None:
    """A store may be replaced, anything else is somebody's."""
    if out.suffix == SUFFIX and out.is_dir() or out.suffix != SUFFIX and out.is_file():
        raise StoreError(f"{out} is in the way: name a file that ends in {SUFFIX}, or a folder for Parquet")
    if out.is_dir() and any(out.iterdir()) and not is_store(out):
        raise StoreError(f"{out} holds other files: name an empty or a new folder")
    if out.is_file() and out.stat().st_size and not is_store(out):
        raise StoreError(f"{out} is no store: move it away, or name another file")


def is_store(path: Path) -> bool:
    """Whether it looks like one: a DuckDB file, or a folder with the tables as Parquet."""
    if path.is_dir():
        return (path / "about.parquet").exists()
    try:
        with path.open("rb") as file:
            return file.read(12)[8:] == b"DUCK"
    except OSError:
        return False


def check_tables(path: Path) -> None:
    """Raises StoreError with one sentence if the store at `path` cannot be read or lacks something."""
    try:
        if path.is_dir():
            columns = {name: pq.read_schema(_a_file(path / f"{name}.parquet")).names for name in SCHEMAS}
        else:
            with duckdb.connect(str(path), read_only=True) as connection:
                rows = connection.execute("select table_name, column_name from duckdb_columns()").fetchall()
            columns = {name: [column for table, column in rows if table == name] for name in SCHEMAS}
    except (duckdb.Error, OSError, pa.ArrowException, StopIteration) as error:
        raise StoreError(f"{path} cannot be opened as a store: {' '.join(str(error).split())[:200]}") from None
    for name, schema in SCHEMAS.items():
        missing = set(schema.names) - set(columns[name])
        if missing:
            raise StoreError(f"{path} is not a store that this version wrote: {name} lacks {', '.join(sorted(missing))}; build it anew")


def _a_file(path: Path) -> Path:
    return next(path.glob("*.parquet")) if path.is_dir() else path


