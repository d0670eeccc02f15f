"""The interface in three languages: nothing untranslated, nothing left over; dates in words."""

import re

import pytest

from graph.locale.update import TRANSLATIONS, catalogue, sources
from graph.model import Event, Relation
from graph.words import date_phrase, date_text, msgids, quoted, strings, translator, voice, written_date

USED = set(msgids(sources()))


def placeholders(text):
    """{name} and {name:gen} alike; the order may differ."""
    return sorted(re.findall(r"\{(\w*)(?::\w+)?\}", text))


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_text_is_translated(language):
    known = {message.id: message.string for message in catalogue(language) if message.id}
    missing = sorted(text for text in USED if not known.get(text))
    assert not missing, f"{language}.po lacks these; run python -m graph.locale.update and fill them in: {missing}"


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_translation_is_left_over(language):
    left = sorted(message.id for message in catalogue(language) if message.id and message.id not in USED)
    assert not left, f"no code uses these any more; run python -m graph.locale.update: {left}"


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_translations_hold_the_same_placeholders(language):
    wrong = {
        message.id: message.string
        for message in catalogue(language)
        if message.id and message.string and placeholders(message.id) != placeholders(message.string)
    }
    assert not wrong


def test_texts_are_found_in_python_javascript_and_templates(tmp_path):
    (tmp_path / "a.py").write_text(
        '_ = translator("ru")\nprint(_("One"), _("Two "\n  "halves"), other("Not this"))', encoding="utf-8"
    )
    (tmp_path / "b.js").write_text(
        'el.title = t("Three"); view.t(\'Four {count}\', { count }); start("Not this")', encoding="utf-8"
    )
    (tmp_path / "c.html").write_text("<p>{{ _('Five') }}</p><p>Not this</p>", encoding="utf-8")
    assert set(msgids(sorted(tmp_path.iterdir()))) == {"One", "Two halves", "Three", "Four {count}", "Five"}


def test_a_translator_translates_and_leaves_alone_what_it_does_not_know():
    assert translator("ru")("Sources") == "Источники"
    assert translator("ky")("Sources") == "Булактар"
    assert translator("en")("Sources") == "Sources"
    assert translator("ru")("No such text anywhere") == "No such text anywhere"


def test_the_view_gets_every_text_it_shows():
    assert strings("en")["Zoom in"] == "Zoom in"
    assert strings("ru")["Zoom in"] == "Приблизить"
    assert strings("ru").keys() == strings("ky").keys() == strings("en").keys()


# -- dates


def tie(seen=(), **when):
    claims = [{"document": "d", "date": day} for day in seen] or [{"document": "d"}]
    return Relation(source="a", target="b", kind="k", claims=claims, **when)


@pytest.mark.parametrize(
    ("when", "en", "ru", "ky"),
    [
        ({"date": "2010-06-12"}, "12 June 2010", "12 июня 2010", "2010-ж. 12-июнь"),
        ({"date": "2010-06-12/2010-06-13"}, "12–13 June 2010", "12–13 июня 2010", "2010-ж. 12–13-июнь"),
        ({"date": "2010-05-30/2010-06-02"}, "30 May – 2 June 2010", "30 мая – 2 июня 2010", "2010-ж. 30-май – 2-июнь"),
        ({"date": "2005-03"}, "March 2005", "март 2005", "2005-ж. март"),
        ({"date": "2010-03/2010-04"}, "March–April 2010", "март–апрель 2010", "2010-ж. март–апрель"),
        ({"date": "2005"}, "2005", "2005", "2005-ж."),
        ({"date": "2005/2007"}, "2005–2007", "2005–2007", "2005–2007-жж."),
        ({"date": "2005~"}, "about 2005", "примерно 2005", "болжол менен 2005-ж."),
        ({"date": "2005-03?"}, "perhaps March 2005", "возможно, март 2005", "балким, 2005-ж. март"),
        (
            {"start": "2005-03", "end": "2010-03-24"},
            "March 2005 – 24 March 2010", "март 2005 – 24 марта 2010", "2005-ж. март – 2010-ж. 24-март",
        ),
        ({"start": "2005-03", "end": "ongoing"}, "since March 2005", "с марта 2005", "2005-жылдын мартынан бери"),
        ({"start": "2005~", "end": "ongoing"}, "since about 2005", "примерно с 2005", "болжол менен 2005-жылдан бери"),
        (
            {"start": "2005", "end": "unknown"},
            "from 2005, end unknown", "с 2005, конец неизвестен", "2005-жылдан баштап, аягы белгисиз",
        ),
        ({"start": "2005"}, "from 2005", "с 2005", "2005-жылдан баштап"),
        ({"start": "unknown", "end": "2010-04"}, "until April 2010", "до апреля 2010", "2010-жылдын апрелине чейин"),
        (
            {"end": "ongoing"},
            "ongoing, start unknown", "до сих пор, начало неизвестно", "азыркыга чейин, башталышы белгисиз",
        ),
        ({}, "undated", "без даты", "датасы жок"),
        (
            {"seen": ["2005-03-20"]},
            "seen on 20 March 2005", "по сведениям на 20 марта 2005", "2005-жылдын 20-мартына карата маалымат боюнча",
        ),
        (
            {"start": "2005-03-04", "seen": ["2005-03-20"]},
            "from 4 March 2005, last seen on 20 March 2005",
            "с 4 марта 2005, последние сведения — на 20 марта 2005",
            "2005-жылдын 4-мартынан баштап, акыркы маалымат — 2005-жылдын 20-мартына карата",
        ),
    ],
)  # fmt: skip
def test_when_as_a_label(when, en, ru, ky):
    assert [date_text(tie(**when), language) for language in ("en", "ru", "ky")] == [en, ru, ky]


@pytest.mark.parametrize(
    ("when", "en", "ru", "ky"),
    [
        ({"date": "2010-06-12/2010-06-13"}, "on 12–13 June 2010", "12–13 июня 2010 года", "2010-жылдын 12–13-июнунда"),
        ({"date": "2005-03"}, "in March 2005", "в марте 2005 года", "2005-жылдын мартында"),
        ({"date": "2005-08"}, "in August 2005", "в августе 2005 года", "2005-жылдын августунда"),
        ({"date": "2005"}, "in 2005", "в 2005 году", "2005-жылы"),
        ({"date": "2005~"}, "around 2005", "примерно в 2005 году", "болжол менен 2005-жылы"),
        ({"date": "2005-03?"}, "perhaps in March 2005", "возможно, в марте 2005 года", "балким, 2005-жылдын мартында"),
        (
            {"date": "2010-04/2010-06-23"},
            "between April and 23 June 2010", "между апрелем и 23 июня 2010 года",
            "2010-жылдын апрели менен 23-июнунун ортосунда",
        ),
        (
            {"date": "2005/2007"},
            "between 2005 and 2007", "между 2005 и 2007 годами", "2005-жыл менен 2007-жылдын ортосунда",
        ),
        (
            {"start": "2005-03", "end": "2010-03-24"},
            "from March 2005 to 24 March 2010", "с марта 2005 года по 24 марта 2010 года",
            "2005-жылдын мартынан баштап 2010-жылдын 24-мартына чейин",
        ),
        (
            {"start": "2010-05", "end": "2010-06"},
            "from May to June 2010", "с мая по июнь 2010 года", "2010-жылдын майынан баштап июнуна чейин",
        ),
        (
            {"start": "2005/2007", "end": "2010"},
            "from some time between 2005 and 2007 to 2010",
            "с какого-то времени между 2005 и 2007 годами по 2010 год",
            "2005-жыл менен 2007-жылдын ортосундагы бир убактан баштап 2010-жылга чейин",
        ),
        ({}, "", "", ""),
    ],
)  # fmt: skip
def test_when_as_part_of_a_sentence(when, en, ru, ky):
    assert [date_phrase(tie(**when), language) for language in ("en", "ru", "ky")] == [en, ru, ky]


def test_all_months_have_their_russian_locative_and_kyrgyz_possessive():
    year = [tie(date=f"2010-{month:02}") for month in range(1, 13)]
    assert [date_phrase(t, "ru").split()[1] for t in year] == (
        "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре".split()
    )
    assert [date_phrase(t, "ky").split()[1] for t in year] == (
        "январында февралында мартында апрелинде майында июнунда июлунда августунда сентябрында октябрында ноябрында "
        "декабрында".split()
    )


def test_events_have_dates_in_words_too():
    event = Event(id="e", name={"en": "June violence"}, start="2010-06-11", end="2010-06-14")
    assert date_text(event, "en") == "11 June 2010 – 14 June 2010"


def test_a_written_date_stands_alone():
    assert written_date("2010-06-14/2010-06-15", "en") == "14–15 June 2010"
    assert written_date("2005-12-01", "ru") == "1 декабря 2005"


def test_whom_a_document_names_in_english_is_told_as_such_among_other_words():
    assert voice("several lawmakers", "en") == "several lawmakers"
    assert voice("several lawmakers", "ru") == voice("several lawmakers", "ky") == "«several lawmakers» (англ.)"
    assert voice("депутаттар", "ru") == "«депутаттар»"


def test_a_quotation_that_brings_marks_of_its_own_stands_in_the_lesser_ones():
    assert quoted("on the side") == "“on the side”"
    assert quoted("“They put all the blame on me,” he said") == "‘“They put all the blame on me,” he said’"
    assert quoted("«Ата Мекен» партиясы", "«»") == "„«Ата Мекен» партиясы“"
