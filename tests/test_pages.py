"""The pages beside the explorer, on the real data in Chromium: what each is for, by hand and by keyboard."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from looking import until

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "assets" / "axe-core-4.10.3.min.js"
VIEW = "document.querySelector('.st-key-{key} [data-testid=stBidiComponentIsolated]').shadowRoot.querySelector('.bailanysh').bailanysh"
SHOWN = VIEW.format(key="network") + ".inspect()"
PAGES = (
    "?year=2010&open=roza-otunbayeva", "compare?before=2005&after=2010&actor=felix-kulov", "chains?a=roza-otunbayeva&b=sooronbai-jeenbekov&year=2010",
    "read?actor=felix-kulov&year=2007", "timeline?actor=felix-kulov", "voices", "voices?show=two&year=2010", "table?year=2010", "problems",
    "measures?year=2010", "export?year=2010", "import", "edit",
)


@pytest.fixture(scope="module")
def window(browser, serve):
    """One reader's browser for all tests of this file: (page, open)."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    address = serve()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def open(path: str, scheme: str = "light"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{address}/{path}")
        at_rest(page)
        return page

    yield open
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    context.close()
    assert hosts == {"localhost"}, "a request left the machine"


def at_rest(page):
    """Until the script has run and nothing spins."""
    page.wait_for_selector("[data-testid=stMainBlockContainer] > *")
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    page.wait_for_selector(".stSpinner", state="detached")


def link(page) -> dict[str, str]:
    return {key: values[-1] for key, values in parse_qs(urlsplit(page.url).query).items()}


def until_link(page, key: str, wanted: str | None):
    for _ in range(200):
        if link(page).get(key) == wanted:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the link is {page.url}, {key} is not {wanted}")


def test_the_years_play_pause_and_jump_by_keyboard(window):
    page = window("?year=1993")
    until(page, f"{SHOWN}.state.year", "1993")
    page.get_by_role("slider", name="Year").press("Home")
    first = page.evaluate(SHOWN)["state"]["year"]
    page.keyboard.press("Space")
    until(page, f"Number({SHOWN}.state.year) >= {int(first) + 2}", True)
    page.keyboard.press("Space")
    stopped = page.evaluate(SHOWN)["state"]["year"]
    until_link(page, "year", stopped)
    page.keyboard.press("End")
    until(page, f"Number({SHOWN}.state.year) > {stopped} + 20", True)


def test_who_changed_sides_between_2005_2010_and_2020(window):
    page = window("compare?before=2005&after=2010&then=2020")
    sides = page.locator(".bp-side")
    assert sides.filter(has_text="Azimbek Beknazarov — 2005: on the side of Kurmanbek Bakiyev; 2010: on the other side").count() == 1
    turned = sides.filter(has_text="Sooronbai Jeenbekov — 2010: on the side of Almazbek Atambayev; 2020: on the other side")
    turned.locator("summary").first.press("Enter")
    turned.locator("summary", has_text="Claims").last.wait_for()
    assert "led by the former president of the country, Almazbek Atambayev" in turned.text_content()
    until(page, f"[...new Set(Object.values({SHOWN}.change))].sort().join()", "began,both,ended")
    page.get_by_role("radio", name="2010 → 2020").or_(page.get_by_role("button", name="2010 → 2020")).first.click()
    until_link(page, "step", "1")
    until(page, f"{SHOWN}.state.compare.to", "2020")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Markdown").click()
    assert "Changed sides" in Path(saved.value.path()).read_text(encoding="utf-8")


def test_moving_the_year_in_a_comparison_leads_to_the_explorer(window):
    page = window("compare?before=2005&after=2010")
    until(page, f"{SHOWN}.state.compare.from", "2005")
    page.evaluate(f"{VIEW.format(key='network')}.view.set({{ year: '2010', compare: null }})")
    page.wait_for_url("**/?year=2010")


def test_contested_ties_show_both_sides_and_lead_into_the_explorer(window):
    page = window("voices")
    card = page.locator(".bp-card", has_text="instigate violence in Southern Kyrgyzstan")
    assert "Bakiyev denied the charges Monday." in card.inner_text() and "Roza Otunbayeva" in card.inner_text()
    card.locator("p a").click()
    until(page, f"{SHOWN}.state.open.split('.').slice(1, 3).join()", "instigates_violence_in,southern-kyrgyzstan")


def test_two_voices_stand_side_by_side_and_share_the_year(window):
    page = window("voices?show=two&first=standpoint:The Socialist&second=standpoint:The Moscow Times&year=2010")
    until(page, f"{SHOWN}.state.standpoint.join()", "The Socialist")
    right = VIEW.format(key="right")
    until(page, f"{right}.inspect().state.standpoint.join()", "The Moscow Times")
    assert page.evaluate(SHOWN)["visibleEdges"] != page.evaluate(f"{right}.inspect().visibleEdges")
    page.evaluate(f"{right}.view.set({{ year: '2005' }})")
    until(page, f"{SHOWN}.state.year", "2005")
    page.locator(".bp-section").nth(1).filter(has_text="Both assert").wait_for()


def test_a_chain_is_told_and_stands_out_on_the_map(window):
    page = window("chains?a=roza-otunbayeva&b=dmitry-medvedev&year=2010")
    until(page, f"{SHOWN}.state.chain.length > 0", True)
    told = page.locator(".bp-card").first.inner_text()
    assert "Roza Otunbayeva → Dmitry Medvedev" in told and "Claims:" in told
    page.get_by_text("Only cooperative ties").click()
    until_link(page, "cooperative", "1")


def test_the_panel_leads_to_prose_whose_numbers_lead_to_the_notes(window):
    page = window("?year=2010&open=roza-otunbayeva")
    page.get_by_role("link", name="Read as prose").click()
    page.wait_for_url("**/read?*")
    at_rest(page)
    assert link(page) == {"year": "2010", "actor": "roza-otunbayeva"}
    assert "appealed to Dmitry Medvedev" in page.locator(".bp-read").inner_text()
    number = page.locator(".bp-read sup a").first
    note = page.locator(number.get_attribute("href"))
    assert note.inner_text().strip() and note.locator("a[href^='#ref-']").count() == 1
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as Markdown").click()
    assert "## Sources" in Path(saved.value.path()).read_text(encoding="utf-8")


def test_a_click_on_a_bar_of_the_timeline_opens_the_tie(window):
    page = window("timeline?actor=felix-kulov")
    page.locator("[data-testid=stVegaLiteChart] [aria-label^='Felix Kulov leads Ar-Namys']").last.click()
    page.locator(".bp-card .bp-claims").wait_for()
    assert "Felix Kulov" in page.locator(".bp-card").inner_text()


def test_the_years_of_the_timeline_are_chosen_by_keyboard_and_stand_in_the_link(window):
    page = window("timeline?actor=felix-kulov&years=2004..2010")
    page.locator("[data-testid=stVegaLiteChart] [aria-label^='Felix Kulov leads Ar-Namys']").last.wait_for(state="attached")
    handles = page.get_by_role("slider")
    handles.last.focus()
    page.keyboard.press("ArrowLeft")
    until(page, "new URL(location.href).searchParams.get('years')", "2004..2009")
    page.get_by_text("2009", exact=True).first.wait_for()


def test_the_table_has_the_rows_of_the_map(window):
    page = window("table?year=2010")
    until(page, f"{SHOWN}.visibleEdges.length > 0", True)
    shown = page.evaluate(SHOWN)
    page.get_by_text(f"Ties: {len(shown['visibleEdges'])}", exact=True).first.wait_for()
    frame = page.locator("[data-testid=stDataFrame]")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    page.mouse.click(box["x"] + 14, box["y"] + 52)
    until(page, f"typeof {SHOWN}.state.open", "string")
    assert link(page)["open"] in shown["visibleEdges"]


def test_language_and_selection_go_along_from_page_to_page(window):
    page = window("?year=2010&lang=ru")
    page.get_by_role("link", name="Сравнение").click()
    page.wait_for_url("**/compare?*")
    assert link(page)["lang"] == "ru" and link(page)["year"] == "2010"
    page.get_by_role("link", name="Цепочки").click()
    page.wait_for_url("**/chains?*")
    assert link(page) == {"lang": "ru", "year": "2010"}


def serious(page) -> list[tuple[str, str]]:
    """What axe calls serious or critical: the rule and the first element that breaks it."""
    page.wait_for_timeout(700)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in result["violations"] if rule["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.partition("?")[0] or "explorer")
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_a_phone(window, path):
    page = window(path)
    assert serious(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(200)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1440, "height": 900})
    assert wide <= 390


@pytest.mark.parametrize("path", (PAGES[0], PAGES[3], PAGES[5]), ids=lambda path: path.partition("?")[0] or "explorer")
def test_axe_finds_nothing_serious_in_the_dark(window, path):
    assert serious(window(path, "dark")) == []
