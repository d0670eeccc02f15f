"""python -m graph path A B: the shortest chains of ties between two actors, each with who says so."""

from __future__ import annotations

import argparse
import json
from typing import Iterator, TextIO

from graph.command import Asked, WrongUse, actor_named, ask
from graph.command.options import add_selection_options
from graph.network import Chain, build, chains
from graph.words import quoted

NAME = "path"
HELP = """Say how two actors are connected: the shortest chains of ties, each with who says so.

Actors are named by id or by any spelling of their name."""
EXAMPLES = """\
examples:
  python -m graph path roza-otunbayeva dmitry-medvedev --year 2010
  python -m graph path "Бакиев" "Putin" --avoid russia
  python -m graph path akayev otunbayeva --cooperative --in-time --json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help="an actor: its id, or its name in any spelling")
    parser.add_argument("b", metavar="B", help="the other actor")
    parser.add_argument("--avoid", action="append", default=[], metavar="ACTOR", help="no chain through this actor")
    parser.add_argument("--cooperative", action="store_true", help="only through cooperative ties")
    parser.add_argument("--in-time", action="store_true", help="each tie begins no earlier than the one before")
    parser.add_argument("--chains", type=int, default=10, metavar="N", help="at most so many chains (default: 10)")
    parser.add_argument("--json", action="store_true", help="the chains as JSON instead of text")
    add_selection_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph.selection import MOST

    asked = ask(args, limit=MOST)
    a, b = (actor_named(asked.dataset, name) for name in (args.a, args.b))
    if a == b:
        raise WrongUse(f"A path needs two different actors; {args.a} and {args.b} are both {a}.")
    avoiding = [actor_named(asked.dataset, name) for name in args.avoid]
    graph = build(asked.part.dataset, asked.part.certainty)
    found: list[Chain] = []
    if a in graph and b in graph:
        found = chains(
            graph, a, b, limit=args.chains, avoiding=avoiding,
            only_cooperative=args.cooperative, in_time=args.in_time,
        )
    if args.json:
        json.dump({"from": a, "to": b, "chains": as_json(found, asked)}, out, ensure_ascii=False, indent=1)
        print(file=out)
    else:
        for line in text(a, b, found, asked):
            print(line, file=out)
    return asked.code


def as_json(found: list[Chain], asked: Asked) -> list[list[dict[str, object]]]:
    relations = asked.dataset.relations
    return [
        [{**relations[rid].model_dump(mode="json", exclude_none=True), "status": relations[rid].status} for rid in chain]
        for chain in found
    ]


def text(a: str, b: str, found: list[Chain], asked: Asked) -> Iterator[str]:
    from graph.words import translator

    language = asked.selection.language
    _ = translator(language)
    names = {"a": asked.dataset.actors[a].name.in_language(language), "b": asked.dataset.actors[b].name.in_language(language)}
    if not found:
        yield _("No chain of these ties leads from {a} to {b}. That proves nothing: see what the documents cover.").format(**names)
        return
    yield _("From {a} to {b}: the shortest chains have {ties} ties; shown: {shown}.").format(
        ties=len(found[0]), shown=len(found), **names
    )
    for number, chain in enumerate(found, start=1):
        yield ""
        yield f"{number}."
        for rid in chain:
            yield from tie(rid, asked)


def tie(rid: str, asked: Asked) -> Iterator[str]:
    """A tie as a dated sentence, and under it who says what, where."""
    from graph.grammar import sentence
    from graph.words import date_text, translator

    language = asked.selection.language
    _ = translator(language)
    dataset = asked.dataset
    relation = dataset.relations[rid]
    yield f"   {sentence(relation, dataset, language)} ({date_text(relation, language, dataset)}; {_(relation.status)})"
    for claim in relation.claims:
        document = dataset.documents[claim.document]
        by = dataset.actors[claim.by].name.in_language(language) if claim.by in dataset.actors else claim.by
        who = " ".join(filter(None, (by, _(claim.stance) if by or claim.stance != "asserts" else None)))
        said = ": ".join(filter(None, (who, claim.quote and quoted(claim.quote))))
        where = ", ".join(filter(None, (document.title, document.publisher, document.date)))
        yield f"      {said} — {where}" if said else f"      {where}"
