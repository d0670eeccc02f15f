"""The commands, one module each: NAME, HELP, add_arguments(parser), run(args, out) -> exit code.

Adding a command adds one file here; `graph.__main__` finds it.
"""

from __future__ import annotations

import argparse
import sys
from typing import Iterable

from graph.model import Dataset, Problem

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
    from graph.load import load  # here, so that --help is instant

    if not args.data.is_dir():
        raise WrongUse(f"There is no folder {args.data}: name a folder laid out like data/ with --data.")
    return load(args.data)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """" (did you mean roza-otunbayeva?)", or nothing if no known word is near."""
    from rapidfuzz import fuzz, process, utils

    near = process.extractOne(word, list(known), scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=70)
    return f" (did you mean {near[0]}?)" if near else ""
