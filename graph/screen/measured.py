"""What the map can tell of measures: one measure of every actor in every year, or the communities, over all ties."""

from __future__ import annotations

import datetime
import math
from typing import Any, Container, Mapping

from graph.measures import OF_ACTORS
from graph.measures.communities import LEAST, Agreement, Communities, agreement, carry, colours, namesakes
from graph.measures.groups import affiliations
from graph.measures.net import BLOCS
from graph.measures.telling import turn_text
from graph.measures.years import Years, drawn, through_years
from graph.model import Dataset
from graph.picture import GROUPS
from graph.screen.network_view import packed_measure
from graph.screen.shared import Shared
from graph.selection import Selection
from graph.words import translator

COMMUNITIES = "communities"
TOLD = 6  # members of a community whose birth, end, split or merger is told beside the map

_years: Shared[Years] = Shared(2)
_packed: Shared[bytes] = Shared(60)


def measures(language: str) -> list[dict[str, Any]]:
    """What the size and the colour of an actor can tell; what is `grouped` only the colour."""
    _ = translator(language)
    numbers = [{"id": measure.id, "label": _(measure.name), "unit": _(measure.unit), "digits": measure.digits}
               for measure in OF_ACTORS.values()]
    return [{"id": COMMUNITIES, "label": _("Communities"), "grouped": True}, *numbers]


def years(found: Dataset, today: datetime.date) -> Years:
    """All measures in all years: a second or two for each state of the files and day."""
    return _years.get((found.version, today), lambda: through_years(found, Selection(), today))


def measured(found: Dataset, wire_id: str, measure: str, today: datetime.date, language: str) -> bytes:
    """One measure for the view, packed."""
    return _packed.get((wire_id, measure), lambda: packed_measure(measure, wire_id=wire_id, **told(found, measure, today, language)))


def told(found: Dataset, measure: str, today: datetime.date, language: str) -> dict[str, Any]:
    """One measure in all years, to three digits, or the communities: {first, values …} as the view reads them."""
    over = years(found, today)
    first = over.years[0] if over.years else today.year
    if measure == COMMUNITIES:
        return {"first": first, **_communities(found, over, language)}
    return {"first": first, "values": {
        actor: [None if value != value else float(f"{value:.3g}") for value in row]
        for actor, row in zip(over.actors, over.values[measure].T.tolist())
    }}


def with_values(found: Dataset, chosen: Container[str | None], today: datetime.date, language: str) -> list[dict[str, Any]]:
    """The chosen ones of `measures`, each with what is told of it: for a view that cannot ask."""
    return [each | told(found, each["id"], today, language) for each in measures(language) if each["id"] in chosen]


def _communities(found: Dataset, told: Years, language: str) -> dict[str, Any]:
    """Of each actor the label of its community in each year; of each label its colour; of each year the communities'
    names, what became of those of the year before, and how far they are the declared blocs."""
    _ = translator(language)
    shown = drawn(told)
    nets = {year: net for year, net in zip(told.years, told.nets) if year in shown}
    groups = carry(nets.items())
    names = {year: _names(found, told, groups, year, language) for year in shown}
    label_of = {year: {actor: label for label, members in groups.groups[year].items() for actor in members} for year in shown}
    return {
        "values": {actor: [label_of.get(year, {}).get(actor) for year in told.years] for actor in told.actors},
        "places": colours(groups, len(GROUPS["light"])), "colours": GROUPS["light"], "coloursDark": GROUPS["dark"],
        "names": names,
        "turns": {year: _turns(groups, names, year, language) for year in shown},
        "agreement": {year: _agreed(agreement(net, found), language) for year, net in nets.items()},
        "method": _("Leiden communities of {least} and more, by cooperative ties, membership and office of the year, whatever the filters. "
                    "Their colours and numbers stay from year to year.").format(least=LEAST),
    }


def _names(found: Dataset, told: Years, groups: Communities, year: int, language: str) -> Mapping[int, str]:
    place = told.years.index(year)
    declared = affiliations(told.nets[place], found, BLOCS)
    strength = dict(zip(told.actors, told.values["strength"][place]))
    return {
        label: ", ".join(found.actors[actor].name.in_language(language) for actor in namesakes(members, declared, strength))
        for label, members in groups.groups[year].items()
    }


def _turns(groups: Communities, names: Mapping[int, Mapping[int, str]], year: int, language: str) -> list[str]:
    _ = translator(language)
    called = {label: f"{name} ({label + 1})" for label, name in {**names.get(year - 1, {}), **names[year]}.items()}

    def size(label: int) -> int:
        return max(len(groups.groups.get(each, {}).get(label, ())) for each in (year - 1, year))

    return [turn_text(turn, called, _) for turn in groups.turns if turn.year == year and size(turn.label) >= TOLD]


def _agreed(found: Agreement, language: str) -> str:
    if math.isnan(found.index):
        return ""
    return translator(language)("Agreement with declared parties, coalitions and movements: {index} (adjusted Rand index; 1 the same, 0 chance), over the {actors} actors that belong to one of {blocs}.").format(
        index=f"{found.index:.2f}", actors=found.actors, blocs=found.blocs)
