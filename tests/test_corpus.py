"""Every broken file of the corpus is answered: the place, what is wrong, what to do, and nothing else is lost."""

import datetime
from pathlib import Path

import pytest

from corpus import BYTES, CASES, GOOD, LARGE, LAST, files
from graph.check import check
from graph.load import load_files

FOLDER = Path("broken")
TODAY = datetime.date(2026, 11, 22)
SMALL = 4000  # characters of what is made large by code; full size: python tests/corpus.py
ROOM_OF_LAST = {"actors.yaml": ("actors", "zoya-zeta"), "relations.yaml": ("relations", "the-last"), "documents.yaml": ("documents", "the-last-paper"),
                "events.yaml": ("events", "the-last-day")}


def read(name, content):
    dataset, problems = load_files(files(name, content), FOLDER)
    return dataset, [*problems, *(each for each in check(dataset, TODAY) if each.degree == "error")]


def places(problems):
    return [f"{Path(each.mark.file).name}:{each.mark.line}:{each.mark.column}" for each in problems]


def test_there_are_enough_and_none_twice():
    names = [case.name for case in CASES] + [name for name, *_ in BYTES] + [each.name for each in LARGE]
    assert len(names) >= 150 and len(set(names)) == len(names)


def test_the_good_files_are_good():
    assert read("actors.yaml", GOOD["actors.yaml"].encode())[1] == []
    for name, last in LAST.items():
        assert read(name, (GOOD[name] + last).encode())[1] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_wrong_is_told_at_its_place_with_what_to_do(case):
    dataset, problems = read(case.file, case.content())
    about_it = [each for each in problems if each.mark.file.endswith(case.file)]
    assert list(dict.fromkeys(places(about_it))) == case.places(), "\n".join(map(str, problems))
    said = "\n".join(map(str, about_it))
    for words in case.words:
        assert words in said
    assert all(each.fix for each in problems)
    if not case.whole and case.file in ROOM_OF_LAST:
        room, last = ROOM_OF_LAST[case.file]
        assert last in getattr(dataset, room), "what follows is read"
        good = load_files(files("actors.yaml", GOOD["actors.yaml"].encode()), FOLDER)[0]
        assert getattr(good, room).keys() <= getattr(dataset, room).keys(), "what stands before is read"


@pytest.mark.parametrize("name, file, content, place, words", BYTES, ids=[name for name, *_ in BYTES])
def test_what_is_no_text_is_told_where_it_begins(name, file, content, place, words):
    _, problems = read(file, content)
    found = [each for each in problems if each.mark.file.endswith(file) and f"{each.mark.line}:{each.mark.column}" == place]
    assert found and words in str(found[0]) and found[0].fix, places(problems)


@pytest.mark.parametrize("large", LARGE, ids=lambda large: large.name)
def test_what_is_made_to_choke_on_is_told(large):
    _, problems = read(large.file, large.make(SMALL))
    said = "\n".join(map(str, problems))
    assert problems and any(words in said for words in large.words)
    assert max(len(str(each)) for each in problems) < 1000, "a problem is a sentence, however long what it is about"


@pytest.mark.parametrize(("file", "content"), [
    ("events.yaml", "- 'no\n\n  record'\n"), ("actors.yaml", "- id: c\n  kind: 'per\n\n    son'\n  name: {en: C}\n"),
    ("actors.yaml", "- id: c\n  kind: person\n  name: {en: C}\n  start: |\n    20\n    05\n"),
])
def test_what_is_said_of_a_text_on_several_lines_is_one_line(file, content):
    problems = load_files(files(file, content.encode()), Path("data"))[1]
    assert problems and not any("\n" in str(problem) for problem in problems)
