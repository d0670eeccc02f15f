"""The real app on the real data in Chromium: what a reader does in it, and that no request leaves the machine."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from folder import write
from graph.load import load
from looking import until
from playwright.sync_api import TimeoutError as PlaywrightTimeout

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[1]
SHOWN = "document.querySelector('.st-key-network [data-testid=stBidiComponentIsolated]').shadowRoot" \
    ".querySelector('.bailanysh').bailanysh.inspect()"
HANDLE = SHOWN.removesuffix(".inspect()")
PER_STEP = 50_000  # bytes on the WebSocket from one rest of the reader's hand to the next


class Reader:
    """A person with a window onto the app, and what went over the wire meanwhile."""

    def __init__(self, context, address: str):
        self.address = address
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.received = 0
        self.page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("websocket", self._listen)

    def _listen(self, socket):
        self.requests.append(socket.url)
        socket.on("framereceived", self._count)

    def _count(self, frame):
        self.received += len(frame)

    def open(self, query: str = ""):
        self.page.goto(f"{self.address}/{query}")
        until(self.page, f"{SHOWN}.visibleNodes.length > 0", True)
        return self

    def shown(self) -> dict:
        return self.page.evaluate(SHOWN)

    def link(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query)

    def until_link(self, **wanted: str):
        for _ in range(200):
            if self.link() == {key: [value] for key, value in wanted.items()}:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"the link is {self.page.url}, not {wanted}")

    def click(self, place: dict):
        stage = self.page.locator(".bn-stage").bounding_box()
        self.page.mouse.click(stage["x"] + place["x"], stage["y"] + place["y"])

    def close(self):
        self.page.close()
        hosts = {urlsplit(url).hostname for url in self.requests if not url.startswith(("data:", "blob:"))}
        assert hosts == {"localhost"}, "a request left the machine"
        assert self.errors == []


@pytest.fixture(scope="module")
def context(browser):
    """One for all readers, so that Streamlit's own files are fetched once."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


@pytest.fixture
def reader(context, serve):
    """reader(query, folder) → a Reader; when the test ends, nothing has left the machine and nothing failed."""
    readers = []

    def reader(query: str = "", folder: Path = ROOT / "data") -> Reader:
        readers.append(Reader(context, serve(folder)))
        return readers[-1].open(query)

    yield reader
    for each in readers:
        each.close()


@pytest.fixture(scope="module")
def contested() -> str:
    """The tie on the June 2010 violence that Otunbayeva asserts and Bakiyev denies."""
    data, _ = load(ROOT / "data")
    (found,) = [
        tie.id for tie in data.relations.values()
        if tie.status == "contested" and tie.kind == "instigates_violence_in" and tie.target == "southern-kyrgyzstan"
        and "kurmanbek-bakiyev" in {claim.by for claim in tie.claims if claim.stance == "denies"}
    ]
    return found


def test_moving_the_year_leaves_every_actor_where_it_was(reader):
    one = reader("?year=2005")
    seen = {"2005": one.shown()}
    handle = one.page.get_by_role("slider", name="Year")
    for year, steps in {"2010": 5, "2020": 10}.items():
        for _ in range(steps):
            handle.press("ArrowRight")
        one.until_link(year=year)
        seen[year] = one.shown()
    places = [shown["positions"] for shown in seen.values()]
    assert len(set.intersection(*(set(place) for place in places))) >= 3
    assert {*places[0]} != {*places[1]} != {*places[2]}
    for before, after in zip(places, places[1:]):
        assert all(before[actor] == after[actor] for actor in before.keys() & after.keys())
    assert seen["2005"]["camera"] == seen["2020"]["camera"]


def test_a_click_on_an_actor_opens_its_ties_and_a_click_on_a_tie_its_claims(reader):
    one = reader("?year=2010")
    one.click(one.shown()["positions"]["kurmanbek-bakiyev"])
    panel = one.page.get_by_role("region").filter(has_text="Kurmanbek Bakiyev").first
    panel.wait_for()
    assert "Presidency of Kyrgyzstan" in panel.inner_text()
    one.until_link(year="2010", open="kurmanbek-bakiyev")
    panel.get_by_text("Kurmanbek Bakiyev appeals to", exact=False).first.click()
    panel.get_by_text("The Moscow Times").first.wait_for()
    assert one.shown()["state"]["open"].startswith("kurmanbek-bakiyev.appeals_to.")


def test_a_click_on_the_line_of_a_tie_opens_it(reader):
    one = reader("?year=2010&focus=roza-otunbayeva")
    ties = one.shown()["ties"]
    tie = next(id for id, place in ties.items() if one.page.evaluate(f"{HANDLE}.pick({place['x']}, {place['y']}, false)") == id)
    one.click(ties[tie])
    one.until_link(year="2010", focus="roza-otunbayeva", open=tie)


def test_the_contested_claim_of_june_2010_is_read_with_both_sides(reader, contested):
    one = reader(f"?year=2010-06&open={contested}")
    panel = one.page.get_by_role("region").filter(has_text="southern Kyrgyzstan").first
    panel.wait_for()
    told = panel.inner_text()
    assert "instigated by forces loyal to ousted President" in told and "Roza Otunbayeva" in told
    assert "Bakiyev denied the charges Monday." in told and "Moscow Faces Test in Kyrgyz Violence" in told
    assert contested in one.shown()["visibleEdges"]


def test_a_copied_link_opens_the_same_view_for_somebody_else(reader, contested):
    one = reader("?year=2010-06&focus=kurmanbek-bakiyev&radius=2&family=violence,rivalry")
    one.page.evaluate(f"{SHOWN.removesuffix('.inspect()')}.view.open('{contested}')")
    one.until_link(year="2010-06", focus="kurmanbek-bakiyev", radius="2", family="rivalry,violence", open=contested)
    other = reader(f"?{urlsplit(one.page.url).query}")
    mine, theirs = one.shown(), other.shown()
    for part in ("visibleNodes", "visibleEdges", "undated", "leftOut", "state"):
        assert mine[part] == theirs[part], part


def test_the_back_button_takes_back_the_last_step_without_a_jump(reader):
    one = reader("?year=2010")
    one.page.get_by_role("slider", name="Year").press("ArrowRight")
    one.until_link(year="2011")
    one.page.go_back()
    until(one.page, f"{SHOWN}.state.year", "2010")


def test_a_step_sends_little_and_the_view_stays_mounted(reader):
    one = reader("?year=2010")
    one.page.evaluate("document.querySelector('.st-key-network [data-testid=stBidiComponentIsolated]').dataset.mine = '1'")
    one.page.wait_for_timeout(300)
    for year in ("2011", "2012"):
        before = one.received
        one.page.get_by_role("slider", name="Year").press("ArrowRight")
        one.until_link(year=year)
        one.page.wait_for_timeout(200)
        assert one.received - before < PER_STEP
    assert one.page.locator("[data-mine='1']").count() == 1


def test_the_language_changes_the_names_and_is_in_the_link(reader):
    one = reader("?year=2010&open=kurmanbek-bakiyev")
    one.page.get_by_role("radio", name="РУ").or_(one.page.get_by_text("РУ", exact=True)).first.click()
    one.page.get_by_role("heading", name="Курманбек Бакиев").wait_for()
    one.until_link(year="2010", open="kurmanbek-bakiyev", lang="ru")


def test_the_view_is_saved_as_a_page(reader):
    one = reader("?year=2010&focus=kurmanbek-bakiyev&measure=degree")
    one.page.wait_for_selector(".stApp[data-test-script-state=notRunning]")  # a run in between would take the file away
    with one.page.expect_download() as waiting:
        one.page.get_by_role("button", name="Save as a page").click()
    saved = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert saved.startswith("<!DOCTYPE html>") and '"query": "year=2010\\u0026focus=kurmanbek-bakiyev\\u0026measure=degree"' in saved
    assert '"id": "degree"' in saved and '"id": "betweenness"' not in saved  # with the values of what was chosen


def to_problems(page):
    """A timer's message that Streamlit merges with the click names the old page and takes the click away: one clicks again."""
    for _ in range(5):
        page.get_by_role("link", name="Show problems").click()
        try:
            return page.get_by_text("relations.yaml:2:11").wait_for(timeout=8_000)
        except PlaywrightTimeout:
            continue
    raise AssertionError("the page of problems did not open")


def test_going_to_the_problems_and_back_finds_the_view_as_it_was(reader, tmp_path):
    one = reader("", write(tmp_path, relations=("target: bolot-two", "target: bolot-tow")))
    one.page.get_by_role("slider", name="Year").press("Home")
    one.until_link(year="2010")
    state, link = one.shown()["state"], one.link()
    assert one.page.get_by_text("Problems in the data: 1.").is_visible()
    to_problems(one.page)
    one.page.get_by_role("link", name="Explorer").click()
    until(one.page, f"{SHOWN}.visibleNodes.length > 0", True)
    assert one.shown()["state"] == state and one.link() == link


def test_who_leaves_at_once_finds_on_return_what_was_set_last(reader, tmp_path):
    """The step is told before the click on the link; told after it, it would bring the reader back."""
    one = reader("", write(tmp_path, relations=("target: bolot-two", "target: bolot-tow")))
    one.page.get_by_role("slider", name="Year").press("Home")
    to_problems(one.page)
    one.page.get_by_role("link", name="Explorer").click()
    until(one.page, f"{SHOWN}.visibleNodes.length > 0", True)
    assert one.shown()["state"]["year"] == "2010"
    one.until_link(year="2010")


def test_size_and_colour_tell_measures_and_communities_go_on_from_year_to_year(reader):
    one = reader("?year=2010&measure=betweenness&colour=communities")
    until(one.page, f"{SHOWN}.hulls.length > 2", True)
    until(one.page, f"Boolean({HANDLE}.view.sized.sizes)", True)
    before = one.shown()
    assert max(before["radii"], key=before["radii"].get) == "jogorku-kenesh"
    one.page.get_by_role("slider", name="Year").press("ArrowRight")
    one.until_link(year="2011", measure="betweenness", colour="communities")
    carried = {hull["label"]: set(hull["actors"]) for hull in before["hulls"]}
    for hull in one.shown()["hulls"]:
        if hull["label"] in carried:
            assert carried[hull["label"]] & set(hull["actors"])
    assert carried.keys() & {hull["label"] for hull in one.shown()["hulls"]}
