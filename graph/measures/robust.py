"""How far a rank can be trusted: what becomes of it when doubtful ties are left out, or when ties go missing.

`Score` is anything that gives one number an actor for a net. The actors stay the same in every trial: whoever loses
all ties is counted at the end, not forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Mapping

import numpy as np

from graph.measures.net import DOUBTS, Net

Score = Callable[[Net], np.ndarray]
Progress = Callable[[float, str], None]

SEED = 7
DRAWS = 100
LOSSES = (0.05, 0.10, 0.20)
STRICT = "all"  # everything doubtful left out at once


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor's rank, and the ranks that it takes: best and worst over what is left out, and where nine in ten draws
    of each random loss put it."""

    actor: str
    value: float
    rank: int
    without: Mapping[str, int]  # doubt → rank
    lost: Mapping[float, tuple[int, int]]  # share of ties lost → 5th and 95th percentile of the rank

    @property
    def range(self) -> tuple[int, int]:
        ranks = [self.rank, *self.without.values(), *(rank for pair in self.lost.values() for rank in pair)]
        return min(ranks), max(ranks)


@dataclass(frozen=True, slots=True)
class Flip:
    """Two neighbours in the order and what turns it: leaving out ties of these doubts, or the share of draws of each
    random loss in which the second stands before the first."""

    first: str
    second: str
    doubts: tuple[str, ...]
    lost: Mapping[float, float]

    @property
    def holds(self) -> bool:
        """Nothing that was left out turns the order, nor does one draw in twenty."""
        return not self.doubts and all(share <= 0.05 for share in self.lost.values())


@dataclass(frozen=True, eq=False)
class Robustness:
    """`left_out[doubt]` is how many ties that left out; `standings` and `flips` follow the order."""

    standings: tuple[Standing, ...]
    flips: tuple[Flip, ...]
    left_out: Mapping[str, int]
    draws: int
    ties: int


def robustness(
    net: Net, score: Score, *, more: bool = True, top: int = 20, draws: int = DRAWS, seed: int = SEED,
    among: np.ndarray | None = None, progress: Progress | None = None,
) -> Robustness:
    """The first `top` actors in the order of the score and how firm it is. `more`: a higher value comes first.

    `among` marks the actors that are ranked at all (persons only, say); all are measured.
    """
    ranked = np.flatnonzero(np.ones(len(net), dtype=bool) if among is None else among)
    values = score(net)[ranked]
    ranks = _ranks(values, more)
    left = {doubt: net.doubts[doubt] for doubt in DOUBTS}
    left[STRICT] = np.any(list(net.doubts.values()), axis=0) if len(net.ties) else np.zeros(0, dtype=bool)
    without = {doubt: _ranks(score(net.only(~marks))[ranked], more) for doubt, marks in left.items() if marks.any()}
    lost = _losses(net, score, ranked, more, draws, seed, progress)

    order = [place for place in np.lexsort((ranked, ranks)) if not np.isnan(values[place])][:top]
    name = [net.actors[actor] for actor in ranked]
    standings = tuple(
        Standing(
            name[place], float(values[place]), int(ranks[place]),
            {doubt: int(trial[place]) for doubt, trial in without.items()},
            {loss: tuple(int(rank) for rank in np.percentile(trials[:, place], (5, 95), method="nearest"))
             for loss, trials in lost.items()},
        )
        for place in order
    )
    flips = tuple(
        Flip(
            name[a], name[b], tuple(doubt for doubt, trial in without.items() if trial[a] > trial[b]),
            {loss: float((trials[:, a] > trials[:, b]).mean()) for loss, trials in lost.items()},
        )
        for a, b in zip(order, order[1:])
    )
    left_out = {doubt: int(marks.sum()) for doubt, marks in left.items()}
    return Robustness(standings, flips, left_out, draws, len(net.ties))


def _losses(
    net: Net, score: Score, ranked: np.ndarray, more: bool, draws: int, seed: int, progress: Progress | None
) -> dict[float, np.ndarray]:
    """Share of ties lost → (draws, actors) ranks."""
    chance = np.random.default_rng(seed)
    many = len(net.ties)
    found: dict[float, np.ndarray] = {}
    for turn, loss in enumerate(LOSSES):
        trials = []
        for draw in range(draws):
            if progress:
                progress((turn * draws + draw) / (len(LOSSES) * draws), "")
            kept = np.ones(many, dtype=bool)
            kept[chance.choice(many, round(loss * many), replace=False)] = False
            trials.append(_ranks(score(net.only(kept))[ranked], more))
        found[loss] = np.array(trials)
    return found


def _ranks(values: np.ndarray, more: bool) -> np.ndarray:
    """Ranks from 1, equal values sharing the best; whoever has no value comes after all who have."""
    keys = np.round(np.where(np.isnan(values), np.inf, -values if more else values), 12)
    return np.searchsorted(np.sort(keys), keys) + 1
