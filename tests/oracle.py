"""Year logic by brute force: every world that the written dates allow, tried one by one.

    python tests/oracle.py 100000      so many cases, each in three time zones (make fuzz)

A world gives each uncertain date one day: when the tie began, when it ended, when each claim saw it. A tie is certain in a
window if it held there in all worlds, possible if in some. Nothing here knows how graph.dates computes it.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

TODAY = date(2020, 6, 15)
CALENDAR = [date(1996, 1, 1) + timedelta(n) for n in range((date(2026, 12, 31) - date(1996, 1, 1)).days + 1)]
ISO = [day.isoformat() for day in CALENDAR]
NUMBER = {text: day.toordinal() for text, day in zip(ISO, CALENDAR)}
UNITS = {length: sorted({text[:length] for text in ISO}) for length in (4, 7, 10)}
PLACES = {unit: place for units in UNITS.values() for place, unit in enumerate(units)}
DAYS = {unit: list(map(NUMBER.__getitem__, same)) for length in UNITS for unit, same in itertools.groupby(ISO, lambda text: text[:length])}
LONG_AGO = NUMBER[ISO[0]]
ZONES = ("Etc/GMT+12", "UTC", "Etc/GMT-14")  # twelve hours behind, none, fourteen ahead (the signs of these names are turned round)


def days(written: str) -> list[int]:
    """Every day that a written date may mean, in their order, looked up in a calendar of texts."""
    if "/" in written:
        first, last = written.split("/")
        return list(range(days(first)[0], days(last)[-1] + 1))
    unit = written.rstrip("~?")
    if unit == written:
        return DAYS[unit]
    known, at = UNITS[len(unit)], PLACES[unit]
    return [day for each in known[at - 1 : at + 2] for day in DAYS[each]]


def telling(found: list[int], window: tuple[int, int]) -> list[int]:
    """Of these days those in which a world can differ from another in this window: the ends, and those beside its borders."""
    borders = {window[0] - 1, *window, window[1] + 1}
    return sorted({found[0], found[-1], found[len(found) // 2]} | borders.intersection(range(found[0], found[-1] + 1)))


def worlds(case: dict, window: tuple[int, int]):
    """Whether the tie held in the window, in each world."""
    first, last = window
    now = TODAY.toordinal()
    sightings = [telling(days(text), window) for text in case["seen"]]
    start, end = case.get("start"), case.get("end")
    if case.get("date"):
        yield from (first <= day <= last for day in telling(days(case["date"]), window))
        return
    if start is None and end is None:
        for seen in itertools.product(*sightings):
            if any(first <= day <= last for day in seen):
                yield True
            else:  # between the first and the last time that it was seen it may have held, or not
                yield False
                if min(seen) <= last and max(seen) >= first:
                    yield True
        return
    sightings = [[day for day in each if day <= now] for each in sightings]  # nobody has seen it after today
    starts = None if start in (None, "unknown") else telling(days(start), window)
    ends = None if end in (None, "ongoing", "unknown") else telling(days(end), window)
    for seen in itertools.product(*sightings):
        for begun in starts or [None]:
            if ends:
                ended = [day for day in ends if begun is None or day >= begun]
            elif end == "ongoing":
                ended = [now] if begun is None or begun <= now else [begun] if starts[0] <= now else [day for day in starts if day >= begun]
                if begun is not None and begun > now and starts[0] <= now:
                    continue  # it holds today, so it has begun
            else:
                known = max([*seen, *([begun] if begun is not None else [])])
                ended = [known] if end is None else telling(list(range(known, max(known, now) + 1)), window)
            for over in ended:
                if begun is not None:
                    yield begun <= last and over >= first
                    continue
                latest = min([*seen, over])
                begins = [latest] if start is None else [LONG_AGO, latest, *(day for day in (first, last, last + 1) if day <= latest)]
                for began in begins:
                    yield began <= last and over >= first


def expected(case: dict, window: tuple[int, int]) -> str:
    held = set(worlds(case, window))
    return "none" if held in (set(), {False}) else "certain" if held == {True} else "possible"


# -- cases -------------------------------------------------------------------------------------------------


def written(rng: Random, before: str = "2024") -> str:
    text = rng.choice(ISO)
    while not "2001" <= text < before:
        text = rng.choice(ISO)
    text = text[: rng.choice((4, 4, 7, 7, 10, 10, 10))] + rng.choice(("", "", "", "~", "?"))
    if rng.random() < 0.15:
        other = written(rng, before)
        return f"{text}/{other}" if days(text)[0] <= days(other)[0] and text.rstrip("~?") <= other[: len(text.rstrip('~?'))] and "/" not in other else text
    return text


def made(rng: Random) -> tuple[dict, tuple[str, str | None]]:
    """A tie as it is written, and a window of time."""
    case: dict = {"seen": [written(rng, "2020") for _ in range(rng.choice((0, 1, 1, 2, 2)))]}
    what = rng.random()
    if what < 0.15:
        case["date"] = written(rng)
    elif what < 0.9:
        start = rng.choice((None, "unknown", written(rng), written(rng), written(rng)))
        end = rng.choice((None, "ongoing", "unknown", written(rng), written(rng)))
        case |= {"start": start, "end": end}
    first = written(rng).split("/")[0].rstrip("~?")
    last = first[:4] + rng.choice(("", "-12", "-12-31")) if rng.random() < 0.3 else None
    return case, (first, last)


def held(case: dict, window: tuple[str, str | None]) -> tuple[str, tuple[int, int]] | None:
    """What graph says: the certainty, and the window in days; None if the dates contradict each other or there are none."""
    from graph import dates
    from graph.model import Claim, Dataset, Document, Relation, Vocabulary

    papers = {f"p{i}": Document(id=f"p{i}", title="P", date=text) for i, text in enumerate(case["seen"])}
    claims = [Claim(document=id) for id in papers] or [Claim(document="undated")]
    papers["undated"] = Document(id="undated", title="U")
    when = {key: value for key, value in case.items() if key != "seen" and value}
    tie = Relation(id="t", source="a", target="b", kind="supports", claims=claims, **when)
    span = dates.span_of(tie, Dataset(Vocabulary(), {}, {}, papers), TODAY)
    known = dates.window(*window)
    return (span.certainty(*known), known) if span else None


def disagreements(count: int, seed: int = 1, judge: bool = True) -> tuple[list[str], str, int]:
    """Cases in which graph and the oracle differ (none without `judge`); a digest of all that graph said; how many had a
    place in time."""
    rng, digest, found, placed = Random(seed), hashlib.sha256(), [], 0
    for _ in range(count):
        case, window = made(rng)
        try:
            said = held(case, window)
        except ValueError as error:
            said = None
            if "ends before it starts" not in str(error):
                raise
        digest.update(repr(said).encode())
        if said is None:
            continue
        placed += 1
        if not judge:
            continue
        wanted = expected(case, said[1])
        if said[0] != wanted and not (cautious(case) and said[0] == "possible" and wanted == "certain"):
            found.append(f"{case} in {window}: {said[0]}, but in all worlds together {wanted}")
    return found, digest.hexdigest(), placed


def cautious(case: dict) -> bool:
    """A tie that was only seen, and not each time on a known day: one sighting is enough to call it sure in its time, the
    others are called possible. It may say less than is known, never more."""
    inexact = [text for text in case["seen"] if len(days(text)) > 1]
    return not any(case.get(key) for key in ("date", "start", "end")) and len(case["seen"]) > 1 and bool(inexact)


def in_zone(zone: str, count: int, seed: int) -> str:
    """The digest of what graph says in another process, whose clock is in this zone."""
    ended = subprocess.run([sys.executable, __file__, "--digest", str(count), str(seed)], env={**os.environ, "TZ": zone},
                           capture_output=True, text=True, check=True)
    return ended.stdout.strip()


def main() -> int:
    if sys.argv[1:2] == ["--digest"]:
        print(disagreements(int(sys.argv[2]), int(sys.argv[3]), judge=False)[1])
        return 0
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    begun = time.perf_counter()
    found, digest, placed = disagreements(count)
    zones = {zone: in_zone(zone, count, 1) == digest for zone in ZONES}
    print("\n".join(found[:10]))
    print(f"Cases: {count}, with a place in time: {placed}. Other than by brute force: {len(found)}. "
          f"The same in the time zones {', '.join(zones)}: {all(zones.values())}. Seconds: {time.perf_counter() - begun:.0f}.")
    return 1 if found or not all(zones.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
