"""Closes a dataset: what refers to a record that does not exist is left out, with its Problem."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Callable, Iterable

from graph.load.records import Room
from graph.load.suggest import nearest, one_of
from graph.model import Mark, Problem
from graph.said import Said as _


@dataclass
class Closing:
    """Goes through the rooms in the order of their references and drops what has nothing to refer to.

    A record that is broken itself has its own Problem; what refers to it is counted there, not told
    one by one. To a room whose file could not be read at all, nothing more is said.
    """

    rooms: dict[str, Room]
    unread: set[str]
    problems: list[Problem] = field(default_factory=list)
    _fallen: Counter = field(default_factory=Counter)  # (room, broken id) → records left out with it

    def close(self) -> list[Problem]:
        self._drop("relation_kinds", self._kind_stands)
        self._drop("actors", lambda room, actor: self._exists("actor_kinds", actor.kind, room, actor, "kind"))
        self._drop("relations", self._relation_stands)
        for record in list(self.rooms["relations"].records.values()):
            self._trim_claims("relations", record)
        for record in list(self.rooms["events"].records.values()):
            self._trim_event(record)
        for (name, broken), count in self._fallen.items():
            self.problems.append(Problem(
                self.rooms[name].broken[broken], broken,
                _("left out with this record because they refer to it: {count}", count=count), _("mend this one first"),
            ))
        return self.problems

    def _drop(self, name: str, stands: Callable[[Room, Any], bool]) -> None:
        room = self.rooms[name]
        for record in list(room.records.values()):
            if not stands(room, record):
                del room.records[record.id]
                room.broken[record.id] = room.marks.pop(record.id)[""]

    def _kind_stands(self, room: Room, kind: Any) -> bool:
        references = [("families", kind.family, "family")]
        for end in ("sources", "targets"):
            references += [("actor_kinds", each, f"{end}.{i}") for i, each in enumerate(getattr(kind, end))]
        return all([self._exists(target, each, room, kind, path) for target, each, path in references])

    def _relation_stands(self, room: Room, relation: Any) -> bool:
        actors = self.rooms["actors"].records
        if relation.source in actors and relation.target in actors and relation.kind in self.rooms["relation_kinds"].records:
            return True
        return all([
            self._exists("actors", relation.source, room, relation, "source"),
            self._exists("actors", relation.target, room, relation, "target"),
            self._exists("relation_kinds", relation.kind, room, relation, "kind"),
        ])

    def _trim_claims(self, name: str, record: Any) -> Any:
        """Drops the claims whose document does not exist; with no claim left, a relation falls."""
        room, documents = self.rooms[name], self.rooms["documents"].records
        for claim in record.claims:
            if claim.document not in documents:
                break
        else:
            return record
        kept = [
            i for i, claim in enumerate(record.claims)
            if self._exists("documents", claim.document, room, record, f"claims.{i}.document")
        ]
        if not kept and name == "relations":
            del room.records[record.id]
            where = room.marks.pop(record.id)
            if "documents" not in self.unread:
                self.problems.append(Problem(
                    where["claims"], record.id, _("none of its claims is left, so the tie is left out"),
                    _("mend the documents that its claims name"),
                ))
            return None
        trimmed = record.model_copy(update={"claims": tuple(record.claims[i] for i in kept)})
        room.records[record.id] = trimmed
        room.marks[record.id] = _renumbered(room.marks[record.id], "claims", kept)
        return trimmed

    def _trim_event(self, event: Any) -> None:
        room = self.rooms["events"]
        event = self._trim_claims("events", event)
        kept = [i for i, actor in enumerate(event.actors) if self._exists("actors", actor, room, event, f"actors.{i}")]
        if len(kept) < len(event.actors):
            room.records[event.id] = event.model_copy(update={"actors": tuple(event.actors[i] for i in kept)})
            room.marks[event.id] = _renumbered(room.marks[event.id], "actors", kept)

    def _exists(self, name: str, wanted: str, room: Room, record: Any, path: str) -> bool:
        target = self.rooms[name]
        if wanted in target.records:
            return True
        if wanted in target.broken:
            self._fallen[name, wanted] += 1
        elif name not in self.unread:
            self.problems.append(Problem(
                room.marks[record.id][path], record.id, _missing(name, wanted),
                self._fix(name, wanted, target.records),
            ))
        return False

    def _fix(self, name: str, wanted: str, known: Iterable[str]) -> str:
        if name in ("actor_kinds", "families", "relation_kinds"):
            return one_of(wanted, known) if known else _("add it under {list} in vocabulary.yaml", list=name)
        near = self.rooms["actors"].names.nearest(wanted) if name == "actors" else nearest(wanted, known)
        if near:
            return _("did you mean `{near}`? Otherwise add it to {file}", near=near, file=f"{name}.yaml")
        return _("add it to {file}", file=f"{name}.yaml")


def _missing(name: str, wanted: str) -> str:
    if name == "actor_kinds":
        return _("there is no kind of actor `{id}`", id=wanted)
    if name == "families":
        return _("there is no family `{id}`", id=wanted)
    if name == "relation_kinds":
        return _("there is no kind of tie `{id}`", id=wanted)
    return _("there is no actor `{id}`", id=wanted) if name == "actors" else _("there is no document `{id}`", id=wanted)


def _renumbered(marks: Any, name: str, kept: list[int]) -> dict[str, Mark]:
    """Marks of a record of whose list `name` only the items `kept` are left."""
    found = {}
    for path in marks:
        parts = path.split(".")
        if parts[0] == name and len(parts) > 1:
            if int(parts[1]) not in kept:
                continue
            parts[1] = str(kept.index(int(parts[1])))
        found[".".join(parts)] = marks[path]
    return found
