"""python -m graph store: a dataset too large for YAML, as tables that an engine answers from."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from graph.command import FINE, PROBLEMS, WrongUse, load_folder
from graph.command.options import add_selection_options
from graph.command.show import columns

if TYPE_CHECKING:
    from graph.selection import Selection
    from graph.store.store import Store

NAME = "store"
HELP = """Build a store, and ask it what only an engine can answer.

A store is one .duckdb file, or a folder of Parquet that Spark reads too. With BAILANYSH_SPARK naming a
master (spark://host:7077) or Spark Connect (sc://host:15002), Spark answers instead of DuckDB."""
EXAMPLES = """\
examples:
  python -m graph store build data kyrgyz.duckdb
  python -m graph store years kyrgyz.duckdb --family alliance
  python -m graph store pagerank kyrgyz.duckdb --year 2010 --limit 20
"""
ASKED = {"years": "ties in each year", "degree": "ties of one actor in each year", "components": "how many actors hang together",
         "pagerank": "who is pointed at by those who are", "find": "actors by any spelling"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    build = choice.add_parser("build", help="a store from a folder of YAML")
    build.add_argument("folder", type=Path, metavar="DIR")
    build.add_argument("out", type=Path, metavar="OUT", help="a file that ends in .duckdb, or a folder for Parquet")
    for name, text in ASKED.items():
        one = choice.add_parser(name, help=text)
        one.add_argument("store", type=Path, metavar="STORE")
        if name in ("degree", "find"):
            one.add_argument("text", metavar="ACTOR" if name == "degree" else "TEXT")
        one.add_argument("--json", action="store_true", help="as JSON")
        add_selection_options(one)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph.store import NoEngine

    try:
        return (_build if args.what == "build" else _ask)(args, out)
    except NoEngine as missing:
        raise WrongUse(f"{missing}.") from None


def _build(args: argparse.Namespace, out: TextIO) -> int:
    from graph.store import make

    args.data = args.folder
    dataset, problems = load_folder(args)
    errors = sum(problem.degree == "error" for problem in problems)
    with _one_sentence():
        make(dataset, args.out)
    print(f"{args.out}: actors {len(dataset.actors)}, ties {len(dataset.relations)}", file=out)
    if errors:
        print(f"Left out what is wrong in {args.folder} (problems: {errors}); see  python -m graph check --data {args.folder}", file=out)
    return PROBLEMS if errors else FINE


def _ask(args: argparse.Namespace, out: TextIO) -> int:
    from graph.selection import Selection
    from graph.store import open_store

    try:
        selection = Selection.from_arguments(args)
    except ValueError as wrong:
        raise WrongUse(f"{wrong}.") from None
    with _one_sentence():
        store = open_store(args.store)
    found = _answer(store, args, selection)
    if args.json:
        json.dump(found, out, ensure_ascii=False, indent=1)
        print(file=out)
    elif found:
        print(*columns([tuple(found[0]), *(tuple(map(str, row.values())) for row in found)]), sep="\n", file=out)
    return FINE


def _answer(store: "Store", args: argparse.Namespace, selection: "Selection") -> list[dict]:
    if args.what == "find":
        ids = store.find(args.text, selection.limit)
        known = store.actors(ids).actors
        return [{"actor": id, "name": known[id].name.in_language(selection.language)} for id in ids]
    if args.what == "components":
        return [{"component": number, "actors": many} for number, many in enumerate(store.components(selection, args.today), 1)]
    if args.what == "pagerank":
        return [{"actor": actor, "pagerank": round(value, 9)} for actor, value in store.pagerank(selection, args.today).items()]
    first, last = store.axis(args.today)
    if args.what == "years":
        years = store.per_year(selection, args.today, first, last)
    else:
        found = [args.text] if args.text in store.actors([args.text]).actors else store.find(args.text, 1)
        if not found:
            raise WrongUse(f"The store knows no actor {args.text}.")
        years = store.degree_per_year(found[0], selection, args.today, first, last)
    return [{"year": first + place, "certain": sure, "possible": maybe}
            for place, (sure, maybe) in enumerate(zip(years.certain, years.possible))]


class _one_sentence:
    """What is wrong with a store, as wrong use."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind, error, trace) -> None:
        if kind is not None and issubclass(kind, ValueError):
            raise WrongUse(f"{error}.") from None
