"""The export page in Chromium: a preview, files made when asked for, a citation to copy."""

import json

import pytest

from exporting import made
from graph.formats import FORMATS
from graph.formats.dataset_yaml import files

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def opened(browser, serve, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    for name, text in files(made()).items():
        (folder / name).write_text(text, encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{serve(folder)}/export?year=2010-06&bare=1")
    page.wait_for_selector(".st-key-export-archive, [data-testid=stDownloadButton]")
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    yield page
    context.close()


def test_it_shows_a_preview_and_offers_every_format(opened):
    assert opened.locator("[data-testid=stImage] img").evaluate("(image) => image.naturalWidth") > 600
    assert opened.locator("[data-testid=stDownloadButton]").count() == len(FORMATS)
    assert "Who was tied to whom, June 2010" in opened.inner_text("[data-testid=stMain]")


def test_a_file_is_the_selection_in_the_look_of_the_link(opened):
    with opened.expect_download() as waiting:
        opened.get_by_role("button", name=".svg", exact=True).click()
    assert waiting.value.suggested_filename == "bailanysh-2010-06.svg"
    drawn = waiting.value.path().read_text(encoding="utf-8")
    assert drawn.startswith("<svg") and "Sources" not in drawn
    with opened.expect_download() as waiting:
        opened.get_by_role("button", name=".json", exact=True).click()
    told = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert len(told["edges"]) == 5 and told["graph"]["query"] == "year=2010-06"


def test_the_citation_links_back_to_the_explorer(opened):
    opened.get_by_text("Cite and reopen").click()
    said = opened.locator("[data-testid=stCode]").first.inner_text()
    base = opened.url.split("/export")[0]
    assert f"{base}/?year=2010-06" in said and "CC BY-SA 4.0" in said
