"""Slips of a hand or a script in good data, and who notices: `python tests/mutating.py 1000` (make fuzz).

Each mutation changes one thing in one file, as people, editors and merges do. What notices it first is counted:
the loader, the rules of `check`, the counts beside the data (minimum.json, maximum.json), the seals (sealed.txt), or that
the records are equal after all (a comment, a quoting, an order of keys that says nothing). What nobody notices is missed.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Callable, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from graph.check import check
from graph.load import FILES, load_files
from graph.minimum import FILE as MINIMUM, MOST, losses, surprises
from graph.model import Dataset
from graph.seal import FILE as SEALED, as_text, seals, unsealed

TODAY = date(2026, 11, 22)
NOTICED = ("loader", "rules", "counts", "seals", "equal")
Texts = Mapping[str, str]
Change = Callable[[Random, str], "str | None"]

_RECORD = re.compile(r"^( *)- .*\n(?:(?:\1 +.*)?\n)*", re.MULTILINE)
_IDS = re.compile(r"^[ -]*(?:id|source|target|kind|document|by|family): ([a-z0-9][a-z0-9_.-]+)", re.MULTILINE)
_DAY = re.compile(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")
_DATE = re.compile(r"\b[0-9]{4}(?:-[0-9]{2}){0,2}\b")
_KEY = re.compile(r"^( *)([a-z_]+):(?= )", re.MULTILINE)


def _one(rng: Random, found: Iterator[re.Match]) -> re.Match | None:
    found = list(found)
    return rng.choice(found) if found else None


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _line(rng: Random, text: str) -> tuple[int, int]:
    """A line that says something: (start, end with its line break)."""
    lines = [match.span() for match in re.finditer(r"[^\n]*\n", text) if match.group().strip() and not match.group().lstrip().startswith("#")]
    return rng.choice(lines)


def delete_a_line(rng: Random, text: str) -> str | None:
    start, end = _line(rng, text)
    return _put(text, start, end, "")


def double_a_line(rng: Random, text: str) -> str | None:
    start, end = _line(rng, text)
    return _put(text, start, start, text[start:end])


def another_digit(rng: Random, text: str) -> str | None:
    match = _one(rng, re.finditer(r"[0-9]", text))
    return match and _put(text, *match.span(), rng.choice("0123456789".replace(match.group(), "")))


def two_digits_swapped(rng: Random, text: str) -> str | None:
    match = _one(rng, re.finditer(r"(?<=[0-9])[0-9](?=[0-9])|[0-9](?=[0-9])", text))
    if match is None:
        return None
    at = match.start()
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def a_letter_of_an_id(rng: Random, text: str) -> str | None:
    match = _one(rng, _IDS.finditer(text))
    if match is None:
        return None
    at = rng.randrange(*match.span(1))
    return _put(text, at, at + 1, rng.choice("abcdefghijklmnopqrstuvwxyz".replace(text[at], "")))


def a_look_alike_in_an_id(rng: Random, text: str) -> str | None:
    match = _one(rng, _IDS.finditer(text))
    spots = [at for at in range(*match.span(1)) if text[at] in "aeopcx"] if match else []
    if not spots:
        return None
    at = rng.choice(spots)
    return _put(text, at, at + 1, dict(zip("aeopcx", "аеорсх"))[text[at]])


def another_id_of_the_data(rng: Random, text: str) -> str | None:
    match = _one(rng, _IDS.finditer(text))
    key = match and re.match(r"[ -]*([a-z]+)", match.group()).group(1)
    others = [each.group(1) for each in _IDS.finditer(text) if key and each.group().lstrip(" -").startswith(f"{key}:")]
    return match and _put(text, *match.span(1), rng.choice(others))


def a_quotation_mark_dropped(rng: Random, text: str) -> str | None:
    match = _one(rng, re.finditer(r"[\"']", text))
    return match and _put(text, *match.span(), "")


def a_bracket_dropped(rng: Random, text: str) -> str | None:
    match = _one(rng, re.finditer(r"[\[\]{}]", text))
    return match and _put(text, *match.span(), "")


def a_colon_or_comma_dropped(rng: Random, text: str) -> str | None:
    match = _one(rng, re.finditer(r"[:,]", text))
    return match and _put(text, *match.span(), "")


def a_record_doubled(rng: Random, text: str) -> str | None:
    match = _one(rng, _RECORD.finditer(text))
    return match and _put(text, match.end(), match.end(), match.group())


def a_record_deleted(rng: Random, text: str) -> str | None:
    match = _one(rng, _RECORD.finditer(text))
    return match and _put(text, *match.span(), "")


def the_file_cut(rng: Random, text: str) -> str | None:
    return text[: rng.randrange(len(text))]


def another_indentation(rng: Random, text: str) -> str | None:
    start, end = _line(rng, text)
    line = text[start:end]
    spaces = len(line) - len(line.lstrip(" "))
    return _put(text, start, start + spaces, " " * rng.choice([each for each in range(7) if each != spaces]))


def a_tab_for_spaces(rng: Random, text: str) -> str | None:
    match = _one(rng, re.finditer(r"^ +", text, re.MULTILINE))
    return match and _put(text, *match.span(), "\t")


def two_keys_swapped(rng: Random, text: str) -> str | None:
    """`source: a` and `target: b` become `target: a` and `source: b`: the values stay where they are."""
    found = list(_KEY.finditer(text))
    keys = [(one, other) for one, other in zip(found, found[1:]) if one.group(1) == other.group(1)]
    if not keys:
        return None
    one, other = rng.choice(keys)
    return text[: one.start(2)] + other.group(2) + text[one.end(2) : other.start(2)] + one.group(2) + text[other.end(2) :]


def two_lines_swapped(rng: Random, text: str) -> str | None:
    start, end = _line(rng, text)
    after = text.find("\n", end) + 1
    return text[:start] + text[end:after] + text[start:end] + text[after:] if after > end else None


def a_date_turned_round(rng: Random, text: str) -> str | None:
    match = _one(rng, _DAY.finditer(text))
    year, month, day = match.groups() if match else ("", "", "")
    return match and _put(text, *match.span(), rng.choice([f"{day}-{month}-{year}", f"{year}-{day}-{month}", f"{day}.{month}.{year}"]))


def start_and_end_turned_round(rng: Random, text: str) -> str | None:
    match = _one(rng, re.finditer(r"( start: )(.+)(\n +end: )(.+)", text))
    return match and _put(text, *match.span(), match[1] + match[4] + match[3] + match[2])


def another_year(rng: Random, text: str) -> str | None:
    match = _one(rng, _DATE.finditer(text))
    return match and _put(text, match.start(), match.start() + 4, str(int(match.group()[:4]) + rng.choice([-10, -1, 1, 10, 100])))


def a_letter_of_any_text(rng: Random, text: str) -> str | None:
    match = _one(rng, re.finditer(r"[^\W\d_]", text))
    return match and _put(text, *match.span(), rng.choice("aeiouтк"))


def a_character_dropped(rng: Random, text: str) -> str | None:
    at = rng.randrange(len(text))
    return _put(text, at, at + 1, "")


def an_invisible_character(rng: Random, text: str) -> str | None:
    at = rng.randrange(len(text))
    return _put(text, at, at, rng.choice("\0\x07\xa0\u200b\u200e\u202e\u2028\ufeff"))


def a_merge_conflict(rng: Random, text: str) -> str | None:
    start, end = _line(rng, text)
    line = text[start:end]
    return _put(text, start, end, f"<<<<<<< HEAD\n{line}=======\n{line.replace('1', '2')}>>>>>>> theirs\n")


def windows_letters(rng: Random, text: str) -> str | None:
    """Half of the file saved in cp1251 by an editor; kept as text by latin-1, and written as those bytes."""
    start, end = _line(rng, text)
    try:
        return text[:start] + text[start:end].encode("cp1251").decode("latin-1") + text[end:]
    except UnicodeEncodeError:
        return None


CHANGES: tuple[Change, ...] = (
    delete_a_line, double_a_line, another_digit, two_digits_swapped, a_letter_of_an_id, a_look_alike_in_an_id, another_id_of_the_data,
    a_quotation_mark_dropped, a_bracket_dropped, a_colon_or_comma_dropped, a_record_doubled, a_record_deleted, the_file_cut,
    another_indentation, a_tab_for_spaces, two_keys_swapped, two_lines_swapped, a_date_turned_round, start_and_end_turned_round,
    another_year, a_letter_of_any_text, a_character_dropped, an_invisible_character, a_merge_conflict, windows_letters,
)


def mutations(texts: Texts, count: int, seed: int = 9) -> Iterator[tuple[str, str, str]]:
    """(name of the change, file, its text then): each change in turn, in a file chosen by its size."""
    rng = Random(seed)
    names = [name for name in FILES if name in texts]
    done = 0
    while done < count:
        change = CHANGES[done % len(CHANGES)]
        name = rng.choices(names, [len(texts[each]) for each in names])[0]
        after = change(rng, texts[name])
        if after is not None and after != texts[name]:
            yield change.__name__, name, after
            done += 1


class Judge:
    """Says who notices a change of these files first; `folder` holds their counts and seals."""

    def __init__(self, texts: Texts, folder: Path):
        self._files = {name: text.encode() for name, text in texts.items()}
        self._folder = folder
        self._good, problems = load_files(self._files, folder)
        assert not problems and not unsealed(self._good, folder), "the data to begin with is good"
        self._known = {(each.record, each.message) for each in check(self._good, TODAY)}  # a part of a dataset has its gaps

    def _news(self, dataset: Dataset) -> bool:
        return any((each.record, each.message) not in self._known for each in check(dataset, TODAY))

    def noticed(self, name: str, text: str, *, every: bool = False) -> list[str]:
        """All who notice if `every`, else the first; [] where nobody does and the records are others."""
        dataset, problems = load_files({**self._files, name: text.encode("utf-8", "surrogatepass")}, self._folder)
        found = []
        for who, look in (("loader", lambda: problems), ("rules", lambda: self._news(dataset)),
                          ("counts", lambda: losses(dataset, self._folder) + surprises(dataset, self._folder)),
                          ("equal", lambda: self._equal(dataset)), ("seals", lambda: unsealed(dataset, self._folder))):
            if look():
                found.append(who)
                if not every:
                    break
        return found

    def _equal(self, dataset: Dataset) -> bool:
        return dataset == self._good and dict(dataset.layout) == dict(self._good.layout)


def sealed(texts: Texts, folder: Path, counts_of: Path | None = None) -> Judge:
    """A Judge of these files with fresh seals in `folder`, and the counts of another folder if one is given."""
    folder.mkdir(parents=True, exist_ok=True)
    dataset, _ = load_files({name: text.encode() for name, text in texts.items()}, folder)
    (folder / SEALED).write_text(as_text(seals(dataset)), encoding="utf-8")
    for name in (MINIMUM, MOST) if counts_of else ():
        (folder / name).write_text((counts_of / name).read_text(encoding="utf-8"), encoding="utf-8")
    return Judge(texts, folder)


def tally(judge: Judge, texts: Texts, count: int, seed: int = 9, processes: int = 1) -> tuple[Counter, list[tuple[str, str, str]]]:
    """How many changes of each name were noticed first by whom; the changes that nobody noticed. Each process makes all
    changes and judges its share of them, so that their number says nothing about what is found."""
    if processes == 1:
        return _share(judge, texts, count, seed, 0, 1)
    found: Counter = Counter()
    missed = []
    with ProcessPoolExecutor(processes, get_context("fork"), _begin, (judge, texts)) as pool:
        for one, its_missed in pool.map(partial(_part, count, seed, processes), range(processes)):
            found.update(one)
            missed += its_missed
    return found, missed


_given: list = []  # what a forked process judges, as it stood in its parent


def _begin(judge: Judge, texts: Texts) -> None:
    _given[:] = judge, texts


def _part(count: int, seed: int, processes: int, part: int) -> tuple[Counter, list[tuple[str, str, str]]]:
    return _share(*_given, count, seed, part, processes)


def _share(judge: Judge, texts: Texts, count: int, seed: int, part: int, processes: int) -> tuple[Counter, list[tuple[str, str, str]]]:
    found: Counter = Counter()
    missed = []
    for what, name, after in itertools.islice(mutations(texts, count, seed), part, None, processes):
        who = judge.noticed(name, after)
        found[what, who[0] if who else "missed"] += 1
        if not who:
            missed.append((what, name, after))
    return found, missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    args = parser.parse_args()
    texts = {name: path.read_bytes().decode("utf-8") for name in FILES if (path := args.data / name).is_file()}
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        found, missed = tally(sealed(texts, Path(scratch), args.data), texts, args.count, args.seed, args.processes)
    columns = (*NOTICED, "missed")
    print(f"{'change':28}" + "".join(f"{each:>8}" for each in columns))
    for change in CHANGES:
        print(f"{change.__name__:28}" + "".join(f"{found[change.__name__, each] or '':>8}" for each in columns))
    totals = Counter()
    for (_, who), count in found.items():
        totals[who] += count
    print(f"{'all':28}" + "".join(f"{totals[each]:>8}" for each in columns))
    caught = args.count - totals["missed"]
    bare = caught - totals["seals"]
    print(f"Noticed: {caught / args.count:.1%} of {args.count}; without the seals {bare / args.count:.1%}. Seconds: {time.perf_counter() - begun:.0f}.")
    for what, name, _ in missed:
        print(f"missed: {what} in {name}")
    return 1 if caught < 0.99 * args.count else 0


if __name__ == "__main__":
    sys.exit(main())
