"""python -m graph export FILE: a selection as a picture, a graph file, tables, a text or all of it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TextIO

from graph.checkout import commit
from graph.command import WrongUse, ask, did_you_mean
from graph.command.options import add_selection_options
from graph.dates import parse_date
from graph.formats import FORMATS, Format, Options, Snapshot, format_of
from graph.formats.snapshot import SCALES
from graph.look import COMMUNITIES, Look
from graph.measures import OF_ACTORS
from graph.store import looks_like_store

NAME = "export"
HELP = """Write a selection into a file: a picture, a graph file, tables, a text, or all of it.

The file's ending says the format. Every file says what it was made of: the data's version, the selection,
the day, the licence, and how to cite it."""
EXAMPLES = """\
formats:
""" + "\n".join(f"  {each.suffix:<11} {each.purpose}" for each in FORMATS.values()) + """

examples:
  python -m graph export june.pdf --year 2010-06
  python -m graph export bakiyev.png --scale 4 --year 2010 --focus kurmanbek-bakiyev
  python -m graph export brokers.png --year 2010 --measure betweenness --colour communities
  python -m graph export changes.svg --compare 2005 2010
  python -m graph export years.gif --from 2005 --to 2020
  python -m graph export events.png.zip --each event --family violence
  python -m graph export network.gexf --limit 2000
  python -m graph export archive.zip --year 2010 --link https://example.org/explorer
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    parser.add_argument("--format", choices=FORMATS, metavar="FORMAT",
                        help=f"where the file's ending does not say it: {', '.join(FORMATS)}")
    parser.add_argument("--link", metavar="URL", help="where the explorer is: the file then holds a link that reopens the view")
    look = parser.add_argument_group("how a picture looks")
    look.add_argument("--scale", type=int, choices=SCALES, help="pixels to a unit: 1, 2 or 4 (default: 1)")
    look.add_argument("--bare", action="store_true", default=None, help="only the network, without title, key, sources and stamp")
    look.add_argument("--paper", choices=("screen", "a4"), help="the shape of a screen, or A4 lying (default: a4 for .pdf)")
    look.add_argument("--theme", choices=("light", "dark"), help="ink on white, or on night blue (default: light)")
    look.add_argument("--measure", choices=OF_ACTORS, metavar="MEASURE",
                      help=f"what the size of an actor tells: {', '.join(OF_ACTORS)} (default: its ties)")
    look.add_argument("--colour", choices=(*OF_ACTORS, COMMUNITIES), metavar="MEASURE",
                      help=f"what the colour of an actor tells: {COMMUNITIES}, or a measure as for --measure (default: its kind)")
    look.add_argument("--compare", nargs=2, metavar=("DATE", "DATE"),
                      help="two years, months or days, laid over each other: which ties began, which ended")
    look.add_argument("--each", choices=("year", "event"), help="what each picture of a series shows (default: year)")
    add_selection_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    chosen = FORMATS[args.format] if args.format else format_of(args.file.name)
    if chosen is None:
        endings = sorted(each.suffix for each in FORMATS.values())
        raise WrongUse(f"{args.file} ends in no format that is known{did_you_mean(args.file.suffix or args.file.name, endings)}: "
                       f"end it in one of {', '.join(endings)}, or name one with --format.")
    options = options_for(chosen, args)
    if args.link and not args.link.startswith(("https://", "http://")):
        raise WrongUse(f"{args.link} is no web address: begin --link with https:// or http://")
    look = look_of(chosen, args)
    asked = ask(args, of_store=True)
    snapshot = Snapshot.of(asked.dataset, asked.selection, args.today, commit=commit(args.data), base=args.link, look=look)
    try:
        content = chosen.write(snapshot, options)
        args.file.write_bytes(content)
    except ValueError as error:
        raise WrongUse(f"{args.file} was not written: {error}.") from None
    except OSError as error:
        raise WrongUse(f"{args.file} cannot be written: {error.strerror}.") from None
    print(f"{args.file}: {size(len(content))}. {snapshot.stamp.citation()}", file=out)
    return asked.code


def options_for(chosen: Format, args: argparse.Namespace) -> Options:
    """Raises WrongUse for an option that the format does not take."""
    given = {name: getattr(args, name) for name in ("scale", "bare", "paper", "theme", "each") if getattr(args, name) is not None}
    for name in given:
        if name not in chosen.takes:
            fitting = ", ".join(each.suffix for each in FORMATS.values() if name in each.takes)
            raise WrongUse(f"--{name} makes no difference to a {chosen.suffix} file: it is for {fitting}.")
    if chosen.id == "pdf":
        given.setdefault("paper", "a4")
    return Options(**given)


def look_of(chosen: Format, args: argparse.Namespace) -> Look:
    """Raises WrongUse for a look that the format or the dataset cannot have."""
    if not (args.measure or args.colour or args.compare):
        return Look()
    if not chosen.looks:
        fitting = ", ".join(each.suffix for each in FORMATS.values() if each.looks)
        raise WrongUse(f"--measure, --colour and --compare make no difference to a {chosen.suffix} file: they are for {fitting}.")
    if args.compare and chosen.group == "series":
        raise WrongUse(f"--compare lays two times over each other, and a {chosen.suffix} file shows one after the other.")
    if looks_like_store(args.data):
        raise WrongUse("--measure, --colour and --compare need a folder of YAML: a store gives only the part that is asked for.")
    try:
        for date in args.compare or ():
            parse_date(date)
    except ValueError as wrong:
        raise WrongUse(f"{wrong}.") from None
    return Look(args.measure, args.colour, tuple(args.compare) if args.compare else None)


def size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1000))} kB"
