"""A Dataset too large for memory: the same questions over tables, with an embedded engine or a distributed one.

open_store(path) → Store. This file loads no engine, so that those who never open a store need none installed.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Sequence

if TYPE_CHECKING:
    from graph.model import Dataset
    from graph.store.events import Imported
    from graph.store.map import Map
    from graph.store.over import Laid
    from graph.store.store import Store

MASTER = "BAILANYSH_SPARK"  # the environment variable that names a Spark master, as spark://host:7077, or sc://host:15002
PACKAGES = ("ibis", "duckdb", "pyarrow", "sqlglot")


class NoEngine(ValueError):
    """The packages that a store needs are not installed; the message is one sentence."""


def looks_like_store(path: Path) -> bool:
    """Whether a path names a store rather than a folder of YAML, whatever is wrong with it."""
    return path.suffix == ".duckdb" or (path / "about.parquet").exists()


def _engines() -> None:
    """Raises NoEngine with one sentence if what every store needs is not installed."""
    for name in PACKAGES:
        if find_spec(name) is None:
            raise NoEngine(f"A store needs {name}: pip install -r requirements.txt")


def open_store(path: Path, master: str | None = None) -> "Store":
    """The store at `path`, for reading: a .duckdb file, or a folder of Parquet.

    With `master` (or BAILANYSH_SPARK) Spark answers instead of DuckDB; it needs a folder of Parquet that all its workers
    can see. Raises StoreError or NoEngine with one sentence.
    """
    _engines()
    from graph.store.build import check_tables
    from graph.store.engine import DuckDB, Spark, StoreError
    from graph.store.quick import MOST, QuickStore
    from graph.store.store import Store

    path = Path(path).resolve()
    master = master or os.environ.get(MASTER)
    if not path.exists():
        raise StoreError(f"There is no store {path}: build one with  python -m graph store build DIR {path.name}")
    check_tables(path)
    if not master:
        engine = DuckDB(path)
        return QuickStore(engine) if engine.ties() <= MOST else Store(engine)
    if not path.is_dir():
        raise StoreError(f"Spark reads a folder of Parquet, not {path.name}: build one with  python -m graph store build DIR FOLDER")
    return Store(Spark(path, master))


def make(dataset: "Dataset", out: Path) -> None:
    """Writes the dataset as a store: one file if `out` ends in .duckdb, else a folder of Parquet; whole or not at all."""
    _engines()
    from graph.store.build import write
    from graph.store.tables import tables_of

    write(tables_of(dataset), Path(out))


def read_map(named: str) -> "Map":
    """The map of event data of this name, or in this file. Raises WrongMap with everything that is wrong with it."""
    _engines()
    from graph.store.map import read_map

    return read_map(named)


def import_events(files: Sequence[Path], out: Path, by: "Map") -> "Imported":
    """Writes event data as a store; whole or not at all. Raises StoreError, or WrongMap if the map does not fit."""
    _engines()
    from graph.store.events import import_events

    return import_events(files, Path(out), by)


def lay_over(dataset: "Dataset", under: Path, out: Path, told: Path | None = None) -> "Laid":
    """Writes the dataset laid over the store `under` as the store `out`; `told` says who is the same in both. Raises
    StoreError, or WrongMap for what is wrong in `told`."""
    _engines()
    from graph.store.build import check_tables
    from graph.store.engine import StoreError
    from graph.store.over import lay_over

    if not Path(under).exists():
        raise StoreError(f"There is no store {under}")
    check_tables(Path(under))
    return lay_over(dataset, Path(under), Path(out), told)
