"""A change to a record: only its own characters differ, and the dataset says what was meant."""

import json
import os
from pathlib import Path

import pytest
from folder import FILES
from graph import edit
from graph.edit import EditRefused, record
from graph.edit.pieces import cuts, pieces, slices
from graph.edit.style import Style
from graph.load import load_files
from graph.model import Actor, Document, Event, Relation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DATA = Path(__file__).parents[1] / "data"
REAL = {name: (DATA / name).read_bytes().decode("utf-8") for name in
        ("vocabulary.yaml", "actors.yaml", "relations.yaml", "documents.yaml", "events.yaml", "layout.json")}
MORE = int(os.environ.get("BAILANYSH_FAULTS", "1"))  # times as many examples: `make faults`
ROOMS = ("actors", "relations", "documents", "events")

SIMPLE = """\
# Actors.
#
#   - id: template   # to copy

# -- Persons --

- id: aida-one    # the first
  kind: person
  name: {en: Aida One, ru: "Аида Уан"}
  # spellings
  aliases: [Ayda Wan, 'Aida, One']  # two of them
  start: 1950~

- id: bolot-two
  kind: person
  name:
    en: Bolot
      Two
    ru: >-
      Болот
      Ту

  # indented remark at the end

# -- Groups --

- id: crowd-three
  kind: group
  name: {en: Crowd Three}
"""


def loaded(files):
    return load_files({name: text.encode() for name, text in files.items()}, Path("data"))


def changed(text: str, record_id: str, /, **fields) -> str:
    """The text with these fields of the record changed; None takes one away."""
    said = record.fields(text, record_id)
    said.update(fields)
    return record.change(text, record_id, {key: value for key, value in said.items() if value is not None})


# -- one field ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fields", "old", "new"), [
    ({"start": "1951"}, "start: 1950~", "start: 1951"),
    ({"kind": "group"}, "kind: person\n  name: {en: Aida One", "kind: group\n  name: {en: Aida One"),
    ({"start": None}, "  start: 1950~\n", ""),
    ({"end": "2001-02"}, "start: 1950~\n", "start: 1950~\n  end: 2001-02\n"),
    ({"name": {"en": "Aida One", "ru": "Аида: Уан"}}, '"Аида Уан"', '"Аида: Уан"'),
    ({"name": {"en": "Aida One"}}, ', ru: "Аида Уан"', ""),
    ({"name": {"en": "Aida: One", "ru": "Аида Уан"}}, "{en: Aida One", '{en: "Aida: One"'),
    ({"name": {"en": "Aida One", "ru": "Аида Уан", "ky": "Аида"}}, '"Аида Уан"}', '"Аида Уан", ky: Аида}'),
    ({"aliases": ["Ayda Wan"]}, ", 'Aida, One'", ""),
    ({"aliases": ["Aida, One"]}, "Ayda Wan, ", ""),
    ({"aliases": ["Ayda Wan", "New", "Aida, One", "It's"]}, "[Ayda Wan, 'Aida, One']", "[Ayda Wan, New, 'Aida, One', It's]"),
    ({"aliases": None}, "  aliases: [Ayda Wan, 'Aida, One']  # two of them\n", ""),
])
def test_a_change_touches_only_its_own_characters(fields, old, new):
    assert SIMPLE.count(old) == 1
    assert changed(SIMPLE, "aida-one", **fields) == SIMPLE.replace(old, new)


def test_a_text_over_several_lines_is_replaced_whole_and_what_stands_below_stays():
    text = changed(SIMPLE, "bolot-two", name={"en": "Bolot Two", "ru": "Болот"})
    assert "    ru: Болот\n\n  # indented remark at the end\n" in text
    text = changed(SIMPLE, "bolot-two", name={"en": "B", "ru": "Болот Ту"})
    assert "    en: B\n    ru: >-\n      Болот\n      Ту\n" in text


def test_line_ends_and_the_missing_last_one_survive():
    text = SIMPLE.replace("\n", "\r\n").removesuffix("\r\n")
    after = changed(text, "crowd-three", aliases=["Топ"], start="2010")
    assert after == text + "\r\n  aliases: [Топ]\r\n  start: 2010"
    assert "\n" not in record.add(text, "actors", {"id": "z", "kind": "group", "name": {"en": "Z"}}).replace("\r\n", "")


def test_a_byte_order_mark_survives():
    assert changed("\ufeff" + SIMPLE, "aida-one", start="1951") == "\ufeff" + SIMPLE.replace("1950~", "1951")


def test_a_record_that_hides_something_is_refused():
    with pytest.raises(EditRefused, match="aida-one"):
        changed(SIMPLE.replace("start: 1950~", "start: 1950~\n  start: 1951"), "aida-one", end="2000")
    with pytest.raises(EditRefused, match="no record nobody"):
        changed(SIMPLE, "nobody", end="2000")


# -- claims ------------------------------------------------------------------------------------------------

TIES = """\
- source: aida-one
  target: bolot-two
  kind: supports
  start: 2005
  claims:   # two
  - document: paper   # of 2010
    stance: asserts
    quote: "She stood by him"
    # about the second
  - {document: gazette, by: bolot-two, quote: no}
  note: {en: Both}
"""
TIE = "aida-one.supports.bolot-two.2005"


def claims(text: str) -> list:
    return record.fields(text, TIE)["claims"]


def test_a_claim_is_added_in_the_files_own_manner():
    text = changed(TIES, TIE, claims=[*claims(TIES), {"document": "third", "quote": "so: it was"}])
    new = '  - document: third\n    quote: "so: it was"\n'
    assert text == TIES.replace("quote: no}\n", "quote: no}\n" + new)


def test_a_claim_is_changed_and_removed_where_it_stands():
    first, second = claims(TIES)
    assert changed(TIES, TIE, claims=[first, {**second, "stance": "denies"}]) == TIES.replace("quote: no}", "quote: no, stance: denies}") \
        .replace("by: bolot-two, quote: no, stance: denies", "by: bolot-two, stance: denies, quote: no")
    assert changed(TIES, TIE, claims=[first]) == TIES.replace("  - {document: gazette, by: bolot-two, quote: no}\n", "")
    left = changed(TIES, TIE, claims=[second])
    assert left == TIES.replace('  - document: paper   # of 2010\n    stance: asserts\n    quote: "She stood by him"\n', "")


def test_a_tie_may_be_given_an_id_and_lose_it():
    text = changed(TIES, TIE, id="the-tie")
    assert text == TIES.replace("- source: aida-one", "- id: the-tie\n  source: aida-one")
    assert changed(text, "the-tie", id=None) == TIES


# -- records -----------------------------------------------------------------------------------------------


def test_a_record_goes_where_its_neighbours_are():
    person = {"id": "azamat-x", "kind": "person", "name": {"en": "Azamat"}}
    text = record.add(SIMPLE, "actors", person)
    assert text == SIMPLE.replace("- id: bolot-two", "- id: azamat-x\n  kind: person\n  name: {en: Azamat}\n\n- id: bolot-two")
    first = record.add(SIMPLE, "actors", {**person, "id": "aa"})
    assert first.index("- id: aa\n") < first.index("- id: aida-one") and "# -- Persons --\n\n- id: aa" in first
    assert record.add(SIMPLE, "actors", {"id": "d", "kind": "group", "name": {"en": "D"}}).endswith("\n\n- id: d\n  kind: group\n  name: {en: D}\n")


def test_the_manner_of_a_file_is_its_own():
    compact = "- id: a\n  kind: person\n  name:\n    en: 'A: 1'\n- id: b\n  kind: person\n  name:\n    en: B\n"
    text = record.add(compact, "actors", {"id": "c", "kind": "person", "name": {"en": "C: 3"}})
    assert text == compact + "- id: c\n  kind: person\n  name:\n    en: 'C: 3'\n"
    assert Style.of(TIES).dash == 0


def test_the_first_record_of_an_empty_file():
    new = {"id": "a", "kind": "person", "name": {"en": "A"}}
    for empty in ("", "[]\n", "# Head.\n", "# Head.\n\n[]\n"):
        text = record.add(empty, "actors", new)
        assert record.fields(text, "a") == new and text.startswith(empty.split("\n")[0].strip("[]"))


def test_an_id_that_is_taken_is_refused():
    with pytest.raises(EditRefused, match="aida-one already"):
        record.add(SIMPLE, "actors", {"id": "aida-one", "kind": "person", "name": {"en": "Other"}})


def test_removing_leaves_its_neighbours_and_their_headings():
    assert record.remove(SIMPLE, "crowd-three") == SIMPLE[: SIMPLE.index("- id: crowd-three")].removesuffix("\n")
    without = record.remove(SIMPLE, "aida-one")
    assert "# -- Persons --\n\n- id: bolot-two" in without and "two of them" not in without
    assert record.remove(record.add(SIMPLE, "actors", {"id": "az", "kind": "person", "name": {"en": "A"}}), "az") == SIMPLE


def test_a_record_whose_going_would_let_others_begin_elsewhere_is_not_removed():
    text = " - id: bo\n- id: crowd\n  kind: group\n"  # the first dash says where records begin
    with pytest.raises(EditRefused, match="look at the problems of the data first"):
        record.remove(text, "bo")


def test_a_comment_right_above_a_record_goes_with_it_and_a_heading_stays():
    text = SIMPLE.replace("- id: bolot-two", "# was he there?\n- id: bolot-two")
    assert "was he there" not in record.remove(text, "bolot-two")
    assert "-- Groups --" in record.remove(text, "bolot-two")


# -- across files ------------------------------------------------------------------------------------------

SMALL = {**FILES, "events.yaml": "- id: day\n  name: {en: Day}\n  date: 2010\n  actors: [aida-one, bolot-two]\n",
         "layout.json": '{\n  "aida-one": [1, 2],\n  "bolot-two": [3, 4]\n}\n'}


def test_an_id_is_renamed_everywhere_and_back_again():
    there = edit.rename(SMALL, "bolot-two", "bolot-2")
    dataset, problems = loaded(there)
    assert not problems and "bolot-two" not in "".join(there.values())
    assert set(dataset.layout) == {"aida-one", "bolot-2"} and dataset.events["day"].actors == ("aida-one", "bolot-2")
    assert "bolot-2.accuses.crowd-three.2010-06-12" in dataset.relations
    assert edit.rename(there, "bolot-2", "bolot-two") == SMALL
    assert edit.rename(SMALL, "paper", "the-paper")["relations.yaml"].count("the-paper") == 3
    with pytest.raises(EditRefused, match="already"):
        edit.rename(SMALL, "bolot-two", "aida-one")


def test_two_actors_become_one_with_the_claims_of_both():
    relations = SMALL["relations.yaml"] + "- source: daniyar-four\n  target: bolot-two\n  kind: supports\n  start: 2005\n  claims:\n" \
        "    - {document: gazette, by: aida-one, quote: So did he}\n"
    files = edit.merge({**SMALL, "relations.yaml": relations}, "aida-one", "daniyar-four")
    dataset, problems = loaded(files)
    assert not problems and "daniyar-four" not in dataset.actors
    tie = dataset.relations["aida-one.supports.bolot-two.2005"]
    assert [claim.document for claim in tie.claims] == ["paper", "gazette"] and tie.end == "2010-03"
    assert "Данияр Четвёртый" in dataset.actors["aida-one"].aliases
    assert "crowd-three.supports.aida-one.2010-07" in dataset.relations
    with pytest.raises(EditRefused, match="tied to each other"):
        edit.merge(SMALL, "aida-one", "bolot-two")


def test_one_actor_becomes_two():
    tie = "bolot-two.accuses.crowd-three.2010-06-12"
    files = edit.split(SMALL, "bolot-two", {"id": "bolot-five", "kind": "person", "name": {"en": "B"}}, [tie], ["day"])
    dataset, problems = loaded(files)
    assert not problems
    assert {"aida-one.supports.bolot-two.2005", "bolot-five.accuses.crowd-three.2010-06-12"} <= dataset.relations.keys()
    assert dataset.events["day"].actors == ("aida-one", "bolot-five")
    with pytest.raises(EditRefused, match="no tie of bolot-two"):
        edit.split(SMALL, "bolot-two", {"id": "b5", "kind": "person", "name": {"en": "B"}}, ["crowd-three.supports.daniyar-four.2010-07"])


def test_what_is_used_is_not_removed_by_the_way():
    with pytest.raises(EditRefused, match="used by 3 records"):
        edit.remove(SMALL, "bolot-two")
    dataset, problems = loaded(edit.remove(SMALL, "bolot-two", with_uses=True))
    assert not problems and list(dataset.relations) == ["crowd-three.supports.daniyar-four.2010-07"]
    assert dataset.events["day"].actors == ("aida-one",)
    assert json.loads(edit.remove(SMALL, "bolot-two", with_uses=True)["layout.json"]) == {"aida-one": [1, 2]}


# -- two changes of one text -------------------------------------------------------------------------------


def test_changes_of_different_records_are_brought_together():
    mine = changed(SIMPLE, "aida-one", start="1951")
    theirs = record.add(changed(SIMPLE, "bolot-two", end="2000"), "actors", {"id": "zz", "kind": "group", "name": {"en": "Z"}})
    both = edit.merged(SIMPLE, mine, theirs)
    assert both == theirs.replace("1950~", "1951") and edit.merged(SIMPLE, theirs, mine) == both


def test_two_new_records_in_one_place_are_both_kept_unless_they_are_the_same_actor():
    one, other, same = (record.add(SIMPLE, "actors", {"id": id, "kind": "group", "name": {"en": name}})
                        for id, name in (("d", "D"), ("e", "E"), ("d", "Other")))
    both = edit.merged(SIMPLE, one, other)
    assert {each.id for each in pieces(both)} == {"aida-one", "bolot-two", "crowd-three", "d", "e"}
    clash = edit.merged(SIMPLE, one, same)
    assert isinstance(clash, edit.Clash) and "en: D}" in clash.mine and "en: Other}" in clash.theirs


def test_two_changes_of_one_record_clash_and_equal_ones_do_not():
    mine, theirs = changed(SIMPLE, "aida-one", start="1951"), changed(SIMPLE, "aida-one", end="2000")
    clash = edit.merged(SIMPLE, mine, theirs)
    assert isinstance(clash, edit.Clash) and "1951" in clash.mine and "end: 2000" in clash.theirs
    assert edit.merged(SIMPLE, mine, mine) == mine
    assert isinstance(edit.merged(SIMPLE, record.remove(SIMPLE, "aida-one"), mine), edit.Clash)


# -- any change of the real files --------------------------------------------------------------------------

texts = st.text(st.sampled_from("abc XYZ жөү 0123 :#-'\"[]{},&*!|>%@`~?\\/=.“”é😀"), min_size=1, max_size=40) \
    .map(lambda text: " ".join(text.split())).filter(bool)
names = st.fixed_dictionaries({"en": texts}, optional={"ru": texts, "ky": texts})
dates = st.sampled_from(["2005", "2005-03~", "2010-06-12/2010-06-13", "1991-08-31?", "2020"])
BEFORE, PROBLEMS = loaded(REAL)
IDS = {room: list(getattr(BEFORE, room)) for room in ROOMS}
MODELS = {"actors": Actor, "relations": Relation, "documents": Document, "events": Event}
TEXTS = {"actors": {"name": names, "note": names, "start": dates, "aliases": st.lists(texts, max_size=4)},
         "relations": {"role": names, "note": names, "end": dates},
         "documents": {"title": texts, "publisher": texts, "standpoint": names, "date": dates, "licence": texts},
         "events": {"name": names, "note": names}}


def claim():
    return st.fixed_dictionaries(
        {"document": st.sampled_from(IDS["documents"])},
        optional={"by": texts, "stance": st.sampled_from(["denies", "speculates", "withdraws"]), "quote": texts, "date": dates, "note": names},
    )


@st.composite
def changes(draw):
    """(list, id, what the record says then): a field set or taken away, a claim added, changed, removed."""
    room = draw(st.sampled_from(ROOMS))
    id = draw(st.sampled_from(IDS[room]))
    said = record.fields(REAL[f"{room}.yaml"], id)
    for _ in range(draw(st.integers(1, 3))):
        if "claims" in said and draw(st.booleans()):
            found = list(said["claims"])
            at = draw(st.integers(0, len(found) - 1))
            what = draw(st.sampled_from(["add", "change", "remove"]))
            if what == "add":
                found.insert(draw(st.integers(0, len(found))), draw(claim()))
            elif what == "change":
                found[at] = {**found[at], **draw(claim())}
            elif len(found) > 1:
                del found[at]
            said["claims"] = found
            continue
        key = draw(st.sampled_from(sorted(TEXTS[room])))
        if key in said and key not in ("name", "title", "end") and draw(st.booleans()):
            del said[key]
        elif not (key == "end" and "date" in said):
            said[key] = draw(TEXTS[room][key])
    return room, id, record.tidy(said)


def outside(text: str, id: str) -> tuple[str, str]:
    found = next(each for each in pieces(text, id.split(".")[0]) if each.id == id)
    return text[: found.start], text[found.last :]


@given(changes())
@settings(max_examples=60 * MORE, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_change_to_a_real_record_says_what_was_meant_and_nothing_else_moves(change):
    room, id, said = change
    text = REAL[f"{room}.yaml"]
    after = record.change(text, id, said)
    assert record.fields(after, id) == said
    assert outside(after, id) == outside(text, id)


@given(changes(), st.sampled_from(["change", "remove", "add"]))
@settings(max_examples=8 * MORE, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_reloaded_dataset_is_the_old_one_with_the_change(change, what):
    room, id, said = change
    name = f"{room}.yaml"
    expected = {each: dict(getattr(BEFORE, each)) for each in ROOMS}
    if what == "remove":
        room, name, id = "relations", "relations.yaml", IDS["relations"][len("".join(map(str, said.values()))) * 7 % len(IDS["relations"])]
        after = record.remove(REAL[name], id)
        del expected[room][id]
    elif what == "add":
        said = {**said, "id": "entirely-new"}
        after = record.add(REAL[name], room, said)
        expected[room]["entirely-new"] = MODELS[room].model_validate(said)
    else:
        after = record.change(REAL[name], id, said)
        expected[room][id] = MODELS[room].model_validate(said)
    dataset, problems = loaded({**REAL, name: after})
    assert [problem.message for problem in problems] == [problem.message for problem in PROBLEMS]
    assert {each: dict(getattr(dataset, each)) for each in ROOMS} == expected
    before, there = REAL[name].splitlines(), after.splitlines()
    longer, shorter = (there, before) if what == "add" else (before, there)
    if what != "change":  # one run of lines came or went
        gone = len(longer) - len(shorter)
        at = next((n for n, (one, other) in enumerate(zip(longer, shorter)) if one != other), len(shorter))
        assert longer[:at] + longer[at + gone:] == shorter


@pytest.mark.parametrize("room", ROOMS)
def test_every_real_record_is_found_and_the_pieces_are_the_file(room):
    text = REAL[f"{room}.yaml"]
    assert "".join(slices(text)) == text
    assert [each.id for each in pieces(text)] == IDS[room]
    assert len(cuts(text)) == len(IDS[room])


def test_a_busy_actor_is_renamed_throughout_the_real_files():
    files = edit.rename(REAL, "roza-otunbayeva", "roza-isakovna")
    dataset, problems = loaded(files)
    assert len(problems) == len(PROBLEMS) and len(dataset.relations) == len(BEFORE.relations)
    assert edit.rename(files, "roza-isakovna", "roza-otunbayeva") == REAL


# -- positions -----------------------------------------------------------------------------------------------------


def test_an_actor_that_is_moved_changes_one_line_of_the_layout():
    files = edit.move(REAL, "roza-otunbayeva", (12.4, -7.6))
    old, new = REAL["layout.json"].splitlines(), files["layout.json"].splitlines()
    assert [line for line in new if line not in old] == ['  "roza-otunbayeva": [12, -8],'] and len(old) == len(new)
    assert {name for name in edit.differing(REAL, files)} == {"layout.json"}


@pytest.mark.parametrize("layout, wanted", [
    ('{\n  "bolot-two": [1, 2]\n}\n', '{\n  "aida-one": [3, 4],\n  "bolot-two": [1, 2]\n}\n'),
    ('{\r\n\t"a": [1, 2]\r\n}\r\n', '{\r\n\t"a": [1, 2],\r\n\t"aida-one": [3, 4]\r\n}\r\n'),
    ("{}\n", '{\n  "aida-one": [3, 4]\n}\n'),
    (None, '{\n  "aida-one": [3, 4]\n}\n'),
])
def test_a_first_position_goes_where_the_alphabet_puts_it_in_the_files_own_style(layout, wanted):
    files = {"actors.yaml": SIMPLE} | ({"layout.json": layout} if layout else {})
    assert edit.move(files, "aida-one", (3, 4))["layout.json"] == wanted


def test_a_layout_in_another_form_and_an_unknown_actor_are_refused():
    with pytest.raises(EditRefused, match="one actor a line"):
        edit.move({"actors.yaml": SIMPLE, "layout.json": '{"x": [1, 2], "aida-one": [1, 2]}'}, "bolot-two", (3, 4))
    with pytest.raises(EditRefused):
        edit.move({"actors.yaml": SIMPLE}, "nobody", (3, 4))
