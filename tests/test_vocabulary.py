"""data/vocabulary.yaml: every kind is whole, its readings can be filled in, its colours can be told apart."""

import itertools
import math
import re
from pathlib import Path

import pytest
import yaml

from graph.grammar import CASES
from graph.model import ActorKind, Family, RelationKind

DATA = yaml.load(
    (Path(__file__).parent.parent / "data" / "vocabulary.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
ACTOR_KINDS = {row["id"]: ActorKind(**row) for row in DATA["actor_kinds"]}
FAMILIES = {row["id"]: Family(**row) for row in DATA["families"]}
KINDS = {row["id"]: RelationKind(**row) for row in DATA["relation_kinds"]}
LANGUAGES = ("en", "ru", "ky")


def test_ids_are_unique_and_references_exist():
    assert [len(ACTOR_KINDS), len(FAMILIES), len(KINDS)] == [len(rows) for rows in DATA.values()]
    for kind in KINDS.values():
        assert kind.family in FAMILIES, kind.id
        assert {*kind.sources, *kind.targets} <= set(ACTOR_KINDS), kind.id


def test_every_label_and_reading_is_there_in_three_languages():
    texts = [(k.id, t) for k in ACTOR_KINDS.values() for t in (k.label, k.labels)]
    texts += [(f.id, f.label) for f in FAMILIES.values()]
    texts += [(k.id, t) for k in KINDS.values() for t in (k.label, k.reading, k.past)]
    assert [(i, language) for i, text in texts for language in LANGUAGES if not getattr(text, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_readings_hold_both_ends_in_cases_that_the_language_has(language):
    for kind in KINDS.values():
        for reading in (kind.reading, kind.past):
            for way in getattr(reading, language).split(" // "):
                slots = re.findall(r"\{(\w+)(?::(\w+))?\}", way)
                assert sorted(slot for slot, _ in slots if slot != "role") == ["source", "target"], (kind.id, way)
                assert {case for _, case in slots if case} <= set(CASES[language]), (kind.id, way)
                brackets = re.findall(r"\[([^\]]*)\]", way)
                assert {len(b.split("|")) for b in brackets} <= {2, 4}, (kind.id, way)
                assert not way.endswith("."), (kind.id, way)
            with_role, separator, without = getattr(reading, language).partition(" // ")
            assert bool(separator) == ("{role" in with_role), kind.id
            assert "{role" not in without, kind.id


def test_ties_without_direction_do_not_agree_with_one_end():
    for kind in KINDS.values():
        if not kind.directed:
            assert not re.search(r"\[", kind.reading.en + kind.reading.ru + kind.past.en + kind.past.ru), kind.id
            assert kind.sources == kind.targets, kind.id


def test_kinds_of_actor_have_shapes_of_their_own():
    assert len({kind.shape for kind in ACTOR_KINDS.values()}) == len(ACTOR_KINDS)


# -- colours: sRGB → OKLab; deuteranopia after Machado, Oliveira and Fernandes (2009), severity 1

DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))


def linear(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(a, b):
    bright, dark = sorted(
        (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x))) for x in (a, b)), reverse=True
    )
    return (bright + 0.05) / (dark + 0.05)


def oklab(rgb):
    r, g, b = (max(0.0, c) for c in rgb)
    l, m, s = (
        (wr * r + wg * g + wb * b) ** (1 / 3)
        for wr, wg, wb in ((0.4122, 0.5363, 0.0514), (0.2119, 0.6807, 0.1074), (0.0883, 0.2817, 0.6300))
    )
    return (
        0.2105 * l + 0.7936 * m - 0.0041 * s,
        1.9780 * l - 2.4286 * m + 0.4506 * s,
        0.0259 * l + 0.7828 * m - 0.8087 * s,
    )


def seen(colour, matrix=None):
    rgb = linear(colour)
    return oklab([sum(w * c for w, c in zip(row, rgb)) for row in matrix] if matrix else rgb)


def test_contrast_is_computed_as_the_standard_says():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the textbook near miss of 4.5


@pytest.mark.parametrize(("field", "ground"), [("colour", "#ffffff"), ("colour_dark", "#0e1117")])
def test_family_colours_stand_out_from_their_ground(field, ground):
    assert [f.id for f in FAMILIES.values() if contrast(getattr(f, field), ground) < 3] == []


@pytest.mark.parametrize("field", ["colour", "colour_dark"])
@pytest.mark.parametrize(("matrix", "apart"), [(None, 0.12), (DEUTERANOPIA, 0.09)], ids=["all cones", "deuteranopia"])
def test_family_colours_can_be_told_apart(field, matrix, apart):
    """0.02 in OKLab is a just noticeable difference; ten colours at once can have about five of them."""
    near = [
        (a.id, b.id)
        for a, b in itertools.combinations(FAMILIES.values(), 2)
        if math.dist(seen(getattr(a, field), matrix), seen(getattr(b, field), matrix)) < apart
    ]
    assert near == []
