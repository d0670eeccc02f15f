"""One contract for all stores: what a store answers is what the dataset itself answers.

Memory and DuckDB in every run; with BAILANYSH_LARGE=1 DuckDB over Parquet and Spark too.
"""

import datetime
import os
from dataclasses import replace
from itertools import product
from pathlib import Path

import duckdb
import pytest

from graph.load import load
from graph.selection import Selection, select
from graph.store import open_store
from graph.store.build import write
from graph.store.engine import DuckDB
from graph.store.memory import Memory
from graph.store.store import Store
from graph.store.tables import tables_of
from making import dataset
from graph.model import Actor, Event, Text

TODAY = datetime.date(2026, 11, 22)
LARGE = os.environ.get("BAILANYSH_LARGE")
ENGINES = ["memory", "duckdb", "queries", *(["parquet", "spark"] if LARGE else [])]

PAPERS = """
times 2010-06-14 Gazette
post 2011 Herald
old 1995-03-02
"""
TIES = """
ann leads reform 2005-03-24..2010-04-07 times #1
bob leads reform 2010-05~..ongoing post/cat #2
bob member_of council 2009?..unknown times #3
cat opposes ann 2010-06-10 times/bob post! #4
cat opposes ann 2011 times/bob post/ann #4b
cat supports bob 2012.. post #5
dan supports cat ..2008 old #6
dan rivals bob - times post #7
eve allied_with dan - old/eve #8
eve allied_with ann - undated #9
fay supports eve 1999/2003 old? #10
fay supports eve 2030..ongoing post #11
gus member_of council 2027-05..ongoing times #12
gus supports gus 2010 times #13
hal opposes ivy 2010-12-31 post! #14
ivy supports jon 2004-02-29 times post #15
jon supports kim 2010 times~ #16
"""
ACTORS = """
ann person Анна Керимова
bob person Bob Zhaparov
cat person
reform party
council body
ivy group
"""


def small():
    events = {
        "vote": Event(id="vote", name=Text(en="Vote"), date="2010", actors=("ann", "hal"), claims=[{"document": "old"}]),
        "flood": Event(id="flood", name=Text(en="Flood"), date="2011"),
        "fair": Event(id="fair", name=Text(en="Fair"), date="2012", actors=("kim",)),
    }
    more = {"ann": Actor(id="ann", kind="person", name=Text(en="Anna Kerimova", ru="Анна Керимова"), aliases=("Kerimowa",))}
    made = dataset(TIES, ACTORS, PAPERS, version="v1", events=events, layout={"ann": (1.5, -2.0), "bob": (3.0, 4.0)})
    return replace(made, actors={**made.actors, **more})


@pytest.fixture(scope="module", params=ENGINES)
def opened(request, tmp_path_factory):
    """opened(dataset) → the same dataset in this engine."""
    stores = []

    def opened(whole):
        if request.param == "memory":
            return Memory(whole)
        where = tmp_path_factory.mktemp("store") / ("it.duckdb" if request.param in ("duckdb", "queries") else "it")
        write(tables_of(whole), where)
        queries = request.param == "queries"  # as for a store whose numbers do not fit into memory
        stores.append(Store(DuckDB(where)) if queries else open_store(where, "local[2]" if request.param == "spark" else None))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()


@pytest.fixture(scope="module")
def store(opened):
    return opened(small())


WHOLE = small()
ASKED = [
    Selection(), Selection("2010"), Selection("2010-06"), Selection("1995"), Selection(None, "2004"), Selection("2010", ".."),
    Selection("2005", "2009"), Selection("2010", possible=False), Selection("2028"), Selection(families=("rivalry",)),
    Selection("2010", kinds=("supports", "opposes")), Selection(kinds=("person",)), Selection(kinds=("person", "opposes")),
    Selection(status=("contested", "claimed")), Selection(documents=("times",), speakers=("cat", "bob")),
    Selection(speakers=("times",)), Selection(standpoints=("Herald",)), Selection(standpoints=("old",)),
    Selection(focus=("cat",)), Selection("2010", focus=("cat",), radius=2), Selection(focus=("dan",), radius=3),
    Selection(focus=("eve", "kim")), Selection("1990", focus=("jon",)), Selection(limit=3), Selection("2010", limit=2),
    Selection(limit=1, focus=("hal", "kim")), Selection(limit=5, possible=False),
    Selection(focus=("nobody",), families=("magic",), kinds=("spell",), documents=("none",), speakers=("ghost",), standpoints=("no",)),
]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.query() or "all")
def test_a_store_selects_what_the_dataset_selects(store, asked):
    same_part(store.select(asked, TODAY), select(WHOLE, asked, TODAY))


@pytest.mark.parametrize("today", ["1990-01-01", "2009-06-30", "2010-05-15", "2027-05-20", "2031-01-01"])
def test_what_is_open_ends_on_the_day_it_is_asked(store, today):
    day = datetime.date.fromisoformat(today)
    for year in (1990, 2009, 2010, 2012, 2026, 2027, 2030):
        asked = Selection(str(year))
        same_part(store.select(asked, day), select(WHOLE, asked, day))


def same_part(mine, right):
    assert mine.dataset == right.dataset
    assert list(mine.dataset.relations) == list(right.dataset.relations)
    assert mine.dataset.version == right.dataset.version and dict(mine.certainty) == dict(right.certainty)
    for name in ("actors_total", "ties_total", "undated", "left_out"):
        assert getattr(mine, name) == getattr(right, name), name
    assert sorted(mine.unknown) == sorted(right.unknown)


@pytest.mark.parametrize("asked", [
    Selection(), Selection(possible=False), Selection(families=("alliance",)), Selection(focus=("cat",)), Selection(focus=("ann",), radius=2),
    Selection(speakers=("bob", "eve")),
], ids=lambda asked: asked.query() or "all")
def test_the_slider_counts_the_ties_of_each_year(store, asked):
    assert store.axis(TODAY) == Memory(WHOLE).axis(TODAY)
    assert store.per_year(asked, TODAY, 1994, 2031) == Memory(WHOLE).per_year(asked, TODAY, 1994, 2031)


def test_the_degree_of_an_actor_in_each_year(store):
    found = store.degree_per_year("bob", Selection(), TODAY, 2008, 2013)
    assert [sure + maybe for sure, maybe in zip(found.certain, found.possible)] == [1, 1, 3, 3, 3, 2]
    assert found == Memory(WHOLE).degree_per_year("bob", Selection(), TODAY, 2008, 2013)
    with pytest.raises(KeyError):
        store.degree_per_year("nobody", Selection(), TODAY, 2008, 2013)


@pytest.mark.parametrize("text", ["керимова", "Kerimova", "kerim", "Kermova", "Japarov", "zhaparof bob", "a", "", "nobody at all"])
def test_an_actor_is_found_by_any_spelling(store, text):
    assert store.find(text) == Memory(WHOLE).find(text)
    assert store.find("Анна") == ["ann"]


@pytest.mark.parametrize("ends, more", [
    (("ann", "eve"), {}), (("ann", "kim"), {}), (("hal", "kim"), {}), (("ann", "fay"), {"limit": 1}), (("ann", "dan"), {"avoiding": ["bob"]}),
    (("cat", "fay"), {"only_cooperative": True}), (("ann", "ann"), {}), (("gus", "bob"), {}),
])
def test_the_shortest_chains(store, ends, more):
    _, mine = store.chains(*ends, Selection(), TODAY, **more)
    _, right = Memory(WHOLE).chains(*ends, Selection(), TODAY, **more)
    assert sorted(mine) == sorted(right)
    assert bool(mine) == (ends in (("ann", "eve"), ("hal", "kim"), ("ann", "fay"), ("ann", "dan"), ("cat", "fay"), ("gus", "bob")))
    with pytest.raises(KeyError):
        store.chains("ann", "nobody", Selection(), TODAY)


def test_a_chain_is_made_of_ties_of_the_window(store):
    assert store.chains("cat", "bob", Selection("2010"), TODAY)[1] == Memory(WHOLE).chains("cat", "bob", Selection("2010"), TODAY)[1]


def test_components_and_pagerank(store):
    for asked in (Selection(), Selection("2010"), Selection("2010", possible=False), Selection("1990")):
        assert store.components(asked, TODAY) == Memory(WHOLE).components(asked, TODAY)
        mine, right = (each.pagerank(asked, TODAY) for each in (store, Memory(WHOLE)))
        assert mine == pytest.approx(right, abs=1e-7)


def test_a_chain_of_forty_hangs_together(opened):
    ties = "\n".join(f"a{n} supports a{n + 1} 2010" for n in range(40)) + "\nb supports c 2010"
    assert opened(dataset(ties)).components(Selection(), TODAY) == [41, 2]


def test_an_empty_dataset_has_empty_answers(opened):
    empty = opened(dataset(""))
    assert empty.whole() == (0, 0)
    part = empty.select(Selection("2010"), TODAY)
    assert (part.actors_total, part.ties_total, part.undated, dict(part.certainty)) == (0, 0, (), {})
    assert empty.components(Selection(), TODAY) == [] and empty.pagerank(Selection(), TODAY) == {}
    assert empty.axis(TODAY) == (2026, 2026) and sum(empty.per_year(Selection(), TODAY, 2020, 2026).certain) == 0


def test_who_stands_alone_makes_room_however_far_down_the_list_the_next_one_is(opened):
    """Twenty pairs of famous rivals, each tied to one person beyond the limit only."""
    pairs = "\n".join(f"star{n:02} leads fan{n:02} 2010 d{n}a d{n}b d{n}c\nstar{n:02} opposes x{n:02} 2011 d{n}d d{n}e" for n in range(20))
    whole = dataset(pairs + "\nstar00 supports fan19 2010")
    for limit in (1, 2, 3, 10, 19):
        asked = Selection("2010", limit=limit)
        same_part(opened(whole).select(asked, TODAY), select(whole, asked, TODAY))


@pytest.fixture(scope="module")
def real(opened):
    return opened(load(Path(__file__).parents[1] / "data")[0])


@pytest.mark.parametrize("year, more", list(product(["1991", "2005", "2010", None], [
    {}, {"families": ("violence", "rivalry")}, {"focus": ("kurmanbek-bakiyev",), "radius": 2}, {"possible": False, "limit": 20},
])))
def test_the_real_data_gives_the_same_parts(real, year, more):
    whole, _ = load_once()
    asked = Selection(year, **more)
    same_part(real.select(asked, TODAY), select(whole, asked, TODAY))


_LOADED = []


def load_once():
    if not _LOADED:
        _LOADED.append(load(Path(__file__).parents[1] / "data"))
    return _LOADED[0]


@pytest.mark.parametrize("table, column", [("ties", "number"), ("claims", "tie"), ("actors", "number")])
def test_what_is_shown_is_looked_up_by_an_index_of_the_file(tmp_path, table, column):
    many = dataset("\n".join(f"a{n} supports a{n + 1} 2010 times" for n in range(3000)))
    write(tables_of(many), tmp_path / "it.duckdb")
    engine = DuckDB(tmp_path / "it.duckdb")
    (plan,) = engine.sql(f"explain analyze select * from {table} where {column} in (5, 2000, 2999)")["explain_value"].to_pylist()
    engine.close()
    assert "Index Scan" in plan


def test_ties_may_stand_in_a_file_in_any_order(tmp_path):
    tables = tables_of(WHOLE)
    write(tables, tmp_path / "it.duckdb")
    with duckdb.connect(str(tmp_path / "it.duckdb")) as file:
        file.execute("create table backwards as select * from ties order by number desc; drop table ties; alter table backwards rename to ties")
    store = open_store(tmp_path / "it.duckdb")
    for asked in ASKED:
        same_part(store.select(asked, TODAY), select(WHOLE, asked, TODAY))
    store.close()
