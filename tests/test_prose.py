"""Prose, word for word, in three languages."""

import datetime
import re

import pytest

from graph.compare import compare
from graph.grammar import capitalised
from graph.model import Actor, ActorKind, Dataset, Document, Family, Relation, RelationKind, Vocabulary
from graph.prose import escape, read_actor, read_comparison, read_pair, read_window
from graph.selection import Selection, select

TODAY = datetime.date(2026, 1, 1)


def kind(id, family, sign, en, ru, ky, past):
    return RelationKind(
        id=id, label={"en": id}, family=family, sign=sign,
        reading={"en": en, "ru": ru, "ky": ky}, past=dict(zip(("en", "ru", "ky"), past)),
    )  # fmt: skip


VOCABULARY = Vocabulary(
    {k: ActorKind(id=k, label={"en": k}, labels={"en": k}, shape="dot") for k in ("person", "state", "group", "body")},
    {
        "office": Family(
            id="office", label={"en": "office", "ru": "должности", "ky": "кызмат"},
            colour="#000000", colour_dark="#ffffff",
        ),
        "diplomacy": Family(
            id="diplomacy", label={"en": "diplomacy", "ru": "дипломатия", "ky": "дипломатия"},
            colour="#000000", colour_dark="#ffffff",
        ),
        "violence": Family(
            id="violence", label={"en": "violence", "ru": "насилие", "ky": "зордук-зомбулук"},
            colour="#000000", colour_dark="#ffffff",
        ),
    },
    {
        "holds_office_in": kind(
            "holds_office_in", "office", 0,
            "{source} [is|are] {role} ({target}) // {source} [holds|hold] office in {target}",
            "{source} — {role} ({target}) // {source} [занимает|занимают] должность в {target:loc}",
            "{source} — {role} ({target}) // {source} {target:loc} кызмат ээлейт",
            (
                "{source} [was|were] {role} ({target}) // {source} held office in {target}",
                "{source} [был|была|было|были] {role:ins} ({target}) // {source} [занимал|занимала|занимало|занимали] "
                "должность в {target:loc}",
                "{source} {role} болгон ({target}) // {source} {target:loc} кызмат ээлеген",
            ),
        ),
        "appeals_to": kind(
            "appeals_to", "diplomacy", 0, "{source} [appeals|appeal] to {target}",
            "{source} [обращается|обращаются] к {target:dat}", "{source} {target:dat} кайрылат",
            (
                "{source} appealed to {target}", "{source} [обратился|обратилась|обратилось|обратились] к {target:dat}",
                "{source} {target:dat} кайрылган",
            ),
        ),
        "attacks": kind(
            "attacks", "violence", -1, "{source} [attacks|attack] {target}",
            "{source} [нападает|нападают] на {target:acc}", "{source} {target:dat} кол салат",
            (
                "{source} attacked {target}", "{source} [напал|напала|напало|напали] на {target:acc}",
                "{source} {target:dat} кол салган",
            ),
        ),
    },
)  # fmt: skip


def actor(id, kind, en, ru, ky, **more):
    return Actor(id=id, kind=kind, name={"en": en, "ru": ru, "ky": ky}, **more)


ACTORS = [
    actor("roza-otunbayeva", "person", "Roza Otunbayeva", "Роза Отунбаева", "Роза Отунбаева", start="1950-08-23"),
    actor("dmitry-medvedev", "person", "Dmitry Medvedev", "Дмитрий Медведев", "Дмитрий Медведев"),
    actor("kurmanbek-bakiyev", "person", "Kurmanbek Bakiyev", "Курманбек Бакиев", "Курманбек Бакиев"),
    actor("kyrgyzstan", "state", "Kyrgyzstan", "Кыргызстан", "Кыргызстан"),
    actor("bakiyev-supporters", "group", "Bakiyev supporters", "Сторонники Бакиева", "Бакиевдин тарапкерлери"),
    actor("uzbeks", "group", "Ethnic Uzbeks", "Этнические узбеки", "Этникалык өзбектер"),
]
DOCUMENTS = [
    Document(
        id="times",
        title="Moscow Faces Test",
        publisher="The Moscow Times",
        date="2010-06-14",
        url="https://example.org/a?b=1",
    ),
    Document(id="book", title="Kyrgyzstan", author="A. Author", date="2012"),
]


def dataset(*relations, actors=ACTORS):
    made = [Relation(**relation) for relation in relations]
    return Dataset(
        VOCABULARY, {a.id: a for a in actors}, {r.id: r for r in made}, {d.id: d for d in DOCUMENTS}, version="0" * 64
    )


APPEAL = {
    "source": "roza-otunbayeva", "target": "dmitry-medvedev", "kind": "appeals_to", "date": "2010-06-12/2010-06-13",
    "role": {"en": "help to end the unrest", "ru": "помощь против беспорядков", "ky": "башаламандыкка каршы жардам"},
    "claims": [{"document": "times", "page": "3", "quote": "Otunbayeva appealed to Medvedev"}],
}  # fmt: skip
OFFICE = {
    "source": "roza-otunbayeva", "target": "kyrgyzstan", "kind": "holds_office_in",
    "start": "2010-04", "end": "2011-12-01",
    "role": {"en": "President", "ru": "президент", "ky": "президент"}, "claims": [{"document": "book"}],
}  # fmt: skip


def attack(*claims, **more):
    when = {"date": "2010-06-11"} | more
    return {"source": "bakiyev-supporters", "target": "uzbeks", "kind": "attacks", "claims": list(claims), **when}


def only_sentence(relation, language):
    """The text of a pair of whom just one tie is told."""
    reading = read_pair(dataset(relation), relation["source"], relation["target"], language=language, today=TODAY)
    [paragraph] = reading.paragraphs
    return paragraph.text()


def test_an_actor_reads_as_a_text_with_sources():
    reading = read_actor(dataset(APPEAL, OFFICE), "roza-otunbayeva", language="en", today=TODAY)
    assert reading.text() == (
        "Roza Otunbayeva\n"
        "\n"
        "Born: 23 August 1950.\n"
        "\n"
        "Office\n"
        "From April 2010 to 1 December 2011 Roza Otunbayeva was President (Kyrgyzstan) [1].\n"
        "\n"
        "Diplomacy\n"
        "On 12–13 June 2010 Roza Otunbayeva appealed to Dmitry Medvedev: help to end the unrest [2].\n"
        "\n"
        "Sources\n"
        "[1] A. Author, “Kyrgyzstan”, 2012\n"
        "[2] “Moscow Faces Test”, The Moscow Times, 14 June 2010, p. 3, https://example.org/a?b=1: "
        "“Otunbayeva appealed to Medvedev”\n"
    )


@pytest.mark.parametrize(
    ("language", "office", "appeal"),
    [
        (
            "ru",
            "С апреля 2010 года по 1 декабря 2011 года Роза Отунбаева была президентом (Кыргызстан) [1].",
            "12–13 июня 2010 года Роза Отунбаева обратилась к Дмитрию Медведеву: помощь против беспорядков [2].",
        ),
        (
            "ky",
            "2010-жылдын апрелинен баштап 2011-жылдын 1-декабрына чейин Роза Отунбаева президент болгон "
            "(Кыргызстан) [1].",
            "2010-жылдын 12–13-июнунда Роза Отунбаева Дмитрий Медведевге кайрылган: башаламандыкка каршы жардам [2].",
        ),
    ],
)
def test_an_actor_reads_in_russian_and_kyrgyz(language, office, appeal):
    _about, offices, diplomacy = read_actor(
        dataset(APPEAL, OFFICE), "roza-otunbayeva", language=language, today=TODAY
    ).paragraphs
    assert [offices.text(), diplomacy.text()] == [office, appeal]


ROZA = {"document": "times", "by": "roza-otunbayeva", "quote": "They did it"}
DENIAL = {"document": "times", "by": "kurmanbek-bakiyev", "stance": "denies", "quote": "They did not"}
OWN = {"document": "times", "quote": "The attack"}
GUESS = {"document": "times", "by": "roza-otunbayeva", "stance": "speculates"}
BACK = {"document": "book", "by": "roza-otunbayeva", "stance": "withdraws"}


@pytest.mark.parametrize(
    ("claims", "en", "ru", "ky"),
    [
        (
            [OWN],
            "On 11 June 2010 Bakiyev supporters attacked ethnic Uzbeks [1].",
            "11 июня 2010 года сторонники Бакиева напали на этнических узбеков [1].",
            "2010-жылдын 11-июнунда Бакиевдин тарапкерлери этникалык өзбектерге кол салган [1].",
        ),
        (
            [ROZA],
            "According to Roza Otunbayeva, on 11 June 2010 Bakiyev supporters attacked ethnic Uzbeks [1].",
            "По словам Розы Отунбаевой, 11 июня 2010 года сторонники Бакиева напали на этнических узбеков [1].",
            "Роза Отунбаеванын айтымында, 2010-жылдын 11-июнунда Бакиевдин тарапкерлери этникалык өзбектерге "
            "кол салган [1].",
        ),
        (
            [ROZA, DENIAL],
            "According to Roza Otunbayeva, on 11 June 2010 Bakiyev supporters attacked ethnic Uzbeks [1]; "
            "Kurmanbek Bakiyev denies it [2].",
            "По словам Розы Отунбаевой, 11 июня 2010 года сторонники Бакиева напали на этнических узбеков [1]; "
            "Курманбек Бакиев это отрицает [2].",
            "Роза Отунбаеванын айтымында, 2010-жылдын 11-июнунда Бакиевдин тарапкерлери этникалык өзбектерге "
            "кол салган [1]; "
            "Курманбек Бакиев муну четке кагат [2].",
        ),
        (
            [OWN, ROZA, DENIAL],
            "On 11 June 2010 Bakiyev supporters attacked ethnic Uzbeks [1]; Roza Otunbayeva says so too [2]; "
            "Kurmanbek Bakiyev denies it [3].",
            "11 июня 2010 года сторонники Бакиева напали на этнических узбеков [1]; Роза Отунбаева это "
            "подтверждает [2]; "
            "Курманбек Бакиев это отрицает [3].",
            "2010-жылдын 11-июнунда Бакиевдин тарапкерлери этникалык өзбектерге кол салган [1]; "
            "Роза Отунбаева муну ырастайт [2]; Курманбек Бакиев муну четке кагат [3].",
        ),
        (
            [GUESS],
            "It is only supposed that on 11 June 2010 Bakiyev supporters attacked ethnic Uzbeks (Roza Otunbayeva) [1].",
            "Лишь предполагается, что 11 июня 2010 года сторонники Бакиева напали на этнических узбеков (Роза "
            "Отунбаева) [1].",
            "2010-жылдын 11-июнунда Бакиевдин тарапкерлери этникалык өзбектерге кол салган деген божомол гана бар "
            "(Роза Отунбаева) [1].",
        ),
        (
            [ROZA, BACK],
            "It was said that on 11 June 2010 Bakiyev supporters attacked ethnic Uzbeks [1]; Roza Otunbayeva "
            "took this back [2].",
            "Утверждалось, что 11 июня 2010 года сторонники Бакиева напали на этнических узбеков [1]; "
            "Роза Отунбаева берёт эти слова назад [2].",
            "2010-жылдын 11-июнунда Бакиевдин тарапкерлери этникалык өзбектерге кол салган деп айтылган [1]; "
            "Роза Отунбаева бул сөзүн кайтарып алган [2].",
        ),
        (
            [DENIAL],
            "Kurmanbek Bakiyev denies that on 11 June 2010 Bakiyev supporters attacked ethnic Uzbeks [1].",
            "Курманбек Бакиев отрицает, что 11 июня 2010 года сторонники Бакиева напали на этнических узбеков [1].",
            "Курманбек Бакиев 2010-жылдын 11-июнунда Бакиевдин тарапкерлери этникалык өзбектерге кол салган дегенди "
            "четке кагат [1].",
        ),
    ],
    ids=["stated", "claimed", "contested", "contested, stated by one", "speculated", "withdrawn", "only denied"],
)
def test_each_status_is_told_with_who_says_what(claims, en, ru, ky):
    assert only_sentence(attack(*claims), "en") == en
    assert only_sentence(attack(*claims), "ru") == ru
    assert only_sentence(attack(*claims), "ky") == ky


def test_several_voices_deny_in_the_plural_and_a_document_speaks_by_its_publisher():
    second = {"document": "book", "stance": "denies"}
    assert only_sentence(attack(OWN, DENIAL, second), "en").endswith(
        "; Kurmanbek Bakiyev and “Kyrgyzstan” deny it [2, 3]."
    )
    assert only_sentence(attack(OWN, DENIAL, second), "ru").endswith(
        "; Курманбек Бакиев и «Kyrgyzstan» это отрицают [2, 3]."
    )
    assert only_sentence(attack({"document": "book"}, {"document": "times", "stance": "denies"}), "en").endswith(
        "; The Moscow Times denies it [2]."
    )


def test_words_for_a_voice_that_is_no_actor_stay_the_documents_own():
    rumours = {"document": "times", "by": "two witnesses"}
    assert only_sentence(attack(rumours), "en").startswith("According to two witnesses, on 11 June 2010")
    assert only_sentence(attack(rumours), "ru").startswith("По словам «two witnesses» (англ.), 11 июня 2010 года")
    assert "«two witnesses» (англ.) айтымында, 2010-жылдын" in only_sentence(attack(rumours), "ky").lower()
    russian = {"document": "times", "by": "два свидетеля"}
    assert only_sentence(attack(russian), "ru").startswith("По словам «два свидетеля», 11 июня 2010 года")


@pytest.mark.parametrize(
    ("voice", "en", "ru"),
    [
        ("several lawmakers", "several lawmakers deny it", "отрицают"),
        ("supporters of one man", "supporters of one man deny it", "отрицают"),
        ("scrutiny by rival politicians", "scrutiny by rival politicians denies it", "отрицает"),
        ("James, lawyer", "James, lawyer denies it", "отрицает"),
    ],
)
def test_words_for_a_voice_agree_with_how_many_they_mean(voice, en, ru):
    denial = {"document": "book", "by": voice, "stance": "denies"}
    assert only_sentence(attack(OWN, denial), "en").endswith(f"; {en} [2].")
    assert only_sentence(attack(OWN, denial), "ru").endswith(f"; «{voice}» (англ.) это {ru} [2].")


@pytest.mark.parametrize(("start", "text"), [("1948", "1948-ж."), ("1948-05-08", "1948-ж. 8-май.")])
def test_the_full_stop_of_an_abbreviated_kyrgyz_year_ends_the_sentence_too(start, text):
    person = actor("roza-otunbayeva", "person", "Roza Otunbayeva", "Роза Отунбаева", "Роза Отунбаева", start=start)
    told = read_actor(dataset(actors=[person]), "roza-otunbayeva", language="ky", today=TODAY)
    assert told.paragraphs[0].text() == f"Туулган күнү: {text}"


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ({"date": "2010-06?"}, "Perhaps in June 2010 Bakiyev supporters attacked ethnic Uzbeks [1]."),
        ({"date": None}, "Bakiyev supporters attacked ethnic Uzbeks (seen on 14 June 2010) [1]."),
        (
            {"date": None, "start": "2010-06-11", "end": "unknown"},
            "Bakiyev supporters attacked ethnic Uzbeks (from 11 June 2010, end unknown) [1].",
        ),
        (
            {"date": None, "start": "2010-06", "end": "ongoing"},
            "Since June 2010 Bakiyev supporters attack ethnic Uzbeks [1].",
        ),
        ({"date": None, "end": "ongoing"}, "Bakiyev supporters attack ethnic Uzbeks [1]."),
    ],
)
def test_time_is_told_no_more_certainly_than_it_is_known(when, text):
    assert only_sentence(attack(OWN, **when), "en") == text


def test_ties_that_nothing_dates_come_last_under_their_own_heading():
    undated = {k: v for k, v in APPEAL.items() if k != "date"} | {"claims": [{"document": "undated"}]}
    whole = dataset(undated, attack(OWN))
    whole = Dataset(
        whole.vocabulary,
        whole.actors,
        whole.relations,
        {**whole.documents, "undated": Document(id="undated", title="U")},
    )
    reading = read_window(select(whole, Selection(), TODAY), title="All", language="en", today=TODAY)
    everything = read_actor(whole, "dmitry-medvedev", language="en", today=TODAY)
    assert [p.heading for p in everything.paragraphs] == ["Without a date"]
    assert (
        everything.paragraphs[0].text() == "Roza Otunbayeva appealed to Dmitry Medvedev (help to end the unrest) [1]."
    )
    assert reading.paragraphs[0].heading == "Violence"


def test_a_window_says_which_ties_are_merely_possible():
    tie = attack(OWN, date=None, start="2009", end="2010~")
    part = select(dataset(tie), Selection(first="2011"), TODAY)
    reading = read_window(part, title="2011", language="en", today=TODAY)
    assert reading.paragraphs[0].text() == (
        "From 2009 to about 2010 Bakiyev supporters attacked ethnic Uzbeks (perhaps in this time, perhaps not) [1]."
    )


def test_whoever_is_quoted_is_named_though_the_part_leaves_them_out():
    said = attack({"document": "book", "by": "roza-otunbayeva"})
    whole = dataset(said, APPEAL)
    part = select(whole, Selection(families=("violence",)), TODAY)
    told = read_window(part, title="All", language="ru", today=TODAY, speakers=whole.actors)
    assert told.paragraphs[0].text().startswith("По словам Розы Отунбаевой, 11 июня 2010 года")


def test_nothing_to_tell_is_no_evidence_of_nothing():
    reading = read_pair(dataset(APPEAL), "uzbeks", "kyrgyzstan", language="en", today=TODAY)
    assert reading.text() == (
        "Ethnic Uzbeks and Kyrgyzstan\n\nThese documents tell of no such tie. That is no evidence that there "
        "was none.\n"
    )


def test_a_claim_has_one_footnote_however_often_it_is_cited():
    fight = attack(OWN, date="2010-06-12")
    reading = read_pair(dataset(attack(OWN), fight), "uzbeks", "bakiyev-supporters", language="en", today=TODAY)
    assert reading.paragraphs[0].text().count("[1]") == 2
    assert len(reading.footnotes) == 1


def test_a_comparison_tells_what_began_and_ended():
    whole = dataset(OFFICE | {"start": "2010", "end": "2011"}, APPEAL | {"date": "2012"})
    before, after = Selection(first="2010"), Selection(first="2012")
    reading = read_comparison(
        compare(whole, before, after, TODAY), whole, title="2010, 2012", language="en", today=TODAY
    )
    assert [(p.heading, p.text()) for p in reading.paragraphs] == [
        ("Began", "In 2012 Roza Otunbayeva appealed to Dmitry Medvedev: help to end the unrest [1]."),
        ("Ended", "From 2010 to 2011 Roza Otunbayeva was President (Kyrgyzstan) [2]."),
        ("Changed office", "Before: from 2010 to 2011 Roza Otunbayeva was President (Kyrgyzstan) [2]."),
    ]


def test_names_are_text_and_never_markup():
    hostile = "<img src=x onerror=alert(1)> **[a](javascript:alert(1))** :red[b] $c$ https://evil.example"
    actors = [
        a if a.id != "kyrgyzstan" else a.model_copy(update={"name": a.name.model_copy(update={"en": hostile})})
        for a in ACTORS
    ]
    markdown = read_actor(dataset(OFFICE, actors=actors), "kyrgyzstan", language="en", today=TODAY).markdown()
    unescaped = re.sub(r"\\.", "", markdown)  # without what a backslash takes its meaning from
    assert not set("<>[]*_`$!|~") & set(unescaped)
    assert "https:" not in unescaped
    assert ":red" not in unescaped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, words: here", "plain, words: here"),
        ("a*b_c`d`", "a\\*b\\_c\\`d\\`"),
        ("1. no list", "1\\. no list"),
        ("- no list", "\\- no list"),
        ("two\nlines", "two lines"),
        ("Tom & Jerry", "Tom \\& Jerry"),
    ],
)
def test_escape(text, shown):
    assert escape(text) == shown


def test_an_address_becomes_a_link_only_if_it_is_plain():
    note = read_actor(dataset(APPEAL), "dmitry-medvedev", language="en", today=TODAY).footnotes[0]
    assert "<https://example.org/a?b=1>" in note.markdown()


def test_sentences_begin_large():
    assert capitalised("the “x”") == "The “x”"
    assert capitalised("«правительство»") == "«Правительство»"
    assert capitalised("2010-жылы") == "2010-жылы"
