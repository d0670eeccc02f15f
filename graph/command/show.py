"""python -m graph show: the actors and ties of a selection, as text to read or as a graph to compute with."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import Iterator, TextIO

from graph.command import Asked, ask
from graph.command.options import add_selection_options

NAME = "show"
HELP = """List the actors and ties of a selection.

With --json as networkx's node-link data: nodes carry kind and names, the ties, under
"edges", kind, family, sign, status, start, end, role and claims."""
EXAMPLES = """\
examples:
  python -m graph show --year 2010 --focus kurmanbek-bakiyev
  python -m graph show --from 2005-03 --to 2005-04 --family alliance,rivalry
  python -m graph show --status contested --language ru
  python -m graph show --year 2010 --json > 2010.json

  >>> import json, networkx
  >>> networkx.node_link_graph(json.load(open("2010.json")), edges="edges")
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="node-link data for networkx instead of text")
    add_selection_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    asked = ask(args, of_store=True)
    if args.json:
        from graph.network import build, node_link

        json.dump(node_link(build(asked.part.dataset, asked.part.certainty)), out, ensure_ascii=False, indent=1)
        print(file=out)
    else:
        for line in text(asked, args):
            print(line, file=out)
    return asked.code


def text(asked: Asked, args: argparse.Namespace) -> Iterator[str]:
    """The selection as lines: what it holds, its actors by number of ties, its ties by time."""
    from graph.words import translator

    _ = translator(asked.selection.language)
    part = asked.part
    yield _("Actors: {shown} of {total}. Ties: {ties} of {all_ties}.").format(
        shown=len(part.dataset.actors), total=part.actors_total,
        ties=len(part.dataset.relations), all_ties=part.ties_total,
    )
    if part.left_out:
        yield _("Left out beyond the limit of {limit}: {left_out} actors with the fewest ties.").format(
            limit=asked.selection.limit, left_out=part.left_out
        )
    if part.undated:
        yield _("Matching ties without a date, not shown: {count}.").format(count=len(part.undated))
    yield ""
    yield from columns(actor_rows(asked))
    yield ""
    yield from tie_lines(asked, args)


def actor_rows(asked: Asked) -> list[tuple[str, ...]]:
    dataset, language = asked.part.dataset, asked.selection.language
    ties = Counter(end for relation in dataset.relations.values() for end in {relation.source, relation.target})
    kinds = dataset.vocabulary.actor_kinds
    actors = sorted(dataset.actors.values(), key=lambda actor: (-ties[actor.id], actor.id))
    return [
        (str(ties[actor.id]), actor.name.in_language(language), kinds[actor.kind].label.in_language(language), actor.id)
        for actor in actors
    ]


def tie_lines(asked: Asked, args: argparse.Namespace) -> Iterator[str]:
    """Two lines a tie: what it was; when, how well it is supported, and by which documents."""
    from graph.grammar import sentence
    from graph.selection import spans
    from graph.words import date_text, translator

    dataset, language = asked.part.dataset, asked.selection.language
    _ = translator(language)
    when = spans(asked.dataset, args.today)
    for tie in sorted(dataset.relations.values(), key=lambda tie: (when[tie.id].start_latest, tie.id)):
        documents = ", ".join(dict.fromkeys(claim.document for claim in tie.claims))
        yield sentence(tie, dataset, language)
        yield f"    {date_text(tie, language, asked.dataset)} · {_(tie.status)} · {documents}"


def columns(rows: list[tuple[str, ...]], gap: str = "  ") -> list[str]:
    """The rows as lines, each column as wide as its widest cell (but the last)."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    return [gap.join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
