"""What the tests of the import share: a vocabulary with the kinds that a foreign file needs, and one short call."""

from graph.formats.reading import read
from graph.formats.reading.mapping import read_mapping
from graph.model import ActorKind, RelationKind, Text, Vocabulary
from making import VOCABULARY


def _actor_kind(id):
    return ActorKind(id=id, label=Text(en=id.replace("_", " ")), labels=Text(en=f"{id}s"), shape="dot")


def _kind(id, directed=True, **ends):
    reading = Text(en=f"{{source}} {id} {{target}}")
    return RelationKind(id=id, label=Text(en=id.replace("_", " ")), reading=reading, past=reading, family="membership",
                        directed=directed, **ends)


WORDS = Vocabulary(
    actor_kinds={**VOCABULARY.actor_kinds, **{id: _actor_kind(id) for id in ("organisation", "company", "place")}},
    families=VOCABULARY.families,
    relation_kinds={**VOCABULARY.relation_kinds, **{kind.id: kind for kind in (
        _kind("linked_to", directed=False), _kind("part_of"), _kind("works_for", sources=("person",)), _kind("owns"),
        _kind("parent_of", sources=("person",), targets=("person",)), _kind("relative_of", directed=False),
        _kind("member_of", targets=("party", "body", "organisation", "group")),
    )}},
)


def imported(data, name="file.json", rules="", **more):
    """The Import of a file given as text or bytes; `rules` is the text of a map file."""
    data = data.encode() if isinstance(data, str) else data
    known, wrong = read_mapping(rules.encode(), "map.yaml", WORDS) if rules else (None, [])
    assert not wrong
    return read(data, name, WORDS, known, **more)


def ties(made):
    """What the ties say, shortly: source kind target when (role)."""
    def when(tie):
        return tie.date or (f"{tie.start or ''}..{tie.end or ''}" if tie.start or tie.end else "-")

    return [f"{tie.source} {tie.kind} {tie.target} {when(tie)}" + (f" ({tie.role.en})" if tie.role else "")
            for tie in made.dataset.relations.values()]


def errors(made):
    return [str(problem) for problem in made.problems if problem.degree == "error"]


def looks(made):
    return [str(problem) for problem in made.problems if problem.degree == "look"]


def left_out(made):
    return {line.what: line.count for line in made.report.left_out}
