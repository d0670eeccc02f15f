import gc
import json
import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from folder import FILES, write
from graph.load import load, load_files, version_of
from graph.model import Mark, Problem

FOLDER = Path("small")
GOOD = {
    "vocabulary.yaml": FILES["vocabulary.yaml"],
    "documents.yaml": "- id: paper\n  title: The Paper\n  date: 2010-06-14\n",
    "actors.yaml": """\
# Actors
- id: anna-alpha
  kind: person
  name: {en: Anna Alpha, ru: Анна Альфа}
  aliases: [Anya]
- id: boris-beta
  kind: person
  name: {en: Boris Beta}
  start: 1950-08-23
""",
    "relations.yaml": """\
- source: anna-alpha
  target: boris-beta
  kind: supports
  role: {en: adviser}
  date: 2010-06-12
  claims:
    - document: paper
      quote: Anna stood by Boris
    - {document: paper, by: boris-beta, stance: denies}
""",
    "events.yaml": """\
- id: meeting
  name: {en: The meeting}
  date: 2010
  actors: [anna-alpha, boris-beta]
  claims: [{document: paper}]
""",
    "layout.json": '{"anna-alpha": [1, 2.5], "boris-beta": [0, -3]}\n',
}
TIE = "anna-alpha.supports.boris-beta.2010-06-12"
LAST = """\
- id: zoya-zeta
  kind: person
  name: {en: Zoya Zeta}
"""
LAST_TIE = """\
- id: the-last
  source: boris-beta
  target: anna-alpha
  kind: accuses
  claims: [{document: paper}]
"""


def read(**changes: str | bytes | None):
    """Dataset and problems of the good files with some replaced (actors="…") or left out (events=None)."""
    files = {name: content.encode() for name, content in GOOD.items()}
    for name, content in changes.items():
        name = f"{name}.json" if name == "layout" else f"{name}.yaml"
        if content is None:
            del files[name]
        else:
            files[name] = content if isinstance(content, bytes) else content.encode()
    return load_files(files, FOLDER)


def places(problems: list[Problem]) -> list[str]:
    return [f"{Path(p.mark.file).stem}:{p.mark.line}:{p.mark.column}" for p in problems]


def test_good_files_are_read_as_they_are_written():
    data, problems = read()
    assert problems == []
    assert list(data.actors) == ["anna-alpha", "boris-beta"]
    assert data.actors["anna-alpha"].name.ru == "Анна Альфа"
    assert data.actors["anna-alpha"].aliases == ("Anya",)
    relation = data.relations[TIE]
    assert (relation.role.en, relation.date, relation.status) == ("adviser", "2010-06-12", "contested")
    assert [claim.by for claim in relation.claims] == [None, "boris-beta"]
    assert data.events["meeting"].actors == ("anna-alpha", "boris-beta")
    assert data.layout == {"anna-alpha": (1.0, 2.5), "boris-beta": (0.0, -3.0)}
    assert data.vocabulary.relation_kinds["accuses"].sign == -1


def test_a_folder_is_read_from_its_files(tmp_path):
    data, problems = load(write(tmp_path / "data"))
    assert problems == [] and len(data.relations) == 3
    mark = data.marks["relations", "bolot-two.accuses.crowd-three.2010-06-12"]["claims.1.stance"]
    assert mark == Mark(str(tmp_path / "data" / "relations.yaml"), 15, 52)


def test_every_record_and_field_has_its_place():
    data, _ = read()
    marks = data.marks["relations", TIE]
    assert marks[""] == Mark("small/relations.yaml", 1, 3)
    assert marks["source"] == Mark("small/relations.yaml", 1, 11)
    assert marks["role.en"] == Mark("small/relations.yaml", 4, 14)
    assert marks["claims.0.quote"] == Mark("small/relations.yaml", 8, 14)
    assert marks["claims.1.by"] == Mark("small/relations.yaml", 9, 29)
    assert "id" not in marks and marks.get("start") is None
    assert data.marks["actors", "anna-alpha"]["aliases.0"] == Mark("small/actors.yaml", 5, 13)
    assert data.marks["relation_kinds", "supports"]["label.ky"].line == 21
    assert set(data.marks) >= {("documents", "paper"), ("events", "meeting"), ("families", "rivalry")}


@pytest.mark.parametrize("plain", ["no", "12:30", "2005-03", "1991-08-31", "1_000", "0x1F", "yes", "1e3", ".inf", "=", "nil"])
def test_plain_text_means_what_it_says(plain):
    data, problems = read(actors=GOOD["actors.yaml"].replace("Anya", plain))
    assert problems == [] and data.actors["anna-alpha"].aliases == (plain,)


def test_words_for_nothing_are_texts_in_quotation_marks():
    data, problems = read(actors=GOOD["actors.yaml"].replace("Anya", "'null', \"~\""))
    assert problems == [] and data.actors["anna-alpha"].aliases == ("null", "~")


@pytest.mark.parametrize("before, after", [("", "\r\n"), ("\ufeff", "\n"), ("---\n", "\n"), ("%YAML 1.1\n---\n", "\n")])
def test_line_ends_a_byte_order_mark_and_a_document_start_do_not_matter(before, after):
    data, problems = read(actors=(before + GOOD["actors.yaml"]).replace("\n", after))
    assert problems == []
    assert data == read()[0]
    assert data.marks["actors", "boris-beta"][""].line == 6 + before.count("\n")


def test_indented_lists_and_flow_are_the_same_records():
    indented = "".join(f"  {line}\n" for line in GOOD["actors.yaml"].splitlines())
    flow = ("[{id: anna-alpha, kind: person, name: {en: Anna Alpha, ru: Анна Альфа}, aliases: [Anya]},"
            " {id: boris-beta, kind: person, name: {en: Boris Beta}, start: 1950-08-23}]")
    assert read(actors=indented)[0] == read(actors=flow)[0] == read()[0]


# What is put between Anna's record and Zoya's; where the problem stands; words of its message and fix.
BROKEN_ACTORS = {
    "anchor": ("- &x\n  id: c\n  kind: person\n  name: {en: C}\n", "10:3", "anchor (&)", "remove it"),
    "anchor on a value": ("- id: c\n  kind: &k person\n  name: {en: C}\n", "11:9", "anchor (&)", "quotation marks"),
    "alias": ("- id: c\n  kind: *k\n  name: {en: C}\n", "11:9", "alias (*)", "write the text out"),
    "tag": ("- id: c\n  kind: !!str person\n  name: {en: C}\n", "11:9", "tag (!)", "remove it"),
    "python tag": ("- !!python/object:os.system\n  id: c\n  kind: person\n  name: {en: C}\n", "10:3", "tag (!)", "remove it"),
    "merge key": ("- id: c\n  <<: person\n  kind: person\n  name: {en: C}\n", "11:3", "merge key", "write the fields out"),
    "duplicate key": ("- id: c\n  kind: person\n  kind: group\n  name: {en: C}\n", "12:3",
                      "`kind` stands here a second time, after line 11", "keep one"),
    "duplicate nested key": ("- id: c\n  kind: person\n  name: {en: C, en: D}\n", "12:17", "`en` stands here a second", "keep"),
    "deep nesting": ("- id: c\n  name: [[[[[[[[x]]]]]]]]\n", "11:14", "nested more deeply", "brackets"),
    "list as a key": ("- id: c\n  [a]: b\n", "11:3", "where a key is expected", "key: value"),
    "tab": ("- id: c\n\tkind: person\n", "11:1", "a tab", "two spaces"),
    "colon in text": ("- id: c\n  name: {en: C}\n  note: he said: no\n", "12:16", "colon", "quotation marks"),
    "lost indentation": ("- id: c\n kind: person\n", "11:2", "indented differently", "exactly under"),
    "field in the first column": ("- id: c\nkind: person\n", "11:1", "indented differently", "exactly under"),
    "too much indentation": ("- id: c\n    kind: person\n", "11:9", "indented differently", "exactly under"),
    "unclosed quotation mark": ("- id: c\n  kind: 'person\n", "11:9", "quotation mark opens here", "close it"),
    "unclosed bracket": ("- id: c\n  aliases: [a, b\n  kind: person\n", "11:12", "the [ opened here", "close it"),
    "unclosed brace": ("- id: c\n  name: {en: C\n", "11:9", "the { opened here", "close it"),
    "text after a quotation": ("- id: c\n  kind: \"a\" b\n", "11:13", "where the value has ended", "one pair"),
    "begins with @": ("- id: c\n  kind: @person\n", "11:9", "cannot begin with @", "quotation marks"),
    "backslash": ('- id: c\n  kind: "a\\q"\n', "11:11", "backslash", "\\\\"),
    "line without a colon": ("- id: c\n  kind person\n  name: {en: C}\n", "11:3", "neither", "key: "),
    "list on the key's line": ("- id: c\n  aliases: - a\n", "11:12", "a list cannot begin here", "line of its own"),
    "control character": ("- id: c\n  kind: per\x07son\n", "11:12", "U+0007", "delete it"),
    "NUL": ("- id: c\n  kind: \0\n", "11:9", "U+0000", "delete it"),
    "line separator": ("- id: c\n  kind: a\u2028b\n", "11:10", "U+2028", "delete it"),
    "escaped control character": ('- id: c\n  kind: person\n  name: {en: "a\\0b"}\n', "12:14", "control character", "delete"),
    "empty value": ("- id: c\n  kind: person\n  name: {en: C}\n  end:\n", "13:3", "`end` is empty", "remove the line"),
    "null": ("- id: c\n  kind: person\n  name: {en: C}\n  end: null\n", "13:3", "`end` is empty (null)", "remove the line"),
    "tilde": ("- id: c\n  kind: person\n  name: {en: C}\n  end: ~\n", "13:3", "`end` is empty (~)", "remove the line"),
    "empty item": ("- id: c\n  kind: person\n  name: {en: C}\n  aliases: [a, ~]\n", "13:16", "item of `aliases` is empty", "remove"),
    "blank text": ("- id: c\n  kind: person\n  name: {en: ' '}\n", "12:14", "`en` is empty", "write a value"),
    "unknown key": ("- id: c\n  knid: person\n  kind: person\n  name: {en: C}\n", "11:3",
                    "an actor has no field `knid`", "did you mean `kind`?"),
    "unknown language": ("- id: c\n  kind: person\n  name: {en: C, de: C}\n", "12:17", "no field `de`", "en, ru, ky"),
    "missing key": ("- id: c\n  name: {en: C}\n", "10:3", "`kind` is missing", "add `kind: …`"),
    "missing English": ("- id: c\n  kind: person\n  name: {ru: C}\n", "12:9", "`en` is missing", "add `en: …`"),
    "no id": ("- kind: person\n  name: {en: C}\n", "10:3", "`id` is missing", "add `id: …`"),
    "bad id": ("- id: Carla C\n  kind: person\n  name: {en: C}\n", "10:7", "'Carla C' is no id", "hyphens"),
    "bad date": ("- id: c\n  kind: person\n  name: {en: C}\n  start: 24.03.2005\n", "13:10", "not a date", "2005-03-24"),
    "no such day": ("- id: c\n  kind: person\n  name: {en: C}\n  start: 2005-02-29\n", "13:10", "not a day", "write"),
    "bad Wikidata id": ("- id: c\n  kind: person\n  name: {en: C}\n  wikidata: 57424\n", "13:13", "'57424'", "Q57424"),
    "text for languages": ("- id: c\n  kind: person\n  name: Carla\n", "12:9", "languages are expected", "{en: Carla}"),
    "text for a list": ("- id: c\n  kind: person\n  name: {en: C}\n  aliases: a\n", "13:12", "a list is expected", "[ ]"),
    "list for a text": ("- id: c\n  kind: [person]\n  name: {en: C}\n", "11:9", "a list where a text", "one text"),
    "wrong choice": ("- id: c\n  kind: person\n  name: {en: C}\n  agreement: {ru: female}\n", "13:19",
                     "`ru` cannot be 'female'", "masculine, feminine, neuter, plural, singular"),
    "too long": (f"- id: c\n  kind: person\n  name: {{en: {'x' * 1001}}}\n", "12:14", "1001 characters", "shorten"),
    "no record": ("- just words\n", "10:3", "'just words' is no record", "- id:"),
    "empty record": ("-\n", "10:2", "this record is empty", "remove the item"),
    "list in a list": ("- - id: c\n", "10:3", "a list is no record", "- id:"),
    "second document": ("---\n", "10:1", "second YAML document", "remove the line"),
    "unknown kind": ("- id: c\n  kind: persn\n  name: {en: C}\n", "11:9", "no kind of actor `persn`", "did you mean `person`?"),
    "taken id": ("- id: anna-alpha\n  kind: group\n  name: {en: C}\n", "10:7", "is taken by the record at small/actors.yaml:2:3",
                 "another id"),
}


@pytest.mark.parametrize("text, where, message, fix", BROKEN_ACTORS.values(), ids=BROKEN_ACTORS.keys())
def test_a_broken_actor_has_its_problem_and_hides_no_other(text, where, message, fix):
    data, problems = read(actors=GOOD["actors.yaml"] + text + LAST)
    assert places(problems) == [f"actors:{where}"]
    assert message in problems[0].message
    assert fix in problems[0].fix
    assert problems[0].degree == "error"
    assert list(data.actors) == ["anna-alpha", "boris-beta", "zoya-zeta"]
    assert data.actors["anna-alpha"].kind == "person"
    assert TIE in data.relations
    shift = text.count("\n")
    assert data.marks["actors", "zoya-zeta"]["name.en"] == Mark("small/actors.yaml", 12 + shift, 14)


HEAD = "- source: anna-alpha\n  target: boris-beta\n  kind: supports\n"
CITED = "  claims: [{document: paper}]\n"
BROKEN_TIES = {
    "unknown actor": (CITED + "  kind: supports\n  source: anna-alpa\n  target: boris-beta\n", "12:11",
                      "no actor `anna-alpa`", "did you mean `anna-alpha`?"),
    "actor by its alias": (CITED + "  kind: supports\n  source: anya\n  target: boris-beta\n", "12:11",
                           "no actor `anya`", "did you mean `anna-alpha`?"),
    "actor by its name": (CITED + "  kind: supports\n  source: Boris Beta\n  target: anna-alpha\n", "12:11",
                          "'Boris Beta' is no id", "did you mean `boris-beta`?"),
    "actor by its Russian name": (CITED + "  kind: supports\n  source: Анна Альфа\n  target: boris-beta\n", "12:11",
                                  "is no id", "did you mean `anna-alpha`?"),
    "actor like no other": (CITED + "  kind: supports\n  source: xerxes\n  target: boris-beta\n", "12:11",
                            "no actor `xerxes`", "add it to actors.yaml"),
    "unknown kind": (CITED + "  kind: suports\n  source: anna-alpha\n  target: boris-beta\n", "11:9",
                     "no kind of tie `suports`", "did you mean `supports`?"),
    "no claim": ("  kind: supports\n  source: anna-alpha\n  target: boris-beta\n", "10:3", "nobody says so", "add `claims:`"),
    "empty claims": ("  claims: []\n  kind: supports\n  source: anna-alpha\n  target: boris-beta\n", "10:11",
                     "`claims` is empty", "document"),
    "wrong stance": ("  claims: [{document: paper, stance: denys}]\n  kind: supports\n  source: anna-alpha\n  target: boris-beta\n",
                     "10:38", "`stance` cannot be 'denys'", "did you mean `denies`?"),
    "comma in a quotation": (
        "  claims: [{document: paper, quote: I came, I saw}]\n  kind: supports\n  source: anna-alpha\n  target: boris-beta\n",
        "10:45", "`I saw` stands where a key is expected", "quotation marks"),
    "date and start": (CITED + "  kind: supports\n  source: anna-alpha\n  target: boris-beta\n  date: 2010\n  start: 2009\n",
                       "10:3", "both `date`", "keep one"),
    "ongoing start": (CITED + "  kind: supports\n  source: anna-alpha\n  target: boris-beta\n  start: ongoing\n", "14:10",
                      "not a date", "write"),
    "bad id": (CITED + "  kind: supports\n  source: anna-alpha\n  target: boris-beta\n  id: a,b\n", "14:7",
               "'a,b' is no id", "hyphens"),
    "same tie": (CITED + "  kind: supports\n  source: anna-alpha\n  target: boris-beta\n  date: 2010-06-12\n", "10:3",
                 "the tie at small/relations.yaml:1:3 has the same ends", "give one of them an `id`"),
}


@pytest.mark.parametrize("text, where, message, fix", BROKEN_TIES.values(), ids=BROKEN_TIES.keys())
def test_a_broken_tie_has_its_problem_and_hides_no_other(text, where, message, fix):
    data, problems = read(relations=GOOD["relations.yaml"] + "- " + text[2:] + LAST_TIE)
    assert places(problems) == [f"relations:{where}"]
    assert message in problems[0].message
    assert fix in problems[0].fix
    assert list(data.relations) == [TIE, "the-last"]
    assert data.relations[TIE].status == "contested"


def test_a_claim_on_an_unknown_document_is_dropped_and_the_tie_stays():
    changed = GOOD["relations.yaml"].replace("- document: paper", "- document: papr")
    data, problems = read(relations=changed)
    assert places(problems) == ["relations:7:17"]
    assert "no document `papr`" in problems[0].message and "did you mean `paper`?" in problems[0].fix
    assert [claim.by for claim in data.relations[TIE].claims] == ["boris-beta"]
    marks = data.marks["relations", TIE]
    assert marks["claims.0.by"].line == 9 and "claims.1" not in marks and marks["source"].line == 1


def test_a_tie_without_a_claim_left_is_dropped():
    data, problems = read(relations=GOOD["relations.yaml"].replace("document: paper", "document: papr"))
    assert places(problems) == ["relations:7:5", "relations:7:17", "relations:9:18"]
    assert "none of its claims is left" in problems[0].message
    assert not data.relations and ("relations", TIE) not in data.marks


def test_an_unknown_participant_leaves_the_event_with_the_others():
    data, problems = read(events=GOOD["events.yaml"].replace("[anna-alpha,", "[anna-alpa,"))
    assert places(problems) == ["events:4:12"] and "did you mean `anna-alpha`?" in problems[0].fix
    assert data.events["meeting"].actors == ("boris-beta",)
    assert data.marks["events", "meeting"]["actors.0"].column == 23


def test_what_refers_to_a_broken_record_is_counted_there_and_not_told_one_by_one():
    data, problems = read(actors=GOOD["actors.yaml"].replace("start: 1950-08-23", "start: yesterday"))
    assert places(problems) == ["actors:6:3", "actors:9:10"]
    assert "left out with this record because they refer to it: 2" in problems[0].message
    assert not data.relations and data.events["meeting"].actors == ("anna-alpha",)


def test_the_same_holds_where_the_broken_record_could_not_be_read():
    _, problems = read(actors=GOOD["actors.yaml"].replace("1950-08-23", "'1950"))
    assert places(problems) == ["actors:6:1", "actors:9:10"]
    assert [problem.record for problem in problems] == ["boris-beta", "boris-beta"]


def test_a_kind_without_its_family_takes_its_ties_along():
    data, problems = read(vocabulary=GOOD["vocabulary.yaml"].replace("family: alliance", "family: aliance"))
    assert "did you mean `alliance`?" in problems[-1].fix
    assert list(data.vocabulary.relation_kinds) == ["accuses"] and not data.relations


def test_an_end_of_an_unknown_kind_of_actor_is_a_problem_of_the_vocabulary():
    changed = GOOD["vocabulary.yaml"].replace("  sign: -1", "  sign: -1\n    sources: [person, grup]")
    _, problems = read(vocabulary=changed)
    assert [p.message for p in problems] == ["there is no kind of actor `grup`"]
    assert changed.splitlines()[problems[0].mark.line - 1][problems[0].mark.column - 1:] == "grup]"


@pytest.mark.parametrize("old, new, message", [
    ("families:", "familys:", "there is no list `familys`"),
    ("shape: ring", "shape: <b>", "`shape` cannot be '<b>'"),
    ("sign: -1", "sign: -2", "`sign` cannot be '-2'"),
    ("sign: -1", "directed: perhaps", "`directed` cannot be 'perhaps'"),
    ("'#1e763e'", "green", "`colour` cannot be 'green'"),
    ("'#1e763e'", "#1e763e", "`colour` is empty"),
    ("label: {en: accuses,", "label: {en: accuses", "the { opened here"),
    ("  - id: accuses", "  - id: accuses\n\t", "a tab"),
])
def test_a_broken_vocabulary_keeps_the_rest(old, new, message):
    assert old in GOOD["vocabulary.yaml"]
    data, problems = read(vocabulary=GOOD["vocabulary.yaml"].replace(old, new, 1))
    assert any(message in problem.message for problem in problems)
    assert "person" in data.vocabulary.actor_kinds


def test_a_swallowing_quotation_mark_is_found_where_it_opens():
    changed = GOOD["actors.yaml"].replace("Anna Alpha,", '"Anna Alpha,') + LAST.replace("Zoya Zeta", '"Zoya" Zeta')
    data, problems = read(actors=changed)
    assert "actors:4:14" in places(problems) and "actors:12:9" in places(problems)
    assert list(data.actors) == ["boris-beta"]


def test_a_quotation_mark_that_pairs_with_a_later_one_hides_no_record():
    changed = GOOD["actors.yaml"].replace("[Anya]", '["Anya]') + LAST.replace("{en: Zoya Zeta}", '{en: x"]')
    data, problems = read(actors=changed)
    assert "actors:5:13" in places(problems)
    assert list(data.actors) == ["boris-beta"]


def test_a_merge_conflict_is_named_and_its_first_version_shown():
    changed = GOOD["actors.yaml"].replace(
        "  name: {en: Boris Beta}\n",
        "<<<<<<< HEAD\n  name: {en: Boris Beta}\n=======\n  name: {en: Boris Other}\n>>>>>>> theirs\n")
    data, problems = read(actors=changed)
    assert places(problems) == ["actors:8:1"]
    assert "merge has left a conflict" in problems[0].message and "=======" in problems[0].fix
    assert data == read()[0]
    assert data.marks["actors", "boris-beta"]["start"].line == 13


def test_a_line_of_equals_signs_outside_a_conflict_hides_nothing():
    changed = GOOD["actors.yaml"] + "# a quoted <<<<<<< marker\n=======\n" + LAST
    data, problems = read(actors=changed)
    assert f"actors:{changed[: changed.index('=======')].count(chr(10)) + 1}:1" in places(problems)
    assert {"anna-alpha", "zoya-zeta"} <= data.actors.keys()


@pytest.mark.parametrize("data, where, message", [
    (GOOD["actors.yaml"].encode("cp1251"), "actors:4:30", "not UTF-8"),
    (GOOD["actors.yaml"].encode("utf-16"), "actors:1:1", "UTF-16"),
    (GOOD["actors.yaml"].encode("utf-16-le"), "actors:1:1", "UTF-16"),
    (GOOD["actors.yaml"].encode("utf-16-be"), "actors:1:1", "UTF-16"),
    (b"- id: a\n  kind: \xc3\xa9\xff\n", "actors:2:10", "not UTF-8"),
])
def test_a_file_in_another_encoding_is_one_sentence(data, where, message):
    dataset, problems = read(actors=data)
    assert places(problems) == [where]
    assert message in problems[0].message and problems[0].fix == "save the file as UTF-8"
    assert not dataset.actors and "paper" in dataset.documents


@pytest.mark.parametrize("text, message", [
    ("id: a\nkind: b\n", "the file is not a list of records"),
    ("just words\n", "the file is not a list of records"),
    ("{a: b}", "the file is not a list of records"),
])
def test_a_file_that_is_no_list_says_so(text, message):
    _, problems = read(actors=text)
    assert message in problems[0].message and "`- `" in problems[0].fix


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "---\n", "[]", "--- []\n...\n"])
def test_an_empty_file_holds_no_records(text):
    data, problems = read(relations=text)
    assert problems == [] and not data.relations


def test_a_missing_file_is_named_only_if_a_dataset_needs_it(tmp_path):
    folder = write(tmp_path / "data")
    assert load(folder)[1] == []
    for name in ("vocabulary", "actors", "relations"):
        (folder / f"{name}.yaml").unlink()
    data, problems = load(folder)
    assert [Path(p.mark.file).name for p in problems] == ["vocabulary.yaml", "actors.yaml", "relations.yaml"]
    assert all(p.message == "the file is missing" and p.fix.startswith("create it") for p in problems)
    assert not data.actors and "paper" in data.documents


def test_a_missing_folder_is_one_problem(tmp_path):
    data, problems = load(tmp_path / "nowhere")
    assert [p.message for p in problems] == ["there is no such folder"]
    assert not data.actors


def test_a_folder_or_a_pipe_in_the_place_of_a_file_is_a_problem(tmp_path):
    folder = write(tmp_path / "data")
    (folder / "relations.yaml").unlink()
    (folder / "relations.yaml").mkdir()
    os.mkfifo(folder / "events.yaml")
    _, problems = load(folder)
    assert [(Path(p.mark.file).name, p.message) for p in problems] == [
        ("relations.yaml", "this is not a file"), ("events.yaml", "this is not a file")]


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    folder = write(tmp_path / "data")
    monkeypatch.setattr("graph.load.MAX_BYTES", 1024 * 1024)
    with open(folder / "events.yaml", "wb") as file:
        file.truncate(1024 * 1024 + 1)
    _, problems = load(folder)
    assert [p.message for p in problems] == ["the file is larger than 1 MiB"]


def test_more_records_than_yaml_is_good_for_are_refused(monkeypatch):
    monkeypatch.setattr("graph.load.events.MAX_RECORDS", 6)
    data, problems = read(actors=GOOD["actors.yaml"] + "".join(LAST.replace("zoya", f"z{i}") for i in range(5)))
    assert places(problems) == ["actors:22:3"] and "more than 6 records" in problems[0].message
    assert len(data.actors) == 6


def test_reading_ends_after_very_many_problems(monkeypatch):
    monkeypatch.setattr("graph.load.tree.MAX_PROBLEMS", 3)
    data, problems = read(actors=GOOD["actors.yaml"] + "- id: [\n" * 10 + LAST)
    assert len(problems) == 4 and "the rest of the file was not read" in problems[-1].message
    assert "anna-alpha" in data.actors


@pytest.mark.parametrize("text", [
    "[" * 1_000_000, "{" * 1_000_000, "- " * 500_000, "? " * 500_000, "- id: " + "[" * 1_000_000 + "\n",
    "- id: " + "{a: " * 100_000 + "\n", "\n".join(" " * i + "a:" for i in range(2_000)),
    "- " + "\n  ".join(" " * i + "a:" for i in range(2_000)),
], ids=["brackets", "braces", "dashes", "question marks", "in a record", "pairs", "mappings", "mappings in a record"])
def test_depth_beyond_every_record_is_refused_without_going_there(text):
    _, problems = read(actors=text + "\n" + LAST)
    assert problems


def test_depth_in_one_record_hides_no_other():
    data, problems = read(actors=GOOD["actors.yaml"] + "- id: " + "[" * 1_000_000 + "\n" + LAST)
    assert places(problems) == ["actors:10:12"]
    assert list(data.actors) == ["anna-alpha", "boris-beta", "zoya-zeta"]


def test_a_billion_laughs_are_refused_without_laughing():
    lines = ["- id: lol", "  a0: &a0 lol"]
    lines += [f"  a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    data, problems = read(actors="\n".join(lines) + "\n" + LAST)
    assert any("anchor (&)" in p.message for p in problems) and any("alias (*)" in p.message for p in problems)
    assert list(data.actors) == ["zoya-zeta"]


LAYOUTS = {
    "no JSON": ("{", "layout:1:2", "no JSON"),
    "no mapping": ("[]", "layout:1:1", "no mapping"),
    "too deep": ("[" * 100_000, "layout:1:1", "no JSON that can be read"),
    "text": ('{\n "anna-alpha": "x"}', "layout:2:2", "not two numbers"),
    "three numbers": ('{"anna-alpha": [1, 2, 3]}', "layout:1:2", "not two numbers"),
    "not a number": ('{"anna-alpha": [NaN, 1]}', "layout:1:2", "not two numbers"),
    "infinite": ('{"anna-alpha": [1e999, 1]}', "layout:1:2", "not two numbers"),
    "too large": ('{"anna-alpha": [1' + "0" * 400 + ", 1]}", "layout:1:2", "not two numbers"),
    "true": ('{"anna-alpha": [true, 1]}', "layout:1:2", "not two numbers"),
}


@pytest.mark.parametrize("text, where, message", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_a_bad_position_is_a_problem_and_no_position(text, where, message):
    data, problems = read(layout=text)
    assert places(problems) == [where]
    assert message in problems[0].message and "python -m graph layout" in problems[0].fix
    assert not data.layout


def test_a_position_of_nobody_deserves_a_look():
    data, problems = read(layout=json.dumps({"gone": [1, 2], "anna-alpha": [3, 4]}))
    assert [problem.degree for problem in problems] == ["look"]
    assert data.layout == {"anna-alpha": (3.0, 4.0)}


def test_problems_of_all_files_come_at_once_in_the_order_of_files_and_lines():
    _, problems = read(
        vocabulary=GOOD["vocabulary.yaml"].replace("sign: -1", "sing: -1"), actors=GOOD["actors.yaml"] + "- id: c\n- id: 'd\n",
        relations=GOOD["relations.yaml"] + "- sauce: a\n", documents="- id: paper\n", layout="{",
    )
    files = [Path(problem.mark.file).name for problem in problems]
    assert list(dict.fromkeys(files)) == [
        "vocabulary.yaml", "actors.yaml", "relations.yaml", "documents.yaml", "layout.json"]
    lines = [problem.mark.line for problem in problems if problem.mark.file.endswith("relations.yaml")]
    assert lines == sorted(lines)


def test_the_version_is_that_of_the_bytes(tmp_path):
    folder = write(tmp_path / "data")
    version = load(folder)[0].version
    assert len(version) == 64 and version == version_of(folder)
    with open(folder / "actors.yaml", "a") as file:
        file.write("# a comment\n")
    assert load(folder)[0].version == version_of(folder) != version


def test_the_collector_is_left_as_it_was():
    assert gc.isenabled()
    read()
    assert gc.isenabled()
    gc.disable()
    try:
        read()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_many_records_with_the_same_fields_share_their_set_and_no_copy_changes_it(monkeypatch):
    monkeypatch.setattr("graph.load.records.MANY", 0)
    actors = read(actors=GOOD["actors.yaml"] + "".join(LAST.replace("zoya", f"z{i}") for i in range(5)))[0].actors
    first, *others = [actors[f"z{i}-zeta"] for i in range(5)]
    assert all(other.model_fields_set is first.model_fields_set for other in others)
    before = set(first.model_fields_set)
    assert first.model_copy(update={"wikidata": "Q1"}).model_fields_set == before | {"wikidata"}
    assert others[0].model_fields_set == before


def test_what_somebody_else_has_frozen_stays_frozen():
    gc.freeze()
    try:
        before = gc.get_freeze_count()
        read()
        assert gc.get_freeze_count() > before // 2
    finally:
        gc.unfreeze()


NAMES = sorted(set(GOOD) - {"layout.json"})
WHOLE = read()[0]


def survives(name: str, content: bytes):
    """Reads the good files with this one instead. What comes out is closed; and where nothing is said to be
    wrong, every record that YAML's own loader finds in it has come out."""
    data, problems = load_files({**{n: c.encode() for n, c in GOOD.items()}, name: content}, FOLDER)
    for relation in data.relations.values():
        assert {relation.source, relation.target} <= data.actors.keys()
        assert relation.kind in data.vocabulary.relation_kinds
        assert {claim.document for claim in relation.claims} <= data.documents.keys()
        assert data.marks["relations", relation.id]["source"].line >= 1
    for event in data.events.values():
        assert set(event.actors) <= data.actors.keys()
    for problem in problems:
        assert problem.message and problem.fix and problem.mark.column >= 1
        assert 1 <= problem.mark.line <= (content.count(b"\n") + 2 if problem.mark.file.endswith(name) else 99)
    if not problems and name != "layout.json":
        plain = yaml.load(content.decode("utf-8-sig"), Loader=yaml.CBaseLoader) or []
        written = sum(map(len, plain.values())) if isinstance(plain, dict) else len(plain)
        rooms = lists_of(data.vocabulary) if name == "vocabulary.yaml" else [getattr(data, name.removesuffix(".yaml"))]
        assert written == sum(map(len, rooms))
    return data, problems


def lists_of(vocabulary):
    return [vocabulary.actor_kinds, vocabulary.families, vocabulary.relation_kinds]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 2000))
def test_a_file_cut_anywhere_never_raises_and_keeps_what_stands_before(name, length):
    content = GOOD[name].encode()[:length]
    data, problems = survives(name, content)
    if data != WHOLE and not problems and name in ("actors.yaml", "documents.yaml"):
        room = name.removesuffix(".yaml")
        whole, cut = getattr(WHOLE, room), getattr(data, room)
        assert [cut[each] for each in cut][:-1] == [whole[each] for each in cut][:-1]  # only the last can be another


CUTS = st.integers(0, 2000)
BITS = st.one_of(
    st.sampled_from([b"\t", b"\n", b"- ", b": ", b"'", b'"', b"[", b"]", b"{", b"}", b"#", b"&a ", b"*a", b"!!x ", b"\0", b"\xff",
                     b"? ", b"| ", b"> ", b"---\n", b"...\n", b"%", b"\r", b"\xc2\x85", b"\\", b"<<<<<<< a\n", b"=======\n",
                     b"~", b"null", b"  ", b","]),
    st.binary(max_size=3),
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(NAMES), st.lists(st.tuples(CUTS, st.integers(0, 3), BITS), min_size=1, max_size=4))
def test_a_file_changed_anywhere_never_raises(name, changes):
    content = GOOD[name].encode()
    for at, gone, put in changes:
        at %= len(content) + 1
        content = content[:at] + put + content[at + gone:]
    survives(name, content)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab:-[]{}'\"\n #&*!|>%@`,?\t~<=", max_size=60))
def test_any_text_never_raises(text):
    survives("actors.yaml", text.encode())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_never_raise(data):
    survives("relations.yaml", data)
    survives("layout.json", data)
