"""python -m graph coverage: how many documents, claims and ties there are a year, a language, a kind."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TextIO

from graph.command import WrongUse, read
from graph.command.options import add_data_options

NAME = "coverage"
HELP = """Tables of what the documents cover, as Markdown: by year, language and kind.

docs/coverage.md is made by it."""
EXAMPLES = """\
examples:
  python -m graph coverage
  python -m graph coverage --left-out docs/coverage-left-out.yaml > docs/coverage.md
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--left-out", type=Path, metavar="FILE",
                        help="a YAML list of what was left out: `- inventory: …` and `reason: …` each")
    add_data_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph.coverage import coverage

    dataset, code = read(args)
    out.write(coverage(dataset, args.today, left_out(args.left_out) if args.left_out else {}))
    return code


def left_out(path: Path) -> dict[str, list[str]]:
    """What the file lists, by reason, in its order. Raises WrongUse if it cannot be read."""
    from graph.load.tree import read as read_records

    try:
        nodes = list(read_records(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror}.") from None
    reasons: dict[str, list[str]] = {}
    for node in nodes:
        if not isinstance(node.value, dict) or not {"inventory", "reason"} <= node.value.keys():
            raise WrongUse(f"{path}:{(node.place >> 32) + 1}: each item needs `inventory` and `reason`.")
        reasons.setdefault(node.value["reason"], []).append(node.value["inventory"])
    return reasons
