"""Saving: whole or not at all, over nobody's work; what goes wrong is one sentence, and the files are as they were."""

import os
import re
import stat
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from faulting import leftovers, stands
from folder import write
from graph import edit, history, recording
from graph.save import Conflict, Failed, Saved, place, read, save, settle
from graph.files import BACK, JOURNAL
from graph.words import translator
from saving import with_actor


@pytest.fixture
def folder(tmp_path) -> Path:
    return write(tmp_path / "data")


def rename(files) -> dict[str, str]:
    return edit.rename(files, "bolot-two", "bolot-2")


class Crash(BaseException):
    """The machine stops."""


@contextmanager
def stopping(monkeypatch, step: str, at: int, with_: BaseException):
    """The `at`-th call of a step of `place` ends like this."""
    calls, real = [], getattr(place, step)

    def stopped(*arguments):
        calls.append(arguments)
        if len(calls) == at:
            raise with_
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(place, step, stopped)
        yield


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
    assert str(outcome) == ("actors.yaml may not be written (mode 0444): nothing was changed. Change its permissions, "
                            "or keep the text as a patch.")
    assert read(folder) == before and leftovers(folder) == []


@pytest.mark.parametrize("step, at", [("prepare", 1), ("prepare", 2), ("swap", 1), ("swap", 2), ("flush", 1), ("overlooked", 1)])
def test_a_rename_that_fails_half_way_is_taken_back(folder, monkeypatch, step, at):
    before = read(folder)
    with stopping(monkeypatch, step, at, OSError(16, "Device or resource busy", str(folder / "actors.yaml"))):
        outcome = save(folder, before, rename(before))
    assert isinstance(outcome, Failed) and "mounted as a single file" in str(outcome.reason)
    assert read(folder) == before and leftovers(folder) == []


@pytest.mark.parametrize("step, at", [("swap", 1), ("swap", 2), ("overlooked", 1)])
def test_a_crash_between_two_files_is_finished_by_whoever_comes_next(folder, monkeypatch, step, at):
    before = read(folder)
    with stopping(monkeypatch, step, at, Crash()), pytest.raises(Crash):
        save(folder, before, rename(before))
    assert (folder / JOURNAL).exists() and stands(folder) != {name: text.encode() for name, text in before.items()} or at == 1
    assert read(folder) == rename(before) and leftovers(folder) == []


def test_a_crash_while_a_save_is_taken_back_is_taken_back_by_whoever_comes_next(folder, monkeypatch):
    before = read(folder)
    with stopping(monkeypatch, "swap", 2, OSError(5, "I/O error")), stopping(monkeypatch, "back", 1, Crash()), pytest.raises(Crash):
        save(folder, before, rename(before))
    assert (folder / BACK).exists() and "bolot-2" in (folder / "actors.yaml").read_text()
    assert read(folder) == before and leftovers(folder) == []


def test_a_file_changed_after_a_crash_is_not_overwritten(folder, monkeypatch):
    before = read(folder)
    with stopping(monkeypatch, "swap", 2, Crash()), pytest.raises(Crash):
        save(folder, before, rename(before))
    (folder / "relations.yaml").write_text("# by hand\n")
    assert "relations.yaml has changed since" in str(settle(folder))
    assert str(save(folder, before, with_actor(before, "new-one"))) == str(settle(folder))
    assert (folder / "relations.yaml").read_text() == "# by hand\n" and (folder / JOURNAL).exists()


@pytest.mark.parametrize("text", ["{", "[]x", '[{"name": "../x", "new": ".a.new", "old": ".a.new", "before": null, "after": "a"}]'])
def test_a_journal_that_is_none_of_ours_touches_nothing(folder, text):
    before = read(folder)
    (folder / JOURNAL).write_text(text)
    assert "cannot be read" in str(settle(folder)) and stands(folder) == {name: text.encode() for name, text in before.items()}


# -- somebody who writes without asking for the lock --------------------------------------------------------------


def test_whoever_has_the_file_open_all_the_while_loses_nothing(folder, monkeypatch):
    before = read(folder)
    editor = (folder / "actors.yaml").open("r+")
    real = place.swap

    def swap(step):  # the editor writes when the save is past the point of looking
        handle = real(step)
        editor.write(before["actors.yaml"].replace("Crowd Three,", "The Crowd,"))
        editor.truncate()
        editor.flush()
        threading.Timer(0.1, editor.close).start()
        monkeypatch.setattr(place, "swap", real)
        return handle

    monkeypatch.setattr(place, "swap", swap)
    monkeypatch.setattr(place, "STILL", 0.0)  # and it had been open, unchanged, for long
    outcome = save(folder, before, with_actor(before, "new-one"))
    now = read(folder)["actors.yaml"]
    assert isinstance(outcome, Saved) and "The Crowd" in now and "new-one" in now
    assert outcome.files["actors.yaml"] == now and leftovers(folder) == []


def test_a_file_put_in_place_between_the_last_look_and_the_swap_is_seen(folder, monkeypatch):
    before = read(folder)
    theirs = before["actors.yaml"].replace("Crowd Three,", "The Crowd,")
    real = place._exchanged

    def exchanged(one, other):
        monkeypatch.setattr(place, "_exchanged", real)
        (folder / "by hand").write_text(theirs)
        os.replace(folder / "by hand", folder / "actors.yaml")
        return real(one, other)

    monkeypatch.setattr(place, "_exchanged", exchanged)
    outcome = save(folder, before, with_actor(before, "new-one"))
    now = read(folder)["actors.yaml"]
    assert outcome.joined == ("actors.yaml",) and "The Crowd" in now and "new-one" in now


def test_a_save_waits_while_an_editor_is_half_way_through_its_own(folder):
    before = read(folder)
    theirs = before["actors.yaml"].replace("Crowd Three,", "The Crowd,")
    editor = (folder / "actors.yaml").open("w")
    editor.write(theirs[:60])
    editor.flush()

    def goes_on():
        time.sleep(0.2)
        editor.write(theirs[60:])
        editor.close()

    hand = threading.Thread(target=goes_on)
    hand.start()
    outcome = save(folder, before, with_actor(before, "new-one"))
    hand.join()
    now = read(folder)["actors.yaml"]
    assert isinstance(outcome, Saved) and "The Crowd" in now and "new-one" in now and "daniyar-four" in now


def test_two_changes_that_do_not_go_together_are_not_both_saved(folder):
    before = read(folder)
    (folder / "actors.yaml").write_text(edit.remove(before, "daniyar-four", with_uses=True)["actors.yaml"])
    (folder / "relations.yaml").write_text(edit.remove(before, "daniyar-four", with_uses=True)["relations.yaml"])
    tie = {"source": "aida-one", "target": "daniyar-four", "kind": "supports", "date": "2011", "claims": [{"document": "paper"}]}
    outcome = save(folder, before, edit.add(before, "relations", tie))
    assert isinstance(outcome, Failed) and "does not go together" in str(outcome.reason) and "daniyar-four" in str(outcome.reason)
    assert "2011" not in read(folder)["relations.yaml"]


def test_a_file_that_somebody_took_away_is_not_made_anew(folder):
    before = read(folder)
    (folder / "actors.yaml").unlink()
    assert "no longer in the folder" in str(save(folder, before, with_actor(before, "new-one")))
    assert not (folder / "actors.yaml").exists()


def test_without_leases_and_exchanges_a_save_still_sees_what_was_written_meanwhile(folder, monkeypatch):
    monkeypatch.setattr(place, "has_writers", lambda handle: None)
    monkeypatch.setattr(place, "_exchanged", lambda one, other: False)
    monkeypatch.setattr(place.os, "link", lambda *_: (_ for _ in ()).throw(OSError(1, "no second names")))
    before = read(folder)
    (folder / "actors.yaml").write_text(before["actors.yaml"].replace("Crowd Three,", "The Crowd,"))
    outcome = save(folder, before, rename(before))
    now = read(folder)["actors.yaml"]
    assert isinstance(outcome, Saved) and "The Crowd" in now and "bolot-2" in now and leftovers(folder) == []


# -- what stands in the way, each in its own sentence -------------------------------------------------------------


def mounted(*words: str) -> bool:
    return os.geteuid() == 0 and subprocess.run(["mount", *words], capture_output=True).returncode == 0


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
        assert isinstance(outcome, Failed) and str(outcome).startswith("The disk is full")
        assert read(folder) == before and leftovers(folder) == []
        (disk / "fill").unlink()
        assert isinstance(save(folder, before, with_actor(before, "new-one")), Saved)
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_file_mounted_by_itself_is_said_to_be(folder, tmp_path):
    (tmp_path / "one.yaml").write_bytes((folder / "actors.yaml").read_bytes())
    if not mounted("--bind", str(tmp_path / "one.yaml"), str(folder / "actors.yaml")):
        pytest.skip("only root can mount")
    try:
        before = read(folder)
        outcome = save(folder, before, rename(with_actor(before, "new-one")))
        assert str(outcome) == "actors.yaml is mounted as a single file and cannot be replaced: nothing was changed. Mount its folder instead."
        assert read(folder) == before and leftovers(folder) == []
    finally:
        subprocess.run(["umount", folder / "actors.yaml"], check=True)


def test_a_disk_mounted_read_only_is_said_to_be(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if not mounted("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)):
        pytest.skip("only root can mount")
    try:
        folder = write(disk / "data")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        before = read(folder)
        outcome = save(folder, before, with_actor(before, "new-one"))
        assert str(outcome) == "The disk with data is mounted read-only: nothing was changed. Keep the text as a patch."
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_folder_that_may_not_be_written_is_said_to_be():
    with tempfile.TemporaryDirectory() as open_to_all:
        Path(open_to_all).chmod(0o755)
        folder = write(Path(open_to_all) / "data")
        before, root = read(folder), os.geteuid() == 0
        folder.chmod(0o555)
        try:
            if root:
                os.seteuid(65534)
            outcome = save(folder, before, with_actor(before, "new-one"))
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)
        assert str(outcome) == ("The folder data may not be written by this account: nothing was changed. "
                                "Change its permissions, or keep the text as a patch.")
        assert read(folder) == before


@pytest.mark.parametrize("number, sentence", [
    (28, "The disk is full"), (122, "Your share of the disk is used up"), (30, "The disk with data is mounted read-only"),
    (5, "The disk reports an error at actors.yaml"), (16, "actors.yaml is mounted as a single file"), (13, "actors.yaml may not be written"),
    (40, "actors.yaml is a link that leads nowhere"), (21, "actors.yaml is no file"), (4, "actors.yaml cannot be saved (Interrupted system call)"),
])
def test_each_hindrance_has_its_own_sentence(number, sentence):
    from graph.save.reason import reason

    said = str(reason(OSError(number, os.strerror(number), "/x/data/actors.yaml"), Path("/x/data")))
    assert said.startswith(sentence) and "nothing was changed" in said


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_hindrance_within_another_sentence_is_translated_with_it(folder, monkeypatch, language):
    before = read(folder)
    with stopping(monkeypatch, "swap", 2, OSError(28, os.strerror(28), str(folder / "actors.yaml"))), \
            stopping(monkeypatch, "back", 1, OSError(5, os.strerror(5), str(folder / "actors.yaml"))):
        outcome = save(folder, before, rename(before))
    assert str(outcome).startswith("The save stopped half way") and str(outcome).endswith("The disk is full.")
    said = outcome.reason.said(translator(language))
    assert said.endswith({"ru": "Диск заполнен.", "ky": "Диск толуп калган."}[language]) and not re.search("[A-Za-z{}]", said)


def test_a_link_that_leads_nowhere_is_said_to(folder):
    before = read(folder)
    (folder / "actors.yaml").unlink()
    (folder / "actors.yaml").symlink_to("nowhere.yaml")
    assert str(save(folder, before, with_actor(before, "new-one"))).startswith("actors.yaml is a link that leads nowhere")


def test_the_journal_of_changes_outlives_a_line_cut_off(folder):
    recording.note(folder, "2010-06-12", "aida", "one", "diff")
    with (folder / history.JOURNAL).open("a") as file:
        file.write('{"when": "2010-06-13", "who": "bo')
    recording.note(folder, "2010-06-14", "crowd", "three", "diff")
    assert [entry.what for entry in history.journal(folder)] == ["three", "one"]
