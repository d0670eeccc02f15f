"""The export page in Chromium: a preview, files made when asked for, a citation to copy."""

import json
from urllib.parse import parse_qs, urlsplit

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


def test_what_the_map_showed_goes_along_to_the_export_and_into_its_pictures(opened):
    base = opened.url.split("/export")[0]
    opened.goto(f"{base}/?year=2010&measure=degree&colour=betweenness")
    opened.wait_for_selector(".st-key-network")
    opened.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    opened.get_by_role("link", name="Export").click()
    opened.wait_for_url("**/export?*")
    opened.get_by_text("size: Degree; colour: Betweenness").wait_for()
    asked = {key: values[-1] for key, values in parse_qs(urlsplit(opened.url).query).items()}
    assert asked == {"year": "2010", "measure": "degree", "colour": "betweenness"}
    with opened.expect_download() as waiting:
        opened.get_by_role("button", name=".svg", exact=True).click()
    drawn = waiting.value.path().read_text(encoding="utf-8")
    assert "Size: Degree, 2010" in drawn and "Colour: Betweenness, 2010" in drawn and "measure=degree&amp;colour=betweenness" in drawn
    assert not opened.get_by_text("pictures show each actor by itself").count()


def test_size_and_colour_are_chosen_on_the_page_and_groups_are_not_promised(opened):
    opened.goto(f"{opened.url.split('/export')[0]}/export?year=2010&group=kind")
    opened.get_by_text("pictures show each actor by itself").wait_for()
    opened.get_by_role("combobox", name="Colour").click()
    opened.get_by_role("option", name="Communities", exact=True).click()
    opened.wait_for_url("**colour=communities*")
    opened.get_by_text("2010; colour: Communities").first.wait_for()


def test_a_year_that_ends_with_a_stop_gets_no_second_one(opened):
    page = opened.context.new_page()
    page.goto(f"{opened.url.partition('/export')[0]}/export?year=2010&bare=1&lang=ky")
    page.get_by_text("Акторлор:").first.wait_for()
    said = page.inner_text("[data-testid=stMain]")
    assert "2010-ж. Акторлор: " in said and "-ж.." not in said
    page.close()
