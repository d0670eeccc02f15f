"""What each measure means, assumes and counts, with the reader's own network as the example."""

from __future__ import annotations

import numpy as np

from graph.measures import OF_ACTORS, OF_NETWORKS, Measure, rank
from graph.screen import frame
from graph.screen.frame import Markup, Translate
from graph.screen.measures.asked import Asked


def show(asked: Asked, _: Translate) -> None:
    frame.show(frame.note(_("Each example is drawn from the ties of {year} that the selection keeps.").format(year=asked.year)))
    frame.show(frame.heading(2, _("Of an actor")))
    frame.show(Markup("").join(_card(asked, measure, _) for measure in OF_ACTORS.values()))
    frame.show(frame.heading(2, _("Of a network")))
    frame.show(Markup("").join(_card(asked, measure, _) for measure in OF_NETWORKS.values()))


def _card(asked: Asked, measure: Measure, _: Translate) -> Markup:
    rows = (
        (_("Counts"), _(measure.counts)), (_("Assumes"), _(measure.assumes)), (_("Formula"), measure.formula),
        (_("Range"), f"{measure.range} ({_(measure.unit)})"), (_("Cost"), measure.cost), (_("Source"), measure.source),
    )
    told = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(*row) for row in rows)
    return Markup('<section class="bp-card" id="{}"><p><strong>{}.</strong> {}</p><p class="bp-note">{}</p><dl class="bp-facts">{}</dl></section>').format(
        measure.id, _(measure.name), _(measure.meaning), example(asked, measure, _), told)


def example(asked: Asked, measure: Measure, _: Translate) -> str:
    """One sentence about the actor that comes first by the measure, or about the whole network."""
    place = asked.told.years.index(asked.year)
    if measure.of == "network":
        return _(measure.example).format(value=measure.text(asked.told.networks[measure.id][place]))
    row = asked.told.values[measure.id][place][[asked.told.place[actor] for actor in asked.net.actors]]
    ranks = rank(measure, np.where(asked.ranked, row, np.nan))
    first = next((place for place in np.argsort(np.where(ranks, ranks, ranks.max(initial=0) + 1), kind="stable") if ranks[place]), None)
    if first is None:
        return ""
    return f"{asked.year}: " + _(measure.example).format(name=asked.name(asked.net.actors[first]), value=measure.text(row[first]))
