"""Sentences that are English wherever a text will do, and the reader's language on the screen."""

import copy
import datetime
import json
import pickle
import string

import pytest

from corpus import CASES, GOOD
from graph.check import check
from graph.dates import parse_date
from graph.formats.reading import read
from graph.load import load_files
from graph.load.snapshot import pack_problems, unpack_problems
from graph.locale.update import catalogue, sources
from graph.model import Mark, Problem
from graph.said import Said, Wrong, said
from graph.words import msgids, translator
from importing import WORDS

TODAY = datetime.date(2026, 11, 22)
RU, KY = translator("ru"), translator("ky")


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def problems(file: str, text: str) -> list[Problem]:
    dataset, found = load_files({name: each.encode() for name, each in {**GOOD, file: GOOD[file] + text}.items()}, "here")
    return [*found, *check(dataset, TODAY)]


def test_a_sentence_is_its_english_text():
    sentence = Said("there is no actor `{id}`", id="nobody")
    assert sentence == "there is no actor `nobody`" and hash(sentence) == hash("there is no actor `nobody`")
    assert f"{sentence}!" == "there is no actor `nobody`!" and json.dumps(sentence) == '"there is no actor `nobody`"'


def test_it_is_told_in_another_language_with_the_sentences_within_it():
    sentence = Said("{record} has no field {name}", record=Said("an actor"), name="`naem`")
    assert sentence == "an actor has no field `naem`"
    assert sentence.said(RU) == "актор: поля `naem` нет"
    assert said("words of a file", RU) == "words of a file"


def test_braces_in_what_somebody_wrote_stay_what_they_are():
    assert Said("'{text}' is not a date", text="{text}{0}{x.y}").said(RU) == "'{text}{0}{x.y}' — не дата"


@pytest.mark.parametrize("again", [
    lambda each: pickle.loads(pickle.dumps(each)), copy.deepcopy,
    lambda each: unpack_problems(json.loads(json.dumps(pack_problems([each], "data/"))), "data/")[0],
], ids=["pickled", "copied", "kept as JSON"])
def test_a_problem_that_was_stored_is_equal_and_still_told_in_any_language(again):
    fix = Said("did you mean `{near}`?", near="aida-one")
    problem = Problem(Mark("data/actors.yaml", 3, 5), "bolot-two", Said("{name} {wrong}", name="`start`", wrong=Said("is empty")), fix, "look")
    back = again(problem)
    assert back == problem and hash(back) == hash(problem) and str(back) == str(problem)
    assert str(back.said(RU)) == str(problem.said(RU)) == "data/actors.yaml:3:5: bolot-two: `start`: пусто; может быть, `aida-one`?"


def test_a_wrong_text_is_one_sentence_in_english_and_two_parts():
    with pytest.raises(ValueError) as raised:
        parse_date("2010-13")
    wrong = raised.value
    assert isinstance(wrong, Wrong) and str(wrong).startswith("'2010-13' is not a day of the calendar: write 2005")
    assert wrong.said(KY).startswith("'2010-13' — календарда мындай күн жок: 2005")
    assert str(pickle.loads(pickle.dumps(wrong))) == str(wrong)


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_every_text_of_the_code_is_translated_with_the_same_names_in_braces(language):
    """All that the extraction finds: Problems, refusals and the rest of the interface."""
    known = catalogue(language)
    wrong = [msgid for msgid in set(msgids(sources()))
             if not (message := known.get(msgid)) or not message.string or _differ(msgid, message.string)]
    assert wrong == []


def _differ(msgid: str, text: str) -> bool:
    try:
        return names(msgid) != names(text)
    except ValueError:  # a brace of JavaScript or CSS: no template
        return msgid.count("{") != text.count("{")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file} {case.name}")
def test_nothing_said_of_a_broken_file_stays_english(case):
    """The corpus of broken files: every sentence is a template of the catalogues, in Russian and in Kyrgyz."""
    dataset, found = load_files({name: text.encode() for name, text in GOOD.items()} | {case.file: case.content()}, "here")
    for problem in [*found, *check(dataset, TODAY)]:
        for text in (problem.message, problem.fix):
            assert isinstance(text, Said) or not text, text
            for part in parts(text):
                assert RU(part.template) and KY(part.template)
                assert RU(part.template) != part.template or part.template == "{name}: {wrong}", part.template


def parts(text: object) -> list[Said]:
    return [text, *(part for value in text.values.values() for part in parts(value))] if isinstance(text, Said) else []


@pytest.mark.parametrize("text, ru, ky", [
    ("- {id: new-one, kind: person, name: {en: New One, ru: Новый, ky: Жаңы}, note: {en: x}, start: 2010-02-30}\n",
     "new-one: `start`: '2010-02-30' — такого дня в календаре нет; напишите 2005, 2005-03 или",
     "new-one: `start`: '2010-02-30' — календарда мындай күн жок; 2005, 2005-03 же"),
    ("- {id: new-one, kind: person, name: {en: New One, ru: Новый}, note: {en: x}}\n",
     "new-one: нет имени на ky; добавьте `ky:` в `name`", "new-one: ky тилинде аты жок; `name` ичине `ky:` кошуңуз"),
    ("- {id: new-one, kind: wizard, name: {en: New One, ru: Новый, ky: Жаңы}, note: {en: x}}\n",
     "new-one: нет вида акторов `wizard`; напишите одно из: person, group",
     "new-one: акторлордун `wizard` деген түрү жок; булардын бирин жазыңыз: person, group"),
])
def test_what_is_wrong_is_told_in_russian_and_kyrgyz(text, ru, ky):
    (problem,) = [each for each in problems("actors.yaml", text) if each.record == "new-one"]
    assert problem.said(RU).sentence.startswith(ru) and problem.said(KY).sentence.startswith(ky)
    assert problem.said(translator("en")) == problem


@pytest.mark.parametrize("name, data", [
    ("a.csv", b"source,target,kind,start,end\nAnna Alpha,Bek Beta,supports,2010,2005\nAnna Alpha,Anna Alpha,supports,03/04/2005,\n,Bek Beta,supports,,\n"),
    ("a.csv", b'source,target\n"Anna'), ("a.csv", b"one,two\n1,2\n"), ("a.zip", b"PK\x03\x04"), ("a.json", b'{"nodes": [1], "links": ["x"]}'),
    ("a.json", b'{"nodes": ['), ("a.json", b'{"persons": [{"name": "Anna"}, 7], "memberships": [{"person_id": "nobody"}]}'),
    ("a.ftm", b'{"id": "a", "schema": "Person", "properties": {"name": ["A"]}}\n{"id": "m", "schema": "Membership", "properties": {"member": ["a"]}}\nx\n'),
    ("a.gexf", b"<gexf><graph><nodes><node id='a'/>"), ("a.graphml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><graphml/>"), ("a.txt", b"?"), ("a.csv", b""),
], ids=lambda each: str(each)[:40])
def test_nothing_said_of_a_file_to_import_stays_english(name, data):
    found = read(data, name, WORDS).problems
    assert found
    for problem in found:
        for text in filter(None, (problem.message, problem.fix)):
            assert isinstance(text, Said) and RU(text.template) != text.template != KY(text.template) or text.template == "{name}: {wrong}", text


def test_what_becomes_of_an_imported_file_is_told_in_the_readers_language():
    data = b"source,target,kind,start,colour,mood\nAnna Alpha,Bek Beta,supports,2005,red,good\nAnna Alpha,Bek Beta,hugs,x,red,bad\n"
    report = read(data, "a.csv", WORDS).report
    english, russian, kyrgyz = ([line for _, lines in report.sections(each) for line in lines] for each in (str, RU, KY))
    assert {"rows of ties: 2", "actors: 2", "attribute mood of ties: 2 — a dataset has no field for it"} <= set(english)
    assert {"строки связей: 2", "акторы: 2", "атрибут mood (связи): 2 — в наборе для этого нет поля"} <= set(russian)
    assert {"байланыштардын саптары: 2", "акторлор: 2", "mood атрибуту (байланыштар): 2 — топтомдо бул үчүн талаа жок"} <= set(kyrgyz)
    assert not set(english) & {*russian, *kyrgyz}
