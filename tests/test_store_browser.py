"""A store in Chromium: the view shows what the store selects, a step through time asks it, a name is found in the whole."""

from datetime import date

import pytest

from looking import until
from graph.selection import Selection, select
from graph.store import make
from making import dataset

pytestmark = pytest.mark.browser

HANDLE = "document.querySelector('.st-key-network [data-testid=stBidiComponentIsolated]')?.shadowRoot?.querySelector('.bailanysh')?.bailanysh"
ASKED = f"{HANDLE}?.view.wire.store.query"
TIES = "\n".join(f"hub leads a{n} 2005..2012 d{n}\na{n} supports a{n + 1} {2008 + n % 3}" for n in range(9)) + "\nfar rivals away 2010"


def test_a_step_through_time_shows_what_the_store_selects(browser, serve, tmp_path):
    whole = dataset(TIES, "away person Вернигора")
    make(whole, tmp_path / "it.duckdb")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{serve(tmp_path / 'it.duckdb')}/?year=2009&limit=5")
    until(page, ASKED, "year=2009&limit=5")
    page.get_by_role("slider", name="Year").press("ArrowRight")
    until(page, ASKED, "year=2010&limit=5")
    shown = page.evaluate(f"{HANDLE}.inspect()")
    right = select(whole, Selection("2010", limit=5), date.today())
    assert set(shown["visibleNodes"]) == set(right.dataset.actors) and set(shown["visibleEdges"]) == set(right.dataset.relations)
    assert len(shown["leftOut"]) == right.left_out and "away" not in shown["visibleNodes"]
    page.get_by_role("combobox").first.fill("Vernigora")
    page.get_by_role("option").filter(has_text="Вернигора").click()
    until(page, f"{HANDLE}.inspect().visibleNodes.sort().join()", "away,far")
    assert errors == []
    page.close()
