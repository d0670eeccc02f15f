"""Editing in the app, on a copy of the real data: forms, the map, undo and redo, saving, files that change underneath."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from graph import edit
from graph.load import load
from graph.save import read
from looking import until
from playwright.sync_api import TimeoutError

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[1]
VIEW = "document.querySelector('.st-key-network [data-testid=stBidiComponentIsolated]').shadowRoot.querySelector('.bailanysh').bailanysh"
ACTOR = {"id": "aida-one", "kind": "person", "name": {"en": "Aida One", "ru": "Аида Уан", "ky": "Аида Уан"}, "aliases": ["Ayda Wan"]}
TIES = [
    {"source": "aida-one", "target": "roza-otunbayeva", "kind": "supports", "date": "2010-06~",
     "claims": [{"document": "moscow-times-2010-06-14", "quote": "stood: by her"}]},
    {"source": "aida-one", "target": "kurmanbek-bakiyev", "kind": "opposes", "date": "2010",
     "claims": [{"document": "moscow-times-2010-06-14", "quote": "against him"},
                {"document": "registan-2005-03-20", "by": "kurmanbek-bakiyev", "stance": "denies"}]},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A copy of the data in a checkout of its own."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "data", root / "data", ignore=shutil.ignore_patterns(".*"))
    for words in (["init", "-q"], ["config", "user.name", "A"], ["config", "user.email", "a@example.org"], ["add", "-A"], ["commit", "-qm", "Data"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    return root / "data"


@pytest.fixture(scope="module")
def address(serve, folder) -> str:
    return serve(folder)


@pytest.fixture
def page(browser, address):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{address}/edit")
    at_rest(page)
    yield page
    context.close()


def at_rest(page):
    """Until what was typed has reached the app and what it says to it is there: at rest three times, 60 ms apart."""
    page.wait_for_selector("[data-testid=stApp] h1")
    still = 0
    while still < 3:
        still = still + 1 if page.locator(".stApp[data-test-script-state=notRunning]").count() else 0
        page.wait_for_timeout(60)


def fill(page, label: str, text: str, nth: int = 0):
    box = page.get_by_label(label, exact=True).nth(nth)
    box.fill(text)
    box.press("Control+Enter" if box.evaluate("each => each.tagName") == "TEXTAREA" else "Enter")


def choose(page, label: str, text: str, nth: int = 0):
    """Types into the list until it offers what fits: a run of the app that ends just then may close it."""
    fitting = page.get_by_role("option").filter(has_text=re.compile(f"^{text}|{text}$")).first
    at_rest(page)
    for _ in range(10):
        page.get_by_role("combobox", name=label).nth(nth).click()
        page.keyboard.insert_text(text)
        try:
            fitting.click(timeout=5000)
            return
        except TimeoutError:
            page.keyboard.press("Escape")
            at_rest(page)
    raise AssertionError(f"{label} does not offer {text}")


def press(page, name: str):
    at_rest(page)
    page.get_by_role("button", name=name, exact=True).click()
    at_rest(page)


def add_tie(page, tie: dict):
    page.get_by_role("radio", name="Tie").or_(page.get_by_text("Tie", exact=True)).first.click()
    at_rest(page)
    choose(page, "From", tie["source"].replace("-", " ").title())
    choose(page, "Kind", tie["kind"])
    choose(page, "To", tie["target"].replace("-", " ").title())
    fill(page, "Date", tie["date"])
    for number, claim in enumerate(tie["claims"]):
        if number:
            press(page, "Another claim")
            page.get_by_text(f"Claim {number + 1}", exact=True).wait_for()
            at_rest(page)
        choose(page, "Document", claim["document"], number)
        if "by" in claim:
            choose(page, "Who says it", claim["by"].replace("-", " ").title(), number)
        if "stance" in claim:
            choose(page, "Stance", claim["stance"], number)
        if "quote" in claim:
            fill(page, "Quote", claim["quote"], number)
    if tie["date"].endswith("~"):
        page.get_by_text("June 2010, approximate").wait_for()
    press(page, "Add it")
    page.get_by_text(f"✓ Aida One {tie['kind']}").wait_for()


def test_an_actor_with_two_ties_and_three_claims_by_forms_is_what_an_editor_would_have_written(page, folder):
    before = read(folder)
    fill(page, "Name · English", "Aida One")
    fill(page, "Name · Russian", "Аида Уан")
    fill(page, "Name · Kyrgyz", "Аида Уан")
    choose(page, "Kind", "person")
    fill(page, "Other spellings", "Ayda Wan")
    press(page, "Add it")
    page.get_by_text("✓ Aida One is added").wait_for()
    for tie in TIES:
        add_tie(page, tie)
    until(page, f"{VIEW}.inspect().visibleNodes.includes('aida-one')", True)
    page.get_by_text("✓ Aida One opposes").wait_for()
    press(page, "Undo")
    page.get_by_text("✓ Aida One opposes").wait_for(state="detached")
    press(page, "Undo")
    page.get_by_text("✓ Aida One supports").wait_for(state="detached")
    assert page.get_by_text("✓ Aida One is added").is_visible()
    press(page, "Redo")
    page.get_by_text("✓ Aida One supports").wait_for()
    press(page, "Redo")
    page.get_by_text("✓ Aida One opposes").wait_for()
    assert read(folder) == before
    press(page, "Save")
    page.get_by_text("Nothing differs from the files.").wait_for()

    wanted = edit.add(before, "actors", ACTOR)
    for tie in TIES:
        wanted = edit.add(wanted, "relations", tie)
    assert edit.diff(wanted, read(folder), "data") == ""
    lines = subprocess.run(["git", "diff", "--numstat"], cwd=folder, capture_output=True, text=True).stdout.split()
    assert lines[1] == lines[4] == "0" and int(lines[0]) == 5  # nothing but new lines, of the actor five
    data, problems = load(folder)
    assert not [problem for problem in problems if problem.degree == "error"]
    assert data.relations["aida-one.opposes.kurmanbek-bakiyev.2010"].status == "contested"

    press(page, "Commit")
    page.get_by_text("Commit this change").wait_for(state="detached")
    said = subprocess.run(["git", "log", "-1", "--format=%B"], cwd=folder, capture_output=True, text=True).stdout
    assert said.startswith("Aida One is added") and "Aida One opposes Kurmanbek Bakiyev (2010)" in said
    page.get_by_role("link", name="Explorer").click()
    page.get_by_role("slider", name="Year").wait_for()
    until(page, f"{VIEW}.inspect().visibleNodes.length > 0", True)
    page.goto(page.url.split("?")[0] + "?year=2010&focus=aida-one")
    until(page, f"[...{VIEW}.inspect().visibleNodes].sort().join()", "aida-one,kurmanbek-bakiyev,roza-otunbayeva")


def test_an_actor_dragged_to_its_place_is_one_line_of_the_layout(page, address, folder):
    before = read(folder)
    page.goto(f"{address}/edit?what=actors&id=roza-otunbayeva&do=place")
    until(page, f"{VIEW}.inspect().visibleNodes.includes('roza-otunbayeva')", True)
    page.get_by_role("button", name="Move actors").click()
    here = page.evaluate(f"{VIEW}.inspect()")["positions"]["roza-otunbayeva"]
    stage = page.locator(".st-key-network .bn-stage").bounding_box()
    x, y = stage["x"] + here["x"], stage["y"] + here["y"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 30, steps=4)
    page.mouse.up()
    page.get_by_text("✓ Roza Otunbayeva is moved on the map").wait_for()
    page.locator(".st-key-network .bn-stage").focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.get_by_text("✓ Roza Otunbayeva is moved on the map").nth(1).wait_for()
    press(page, "Undo")
    page.get_by_text("✓ Roza Otunbayeva is moved on the map").nth(1).wait_for(state="detached")
    assert read(folder) == before
    press(page, "Save")
    page.get_by_text("Nothing differs from the files.").wait_for()
    changed = [(one, other) for name, text in read(folder).items()
               for one, other in zip(before[name].splitlines(), text.splitlines(), strict=True) if one != other]
    [(was, now)] = changed
    assert was.startswith('  "roza-otunbayeva": [') and now.startswith('  "roza-otunbayeva": [')


def test_an_open_page_follows_the_files_and_keeps_what_one_looks_at(page, address, folder):
    page.goto(f"{address}/?year=2010&focus=roza-otunbayeva&open=roza-otunbayeva")
    until(page, f"{VIEW}.inspect().visibleNodes.length > 0", True)
    page.evaluate("document.querySelector('.st-key-network [data-testid=stBidiComponentIsolated]').dataset.mine = '1'")
    before = page.evaluate(f"{VIEW}.inspect()")
    path = folder / "actors.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{en: Roza Otunbayeva,", "{en: Roza O.,"), encoding="utf-8")
    page.get_by_role("heading", name="Roza O.").wait_for()
    after = page.evaluate(f"{VIEW}.inspect()")
    assert page.locator("[data-mine='1']").count() == 1
    assert after["camera"] == before["camera"] and after["state"] == before["state"] and after["positions"] == before["positions"]

    path.write_text(text[: len(text) // 2], encoding="utf-8")
    page.get_by_text("Their last good state is shown.").wait_for()
    assert page.evaluate(f"{VIEW}.inspect()")["visibleNodes"] == before["visibleNodes"]
    path.write_text(text, encoding="utf-8")
    page.get_by_role("heading", name="Roza Otunbayeva").wait_for()
    page.get_by_text("Their last good state is shown.").wait_for(state="detached")
