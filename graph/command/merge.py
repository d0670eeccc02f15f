"""python -m graph merge KEEP GONE: one actor out of two."""

from __future__ import annotations

import argparse
from typing import TextIO

from graph.command.editing import add_editing_options, carry_out

NAME = "merge"
HELP = """Make one actor out of two that are the same.

KEEP takes over the other's ties, spellings and whatever it does not say itself; ties that become the same
are made one, with the claims of both."""
EXAMPLES = """\
examples:
  python -m graph merge roza-otunbayeva roza-otunbaeva --dry-run
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("keep", metavar="KEEP", help="the actor that stays")
    parser.add_argument("gone", metavar="GONE", help="the actor that becomes part of it")
    add_editing_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph import edit

    return carry_out(lambda files: edit.merge(files, args.keep, args.gone), args, out)
