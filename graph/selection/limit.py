"""Who is kept where more actors are wanted than the limit allows."""

from __future__ import annotations

from typing import Iterable

STANDING = 50  # an actor of this rank needs twice the ties of the first to be shown in its stead
SPARE = 4  # times as many actors as the limit are looked at first, to replace those who stand alone


def tied_together(
    ranked: list[int], keep: int, focus: set[int], pairs: Iterable[tuple[int, int]],
) -> tuple[set[int], bool]:
    """The first `keep` of the ranked actors that are tied to each other, and whether the ranked ran out on the way.

    Of those who stand alone among them the last makes room for the next who does not, until nobody stands
    alone or nobody is left. The very steps of graph/view/visible.js.
    """
    beside: dict[int, list[int]] = {actor: [] for actor in ranked}
    for a, b in pairs:
        if a != b:
            beside[a].append(b)
            beside[b].append(a)
    kept = set(ranked[:keep])

    def tied(actor: int) -> bool:
        return actor in focus or not kept.isdisjoint(beside[actor])

    alone = [actor for actor in ranked[:keep] if not tied(actor)]
    following = iter(ranked[keep:])
    ran_out = False
    while alone:
        kept.discard(alone.pop())
        joining = next((actor for actor in following if tied(actor)), None)
        if joining is not None:
            kept.add(joining)
            alone = [actor for actor in alone if not tied(actor)]
        ran_out |= joining is None
    return kept or set(ranked[:1]), ran_out
