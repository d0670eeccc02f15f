"""Whose word: the contested ties with both sides, and two voices side by side on two maps."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import groupby
from typing import Callable

import streamlit as st

from graph.lines import line
from graph.model import Dataset
from graph.screen import frame, link, maps
from graph.screen.frame import Markup, Translate
from graph.screen.reader import language
from graph.voices import Voice, contested, side_by_side, voices
from graph.words import translator

ICON = ":material/record_voice_over:"
URL_PATH = "voices"
OWN = ("show", "first", "second")
SHOWN = 40


def title(_: Callable[[str], str]) -> str:
    return _("Whose word")


def page() -> None:
    _ = translator(language())
    frame.head(URL_PATH, _("Whose word"), _("Every tie rests on somebody's word. Here are those that are denied, and how two voices see the same network."), own=OWN)
    found, _problems, today = frame.data(_)
    ways = {"contested": _("Contested ties"), "two": _("Two voices")}
    chosen = frame.choose(_("Show"), list(ways), "show", text=ways.get, default="contested", widget=st.segmented_control,
                          required=True, label_visibility="collapsed")
    link.keep(OWN)
    if chosen == "two":
        _two(found, today, _)
    else:
        _contested(found, _)


# -- contested ties ---------------------------------------------------------------------------------


def _contested(found: Dataset, _: Translate) -> None:
    ties = contested(found)
    single = sum(len(tie.asserting_documents) == 1 for tie in found.relations.values())
    links = (
        (_("Only contested ties, on the map"), {"status": "contested"}),
        (_("Without contested ties, on the map"), {"status": "claimed,speculated,stated,withdrawn"}),
    )
    shown = Markup(" · ").join(
        Markup('<a href="{}">{}</a>').format(link.to(link.HOME, {**change, "lang": None if language() == "en" else language()}), label)
        for label, change in links
    )
    count = _("Contested: {count} of {ties} ties. Resting on a single document: {single}.").format(
        count=len(ties), ties=len(found.relations), single=single)
    frame.show(Markup('<p class="bp-note">{}</p><p>{}</p>').format(count, shown))
    kinds, families = found.vocabulary.relation_kinds, found.vocabulary.families
    for family, group in groupby(ties, key=lambda tie: kinds[tie.kind].family):
        cards = [_card(line(tie, found, language()), _) for tie in group]
        label = families[family].label.in_language(language())
        frame.show(Markup("{}{}").format(frame.heading(2, label[:1].upper() + label[1:], len(cards)), Markup("").join(cards)))


def _card(each, _: Translate) -> Markup:
    """A contested tie: those who say so on the left, those who deny it on the right."""
    def side(heading: str, stances: tuple[str, ...]) -> Markup:
        said = [claim for claim in each.said if claim.stance in stances]
        claims = Markup("").join(frame.claim_item(claim, _) for claim in said)
        return Markup('<div><h3 class="bp-minor">{} <span class="bp-count">{}</span></h3><ul class="bp-claims">{}</ul></div>').format(heading, len(said), claims)

    return Markup('<article class="bp-card"><p><a href="{}">{}</a> <span class="bp-when">{}</span></p><div class="bp-pair">{}{}</div></article>').format(
        frame.tie_address(each), each.sentence, each.when,
        side(_("Asserted by"), ("asserts", "speculates")), side(_("Denied by"), ("denies", "withdraws")),
    )


# -- two voices ---------------------------------------------------------------------------------------


def _two(found: Dataset, today: datetime.date, _: Translate) -> None:
    known = voices(found)
    names = {str(voice): _name(voice, count, found, _) for voice, count in known.items()}
    usual = _usual(known)
    chosen = []
    for column, key, label, default in zip(st.columns(2), ("first", "second"), (_("As one sees it"), _("As the other sees it")), usual):
        with column:
            chosen.append(Voice.named(frame.choose(label, list(names), key, text=names.get, default=default)))
    first, second = chosen
    _maps(found, today, first, second, _)
    told = side_by_side(found, first, second)
    here, there = (_plain(voice, found) for voice in (first, second))
    for heading, ties in (
        (_("One asserts what the other denies"), told.contradicting),
        (_("Both assert"), told.both),
        (_("Only {voice}").format(voice=here), told.only_first),
        (_("Only {voice}").format(voice=there), told.only_second),
    ):
        lines = [line(found.relations[tie], found, language()) for tie in ties]
        frame.show(Markup('<details class="bp-section"{}><summary>{}<span class="bp-count">{}</span></summary>{}{}</details>').format(
            Markup(" open") if 0 < len(lines) <= 12 else "", heading, len(lines), frame.line_list(lines[:SHOWN], _),
            frame.note(_("and more: {count}").format(count=len(lines) - SHOWN)) if len(lines) > SHOWN else "",
        ))
    _opposed(found, told.opposed, here, there, _)


def _usual(known: dict[Voice, int]) -> tuple[str, str]:
    """The two publishers to begin with: those with the most ties."""
    found = [str(voice) for voice in known if voice.kind == "standpoint"] or [str(voice) for voice in known]
    return (found[0], found[min(1, len(found) - 1)]) if found else ("", "")


def _plain(voice: Voice, found: Dataset) -> str:
    if voice.kind == "document" or voice.id in found.documents:
        return found.documents[voice.id].title
    return found.actors[voice.id].name.in_language(language()) if voice.id in found.actors else voice.id


def _name(voice: Voice, count: int, found: Dataset, _: Translate) -> str:
    kind = {"standpoint": _("publisher"), "speaker": _("speaker"), "document": _("document")}[voice.kind]
    return f"{_plain(voice, found)} — {kind}, {count}"


def _maps(found: Dataset, today: datetime.date, first: Voice, second: Voice, _: Translate) -> None:
    """The same map twice, on it what each voice asserts; the year moves in both."""
    for key in ("network", "right"):
        told = maps.asked(key)
        if told is not None:
            mine = {name: value for name, value in st.query_params.to_dict().items() if name in OWN}
            shared = {name: value for name, value in told.items() if name not in ("document", "speaker", "standpoint")}
            link.write({**mine, **shared})
            link.keep(OWN)
    wanted = replace(frame.selection(), documents=(), speakers=(), standpoints=())
    fields = {"standpoint": "standpoints", "speaker": "speakers", "document": "documents"}
    for column, voice, key in zip(st.columns(2), (first, second), ("network", "right")):
        with column:
            frame.show(Markup('<h2 class="bp-small">{}</h2>').format(_("As {voice} sees it").format(voice=_plain(voice, found))))
            maps.network(found, today, replace(wanted, **{fields[voice.kind]: (voice.id,)}).query(), key)


def _opposed(found: Dataset, pairs: tuple, here: str, there: str, _: Translate) -> None:
    if not pairs:
        return
    frame.show(frame.heading(2, _("Told the other way round"), len(pairs)))
    for ties in pairs:
        sides = [frame.line_list([line(found.relations[tie], found, language()) for tie in each], _) for each in ties]
        frame.show(Markup('<article class="bp-card"><div class="bp-pair"><div><h3 class="bp-minor">{}</h3>{}</div><div><h3 class="bp-minor">{}</h3>{}</div></div></article>').format(
            here, sides[0], there, sides[1]))
