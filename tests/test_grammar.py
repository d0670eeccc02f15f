"""Names in their cases and ties as sentences: textbook answers."""

import pytest

from graph.grammar import agreement, inflect, sentence
from graph.model import Actor, Dataset, Family, Relation, RelationKind, Vocabulary

RUSSIAN = """
person        Роза Отунбаева | Розы Отунбаевой | Розе Отунбаевой | Розу Отунбаеву | Розой Отунбаевой | Розе Отунбаевой
person        Курманбек Бакиев | Курманбека Бакиева | Курманбеку Бакиеву | Курманбека Бакиева | Курманбеком Бакиевым | Курманбеке Бакиеве
person        Сооронбай Жээнбеков | Сооронбая Жээнбекова | Сооронбаю Жээнбекову | Сооронбая Жээнбекова | Сооронбаем Жээнбековым | Сооронбае Жээнбекове
person        Садыр Жапаров | Садыра Жапарова | Садыру Жапарову | Садыра Жапарова | Садыром Жапаровым | Садыре Жапарове
person        Феликс Кулов | Феликса Кулова | Феликсу Кулову | Феликса Кулова | Феликсом Куловым | Феликсе Кулове
person        Омурбек Бабанов | Омурбека Бабанова | Омурбеку Бабанову | Омурбека Бабанова | Омурбеком Бабановым | Омурбеке Бабанове
person        Дмитрий Медведев | Дмитрия Медведева | Дмитрию Медведеву | Дмитрия Медведева | Дмитрием Медведевым | Дмитрии Медведеве
person        Нурвазе Маматов | Нурвазе Маматова | Нурвазе Маматову | Нурвазе Маматова | Нурвазе Маматовым | Нурвазе Маматове
person        Николай Бордюжа | Николая Бордюжи | Николаю Бордюже | Николая Бордюжу | Николаем Бордюжей | Николае Бордюже
person        Глеб Павловский | Глеба Павловского | Глебу Павловскому | Глеба Павловского | Глебом Павловским | Глебе Павловском
person        Эдуард Шеварднадзе | Эдуарда Шеварднадзе | Эдуарду Шеварднадзе | Эдуарда Шеварднадзе | Эдуардом Шеварднадзе | Эдуарде Шеварднадзе
person        Александр Лукашенко | Александра Лукашенко | Александру Лукашенко | Александра Лукашенко | Александром Лукашенко | Александре Лукашенко
person        Нейтан Хэмм | Нейтана Хэмма | Нейтану Хэмму | Нейтана Хэмма | Нейтаном Хэммом | Нейтане Хэмме
person        Токтобубу Ашым кызы | Токтобубу Ашым кызы | Токтобубу Ашым кызы | Токтобубу Ашым кызы | Токтобубу Ашым кызы | Токтобубу Ашым кызы
person        Министр временного правительства (не назван), 2010 | министра временного правительства (не назван), 2010 | министру временного правительства (не назван), 2010 | министра временного правительства (не назван), 2010 | министром временного правительства (не назван), 2010 | министре временного правительства (не назван), 2010
person        «Народный губернатор» Оша | «народного губернатора» Оша | «народному губернатору» Оша | «народного губернатора» Оша | «народным губернатором» Оша | «народном губернаторе» Оша
organisation  ОДКБ | ОДКБ | ОДКБ | ОДКБ | ОДКБ | ОДКБ
organisation  Организация Договора о коллективной безопасности (ОДКБ) | Организации Договора о коллективной безопасности (ОДКБ) | Организации Договора о коллективной безопасности (ОДКБ) | Организацию Договора о коллективной безопасности (ОДКБ) | Организацией Договора о коллективной безопасности (ОДКБ) | Организации Договора о коллективной безопасности (ОДКБ)
state         Кыргызская Республика | Кыргызской Республики | Кыргызской Республике | Кыргызскую Республику | Кыргызской Республикой | Кыргызской Республике
state         Узбекистан | Узбекистана | Узбекистану | Узбекистан | Узбекистаном | Узбекистане
state         Соединённые Штаты | Соединённых Штатов | Соединённым Штатам | Соединённые Штаты | Соединёнными Штатами | Соединённых Штатах
state         Россия | России | России | Россию | Россией | России
state         Беларусь | Беларуси | Беларуси | Беларусь | Беларусью | Беларуси
body          Временное правительство Кыргызстана | Временного правительства Кыргызстана | Временному правительству Кыргызстана | Временное правительство Кыргызстана | Временным правительством Кыргызстана | Временном правительстве Кыргызстана
body          Министерство внутренних дел | Министерства внутренних дел | Министерству внутренних дел | Министерство внутренних дел | Министерством внутренних дел | Министерстве внутренних дел
body          Жогорку Кенеш | Жогорку Кенеша | Жогорку Кенешу | Жогорку Кенеш | Жогорку Кенешем | Жогорку Кенеше
body          Верховный суд | Верховного суда | Верховному суду | Верховный суд | Верховным судом | Верховном суде
place         Ош | Оша | Ошу | Ош | Ошем | Оше
place         Джалал-Абад | Джалал-Абада | Джалал-Абаду | Джалал-Абад | Джалал-Абадом | Джалал-Абаде
place         Чуй | Чуя | Чую | Чуй | Чуем | Чуе
place         Бишкек | Бишкека | Бишкеку | Бишкек | Бишкеком | Бишкеке
place         Иссык-Куль | Иссык-Куля | Иссык-Кулю | Иссык-Куль | Иссык-Кулем | Иссык-Куле
place         Аксы | Аксы | Аксы | Аксы | Аксы | Аксы
place         Ферганская долина | Ферганской долины | Ферганской долине | Ферганскую долину | Ферганской долиной | Ферганской долине
body          Ошский городской кенеш | Ошского городского кенеша | Ошскому городскому кенешу | Ошский городской кенеш | Ошским городским кенешем | Ошском городском кенеше
person        Улан Чолпонбаев | Улана Чолпонбаева | Улану Чолпонбаеву | Улана Чолпонбаева | Уланом Чолпонбаевым | Улане Чолпонбаеве
person        Турсунбай Бакир уулу | Турсунбая Бакир уулу | Турсунбаю Бакир уулу | Турсунбая Бакир уулу | Турсунбаем Бакир уулу | Турсунбае Бакир уулу
company       Кыргыз темир жолу | Кыргыз темир жолу | Кыргыз темир жолу | Кыргыз темир жолу | Кыргыз темир жолу | Кыргыз темир жолу
media         Интерфакс | Интерфакса | Интерфаксу | Интерфакс | Интерфаксом | Интерфаксе
party         Партия, близкая к Жээнбекову | Партии, близкой к Жээнбекову | Партии, близкой к Жээнбекову | Партию, близкую к Жээнбекову | Партией, близкой к Жээнбекову | Партии, близкой к Жээнбекову
party         «Ата-Журт» | «Ата-Журт» | «Ата-Журт» | «Ата-Журт» | «Ата-Журт» | «Ата-Журт»
party         Партия «Ата-Журт» | Партии «Ата-Журт» | Партии «Ата-Журт» | Партию «Ата-Журт» | Партией «Ата-Журт» | Партии «Ата-Журт»
group         Протестующие в Оше (март 2005) | протестующих в Оше (март 2005) | протестующим в Оше (март 2005) | протестующих в Оше (март 2005) | протестующими в Оше (март 2005) | протестующих в Оше (март 2005)
group         Задержанные протестующие | задержанных протестующих | задержанным протестующим | задержанных протестующих | задержанными протестующими | задержанных протестующих
group         Сторонники Бакиева | сторонников Бакиева | сторонникам Бакиева | сторонников Бакиева | сторонниками Бакиева | сторонниках Бакиева
armed_force   Советские войска | советских войск | советским войскам | советские войска | советскими войсками | советских войсках
site          Белый дом (Бишкек) | Белого дома (Бишкек) | Белому дому (Бишкек) | Белый дом (Бишкек) | Белым домом (Бишкек) | Белом доме (Бишкек)
company       Два главных банка | двух главных банков | двум главным банкам | два главных банка | двумя главными банками | двух главных банках
role          исполняющий обязанности президента | исполняющего обязанности президента | исполняющему обязанности президента | исполняющего обязанности президента | исполняющим обязанности президента | исполняющем обязанности президента
role          премьер-министр | премьер-министра | премьер-министру | премьер-министра | премьер-министром | премьер-министре
"""

KYRGYZ = """
person        Роза Отунбаева | Роза Отунбаеванын | Роза Отунбаевага | Роза Отунбаеваны | Роза Отунбаевада | Роза Отунбаевадан
person        Курманбек Бакиев | Курманбек Бакиевдин | Курманбек Бакиевге | Курманбек Бакиевди | Курманбек Бакиевде | Курманбек Бакиевден
person        Сооронбай Жээнбеков | Сооронбай Жээнбековдун | Сооронбай Жээнбековго | Сооронбай Жээнбековду | Сооронбай Жээнбековдо | Сооронбай Жээнбековдон
person        Садыр Жапаров | Садыр Жапаровдун | Садыр Жапаровго | Садыр Жапаровду | Садыр Жапаровдо | Садыр Жапаровдон
person        Феликс Кулов | Феликс Куловдун | Феликс Куловго | Феликс Куловду | Феликс Куловдо | Феликс Куловдон
person        Өмүрбек Бабанов | Өмүрбек Бабановдун | Өмүрбек Бабановго | Өмүрбек Бабановду | Өмүрбек Бабановдо | Өмүрбек Бабановдон
person        Дмитрий Медведев | Дмитрий Медведевдин | Дмитрий Медведевге | Дмитрий Медведевди | Дмитрий Медведевде | Дмитрий Медведевден
person        Владимир Путин | Владимир Путиндин | Владимир Путинге | Владимир Путинди | Владимир Путинде | Владимир Путинден
person        Нурвазе Маматов | Нурвазе Маматовдун | Нурвазе Маматовго | Нурвазе Маматовду | Нурвазе Маматовдо | Нурвазе Маматовдон
person        Александр Лукашенко | Александр Лукашенконун | Александр Лукашенкого | Александр Лукашенкону | Александр Лукашенкодо | Александр Лукашенкодон
state         Кыргызстан | Кыргызстандын | Кыргызстанга | Кыргызстанды | Кыргызстанда | Кыргызстандан
state         Кыргыз Республикасы | Кыргыз Республикасынын | Кыргыз Республикасына | Кыргыз Республикасын | Кыргыз Республикасында | Кыргыз Республикасынан
state         Өзбекстан | Өзбекстандын | Өзбекстанга | Өзбекстанды | Өзбекстанда | Өзбекстандан
state         Россия | Россиянын | Россияга | Россияны | Россияда | Россиядан
state         Кытай | Кытайдын | Кытайга | Кытайды | Кытайда | Кытайдан
state         Беларусь | Беларустун | Беларуска | Беларусту | Беларуста | Беларустан
state         АКШ | АКШнын | АКШга | АКШны | АКШда | АКШдан
state         Америка Кошмо Штаттары | Америка Кошмо Штаттарынын | Америка Кошмо Штаттарына | Америка Кошмо Штаттарын | Америка Кошмо Штаттарында | Америка Кошмо Штаттарынан
state         Кошмо Штаттар | Кошмо Штаттардын | Кошмо Штаттарга | Кошмо Штаттарды | Кошмо Штаттарда | Кошмо Штаттардан
organisation  ЖККУ | ЖККУнун | ЖККУга | ЖККУну | ЖККУда | ЖККУдан
organisation  Бириккен Улуттар Уюму | Бириккен Улуттар Уюмунун | Бириккен Улуттар Уюмуна | Бириккен Улуттар Уюмун | Бириккен Улуттар Уюмунда | Бириккен Улуттар Уюмунан
organisation  НАТО | НАТОнун | НАТОго | НАТОну | НАТОдо | НАТОдон
body          УКМК | УКМКнын | УКМКга | УКМКны | УКМКда | УКМКдан
body          ИИМ | ИИМдин | ИИМге | ИИМди | ИИМде | ИИМден
body          Жогорку Кеңеш | Жогорку Кеңештин | Жогорку Кеңешке | Жогорку Кеңешти | Жогорку Кеңеште | Жогорку Кеңештен
body          Кыргызстандын өкмөтү | Кыргызстандын өкмөтүнүн | Кыргызстандын өкмөтүнө | Кыргызстандын өкмөтүн | Кыргызстандын өкмөтүндө | Кыргызстандын өкмөтүнөн
body          Убактылуу өкмөт | Убактылуу өкмөттүн | Убактылуу өкмөткө | Убактылуу өкмөттү | Убактылуу өкмөттө | Убактылуу өкмөттөн
body          Кремль | Кремлдин | Кремлге | Кремлди | Кремлде | Кремлден
place         Ош | Оштун | Ошко | Ошту | Ошто | Оштон
place         Жалал-Абад | Жалал-Абаддын | Жалал-Абадга | Жалал-Абадды | Жалал-Абадда | Жалал-Абаддан
place         Чүй | Чүйдүн | Чүйгө | Чүйдү | Чүйдө | Чүйдөн
place         Бишкек | Бишкектин | Бишкекке | Бишкекти | Бишкекте | Бишкектен
place         Талас | Таластын | Таласка | Таласты | Таласта | Таластан
place         Нарын | Нарындын | Нарынга | Нарынды | Нарында | Нарындан
place         Ысык-Көл | Ысык-Көлдүн | Ысык-Көлгө | Ысык-Көлдү | Ысык-Көлдө | Ысык-Көлдөн
place         Кара-Суу | Кара-Суунун | Кара-Сууга | Кара-Сууну | Кара-Сууда | Кара-Суудан
place         Токмок | Токмоктун | Токмокко | Токмокту | Токмокто | Токмоктон
party         «Ата-Журт» | «Ата-Журттун» | «Ата-Журтка» | «Ата-Журтту» | «Ата-Журтта» | «Ата-Журттан»
party         Социал-демократтар партиясы (КСДП) | Социал-демократтар партиясынын (КСДП) | Социал-демократтар партиясына (КСДП) | Социал-демократтар партиясын (КСДП) | Социал-демократтар партиясында (КСДП) | Социал-демократтар партиясынан (КСДП)
group         Бакиевдин тарапкерлери | Бакиевдин тарапкерлеринин | Бакиевдин тарапкерлерине | Бакиевдин тарапкерлерин | Бакиевдин тарапкерлеринде | Бакиевдин тарапкерлеринен
group         Ош шаарындагы нааразычылар | Ош шаарындагы нааразычылардын | Ош шаарындагы нааразычыларга | Ош шаарындагы нааразычыларды | Ош шаарындагы нааразычыларда | Ош шаарындагы нааразычылардан
media         Kloop | Kloop-тун | Kloop-ко | Kloop-ту | Kloop-то | Kloop-тон
role          башкы элчи | башкы элчинин | башкы элчиге | башкы элчини | башкы элчиде | башкы элчиден
"""


def table(text):
    return [(line.split(None, 1)[0], line.split(None, 1)[1].split(" | ")) for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("kind", "forms"), table(RUSSIAN), ids=lambda value: value[0] if isinstance(value, list) else value
)
def test_russian_names_in_all_cases(kind, forms):
    assert [inflect(forms[0], case, "ru", kind) for case in ("gen", "dat", "acc", "ins", "loc")] == forms[1:]


@pytest.mark.parametrize(
    ("kind", "forms"), table(KYRGYZ), ids=lambda value: value[0] if isinstance(value, list) else value
)
def test_kyrgyz_names_in_all_cases(kind, forms):
    assert [inflect(forms[0], case, "ky", kind) for case in ("nom", "gen", "dat", "acc", "loc", "abl")] == forms


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("Roza Otunbayeva", "person", "Roza Otunbayeva"),
        ("Former top customs official (unnamed), 2020", "person", "the former top customs official (unnamed), 2020"),
        ("Uzbek community leader (unidentified)", "person", "the Uzbek community leader (unidentified)"),
        ("United States", "state", "the United States"),
        ("Kyrgyzstan", "state", "Kyrgyzstan"),
        ("Provisional government of Kyrgyzstan (2010)", "body", "the provisional government of Kyrgyzstan (2010)"),
        ("CSTO", "organisation", "the CSTO"),
        ("NATO", "organisation", "NATO"),
        ("Human Rights Watch", "organisation", "Human Rights Watch"),
        ("Ata Zhurt", "party", "Ata Zhurt"),
        ("Socialist Party", "party", "the Socialist Party"),
        ("Party of Labour and Unity", "party", "the Party of Labour and Unity"),
        ("Prosecutor General's Office of Kyrgyzstan", "body", "the Prosecutor General's Office of Kyrgyzstan"),
        ("People's Coordination Council", "coalition", "the People's Coordination Council"),
        ("Protesters in Osh (March 2005)", "group", "protesters in Osh (March 2005)"),
        ("Bakiyev supporters", "group", "Bakiyev supporters"),
        ("Bakiyev clan", "group", "the Bakiyev clan"),
        ("The Moscow Times", "media", "The Moscow Times"),
        ("Manas air base", "site", "the Manas air base"),
        ("Fergana Valley", "place", "the Fergana Valley"),
    ],
)
def test_english_names_take_the_article_they_need(name, kind, shown):
    assert inflect(name, "nom", "en", kind) == shown


def test_a_case_that_the_language_lacks_is_an_error():
    with pytest.raises(KeyError, match="abl"):
        inflect("Ош", "abl", "ru")


def actor(kind, en, ru=None, ky=None, **more):
    return Actor(id=en.lower().replace(" ", "-"), kind=kind, name={"en": en, "ru": ru, "ky": ky}, **more)


@pytest.mark.parametrize(
    ("someone", "agrees"),
    [
        (actor("person", "Roza Otunbayeva", "Роза Отунбаева"), {"en": "feminine", "ru": "feminine"}),
        (actor("person", "Felix Kulov", "Феликс Кулов"), {"en": "masculine", "ru": "masculine"}),
        (actor("person", "Aigul", "Айгуль"), {"ru": "feminine"}),
        (actor("person", "Sean"), {"en": "singular"}),
        (actor("state", "United States", "Соединённые Штаты"), {"en": "singular", "ru": "plural"}),
        (actor("state", "Russia", "Россия"), {"ru": "feminine"}),
        (actor("organisation", "CSTO", "ОДКБ"), {"en": "singular", "ru": "feminine"}),
        (actor("body", "Government", "Временное правительство"), {"ru": "neuter"}),
        (actor("party", "Ata Zhurt", "«Ата-Журт»"), {"ru": "feminine"}),
        (actor("group", "Protesters in Osh", "Протестующие в Оше"), {"en": "plural", "ru": "plural"}),
        (actor("armed_force", "Kyrgyz police", "Кыргызская милиция"), {"en": "plural", "ru": "feminine"}),
        (actor("company", "Two main banks", "Два главных банка"), {"en": "plural", "ru": "plural"}),
        (actor("group", "Opposition", "Оппозиция", agreement={"ru": "plural"}), {"en": "singular", "ru": "plural"}),
    ],
    ids=lambda value: value.id if isinstance(value, Actor) else "",
)
def test_agreement_is_guessed_from_the_name_unless_told(someone, agrees):
    assert {language: agreement(someone, language) for language in agrees} == agrees


def told(source, target, language, tense="present", role=None, **readings):
    """The sentence of a tie between two actors, of a kind with these readings."""
    kind = RelationKind(
        id="k",
        label={"en": "k"},
        family="f",
        reading=readings["reading"],
        past=readings.get("past", readings["reading"]),
    )
    vocabulary = Vocabulary(
        {}, {"f": Family(id="f", label={"en": "f"}, colour="#000000", colour_dark="#ffffff")}, {"k": kind}
    )
    relation = Relation(source=source.id, target=target.id, kind="k", role=role, claims=[{"document": "d"}])
    dataset = Dataset(vocabulary, {source.id: source, target.id: target}, {relation.id: relation})
    return sentence(relation, dataset, language, tense)


OTUNBAYEVA = actor("person", "Roza Otunbayeva", "Роза Отунбаева", "Роза Отунбаева")
MEDVEDEV = actor("person", "Dmitry Medvedev", "Дмитрий Медведев", "Дмитрий Медведев")
PROTESTERS = actor("group", "Protesters in Osh", "Протестующие в Оше", "Оштогу нааразычылар")
APPEALS = {
    "reading": {"en": "{source} [appeals|appeal] to {target}", "ru": "{source} [обращается|обращаются] к {target:dat}",
                "ky": "{source} {target:dat} кайрылат"},
    "past": {"en": "{source} appealed to {target}",
             "ru": "{source} [обратился|обратилась|обратилось|обратились] к {target:dat}",
             "ky": "{source} {target:dat} кайрылган"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "present", "past"),
    [
        ("en", "Roza Otunbayeva appeals to Dmitry Medvedev", "Roza Otunbayeva appealed to Dmitry Medvedev"),
        ("ru", "Роза Отунбаева обращается к Дмитрию Медведеву", "Роза Отунбаева обратилась к Дмитрию Медведеву"),
        ("ky", "Роза Отунбаева Дмитрий Медведевге кайрылат", "Роза Отунбаева Дмитрий Медведевге кайрылган"),
    ],
)
def test_a_tie_is_told_in_three_languages_and_two_tenses(language, present, past):
    assert told(OTUNBAYEVA, MEDVEDEV, language, "present", **APPEALS) == present
    assert told(OTUNBAYEVA, MEDVEDEV, language, "past", **APPEALS) == past


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Protesters in Osh appeal to Dmitry Medvedev"),
        ("ru", "Протестующие в Оше обращаются к Дмитрию Медведеву"),
    ],
)
def test_several_take_the_plural(language, text):
    assert told(PROTESTERS, MEDVEDEV, language, **APPEALS) == text


def test_a_name_that_russian_lacks_stands_as_it_is_and_is_not_taken_for_a_man():
    assert (
        told(MEDVEDEV, actor("person", "Ben Paarmann"), "ru", **APPEALS) == "Дмитрий Медведев обращается к Ben Paarmann"
    )


OFFICE = {
    "reading": {"en": "{source} [is|are] {role} ({target}) // {source} [holds|hold] office in {target}",
                "ru": "{source} — {role} ({target}) // {source} занимает должность в {target:loc}"},
    "past": {"en": "{source} was {role} ({target}) // {source} held office in {target}",
             "ru": "{source} [был|была|было|были] {role:ins} ({target}) // {source} [занимал|занимала|занимало|занимали] должность в {target:loc}"},
}  # fmt: skip


def test_a_reading_with_a_role_has_another_for_a_tie_without():
    kyrgyzstan = actor("state", "Kyrgyzstan", "Кыргызстан")
    role = {"en": "acting President", "ru": "исполняющий обязанности президента"}
    assert told(OTUNBAYEVA, kyrgyzstan, "en", role=role, **OFFICE) == "Roza Otunbayeva is acting President (Kyrgyzstan)"
    assert told(OTUNBAYEVA, kyrgyzstan, "en", **OFFICE) == "Roza Otunbayeva holds office in Kyrgyzstan"
    assert told(OTUNBAYEVA, kyrgyzstan, "ru", "past", role=role, **OFFICE) == (
        "Роза Отунбаева была исполняющим обязанности президента (Кыргызстан)"
    )
    assert told(OTUNBAYEVA, kyrgyzstan, "ru", "past", **OFFICE) == "Роза Отунбаева занимала должность в Кыргызстане"


@pytest.mark.parametrize(
    ("kind", "en", "ru", "in_english", "in_russian"),
    [
        ("place", "Osh", "Ош", "in Osh", "в Оше"),
        ("place", "South of Kyrgyzstan", "Юг Кыргызстана", "in South of Kyrgyzstan", "на Юге Кыргызстана"),
        ("state", "Cyprus", "Кипр", "in Cyprus", "на Кипре"),
        ("state", "France", "Франция", "in France", "во Франции"),
        ("site", "Manas air base", "Авиабаза Манас", "at the Manas air base", "на авиабазе Манас"),
        ("group", "Ethnic Uzbeks", "Этнические узбеки", "among ethnic Uzbeks", "среди этнических узбеков"),
    ],
)
def test_prepositions_follow_what_they_govern(kind, en, ru, in_english, in_russian):
    there = actor(kind, en, ru)
    readings = {"reading": {"en": "{source} stays in {target}", "ru": "{source} остаётся в {target:loc}"}}
    assert told(MEDVEDEV, there, "en", **readings) == f"Dmitry Medvedev stays {in_english}"
    assert told(MEDVEDEV, there, "ru", **readings) == f"Дмитрий Медведев остаётся {in_russian}"


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_whether_a_name_is_plural_can_be_asked_without_its_gender(language):
    """Nearly all readings have only [singular|plural], and looking first names up takes most of the time of a sentence."""
    actors = [OTUNBAYEVA, MEDVEDEV, actor("state", "United States", "Соединённые Штаты"), actor("group", "Protesters in Osh", "Протестующие в Оше"),
              actor("person", "Two unnamed ministers", "Двое министров (не названы)"), actor("organisation", "Opposition parties", "Оппозиционные партии"),
              actor("person", "Governor of the people in Osh", "«Народный губернатор» Оша")]
    told = [agreement(each, language) for each in actors]
    assert [agreement(each, language, gender=False) == "plural" for each in actors] == [each == "plural" for each in told]
    assert "plural" in told and set(told) != {"plural"}
