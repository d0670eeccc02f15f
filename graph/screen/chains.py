"""Chains: how two actors are connected, on the map, as sentences and with every claim."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Callable

import streamlit as st

from graph.lines import line
from graph.model import Dataset
from graph.network import Chain, build, chains
from graph.screen import frame, link, maps
from graph.screen.frame import Markup, Translate
from graph.screen.reader import language
from graph.selection import MOST, Part, select
from graph.words import translator

ICON = ":material/conversion_path:"
URL_PATH = "chains"
OWN = ("a", "b", "avoid", "cooperative", "intime", "n")
AT_MOST = 50


def title(_: Callable[[str], str]) -> str:
    return _("Chains")


def page() -> None:
    _ = translator(language())
    frame.head(URL_PATH, _("Chains"), _("The shortest chains of ties from one actor to another, each with its dates and its claims."), own=OWN)
    found, _problems, today = frame.data(_)
    a, b, avoiding = _ends(found, _)
    cooperative, in_time = _options(_)
    link.keep(OWN)
    if not a or not b:
        frame.show(frame.note(_("Choose two actors.")))
        return
    if a == b:
        frame.show(frame.note(_("Choose two different actors.")))
        return
    part = select(found, replace(frame.selection(), focus=(), opened=None, limit=MOST), today)
    all_chains = _chains(part, a, b, avoiding, cooperative, in_time)
    names = [found.actors[each].name.in_language(language()) for each in (a, b)]
    if not all_chains:
        nothing = _("No chain of these ties leads from {a} to {b}. That proves nothing: see what the documents cover.")
        frame.show(frame.note(nothing.format(a=names[0], b=names[1])))
        return
    told = _("From {a} to {b}: the shortest chains have {ties} ties; shown: {shown}.")
    frame.show(Markup("<h2>{}</h2>").format(told.format(a=names[0], b=names[1], ties=len(all_chains[0]), shown=len(all_chains))))
    shown = _shown(all_chains, a, found, _)
    _map(found, today, shown)
    frame.show(Markup("").join(_told(number, chain, a, found, part, _) for number, chain in enumerate(all_chains, 1) if chain in shown))


def _ends(found: Dataset, _: Translate) -> tuple[str | None, str | None, tuple[str, ...]]:
    first, second, third = st.columns(3)
    with first:
        a = frame.actor_choice(found, _("From"), "a", placeholder=_("an actor"))
    with second:
        b = frame.actor_choice(found, _("To"), "b", placeholder=_("an actor"))
    with third:
        avoid = frame.actor_choice(found, _("Not through"), "avoid", placeholder=_("nobody"))
    return a, b, (avoid,) if avoid else ()


def _options(_: Translate) -> tuple[bool, bool]:
    with st.container(horizontal=True):
        cooperative = frame.switch(_("Only cooperative ties"), "cooperative")
        in_time = frame.switch(_("In the order of time"), "intime", help=_("Each tie begins no earlier than the one before."))
        when = frame.selection()
        if when.window() is not None:
            frame.show(frame.note(_("In the time of the explorer: {when}").format(when=" – ".join(filter(None, (when.first, when.last))))))
    return cooperative, in_time


def _chains(part: Part, a: str, b: str, avoiding: tuple[str, ...], cooperative: bool, in_time: bool) -> list[Chain]:
    graph = build(part.dataset, part.certainty)
    if a not in graph or b not in graph:
        return []
    return chains(graph, a, b, limit=AT_MOST, avoiding=avoiding, only_cooperative=cooperative, in_time=in_time)


def _shown(all_chains: list[Chain], a: str, found: Dataset, _: Translate) -> list[Chain]:
    """The chain that the reader chose, or all of them."""
    if len(all_chains) == 1:
        return all_chains
    numbers = [str(number) for number in range(1, len(all_chains) + 1)]
    number = frame.choose(
        _("Which chain"), numbers, "n", placeholder=_("all of them"),
        text=lambda each: f"{each}. {' → '.join(found.actors[actor].name.in_language(language()) for actor in along(all_chains[int(each) - 1], a, found))}",
    )
    return [all_chains[int(number) - 1]] if number else all_chains


def along(chain: Chain, a: str, found: Dataset) -> list[str]:
    """The actors that a chain joins, from a on."""
    actors = [a]
    for tie in chain:
        relation = found.relations[tie]
        actors.append(relation.target if relation.source == actors[-1] else relation.source)
    return actors


def _map(found: Dataset, today: datetime.date, shown: list[Chain]) -> None:
    told = maps.asked()
    if told is not None:
        told.pop("chain", None)
        mine = {key: value for key, value in st.query_params.to_dict().items() if key in OWN}
        link.write({**mine, **told})
        link.keep(OWN)
    ties = list(dict.fromkeys(tie for chain in shown for tie in chain))
    wanted = replace(frame.selection(), focus=(), limit=frame.selection().limit)
    maps.network(found, today, maps.query_of(wanted, chain=",".join(ties)))


def _told(number: int, chain: Chain, a: str, found: Dataset, part: Part, _: Translate) -> Markup:
    names = [found.actors[actor].name.in_language(language()) for actor in along(chain, a, found)]
    lines = [line(found.relations[tie], found, language(), part.certainty[tie]) for tie in chain]
    sentence = "; ".join(each.sentence for each in lines) + "."
    return Markup('<section class="bp-card"><h3>{}. {}</h3><p class="bp-note">{}</p>{}</section>').format(
        number, " → ".join(names), sentence, frame.line_list(lines, _),
    )
