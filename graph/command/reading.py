"""python -m graph read: an actor, a pair, a time or a comparison as prose with footnotes to the claims."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TextIO

from graph.command import Asked, WrongUse, actor_named, ask
from graph.command.options import add_selection_options

NAME = "read"
HELP = """Read the network as prose, each sentence with the numbers of the claims it rests on.

One actor, two actors (what ties them), nobody (all that the selection holds), or with --against what
changed between two times."""
EXAMPLES = """\
examples:
  python -m graph read roza-otunbayeva --year 2010
  python -m graph read "Бакиев" "Кулов" --language ru
  python -m graph read --year 2005-03 --family violence
  python -m graph read --year 2005 --against 2010 --focus felix-kulov --markdown > kulov.md
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("actors", nargs="*", metavar="ACTOR", help="an actor, or two: ids, or names in any spelling")
    parser.add_argument("--against", metavar="WINDOW", help="what changed from the time asked for to this one: 2010, 2005..2006")
    parser.add_argument("--markdown", action="store_true", help="Markdown instead of plain text")
    add_selection_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph.selection import MOST

    if len(args.actors) > 2:
        raise WrongUse("Name one actor or two; for more, use --focus.")
    asked = ask(args, limit=MOST if args.actors else None)
    actors = [actor_named(asked.dataset, name) for name in args.actors]
    reading = _comparison(asked, args) if args.against else _part(asked, args, actors)
    print(reading.markdown() if args.markdown else reading.text(), end="", file=out)
    return asked.code


def _part(asked: Asked, args: argparse.Namespace, actors: list[str]):
    from graph.page import in_words
    from graph.prose import read_actor, read_pair, read_window
    from graph.words import translator

    language, part = asked.selection.language, asked.part
    if not actors:
        title = in_words(asked.selection, asked.dataset, translator(language))
        return read_window(part, title=title, language=language, today=args.today, speakers=asked.dataset.actors)
    ties = [*part.dataset.relations, *(part.undated if asked.selection.window() is None else ())]
    whole = asked.dataset.keep(ties, actors)
    read = read_pair if len(actors) == 2 else read_actor
    certainty = part.certainty if asked.selection.window() else {}
    return read(whole, *actors, language=language, today=args.today, certainty=certainty, speakers=asked.dataset.actors)


def _comparison(asked: Asked, args: argparse.Namespace):
    from graph.compare import compare
    from graph.prose import read_comparison
    from graph.report import window_named, window_text
    from graph.words import translator

    selection = asked.selection
    if args.actors or selection.window() is None:
        raise WrongUse("Write  read --year 2005 --against 2010; whom it is about, say with --focus.")
    try:
        first, last = window_named(args.against)
    except ValueError as wrong:
        raise WrongUse(f"{str(wrong)[0].upper()}{str(wrong)[1:]}.") from None
    before = f"{selection.first}..{selection.last}" if selection.last else selection.first
    found = compare(asked.dataset, selection, replace(selection, first=first, last=last), args.today)
    windows = " → ".join(window_text(each, selection.language) for each in (before, args.against))
    title = translator(selection.language)("What changed: {windows}").format(windows=windows)
    return read_comparison(found, asked.dataset, title=title, language=selection.language, today=args.today)
