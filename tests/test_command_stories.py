"""compare and read on the command line, over a small folder of data."""

import io
import json

import pytest

from folder import write
from graph.__main__ import main


@pytest.fixture
def say(tmp_path):
    """say(*words) → (exit code, what is printed)."""
    folder = write(tmp_path)

    def say(*words: str) -> tuple[int, str]:
        out = io.StringIO()
        return main([*words, "--data", str(folder), "--today", "2026-11-22"], out), out.getvalue()

    return say


def test_compare_says_what_began_and_ended_with_the_claims(say):
    code, told = say("compare", "2005", "2011")
    assert code == 0
    assert "2005 → 2011" in told and "Changed sides" in told and "Aida One supports Bolot Two" in told and "— " in told


def test_compare_as_json_names_every_tie(say):
    code, told = say("compare", "2005", "2010", "--json")
    made = json.loads(told)
    assert code == 0 and [step["after"] for step in made["steps"]] == ["2010"] and made["ties"]


@pytest.mark.parametrize("words", [("compare", "2005"), ("compare", "2005", "x"), ("compare", "2005", "2010", "--year", "2007"),
                                   ("read", "aida-one", "bolot-two", "aida-one"), ("read", "--against", "2010")])
def test_wrong_use_is_answered_in_one_sentence(say, capsys, words):
    code, told = say(*words)
    assert code == 2 and told == ""
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_read_tells_an_actor_in_the_language_with_footnotes(say):
    code, told = say("read", "aida-one", "--language", "ru")
    assert code == 0 and told.startswith("Аида Уан") and "[1]" in told and "Источники" in told


def test_read_as_markdown_and_of_a_time(say):
    code, told = say("read", "--year", "2010", "--markdown")
    assert code == 0 and told.startswith("# 2010") and "## Sources" in told
