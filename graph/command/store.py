"""python -m graph store: a dataset too large for YAML, as tables that an engine answers from."""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from graph.command import FINE, PROBLEMS, WrongUse, load_folder
from graph.command.options import add_selection_options
from graph.command.show import columns

if TYPE_CHECKING:
    from graph.selection import Selection
    from graph.store.over import Laid
    from graph.store.store import Store

NAME = "store"
HELP = """Build a store, and ask it what only an engine can answer.

A store is one .duckdb file, or a folder of Parquet that Spark reads too. With BAILANYSH_SPARK naming a
master (spark://host:7077) or Spark Connect (sc://host:15002), Spark answers instead of DuckDB.

`import` makes one of event data: a tie for each pair of actors, kind and year, with how many events say so.
`build --over` lays curated YAML over a store: its actors and claims come first. See docs/scale.md."""
EXAMPLES = """\
examples:
  python -m graph store build data kyrgyz.duckdb
  python -m graph store import 20150218*.export.CSV gdelt.duckdb --map gdelt
  python -m graph store build data both.duckdb --over gdelt.duckdb --same same.yaml
  python -m graph store years kyrgyz.duckdb --family alliance
  python -m graph store pagerank kyrgyz.duckdb --year 2010 --limit 20
"""
ASKED = {"years": "ties in each year", "degree": "ties of one actor in each year", "components": "how many actors hang together",
         "pagerank": "who is pointed at by those who are", "find": "actors by any spelling"}
SHOWN = 12  # of those who are the same


def add_arguments(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    build = choice.add_parser("build", help="a store from a folder of YAML")
    build.add_argument("folder", type=Path, metavar="DIR")
    build.add_argument("out", type=Path, metavar="OUT", help="a file that ends in .duckdb, or a folder for Parquet")
    over = build.add_argument_group("over a store")
    over.add_argument("--over", type=Path, metavar="STORE", help="a store whose records stand beside those of DIR, which come first")
    over.add_argument("--same", type=Path, metavar="FILE", help="a YAML file that says who is the same in both, and who is not")
    over.add_argument("--met", type=Path, metavar="FILE", help="write who was found to be whom, and whose names do not tell, as CSV")
    events = choice.add_parser("import", help="a store from event data: GDELT, ICEWS, POLECAT, or any table with a map")
    events.add_argument("events", type=Path, nargs="+", metavar="EVENTS", help="text in columns (.gz too) or Parquet; several files make one store")
    events.add_argument("out", type=Path, metavar="OUT", help="a file that ends in .duckdb, or a folder for Parquet")
    events.add_argument("--map", required=True, metavar="MAP", help="gdelt, icews, polecat, or a file laid out as they are")
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
        return {"build": _build, "import": _import}.get(args.what, _ask)(args, out)
    except NoEngine as missing:
        raise WrongUse(f"{missing}.") from None


def _build(args: argparse.Namespace, out: TextIO) -> int:
    from graph.store import make

    if not args.over and (args.same or args.met):
        raise WrongUse("--same and --met say something of a store that is laid under: name it with --over.")
    args.data = args.folder
    dataset, problems = load_folder(args)
    errors = sum(problem.degree == "error" for problem in problems)
    if args.over:
        from graph.store import lay_over

        with _one_sentence():
            laid = lay_over(dataset, args.over, args.out, args.same)
        _say_met(laid, args, out)
    else:
        with _one_sentence():
            make(dataset, args.out)
        print(f"{args.out}: actors {len(dataset.actors)}, ties {len(dataset.relations)}", file=out)
    if errors:
        print(f"Left out what is wrong in {args.folder} (problems: {errors}); see  python -m graph check --data {args.folder}", file=out)
    return PROBLEMS if errors else FINE


def _say_met(laid: "Laid", args: argparse.Namespace, out: TextIO) -> None:
    print(f"{args.out}: actors {laid.actors:,}, ties {laid.ties:,}", file=out)
    how = ", ".join(f"{name} {many}" for name, many in laid.by.items())
    print(f"The same in both: {len(laid.met)}{f' ({how})' if how else ''}; only in {args.over}: {laid.theirs:,}", file=out)
    for met in laid.met[:SHOWN]:
        print(f"  {met.theirs} ({met.name}) is {met.ours}, by {met.how}", file=out)
    if laid.unsure:
        print(f"Kept apart, because their names do not tell who they are: {len(laid.unsure)}", file=out)
        for theirs, ours in list(laid.unsure.items())[:SHOWN]:
            print(f"  {theirs} may be {', '.join(ours[:4])}", file=out)
    if not args.met:
        if max(len(laid.met), len(laid.unsure)) > SHOWN:
            print("All of them: --met FILE.csv", file=out)
        return
    try:
        with args.met.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("in the store", "name", "curated", "by"))
            rows.writerows((met.theirs, met.name, met.ours, met.how) for met in laid.met)
            rows.writerows((theirs, "", " ".join(ours), "unsure") for theirs, ours in laid.unsure.items())
    except OSError as error:
        raise WrongUse(f"{args.met} cannot be written: {error.strerror}.") from None


def _import(args: argparse.Namespace, out: TextIO) -> int:
    from graph.store import import_events, read_map

    with _one_sentence():
        by = read_map(args.map)
        made = import_events(args.events, args.out, by)
    print(f"{args.out}: actors {made.actors:,}, ties {made.ties:,}, from {made.events:,} events of {made.first} to {made.last}", file=out)
    if made.left_out:
        print("Left out, rows:", file=out)
        for why, many in made.left_out.items():
            more = "; ".join(f"{code} {times:,}" for code, times in made.unmapped.items()) if "map" in why and "code" in why else ""
            print(f"  {many:,}  {why}{f' ({more})' if more else ''}", file=out)
    return FINE


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
    """What is wrong with a store, as wrong use; of a file that says how to read it, every place."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind, error, trace) -> None:
        if kind is not None and issubclass(kind, ValueError):
            raise WrongUse("\n".join(map(str, error.problems)) if hasattr(error, "problems") else f"{error}.") from None
