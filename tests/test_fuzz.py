"""What `make fuzz` does for minutes, for a moment: seeds, all that ever broke a door, and a few random changes of them."""

from random import Random

import pytest

from fuzzing import DOORS, FOUND, TOKENS, seeds

CHANGES = 25  # of each door's seeds


def changed(data: bytes, rng: Random) -> bytes:
    for _ in range(rng.randint(1, 4)):
        at, more = rng.randrange(len(data) + 1), rng.randrange(8)
        data = data[:at] + rng.choice([b"", rng.choice(TOKENS), rng.randbytes(2), data[at // 2 : at // 2 + 40]]) + data[at + more :]
    return data


@pytest.mark.parametrize("door", DOORS)
def test_nothing_is_raised_for_what_comes_in_by_this_door(door):
    rng = Random(f"door {door}")
    begin = seeds(door)
    for data in (b"", b"\0", b"\xff\xfe", *begin, *(changed(rng.choice(begin), rng) for _ in range(CHANGES))):
        DOORS[door](data)


def test_findings_belong_to_doors():
    assert {path.name for path in FOUND.glob("*")} <= set(DOORS)
