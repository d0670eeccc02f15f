"""The schemas: what an editor accepts and offers is what the data knows."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from folder import write
from graph.load import load
from graph.load.tree import read
from graph.schema import DRAFT, modeline, schemas
from jsonschema import Draft7Validator

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def real():
    return load(ROOT / "data")[0]


@pytest.fixture
def small(tmp_path):
    return schemas(load(write(tmp_path))[0])


def wrong(schema: dict, records: list) -> list[str]:
    return [".".join(map(str, error.path)) for error in Draft7Validator(schema).iter_errors(records)]


TIE = {"source": "aida-one", "target": "bolot-two", "kind": "supports", "start": 2005, "end": "ongoing",
       "claims": [{"document": "paper", "quote": "so"}]}


@pytest.mark.parametrize("room", ["actors", "relations", "documents", "events"])
def test_every_real_record_is_right(real, room):
    schema = schemas(real)[f"{room}.json"]
    assert schema["$schema"] == DRAFT
    Draft7Validator.check_schema(schema)
    records = [node.value for node in read((ROOT / "data" / f"{room}.yaml").read_text(encoding="utf-8"))]
    assert wrong(schema, records) == []


@pytest.mark.parametrize(("change", "where"), [
    ({"source": "nobody"}, "0.source"), ({"kind": "loves"}, "0.kind"), ({"date": "June 2010"}, "0.date"),
    ({"end": "for ever"}, "0.end"), ({"claims": []}, "0.claims"), ({"claims": [{"document": "nothing"}]}, "0.claims.0.document"),
    ({"claims": [{"document": "paper", "stance": "doubts"}]}, "0.claims.0.stance"), ({"colour": "red"}, "0"),
    ({"role": {"ru": "без английского"}}, "0.role"),
])
def test_what_is_wrong_is_found_where_it_stands(small, change, where):
    assert wrong(small["relations.json"], [TIE]) == []
    assert where in wrong(small["relations.json"], [{**TIE, **change}])


def test_a_speaker_may_be_an_actor_or_words_and_both_are_offered(small):
    by = small["relations.json"]["definitions"]["Claim"]["properties"]["by"]["anyOf"]
    assert "aida-one" in by[0]["enum"] and by[0]["enumDescriptions"][0] == "Aida One, Аида Уан, Ayda Wan (person)"
    assert wrong(small["relations.json"], [{**TIE, "claims": [{"document": "paper", "by": "a passer-by"}]}]) == []


def test_the_command_writes_them_beside_the_data_and_the_loader_does_not_care(tmp_path):
    write(tmp_path)
    before = load(tmp_path)[0].version
    done = subprocess.run([sys.executable, "-m", "graph", "schema", "--data", tmp_path], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for name in ("actors", "relations", "documents", "events", "vocabulary"):
        Draft7Validator.check_schema(json.loads((tmp_path / ".schema" / f"{name}.json").read_text()))
    assert load(tmp_path)[0].version == before


@pytest.mark.parametrize("name", ["actors", "relations", "documents", "events", "vocabulary"])
def test_each_data_file_names_its_schema(name):
    assert (ROOT / "data" / f"{name}.yaml").read_text(encoding="utf-8").startswith(modeline(f"{name}.yaml") + "\n")


def test_an_editor_marks_the_broken_lines_and_nothing_else():
    server = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
    if not server:
        pytest.skip("no yaml-language-server on this machine: npm install -g yaml-language-server")
    script = ROOT / "scripts" / "validate_in_editor.py"
    done = subprocess.run([sys.executable, script, server], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
