"""add, rename, merge, remove and check --watch on the command line."""

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from folder import write
from graph.__main__ import main
from graph.load import load

ROOT = Path(__file__).parents[1]
TIE = "aida-one.supports.bolot-two.2005"


@pytest.fixture
def ask(tmp_path):
    """ask("rename a b") → (exit code, what it said); ask.folder is the dataset."""
    def ask(*words: str) -> tuple[int, str]:
        out = io.StringIO()
        return main([*words, "--data", str(ask.folder), "--today", "2026-11-22"], out), out.getvalue()

    ask.folder = write(tmp_path / "data")
    return ask


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.glob("[!.]*")}


def test_a_dry_run_prints_what_patch_takes_and_writes_nothing(ask, tmp_path):
    before = texts(ask.folder)
    code, said = ask("rename", "bolot-two", "bolot-2", "--dry-run")
    assert code == 0 and texts(ask.folder) == before and "Nothing was written" in said
    patch = tmp_path / "change.patch"
    patch.write_text(said[: said.index("Nothing was")])
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(["git", "apply", patch], cwd=tmp_path, check=True)
    applied = texts(ask.folder)
    for name, text in before.items():
        (ask.folder / name).write_text(text)
    assert ask("rename", "bolot-two", "bolot-2")[0] == 0
    assert texts(ask.folder) == applied != before


def test_an_actor_a_tie_and_a_claim_are_added(ask):
    assert ask("add", "actor", "--id", "eve-five", "--kind", "person", "--name", "Eve", "--name-ru", "Ева", "--name-ky", "Ева",
               "--alias", "Yeva", "--alias", "E, Five")[0] == 0
    code, said = ask("add", "relation", "--source", "Eve", "--target", "Аида Уан", "--kind", "accuses",
                     "--date", "2010", "--document", "paper", "--quote", "she: no", "--claim-date", "2010-07", "--role", "theft")
    assert code == 0 and '+    - {document: paper, quote: "she: no", date: 2010-07}\n' in said
    code, said = ask("add", "claim", "eve-five.accuses.aida-one.2010", "--document", "gazette", "--by", "aida-one", "--stance", "denies")
    assert code == 0 and "+    - {document: gazette, by: aida-one, stance: denies}\n" in said
    dataset, problems = load(ask.folder)
    assert not problems and dataset.actors["eve-five"].aliases == ("Yeva", "E, Five")
    tie = dataset.relations["eve-five.accuses.aida-one.2010"]
    assert tie.status == "contested" and tie.role.en == "theft" and tie.claims[0].date == "2010-07"


def test_what_would_be_wrong_is_said_and_not_written(ask):
    before = texts(ask.folder)
    words = ("add", "relation", "--source", "aida-one", "--target", "bolot-two", "--kind", "loves", "--document", "paper")
    code, said = ask(*words)
    assert code == 1 and "loves" in said and "Nothing was written" in said and texts(ask.folder) == before
    assert ask(*words, "--anyway")[0] == 1 and "loves" in texts(ask.folder)["relations.yaml"]


def test_merge_and_remove(ask, capsys):
    assert ask("remove", "aida-one")[0] == 2
    assert "used by 1 record" in capsys.readouterr().err
    assert ask("merge", "aida-one", "daniyar-four")[0] == 0
    assert ask("remove", TIE)[0] == 0
    dataset, problems = load(ask.folder)
    assert not problems and set(dataset.actors) == {"aida-one", "bolot-two", "crowd-three"} and TIE not in dataset.relations


def test_problems_as_marks_on_lines(ask):
    path = ask.folder / "relations.yaml"
    path.write_text(path.read_text().replace("target: bolot-two", "target: bolot-tow"))
    code, said = ask("check", "--format", "github")
    assert code == 1 and said.startswith(f"::error file={ask.folder}/relations.yaml,line=2,col=11,title=")
    log = json.loads(ask("check", "--format", "sarif")[1])
    (result,) = log["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 11}
    assert "bolot-tow" in result["message"]["text"] and log["version"] == "2.1.0"


def test_watching_says_it_again_after_each_save(ask):
    watching = subprocess.Popen([sys.executable, "-m", "graph", "check", "--watch", "--data", str(ask.folder)], cwd=ROOT,
                                stdout=subprocess.PIPE, text=True)
    try:
        said = [watching.stdout.readline(), watching.stdout.readline()]
        assert "No problem" in said[0] and said[1].startswith("Watching")
        time.sleep(0.3)
        path = ask.folder / "actors.yaml"
        path.write_text(path.read_text().replace("kind: group", "kind: grupp"))
        said = watching.stdout.readline()
        assert "actors.yaml:8:3: crowd-three" in said
    finally:
        watching.terminate()
        watching.wait()
