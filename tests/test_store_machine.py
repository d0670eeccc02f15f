"""Stores in any order of steps: edited, built anew, laid over one another; after each, they answer as memory does.

BAILANYSH_STORES=20 looks at twenty times as many; `make fuzz` and `make test-large` do.
"""

import os
import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from graph.selection import Selection, select
from graph.store import lay_over, make, open_store
from graph.store.memory import Memory
from making import dataset
from test_store import same_part
from uniting import first, united

MORE = int(os.environ.get("BAILANYSH_STORES", "1"))
TODAY = date(2026, 11, 22)
PEOPLE = ["ann", "bob", "cat", "dan"]  # of the curated folder
STRANGERS = ["x1", "x2", "bob", "cat"]  # of the store under it: bob and cat are the same by their ids
PAPERS = "times 2010-06-14 Gazette\npost 2011 Herald\nold 1995-03-02"
WHEN = ["2005", "2010-06-10", "2009?", "2005..2010", "2010..ongoing", "2008..", "..2007", "2009~..unknown", "-", "2010-03/2010-09"]
CLAIMS = ["times", "post", "old", "times/bob", "post/ann!", "old?", "undated", "post~"]


def ties(people):
    ends = st.permutations(people).map(lambda order: order[:2])
    return st.tuples(ends, st.sampled_from(["leads", "supports", "opposes", "allied_with"]), st.sampled_from(WHEN),
                     st.lists(st.sampled_from(CLAIMS), min_size=1, max_size=2, unique=True)).map(lambda drawn: f"{drawn[0][0]} {drawn[1]} {drawn[0][1]} {drawn[2]} {' '.join(drawn[3])}")


asked = st.builds(
    Selection, st.sampled_from([None, "2005", "2010", "2010-06", "2026", "1990"]), families=st.sampled_from([(), ("alliance",), ("rivalry", "office")]),
    kinds=st.sampled_from([(), ("person",), ("party", "person", "opposes")]), status=st.sampled_from([(), ("stated",), ("claimed", "contested", "speculated")]),
    documents=st.sampled_from([(), (), ("times",), ("old", "nowhere")]), speakers=st.sampled_from([(), (), ("bob",)]), standpoints=st.sampled_from([(), (), ("Herald",)]),
    focus=st.sampled_from([(), (), ("bob",), ("ann", "x1")]), radius=st.sampled_from([1, 2, 3]), limit=st.sampled_from([1, 2, 3, 80]), possible=st.booleans(),
)


class Stores(RuleBasedStateMachine):
    """Lines of ties by their ids in `ours` and `theirs`; the store that was built last, and what it should hold."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.lines = {"ours": {}, "theirs": {}}
        self.question = Selection(limit=80)
        self.store, self.right, self.curated = None, dataset(""), {}
        self.build()

    def teardown(self):
        self.store.close()
        shutil.rmtree(self.folder)

    def of(self, which):
        return dataset("\n".join(f"{line} #{which[0]}{number}" if number % 2 else line for line, number in self.lines[which].items()),
                       {"ours": "ann person Anna", "theirs": "bob party Other"}[which], PAPERS if which == "ours" else PAPERS.replace("Herald", "Journal"))

    def opened(self, name, right, curated):
        if self.store:
            self.store.close()
        self.store = open_store(self.folder / name)
        self.right, self.curated = replace(right, version=self.store.version), curated

    @rule(which=st.sampled_from(["ours", "theirs"]), drawn=st.data())
    def tie(self, which, drawn):
        line = drawn.draw(ties(PEOPLE if which == "ours" else STRANGERS))
        self.lines[which] = {each: number for each, number in self.lines[which].items() if each.split()[:4] != line.split()[:4]}
        self.lines[which][line] = 1 + max(self.lines[which].values(), default=0)
        self.build_of(which)

    @rule(which=st.sampled_from(["ours", "theirs"]), place=st.integers(0, 5))
    def untie(self, which, place):
        for line in list(self.lines[which])[place: place + 1]:
            del self.lines[which][line]
        self.build_of(which)

    def build_of(self, which):
        """As an editor does: the store of what was edited is built anew."""
        if which == "ours":
            self.build()
        else:
            self.lay_over()

    @rule()
    def build(self):
        make(self.of("ours"), self.folder / "ours.duckdb")
        self.opened("ours.duckdb", self.of("ours"), {})

    @rule()
    def lay_over(self):
        ours, theirs = self.of("ours"), self.of("theirs")
        make(theirs, self.folder / "theirs.duckdb")
        told = lay_over(ours, self.folder / "theirs.duckdb", self.folder / "both.duckdb")
        who = {met.theirs: met.ours for met in told.met}
        assert who == {id: id for id in theirs.actors if id in ours.actors}
        self.opened("both.duckdb", united(ours, theirs, who), ours.actors)

    @rule(question=asked)
    def ask(self, question):
        self.question = question

    @invariant()
    def the_store_answers_as_memory_does(self):
        memory = Memory(self.right)
        with first(self.curated):
            for question in {Selection(limit=80), self.question}:
                same_part(self.store.select(question, TODAY), select(self.right, question, TODAY))
        assert self.store.whole() == memory.whole() and self.store.axis(TODAY) == memory.axis(TODAY)


TestStores = Stores.TestCase
TestStores.settings = settings(settings.get_profile("steady"), max_examples=3 * MORE, stateful_step_count=8, suppress_health_check=list(HealthCheck))
