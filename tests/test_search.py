import pytest

from graph.model import Actor, Text
from graph.search import find, fold, keys, named
from making import dataset

ALIKE = [
    "Жээнбеков Jeenbekov Zheenbekov Dzheenbekov",
    "Жапаров Japarov Zhaparov Djaparov Dzhaparov Джапаров",
    "Бакиев Bakiev Bakiyev",
    "Атамбаев Atambaev Atambayev Атамбаев",
    "Отунбаева Otunbaeva Otunbayeva",
    "Омурбек Өмүрбек Omurbek Ömürbek",
    "Дмитрий Dmitriy Dmitry Dmitri Dmitrii",
    "Сооронбай Sooronbay Sooronbai Soronbay",
    "Кеңеш Kenesh Kengesh Кенеш",
    "Феликс Feliks Felix",
    "Исхак Iskhak Ishak",
    "Жалал-Абад Jalal-Abad Jalalabad".replace("Jalalabad", "Zhalal-Abad"),
    "Кыргыз Kyrgyz Kirgiz Kirghiz Qyrgyz",
    "Мария Maria Mariya Mariia",
    "Чүй Chuy Chui Чуй",
    "Васильев Vasilyev Vasilev Vasil'ev Vasil’ev",
]


@pytest.mark.parametrize("spellings", ALIKE)
def test_spellings_of_one_name_fold_alike(spellings):
    assert len({fold(spelling) for spelling in spellings.split()}) == 1


def test_different_names_stay_apart():
    names = "Akayev Bakiyev Atambayev Japarov Jeenbekov Babanov Kulov Tekebayev Tashiev Otunbayeva Akayeva Osh Ош2".split()
    assert len({fold(name) for name in names}) == len(names)


def test_folding_leaves_digits_and_other_scripts_and_drops_the_rest():
    assert fold("  Ata-Meken  (2000)! ") == "ata meken 2000"
    assert fold("習近平") == "習近平"
    assert fold("!?") == ""


ACTORS = """
askar-akayev person Askar Akayev
aidar-akayev person Aidar Akayev
bermet-akayeva person Bermet Akayeva
roza-otunbayeva person Roza Otunbayeva
kurmanbek-bakiyev person Kurmanbek Bakiyev
maxim-bakiyev person Maxim Bakiyev
ata-meken party Ata Meken
ata-jurt party Ata-Jurt
"""
TIES = """
askar-akayev opposes kurmanbek-bakiyev 2005
askar-akayev leads ata-meken 2000
kurmanbek-bakiyev opposes roza-otunbayeva 2010
kurmanbek-bakiyev supports maxim-bakiyev 2009
"""
DATA = dataset(TIES, ACTORS)


def test_a_surname_in_another_script_finds_its_bearers_the_most_important_first():
    assert find(DATA, "Акаев") == ["askar-akayev", "aidar-akayev", "bermet-akayeva"]
    assert find(DATA, "бакиев")[0] == "kurmanbek-bakiyev"


def test_words_may_stand_in_any_order_and_be_half_typed():
    assert find(DATA, "Otunbaeva Roza") == ["roza-otunbayeva"]
    assert find(DATA, "otun") == ["roza-otunbayeva"]
    assert find(DATA, "max bak") == ["maxim-bakiyev"]
    assert find(DATA, "ata") == ["ata-meken", "ata-jurt"]


@pytest.mark.parametrize("typed", ["Otubnayeva", "Otunbayva", "Otunbaveva", "Otunvayeva", "Оутнбаева", "otubna"])
def test_one_typing_error_in_a_word_is_forgiven(typed):
    assert find(DATA, typed) == ["roza-otunbayeva"]


def test_two_errors_and_errors_in_short_words_are_not():
    assert find(DATA, "Otvnbaieba") == []
    assert find(DATA, "atb jurt") == []
    assert find(DATA, "roza bakiyev") == []
    assert find(DATA, "") == []


def test_what_fits_exactly_comes_before_what_nearly_fits():
    assert find(DATA, "Akayeva")[0] == "bermet-akayeva"
    assert find(DATA, "Bermet Akayeva", limit=1) == ["bermet-akayeva"]


def test_aliases_and_names_in_all_languages_are_spellings():
    actor = Actor(id="a", kind="person", name=Text(en="Ann", ru="Анна", ky="Айна"), aliases=("Anna", "Anne K."))
    assert keys(actor) == ("an", "ana", "aina", "ane k")


def test_named_answers_only_with_the_very_name():
    assert named(DATA, "Роза Отунбаева") == ["roza-otunbayeva"]
    assert named(DATA, "Otunbayeva") == []
