"""The same picture, dates and years wherever the reader's clock stands, and wherever the server's does."""

import datetime

import pytest
from folder import write
from looking import until
from test_browser import SHOWN as IN_APP

from graph.load import load
from graph.page import write_page
from graph.selection import Selection

pytestmark = pytest.mark.browser

ZONES = ("UTC", "Etc/GMT+12", "Etc/GMT-14")  # none, twelve hours behind, fourteen ahead: the signs of these names are turned round
LAST_DAY = "bolot-two.accuses.crowd-three.2010-12-31"
LASTING = "aida-one.supports.bolot-two.2005"
# Windows whose borders one day moves: the tie of 31 December, and the one that ends in March 2010.
WINDOWS = {
    "year=2010": {LAST_DAY, LASTING, "crowd-three.supports.daniyar-four.2010-07"}, "year=2011": set(),
    "from=2010-12-31&to=2010-12-31": {LAST_DAY}, "from=2011-01-01&to=2011-01-01": set(), "from=2010-12-30&to=2010-12-30": set(),
    "from=2010-03-31&to=2010-03-31": {LASTING}, "from=2010-04-01&to=2010-04-01": set(), "from=2004-12-31&to=2004-12-31": set(),
}
IN_PAGE = "document.querySelector('#view').bailanysh.inspect()"
# A canvas as a number, and the words beside it. The picture fades in, so whoever compares it waits.
LOOK = """(() => {
  const host = document.querySelector('.st-key-network [data-testid=stBidiComponentIsolated]')?.shadowRoot ?? document;
  const at = (host.querySelector('#view') ?? host.querySelector('.bailanysh')).bailanysh.inspect();
  let hash = 0;
  for (const letter of host.querySelector('.bn-stage canvas').toDataURL()) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0;
  const words = ['.bn-when', '.bn-panel-body'].map((each) => host.querySelector(each).textContent);
  const handles = [...host.querySelectorAll('.bn-handle')].map((each) => each.getAttribute('aria-valuetext'));
  return JSON.stringify([hash, words, handles, at.visibleNodes, at.visibleEdges, at.positions, at.ties, at.camera]);
})()"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(tmp_path_factory.mktemp("zones") / "data", relations=("date: 2010-06-12", "date: 2010-12-31"))


@pytest.fixture
def page_in(browser):
    """page_in(zone) → a window of a reader whose clock is there."""
    contexts = []

    def page_in(zone: str):
        contexts.append(browser.new_context(viewport={"width": 1200, "height": 800}, timezone_id=zone, reduced_motion="reduce"))
        page = contexts[-1].new_page()
        offset = {"UTC": 0, "Etc/GMT+12": 720, "Etc/GMT-14": -840}[zone]
        assert page.evaluate("() => new Date().getTimezoneOffset()") == offset
        return page

    yield page_in
    for context in contexts:
        context.close()


def at_rest(page) -> str:
    """What is seen once nothing moves any more."""
    last = None
    for _ in range(600):
        now = page.evaluate(f"() => {LOOK}")
        if now == last:
            return now
        last = now
        page.wait_for_timeout(200)
    raise AssertionError("the picture does not come to rest")


def test_the_page_shows_the_same_in_every_time_zone(folder, page_in, tmp_path):
    data, problems = load(folder)
    assert problems == []
    path = tmp_path / "page.html"
    path.write_text(write_page(data, Selection(), today=datetime.date(2026, 11, 22)), encoding="utf-8")
    seen = {}
    for zone in ZONES:
        page = page_in(zone)
        for window, ties in WINDOWS.items():
            page.goto("about:blank")
            page.goto(f"file://{path}#{window}&open={LAST_DAY}")
            until(page, f"{IN_PAGE}.visibleEdges.sort().join()", ",".join(sorted(ties)))
            if window not in seen:
                seen[window] = at_rest(page)
            until(page, LOOK, seen[window])
    assert "31 December 2010" in seen["year=2010"]


def test_the_app_shows_the_same_whatever_the_zones_of_reader_and_server(folder, page_in, serve):
    """The farthest apart: a server where it may be tomorrow already, a reader where it may still be yesterday."""
    seen = {}
    for server, zone in (("UTC", "UTC"), ("Etc/GMT-14", "Etc/GMT+12")):
        address = serve(folder, TZ=server)
        page = page_in(zone)
        for window in ("year=2010", "from=2010-12-31&to=2010-12-31"):
            page.goto(f"{address}/?{window}&open={LAST_DAY}")
            until(page, f"{IN_APP}.visibleEdges.sort().join()", ",".join(sorted(WINDOWS[window])))
            if window not in seen:
                seen[window] = at_rest(page)
            until(page, LOOK, seen[window])
    assert "31 December 2010" in seen["year=2010"]
