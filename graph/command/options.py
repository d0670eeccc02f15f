"""The options that every command about a part of a dataset shares: the Selection's, --data and --today."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import Any, Callable

from graph.model import LANGUAGES, STATUSES
from graph.selection import LIMIT, OPTIONS


def add_data_options(parser: argparse.ArgumentParser) -> None:
    """--data and --today."""
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR",
                        help="the folder of the dataset (default: data)")
    parser.add_argument("--today", type=_day, default=datetime.date.today(), metavar="DAY",
                        help="the day up to which ongoing ties hold, as 2026-11-22 (default: today)")


def add_selection_options(parser: argparse.ArgumentParser) -> None:
    """The Selection's options, to be read by Selection.from_arguments, and those of add_data_options."""
    part = parser.add_argument_group("which part", "several values: give the option again, or ids with commas between")

    def one(key: str, metavar: str, text: str) -> None:
        option = OPTIONS[key]
        part.add_argument(f"--{option.word}", dest=option.argument, type=_one(key), metavar=metavar, help=text)

    def some(key: str, metavar: str, text: str, convert: Callable[[str], list[str]] | None = None) -> None:
        option = OPTIONS[key]
        part.add_argument(f"--{option.word}", dest=option.argument, action="extend", metavar=metavar,
                          type=convert or _ids(key), help=text)

    one("year", "DATE", "a year, month or day: 2010, 2010-06, 2010-06-10")
    one("from", "DATE", "the first year, month or day of a window of time")
    one("to", "DATE", "the last year, month or day of a window of time")
    part.add_argument("--certain", action="store_true", help="leave out ties that merely may have held then")
    some("focus", "ACTOR", "only the surroundings of these actors")
    one("radius", "1|2|3", "how many ties around the focus (default: 1)")
    some("family", "FAMILY", "families of ties")
    some("kind", "KIND", "kinds of ties and kinds of actors")
    some("status", "STATUS", f"any of {', '.join(STATUSES)}")
    some("document", "DOCUMENT", "ties that these documents assert")
    some("speaker", "VOICE", "ties that this voice asserts: an actor, a document, or its words", lambda text: [text])
    some("standpoint", "PUBLISHER", "ties that a document of this publisher asserts", lambda text: [text])
    one("limit", "ACTORS", f"at most so many actors (default: {LIMIT})")
    one("lang", "|".join(LANGUAGES), "the language of names and sentences (default: en)")
    one("open", "ID", "the actor or tie whose panel stands open")
    add_data_options(parser)


def _one(key: str) -> Callable[[str], Any]:
    def convert(text: str) -> Any:
        try:
            return OPTIONS[key].accept(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return convert


def _ids(key: str) -> Callable[[str], list[str]]:
    def convert(text: str) -> list[str]:
        return [_one(key)(part.strip()) for part in text.split(",") if part.strip()]

    return convert


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day: write it as 2026-11-22") from None
