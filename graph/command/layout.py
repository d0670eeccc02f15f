"""python -m graph layout: works out where actors stand and stores it beside the data."""

from __future__ import annotations

import argparse
import json
import os
from typing import TextIO

from graph.command import read
from graph.command.options import add_data_options

NAME = "layout"
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

    dataset, code = read(args)
    stored = {} if args.fresh else dataset.layout
    found = layout(dataset, keep=stored)
    path = args.data / "layout.json"
    text = as_json(found)
    partial = path.with_suffix(".json.new")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)
    new = sum(actor not in stored for actor in found)
    print(f"Actors placed: {len(found)}, of them new: {new}. Written to {path}.", file=out)
    return code


def as_json(positions: dict[str, tuple[float, float]]) -> str:
    """One actor a line, by id, whole numbers: a new actor is one new line."""
    rows = [f"  {json.dumps(actor)}: [{round(x)}, {round(y)}]" for actor, (x, y) in sorted(positions.items())]
    return "{\n" + ",\n".join(rows) + "\n}\n" if rows else "{}\n"
