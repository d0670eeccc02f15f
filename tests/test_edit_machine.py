"""Edits in any order: after each, the files load without a Problem and say exactly what the edits add up to."""

import os
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from folder import FILES
from graph import edit
from graph.edit import Draft, EditRefused
from graph.load import load_files

MORE = int(os.environ.get("BAILANYSH_FAULTS", "1"))
IDS = [f"actor-{letter}" for letter in "abcdef"]
texts = st.text(st.sampled_from("ab Öж:#-'\"[]{},&*!|>%@`~?0"), min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
actors = st.fixed_dictionaries({"kind": st.sampled_from(["person", "group"]), "name": st.fixed_dictionaries({"en": texts}, optional={"ru": texts})},
                               optional={"start": st.sampled_from(["1950", "1960-05~"]), "aliases": st.lists(texts, min_size=1, max_size=3)})


class Editing(RuleBasedStateMachine):
    """The draft of an editor, and beside it the records as plain dicts: {id: fields}, {(source, target): quotation}."""

    def __init__(self):
        super().__init__()
        actors = {id: {"id": id, "kind": "person", "name": {"en": id.title()}} for id in IDS[:4]}
        files = {**FILES, "actors.yaml": "# Actors\n", "relations.yaml": "# Ties\n"}
        for said in actors.values():
            files = edit.add(files, "actors", said)
        self.draft = Draft.of(files)
        self.known = (actors, {})
        self.done, self.undone = [], []

    def step(self, title, files, actors, ties):
        if files != self.draft.now:
            self.done.append(self.known)
            self.undone.clear()
        self.draft = self.draft.step(title, files)
        self.known = (actors, ties)

    @rule(id=st.sampled_from(IDS), said=actors)
    def add(self, id, said):
        wanted = {"id": id, **said}
        if id in self.known[0]:
            self.refused(lambda: edit.add(self.draft.now, "actors", wanted))
        else:
            self.step("add", edit.add(self.draft.now, "actors", wanted), {**self.known[0], id: wanted}, self.known[1])

    @rule(id=st.sampled_from(IDS), said=actors)
    def change(self, id, said):
        wanted = {"id": id, **said}
        if id not in self.known[0]:
            self.refused(lambda: edit.change(self.draft.now, "actors", id, wanted))
        else:
            self.step("change", edit.change(self.draft.now, "actors", id, wanted), {**self.known[0], id: wanted}, self.known[1])

    @rule(ends=st.permutations(IDS), quote=texts)
    def tie(self, ends, quote):
        source, target = ends[:2]
        if not {source, target} <= self.known[0].keys() or (source, target) in self.known[1]:
            return
        wanted = {"source": source, "target": target, "kind": "supports", "date": "2010", "claims": [{"document": "paper", "quote": quote}]}
        self.step("tie", edit.add(self.draft.now, "relations", wanted), self.known[0], {**self.known[1], (source, target): quote})

    @rule(old=st.sampled_from(IDS), new=st.sampled_from(IDS))
    def rename(self, old, new):
        actors, ties = self.known
        if old == new:
            return
        if old not in actors or new in actors:
            self.refused(lambda: edit.rename(self.draft.now, old, new))
            return
        def to(id):
            return new if id == old else id

        self.step("rename", edit.rename(self.draft.now, old, new), {to(id): {**said, "id": to(id)} for id, said in actors.items()},
                  {(to(a), to(b)): quote for (a, b), quote in ties.items()})

    @rule(id=st.sampled_from(IDS), with_uses=st.booleans())
    def remove(self, id, with_uses):
        actors, ties = self.known
        used = any(id in ends for ends in ties)
        if id not in actors or (used and not with_uses):
            self.refused(lambda: edit.remove(self.draft.now, id, with_uses=with_uses))
            return
        self.step("remove", edit.remove(self.draft.now, id, with_uses=with_uses), {each: said for each, said in actors.items() if each != id},
                  {ends: quote for ends, quote in ties.items() if id not in ends})

    @precondition(lambda self: self.done)
    @rule()
    def undo(self):
        self.draft = self.draft.undo()
        self.undone.append(self.known)
        self.known = self.done.pop()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self):
        self.draft = self.draft.redo()
        self.done.append(self.known)
        self.known = self.undone.pop()

    def refused(self, attempt):
        try:
            attempt()
        except EditRefused as error:
            assert str(error).endswith(".")
        else:
            raise AssertionError("this should have been refused")

    @invariant()
    def the_files_say_what_was_meant(self):
        dataset, problems = load_files({name: text.encode() for name, text in self.draft.now.items()}, Path("x"))
        assert not problems
        actors, ties = self.known
        said = {id: actor.model_dump(mode="json", exclude_none=True) for id, actor in dataset.actors.items()}
        assert {id: {key: each for key, each in fields.items() if each} for id, fields in said.items()} == actors
        assert {(tie.source, tie.target): tie.claims[0].quote for tie in dataset.relations.values()} == ties
        assert self.draft.now["actors.yaml"].startswith("# Actors\n")


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=12 * MORE, stateful_step_count=20, deadline=None, derandomize=True,
                                suppress_health_check=list(HealthCheck))
