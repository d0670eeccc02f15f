"""Imports point one way: each layer knows those before it and none behind it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LAYERS = [
    {"said"},
    {"dates", "kept"},
    {"model"},
    {"load", "words", "grammar", "checkout"},
    {"check", "minimum", "seal"},
    {"selection", "camps", "voices"},
    {"network", "measures", "compare", "search", "coverage"},
    {"layout"},
    {"prose"},
    {"lines"},
    {"report"},
    {"look"},
    {"picture", "stamp"},
    {"measured"},
    {"page", "formats", "store", "view", "pack"},
    {"site", "still"},
    {"edit", "schema"},
    {"files", "history"},
    {"save", "recording"},
    {"command", "screen"},
    {"__main__", "app", "serve", "locale"},  # of locale, the script that gathers the texts
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
ONLY = {"streamlit": {"screen", "app", "serve"}, "pyvis": {"page", "view"}, "yaml": {"load", "edit"}, "sqlite3": {"store"},
        "duckdb": {"store"}, "pyspark": {"store"}, "ibis": {"store"}}
READS_THE_CLOCK = {"command", "screen"}


def room(path: Path) -> str:
    """The module or folder of graph/ that a file belongs to: load, screen, app …"""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "graph" else parts[0]


def files() -> list[Path]:
    found = [*sorted((ROOT / "graph").rglob("*.py")), *(path for name in ("app.py", "serve.py") if (path := ROOT / name).exists())]
    return [path for path in found if room(path) != "__init__"]


def imported(path: Path) -> set[str]:
    """The full names of what a file imports when it runs, wherever in it the import stands."""
    names = set()
    waiting = [ast.parse(path.read_text(encoding="utf-8"))]
    package = path.relative_to(ROOT).parent.parts
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting.extend(node.orelse)
            continue
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            names.update(f"{module}.{alias.name}" for alias in node.names)
        waiting.extend(ast.iter_child_nodes(node))
    return names


def rooms_imported(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imported(path) if name.startswith("graph.")} & RANK.keys() - {room(path)}


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_stands_before_it(path):
    assert room(path) in RANK, "say in LAYERS where this module stands"
    too_high = {name for name in rooms_imported(path) if RANK[name] > RANK[room(path)]}
    assert not too_high


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_libraries_stay_in_their_rooms(path):
    strangers = {name.split(".")[0] for name in imported(path)}
    assert not {library for library in strangers & ONLY.keys() if room(path) not in ONLY[library]}


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_shells_read_the_clock(path):
    if room(path) in READS_THE_CLOCK:
        return
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    called = {ast.unparse(call.func) for call in calls}
    assert not {name for name in called if name.split(".")[-1] in ("today", "now", "utcnow")}
    assert not called & {"time.time", "time.localtime", "time.gmtime"}


def test_no_two_rooms_import_each_other():
    arrows: dict[str, set[str]] = {}
    for path in files():
        arrows.setdefault(room(path), set()).update(rooms_imported(path))
    done: list[str] = []
    while arrows:
        free = [name for name, needs in arrows.items() if not needs & arrows.keys()]
        assert free, f"a circle among {sorted(arrows)}"
        done += free
        for name in free:
            del arrows[name]
    assert done.index("dates") < done.index("model") < done.index("load")


def test_a_guarded_import_does_not_count_and_a_hidden_one_does(tmp_path, monkeypatch):
    monkeypatch.setattr("test_layers.ROOT", tmp_path)
    (tmp_path / "graph").mkdir()
    path = tmp_path / "graph" / "x.py"
    path.write_text("if TYPE_CHECKING:\n    from graph.model import A\ndef f():\n    from .load import b\n    import yaml\n")
    assert imported(path) == {"graph.load.b", "yaml"}
    assert rooms_imported(path) == {"load"}
