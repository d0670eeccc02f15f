"""The parts of docs/measures.md that are drawn from the catalogue and from the data, between marks of their own."""

from __future__ import annotations

import datetime
import math
import re

import numpy as np

from graph.measures.catalogue import MEASURES, OF_ACTORS, OF_NETWORKS, Measure
from graph.measures.communities import agreement
from graph.measures.net import Net, net_of
from graph.measures.robust import robustness
from graph.measures.sides import sides
from graph.measures.telling import range_text
from graph.model import Dataset
from graph.selection import Selection, select

YEARS = (2005, 2010, 2020)
LISTED = 8
BY = "betweenness"
ALSO = ("degree", "negative_degree", "constraint")


def renew(text: str, dataset: Dataset, today: datetime.date) -> str:
    """The document with the catalogue and the tables of each year drawn anew; all else stays."""
    text = put(text, "catalogue", catalogue())
    for year in YEARS:
        text = put(text, str(year), year_tables(dataset, year, today))
    return text


def put(text: str, name: str, part: str) -> str:
    """The text with this part between its marks. Raises ValueError if it has no such marks."""
    found = re.compile(f"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    if not found.search(text):
        raise ValueError(f"has no marks <!-- {name} --> and <!-- end of {name} -->")
    return found.sub(lambda marks: f"{marks[1]}{part}{marks[2]}", text)


def catalogue() -> str:
    return "".join(_entry(measure) for measure in MEASURES.values())


def _entry(measure: Measure) -> str:
    facts = (
        ("Counts", measure.counts), ("Assumes", measure.assumes), ("Formula", f"`{measure.formula}`"),
        ("Range", f"{measure.range} ({measure.unit})"), ("Cost", measure.cost), ("Source", measure.source),
    )
    of = "an actor" if measure.of == "actor" else "a network"
    return f"### {measure.name} (`{measure.id}`, of {of})\n\n{measure.meaning}\n\n" + "".join(
        f"- **{name}:** {fact}\n" for name, fact in facts
    ) + "\n"


def year_tables(dataset: Dataset, year: int, today: datetime.date) -> str:
    """The network of a year in a line, then persons and other actors by betweenness, with the ranks that they take."""
    selection = Selection(first=str(year), limit=max(1, len(dataset.actors)))
    net = net_of(select(dataset, selection, today))
    persons = np.array([dataset.actors[actor].kind == "person" for actor in net.actors], dtype=bool)
    return "\n".join([
        _network(dataset, net), "",
        *_table(dataset, net, "Person", persons), "",
        *_table(dataset, net, "Other actor", ~persons), "", "",
    ])


def _network(dataset: Dataset, net: Net) -> str:
    told = "; ".join(
        f"{measure.name.lower()} {measure.text(measure.compute(net))}" for measure in OF_NETWORKS.values()
    )
    agreed, parted = agreement(net, dataset), sides(net)
    rand = "undefined" if math.isnan(agreed.index) else f"{agreed.index:.2f}"
    odds, proven = parted.fits[2]
    bound = "" if odds == proven else f" (at least {proven})"
    return (
        f"Data version `{dataset.version[:12]}`. {told[:1].upper()}{told[1:]}. "
        f"Communities agree with declared blocs to {rand} (adjusted Rand index, {agreed.actors} actors in {agreed.blocs} blocs). "
        f"At odds with the best two sides: {odds} of {parted.friendly + parted.hostile} signed edges{bound}."
    )


def _table(dataset: Dataset, net: Net, name: str, among: np.ndarray) -> list[str]:
    measure = OF_ACTORS[BY]
    found = robustness(net, measure.compute, top=LISTED, among=among)
    ranges = {standing.actor: standing for standing in found.standings}
    own = {each: OF_ACTORS[each].compute(net) for each in ALSO}
    place = {actor: number for number, actor in enumerate(net.actors)}
    head = [name, measure.name, "Rank", "Ranks it takes", *(OF_ACTORS[each].name for each in ALSO)]
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    for actor, standing in ranges.items():
        cells = [dataset.actors[actor].name.en, measure.text(standing.value), str(standing.rank), range_text(standing),
                 *(OF_ACTORS[each].text(own[each][place[actor]]) for each in ALSO)]
        lines.append(f"| {' | '.join(cells)} |")
    return lines
