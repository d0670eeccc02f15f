"""Nothing is lost: system calls that fail, kills, many writers at once. A few here; `make faults` tries thousands."""

import os

import faulting
import pytest
from folder import write
from graph.screen import dataset as screen

STEP = 1 if os.environ.get("BAILANYSH_FAULTS") else 5  # bytes between two looks at a file that is being written


@pytest.fixture(scope="module")
def tracing():
    if not faulting.can_trace():
        pytest.skip("strace is missing, or may not look into a process here")


@pytest.fixture(scope="module")
def nursery():
    with faulting.Nursery() as nursery:
        yield nursery


def test_whichever_system_call_fails_the_files_are_whole_and_the_answer_is_true(tracing, nursery):
    tally = faulting.fail_each(nursery, ["rename across files", "what is being taken back", "over somebody's change"], most=24)
    assert not tally.bad and tally.tried >= 20


def test_killed_at_any_moment_the_folder_is_whole_old_or_new(nursery):
    tally = faulting.kill(nursery, 12)
    assert not tally.bad and tally.tried == 12


def test_of_many_writers_some_by_hand_none_loses_an_edit_and_every_conflict_is_shown():
    tally = faulting.crowd(4, 12)
    assert not tally.bad and tally.tried == 48 and tally.how["saved"] > 24


# -- while an editor saves in place, the picture stays -------------------------------------------------------------


@pytest.fixture
def files(tmp_path, monkeypatch):
    folder = write(tmp_path / "data")
    monkeypatch.setenv("BAILANYSH_DATA", str(folder))
    monkeypatch.setattr(screen, "_accepted", set())  # of the same files elsewhere somebody may have said that they are meant
    return folder


def same(one, other) -> bool:
    return all(getattr(one, room) == getattr(other, room) for room in ("actors", "relations", "documents", "events"))


@pytest.mark.parametrize("name", ["actors.yaml", "relations.yaml", "documents.yaml", "vocabulary.yaml"])
def test_no_cut_point_of_a_file_that_is_being_written_changes_the_picture(files, name):
    good = screen.dataset()[0]
    text = (files / name).read_bytes()
    with (files / name).open("wb", buffering=0) as editor:
        for cut in range(0, len(text), STEP):
            assert screen.dataset()[0] is good, f"after {cut} bytes"
            editor.write(text[cut:cut + STEP])
    (files / "actors.yaml").write_text((files / "actors.yaml").read_text().replace("Aida One,", "Aida New,"))
    assert screen.dataset()[0].actors["aida-one"].name.en == "Aida New"


def test_half_a_file_that_nobody_writes_any_more_keeps_the_last_good_picture(files):
    good, text = screen.dataset()[0], (files / "actors.yaml").read_bytes()
    for cut in range(0, len(text) - 1, 11):
        (files / "actors.yaml").write_bytes(text[:cut])
        assert same(screen.dataset()[0], good), f"after {cut} bytes"
        assert screen.doubt() in ("broken", "fewer")
    (files / "actors.yaml").write_bytes(text)
    assert screen.doubt() is None


def test_where_the_system_does_not_tell_who_writes_two_equal_looks_are_waited_for(files, monkeypatch):
    seen = iter(["a quarter", "a half", "a whole", "a whole", "never looked at"])
    monkeypatch.setattr(screen, "version_of", lambda where: next(seen))
    assert screen._settled(files) == "a whole" and next(seen) == "never looked at"


def test_a_fall_of_more_than_a_tenth_asks_and_is_shown_when_it_is_meant(files):
    good = screen.dataset()[0]
    text = (files / "actors.yaml").read_text()
    (files / "actors.yaml").write_text(text + "".join(f"- id: new-{n}\n  kind: person\n  name: {{en: New {n}}}\n" for n in range(16)))
    more = screen.dataset()[0]
    assert len(more.actors) == len(good.actors) + 16 and screen.doubt() is None
    (files / "actors.yaml").write_text(text + "".join(f"- id: new-{n}\n  kind: person\n  name: {{en: New {n}}}\n" for n in range(14)))
    assert len(screen.dataset()[0].actors) == len(good.actors) + 14 and screen.doubt() is None  # a tenth is not more than a tenth
    (files / "actors.yaml").write_text(text)
    assert screen.dataset()[0].version != good.version and screen.doubt() == "fewer"
    screen.accept()
    assert screen.dataset()[0].version == good.version and screen.doubt() is None
