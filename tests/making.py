"""Small datasets for tests, written as one line a tie."""

from graph.model import (
    Actor, ActorKind, Claim, Dataset, Document, Family, Relation, RelationKind, Text, Vocabulary,
)


def text(english: str) -> Text:
    return Text(en=english)


def _actor_kind(id: str, shape: str) -> ActorKind:
    return ActorKind(id=id, label=text(id), labels=text(f"{id}s"), shape=shape)


def _family(id: str, colour: str, dark: str) -> Family:
    return Family(id=id, label=text(id), colour=colour, colour_dark=dark)


def _kind(id: str, family: str, sign: int, directed: bool = True) -> RelationKind:
    reading = text(f"{{source}} {id.replace('_', ' ')} {{target}}")
    return RelationKind(id=id, label=text(id), reading=reading, past=reading, family=family, sign=sign, directed=directed)


VOCABULARY = Vocabulary(
    actor_kinds={kind.id: kind for kind in (
        _actor_kind("person", "dot"), _actor_kind("party", "square"), _actor_kind("body", "diamond"),
        _actor_kind("state", "hexagon"), _actor_kind("group", "ring"),
    )},
    families={family.id: family for family in (
        _family("office", "#4939c0", "#456cd7"), _family("membership", "#40a08f", "#a3f5fd"),
        _family("alliance", "#1e763e", "#74ce96"), _family("rivalry", "#d47915", "#ff9b0c"),
    )},
    relation_kinds={kind.id: kind for kind in (
        _kind("holds_office_in", "office", 0), _kind("leads", "office", 0), _kind("member_of", "membership", 0),
        _kind("supports", "alliance", 1), _kind("allied_with", "alliance", 1, directed=False),
        _kind("opposes", "rivalry", -1), _kind("rivals", "rivalry", -1, directed=False),
    )},
)


def dataset(ties: str, actors: str = "", documents: str = "", version: str = "", **more) -> Dataset:
    """A dataset from text.

    A tie is a line `source kind target [when] [claim …] [#id] [@role]`. `when` is a date ("2010"), start..end
    ("2005..2010", "2005..ongoing", "2005..", "..2010") or "-" (nothing dates it but its claims). A claim is
    `document`, `document/speaker`, with `!` behind it if it denies, `?` if it speculates, `~` if it withdraws;
    without one, the document "paper" asserts it. A line of `actors` is `id [kind] [Name]`; other ids that
    occur are persons. A line of `documents` is `id [date] [publisher]`; the others have no date.
    """
    known = {}
    for line in actors.strip().splitlines():
        id, kind, name = (line.split(maxsplit=2) + ["person", ""][len(line.split()) - 1:])[:3]
        known[id] = Actor(id=id, kind=kind, name=text(name or id.replace("-", " ").title()))
    papers = {}
    for line in documents.strip().splitlines():
        id, date, publisher = (line.split(maxsplit=2) + [None, None])[:3]
        papers[id] = Document(id=id, title=id, date=date, publisher=publisher)
    relations = {}
    for line in ties.strip().splitlines():
        relation = _relation(line)
        relations[relation.id] = relation
        for end in (relation.source, relation.target):
            known.setdefault(end, Actor(id=end, kind="person", name=text(end.replace("-", " ").title())))
        for claim in relation.claims:
            papers.setdefault(claim.document, Document(id=claim.document, title=claim.document))
    return Dataset(vocabulary=VOCABULARY, actors=known, relations=relations, documents=papers, version=version, **more)


def _relation(line: str) -> Relation:
    words = line.split()
    source, kind, target = words[:3]
    made: dict = {"source": source, "kind": kind, "target": target}
    rest = words[3:]
    if rest and (rest[0] == "-" or rest[0][0].isdigit() or ".." in rest[0]):
        when = rest.pop(0)
        start, dots, end = when.partition("..")
        if dots:
            made |= {"start": start} if start else {}
            made |= {"end": end} if end else {}
        elif when != "-":
            made["date"] = when
    claims = []
    for word in rest:
        if word.startswith("#"):
            made["id"] = word[1:]
        elif word.startswith("@"):
            made["role"] = text(word[1:].replace("_", " "))
        else:
            stance = {"!": "denies", "?": "speculates", "~": "withdraws"}.get(word[-1], "asserts")
            document, _, by = word.rstrip("!?~").partition("/")
            claims.append(Claim(document=document, by=by.replace("_", " ") or None, stance=stance))
    return Relation(**made, claims=claims or [Claim(document="paper")])
