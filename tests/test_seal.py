"""Seals: a record that says something else than when it was looked through is named, whatever the slip."""

import io

import pytest

from folder import FILES, write
from graph.__main__ import main
from graph.load import load
from graph.seal import FILE, seals, unsealed


@pytest.fixture
def folder(tmp_path):
    folder = write(tmp_path / "data")
    assert command("seal", folder)[0] == 0
    return folder


def command(name, folder, *more):
    out = io.StringIO()
    return main([name, "--data", str(folder), "--today", "2026-11-22", *more], out), out.getvalue()


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def named(folder):
    return [(problem.record, problem.message.split(",")[0]) for problem in unsealed(load(folder)[0], folder)]


def test_what_was_sealed_and_not_changed_is_not_named(folder):
    assert named(folder) == []


@pytest.mark.parametrize("name, old, new, record", [
    ("relations.yaml", "2010-06-12", "2010-06-21", "bolot-two.accuses.crowd-three.2010-06-21"),
    ("relations.yaml", "Aida stood by Bolot", "Aida stood by Bolat", "aida-one.supports.bolot-two.2005"),
    ("relations.yaml", "stance: denies, ", "", "bolot-two.accuses.crowd-three.2010-06-12"),
    ("actors.yaml", "Bolot Two", "Bolat Two", "bolot-two"),
    ("documents.yaml", "/paper", "/papers", "paper"),
    ("vocabulary.yaml", "supported", "suported", "supports"),
])
def test_a_slip_that_breaks_no_rule_is_named_with_its_record(folder, name, old, new, record):
    change(folder, name, old, new)
    problem = next(problem for problem in unsealed(load(folder)[0], folder) if problem.record == record)
    assert problem.degree == "look" and problem.mark.file == str(folder / name)
    assert "python -m graph seal" in problem.fix


def test_what_says_the_same_in_another_manner_is_not_named(folder):
    change(folder, "actors.yaml", "- id: bolot-two\n  kind: person\n", "# a remark\n- kind: 'person'\n  id: bolot-two\n")
    assert named(folder) == []


def test_what_is_new_or_gone_is_named(folder):
    change(folder, "documents.yaml", "- id: gazette", "- id: newspaper")
    change(folder, "relations.yaml", "document: gazette", "document: newspaper")
    assert ("gazette", "this was here when the data was sealed") in named(folder)
    assert ("newspaper", "this is new since the data was sealed") in named(folder)


def test_check_names_it_only_when_asked_to_look_and_sealing_ends_it(folder):
    change(folder, "actors.yaml", "Bolot Two", "Bolat Two")
    code, said = command("check", folder)
    assert code == 0 and "not what it said" not in said
    assert "bolot-two: this is not what it said when it was sealed" in command("check", folder, "--look")[1]
    code, said = command("seal", folder)
    assert code == 0 and "changed  bolot-two" in said and "Changed: 1. Gone: 0. New: 0." in said
    assert named(folder) == []


def test_nothing_is_sealed_while_anything_is_wrong(folder):
    before = (folder / FILE).read_bytes()
    change(folder, "actors.yaml", "kind: group", "kind: gruop")
    code, said = command("seal", folder)
    assert code == 1 and "Nothing was sealed" in said and "crowd-three" in said
    assert (folder / FILE).read_bytes() == before


def test_many_new_records_are_counted_and_a_folder_without_seals_is_left_alone(tmp_path):
    folder = write(tmp_path / "data")
    data = load(folder)[0]
    assert unsealed(data, folder) == []
    (folder / FILE).write_text("")
    told = unsealed(data, folder)
    assert len(told) <= len(seals(data)) and told[-1].degree == "look"


def test_a_seal_that_cannot_be_read_has_its_line(folder):
    path = folder / FILE
    path.write_text(path.read_text() + "actors\nactors aida-one 00\n")
    lines = len(path.read_text().splitlines())
    assert [problem.mark.line for problem in unsealed(load(folder)[0], folder) if problem.degree == "error"] == [lines - 1, lines]
    path.write_bytes(b"\xff\xfe")
    assert "cannot be read" in unsealed(load(folder)[0], folder)[0].message


def test_the_seals_cover_every_list(folder):
    assert {room for room, _ in seals(load(folder)[0])} == {
        "actor_kinds", "families", "relation_kinds", "actors", "relations", "documents", "layout"}
    assert len(seals(load(folder)[0])) == sum(FILES[name].count("- id:") for name in FILES) + FILES["relations.yaml"].count("- source:") + 1
