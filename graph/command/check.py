"""python -m graph check: everything that is wrong in a dataset, with its place and what to do."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Iterator, Sequence, TextIO

from graph.command import FINE, PROBLEMS, load_folder
from graph.command.options import add_data_options
from graph.model import Problem

NAME = "check"
HELP = """Say what is wrong in the data, where, and what to do.

One problem a line, as file:line:column: record: what is wrong; what to do."""
FORMATS = ("text", "json", "github", "sarif")
PAUSE = 0.2  # seconds between two looks at the files
EXAMPLES = """\
examples:
  python -m graph check
  python -m graph check --data my-folder --look
  python -m graph check --json | jq .
  python -m graph check --watch            # again after each save, until Ctrl-C
  python -m graph check --format github    # marks on the lines of a pull request

exit codes: 0 nothing is wrong, 1 something is (what to look at does not count), 2 wrong use
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--look", action="store_true", help="also list what may be right but deserves a look")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_const", const="json", dest="format", default="text", help="the same as --format json")
    form.add_argument("--format", choices=FORMATS, default="text",
                      help="lines (text), a JSON list, GitHub's annotations, or SARIF 2.1.0 for code scanning")
    parser.add_argument("--watch", action="store_true", help="say it again whenever a file changes, until Ctrl-C")
    add_data_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    if not args.watch:
        return _once(args, out)
    for _ in _changes(args.data):
        _once(args, out)
        print(f"Watching {args.data}; Ctrl-C ends it.", file=out, flush=True)
    return FINE


def _once(args: argparse.Namespace, out: TextIO) -> int:
    from graph.check import check
    from graph.command.schema import write as write_schemas
    from graph.minimum import losses, surprises
    from graph.seal import unsealed

    dataset, problems = load_folder(args)
    if args.watch and (args.data / ".schema").is_dir():  # completions that know what was just written
        write_schemas(dataset, args.data)
    problems += [*check(dataset, args.today), *losses(dataset, args.data), *surprises(dataset, args.data),
                 *unsealed(dataset, args.data)]
    problems.sort(key=lambda problem: (problem.mark.file, problem.mark.line, problem.mark.column))
    errors = [problem for problem in problems if problem.degree == "error"]
    looks = len(problems) - len(errors)
    listed = problems if args.look else errors
    if args.format == "text":
        for problem in listed:
            print(f"{problem} [look]" if problem.degree == "look" else problem, file=out)
        print(summary(dataset, len(errors), looks, args.look), file=out)
    elif args.format == "github":
        for problem in listed:
            print(annotation(problem), file=out)
    else:
        found = sarif(listed) if args.format == "sarif" else [as_json(problem) for problem in problems]
        json.dump(found, out, ensure_ascii=False, indent=1)
        print(file=out)
    return PROBLEMS if errors else FINE


def _changes(folder: Path) -> Iterator[None]:
    """Once at the beginning and then after each change of a file, when it has come to rest."""
    last = None
    while True:
        now = _state(folder)
        if now != last:
            while now != (after := _state(folder, PAUSE)):
                now = after
            last = now
            yield
        time.sleep(PAUSE)


def _state(folder: Path, after: float = 0) -> list:
    time.sleep(after)
    return sorted((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in folder.glob("[!.]*") if path.is_file())


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


def annotation(problem: Problem) -> str:
    """A workflow command that GitHub turns into a mark on the line."""
    def escaped(text: str, more: str = "") -> str:
        for char in "%\r\n" + more:
            text = text.replace(char, f"%{ord(char):02X}")
        return text

    degree = "error" if problem.degree == "error" else "notice"
    mark, title = problem.mark, problem.record or "data"
    return (f"::{degree} file={escaped(mark.file, ',:')},line={mark.line},col={mark.column},"
            f"title={escaped(title, ',:')}::{escaped('; '.join(filter(None, (problem.message, problem.fix))))}")


def sarif(problems: Sequence[Problem]) -> dict[str, object]:
    """The problems as a SARIF 2.1.0 log, which editors and code scanning read."""
    results = [
        {
            "ruleId": problem.degree, "level": "error" if problem.degree == "error" else "note",
            "message": {"text": problem.sentence},
            "locations": [{"physicalLocation": {
                "artifactLocation": {"uri": Path(problem.mark.file).as_posix()},
                "region": {"startLine": problem.mark.line, "startColumn": problem.mark.column},
            }}],
        }
        for problem in problems
    ]
    rules = [{"id": "error", "shortDescription": {"text": "Wrong in the data"}},
             {"id": "look", "shortDescription": {"text": "May be right, but deserves a look"}}]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "bailanysh", "rules": rules}}, "results": results}],
    }
