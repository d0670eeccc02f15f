"""python -m graph measures: who matters in a selection, by which measure, and how firm the order is."""

from __future__ import annotations

import argparse
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Iterator, TextIO

import numpy as np

from graph.command import Asked, WrongUse, ask, did_you_mean, read
from graph.command.options import add_selection_options
from graph.command.show import columns
from graph.selection import LIMIT

if TYPE_CHECKING:
    from graph.measures import Net
    from graph.measures.robust import Robustness

NAME = "measures"
HELP = """Measure the actors and the network of a selection.

All ties of the selection are measured; --limit only says how many actors are listed (default: 20).
What each measure means, assumes and counts: docs/measures.md."""
EXAMPLES = """\
examples:
  python -m graph measures --year 2010
  python -m graph measures --year 2010 --measure betweenness --robust
  python -m graph measures --from 2005-03 --to 2005-04 --among person --json
"""
LISTED = 20
EVERYBODY = 10**9


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--measure", default="degree", metavar="MEASURE",
                        help="by which actors are ranked (default: degree)")
    parser.add_argument("--among", metavar="KIND", help="rank only actors of this kind; all are measured")
    parser.add_argument("--robust", action="store_true",
                        help="the ranks that each takes when doubtful ties are left out or ties are lost at random")
    parser.add_argument("--renew", type=Path, metavar="FILE",
                        help="renew the catalogue and the tables of years between their marks in this Markdown file")
    parser.add_argument("--json", action="store_true", help="every measure of every actor, for a program to read")
    add_selection_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph.measures import OF_ACTORS

    if args.measure not in OF_ACTORS:
        raise WrongUse(f"There is no measure {args.measure}{did_you_mean(args.measure, OF_ACTORS)}: "
                       f"name one of {', '.join(OF_ACTORS)}.")
    if args.renew:
        return document(args)
    listed, args.limit = args.limit, None
    asked = ask(args, limit=EVERYBODY)
    kinds = asked.dataset.vocabulary.actor_kinds
    if args.among and args.among not in kinds:
        raise WrongUse(f"There is no kind of actor {args.among}{did_you_mean(args.among, kinds)}.")
    if args.json:
        json.dump(values(asked, args, listed), out, ensure_ascii=False, indent=1)
        print(file=out)
    else:
        for line in text(asked, args, listed or LISTED):
            print(line, file=out)
    return asked.code


def document(args: argparse.Namespace) -> int:
    from graph.measures.document import renew

    dataset, code = read(args)
    try:
        text = renew(args.renew.read_text(encoding="utf-8"), dataset, args.today)
    except (OSError, ValueError) as wrong:
        raise WrongUse(f"{args.renew} cannot be renewed: {getattr(wrong, 'strerror', None) or wrong}.") from None
    args.renew.write_text(text, encoding="utf-8")
    return code


def values(asked: Asked, args: argparse.Namespace, listed: int | None) -> dict[str, Any]:
    """Every measure, as numbers; null where one has no meaning. Actors in the order of the measure asked for."""
    from graph.measures import OF_ACTORS, OF_NETWORKS, net_of

    net = net_of(asked.part)
    found = {measure.id: measure.compute(net) for measure in OF_ACTORS.values()}
    among = _among(asked, net, args.among)
    ranks = _ranks(args.measure, found[args.measure], among)
    order = sorted(np.flatnonzero(among), key=lambda actor: (ranks[actor] or math.inf, net.actors[actor]))[:listed]
    told = {
        "version": asked.dataset.version,
        "selection": replace(asked.selection, limit=LIMIT).arguments(),
        "measure": args.measure,
        "network": {measure.id: _number(measure.compute(net)) for measure in OF_NETWORKS.values()},
        "actors": [
            {"id": net.actors[actor], "rank": int(ranks[actor]) or None,
             **{measure: _number(row[actor]) for measure, row in found.items()}}
            for actor in order
        ],
    }
    if args.robust:
        firm = _robust(net, args.measure, len(order), among)
        ranges = {standing.actor: standing for standing in firm.standings}
        for actor in told["actors"]:
            if standing := ranges.get(actor["id"]):
                actor["ranks"] = {"without": dict(standing.without),
                                  "lost": {f"{loss:.0%}": list(ends) for loss, ends in standing.lost.items()}}
        told["left_out"] = dict(firm.left_out)
    return told


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), 6)


def text(asked: Asked, args: argparse.Namespace, listed: int) -> Iterator[str]:
    """The network in a few numbers, then the actors in order."""
    from graph.measures import OF_ACTORS, OF_NETWORKS, net_of
    from graph.measures.telling import flip_text, range_text
    from graph.words import translator

    language, dataset = asked.selection.language, asked.part.dataset
    _ = translator(language)
    net = net_of(asked.part)
    yield from columns([(_(measure.name), measure.text(measure.compute(net))) for measure in OF_NETWORKS.values()])
    yield ""
    measure = OF_ACTORS[args.measure]
    found = measure.compute(net)
    among = _among(asked, net, args.among)
    ranks = _ranks(measure.id, found, among)
    order = [a for a in sorted(range(len(net)), key=lambda a: (ranks[a], net.actors[a])) if ranks[a]][:listed]
    firm = _robust(net, measure.id, listed, among) if args.robust else None
    ranges = {standing.actor: range_text(standing) for standing in firm.standings} if firm else {}
    head = ("", _(measure.name), *([_("Ranks it takes")] if firm else []), _("Name"), _("Kind"))
    kinds = dataset.vocabulary.actor_kinds
    rows = []
    for actor in order:
        record = dataset.actors[net.actors[actor]]
        rows.append((
            f"{ranks[actor]}.", measure.text(found[actor]), *([ranges.get(record.id, "")] if firm else []),
            record.name.in_language(language), kinds[record.kind].label.in_language(language),
        ))
    yield from columns([head, *rows])
    if firm:
        yield ""
        names = {actor.id: actor.name.in_language(language) for actor in dataset.actors.values()}
        for flip in firm.flips[:listed]:
            yield flip_text(flip, names, _)


def _among(asked: Asked, net: Net, kind: str | None) -> np.ndarray:
    """Which actors of the net are of this kind; all if it is None."""
    return np.array([kind in (None, asked.dataset.actors[actor].kind) for actor in net.actors], dtype=bool)


def _ranks(measure: str, found: np.ndarray, among: np.ndarray) -> np.ndarray:
    """Ranks among these actors, 0 for all others."""
    from graph.measures import OF_ACTORS, rank

    return rank(OF_ACTORS[measure], np.where(among, found, np.nan))


def _robust(net: Net, measure: str, top: int, among: np.ndarray) -> Robustness:
    from graph.measures import OF_ACTORS
    from graph.measures.robust import robustness

    return robustness(net, OF_ACTORS[measure].compute, more=OF_ACTORS[measure].more, top=top, among=among)
