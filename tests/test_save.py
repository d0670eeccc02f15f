"""Saving: whole or not at all, over nobody's work; what goes wrong is one sentence, and the files are as they were."""

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from folder import write
from graph import edit
from graph import save as saving
from graph.load import load
from graph.save import JOURNAL, Conflict, Failed, Saved, read, save

MORE = int(os.environ.get("BAILANYSH_FAULTS", "1"))  # times as many kills and saves: `make faults`
KILLS, SAVES = min(1000, 30 * MORE), min(500, 40 * MORE)
PROGRAM = Path(__file__).with_name("saving.py")


@pytest.fixture
def folder(tmp_path) -> Path:
    return write(tmp_path / "data")


def with_actor(files, id: str) -> dict[str, str]:
    return edit.add(files, "actors", {"id": id, "kind": "person", "name": {"en": id}})


def start(what: str, folder: Path, *words: str) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": str(PROGRAM.parents[1])}
    return subprocess.Popen([sys.executable, str(PROGRAM), what, str(folder), *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.endswith(".new") or path.name == JOURNAL]


def test_what_was_saved_is_there_with_the_mode_that_it_had(folder):
    (folder / "actors.yaml").chmod(0o640)
    before = read(folder)
    after = with_actor(before, "new-one")
    assert save(folder, before, after) == Saved(after)
    assert read(folder) == after and stat.S_IMODE((folder / "actors.yaml").stat().st_mode) == 0o640
    assert leftovers(folder) == []


def test_a_change_of_another_record_meanwhile_is_kept(folder):
    before = read(folder)
    (folder / "actors.yaml").write_text(before["actors.yaml"].replace("Crowd Three,", "The Crowd,"))
    outcome = save(folder, before, with_actor(before, "new-one"))
    assert isinstance(outcome, Saved) and outcome.joined == ("actors.yaml",)
    assert "The Crowd" in read(folder)["actors.yaml"] and "new-one" in read(folder)["actors.yaml"]


def test_a_change_of_the_same_record_meanwhile_is_a_conflict_with_both_versions(folder):
    before = read(folder)
    mine = {**before, "actors.yaml": before["actors.yaml"].replace("Aida One", "Aida Mine")}
    theirs = before["actors.yaml"].replace("Aida One", "Aida Theirs")
    (folder / "actors.yaml").write_text(theirs)
    outcome = save(folder, before, mine)
    assert isinstance(outcome, Conflict) and "Aida Mine" in outcome.mine and "Aida Theirs" in outcome.theirs
    assert (folder / "actors.yaml").read_text() == theirs


def test_a_link_stays_a_link(folder, tmp_path):
    real = tmp_path / "elsewhere.yaml"
    (folder / "actors.yaml").rename(real)
    (folder / "actors.yaml").symlink_to(real)
    before = read(folder)
    assert isinstance(save(folder, before, with_actor(before, "new-one")), Saved)
    assert (folder / "actors.yaml").is_symlink() and "new-one" in real.read_text()


def test_a_read_only_file_is_left_alone_even_by_root(folder):
    (folder / "actors.yaml").chmod(0o444)
    before = read(folder)
    outcome = save(folder, before, edit.rename(with_actor(before, "new-one"), "bolot-two", "bolot-2"))
    assert isinstance(outcome, Failed) and "actors.yaml may not be written" in outcome.reason
    assert read(folder) == before and leftovers(folder) == []


@pytest.mark.parametrize("fails", [1, 2, 3])
def test_a_rename_that_fails_half_way_is_taken_back(folder, monkeypatch, fails):
    before = read(folder)
    calls = []

    def replace(source, target, real=os.replace):
        calls.append(target)
        if len(calls) == fails:
            raise OSError(16, "Device or resource busy", str(target))
        real(source, target)

    monkeypatch.setattr(saving.os, "replace", replace)
    outcome = save(folder, before, edit.rename(before, "bolot-two", "bolot-2"))
    assert isinstance(outcome, Failed) and "cannot be replaced" in outcome.reason
    assert read(folder) == before and leftovers(folder) == []


def test_a_full_disk_loses_nothing(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("only root can make a small disk")
    try:
        folder = write(disk / "data")
        before = read(folder)
        try:
            with (disk / "fill").open("wb", buffering=0) as file:
                while True:
                    file.write(b"x" * 4096)
        except OSError:
            pass
        outcome = save(folder, before, edit.rename(with_actor(before, "new-one"), "bolot-two", "bolot-2"))
        assert isinstance(outcome, Failed) and outcome.reason.startswith("The disk is full")
        assert read(folder) == before and leftovers(folder) == []
        (disk / "fill").unlink()
        assert isinstance(save(folder, before, with_actor(before, "new-one")), Saved)
    finally:
        subprocess.run(["umount", disk], check=True)


def test_killed_at_any_moment_the_folder_is_whole_old_or_new(folder):
    before = load(folder)[0]
    there = load_texts(edit.rename(read(folder), "bolot-two", "bolot-2"), folder)
    chance, seen = random.Random(7), set()
    nursery = start("nursery", folder)  # its children are at work at once: the modules are loaded already
    for _ in range(KILLS):
        nursery.stdin.write("another\n")
        nursery.stdin.flush()
        child = int(nursery.stdout.readline())
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        assert nursery.stdout.readline() == "gone\n"
        assert saving.settle(folder) is None
        dataset, problems = load(folder)
        assert not problems and dataset in (before, there)
        assert leftovers(folder) == []
        seen.add(dataset == before)
    nursery.communicate()
    assert len(seen) == 2 or KILLS < 10


def load_texts(files, folder):
    from graph.load import load_files

    whole = {**{path.name: path.read_bytes() for path in folder.glob("*.yaml")}, **{name: text.encode() for name, text in files.items()}}
    return load_files(whole, folder)[0]


def crash(folder: Path, monkeypatch) -> dict[str, str]:
    """A rename that stops after the first of its two files; what was meant."""
    before = read(folder)
    after = edit.rename(before, "bolot-two", "bolot-2")

    class Crash(BaseException):
        pass

    def replace(source, target, real=os.replace):
        if Path(target).name == "relations.yaml":
            raise Crash
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(saving.os, "replace", replace)
        with pytest.raises(Crash):
            save(folder, before, after)
    assert (folder / JOURNAL).exists() and "bolot-2" not in (folder / "relations.yaml").read_text()
    return after


def test_a_crash_between_two_files_is_finished_by_whoever_comes_next(folder, monkeypatch):
    after = crash(folder, monkeypatch)
    assert read(folder) == after and leftovers(folder) == []


def test_a_file_changed_after_a_crash_is_not_overwritten(folder, monkeypatch):
    crash(folder, monkeypatch)
    (folder / "relations.yaml").write_text("# by hand\n")
    assert "has changed since" in saving.settle(folder)
    assert (folder / "relations.yaml").read_text() == "# by hand\n" and (folder / JOURNAL).exists()


def test_of_two_writers_every_save_is_in_the_file_or_was_refused_aloud(folder):
    writers = [start("add", folder, name, str(SAVES)) for name in ("one", "two")]
    told = [line.split(maxsplit=1) for writer in writers for line in writer.communicate()[0].splitlines()]
    assert len(told) == 2 * SAVES
    dataset, problems = load(folder)
    assert not problems
    saved = {id for id, how in told if how == "saved"}
    assert saved == {id for id in dataset.actors if id.startswith(("one-", "two-"))}
    assert all(how == "saved" or how.startswith("refused: ") for _, how in told)
    assert len(saved) > SAVES
