"""What `make bench` says of its figures, and that it comes to its end whatever one of them does."""

import json
import math
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("playwright")
ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import bench.__main__ as bench  # noqa: E402
from bench import report  # noqa: E402

README = f"# Title\n\n{report.BEGIN}\nold\n{report.END}\n\nThe rest.\n"


def found(**figures):
    """What a run of two sizes has found."""
    return {"began": "2026-11-23 00:00", "machine": "A processor, 2 cores, Linux, Python; no GPU", "load": [0.1, 1.2], "rounds": 3, "minutes": 28, "took": 20,
            "sizes": [[150, 400], [1_000, 3_000]], "figures": figures, "view": {}, "unreached": []}


def python(**tasks):
    return {task: {"400": {"cpu": entry}, "3000": {"cpu": entry}} for task, entry in tasks.items()}


@pytest.fixture
def run(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(README, encoding="utf-8")
    return bench.Bench(tmp_path / "results.md", readme, 10, 2, None, list(bench.SIZES[:1]))


def test_growth_is_the_slope_of_the_logarithms():
    assert report.exponent([(100, 1.0), (1_000, 10.0), (10_000, 100.0)]) == "1.00"
    assert report.exponent([(100, 1.0), (1_000, 100.0)]) == "2.00"
    assert report.exponent([(100, 1.0)]) == ""


def test_a_figure_has_its_spread_and_one_that_was_cut_off_says_so():
    assert report.middle({"values": [3.0, 1.0, 2.0]}) == "2.00 s (1.00 s–3.00 s)"
    assert report.middle({"values": [0.0004]}) == "0.40 ms"
    assert report.middle({"values": [1500, 2500]}, "kB") == "2.0 kB (1.5 kB–2.5 kB)"
    assert report.middle({"values": [60.0, 30.0]}, "frames") == "60 (30)"
    assert report.middle({"cut": 45}) == "> 45 s"
    assert report.middle(None) == "–"


def test_the_report_has_a_row_for_every_task_and_every_browser_figure():
    told = report.report(found(
        python={task: {"400": {"cpu": {"values": [0.4], "memory": 50}}, "3000": {"cpu": {"values": [3.0], "memory": 60}}} for task in report.TASKS},
        app={"Bailanysh": {"400": {"first": {"values": [0.1]}, "bytes": {"values": [12_000]}}}, "pyvis": {"400": {"first": {"cut": 45}}}},
        page={"pyvis": {"400": {"cut": {"cut": 60}}}}))
    assert all(words in told for words, _ in report.TASKS.values())
    assert "| Bailanysh | 150/400 | 100 ms |" in told and "12.0 kB" in told and "| pyvis | 150/400 | > 45 s |" in told and "| pyvis | 150/400 | > 60 s |" in told
    assert "| 60 MB |" in told and "| 1.00 |" in told


def test_what_is_slower_than_a_peer_is_said_with_why_and_nothing_else_is():
    slow = found(python=python(load={"values": [2.0]}, yaml={"values": [1.0]}, layout={"values": [1.0]}, networkx_layout={"values": [1.05]}))
    assert report.slower(slow)[0] == ("Loading YAML at 150/400: 2.00 s against 1.00 s of PyYAML: the files are validated and every value has its place.")
    assert len(report.slower(slow)) == 2, "both sizes, and the layout in neither"
    fast = found(python=python(load={"values": [1.0]}, yaml={"cut": 60}))
    assert report.slower(fast) == ["Nothing of what was measured."]
    frames = found(app={"Bailanysh": {"400": {"drag": {"values": [30.0, 20.0]}}}, "pyvis": {"400": {"drag": {"values": [60.0, 50.0]}}}})
    assert "30 against 60 of pyvis" in report.slower(frames)[0]
    cut = found(app={"Bailanysh": {"400": {"first": {"cut": 45}}}, "pyvis": {"400": {"first": {"values": [3.0]}}}})
    assert report.value(cut, "app", "Bailanysh", 400, "first") == math.inf and "cut off against 3.00 s" in report.slower(cut)[0]


def test_the_readme_is_renewed_between_its_marks_alone():
    told = report.in_readme(README, found(python=python(load={"values": [0.2]}, yaml={"values": [0.7]})))
    assert told.startswith("# Title\n") and told.endswith("\n\nThe rest.\n") and "old" not in told
    assert "| loading YAML | 200 ms | PyYAML's C safe loader on the same files: 700 ms |" in told
    with pytest.raises(ValueError):
        report.in_readme("# Title", found())


def test_what_the_readme_and_the_table_say_is_what_was_measured():
    measured = json.loads((ROOT / "bench" / "results.json").read_text(encoding="utf-8"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert report.in_readme(readme, measured) == readme
    assert report.report(measured) == (ROOT / "bench" / "results.md").read_text(encoding="utf-8")


def test_each_figure_is_written_as_it_comes(run, tmp_path):
    run.note("python", "yaml", 400, "cpu", {"cut": 60})
    run.note("python", "load", 400, "cpu", {"values": [0.02], "memory": 40})
    assert "| 20 ms |" in (tmp_path / "results.md").read_text() and "| 20 ms | PyYAML's C safe loader on the same files: > 60 s |" in (tmp_path / "README.md").read_text()
    assert json.loads((tmp_path / "results.json").read_text())["figures"]["python"]["load"]["400"]["cpu"]["values"] == [0.02]


def test_a_size_measured_again_takes_the_place_of_its_figures_alone(run, tmp_path):
    run.sizes = list(bench.SIZES[:2])
    run.found["sizes"] = [list(size) for size in run.sizes]
    for ties in (400, 3_000):
        run.note("python", "load", ties, "cpu", {"values": [0.02]})
    run.found["unreached"] = ["page of pyvis 150/400", "page of pyvis 1,000/3,000"]
    run.write()
    later = bench.Bench(tmp_path / "results.md", tmp_path / "README.md", 5, 1, None, [bench.SIZES[1]])
    later.again(bench.SECTIONS)
    later.note("python", "load", 3_000, "cpu", {"values": [0.5]})
    kept = json.loads((tmp_path / "results.json").read_text())
    assert {ties: entry["cpu"]["values"] for ties, entry in kept["figures"]["python"]["load"].items()} == {"400": [0.02], "3000": [0.5]}
    assert kept["unreached"] == ["page of pyvis 150/400"] and kept["minutes"] == 10
    assert "1,000/3,000 again in a run of 0 minutes" in (tmp_path / "results.md").read_text()
    part = bench.Bench(tmp_path / "results.md", tmp_path / "README.md", 5, 1, None, [bench.SIZES[1]])
    part.again(["browser"])
    part.write()
    assert json.loads((tmp_path / "results.json").read_text())["figures"]["python"]["load"]["3000"]["cpu"]["values"] == [0.5]
    assert "1,000/3,000 (browser) again in" in (tmp_path / "results.md").read_text()


def test_a_figure_of_what_could_not_be_read_is_none(tmp_path):
    (tmp_path / "actors.yaml").write_text("- id: [", encoding="utf-8")
    for task in ("load", "select"):
        done = subprocess.run([sys.executable, str(ROOT / "bench" / "tasks.py"), task, str(tmp_path), "1"], capture_output=True, text=True)
        assert done.returncode and "problems, the first: " in done.stderr and not done.stdout


def test_what_takes_too_long_is_cut_off_and_said_so(run, monkeypatch, tmp_path):
    def long(*_, **given):
        raise subprocess.TimeoutExpired("x", given["timeout"])

    monkeypatch.setattr(bench.subprocess, "run", long)
    bench.python(run, "yaml", tmp_path, 400, 60)
    assert "| > 60 s |" in (tmp_path / "results.md").read_text()


def test_a_program_that_does_not_end_is_ended_with_all_that_it_started_and_what_it_said_is_kept(tmp_path):
    child = tmp_path / "child"
    script = f"import subprocess, sys, time; one = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); open({str(child)!r}, 'w').write(str(one.pid)); print('said', flush=True); time.sleep(60)"
    began = time.monotonic()
    assert list(bench.lines([sys.executable, "-c", script], 3)) == ["said", None]
    assert time.monotonic() - began < 30
    while running(child.read_text()) and time.monotonic() - began < 30:  # one that was killed may be seen for a moment
        time.sleep(0.05)
    assert not running(child.read_text())


def running(process: str) -> bool:
    """Whether there is such a process that has not ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_figure_that_fails_or_is_not_reached_is_named_and_the_others_go_on(run, tmp_path):
    run.do("one that fails", 5, lambda limit: 1 / 0)
    run.do("one that works", 5, lambda limit: run.note("python", "load", 400, "cpu", {"values": [limit]}))
    run._end = time.monotonic()
    run.do("one too late", 5, lambda limit: pytest.fail("it was begun"))
    said = (tmp_path / "results.md").read_text()
    assert "one that fails (failed); one too late" in said and "| 5.00 s |" in said


def test_the_middle_of_rounds_is_said_of_python_tasks_at_each_size():
    assert set(bench.PYTHON_LIMIT) == set(bench.BROWSER_LIMIT) == set(bench.PAGE_LIMIT) == set(bench.VIEW_LIMIT) == {ties for _, ties in report.SIZES}
