"""The doors through which bytes come in, one function each: it takes any bytes, and may raise nothing.

    python tests/fuzzing.py                        every door for 60 seconds (make fuzz)
    python tests/fuzzing.py --seconds 5 gexf csv   these two, shortly
    python tests/fuzzing.py --runs 100000 yaml

atheris (libFuzzer with the coverage of our own code) changes the seeds until something breaks. An input that
broke a door is written to the folder of findings; put it into tests/found/DOOR/ and test_fuzz.py replays it for ever.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
FOUND = ROOT / "tests" / "found"
TODAY = date(2026, 11, 22)
MEMORY = 1000  # MB that one door may take, Python, its libraries and the fuzzer included
PATIENCE = 10  # seconds of CPU for one input; the fuzzer's instruments slow everything down some five times
STUCK = 600  # seconds by the clock, after which an input is taken to have no end, however busy the machine is

LONGEST = 4000  # bytes of an input, or a quarter more than the longest seed of its door: longer ones only cost time

# What lies behind a door is instrumented as it is imported, and nothing else: what looks at the outcome need not be.
_READING = ["graph.formats.reading"]
BEHIND = {"yaml": ["graph.load"], "edit": ["graph.edit"], "merge": ["graph.edit"], "query": ["graph.selection"], "date": ["graph.dates"]}

if os.environ.get("BAILANYSH_DOOR"):
    import atheris

    with atheris.instrument_imports(include=BEHIND.get(os.environ["BAILANYSH_DOOR"], _READING), enable_loader_override=False):
        import graph.check
        import graph.edit
        import graph.formats.reading
        import graph.load
        import graph.selection  # noqa: F401

import yaml

from exporting import snapshot
from folder import FILES
from graph.check import check
from graph.dates import parse_date
from graph.edit import EditRefused, merged, record
from graph.edit.pieces import pieces, slices
from graph.formats import FORMATS
from graph.formats.reading import READERS, Unreadable, read, read_mapping
from graph.load import load_files
from graph.selection import Selection
from importing import WORDS

FOLDER = Path("fuzzed")
GOOD = {
    **FILES,
    "events.yaml": "- id: day\n  name: {en: The day}\n  date: 2010\n  actors: [aida-one, bolot-two]\n  claims: [{document: paper}]\n",
    "layout.json": '{"aida-one": [1, 2.5], "bolot-two": [0, -3]}\n',
}
NAMES = tuple(GOOD)


# -- the doors ---------------------------------------------------------------------------------------------


def _yaml(data: bytes) -> None:
    """The first byte says which file of a good dataset the rest stands in for. The rest of it must stay closed, each
    Problem must lie in its file and say what to do, and what nobody complains of must have come in."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    content = data[1:]
    dataset, problems = load_files({**{each: text.encode() for each, text in GOOD.items()}, name: content}, FOLDER)
    _closed(dataset)
    lines = content.count(b"\n") + content.count(b"\r") + content.count(b"\xc2\x85") + content.count(b"\xe2\x80") + 2
    for problem in (*problems, *check(dataset, TODAY)):
        assert problem.message and (problem.fix or problem.degree == "look"), problem
        assert problem.mark.column >= 1 and 1 <= problem.mark.line <= max(lines, 99), problem
        assert "\n" not in str(problem), problem
    if not problems and name != "layout.json":
        plain = yaml.load(content.decode("utf-8-sig"), Loader=yaml.CBaseLoader) or []
        written = sum(map(len, plain.values())) if isinstance(plain, dict) else len(plain)
        words = dataset.vocabulary
        rooms = (words.actor_kinds, words.families, words.relation_kinds) if name == "vocabulary.yaml" else (
            getattr(dataset, name.removesuffix(".yaml")),)
        assert written == sum(map(len, rooms)), (written, name)


def _closed(dataset) -> None:
    for tie in dataset.relations.values():
        assert {tie.source, tie.target} <= dataset.actors.keys() and tie.kind in dataset.vocabulary.relation_kinds
    for room in (dataset.relations, dataset.events):
        for each in room.values():
            assert {claim.document for claim in each.claims} <= dataset.documents.keys()
    for event in dataset.events.values():
        assert set(event.actors) <= dataset.actors.keys()


def _reader(format: str) -> Callable[[bytes], None]:
    def door(data: bytes) -> None:
        """What is made of a file is a dataset that loads again as it is, without a Problem, or nothing and one Problem."""
        made = read(data, f"file{READERS[format].SUFFIXES[0]}", WORDS, format=format)
        for problem in made.problems:
            assert problem.message and problem.mark.line >= 1 and problem.mark.column >= 1, problem
        if made.dataset is None:
            assert len(made.problems) == 1 and not made.files
            return
        _closed(made.dataset)
        again, problems = load_files({name: text.encode() for name, text in made.files.items()}, FOLDER)
        assert not problems, problems[0]
        assert again == made.dataset
        wrong = [str(each) for each in check(again, TODAY) if each.degree == "error"]
        if any("Speakers who are no actors" in remark for remark in made.report.remarks):  # in the data that they come from they are
            wrong = [each for each in wrong if "`by` looks like an id" not in each]
        assert not wrong, wrong[0]
        json.dumps(made.report.as_json())

    return door


def _detect(data: bytes) -> None:
    """A file whose format nobody names."""
    made = read(data, "file", WORDS)
    assert made.dataset is not None or len(made.problems) == 1


def _mapping(data: bytes) -> None:
    try:
        rules, problems = read_mapping(data, "map.yaml", WORDS)
    except Unreadable as error:
        assert error.problem("map.yaml").fix
        return
    for problem in problems:
        assert problem.message and problem.fix, problem
    for rule in rules.actor_kinds.values():
        assert rule.kind in WORDS.actor_kinds
    for rule in rules.relation_kinds.values():
        assert rule.kind in WORDS.relation_kinds


def _edit(data: bytes) -> None:
    """Any text as a file of actors: its pieces are the file, and every change says what was meant or is refused."""
    text = data.decode("utf-8", "replace")
    assert "".join(slices(text)) == text
    ids = Counter(piece.id for piece in pieces(text))
    for piece in [each for each in pieces(text) if "id" in each.fields and ids[each.id] == 1][:3]:
        outside = text[: piece.start], text[piece.last :]
        for what in ({**piece.fields, "start": "1950~"}, {**piece.fields, "name": {"en": "It's: new"}}):
            try:
                after = record.change(text, piece.id, what)
            except EditRefused:
                continue
            assert record.fields(after, piece.id) == record.tidy(what)
            assert after.startswith(outside[0])
        try:
            gone = record.remove(text, piece.id)
        except EditRefused:
            continue
        assert Counter(each.id for each in pieces(gone)) == ids - Counter([piece.id])
    try:
        added = record.add(text, "actors", {"id": "entirely-new", "kind": "person", "name": {"en": "New"}})
    except EditRefused:
        return
    assert record.fields(added, "entirely-new")["name"] == {"en": "New"}


def _merge(data: bytes) -> None:
    """Two changes of one text, each a part of the bytes."""
    base, mine, theirs = (data.decode("utf-8", "replace").split("\0", 2) + ["", ""])[:3]
    merged(base, mine, theirs)


def _query(data: bytes) -> None:
    """The part of a web address behind the question mark."""
    text = data.decode("utf-8", "replace")
    selection = Selection.from_query(text)
    assert Selection.from_query(selection.query()) == selection


def _date(data: bytes) -> None:
    try:
        bounds = parse_date(data.decode("utf-8", "replace"))
    except ValueError as error:
        assert ": " in str(error)
        return
    assert bounds.earliest <= bounds.first <= bounds.last <= bounds.latest


DOORS: dict[str, Callable[[bytes], None]] = {
    "yaml": _yaml, **{format: _reader(format) for format in READERS}, "detect": _detect, "mapping": _mapping, "edit": _edit,
    "merge": _merge, "query": _query, "date": _date,
}


# -- what the fuzzer begins with ---------------------------------------------------------------------------

POPOLO = {
    "persons": [{"id": "p1", "name": "Roza Otunbayeva", "birth_date": "1950-08-23", "gender": "female",
                 "other_names": [{"name": "Роза Отунбаева", "lang": "ru", "note": "multilingual"}],
                 "identifiers": [{"scheme": "wikidata", "identifier": "Q485136"}], "links": [{"url": "https://example.org/r"}]},
                {"id": "p2", "name": "Omurbek Tekebayev"}],
    "organizations": [{"id": "o1", "name": "Ata Meken", "classification": "party"}, {"id": "o2", "name": "Jogorku Kenesh", "classification": "legislature"}],
    "memberships": [{"person_id": "p2", "organization_id": "o2", "on_behalf_of_id": "o1", "role": "member", "start_date": "2005-03",
                     "end_date": "2010-04-08", "legislative_period_id": "term/3", "sources": [{"url": "https://example.org/s"}]},
                    {"person_id": "p1", "post_id": "x", "organization_id": "o2"}],
    "posts": [{"id": "x", "label": "Chair", "organization_id": "o2"}],
    "events": [{"id": "term/3", "name": "3rd convocation", "classification": "legislative period", "start_date": "2005", "end_date": "2007"}],
}
GRAPHML = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d0" for="node" attr.name="name" attr.type="string"/>
<key id="d1" for="edge" attr.name="kind" attr.type="string"><default>supports</default></key><graph edgedefault="directed">
<node id="a"><data key="d0">Anna Alpha</data></node><node id="b"><data key="d0">Bek Beta</data><graph id="g"><node id="c"/></graph></node>
<edge id="e" source="a" target="b"><data key="d1">opposes</data></edge></graph></graphml>"""
GEXF = """<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph mode="dynamic" defaultedgetype="directed" timeformat="date">
<attributes class="node"><attribute id="k" title="kind" type="string"><default>person</default></attribute></attributes>
<attributes class="edge" mode="dynamic"><attribute id="r" title="role" type="string"/></attributes>
<nodes><node id="a" label="Anna Alpha" start="1950"><attvalues><attvalue for="k" value="person"/></attvalues>
<nodes><node id="c" label="Cyr"/></nodes></node><node id="b" label="Bek Beta"><spells><spell start="2005" end="2010-03-01"/></spells></node></nodes>
<edges><edge id="e" source="a" target="b" kind="supports" start="2005" endopen="2010"><attvalues><attvalue for="r" value="adviser" start="2006"/>
</attvalues></edge><edge source="b" target="c" type="undirected" label="opposes" weight="2"/></edges></graph></gexf>"""
CSV = b"source,target,kind,start,end,role,quote\nAnna Alpha,Bek Beta,supports,2005,2010-03,adviser,\"she said, \"\"so\"\"\"\nBek Beta,Cyr,member of,20.03.2005,,,\n"


def seeds(door: str) -> list[bytes]:
    """Well-formed inputs for a door, and whatever has broken it before."""
    found = [path.read_bytes() for path in sorted((FOUND / door).glob("*"))]
    return [*_seeds(door), *found]


def _seeds(door: str) -> list[bytes]:
    def exported(format: str) -> bytes:
        return FORMATS[format].write(snapshot(data=load_files({name: text.encode() for name, text in GOOD.items()}, FOLDER)[0]))

    if door == "yaml":
        return [bytes([number]) + text.encode() for number, text in enumerate(GOOD.values())]
    if door == "csv":
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("ties.csv", CSV)
        return [CSV, CSV.replace(b",", b";"), archive.getvalue(), exported("csv")]
    made = {
        "popolo": lambda: [json.dumps(POPOLO).encode()],
        "gexf": lambda: [GEXF.encode(), exported("gexf")],
        "graphml": lambda: [GRAPHML.encode(), exported("graphml")],
        "node-link": lambda: [exported("json"), exported("cyjs"), b'{"nodes": [{"id": "a"}, 2], "links": [{"source": 0, "target": 1}]}'],
        "followthemoney": lambda: [exported("ftm")],
        "detect": lambda: [GEXF.encode(), GRAPHML.encode(), *(exported(format) for format in ("json", "ftm", "csv")), json.dumps(POPOLO).encode(), CSV],
        "mapping": lambda: [b"actor_kinds:\n  - {type: politician, kind: person}\nrelation_kinds:\n"
                            b"  - {type: employs, kind: works_for, reversed: true, role: {en: employee}}\n  - {type: '*', kind: supports}\n"],
        "edit": lambda: [GOOD["actors.yaml"].encode(), GOOD["actors.yaml"].replace("\n", "\r\n").encode()],
        "merge": lambda: ["\0".join((GOOD["actors.yaml"], GOOD["actors.yaml"].replace("Aida One", "A"),
                                     GOOD["actors.yaml"].replace("Bolot Two", "B"))).encode()],
        "query": lambda: [b"from=2005&to=2010-04&family=office,alliance&kind=person&status=contested&focus=a,b&radius=2&limit=50"
                          b"&possible=0&lang=ru&open=x&document=paper&speaker=bolot-two", b"year=2010~"],
        "date": lambda: [b"2005-03-24~/2010?"],
    }
    return made[door]()


TOKENS = (
    b"- ", b": ", b"'", b'"', b"[", b"]", b"{", b"}", b"#", b"&a ", b"*a", b"!!x ", b"\0", b"\xff", b"? ", b"| ", b"> ", b"---\n", b"...\n",
    b"\t", b"\n", b"\r", b"\r\n", b"\xc2\x85", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\\", b"<<<<<<< a\n", b"=======\n", b">>>>>>> b\n", b"~", b"null",
    b"<<", b"2005-02-30", b"9999~", b"0001-01-01~", b"ongoing", b"unknown", b"<!DOCTYPE a>", b"<![CDATA[", b"&amp;", b"</", b"/>", b"NaN",
    b"1e999", b"\\ud800", b"\xd8\x00", b"PK\x03\x04", b",,", b"\"\"", b"\xe2\x80\xae", b"claims", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80",
)


# -- atheris -----------------------------------------------------------------------------------------------


_WORD = re.compile(rb"[\w.-]+|\s+|.", re.DOTALL)


def changed(data: bytes, rng: random.Random, seeds: list[bytes]) -> bytes:
    """Some of its words or lines are left out, doubled, moved, or are others: it stays nearer to what a reader understands
    than with changed bytes, which break almost every XML or JSON at its door."""
    for _ in range(rng.randint(1, 4)):
        start, end = _piece(data, rng, rng.random() < 0.3)
        into, piece, before = rng.randrange(len(data) + 1), data[start:end], rng.choice(seeds)
        data = rng.choice((
            lambda: data[:start] + data[end:], lambda: data[:end] + data[start:], lambda: data[:into] + piece + data[into:],
            lambda: data[:start] + before[slice(*_piece(before, rng, False))] + data[end:],
            lambda: data[:start] + rng.choice(TOKENS) + data[end:],
        ))()
    return data


def _piece(data: bytes, rng: random.Random, line: bool) -> tuple[int, int]:
    """Where some word or line of it stands."""
    if not data:
        return 0, 0
    start, end = _WORD.search(data, rng.randrange(len(data))).span()
    return (data.rfind(b"\n", 0, start) + 1, (data.find(b"\n", end) + 1) or len(data)) if line else (start, end)


def _fuzz(door: str, arguments: list[str]) -> None:
    begin = seeds(door)

    def other(data: bytes, most: int, seed: int) -> bytes:
        rng = random.Random(seed)
        return atheris.Mutate(data, most) if rng.random() < 0.4 else changed(data, rng, begin)[:most]

    def once(data: bytes) -> None:
        begun = time.process_time()
        DOORS[door](data)
        took = time.process_time() - begun
        assert took < PATIENCE, f"{took:.0f} seconds of CPU for one input"

    atheris.Setup([sys.argv[0], *arguments], once, custom_mutator=other)
    atheris.Fuzz()


def longest(door: str) -> int:
    """How many bytes an input of a door may have."""
    return max(LONGEST, max(map(len, seeds(door))) * 5 // 4)


def run(door: str, findings: Path, seconds: int = 0, runs: int = 0, seed: int = 1) -> tuple[int, float, str]:
    """Fuzzes one door; (inputs tried, seconds, what broke it: "" or the end of what was printed)."""
    with tempfile.TemporaryDirectory() as scratch:
        corpus = Path(scratch) / "corpus"
        corpus.mkdir()
        for number, each in enumerate(seeds(door)):
            (corpus / f"{number}").write_bytes(each)
        tokens = Path(scratch) / "tokens"
        tokens.write_text("".join('"' + "".join(f"\\x{byte:02x}" for byte in each) + '"\n' for each in TOKENS))
        arguments = [f"-max_total_time={seconds}", *([f"-runs={runs}"] if runs else []), f"-seed={seed}", f"-dict={tokens}", f"-max_len={longest(door)}", "-len_control=100",
                     f"-rss_limit_mb={MEMORY}", f"-timeout={STUCK}", "-print_final_stats=1", f"-artifact_prefix={findings}/{door}-", str(corpus)]
        begun = time.perf_counter()
        ended = subprocess.run([sys.executable, __file__, "--", *arguments], env={**os.environ, "BAILANYSH_DOOR": door},
                               capture_output=True, text=True, errors="replace")
        took = time.perf_counter() - begun
    counted = re.search(r"number_of_executed_units:\s*(\d+)", ended.stderr)
    said = ended.stderr + ended.stdout
    at = max(said.find(" === Uncaught"), said.find("ERROR: libFuzzer"))
    broke = "" if ended.returncode == 0 else said[at:][:3000] if at >= 0 else said[-3000:]
    return int(counted.group(1)) if counted else 0, took, broke


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("doors", nargs="*", choices=[*DOORS, []], help="all of them if none is named")
    parser.add_argument("--seconds", type=int, default=60, help="for each door")
    parser.add_argument("--runs", type=int, default=0, help="for each door, instead of --seconds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()) / "bailanysh-findings")
    args = parser.parse_args()
    args.findings.mkdir(parents=True, exist_ok=True)
    tried = broken = 0
    for door in args.doors or DOORS:
        count, took, broke = run(door, args.findings, 0 if args.runs else args.seconds, args.runs, args.seed)
        tried += count
        broken += bool(broke)
        print(f"{door:15} {count:9,} inputs  {took:6.0f} s  {count / took:7,.0f} a second  {'BROKEN' if broke else 'nothing raised'}", flush=True)
        if broke:
            print(f"{broke}\n  the input is in {args.findings}", flush=True)
    print(f"{'all':15} {tried:9,} inputs  doors broken: {broken}")
    return 1 if broken else 0


if __name__ == "__main__":
    if door := os.environ.get("BAILANYSH_DOOR"):
        _fuzz(door, sys.argv[2:])
    else:
        sys.exit(main())
