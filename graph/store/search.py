"""Actors by any spelling, over tables: the engine narrows down who it may be, graph/search.py decides."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from graph.search import fit, fold
from graph.store.engine import Engine

CANDIDATES = 20_000  # spellings that graph/search.py is asked about, those of the most important actors first
LETTERS = 4  # a shorter word forgives no typing error


def find(engine: Engine, text: str, limit: int) -> list[str]:
    """Ids of the actors that the text may mean, the best first: as search.find. Among very many spellings that would
    need a typing error mended, only those of the most important actors are looked at."""
    words = fold(text).split()
    if not words:
        return []
    spellings = engine.tables["spellings"]
    plain = _fitting(engine, words, [_begun(spellings, word) for word in words])
    if len(plain) < limit:
        plain = {**_fitting(engine, words, [_nearly(spellings, word) for word in words]), **plain}
    return [id for _, _, id in sorted(plain.values())[:limit]]


def _fitting(engine: Engine, words: list[str], conditions: list[ir.BooleanValue]) -> dict[int, tuple[int, int, str]]:
    """Number → how far it is off, rank and id, of those that fit."""
    spellings, actors = engine.tables["spellings"], engine.tables["actors"]
    narrowed = spellings.filter(*conditions)
    rows = narrowed.join(actors, narrowed.actor == actors.number).select("actor", "spelling", "rank", "id")
    best: dict[int, tuple[int, int, str]] = {}
    for row in engine.rows(rows.order_by("rank").limit(CANDIDATES)):
        off = fit(words, row["spelling"])
        if off is not None:
            best[row["actor"]] = min(best.get(row["actor"], (off, row["rank"], row["id"])), (off, row["rank"], row["id"]))
    return best


def _begun(spellings: ir.Table, word: str) -> ir.BooleanValue:
    """Some word of the spelling begins with it."""
    return spellings.spelling.startswith(word) | spellings.spelling.contains(f" {word}")


def _nearly(spellings: ir.Table, word: str) -> ir.BooleanValue:
    """A third of it stands in the spelling: one error can touch no more than two neighbouring thirds."""
    if len(word) < LETTERS:
        return _begun(spellings, word)
    cuts = [0, len(word) // 3, 2 * len(word) // 3, len(word)]
    return ibis.or_(*(spellings.spelling.contains(word[here:there]) for here, there in zip(cuts, cuts[1:])))
