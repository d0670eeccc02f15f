"""Sides: the blocs that fit the friendly and hostile ties best, what is at odds with them, and who stands between."""

from __future__ import annotations

from typing import Iterable

import streamlit as st

from graph.lines import line
from graph.measures.sides import Piece, Sides, Triad
from graph.screen import frame, link
from graph.screen.frame import Markup, Translate
from graph.screen.measures import kept
from graph.screen.measures.asked import Asked
from graph.screen.reader import language

NAMED = 30


def show(asked: Asked, _: Translate) -> None:
    blocs = int(frame.choose(_("Blocs at most"), ["2", "3", "4"], "blocs", default="2", widget=st.segmented_control, required=True))
    link.keep(("blocs",))
    found = kept.balance(asked.found, asked.selection, asked.today, asked.year, asked.net, blocs, _)
    frame.show(frame.note(summary(asked, found, _)))
    fought = [piece for piece in found.pieces if len(set(piece.blocs.values())) > 1 or piece.at_odds]
    if fought:
        frame.show(frame.heading(2, _("Sides")))
    for piece in fought:
        frame.show(_piece(asked, piece, _))
    calm = [piece for piece in found.pieces if piece not in fought]
    if calm:
        frame.show(frame.note(_("Pieces without a hostile tie, not shown: {pieces}, with {actors} actors.").format(
            pieces=len(calm), actors=sum(len(piece.blocs) for piece in calm))))
    _triads(asked, found, _)


def summary(asked: Asked, found: Sides, _: Translate) -> str:
    fits = "; ".join(
        _("{blocs} blocs: {odds}").format(blocs=k, odds=_odds(*found.fits[k], _)) for k in sorted(found.fits) if k > 1)
    told = [_("{year}: friendly edges {friendly}, hostile {hostile}. Edges at odds with the best partition: {fits}.").format(
        year=asked.year, friendly=found.friendly, hostile=found.hostile, fits=fits)]
    if found.torn:
        pairs = "; ".join(f"{asked.name(a)} – {asked.name(b)}" for a, b in found.torn)
        told.append(_("Both friends and foes, kept as both: {pairs}.").format(pairs=pairs))
    return " ".join(told)


def _odds(odds: int, at_least: int, _: Translate) -> str:
    return str(odds) if odds == at_least else _("{odds}, at least {at_least}").format(odds=odds, at_least=at_least)


def _piece(asked: Asked, piece: Piece, _: Translate) -> Markup:
    blocs = sorted(set(piece.blocs.values()))
    columns = Markup("").join(
        Markup("<div>{}<p class=\"bp-names\">{}</p></div>").format(
            frame.heading(3, _("Bloc {letter}").format(letter="ABCD"[bloc]), sum(own == bloc for own in piece.blocs.values())),
            _names(asked, [actor for actor, own in piece.blocs.items() if own == bloc], _))
        for bloc in blocs)
    between = Markup("")
    if piece.between:
        between = frame.heading(3, _("Between the sides")) + Markup("<ul>{}</ul>").format(Markup("").join(
            Markup("<li>{}{}</li>").format(asked.linked(each.actor), f" – {_between(each, _)}") for each in piece.between[:12]))
    odds = Markup("")
    if piece.odds:
        odds = Markup("<details><summary>{}</summary>{}</details>").format(
            _("The ties at odds: {count}").format(count=len(piece.odds)), frame.line_list(_lines(asked, piece.odds), _))
    return Markup('<section class="bp-card"><div class="bp-pair">{}</div>{}{}</section>').format(columns, between, odds)


def _names(asked: Asked, actors: list[str], _: Translate) -> Markup:
    strength = asked.told.values["strength"][asked.told.years.index(asked.year)]
    ordered = sorted(actors, key=lambda actor: (-strength[asked.told.place[actor]], actor))
    more = _(" and {count} more").format(count=len(ordered) - NAMED) if len(ordered) > NAMED else ""
    return Markup(", ").join(asked.linked(actor) for actor in ordered[:NAMED]) + more


def _between(each, _: Translate) -> str:
    told = []
    if each.odds:
        told.append(_("ties at odds: {count}").format(count=len(each.odds)))
    if len(each.friends) > 1:
        told.append(_("friends in blocs {blocs}").format(blocs=", ".join("ABCD"[bloc] for bloc in each.friends)))
    if each.free:
        told.append(_("would fit another bloc as well"))
    return "; ".join(told)


def _lines(asked: Asked, ties: Iterable[str]) -> list:
    return [line(asked.found.relations[tie], asked.found, language()) for tie in ties]


def _triads(asked: Asked, found: Sides, _: Translate) -> None:
    names = {"unbalanced": _("Unbalanced triads"), "torn": _("Triads that depend on a torn pair"), "balanced": _("Balanced triads")}
    frame.show(frame.heading(2, _("Three by three")))
    if not found.triads:
        frame.show(frame.note(_("No three actors have signed ties all round.")))
    for what, name in names.items():
        own = [triad for triad in found.triads if triad.what == what]
        if own:
            frame.show(Markup('<details class="bp-section"{}><summary>{}<span class="bp-count">{}</span></summary>{}</details>').format(
                Markup(" open") if what == "unbalanced" and len(own) <= 4 else "", name, len(own),
                Markup("").join(_triad(asked, triad, _) for triad in own)))


def _triad(asked: Asked, triad: Triad, _: Translate) -> Markup:
    a, b, c = (asked.name(actor) for actor in triad.actors)
    first, second, third = triad.signs
    return Markup("<h3>{} {} {} {} {} {} {}</h3>{}").format(
        a, first, b, second, c, third, a, frame.line_list(_lines(asked, triad.ties), _))
