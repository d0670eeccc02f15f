"""python -m graph layout: works out where actors stand and stores it beside the data."""

from __future__ import annotations

import argparse
import json
from typing import TextIO

from graph.command import PROBLEMS, read
from graph.command.options import add_data_options

NAME = "layout"
LAYOUT = "layout.json"
HELP = """Store where actors stand, in layout.json beside the data.

Actors that have a position keep it; new ones are put in free space near those they are tied to."""
EXAMPLES = """\
examples:
  python -m graph layout
  python -m graph layout --fresh
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fresh", action="store_true", help="forget all stored positions and lay everything out anew")
    add_data_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph.layout import layout
    from graph.save import Saved, save

    dataset, code = read(args)
    stored = {} if args.fresh else dataset.layout
    found = layout(dataset, keep=stored)
    path = args.data / LAYOUT
    before = path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
    outcome = save(args.data, {LAYOUT: before}, {LAYOUT: as_json(found)})
    if not isinstance(outcome, Saved):
        print(outcome, file=out)
        return PROBLEMS
    new = sum(actor not in stored for actor in found)
    print(f"Actors placed: {len(found)}, of them new: {new}. Written to {path}.", file=out)
    return code


def as_json(positions: dict[str, tuple[float, float]]) -> str:
    """One actor a line, by id, whole numbers: a new actor is one new line."""
    rows = [f"  {json.dumps(actor)}: [{round(x)}, {round(y)}]" for actor, (x, y) in sorted(positions.items())]
    return "{\n" + ",\n".join(rows) + "\n}\n" if rows else "{}\n"
