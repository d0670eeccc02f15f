"""What maps tell of measures: one measure of every actor in every year, or the communities, over all ties.

`told` is for the view, which moves through the years by itself; `measure_in` and `communities_in` for a picture of one year.
"""

from __future__ import annotations

import datetime
import math
from functools import lru_cache
from typing import Any, Container, Iterable, Mapping

from graph.look import COMMUNITIES, GREY, Community, Grouped, Told
from graph.measures import OF_ACTORS
from graph.measures.communities import LEAST, Agreement, Communities, agreement, carry, colours, namesakes
from graph.measures.groups import affiliations
from graph.measures.net import BLOCS
from graph.measures.telling import turn_text
from graph.measures.years import Years, drawn, through_years
from graph.model import Dataset
from graph.picture import GROUPS
from graph.selection import Selection
from graph.words import translator

TOLD = 6  # members of a community whose birth, end, split or merger is told beside the map


def measures(language: str) -> list[dict[str, Any]]:
    """What the size and the colour of an actor can tell; what is `grouped` only the colour."""
    _ = translator(language)
    numbers = [{"id": measure.id, "label": _(measure.name), "unit": _(measure.unit), "digits": measure.digits}
               for measure in OF_ACTORS.values()]
    return [{"id": COMMUNITIES, "label": _("Communities"), "grouped": True}, *numbers]


def years(found: Dataset, today: datetime.date) -> Years:
    """All measures in all years of all ties; a second or two for a thousand actors."""
    return through_years(found, Selection(), today)


def told(found: Dataset, over: Years, measure: str, today: datetime.date, language: str) -> dict[str, Any]:
    """One measure in all years, to three digits, or the communities: {first, values …} as the view reads them."""
    first = over.years[0] if over.years else today.year
    if measure == COMMUNITIES:
        return {"first": first, **_communities(found, over, language)}
    return {"first": first, "values": {
        actor: [None if value != value else _short(value) for value in row]
        for actor, row in zip(over.actors, over.values[measure].T.tolist())
    }}


def with_values(
    found: Dataset, over: Years, chosen: Container[str | None], today: datetime.date, language: str,
) -> list[dict[str, Any]]:
    """The chosen ones of `measures`, each with what is told of it: for a view that cannot ask."""
    return [each | told(found, over, each["id"], today, language) for each in measures(language) if each["id"] in chosen]


def measure_in(over: Years, measure: str, year: int, language: str, among: Iterable[int] = ()) -> Told:
    """A measure in a year; its greatest value is that of the years `among`, if any are given."""
    _ = translator(language)
    declared = OF_ACTORS[measure]
    found = {each: _row(over, measure, each) for each in {year, *among}}
    return Told(
        label=_(declared.name), unit=_(declared.unit), digits=declared.digits, year=year, values=found[year],
        greatest=max((value for row in found.values() for value in row.values()), default=0.0),
    )


def _row(over: Years, measure: str, year: int) -> dict[str, float]:
    if year not in over.years:
        return {}
    row = over.values[measure][over.years.index(year)].tolist()
    return {actor: _short(value) for actor, value in zip(over.actors, row) if value == value}


def _short(value: float) -> float:
    return float(f"{value:.3g}")


def communities_in(found: Dataset, over: Years, year: int, language: str) -> Grouped:
    """The communities of a year, in the colours and with the numbers that they have in all years."""
    groups, places = _carried(over)
    members = groups.groups.get(year, {})
    names = _names(found, over, groups, year, language) if members else {}
    made = {label: Community(label + 1, names[label], *_colours(places.get(label))) for label in members}
    return Grouped(
        label=translator(language)("Communities"), year=year,
        of={actor: made[label] for label, actors in members.items() for actor in actors},
    )


def _colours(place: int | None) -> tuple[str, str]:
    shades = GREY if place is None else {theme: GROUPS[theme][place] for theme in ("light", "dark")}
    return shades["light"], shades["dark"]


@lru_cache(maxsize=2)
def _carried(over: Years) -> tuple[Communities, Mapping[int, int]]:
    """The communities of the years that are drawn, and which colour each has."""
    shown = set(drawn(over))
    groups = carry((year, net) for year, net in zip(over.years, over.nets) if year in shown)
    return groups, colours(groups, len(GROUPS["light"]))


def _communities(found: Dataset, told: Years, language: str) -> dict[str, Any]:
    """Of each actor the label of its community in each year; of each label its colour; of each year the communities'
    names, what became of those of the year before, and how far they are the declared blocs."""
    _ = translator(language)
    shown = drawn(told)
    nets = {year: net for year, net in zip(told.years, told.nets) if year in shown}
    groups, places = _carried(told)
    names = {year: _names(found, told, groups, year, language) for year in shown}
    label_of = {year: {actor: label for label, members in groups.groups[year].items() for actor in members} for year in shown}
    return {
        "values": {actor: [label_of.get(year, {}).get(actor) for year in told.years] for actor in told.actors},
        "places": places, "colours": GROUPS["light"], "coloursDark": GROUPS["dark"],
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
