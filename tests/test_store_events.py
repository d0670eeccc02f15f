"""Event data as a store: what three publishers' layouts become, against counting by hand; one sentence for what is wrong."""

import gzip
import io
import random
from collections import defaultdict
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.__main__ import main
from graph.load.one import read_one
from graph.selection import Selection
from graph.store import events, import_events, open_store, read_map
from graph.store.map import EventMap, names

TODAY = date(2026, 11, 22)
ALL = 1000
POLECAT = """Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|\
Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|\
Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|\
Publication Date|Story People|Story Organizations|Story Locations|Language|Version""".split("|")
ICEWS = """Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|Target Country|Story ID|\
Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude""".split("|")


def run(capsys, *words) -> tuple[int, str, str]:
    out = io.StringIO()
    code = main([str(word) for word in words], out)
    return code, out.getvalue(), capsys.readouterr().err


def table(path, columns, rows, header=True):
    lines = ["\t".join(columns)] if header else []
    lines += ["\t".join(str(row.get(column, "")) for column in columns) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def gdelt(path, rows, columns=61):
    layout = next(names for names in read_map("gdelt").says.header if len(names) == columns)
    return table(path, layout, [dict(zip(("Day", "Actor1Code", "Actor1Name", "Actor1Type1Code", "EventCode", "Actor2Code", "Actor2Name",
                                         "Actor2Type1Code", "SOURCEURL"), row)) for row in rows], header=False)


def whole(path, selection=Selection(limit=ALL)):
    store = open_store(path)
    try:
        return store.select(selection, TODAY)
    finally:
        store.close()


def test_gdelt_without_a_line_of_names(tmp_path, capsys):
    rows = [
        ("20100406", "KGZOPP", "OPPOSITION", "OPP", "145", "KGZGOV", "KYRGYZSTAN", "GOV", "https://www.24.example/a"),
        ("20100407", "KGZOPP", "OPPOSITION", "OPP", "141", "KGZGOV", "KYRGYZSTAN", "GOV", "https://24.example/b"),
        ("20100407", "KGZOPP", "PROTESTERS", "OPP", "141", "KGZGOV", "BISHKEK", "GOV", "http://akipress.example:80/c?x=1"),
        ("20110101", "KGZOPP", "OPPOSITION", "OPP", "141", "KGZGOV", "KYRGYZSTAN", "GOV", ""),
        ("20100408", "RUS", "RUSSIA", "", "0411", "KGZ", "KYRGYZSTAN", "", "https://ria.example/d"),
        ("20100409", "KGZ", "KYRGYZSTAN", "", "042", "RUS", "RUSSIA", "", "https://ria.example/e"),
        ("20100409", "", "", "", "042", "RUS", "RUSSIA", "", "https://ria.example/e"),
        ("20100409", "KGZ", "KYRGYZSTAN", "", "---", "RUS", "RUSSIA", "", "https://ria.example/e"),
        ("2010", "KGZ", "KYRGYZSTAN", "", "042", "RUS", "RUSSIA", "", "https://ria.example/e"),
        ("20100409", "RUS", "RUSSIA", "", "042", "RUS", "RUSSIA", "", "https://ria.example/e"),
    ]
    file = gdelt(tmp_path / "20100406.export.CSV", rows)
    with file.open("a") as more:
        more.write("a\tline\tcut off\n")
    code, told, _ = run(capsys, "store", "import", file, tmp_path / "it.duckdb", "--map", "gdelt")
    assert code == 0 and "actors 4, ties 3, from 6 events of 2010-04-06 to 2011-01-01" in told
    assert {line.strip() for line in told.splitlines()[2:]} == {
        "1  an actor is missing", "1  its code is not in the map (--- 1)", "1  its date cannot be read", "1  from an actor to itself", "1  the line cannot be read"}
    part = whole(tmp_path / "it.duckdb")
    ties = part.dataset.relations
    assert set(ties) == {"kgzopp.protests_against.kgzgov.2010", "kgzopp.protests_against.kgzgov.2011", "kgz.talks_with.rus.2010"}
    protest = ties["kgzopp.protests_against.kgzgov.2010"]
    assert protest.date == "2010-04-06/2010-04-07" and protest.note.en == "Events: 3" and protest.note.ru == "Событий: 3"
    assert [(claim.document, claim.note.en, claim.date) for claim in protest.claims] == [
        ("gdelt-24-example", "Events: 2. Codes: 141 (1), 145 (1)", "2010-04-06/2010-04-07"), ("gdelt-akipress-example", "Events: 1. Codes: 141 (1)", "2010-04-07")]
    assert [claim.document for claim in ties["kgzopp.protests_against.kgzgov.2011"].claims] == ["gdelt"]
    assert ties["kgz.talks_with.rus.2010"].note.en == "Events: 2"  # a talk has no direction
    actors = part.dataset.actors
    assert {id: (actor.name.en, actor.kind) for id, actor in actors.items()} == {
        "kgz": ("KYRGYZSTAN (KGZ)", "state"), "kgzgov": ("KYRGYZSTAN (KGZGOV)", "body"), "kgzopp": ("OPPOSITION", "group"), "rus": ("RUSSIA", "state")}
    assert set(actors["kgzgov"].aliases) == {"KGZGOV", "KYRGYZSTAN", "BISHKEK"}
    assert part.dataset.documents["gdelt-24-example"].title == "GDELT Event Database: 24.example"


@pytest.mark.parametrize("columns", [57, 58, 61])
def test_all_layouts_of_gdelt_and_several_files_at_once(tmp_path, capsys, columns):
    row = ("20100406", "KGZ", "KYRGYZSTAN", "", "042", "RUS", "RUSSIA", "", "https://ria.example/d")
    one = gdelt(tmp_path / "one.csv", [row], columns)
    other = gdelt(tmp_path / "other.csv", [row])
    (tmp_path / "one.csv.gz").write_bytes(gzip.compress(one.read_bytes()))
    assert run(capsys, "store", "import", tmp_path / "one.csv.gz", other, tmp_path / "it", "--map", "gdelt")[0] == 0
    (tie,) = whole(tmp_path / "it").dataset.relations.values()
    assert tie.note.en == "Events: 2"
    assert [claim.document for claim in tie.claims] == (["gdelt-ria-example", "gdelt"] if columns == 57 else ["gdelt-ria-example"])


def test_icews_with_names_and_sectors(tmp_path, capsys):
    rows = [
        {"Event Date": "2010-04-07", "Source Name": "Protester (Kyrgyzstan)", "Source Sectors": "Protestors / Popular Opposition / Mobs,Social",
         "Source Country": "Kyrgyzstan", "CAMEO Code": "145", "Target Name": "Police (Kyrgyzstan)", "Target Sectors": "Police,Government", "Target Country": "Kyrgyzstan",
         "Publisher": "Agence France-Presse"},
        {"Event Date": "2010-04-12", "Source Name": "Kyrgyzstan", "Source Country": "Kyrgyzstan", "CAMEO Code": "057", "Target Name": 'The "Other" State',
         "Target Sectors": "Something New", "Target Country": "Utopia", "Publisher": "Agence France-Presse"},
    ]
    code, told, _ = run(capsys, "store", "import", table(tmp_path / "events.2010.tab", ICEWS, rows), tmp_path / "it.duckdb", "--map", "icews")
    assert code == 0 and "ties 2" in told
    found = whole(tmp_path / "it.duckdb").dataset
    assert {actor.name.en: actor.kind for actor in found.actors.values()} == {
        "Protester (Kyrgyzstan)": "group", "Police (Kyrgyzstan)": "armed_force", "Kyrgyzstan": "state", 'The "Other" State': "group"}
    assert found.relations["kyrgyzstan.treaty_with.the-other-state.2010"].claims[0].document == "icews-agence-france-presse"
    assert found.documents["icews-agence-france-presse"].publisher == "Agence France-Presse"


def test_polecat_with_several_actors_in_one_row(tmp_path, capsys):
    rows = [
        {"Event Date": "2020-10-06", "Event Type": "PROTEST", "Actor Name": "Ata-Zhurt; Sadyr Japarov", "Primary Actor Sector": "PTY;GOV",
         "Recipient Name": "Sooronbay Jeenbekov", "Primary Recipient Sector": "GOV", "Source": "Kloop"},
        {"Event Date": "2020-10-15", "Event Type": "RETREAT", "Actor Name": "None", "Recipient Name": "Sadyr Japarov", "Source": "Kloop"},
    ]
    code, told, _ = run(capsys, "store", "import", table(tmp_path / "ngecEvents.DV.2020.txt", POLECAT, rows), tmp_path / "it.duckdb", "--map", "polecat")
    assert code == 0 and "1  an actor is missing" in told
    found = whole(tmp_path / "it.duckdb").dataset
    assert set(found.relations) == {f"{who}.protests_against.sooronbay-jeenbekov.2020" for who in ("ata-zhurt", "sadyr-japarov")}
    assert {id: actor.kind for id, actor in found.actors.items()} == {"ata-zhurt": "party", "sadyr-japarov": "body", "sooronbay-jeenbekov": "body"}


OWN = """
document: {id: mine, title: My events}
source: {column: from}
target: {column: to}
date: {column: day, format: ['%d.%m.%Y', '%Y-%m-%d']}
code: what
kinds: {a: supports, ab: opposes}
unmapped: speaks_of
span: month
to_itself: keep
only: {ok: ['1', 'yes']}
"""


def test_a_map_of_ones_own_over_parquet_and_csv(tmp_path, capsys):
    (tmp_path / "map.yaml").write_text(OWN)
    rows = [("Ann", "Bob", "a1", date(2010, 1, 5), 1), ("Ann", "Bob", "abc", date(2010, 1, 6), 1), ("Ann", "Bob", "zz", date(2010, 2, 6), 1),
            ("Bob", "Bob", "a1", date(2010, 2, 6), 1), ("Ann", "Bob", "a1", date(2010, 3, 5), 0)]
    columns = [*zip(*rows)]
    pq.write_table(pa.table(dict(zip(("from", "to", "what", "day", "ok"), columns))), tmp_path / "e.parquet")
    (tmp_path / "e.csv").write_text("from,to,what,day,ok\n" + "\n".join(f'"{a}",{b},{what},{day:%d.%m.%Y},{ok}' for a, b, what, day, ok in rows))
    for name in ("e.parquet", "e.csv"):
        assert run(capsys, "store", "import", tmp_path / name, tmp_path / "it.duckdb", "--map", tmp_path / "map.yaml")[0] == 0
        assert set(whole(tmp_path / "it.duckdb").dataset.relations) == {
            "ann.supports.bob.2010-01", "ann.opposes.bob.2010-01", "ann.speaks_of.bob.2010-02", "bob.supports.bob.2010-02"}


def test_the_engine_counts_as_one_counts_by_hand(tmp_path, monkeypatch):
    monkeypatch.setattr(events, "AT_ONCE", 300)
    rng = random.Random(5)
    rows = [(f"{date(2009, 11, 1) + timedelta(rng.randrange(500)):%Y%m%d}", f"A{rng.randrange(9)}", f"name {rng.randrange(3)}", rng.choice(["", "GOV", "MIL"]),
             f"{rng.randrange(1, 22):02}{rng.randrange(4)}", f"A{rng.randrange(9)}", "", "", f"https://s{rng.randrange(9)}.example/") for _ in range(3000)]
    by = read_map("gdelt")
    made = import_events([gdelt(tmp_path / "many.csv", rows)], tmp_path / "it.duckdb", by)
    kinds = sorted(by.says.kinds.items(), key=lambda item: -len(item[0]))
    counted, hosts, ends = defaultdict(int), defaultdict(lambda: defaultdict(int)), defaultdict(list)
    for day, a, _, _, code, b, *_, url in rows:
        kind = next((kind for start, kind in kinds if code.startswith(start)), None)
        if kind and a != b:
            one, other = (a, b) if by.vocabulary.relation_kinds[kind].directed else sorted((a, b))
            tie = f"{one.lower()}.{kind}.{other.lower()}.{day[:4]}"
            counted[tie] += 1
            hosts[tie][url] += 1
            ends[tie].append(f"{day[:4]}-{day[4:6]}-{day[6:]}")
    part = whole(tmp_path / "it.duckdb")
    assert {tie.id: tie.note.en for tie in part.dataset.relations.values()} == {tie: f"Events: {many}" for tie, many in counted.items()}
    assert made.ties == len(counted) and made.events == sum(counted.values()) == len(rows) - sum(made.left_out.values())
    for tie in part.dataset.relations.values():
        assert tie.date == "/".join(sorted({min(ends[tie.id]), max(ends[tie.id])}))
        said = [int(claim.note.en.removeprefix("Events: ").split(".")[0]) for claim in tie.claims]
        assert sum(said) == counted[tie.id] and sorted(said[:5], reverse=True) == sorted(hosts[tie.id].values(), reverse=True)[:5]
        assert len(tie.claims) == min(len(hosts[tie.id]), 6) and (len(tie.claims) < 6 or tie.claims[5].document == "gdelt")


def test_what_is_imported_answers_as_its_own_records_do(tmp_path):
    """The tables agree with what the records say: days, ranks, statuses, spellings."""
    from test_store import same_part

    from graph.selection import select
    from graph.store.build import write
    from graph.store.memory import Memory
    from graph.store.tables import tables_of

    rng = random.Random(7)
    rows = [(f"{date(2009, 1, 1) + timedelta(rng.randrange(900)):%Y%m%d}", f"A{rng.randrange(12)}", f"Name {rng.randrange(3)}", rng.choice(["", "GOV"]),
             f"{rng.randrange(1, 20):02}0", f"B{rng.randrange(12)}", "Zhaparov", "", f"https://s{rng.randrange(4)}.example/") for _ in range(300)]
    import_events([gdelt(tmp_path / "some.csv", rows)], tmp_path / "it.duckdb", read_map("gdelt"))
    dataset = whole(tmp_path / "it.duckdb").dataset
    write(tables_of(dataset), tmp_path / "again.duckdb")
    store, again = open_store(tmp_path / "it.duckdb"), open_store(tmp_path / "again.duckdb")
    for asked in (Selection(limit=ALL), Selection("2010", limit=5), Selection("2009-06", limit=ALL), Selection("2009-01", "2009-06", limit=ALL), Selection(standpoints=("s1.example",), limit=7),
                  Selection("2010", focus=("a3",), radius=2), Selection(kinds=("state", "opposes"))):
        same_part(store.select(asked, TODAY), select(dataset, asked, TODAY))
        assert store.counts(asked, TODAY) == again.counts(asked, TODAY)
    assert store.find("japarov") == Memory(dataset).find("japarov") and store.standing(dataset.actors) == again.standing(dataset.actors)
    assert store.per_year(Selection(), TODAY, 2008, 2012) == Memory(dataset).per_year(Selection(), TODAY, 2008, 2012)
    store.close(), again.close()


@pytest.mark.parametrize("change, said", [
    (("kinds: {a: supports, ab: opposes}", "kinds: {a: suports, ab: opposes}\nfoo: 1"), ["7:12: `suports` is no kind of tie; did you mean `supports`?", ":8:1: the map has no field `foo`"]),
    (("code: what\n", ""), ["`code` is missing"]),
    (("span: month", "span: weekly"), ["9:7: `span` cannot be 'weekly'"]),
    (("source: {column: from}", "source: {colum: from}"), [":3:9: `column` is missing", "an actor's columns has no field `colum`"]),
    (("code: what", "code: wath\nother_actors: martian"), [":7:15: `martian` is no kind of actor"]),
    (("code: what", "code: wath"), [":6:7: the file has no column `wath`; did you mean `what`?"]),
    (("only: {ok", "only: {nok"), ["the file has no column `nok`"]),
    (("document: {id: mine, title: My events}", "document: {id: My own, title: My events, vocabulary: x}"), ["2:16: `id`: 'My own' is no id", "has no field `vocabulary`"]),
    (("code: what", "code: [what"), ["opened here is not closed"]),
    (("code: what", "code: what\ncode: that"), ["stands here a second time, after line 6"]),
    (("document:", "- document:"), [":1:1: the file is not a mapping of settings"]),
    (("code: what", "code: what\nvocabulary: none.yaml"), [":7:13: there is no file `none.yaml` beside the map"]),
    (("code: what", "code: what\npublisher: {column: ok, most: many}"), [":7:31: `most`"]),
])
def test_what_is_wrong_in_a_map_is_said_with_its_place(tmp_path, capsys, change, said):
    assert change[0] in OWN
    (tmp_path / "map.yaml").write_text(OWN.replace(*change))
    (tmp_path / "e.csv").write_text("from,to,what,day,ok\nAnn,Bob,a1,2010-01-01,1\n")
    code, out, told = run(capsys, "store", "import", tmp_path / "e.csv", tmp_path / "it.duckdb", "--map", tmp_path / "map.yaml")
    assert code == 2 and out == "" and not (tmp_path / "it.duckdb").exists()
    assert all(part in told for part in said), told
    assert len(told.splitlines()) >= len(said) and all(str(tmp_path / "map.yaml") in line for line in told.splitlines())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["e.csv", "map.yaml"]


@pytest.mark.parametrize("name, content, said", [
    ("none.csv", None, "cannot be read"),
    ("empty.csv", b"", "is empty"),
    ("zip.csv", b"PK\x03\x04\xff\xfe\x00\x81", "is not written in utf-8"),
    ("few.csv", b"a\tb\n", "has 2 columns, separated by a tab, where the map has names for 61 or 58 or 57"),
    ("bad.parquet", b"hello", "cannot be read"),
    ("bad.csv.gz", b"hello", "cannot be read"),
    ("wrong.csv", (b"1" + b"\t" * 60 + b"\n"), "No row makes an event (an actor is missing: 1)"),
])
def test_what_is_wrong_in_the_file_is_one_sentence(tmp_path, capsys, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, told = run(capsys, "store", "import", tmp_path / name, tmp_path / "it.duckdb", "--map", "gdelt")
    assert code == 2 and out == "" and said in told and told.count("\n") == 1
    assert not (tmp_path / "it.duckdb").exists() and not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_an_unknown_map_names_those_there_are(tmp_path, capsys):
    code, _, told = run(capsys, "store", "import", "x.csv", tmp_path / "it.duckdb", "--map", "gdlt")
    assert code == 2 and "name one, or gdelt, icews, polecat" in told and told.count("\n") == 1


def test_the_maps_that_are_shipped_are_right():
    assert names() == ["gdelt", "icews", "polecat"]
    for name in names():
        by = read_map(name)
        assert read_one(by.path, EventMap, repr)[2] == []
        unused = set(by.vocabulary.relation_kinds) - set(by.says.kinds.values())
        assert len(unused) < 8 and by.says.document.note
    assert not by.lacking(POLECAT) and not read_map("icews").lacking(ICEWS)
    assert {code for code in read_map("gdelt").says.kinds if len(code) == 2} == {f"{root:02}" for root in range(1, 21)}  # CAMEO's roots
    assert len(by.says.kinds) == 16  # PLOVER's event types


def test_a_name_that_would_break_sql_or_json_is_a_name(tmp_path):
    (tmp_path / "map.yaml").write_text(OWN.replace("title: My events", "title: \"O'Hara's \\\"events\\\"\""))
    (tmp_path / "e.csv").write_text('from,to,what,day,ok\n"O\'Hara ""x"" \\\u202e{",Боб,a1,2010-01-01,1\n')
    import_events([tmp_path / "e.csv"], tmp_path / "it.duckdb", read_map(str(tmp_path / "map.yaml")))
    found = whole(tmp_path / "it.duckdb").dataset
    assert {actor.name.en for actor in found.actors.values()} == {"O'Hara \"x\" \\ {", "Боб"}
    assert {id.partition("-")[0] for id in found.actors} == {"o", "actor"} and found.documents["mine"].title == "O'Hara's \"events\""
