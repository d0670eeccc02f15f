"""What is kept between two starts: the same dataset without parsing, nothing stale, nothing of others, nothing broken."""

import json
import os
import pickle
import shutil
import sys
import threading
from pathlib import Path

import pytest

import graph.kept
import graph.load
from graph.kept import HEAD, Kept, folder, key
from graph.load import load
from graph.load.snapshot import Records
from graph.model import Dataset
from graph.selection import Selection, select

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(autouse=True)
def everything_is_worth_keeping(monkeypatch):
    monkeypatch.setattr("graph.load.WORTH_KEEPING", 0)


@pytest.fixture
def small(tmp_path) -> Path:
    from folder import write

    return write(tmp_path / "small")


@pytest.fixture
def kept(tmp_path) -> Kept:
    return Kept(tmp_path / "kept")


@pytest.fixture
def parses(monkeypatch):
    """Counts how often files were parsed."""
    counted = []
    load_files = graph.load.load_files
    monkeypatch.setattr("graph.load.load_files", lambda *given: counted.append(1) or load_files(*given))
    return counted


def the_file(tmp_path) -> Path:
    (found,) = (tmp_path / "kept").iterdir()
    return found


def test_unchanged_files_are_not_parsed_again_and_say_the_same(kept, parses):
    first, problems = load(DATA, kept)
    again, found = load(DATA, kept)
    assert len(parses) == 1
    assert isinstance(again.relations, Records) and not isinstance(first.relations, Records)
    assert again == first and first == again and found == problems
    assert (again.version, again.layout) == (first.version, first.layout)
    for room in ("actors", "relations", "documents", "events"):
        assert list(getattr(again, room)) == list(getattr(first, room))
        assert [r.model_fields_set for r in getattr(again, room).values()] == [r.model_fields_set for r in getattr(first, room).values()]
    assert list(again.marks) == list(first.marks)
    for of in list(first.marks)[::40]:
        assert dict(again.marks[of]) == dict(first.marks[of])


def test_every_question_has_the_same_answer(kept, today):
    first, again = load(DATA, kept)[0], load(DATA, kept)[0]
    one, other = (select(each, Selection(first="2010"), today) for each in (first, again))
    assert one.dataset == other.dataset and one.certainty == other.certainty
    assert again.keep(["kurmanbek-bakiyev"][:0], ["kurmanbek-bakiyev"]) == first.keep([], ["kurmanbek-bakiyev"])
    assert "nobody" not in again.actors and again.actors.get("nobody") is None
    with pytest.raises(KeyError):
        again.relations["no-tie"]


@pytest.fixture
def today():
    import datetime

    return datetime.date(2026, 11, 22)


def test_problems_and_their_places_are_kept_wherever_the_folder_is_named_from(small, kept, parses, monkeypatch):
    with open(small / "actors.yaml", "a") as file:
        file.write("- id: Bad Id\n  kind: person\n  name: {en: Bad}\n")
    with open(small / "relations.yaml", "a") as file:
        file.write("- source: aida-one\n  target: bolot-two\n  kind: accuses\n  claims: [{document: paper}, {document: gone}]\n")
    first, problems = load(small, kept)
    assert len(problems) == 2
    again, found = load(small, kept)
    assert found == problems and len(parses) == 1
    (trimmed,) = (of for of in first.marks if of[1].startswith("aida-one.accuses"))
    assert dict(again.marks[trimmed]) == dict(first.marks[trimmed]) and again == first
    monkeypatch.chdir(small.parent)
    near, found = load(Path("small"), kept)
    assert str(found[0].mark).startswith("small/actors.yaml:") and len(parses) == 1
    assert str(near.marks["actors", "aida-one"]["name.ru"]) == "small/actors.yaml:3:28"
    monkeypatch.chdir(small)
    assert str(load(Path(), kept)[1][0].mark).startswith("actors.yaml:")


def test_any_change_of_the_files_parses_them_again_though_size_and_time_are_the_same(small, kept, parses):
    load(small, kept)
    path = small / "actors.yaml"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Aida One", b"Aida Two"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load(small, kept)[0].actors["aida-one"].name.en == "Aida Two"
    assert len(parses) == 2


def test_another_time_of_the_files_alone_parses_nothing(small, kept, parses):
    load(small, kept)
    os.utime(small / "actors.yaml", (1, 1))
    load(small, kept)
    assert len(parses) == 1


def test_other_code_another_python_and_other_libraries_find_nothing(small, kept, parses, monkeypatch, tmp_path):
    load(small, kept)
    for change in ({"version": "3.99"}, {"byteorder": "other"}):
        graph.kept.made_with.cache_clear()
        with monkeypatch.context() as changed:
            for name, value in change.items():
                changed.setattr(sys, name, value)
            assert kept.get("dataset " + load(small)[0].version) is None
            graph.kept.made_with.cache_clear()
    keys = {key("x")}
    for find, value in (("_version", lambda library: "99"), ("__file__", str(tmp_path / "graph" / "kept" / "__init__.py"))):
        shutil.copytree(DATA.parent / "graph", tmp_path / "graph", dirs_exist_ok=True)
        (tmp_path / "graph" / "model.py").write_text("# changed")
        with monkeypatch.context() as changed:
            changed.setattr(graph.kept, find, value)
            graph.kept.made_with.cache_clear()
            keys.add(key("x"))
    graph.kept.made_with.cache_clear()
    assert len(keys) == 3


@pytest.mark.parametrize("damage", [
    lambda data: data[: len(data) // 2], lambda data: b"", lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    lambda data: data[:500] + b"\0" + data[501:], lambda data: b"other" + data, lambda data: HEAD + b"x",
    lambda data: data + b"x", lambda data: pickle.dumps({"a": 1}),
], ids=["cut", "empty", "last bit", "a byte", "head", "head only", "longer", "pickle"])
def test_a_damaged_file_counts_as_none(small, kept, parses, tmp_path, damage):
    first = load(small, kept)
    path = the_file(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert load(small, kept) == first
    assert len(parses) == 2
    load(small, kept)
    assert len(parses) == 2  # it was written anew


BODIES = [b"", b"12345678", b"\0" * 8 + b"{}", (2).to_bytes(8, "big") + b"{}", (2).to_bytes(8, "big") + b"[]", b"\xff" * 40]


@pytest.mark.parametrize("body", BODIES)
def test_a_file_of_another_make_with_the_right_hash_counts_as_none(small, kept, parses, body):
    first = load(small, kept)
    kept.put("dataset " + first[0].version, body)
    assert load(small, kept) == first and len(parses) == 2


def test_a_forged_record_is_validated_like_one_out_of_a_file(small, kept, tmp_path):
    version = load(small, kept)[0].version
    body = bytes(kept.get("dataset " + version))
    assert b'"kind":"supports"' in body
    kept.put("dataset " + version, body.replace(b'"kind":"supports"', b'"kind":"SUPPORTS"'))
    forged = load(small, kept)[0]
    with pytest.raises(ValueError):
        list(forged.relations.values())


def test_what_belongs_to_others_or_is_open_to_them_is_not_used(small, kept, parses, tmp_path, monkeypatch):
    load(small, kept)
    path, here = the_file(tmp_path), tmp_path / "kept"
    assert (path.stat().st_mode & 0o777, here.stat().st_mode & 0o777) == (0o600, 0o700)

    def used() -> bool:
        before = len(parses)
        load(small, Kept(here, writes=False))
        return len(parses) == before

    assert used()
    for each, mode in ((path, 0o622), (here, 0o777), (here, 0o720)):
        was = each.stat().st_mode
        each.chmod(mode)
        assert not used()
        each.chmod(was)
    assert used()
    path.rename(tmp_path / "real")
    path.symlink_to(tmp_path / "real")
    assert not used()
    path.unlink()
    os.mkfifo(path)
    assert not used()  # and it does not wait for a writer
    path.unlink()
    (tmp_path / "real").rename(path)
    here.rename(tmp_path / "moved")
    here.symlink_to(tmp_path / "moved")
    assert not used()
    here.unlink()
    (tmp_path / "moved").rename(here)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert not used()


def test_a_folder_that_cannot_be_written_stops_nobody(small, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    assert load(small, Kept(tmp_path / "file" / "kept"))[1] == []
    monkeypatch.setattr("tempfile.mkstemp", lambda **_: (_ for _ in ()).throw(OSError(30, "Read-only file system")))
    assert load(small, Kept(tmp_path / "kept"))[1] == []


def test_a_disk_that_is_full_leaves_nothing_behind(small, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    assert load(small, Kept(tmp_path / "kept"))[1] == []
    assert list((tmp_path / "kept").iterdir()) == []


def test_it_can_be_switched_off_and_moved():
    assert folder({"BAILANYSH_CACHE": "0"}) is folder({"BAILANYSH_CACHE": "off"}) is None
    assert folder({"BAILANYSH_CACHE": "/there"}) == Path("/there")
    assert folder({"XDG_CACHE_HOME": "/cache"}) == Path("/cache/bailanysh")
    assert folder({"XDG_CACHE_HOME": "not/absolute"}) == folder({}) == Path.home() / ".cache" / "bailanysh"
    assert Kept(None).get("x") is None
    Kept(None).put("x", b"y")


def test_whoever_may_not_write_loads_no_code_that_writes(small, tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "graph.kept.writing", raising=False)
    load(small, Kept(tmp_path / "kept", writes=False))
    assert "graph.kept.writing" not in sys.modules and not (tmp_path / "kept").exists()


def test_the_oldest_make_room(tmp_path, monkeypatch):
    monkeypatch.setattr("graph.kept.writing.MOST_FILES", 3)
    kept = Kept(tmp_path / "kept")
    for number in range(5):
        kept.put(str(number), b"x" * 100)
        os.utime(tmp_path / "kept" / key(str(number)), (number, number))
    assert [kept.get(str(number)) is not None for number in range(5)] == [False, False, True, True, True]
    monkeypatch.setattr("graph.kept.writing.MOST_BYTES", 400)
    kept.put("5", b"y" * 100)
    assert kept.get("5") is not None and kept.get("2") is None
    kept.put("6", b"z" * 300)  # more than half of all the room there is
    assert kept.get("6") is None and kept.get("5") is not None


def test_readers_in_many_threads_share_one_record_of_each(kept):
    load(DATA, kept)
    found: Dataset = load(DATA, kept)[0]
    ids, seen, start = list(found.relations), [], threading.Barrier(6)

    def read(number: int) -> None:
        start.wait()
        if number % 2:
            seen.append({record: found.relations[record] for record in ids})
        else:
            seen.append(dict(found.relations.items()))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 6 and all(each == seen[0] for each in seen)


def test_nothing_kept_is_code(kept, tmp_path):
    """The head is JSON, and so are the records: no loader that builds objects by name has anything to do here."""
    load(DATA, kept)
    body = the_file(tmp_path).read_bytes()[len(HEAD) + 32 :]
    length = int.from_bytes(body[:8], "big")
    assert set(json.loads(body[8 : 8 + length])) == {"version", "problems", "rooms", "layout"}
    names = {line.split()[1].split(".")[0] for path in (DATA.parent / "graph").rglob("*.py")
             for line in path.read_text(encoding="utf-8").splitlines() if line.strip().startswith(("import ", "from "))}
    assert not names & {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"}
