"""What becomes of names, kinds, dates and doubles on the way in."""

import datetime
import json

import pytest

from graph.check import check
from graph.formats.reading import read, read_mapping
from graph.formats.reading.dating import dated
from graph.formats.reading.difference import difference
from graph.formats.reading.identity import keeps_ids, latin, slug
from graph.formats.reading.found import FoundActor
from graph.load import load_files
from graph.model import Vocabulary
from importing import WORDS, errors, imported, left_out, looks, ties

TODAY = datetime.date(2026, 11, 22)


def net(nodes, edges=(), name="net.json", **more):
    return imported(json.dumps({"nodes": nodes, "links": list(edges)}, ensure_ascii=False), name, **more)


def person(id, name, **more):
    return {"id": id, "name": name, "type": "person", **more}


PAIR = [person(1, "Anna Alpha"), person(2, "Boris Beta")]


def edge(**more):
    return {"source": 1, "target": 2, **more}


# -- names and ids ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "id"), [
    ("Roza Otunbayeva", "roza-otunbayeva"), ("Садыр Жапаров", "sadyr-japarov"), ("Өмүрбек Бабанов", "omurbek-babanov"),
    ("Łukasz Øst-Müller", "lukasz-ost-muller"), ("People’s party (2005)", "peoples-party-2005"), ("Xi Quan", "xi-quan"), ("愛沙尼亞", ""),
])
def test_an_id_is_made_of_the_name(name, id):
    assert slug(name) == id


def test_cyrillic_is_written_in_latin_with_its_capitals():
    assert latin("Жанар Шаршенова, ЫНТЫМАК") == "Janar Sharshenova, YNTYMAK"
    assert latin("Ata Meken") == "Ata Meken"


def test_a_name_in_no_letters_we_know_takes_the_id_of_the_file():
    made = net([{"id": "ctr-party", "name": "愛沙尼亞", "type": "party"}])
    assert list(made.dataset.actors) == ["ctr-party"]
    assert made.dataset.actors["ctr-party"].name.en == "愛沙尼亞"


def test_namesakes_that_differ_get_numbers():
    made = net([person(1, "Anna Alpha", born="1950"), person(2, "Anna Alpha", born="1980")])
    assert list(made.dataset.actors) == ["anna-alpha", "anna-alpha-2"]
    assert "the same name, but their dates differ" in looks(made)[0]


def test_ids_that_say_something_are_kept_and_numbers_are_not():
    def keys(*pairs):
        return keeps_ids([FoundActor(key=key, at=(1, 1), names={"": name}) for key, name in pairs])

    assert keys(("roza-otunbayeva", "Роза Отунбаева"), ("gknb", "GKNB"))
    assert not keys(("n0", "Anna"), ("n1", "Boris"))
    assert not keys(("7493c406-8206-4fbd-aceb-d64aa334cd35", "Anna"))
    assert not keys(("Anna Alpha", "Anna Alpha"))


# -- the same actor -----------------------------------------------------------------------------------


def test_the_same_full_name_in_another_script_is_one_actor():
    made = net([person(1, "Sadyr Zhaparov"), person(2, "Садыр Жапаров"), person(3, "Anna Alpha")],
               [{"source": 2, "target": 3, "type": "supports"}])
    assert list(made.dataset.actors) == ["sadyr-zhaparov", "anna-alpha"]
    assert ties(made) == ["sadyr-zhaparov supports anna-alpha -"]
    assert "Садыр Жапаров" in made.dataset.actors["sadyr-zhaparov"].aliases
    assert [(line.what, line.count) for line in made.report.merged] == [("actors", 1)]


@pytest.mark.parametrize("other", [
    {"id": 2, "name": "Anna Alpha", "type": "party"},  # another kind
    person(2, "Anna Alpha", born="1980"),  # other dates
    person(2, "Anna Alpha", wikidata="Q2"),  # another identifier
])
def test_what_speaks_against_it_keeps_them_apart(other):
    assert len(net([person(1, "Anna Alpha", born="1950", wikidata="Q1"), other]).dataset.actors) == 2


def test_a_first_name_alone_makes_nobody_the_same():
    assert len(net([person(1, "Anna"), person(2, "Anna")]).dataset.actors) == 2


def test_one_wikidata_item_is_one_actor_whatever_the_names():
    made = net([person(1, "R. Otunbayeva", wikidata="Q485136"), person(2, "Roza Isakovna", wikidata="http://www.wikidata.org/entity/Q485136")])
    (actor,) = made.dataset.actors.values()
    assert actor.wikidata == "Q485136" and actor.aliases == ("Roza Isakovna",)


@pytest.mark.parametrize(("one", "other", "why"), [
    ("Ata Meken", "AtaMeken", "only spaces and hyphens differ"),
    ("Otunbayeva Roza", "Roza Otunbayeva", "the same words in another order"),
    ("Boris Bernstein", "Boris Bernstain", "one letter differs"),
])
def test_what_may_be_the_same_is_reported_and_left(one, other, why):
    made = net([person(1, one), person(2, other)])
    assert len(made.dataset.actors) == 2
    assert f"“{other}” may be the same as “{one}” (line 1): {why}" in looks(made)[0]


def test_group_1_is_not_reported_as_a_slip_of_group_2():
    assert not looks(net([person(1, "Group Alpha 1"), person(2, "Group Alpha 2")]))


# -- kinds --------------------------------------------------------------------------------------------


def test_an_unknown_type_is_kept_in_the_role_of_an_honest_tie():
    made = net(PAIR, [edge(type="school friend"), edge(type="employs", role="cook")])
    assert ties(made) == ["anna-alpha linked_to boris-beta - (school friend)", "anna-alpha linked_to boris-beta - (employs: cook)"]
    assert [str(line) for line in made.report.mapped if "employs" in line.what] == [
        "tie “employs” → linked_to: 1 — unknown, kept in the role"]


def test_a_map_names_our_kind_turns_the_tie_and_gives_the_role():
    rules = "relation_kinds:\n  - {type: Employs, kind: works_for, reversed: true, role: {en: employee, ru: работник}}\n"
    made = net(PAIR, [edge(type="employs")], rules=rules)
    assert ties(made) == ["boris-beta works_for anna-alpha - (employee)"]
    assert next(iter(made.dataset.relations.values())).role.ru == "работник"


def test_a_star_in_the_map_stands_for_every_other_type():
    rules = "actor_kinds:\n  - {type: '*', kind: party}\nrelation_kinds:\n  - {type: '*', kind: allied_with}\n"
    made = net([{"id": 1, "name": "A"}, {"id": 2, "name": "B", "type": "wolf"}], [edge(type="x"), edge(type="y", start="2005")], rules=rules)
    assert {actor.kind for actor in made.dataset.actors.values()} == {"party"}
    assert {tie.kind for tie in made.dataset.relations.values()} == {"allied_with"}


def test_a_type_in_the_map_that_the_file_does_not_have_is_said():
    made = net(PAIR, [edge()], rules="relation_kinds:\n  - {type: hates, kind: opposes}\n")
    assert "The map names the type “hates”, of which the file has none." in made.report.remarks


@pytest.mark.parametrize(("text", "said"), [
    ("relation_kinds:\n  - {type: x, kind: suports}\n", "map.yaml:2:21: the vocabulary has no kind `suports`; did you mean `supports`?"),
    ("relation_kinds:\n  - {type: x}\n", "a rule needs `type` (theirs) and `kind` (ours)"),
    ("relation_kinds:\n  - {type: x, kind: supports, revers: true}\n", "a rule has no field `revers`; did you mean `reversed`?"),
    ("relation_kinds:\n  - {type: x, kind: supports, reversed: perhaps}\n", "`reversed` is true or false"),
    ("kinds:\n  - {type: x, kind: supports}\n", "there is no list `kinds` in this file"),
    ("relation_kinds: [{type: x", "is not closed"),
])
def test_a_map_that_makes_no_sense_is_told_at_its_place(text, said):
    _, wrong = read_mapping(text.encode(), "map.yaml", WORDS)
    assert said in " ".join(map(str, wrong))


def test_ends_that_do_not_fit_the_kind_make_it_an_honest_tie_and_that_is_said():
    made = net([person(1, "Anna Alpha"), person(2, "Boris Beta")], [edge(type="member of")])
    assert ties(made) == ["anna-alpha linked_to boris-beta - (member of)"]
    assert "does not fit between person and person" in str(made.report.mapped[-1])


def test_undeclared_kinds_of_actor_are_guessed_and_never_silently():
    made = net([{"id": 1, "name": "Anna Alpha"}, {"id": 2, "name": "the crowd in the square"}])
    assert [actor.kind for actor in made.dataset.actors.values()] == ["person", "group"]
    assert "Kinds of actor guessed from a name: 2" in made.report.remarks[0]


def test_a_vocabulary_without_linked_to_is_told_so_once():
    lacking = Vocabulary(WORDS.actor_kinds, WORDS.families, {"supports": WORDS.relation_kinds["supports"]})
    data = json.dumps({"nodes": PAIR, "links": [edge(type="x"), edge(type="y"), edge(type="supports")]}).encode()
    made = read(data, "net.json", lacking)
    assert len(made.dataset.relations) == 1
    assert [message for message in errors(made) if "has no kind `linked_to`" in message] == errors(made) != []


# -- time ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "ours"), [
    ("2005", "2005"), ("2005-03~", "2005-03~"), ("2005/2010", "2005/2010"), ("2005-03-20T00:00:00Z", "2005-03-20"),
    ("2005-03-20 10:00:00", "2005-03-20"), ("2005.0", "2005"), ("2005-00-00", "2005"), ("2005-03-00", "2005-03"), ("2005-XX-XX", "2005"),
    ("20.03.2005", "2005-03-20"), ("2005/3/2", "2005-03-02"), ("circa 2005", "2005~"), ("c. 2005-03", "2005-03~"), ("", ""), ("null", ""),
])
def test_dates_of_others_that_can_be_told_for_sure(written, ours):
    assert dated(written) == ours


@pytest.mark.parametrize("written", ["03/04/2005", "spring 2005", "2005-13-01", "31.02.2005", "1.2E12", "two years ago"])
def test_dates_that_cannot_be_told_are_left_out_with_a_problem(written):
    with pytest.raises(ValueError):
        dated(written)
    made = net(PAIR, [edge(type="supports", start=written)])
    assert ties(made) == ["anna-alpha supports boris-beta -"]
    assert errors(made)[0].startswith("net.json:1:") and "so it is left out" in errors(made)[0]


def test_present_is_ongoing_and_an_end_before_the_start_is_a_problem():
    assert ties(net(PAIR, [edge(type="supports", start="2005", end="present")])) == ["anna-alpha supports boris-beta 2005..ongoing"]
    made = net(PAIR, [edge(type="supports", start="2010", end="2005")])
    assert ties(made) == ["anna-alpha supports boris-beta -"]
    assert "ends (2005) before it starts (2010)" in errors(made)[0]


# -- ties ---------------------------------------------------------------------------------------------


def test_a_tie_told_twice_is_one_with_both_places():
    made = net(PAIR, [edge(type="supports"), edge(type="supports"), {"source": 2, "target": 1, "type": "rivals"}, edge(type="rivals")])
    assert ties(made) == ["anna-alpha supports boris-beta -", "boris-beta rivals anna-alpha -"]
    assert [claim.page for claim in next(iter(made.dataset.relations.values())).claims] == ["links/0", "links/1"]
    assert sum(line.count for line in made.report.merged) == 2


def test_ties_that_differ_only_in_the_role_get_ids_of_their_own():
    made = net(PAIR, [edge(type="supports", role="money"), edge(type="supports", role="arms")])
    assert list(made.dataset.relations) == ["anna-alpha.supports.boris-beta.undated", "anna-alpha.supports.boris-beta.undated.2"]


def test_ends_that_do_not_exist_and_ties_to_oneself_are_told_and_left_out():
    made = net(PAIR, [edge(target="nobody"), {"source": 1, "target": 1}, {"source": 1}])
    assert not made.dataset.relations
    assert "the target of this tie is `nobody`, which is no actor of the file" in errors(made)[0]
    assert "`anna-alpha` is tied to itself" in looks(made)[0]
    assert left_out(made)["ties"] == 1


def test_sources_that_a_tie_names_are_cited_as_not_read_and_long_quotes_are_cut():
    made = net(PAIR, [edge(type="supports", quote="word " * 60, source_url="https://example.org/a.html")])
    (tie,) = made.dataset.relations.values()
    assert len(tie.claims[0].quote.split()) == 40
    assert made.dataset.documents[tie.claims[1].document].url == "https://example.org/a.html"
    assert tie.claims[1].note.en == "Named as its source by net.json; not read"


def test_whatever_was_read_checks_and_loads_the_same():
    nodes = [person(1, "Anna\u0007 Alpha\u2028"), person(2, "x" * 3000), {"id": 3, "name": "- [a]: 'b' #c"}, {"id": ""}, person("", "")]
    edges = [edge(type="supports", note="a\nb"), edge(type="a: b #c"), edge(type="x" * 3000), {"source": 3, "target": 1, "type": "member_of"}]
    made = net(nodes, edges)
    again, problems = load_files({name: text.encode() for name, text in made.files.items()}, "x")
    assert again == made.dataset and not problems
    assert not [problem for problem in check(again, TODAY) if problem.degree == "error"]


def test_the_difference_to_a_dataset_that_is_there():
    there = net([person(1, "Anna Alpha"), person(2, "Boris Beta")], [edge(type="rivals", start="2005")]).dataset
    come = net([person(1, "Борис Бета"), person(2, "Анна Альфа", aliases=["Anna Alpha"]), person(3, "Carl Gamma")],
               [edge(type="rivals"), {"source": 3, "target": 1, "type": "supports"}]).dataset
    told = difference(come, there)
    assert set(told.known.values()) == {"anna-alpha", "boris-beta"} and len(told.new) == 1
    assert list(told.ties.values()) == ["anna-alpha.rivals.boris-beta.2005"] and len(told.new_ties) == 1
