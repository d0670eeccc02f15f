"""What `make bench` says of its figures."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("playwright")
sys.path.insert(0, str(Path(__file__).parents[1]))

import bench.__main__ as bench  # noqa: E402


def test_growth_is_the_slope_of_the_logarithms():
    assert bench.exponent([(100, 1.0), (1_000, 10.0), (10_000, 100.0)]) == "1.00"
    assert bench.exponent([(100, 1.0), (1_000, 100.0)]) == "2.00"
    assert bench.exponent([(100, 1.0)]) == ""


def test_a_figure_has_its_spread_and_one_that_was_cut_off_says_so():
    assert bench.middle({"times": [3.0, 1.0, 2.0]}) == "2.00 s (1.00 s–3.00 s)"
    assert bench.middle({"times": [0.0004]}) == "0.40 ms"
    assert bench.middle(None) == f"> {bench.LIMIT} s"


def test_what_takes_too_long_is_cut_off(monkeypatch, tmp_path):
    def long(*_, **given):
        raise subprocess.TimeoutExpired("x", given["timeout"])

    monkeypatch.setattr(subprocess, "run", long)
    assert bench.measured("yaml", tmp_path, 1) is None


def test_the_report_has_a_row_for_every_task_and_every_browser_figure():
    sizes = bench.SIZES[:2]
    tasks = {(task, ties): {"times": [ties / 1000], "memory": 50} for task in bench.TASKS for _, ties in sizes}
    text = bench.report(sizes, tasks, [["pyvis", "150/400", "1 ms", "2 ms", "3 ms", "4 kB"]], "| view |", 3, (1.0, 1.0, 1.0))
    assert all(words in text for words, _ in bench.TASKS.values())
    assert "| pyvis | 150/400 | 1 ms" in text and "| view |" in text and "| 1.00 |" in text
