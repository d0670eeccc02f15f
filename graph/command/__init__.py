"""The commands, one module each: NAME, HELP, add_arguments(parser), run(args, out) -> exit code.

Adding a command adds one file here; `graph.__main__` finds it.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Iterable

from graph.files import is_half_saved
from graph.model import Dataset, Problem

if TYPE_CHECKING:
    from graph.selection import Part, Selection

FINE, PROBLEMS, WRONG_USE = 0, 1, 2


class WrongUse(Exception):
    """What was typed makes no sense; the message is one sentence that says what to type instead."""


def read(args: argparse.Namespace) -> tuple[Dataset, int]:
    """The dataset in the folder `args.data` and the exit code that it earns: PROBLEMS if part of it was left out.

    What was left out is counted on the error stream, so that the answer itself stays clean.
    """
    dataset, problems = load_folder(args)
    errors = sum(problem.degree == "error" for problem in problems)
    if errors:
        print(f"Left out what is wrong in {args.data} (problems: {errors}); see  python -m graph check", file=sys.stderr)
    return dataset, PROBLEMS if errors else FINE


def load_folder(args: argparse.Namespace) -> tuple[Dataset, list[Problem]]:
    from graph.kept import Kept, folder
    from graph.load import load  # here, so that --help is instant

    if not args.data.is_dir():
        raise WrongUse(f"There is no folder {args.data}: name a folder laid out like data/ with --data.")
    if is_half_saved(args.data):  # a save was cut off: it is finished first
        from graph.save import settle

        if wrong := settle(args.data):
            print(wrong, file=sys.stderr)
    return load(args.data, Kept(folder(os.environ)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command line asks for: of which dataset, which part; `code` is the exit code if all goes well."""

    dataset: Dataset
    selection: "Selection"
    part: "Part"
    code: int


def ask(args: argparse.Namespace, *, limit: int | None = None, of_store: bool = False) -> Asked:
    """Reads the dataset and selects from it. `limit` replaces the Selection's own default.

    `of_store`: the part is enough, so that a store may answer as well as a folder.

    Raises WrongUse for what makes no sense and for every id that does not exist.
    """
    from graph.selection import Selection, select
    from graph.store import looks_like_store

    try:
        selection = Selection.from_arguments(args)
    except ValueError as wrong:
        raise WrongUse(f"{wrong}.") from None
    if limit is not None and args.limit is None:
        selection = replace(selection, limit=limit)
    if looks_like_store(args.data):
        if not of_store:
            raise WrongUse("This command needs a folder of YAML; of a store you can ask  show, export  and  store.")
        return _ask_store(args, selection)
    dataset, code = read(args)
    selection = replace(selection, focus=tuple(actor_named(dataset, name) for name in selection.focus))
    part = select(dataset, selection, args.today)
    if part.unknown:
        raise WrongUse(f"The data knows no {part.unknown[0]}{did_you_mean(part.unknown[0], known_ids(dataset))}.")
    return Asked(dataset, selection, part, code)


def _ask_store(args: argparse.Namespace, selection: "Selection") -> Asked:
    """As `ask`, of a store: the whole is then the part, of which nobody beyond the limit is known."""
    from graph.store import open_store

    try:
        store = open_store(args.data)
    except ValueError as wrong:
        raise WrongUse(f"{wrong}.") from None
    try:
        known = store.actors(selection.focus).actors
        focus = tuple(actor if actor in known else next(iter(store.find(actor, 1)), actor) for actor in selection.focus)
        selection = replace(selection, focus=focus)
        part = store.select(selection, args.today)
    finally:
        store.close()
    if part.unknown:
        raise WrongUse(f"The store knows no {part.unknown[0]}.")
    return Asked(part.dataset, selection, part, FINE)


def known_ids(dataset: Dataset) -> list[str]:
    words = dataset.vocabulary
    return [*dataset.actors, *dataset.documents, *words.actor_kinds, *words.relation_kinds, *words.families]


def actor_named(dataset: Dataset, name: str) -> str:
    """The id of the actor with this id, or with this name in any spelling. Raises WrongUse if none or several fit."""
    if name in dataset.actors:
        return name
    from graph.search import find, named

    found = named(dataset, name) or find(dataset, name, limit=4)
    if not found:
        raise WrongUse(f"The data knows no actor {name}{did_you_mean(name, dataset.actors)}.")
    if len(found) > 1:
        raise WrongUse(f"{name} may be {', '.join(found[:3])}{' or others' if len(found) > 3 else ''}: name one of them.")
    return found[0]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """" (did you mean roza-otunbayeva?)", or nothing if no known word is near."""
    from rapidfuzz import fuzz, process, utils

    near = process.extractOne(word, list(known), scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=70)
    return f" (did you mean {near[0]}?)" if near else ""
