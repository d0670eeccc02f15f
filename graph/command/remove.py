"""python -m graph remove ID: a record less."""

from __future__ import annotations

import argparse
from typing import TextIO

from graph.command.editing import add_editing_options, carry_out

NAME = "remove"
HELP = """Remove an actor, a tie, a document or an event.

An actor or a document that is used stays, unless what depends on it shall go too: the ties of the actor, the
claims that cite the document, and a tie that has no claim left."""
EXAMPLES = """\
examples:
  python -m graph remove aida-one.supports.bolot-two.2005 --dry-run
  python -m graph remove aida-one --with-uses
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--with-uses", action="store_true", help="remove what depends on it too")
    add_editing_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph import edit

    return carry_out(lambda files: edit.remove(files, args.id, with_uses=args.with_uses), args, out)
