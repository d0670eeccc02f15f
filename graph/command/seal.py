"""python -m graph seal: remembers what every record says, once it has been looked through."""

from __future__ import annotations

import argparse
import os
from typing import TextIO

from graph.command import FINE, PROBLEMS, load_folder
from graph.command.options import add_data_options

NAME = "seal"
HELP = """Remember what every record says, so that check notices when one says something else.

Writes sealed.txt beside the data: a digest of each record. Look through what `check --look` names first; this command lists
it again. Nothing is sealed while anything is wrong in the data."""
EXAMPLES = """\
examples:
  python -m graph check --look && python -m graph seal
  python -m graph seal --data my-folder

exit codes: 0 sealed, 1 something is wrong in the data, 2 wrong use
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph.check import check
    from graph.seal import FILE, as_text, difference, sealed_in, seals

    dataset, problems = load_folder(args)
    wrong = [problem for problem in (*problems, *check(dataset, args.today)) if problem.degree == "error"]
    if wrong:
        print(f"{wrong[0]}\nNothing was sealed: {len(wrong)} problems, of which this is the first.", file=out)
        return PROBLEMS
    before = sealed_in(args.data)[0]
    found = difference(dataset, before)
    for word, keys in (("changed", found.changed), ("gone", found.gone), ("new", found.new)):
        for _, id in keys[:100] if before else ():
            print(f"{word:8} {id}", file=out)
        if before and len(keys) > 100:
            print(f"{word:8} and {len(keys) - 100} more", file=out)
    path = args.data / FILE
    partial = path.with_suffix(".txt.new")
    partial.write_text(as_text(seals(dataset)), encoding="utf-8", newline="\n")
    os.replace(partial, path)
    print(f"Sealed: {len(seals(dataset))}. Changed: {len(found.changed)}. Gone: {len(found.gone)}. New: {len(found.new)}.", file=out)
    return FINE
