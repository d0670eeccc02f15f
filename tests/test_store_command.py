"""python -m graph store: what it writes, what it answers, and one sentence for what makes no sense."""

import io
import json

import pytest

from folder import write
from graph.__main__ import main


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    write(folder)
    assert run("store", "build", folder, folder / "it.duckdb")[0] == 0
    return folder / "it.duckdb"


def run(*words) -> tuple[int, str]:
    out = io.StringIO()
    code = main([str(word) for word in words], out)
    return code, out.getvalue()


def test_a_folder_becomes_a_store_that_answers(built):
    code, told = run("store", "years", built, "--json")
    years = json.loads(told)
    assert code == 0 and sum(year["certain"] + year["possible"] for year in years) > 0
    assert run("store", "find", built, "аида", "--language", "ru")[1].split()[2:4] == ["aida-one", "Аида"]
    assert run("store", "components", built, "--json")[1].startswith("[")
    assert run("store", "degree", built, "Aida One")[0] == 0
    assert [row["actor"] for row in json.loads(run("store", "pagerank", built, "--json", "--limit", "1")[1])]


def test_building_again_replaces_the_store_and_nothing_else(built, tmp_path):
    folder = built.parent
    assert run("store", "build", folder, tmp_path / "parquet")[0] == 0
    assert run("store", "build", folder, tmp_path / "parquet")[0] == 0
    assert run("store", "years", tmp_path / "parquet") == run("store", "years", built)
    assert [path.name for path in tmp_path.iterdir()] == ["parquet"]


@pytest.mark.parametrize("make, said", [
    (lambda path: None, "There is no store"),
    (lambda path: path.write_text("hello"), "cannot be opened as a store"),
    (lambda path: path.mkdir(), "cannot be opened as a store"),
])
def test_what_is_no_store_is_said_in_one_sentence(tmp_path, capsys, make, said):
    make(tmp_path / "x.duckdb")
    assert run("store", "years", tmp_path / "x.duckdb")[0] == 2
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1


def test_what_is_in_the_way_stays(built, tmp_path, capsys):
    mine = tmp_path / "mine.duckdb"
    mine.write_text("a letter")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "letter.txt").write_text("a letter")
    for out in (mine, tmp_path / "folder"):
        assert run("store", "build", built.parent, out)[0] == 2
    assert mine.read_text() == "a letter" and (tmp_path / "folder" / "letter.txt").exists()
    assert "move it away" in capsys.readouterr().err


def test_a_missing_engine_is_said_in_one_sentence(built, capsys, monkeypatch):
    from graph import store

    monkeypatch.setattr(store, "find_spec", lambda name: None if name == "duckdb" else object())
    assert run("store", "years", built)[0] == 2
    assert capsys.readouterr().err == "A store needs duckdb: pip install -r requirements.txt.\n"


def test_unknown_ids_and_wrong_windows_are_said(built, capsys):
    assert run("store", "degree", built, "qqqqqqqq")[0] == 2
    assert run("store", "years", built, "--from", "2010", "--to", "2005")[0] == 2
    assert "knows no actor" in capsys.readouterr().err


def test_show_and_export_answer_from_a_store_as_from_its_folder(built, tmp_path, capsys):
    folder = built.parent
    assert run("show", "--data", built, "--year", "2010", "--focus", "aida-one") == run("show", "--data", folder, "--year", "2010", "--focus", "aida-one")
    assert run("export", tmp_path / "x.svg", "--data", built, "--limit", "2")[0] == 0
    assert run("show", "--data", built, "--family", "magic")[0] == 2
    assert run("path", "Aida One", "Bolot Two", "--data", built)[0] == 2
    assert "needs a folder of YAML" in capsys.readouterr().err
