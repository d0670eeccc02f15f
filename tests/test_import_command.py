"""python -m graph import: what it writes, what it says, what it refuses."""

import io
import json

import pytest

from folder import write
from graph.__main__ import main
from graph.load import load

NET = '{"nodes": [{"id": 1, "name": "Anna Alpha", "type": "person"}, {"id": 2, "name": "Boris Beta", "type": "person"}],\n' \
      ' "links": [{"source": 1, "target": 2, "type": "supports", "start": "2005", "weight": 3}]}'
LINKED = """\
  - id: linked_to
    label: {en: linked to}
    reading: {en: '{source} is linked to {target}'}
    past: {en: '{source} was linked to {target}'}
    family: alliance
    directed: false
"""


@pytest.fixture
def run(tmp_path):
    """run(*words) → (exit code, what it says), on a small vocabulary that knows linked_to."""
    data = write(tmp_path / "data", vocabulary=("relation_kinds:\n", f"relation_kinds:\n{LINKED}"))

    def run(*words):
        out = io.StringIO()
        code = main(["import", *map(str, words), "--data", str(data)], out)
        return code, out.getvalue()

    return run


@pytest.fixture
def net(tmp_path):
    path = tmp_path / "net.json"
    path.write_text(NET, encoding="utf-8")
    return path


def test_it_writes_a_dataset_that_checks_and_says_what_it_did(run, net, tmp_path):
    code, said = run(net, tmp_path / "new" / "folder")
    assert code == 0
    dataset, problems = load(tmp_path / "new" / "folder")
    assert not problems
    assert list(dataset.relations) == ["anna-alpha.supports.boris-beta.2005"]
    assert "attribute weight of ties: 1 — a dataset has no field for it" in said
    assert (tmp_path / "new" / "folder" / "vocabulary.yaml").read_text() == (tmp_path / "data" / "vocabulary.yaml").read_text()
    out = io.StringIO()
    assert main(["check", "--data", str(tmp_path / "new" / "folder")], out) == 0
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["folder"]


def test_problems_are_listed_with_their_place_and_what_is_right_is_written(run, tmp_path):
    (tmp_path / "net.json").write_text(NET.replace('"2005"', '"spring"'), encoding="utf-8")
    code, said = run(tmp_path / "net.json", tmp_path / "folder")
    assert code == 1
    assert "net.json:2:12: links/0: `start`: 'spring' is not a date, so it is left out" in said
    assert len(load(tmp_path / "folder")[0].relations) == 1


def test_what_cannot_be_read_is_one_sentence_and_no_folder(run, tmp_path):
    (tmp_path / "net.json").write_text(NET[:90], encoding="utf-8")
    code, said = run(tmp_path / "net.json", tmp_path / "folder")
    assert (code, said.count("\n")) == (1, 1)
    assert "cut off" in said and not (tmp_path / "folder").exists()


def test_a_dry_run_and_json_write_nothing_and_say_the_same(run, net, tmp_path):
    code, said = run(net, tmp_path / "folder", "--dry-run", "--json")
    told = json.loads(said)
    assert code == 0 and not (tmp_path / "folder").exists()
    assert told["report"]["format"] == "node-link JSON"
    assert {line["what"]: line["count"] for line in told["report"]["made"]} == {"actors": 2, "ties": 1, "documents": 1, "events": 0}
    assert told["problems"] == []


def test_a_folder_that_is_not_empty_is_left_alone(run, net, tmp_path, capsys):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    assert run(net, folder)[0] == 2
    assert capsys.readouterr().err == f"{folder} is not empty: name a new folder, so that nothing is overwritten.\n"
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_an_empty_folder_will_do(run, net, tmp_path):
    (tmp_path / "folder").mkdir()
    assert run(net, tmp_path / "folder")[0] == 0
    assert (tmp_path / "folder" / "actors.yaml").is_file()


def test_a_map_from_a_file(run, net, tmp_path):
    (tmp_path / "map.yaml").write_text("relation_kinds:\n  - {type: supports, kind: accuses, reversed: true}\n")
    assert run(net, tmp_path / "folder", "--map", tmp_path / "map.yaml")[0] == 0
    assert list(load(tmp_path / "folder")[0].relations) == ["boris-beta.accuses.anna-alpha.2005"]


@pytest.mark.parametrize(("words", "said"), [
    (("nothing.json", "folder"), "nothing.json cannot be read: No such file or directory."),
    (("NET", "folder", "--format", "xls"), "xls is no format that can be read"),
    (("NET", "folder", "--encoding", "klingon"), "There is no encoding klingon"),
    (("NET", "folder", "--encoding", "base64"), "base64 is no encoding of text"),
    (("NET", "NET", "folder"), "Only CSV comes in several files"),
    (("NET", "folder", "--map", "MAP"), "the vocabulary has no kind `hates`"),
])
def test_wrong_use_is_one_sentence(run, net, tmp_path, capsys, words, said):
    (tmp_path / "map.yaml").write_text("relation_kinds:\n  - {type: a, kind: hates}\n")
    named = {"NET": net, "MAP": tmp_path / "map.yaml", "folder": tmp_path / "folder"}
    assert run(*(named.get(word, word) for word in words))[0] == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "folder").exists()


def test_a_pair_of_csv_files(run, tmp_path):
    (tmp_path / "ties.csv").write_bytes("source;target;kind\n1;2;поддерживает\n".encode("cp1251"))
    (tmp_path / "actors.csv").write_bytes("id;name;kind\n1;Анна Альфа;человек\n2;Борис Бета;человек\n".encode("cp1251"))
    code, _ = run(tmp_path / "ties.csv", tmp_path / "actors.csv", tmp_path / "folder", "--encoding", "cp1251")
    dataset, _ = load(tmp_path / "folder")
    assert code == 0
    assert list(dataset.relations) == ["anna-alfa.supports.boris-beta.undated"]


def test_the_page_shows_what_becomes_of_a_file_as_text(tmp_path, monkeypatch):
    from streamlit.testing.v1 import AppTest

    monkeypatch.setenv("BAILANYSH_DATA", str(write(tmp_path / "data")))
    app = AppTest.from_function(_page, default_timeout=30).run()
    assert not app.exception
    assert [box.label for box in app.selectbox] == ["Format", "Encoding"]
    app.file_uploader[0].upload("net.json", NET.replace('"supports"', '"</p><b>x"').encode(), "application/json").run()
    assert not app.exception
    shown = "".join(element.proto.body for element in app.get("html"))
    assert "Actors: 2. Ties: 0." in shown and "has no kind" in shown
    assert "&lt;/p&gt;&lt;b&gt;x" in shown and "<b>x" not in shown


def _page():
    import streamlit as st

    from graph.screen import import_

    st.session_state["page"] = "import"
    import_.page()
