"""Whose word each tie is."""

import pytest

from graph.lines import said
from graph.voices import Voice, contested, side_by_side, voices
from making import dataset

DOCUMENTS = "red 2010 Red_Star\nred2 2011 Red_Star\nblue 2010 Blue_Times"


def data(ties: str):
    return dataset(ties, documents=DOCUMENTS.replace("_", " "))


RED, BLUE = Voice("standpoint", "Red Star"), Voice("standpoint", "Blue Times")


def test_two_voices_agree_differ_and_contradict_each_other():
    found = side_by_side(data("a supports b 2010 red #1\na supports c 2010 blue #2\na supports d 2010 red2 blue #3\na supports e 2010 red blue! #4"), RED, BLUE)
    assert (found.only_first, found.only_second, found.both, found.contradicting) == (("1",), ("2",), ("3",), ("4",))
    assert found.opposed == ()


def test_of_the_same_two_actors_one_voice_tells_of_good_terms_and_the_other_of_bad():
    found = side_by_side(data("a supports b 2010 red #1\nb opposes a 2010 blue #2\na supports c 2010 red blue #3"), RED, BLUE)
    assert found.opposed == ((("1",), ("2",)),)


def test_a_speaker_is_whoever_is_quoted_and_a_document_for_its_own_voice():
    found = data("a supports b 2010 red/ann #1\na supports c 2010 red #2")
    assert side_by_side(found, Voice("speaker", "ann"), Voice("speaker", "red")).only_first == ("1",)
    assert side_by_side(found, Voice("speaker", "ann"), Voice("speaker", "red")).only_second == ("2",)


def test_voices_are_listed_with_the_ties_they_speak_of_the_most_telling_first():
    found = voices(data("a supports b 2010 red red2 #1\na supports c 2010 red/ann #2\na supports d 2010 blue #3"))
    assert [(str(voice), count) for voice, count in found.items()] == [
        ("standpoint:Red Star", 2), ("standpoint:Blue Times", 1), ("speaker:ann", 1),
        ("document:red", 2), ("document:blue", 1), ("document:red2", 1),
    ]


def test_contested_ties_come_by_family():
    found = contested(data("a opposes b 2010 red blue! #1\na supports b 2010 red blue! #2\na supports c 2010 red #3"))
    assert [tie.id for tie in found] == ["2", "1"]


def test_whose_words_are_english_is_said_to_a_reader_of_another_language():
    told = data("a supports b 2010 red/a_diplomat #1")
    assert [said(claim, told, language).who for claim in told.relations["1"].claims for language in ("en", "ru")] == [
        "a diplomat", "«a diplomat» (англ.)"]


def test_what_names_no_voice_is_refused():
    assert Voice.named(str(RED)) == RED
    for text in ("", "red", "paper:red", "document:"):
        with pytest.raises(ValueError, match="names no voice"):
            Voice.named(text)
