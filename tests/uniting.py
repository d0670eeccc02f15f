"""A curated dataset over another in plain Python: what store.over.lay_over has to give, for tests."""

from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType
from unittest import mock

from graph.model import Dataset, Vocabulary
from graph.selection import ranks, rows


def united(ours: Dataset, theirs: Dataset, who: dict[str, str]) -> Dataset:
    """`who`: id of theirs → id of ours, for all that are the same. An actor of theirs that is nobody of ours although its id is
    taken, a tie or a document of an id that is taken gets the next free one."""
    def free(id, taken, others):
        number = 2
        while f"{id}-{number}" in taken or f"{id}-{number}" in others:
            number += 1
        return f"{id}-{number}"

    name = {id: who.get(id) or (free(id, ours.actors, theirs.actors) if id in ours.actors else id) for id in theirs.actors}
    papers = {id: free(id, ours.documents, theirs.documents) if id in ours.documents and ours.documents[id] != document else id
              for id, document in theirs.documents.items()}

    def said(claims):
        return tuple(claim.model_copy(update={"document": papers[claim.document], "by": claim.by and name.get(claim.by, claim.by)}) for claim in claims)

    ties = dict(ours.relations)
    for id, tie in theirs.relations.items():
        id = free(id, ours.relations, theirs.relations) if id in ours.relations else id
        ties[id] = tie.model_copy(update={"id": id, "source": name[tie.source], "target": name[tie.target], "claims": said(tie.claims)})
    events = dict(ours.events)
    for id, event in theirs.events.items():
        id = free(id, events, {}) if id in events else id
        events[id] = event.model_copy(update={"id": id, "actors": tuple(dict.fromkeys(name[actor] for actor in event.actors)), "claims": said(event.claims)})
    rooms = ("actor_kinds", "families", "relation_kinds")
    return replace(
        ours, relations=ties, events=events, marks={},
        vocabulary=Vocabulary(**{room: {**getattr(theirs.vocabulary, room), **getattr(ours.vocabulary, room)} for room in rooms}),
        actors={**ours.actors, **{name[id]: actor.model_copy(update={"id": name[id]}) for id, actor in theirs.actors.items() if id not in who}},
        documents={**ours.documents, **{papers[id]: document.model_copy(update={"id": papers[id]}) for id, document in theirs.documents.items()
                                        if papers[id] not in ours.documents}},
    )


@contextmanager
def first(curated):
    """In here curated actors rank before all others, as in a store that they were laid over."""
    def ordered(dataset):
        found = ranks(dataset)
        inorder = sorted(found, key=lambda id: (id not in curated, found[id]))
        return MappingProxyType({id: number for number, id in enumerate(inorder, 1)})

    rows.rows_of.cache_clear()
    with mock.patch.object(rows, "ranks", ordered):
        yield
    rows.rows_of.cache_clear()
