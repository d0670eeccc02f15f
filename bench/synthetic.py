"""Networks of any size that look like a real one: seeded, with skewed degrees and the kinds, dates and claims of `data/`.

python bench/synthetic.py ACTORS TIES OUT_DIR [SEED] writes a dataset folder: actors, relations, documents, events and
layout.json, with the vocabulary copied. In Python: `draw` (numbers only: ten million ties take seconds), `records`
(plain dicts, as the files hold them) and `dataset` (a Dataset without a detour through files).

Each tie takes after a tie of the model, drawn at random: its kind, the kinds of its ends, how its time is written and
who claims it. Its ends are drawn by weights that fall off as the actors' rank grows (Zipf), two thirds of the targets
from the community of the source. Names are made of syllables and are nobody's. The same numbers give the same network.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterator

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from graph.load import load  # noqa: E402
from graph.model import Actor, Dataset, Document, Event, Relation  # noqa: E402

MODEL = Path(__file__).parents[1] / "data"
SEED = 7
SKEW = 0.75  # the weight of the actor of rank r is r ** -SKEW
AT_HOME = 2 / 3  # the share of targets within the community of the source
PER_COMMUNITY = 60  # actors
PER_DOCUMENT = 3.3  # ties
SHIFT = 6  # years by which a tie's time may be moved
SPACE = 130.0  # between neighbours in the layout
EVENTS = 200
MOST_DOCUMENTS = 20_000

_ONSETS = ("b", "d", "g", "j", "k", "l", "m", "n", "r", "s", "t", "z", "ch", "sh", "kh")
_VOWELS = ("a", "e", "i", "o", "u")
_CYRILLIC = dict(zip("bdgjklmnrstzaeiou", "бдгжклмнрстзаеиоу")) | {"ch": "ч", "sh": "ш", "kh": "х"}
_WORDS = "council of the region said on Monday that talks with party leaders about posts would go ahead as agreed".split()


@dataclass(frozen=True)
class Drawn:
    """A network as numbers: actor → kind, community and position; tie → its ends, its model and a shift in years."""

    kinds: np.ndarray  # of actors: places in `Model.kinds`
    community: np.ndarray
    places: np.ndarray  # (actors, 2)
    source: np.ndarray  # of ties
    target: np.ndarray
    model: np.ndarray  # places in `Model.relations`
    shift: np.ndarray


@dataclass(frozen=True)
class Model:
    """What a real dataset is like."""

    whole: Dataset
    kinds: tuple[str, ...]  # of its actors, in the order of the vocabulary
    share: np.ndarray  # how often each occurs
    relations: tuple[Relation, ...]
    ends: np.ndarray  # (relations, 2): the kinds of their ends


@lru_cache(maxsize=2)
def model(folder: Path = MODEL) -> Model:
    whole, _ = load(folder)
    kinds = tuple(whole.vocabulary.actor_kinds)
    number = {kind: place for place, kind in enumerate(kinds)}
    of = {actor.id: number[actor.kind] for actor in whole.actors.values()}
    counts = np.bincount(list(of.values()), minlength=len(kinds)).astype(float)
    relations = tuple(each for each in whole.relations.values() if each.source != each.target)
    ends = np.array([(of[each.source], of[each.target]) for each in relations])
    return Model(whole, kinds, counts / counts.sum(), relations, ends)


def draw(actors: int, ties: int, seed: int = SEED) -> Drawn:
    """The network in numbers. Raises ValueError if so few actors cannot have so many different ties."""
    like = model()
    occurring = np.flatnonzero(like.share)
    if actors < 2 * len(occurring):
        raise ValueError(f"{actors} actors are too few: there are {len(occurring)} kinds, and two are wanted of each")
    random = np.random.default_rng(seed)
    kinds = random.choice(len(like.kinds), actors, p=like.share)
    kinds[: 2 * len(occurring)] = np.repeat(occurring, 2)  # two of each at least, among the most important
    weight = np.arange(1, actors + 1) ** -SKEW
    communities = max(1, round(actors / PER_COMMUNITY))
    # few large communities, many small ones; the most important found them
    community = np.minimum((communities * random.random(actors) ** 2).astype(int), communities - 1)
    community[:communities] = np.arange(communities)
    urns = [_Urn(np.flatnonzero(kinds == kind), weight, community, communities) for kind in range(len(like.kinds))]
    found = np.empty((0, 4), dtype=np.int64)
    for _ in range(12):
        rows = _ties(max(64, int(1.3 * (ties - len(found)))), like, urns, community, random)
        found = np.concatenate([found, rows])
        found = found[np.sort(np.unique(_keys(found, like), return_index=True)[1])]
        if len(found) >= ties:
            source, target, like_whom, shift = found[:ties].T
            return Drawn(kinds, community, _places(community, weight), source, target, like_whom, shift)
    raise ValueError(f"{actors} actors cannot have {ties} different ties")


class _Urn:
    """The actors of one kind, by community, to be drawn by weight."""

    def __init__(self, members: np.ndarray, weight: np.ndarray, community: np.ndarray, communities: int):
        self.members = members[np.argsort(community[members], kind="stable")]
        self.sums = np.concatenate([[0.0], np.cumsum(weight[self.members])])
        self.starts = np.searchsorted(community[self.members], np.arange(communities + 1))

    def take(self, chance: np.ndarray, home: np.ndarray | None = None) -> np.ndarray:
        """A member for each chance in [0, 1); within `home`, a community each, if somebody of the kind lives there."""
        low, high = np.zeros(len(chance)), np.full(len(chance), self.sums[-1])
        if home is not None:
            first, last = self.sums[self.starts[home]], self.sums[self.starts[home + 1]]
            lived = last > first
            low, high = np.where(lived, first, low), np.where(lived, last, high)
        place = np.searchsorted(self.sums, low + chance * (high - low), side="right") - 1
        return self.members[np.minimum(place, len(self.members) - 1)]


def _ties(many: int, like: Model, urns: list[_Urn], community: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Rows of source, target, model and shift; without ties to oneself, but with repetitions."""
    chosen = random.integers(len(like.relations), size=many)
    at_home = random.random(many) < AT_HOME
    chances = random.random((2, many))
    source, target = np.empty(many, dtype=np.int64), np.empty(many, dtype=np.int64)
    for kind, urn in enumerate(urns):
        mine = np.flatnonzero(like.ends[chosen, 0] == kind)
        if len(mine):
            source[mine] = urn.take(chances[0, mine])
    for kind, urn in enumerate(urns):
        for home in (False, True):
            mine = np.flatnonzero((like.ends[chosen, 1] == kind) & (at_home == home))
            if len(mine):
                target[mine] = urn.take(chances[1, mine], community[source[mine]] if home else None)
    rows = np.column_stack([source, target, chosen, random.integers(-SHIFT, SHIFT + 1, size=many)])
    return rows[source != target]


def _keys(rows: np.ndarray, like: Model) -> np.ndarray:
    """One number for what would make one id: the ends, the kind and the time."""
    labels = {
        (relation, shift): f"{like.relations[relation].kind} {_when(relation, shift)[1]}"
        for relation in range(len(like.relations)) for shift in range(-SHIFT, SHIFT + 1)
    }
    number = {label: place for place, label in enumerate(dict.fromkeys(labels.values()))}
    table = np.array([[number[labels[relation, shift]] for shift in range(-SHIFT, SHIFT + 1)] for relation in range(len(like.relations))])
    ends = rows[:, 0] * (int(rows[:, :2].max()) + 1) + rows[:, 1]
    return ends * len(number) + table[rows[:, 2], rows[:, 3] + SHIFT]


@lru_cache(maxsize=None)
def _when(relation: int, shift: int) -> tuple[dict[str, str], str]:
    """The time of a tie that takes after this one, as fields, and the part of it that goes into the id."""
    like = model().relations[relation]
    first, last = 1990, 2026
    given = {name: value for name in ("date", "start", "end") if (value := getattr(like, name))}
    years = [int(year) for value in given.values() for year in re.findall(r"(?<![\d-])\d{4}", value)]
    if years and first <= min(years) + shift and max(years) + shift <= last:
        given = {name: re.sub(r"(?<![\d-])\d{4}", lambda year: str(int(year[0]) + shift), value) for name, value in given.items()}
    return given, given.get("date") or given.get("start") or "undated"


def _places(community: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Each community a sunflower with its most important in the middle, the large communities inside the small ones."""
    members = np.bincount(community)
    order = np.argsort(-members, kind="stable")
    before = np.empty_like(members)
    before[order] = np.concatenate([[0], np.cumsum(members[order])[:-1]])
    golden = math.pi * (3 - math.sqrt(5))

    def sunflower(place: np.ndarray, spin: np.ndarray) -> np.ndarray:
        return (np.sqrt(place) * SPACE * 0.62)[:, None] * np.column_stack([np.cos(spin), np.sin(spin)])

    centres = sunflower(before + members / 2.0, golden * np.argsort(order)) * 1.35
    within = np.empty(len(community), dtype=np.int64)
    by_community = np.lexsort((-weight, community))
    within[by_community] = np.arange(len(community)) - np.concatenate([[0], np.cumsum(members)])[community[by_community]]
    return np.round(centres[community] + sunflower(within + 0.5, golden * within)) * [1.25, 1.0]


# -- records --------------------------------------------------------------------------------------------------


def name(number: int) -> tuple[str, str]:
    """The number-th name, in Latin and in Cyrillic letters: two words of invented syllables, no two alike."""
    base = len(_ONSETS) * len(_VOWELS)
    rest, syllables = (number + 1) * 1_234_567_891 % base**5, []  # neighbours in number are far apart in name
    for _ in range(5):
        rest, place = divmod(rest, base)
        syllables.append((_ONSETS[place // len(_VOWELS)], _VOWELS[place % len(_VOWELS)]))
    words = syllables[:3], syllables[3:]
    latin = " ".join("".join(on + vowel for on, vowel in word).capitalize() + "n" for word in words)
    cyrillic = " ".join("".join(_CYRILLIC[on] + _CYRILLIC[vowel] for on, vowel in word).capitalize() + "н" for word in words)
    return latin, cyrillic


def actor_id(number: int) -> str:
    return f"a{number}-{name(number)[0].lower().replace(' ', '-')}"


@dataclass(frozen=True)
class Records:
    """What the files hold, as plain dicts; relations are made one at a time."""

    drawn: Drawn
    seed: int

    def actors(self) -> Iterator[dict[str, Any]]:
        kinds = model().kinds
        for number, kind in enumerate(self.drawn.kinds.tolist()):
            latin, cyrillic = name(number)
            yield {"id": actor_id(number), "kind": kinds[kind], "name": {"en": latin, "ru": cyrillic, "ky": cyrillic}}

    @property
    def document_count(self) -> int:
        return max(3, min(MOST_DOCUMENTS, round(len(self.drawn.source) / PER_DOCUMENT)))

    def documents(self) -> Iterator[dict[str, Any]]:
        for number in range(self.document_count):
            year, month = 1991 + number * 7 % 36, 1 + number % 12
            yield {
                "id": f"d{number}", "title": f"Report {number} on the council", "publisher": f"Paper {number % 40}",
                "date": f"{year}-{month:02}", "language": "en",
            }

    def relations(self) -> Iterator[dict[str, Any]]:
        drawn, like = self.drawn, model()
        random = np.random.default_rng(self.seed + 1)
        ids = [actor_id(number) for number in range(len(drawn.kinds))]
        cited = (self.document_count * random.random(len(drawn.source)) ** 2).astype(int).tolist()
        rows = zip(drawn.source.tolist(), drawn.target.tolist(), drawn.model.tolist(), drawn.shift.tolist(), cited)
        for number, (source, target, relation, shift, document) in enumerate(rows):
            parent = like.relations[relation]
            record: dict[str, Any] = {"source": ids[source], "target": ids[target], "kind": parent.kind}
            if parent.role:
                record["role"] = {"en": parent.role.en}
            record |= _when(relation, shift)[0]
            record["claims"] = []
            for place, claim in enumerate(parent.claims):
                made = {"document": f"d{(document + 7 * place) % self.document_count}"}
                if claim.by:
                    made["by"] = ids[number % len(ids)]
                if claim.stance != "asserts":
                    made["stance"] = claim.stance
                first = (number + place) % 7
                record["claims"].append(made | {"quote": " ".join(_WORDS[first: first + 12])})
            yield record

    def events(self) -> Iterator[dict[str, Any]]:
        for number in range(min(EVENTS, len(self.drawn.kinds))):
            yield {
                "id": f"e{number}", "name": {"en": f"Assembly {number}"}, "date": f"{1991 + number * 36 // EVENTS}-{1 + number % 12:02}",
                "actors": [actor_id(number)], "claims": [{"document": f"d{number % self.document_count}"}],
            }

    def layout(self) -> dict[str, list[int]]:
        return {actor_id(number): [int(x), int(y)] for number, (x, y) in enumerate(self.drawn.places.tolist())}


def records(actors: int, ties: int, seed: int = SEED) -> Records:
    return Records(draw(actors, ties, seed), seed)


def dataset(actors: int, ties: int, seed: int = SEED) -> Dataset:
    """The network as a Dataset; its version names the numbers it was made of."""
    made = records(actors, ties, seed)

    def by_id(kind: Any, rows: Iterator[dict[str, Any]]) -> dict[str, Any]:
        return {record.id: record for record in (kind(**row) for row in rows)}

    return Dataset(
        vocabulary=model().whole.vocabulary, actors=by_id(Actor, made.actors()),
        relations=by_id(Relation, made.relations()), documents=by_id(Document, made.documents()),
        events=by_id(Event, made.events()), layout={actor: tuple(map(float, place)) for actor, place in made.layout().items()},
        version=f"synthetic-{actors}-{ties}-{seed}",
    )


def write(folder: Path, actors: int, ties: int, seed: int = SEED) -> None:
    """A folder laid out like `data/`."""
    made = records(actors, ties, seed)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(MODEL / "vocabulary.yaml", folder)
    for file in ("actors", "relations", "documents", "events"):
        with (folder / f"{file}.yaml").open("w", encoding="utf-8") as out:
            for record in getattr(made, file)():
                _write(out, record)
    (folder / "layout.json").write_text(json.dumps(made.layout()), encoding="utf-8")


def _write(out: Any, record: dict[str, Any]) -> None:
    """One record in YAML: a line a field, what is nested in flow style (which is JSON)."""
    sign = "- "
    for field, value in record.items():
        if field == "claims":
            out.write(f"{sign}claims:\n")
            out.writelines(f"    - {json.dumps(claim, ensure_ascii=False)}\n" for claim in value)
        else:
            plain = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) or " " in value or "?" in value else value
            out.write(f"{sign}{field}: {plain}\n")
        sign = "  "


def main(arguments: list[str]) -> int:
    try:
        actors, ties, folder, *rest = arguments
        write(Path(folder), int(actors), int(ties), int(rest[0]) if rest else SEED)
    except ValueError as error:
        print(f"{error}\n\nusage: python bench/synthetic.py ACTORS TIES OUT_DIR [SEED]", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
