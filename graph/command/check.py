"""python -m graph check: everything that is wrong in a dataset, with its place and what to do."""

from __future__ import annotations

import argparse
import json
from typing import TextIO

from graph.command import FINE, PROBLEMS, load_folder
from graph.command.options import add_data_options
from graph.model import Problem

NAME = "check"
HELP = """Say what is wrong in the data, where, and what to do.

One problem a line, as file:line:column: record: what is wrong; what to do."""
EXAMPLES = """\
examples:
  python -m graph check
  python -m graph check --data my-folder --look
  python -m graph check --json | jq .

exit codes: 0 nothing is wrong, 1 something is (what to look at does not count), 2 wrong use
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--look", action="store_true", help="also list what may be right but deserves a look")
    parser.add_argument("--json", action="store_true", help="a JSON list of problems instead of lines")
    add_data_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph.check import check
    from graph.minimum import losses

    dataset, problems = load_folder(args)
    problems += [*check(dataset, args.today), *losses(dataset, args.data)]
    problems.sort(key=lambda problem: (problem.mark.file, problem.mark.line, problem.mark.column))
    errors = [problem for problem in problems if problem.degree == "error"]
    looks = len(problems) - len(errors)
    listed = problems if args.look else errors
    if args.json:
        json.dump([as_json(problem) for problem in problems], out, ensure_ascii=False, indent=1)
        print(file=out)
    else:
        for problem in listed:
            print(f"{problem} [look]" if problem.degree == "look" else problem, file=out)
        print(summary(dataset, len(errors), looks, args.look), file=out)
    return PROBLEMS if errors else FINE


def summary(dataset, errors: int, looks: int, listed: bool) -> str:
    counted = f"Actors: {len(dataset.actors)}. Ties: {len(dataset.relations)}. Documents: {len(dataset.documents)}."
    wrong = f"Problems: {errors}." if errors else "No problem."
    hint = "" if listed else " (list them with --look)"
    return f"{counted} {wrong}" + (f" To look at: {looks}{hint}." if looks else "")


def as_json(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.mark.file, "line": problem.mark.line, "column": problem.mark.column, "record": problem.record,
        "message": problem.message, "fix": problem.fix, "degree": problem.degree,
    }
