"""Findings in words, for the command and the page alike. `_` translates; names come as they are to be shown."""

from __future__ import annotations

from typing import Callable, Mapping

from graph.measures.communities import Turn
from graph.measures.robust import STRICT, Flip, Standing

Translate = Callable[[str], str]


def doubt_names(_: Translate) -> dict[str, str]:
    """Each doubt → the ties that are open to it, as the end of "without …"."""
    return {
        "contested": _("contested ties"), "speculated": _("speculated ties"), "possible": _("merely possible ties"),
        "single": _("ties with a single source"), STRICT: _("anything doubtful"),
    }


def range_text(standing: Standing) -> str:
    """"2–7", or "1" if nothing moves it."""
    least, most = standing.range
    return str(least) if least == most else f"{least}–{most}"


def flip_text(flip: Flip, names: Mapping[str, str], _: Translate) -> str:
    """What turns the order of two neighbours, in one sentence."""
    first, second = names[flip.first], names[flip.second]
    if flip.holds:
        return _("{first} before {second}: holds, whatever is left out.").format(first=first, second=second)
    doubts = doubt_names(_)
    causes = [doubts[doubt] for doubt in flip.doubts if doubt != STRICT or len(flip.doubts) == 1]
    reasons = [_("without {ties}").format(ties=", ".join(causes))] if causes else []
    worst = max(flip.lost, key=lambda loss: flip.lost[loss], default=None)
    if worst is not None and flip.lost[worst] > 0.05:
        reasons.append(_("in {share} of the draws that lose {loss} of the ties").format(
            share=f"{flip.lost[worst]:.0%}", loss=f"{worst:.0%}"))
    return _("{first} before {second}: the order flips {when}.").format(
        first=first, second=second, when=_(" and ").join(reasons))


def turn_text(turn: Turn, names: Mapping[int, str], _: Translate) -> str:
    """What became of a community, in one sentence. `names`: label → the community's name."""
    others = ", ".join(names[other] for other in turn.others)
    frame = {
        "born": _("New: {name}."), "ended": _("Gone: {name}."),
        "split": _("{name} splits off from {others}."), "merged": _("{name} takes in {others}."),
    }[turn.what]
    return frame.format(name=names[turn.label], others=others)
