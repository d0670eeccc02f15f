"""python -m graph compare 2005 2010: what began, ended and changed, and who changed sides, with the claims."""

from __future__ import annotations

import argparse
import json
from typing import TextIO

from graph.command import WrongUse, ask
from graph.command.options import add_selection_options

NAME = "compare"
HELP = """Compare years or windows of time: what began, ended and changed, by actor, and who changed sides.

A window is a year, month or day (2010, 2010-06), or two of them (2005..2006). Of more than two windows
each is compared with the next one."""
EXAMPLES = """\
examples:
  python -m graph compare 2005 2010
  python -m graph compare 2005 2010 2020 --sides
  python -m graph compare 2005..2006 2010-06 --focus kurmanbek-bakiyev --markdown > bakiyev.md
  python -m graph compare 2010 2020 --family alliance,rivalry --json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("windows", nargs="+", metavar="WINDOW", help="a year, month or day, or two of them: 2005..2006")
    parser.add_argument("--sides", action="store_true", help="only who changed sides")
    parser.add_argument("--actors", type=int, default=20, metavar="N", help="text of at most so many actors (default: 20)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the changes as JSON, with all their ties and claims")
    form.add_argument("--markdown", action="store_true", help="the whole report as Markdown")
    form.add_argument("--csv", action="store_true", help="one row for each tie of each actor")
    add_selection_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph.report import report

    asked = ask(args)
    if asked.selection.window() is not None:
        raise WrongUse("The windows say which time: leave out --year, --from and --to.")
    try:
        found = report(asked.dataset, args.windows, asked.selection, args.today)
    except ValueError as wrong:
        raise WrongUse(f"{str(wrong)[0].upper()}{str(wrong)[1:]}.") from None
    if args.json:
        json.dump(found.as_json(asked.dataset), out, ensure_ascii=False, indent=1)
        print(file=out)
    elif args.markdown:
        print(found.markdown(), file=out)
    elif args.csv:
        print(found.csv(asked.dataset), end="", file=out)
    else:
        for line in found.text(0 if args.sides else args.actors):
            print(line, file=out)
    return asked.code
