"""python -m graph publish DIR: the read-only explorer as static files."""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path
from typing import TextIO

from graph.checkout import commit
from graph.command import WrongUse, ask
from graph.command.options import add_selection_options

NAME = "publish"
HELP = """Write the explorer as static files that any web server can hand out.

The map, and a page for every actor, year and document, which need no JavaScript; in English, Russian and Kyrgyz. DIR is
replaced whole; a folder that holds anything else is refused. The files also open from disk."""
EXAMPLES = """\
examples:
  python -m graph publish site
  python -m graph publish /srv/www/bailanysh --base https://bailanysh.example.org
  python -m graph publish alliances --family alliance,rivalry --year 2010
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder to write")
    parser.add_argument("--base", type=_address, metavar="URL",
                        help="where the site will stand: canonical links, previews and the site map need it")
    add_selection_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph.site import NotOurs, publish  # here, so that --help is instant

    asked = ask(args)
    began = time.monotonic()
    tell = sys.stderr.isatty()

    def say(text: str) -> None:
        print(f"\r\033[K{text}" if tell else text, end="" if tell else "\n", file=sys.stderr, flush=True)

    try:
        files, kept = publish(asked.dataset, asked.selection, args.folder, today=args.today, base=args.base,
                              commit=commit(args.data), say=say)
    except NotOurs as refused:
        raise WrongUse(str(refused)) from None
    except ValueError as nothing:
        raise WrongUse(f"{args.folder} was not written: {nothing}.") from None
    except OSError as error:
        raise WrongUse(f"{args.folder} cannot be written: {error.strerror}.") from None
    finally:
        print("\r\033[K" if tell else "", end="", file=sys.stderr, flush=True)
    print(f"{args.folder}: files: {files}, of them unchanged: {kept}; {time.monotonic() - began:.0f} s.", file=out)
    if not args.base:
        print("Without --base there is no site map, no canonical link and no preview.", file=sys.stderr)
    return asked.code


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#\"<>]+(/[^\s?#\"<>]*)?", text):
        raise argparse.ArgumentTypeError(f"'{text}' is no address of a site: write one such as https://bailanysh.example.org")
    return text
