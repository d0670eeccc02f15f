"""The forms without a browser: who may save, patches, what is warned of, dates in words, conflicts, history."""

import subprocess
from pathlib import Path

import pytest
import streamlit
from folder import write
from graph import edit, history
from graph.edit import Draft, EditRefused
from graph.load import load
from graph.save import read
from graph.screen.forms import reading_of, suggested_id
from streamlit.testing.v1 import AppTest

TIE = "aida-one.supports.bolot-two.2005"


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """opened(switch, what=…, id=…, do=…) → the page on a small dataset; opened.folder is where that stands."""
    def page():
        from graph.screen import edit

        edit.page()

    def opened(switch: str = "1", **query: str) -> AppTest:
        monkeypatch.setenv("BAILANYSH_DATA", str(opened.folder))
        monkeypatch.setenv("BAILANYSH_EDIT", switch)
        app = AppTest.from_function(page, default_timeout=30)
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    opened.folder = write(tmp_path / "data")
    return opened


def labelled(elements, label: str, nth: int = 0):
    return [element for element in elements if element.label == label][nth]


def press(app: AppTest, label: str) -> AppTest:
    app = labelled(app.button, label).click().run()
    assert not app.exception
    return app


def told(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.text, *app.warning, *app.error, *app.info, *app.success, *app.caption))


def buttons(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def checkout(folder: Path) -> None:
    for words in (["init", "-q"], ["config", "user.name", "A"], ["config", "user.email", "a@b.org"], ["add", "-A"], ["commit", "-qm", "Data"]):
        subprocess.run(["git", *words], cwd=folder.parent, check=True)


def test_where_nobody_may_write_the_same_form_makes_a_patch(opened, tmp_path):
    checkout(opened.folder)
    app = opened("0", id="aida-one")
    labelled(app.text_input, "Name · English").set_value("Aida The One")
    app = press(app.run(), "Change it")
    assert "Save" not in buttons(app) and "read-only here" in told(app)
    patch, words = [code.value for code in app.code]
    patch, words = (patch, words) if patch.startswith("---") else (words, patch)
    assert words == "Aida One: name corrected"
    (tmp_path / "x.patch").write_text(patch + "\n")
    subprocess.run(["git", "apply", "x.patch"], cwd=tmp_path, check=True)
    assert load(opened.folder)[0].actors["aida-one"].name.en == "Aida The One"


def test_an_actor_who_is_there_under_any_spelling_is_noticed(opened):
    app = opened()
    labelled(app.text_input, "Name · English").set_value("Ayda Uan")
    labelled(app.text_area, "Other spellings").set_value("Болот Ту")
    app = app.run()
    assert "bolot" in told(app) and "is it the same?" in told(app)


def test_a_tie_is_changed_saved_undone_and_saved_again(opened):
    before = read(opened.folder)
    app = opened(what="relations", id=TIE)
    labelled(app.text_input, "End").set_value("2011~")
    app = app.run()
    assert "2011, approximate" in told(app)
    app = press(press(app, "Change it"), "Save")
    assert load(opened.folder)[0].relations[TIE].end == "2011~"
    assert read(opened.folder)["relations.yaml"] == before["relations.yaml"].replace("end: 2010-03", "end: 2011~")
    app = press(press(app, "Undo"), "Save")
    assert read(opened.folder) == before
    assert [entry.what for entry in history.journal(opened.folder)] == [
        "Taken back: Aida One supports Bolot Two: end corrected", "Aida One supports Bolot Two: end corrected"]


def test_what_would_be_wrong_is_said_before_it_is_saved(opened):
    app = opened(what="relations", id=TIE)
    labelled(app.text_input, "End").set_value("2001")
    app = press(app.run(), "Change it")
    assert "before" in "".join(element.value for element in app.error)
    assert read(opened.folder)["relations.yaml"].count("2001") == 0


def test_a_record_changed_meanwhile_shows_both_versions_and_nothing_is_overwritten(opened, monkeypatch):
    app = opened(id="aida-one")
    labelled(app.text_input, "Name · English").set_value("Aida Mine")
    app = press(app.run(), "Change it")
    path = opened.folder / "actors.yaml"
    path.write_text(path.read_text().replace("Aida One", "Aida Theirs"))
    app = press(app, "Save")
    assert "changed" in told(app) and "Aida Theirs" in path.read_text() and "Aida Mine" not in path.read_text()
    app = press(app, "Give up my changes and read the files anew")
    assert "Nothing differs" in told(app)


def test_a_file_that_cannot_be_written_offers_its_text(opened):
    (opened.folder / "actors.yaml").chmod(0o444)
    app = opened(id="aida-one")
    labelled(app.text_input, "Name · English").set_value("Aida Mine")
    app = press(press(app.run(), "Change it"), "Save")
    assert "may not be written (mode 0444)" in told(app)
    assert any("actors.yaml" in element.proto.label for element in app.get("download_button"))


@pytest.mark.parametrize(("lang", "label", "said"), [
    ("ru", "Сохранить", "В actors.yaml нельзя писать (mode 0444): ничего не изменено. Измените права доступа"),
    ("ky", "Сактоо", "actors.yaml файлына жазууга болбойт (mode 0444): эч нерсе өзгөргөн жок. Кирүү укуктарын өзгөртүңүз"),
])
def test_why_a_save_failed_is_said_in_the_readers_language(opened, monkeypatch, lang, label, said):
    """Only the box that saves is in that language here: AppTest asks for the labels of the others outside of any page."""
    from graph.screen import saving
    from graph.words import translator

    real = saving.button
    monkeypatch.setattr(saving, "button", lambda kept, found, _: real(kept, found, translator(lang)))
    (opened.folder / "actors.yaml").chmod(0o444)
    app = opened(id="aida-one")
    labelled(app.text_input, "Name · English").set_value("Aida Mine")
    app = press(press(app.run(), "Change it"), label)
    assert said in "".join(element.value for element in app.error).replace("\\", "")


SAID = {
    "ru": {"End": "Конец", "Change": "Изменить", "Add": "Добавить", "Another": "Ещё утверждение", "Page": "Страница",
           "wrong date": "'2010-02-30' — такого дня в календаре нет: напишите 2005", "record": "`end`: '2010-02-30' — такого дня в календаре нет; напишите",
           "order": "конец (2001) раньше начала (2005); исправьте одно из двух", "no document": "не хватает `document`; добавьте `document: …`",
           "no actor": "нет актора `aida-onne`; может быть, `aida-one`? Если нет, добавьте его в actors.yaml",
           "taken": "Запись aida-one уже есть: измените её или выберите другой id."},
    "ky": {"End": "Аягы", "Change": "Өзгөртүү", "Add": "Кошуу", "Another": "Дагы ырастоо", "Page": "Барак",
           "wrong date": "'2010-02-30' — календарда мындай күн жок: 2005", "record": "`end`: '2010-02-30' — календарда мындай күн жок; 2005",
           "order": "аягы (2001) башталышынан (2005) эрте; экөөнүн бирин оңдоңуз", "no document": "`document` жетишпейт; `document: …` кошуңуз",
           "no actor": "`aida-onne` деген актор жок; балким, `aida-one`? Болбосо аны actors.yaml файлына кошуңуз",
           "taken": "aida-one жазуусу бар: ошону өзгөртүңүз же башка id тандаңыз."},
}


@pytest.fixture
def read_in(monkeypatch):
    """read_in(lang): AppTest asks for the labels of a form outside of any page, and wants them in the page's language."""
    return lambda lang: monkeypatch.setitem(streamlit.session_state, "language", lang)


def plainly(app: AppTest) -> str:
    return told(app).replace("\\", "")


@pytest.mark.parametrize("lang", SAID)
def test_a_wrong_date_in_a_form_is_told_in_the_readers_language(opened, read_in, lang):
    words = SAID[lang]
    read_in(lang)
    app = opened(lang=lang, what="relations", id=TIE)
    labelled(app.text_input, words["End"]).set_value("2010-02-30")
    app = app.run()
    assert words["wrong date"] in plainly(app)
    assert words["record"] in plainly(press(app, words["Change"]))
    app = opened(lang=lang, what="relations", id=TIE)
    labelled(app.text_input, words["End"]).set_value("2001")
    assert words["order"] in plainly(press(app.run(), words["Change"]))


@pytest.mark.parametrize("lang", SAID)
def test_an_actor_nobody_knows_a_claim_without_a_document_and_an_id_that_is_taken_are_told_in_the_readers_language(opened, read_in, lang):
    words = SAID[lang]
    read_in(lang)
    app = opened(lang=lang, what="relations")
    kept = app.session_state["draft"]
    wrong = kept.now["relations.yaml"].replace("source: aida-one", "source: aida-onne", 1)
    app.session_state["draft"] = kept.step("A slip", {**kept.now, "relations.yaml": wrong})
    assert words["no actor"] in plainly(app.run())
    app = opened(lang=lang, what="relations", id=TIE)
    app = press(app, words["Another"])
    labelled(app.text_input, words["Page"], 1).set_value("3")
    assert words["no document"] in plainly(press(app.run(), words["Change"]))
    app = opened(lang=lang, what="actors")
    app.text_input(key="form actors new 0 id").set_value("aida-one")
    assert words["taken"] in plainly(press(app.run(), words["Add"]))


def test_rename_merge_split_and_remove_are_offered_and_work(opened):
    app = opened(id="bolot-two", do="rename")
    labelled(app.text_input, "New id").set_value("bolot-2")
    app = press(press(app.run(), "Rename it"), "Save")
    assert "bolot-2" in load(opened.folder)[0].actors
    app = opened(id="aida-one", do="merge")
    labelled(app.selectbox, "Which other actor is the same").set_value("daniyar-four")
    app = press(press(app.run(), "Make them one"), "Save")
    assert "daniyar-four" not in load(opened.folder)[0].actors
    app = opened(id="aida-one", do="split")
    labelled(app.text_input, "Name · English").set_value("Second Aida")
    app.multiselect[0].set_value(["aida-one.supports.bolot-2.2005"])
    app = press(press(app.run(), "Tell them apart"), "Save")
    assert "second-aida.supports.bolot-2.2005" in load(opened.folder)[0].relations
    app = press(press(opened(what="documents", id="gazette", do="remove"), "Remove it"), "Save")
    dataset, problems = load(opened.folder)
    assert not problems and list(dataset.documents) == ["paper"]


def test_the_history_of_a_record_comes_from_git_or_from_the_journal(opened):
    app = opened(id="aida-one")
    labelled(app.text_input, "Name · English").set_value("Aida Mine")
    press(press(app.run(), "Change it"), "Save")
    app = opened(id="aida-one", do="history")
    assert [expander.label for expander in app.expander if "Aida One: name corrected" in expander.label]
    checkout(opened.folder)
    text = (opened.folder / "actors.yaml").read_text()
    (opened.folder / "actors.yaml").write_text(text.replace("Aida Mine", "Aida Again"))
    subprocess.run(["git", "commit", "-qam", "Aida is renamed"], cwd=opened.folder, check=True)
    app = opened(id="aida-one", do="history")
    assert [expander.label for expander in app.expander if "Aida is renamed" in expander.label]
    assert any("-  name: {en: Aida Mine" in code.value for code in app.code)


def test_a_saved_change_is_committed_with_its_news(opened):
    checkout(opened.folder)
    app = opened(id="aida-one")
    labelled(app.text_input, "Name · English").set_value("Aida Mine")
    app = press(press(app.run(), "Change it"), "Save")
    press(app, "Commit")
    said = subprocess.run(["git", "log", "-1", "--format=%s", "--name-only"], cwd=opened.folder, capture_output=True, text=True).stdout
    assert said.split("\n") == ["Aida One: name corrected", "", "data/actors.yaml", ""]


def test_only_whom_the_keeper_let_in_may_save(opened, monkeypatch):
    monkeypatch.setenv("BAILANYSH_EDITORS", "keeper@example.org")
    app = opened("1", id="aida-one")
    labelled(app.text_input, "Name · English").set_value("Aida Mine")
    app = press(app.run(), "Change it")
    assert "Save" not in buttons(app) and "Sign in to edit" in buttons(app)


@pytest.mark.parametrize(("written", "said", "right"), [
    ("2010-06~", "June 2010, approximate", True), ("2005?", "2005, uncertain", True),
    ("2010-06-12/2010-06-13", "12–13 June 2010", True), ("ongoing", "it holds still", True), ("2010-13", "2010-13", False),
])
def test_a_date_is_told_as_one_types(written, said, right):
    words, fine = reading_of(written, "en", str)
    assert fine is right and said in words


def test_an_id_is_suggested():
    assert suggested_id({"name": {"en": "Aida O'Neill, Jr."}}) == "aida-o-neill-jr"


# -- the draft ----------------------------------------------------------------------------------------------


def changed(files, old: str, new: str):
    return {**files, "actors.yaml": files["actors.yaml"].replace(old, new)}


def test_steps_are_taken_back_one_by_one_and_what_others_did_stays(tmp_path):
    files = read(write(tmp_path))
    one = Draft.of(files).step("one", changed(files, "Aida One", "Aida A"))
    two = one.step("two", changed(one.now, "Bolot Two", "Bolot B"))
    theirs = changed(files, "Crowd Three,", "The Crowd,")
    there = two.on(theirs).undo()
    assert "Aida A" in there.now["actors.yaml"] and "Bolot Two" in there.now["actors.yaml"] and "The Crowd" in there.now["actors.yaml"]
    assert there.redo().now == two.on(theirs).now
    assert [step.title for step in there.step("three", changed(there.now, "Aida A", "Aida C")).undone] == []
    with pytest.raises(EditRefused, match="changed on the disk"):
        two.on(changed(files, "Aida One", "Aida Theirs"))


def test_a_message_reads_like_news():
    assert history.message(["Aida is added", "Aida supports Bolot (2005)"]) == "Aida is added; Aida supports Bolot (2005)"
    long = [f"Somebody of a rather long name is added, the {number}th" for number in range(3)]
    assert history.message(long).splitlines()[0] == f"{long[0]}; and more"
    assert edit.diff({"a": "x\n"}, {"a": "y"}, "d") == "--- a/d/a\n+++ b/d/a\n@@ -1 +1 @@\n-x\n+y\n\\ No newline at end of file\n"
