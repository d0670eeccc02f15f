"""What the commands that change the data have in common: read, change, show, save."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Callable, TextIO

from graph.command import FINE, PROBLEMS, WrongUse, load_folder
from graph.command.options import add_data_options

Change = Callable[[dict[str, str]], dict[str, str]]


def add_editing_options(parser: argparse.ArgumentParser) -> None:
    how = parser.add_argument_group("how")
    how.add_argument("--dry-run", action="store_true", help="print the diff and write nothing")
    how.add_argument("--anyway", action="store_true", help="write even if the data is wrong then")
    add_data_options(parser)


def carry_out(change: Change, args: argparse.Namespace, out: TextIO) -> int:
    """Makes the change to the folder `args.data`: prints the diff, what would be wrong, and what was done."""
    from graph import edit
    from graph.history import root_path
    from graph.save import Saved, read, save

    load_folder(args)  # for its complaint if there is no such folder
    try:
        before = read(args.data)
        after = change(before)
    except edit.EditRefused as refused:
        raise WrongUse(str(refused)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{args.data} cannot be read: {error}.") from None
    found = edit.review(Path(args.data), before, after, args.today, root_path(args.data))
    out.write(found.diff)
    for problem in found.problems:
        print(f"{problem} [look]" if problem.degree == "look" else problem, file=out)
    if not found.diff:
        print("Nothing to change.", file=out)
        return FINE
    if args.dry_run:
        print("Nothing was written (--dry-run).", file=out)
        return PROBLEMS if found.errors else FINE
    if found.errors and not args.anyway:
        print("Nothing was written: mend this, or say --anyway.", file=out)
        return PROBLEMS
    outcome = save(args.data, before, after)
    if not isinstance(outcome, Saved):
        print(outcome, file=out)
        return PROBLEMS
    print(f"Written: {', '.join(str(args.data / name) for name in edit.differing(before, after))}.", file=out)
    return PROBLEMS if found.errors else FINE
