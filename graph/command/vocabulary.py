"""python -m graph vocabulary: the kinds of actor and of tie that a dataset knows, as Markdown tables."""

from __future__ import annotations

import argparse
from typing import TextIO

from graph.command import read
from graph.command.options import add_data_options
from graph.model import RelationKind, Vocabulary

NAME = "vocabulary"
HELP = """List the kinds of actor and of tie, with the kinds of actor that may stand at each end.

The tables of docs/data.md are made by it."""
EXAMPLES = """\
examples:
  python -m graph vocabulary
  python -m graph vocabulary --data my-folder
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    dataset, code = read(args)
    print(*tables(dataset.vocabulary), sep="\n\n", file=out)
    return code


def tables(vocabulary: Vocabulary) -> tuple[str, str]:
    """The kinds of actor, and the families with their kinds of tie."""
    actors = ["| kind | English | Russian | Kyrgyz |", "|---|---|---|---|"]
    actors += [f"| `{kind.id}` | {kind.label.en} | {kind.label.ru} | {kind.label.ky} |"
               for kind in vocabulary.actor_kinds.values()]
    ties = ["| family | kind | sign | from | to | reads |", "|---|---|---|---|---|---|"]
    ties += [_row(kind, vocabulary.families[kind.family].label.en) for family in vocabulary.families
             for kind in vocabulary.relation_kinds.values() if kind.family == family]
    return "\n".join(actors), "\n".join(ties)


def _row(kind: RelationKind, family: str) -> str:
    sign = {1: "+", -1: "−", 0: "·"}[kind.sign]
    ends = [", ".join(kinds) or "any" for kinds in (kind.sources, kind.targets)]
    reading = kind.reading.en.replace("|", "\\|")
    return f"| {family} | `{kind.id}`{'' if kind.directed else ' ↔'} | {sign} | {ends[0]} | {ends[1]} | {reading} |"
