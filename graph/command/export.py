"""python -m graph export OUT.html: the network of a selection as one file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TextIO

from graph.command import WrongUse, ask
from graph.command.options import add_selection_options

NAME = "export"
HELP = """Write the network of a selection into one HTML file.

The file opens from disk and asks no host for anything. It keeps the year control, the legend and the
details with their quotes, and says what it was made of and how to cite it."""
EXAMPLES = """\
examples:
  python -m graph export network.html
  python -m graph export bakiyev.html --year 2010 --focus kurmanbek-bakiyev --radius 2
  python -m graph export contested.html --status contested --language ru
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="OUT.html", help="the file to write")
    add_selection_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph.page import write_page

    if args.file.suffix.lower() not in (".html", ".htm"):
        raise WrongUse(f"{args.file} does not end in .html, and a web page is all that export writes.")
    asked = ask(args)
    page = write_page(asked.dataset, asked.selection, today=args.today)
    try:
        args.file.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise WrongUse(f"{args.file} cannot be written: {error.strerror}.") from None
    print(f"{args.file}: {len(page.encode()) // 1000} kB", file=out)
    return asked.code
