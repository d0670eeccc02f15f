"""The command line: python -m graph COMMAND."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from types import ModuleType
from typing import NoReturn, Sequence, TextIO

from graph import command
from graph.command import WRONG_USE, WrongUse, did_you_mean

DESCRIPTION = "Dated, sourced ties between political actors: check the data, ask it, draw it."
EXAMPLES = """\
examples:
  python -m graph check
  python -m graph show --year 2010 --focus kurmanbek-bakiyev
  python -m graph path "Roza Otunbayeva" "Dmitry Medvedev" --year 2010
  python -m graph export bakiyev.html --year 2010 --focus kurmanbek-bakiyev

exit codes: 0 fine, 1 problems in the data, 2 wrong use
"""


def commands() -> dict[str, ModuleType]:
    """Every module in graph/command that has a NAME, by that name."""
    modules = (
        importlib.import_module(f"{command.__name__}.{found.name}") for found in pkgutil.iter_modules(command.__path__)
    )
    return {module.NAME: module for module in modules if hasattr(module, "NAME")}


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that answers wrong use with one sentence instead of a page."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(f"{message[0].upper()}{message[1:].rstrip('.')}; see  {self.prog} --help")


def parser(known: dict[str, ModuleType]) -> Parser:
    top = Parser(
        prog="python -m graph", description=DESCRIPTION, epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    choice = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for name, module in known.items():
        text = module.HELP.strip()
        one = choice.add_parser(
            name, help=text.splitlines()[0], description=text, epilog=getattr(module, "EXAMPLES", None),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(one)
    return top


def main(argv: Sequence[str], out: TextIO) -> int:
    """Runs one command and returns its exit code; what it has to say goes to `out`, complaints to stderr."""
    known = commands()
    top = parser(known)
    try:
        first = next((word for word in argv if not word.startswith("-")), None)
        if first is not None and argv[0] == first and first not in known:
            raise WrongUse(f"There is no command {first}{did_you_mean(first, known)}; see  python -m graph --help")
        args = top.parse_args(argv)
        if args.command is None:
            top.print_help(out)
            return WRONG_USE
        return known[args.command].run(args, out)
    except WrongUse as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_USE


def _run() -> int:
    try:
        code = main(sys.argv[1:], sys.stdout)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader has seen enough: `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(_run())
