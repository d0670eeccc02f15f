"""python -m graph rename OLD NEW: another id, everywhere it is used."""

from __future__ import annotations

import argparse
from typing import TextIO

from graph.command.editing import add_editing_options, carry_out

NAME = "rename"
HELP = """Give an actor, a document or an event another id, everywhere it is used.

All files change or none. Links that readers have saved name the old id: rename only what is not published."""
EXAMPLES = """\
examples:
  python -m graph rename aida-one aida-uan --dry-run
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the id as it is")
    parser.add_argument("new", metavar="NEW", help="the id as it shall be")
    add_editing_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph import edit

    return carry_out(lambda files: edit.rename(files, args.old, args.new), args, out)
