"""The published site: every link leads somewhere, every footnote to its claim, nothing asks another host or runs."""

import datetime
import gzip
import io
import json
import re
import shutil
import xml.etree.ElementTree as xml
from pathlib import Path

import brotli
import pytest
from PIL import Image
from folder import write
from looking import until
from sites import Site

from graph.__main__ import main
from graph.load import load
from graph.picture import wire
from graph.prose import read_year
from graph.selection import Selection
from graph.site import NotOurs, card, parts, publish
from graph.site.book import Book
from graph.model import Actor, Text
from graph.site.pages.actors import _alphabetical, actors, family_name
from graph.site.pages.page import host, shortened

TODAY = datetime.date(2026, 11, 22)
BASE = "https://ties.example.org/kg"
AXE = Path(__file__).parent / "assets" / "axe-core-4.10.3.min.js"
PAGES = ("index.html", "actors.html", "years.html", "documents.html", "contested.html", "about.html", "actor/bolot-two.html",
         "year/2010.html", "document/paper.html")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    found, problems = load(write(tmp_path_factory.mktemp("data")))
    assert problems == []
    return found


@pytest.fixture(scope="module")
def folder(data, tmp_path_factory):
    target = tmp_path_factory.mktemp("published") / "site"
    publish(data, Selection(), target, today=TODAY, base=BASE)
    return target


@pytest.fixture(scope="module")
def site(folder):
    return Site(folder, BASE)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- what it holds ------------------------------------------------------------------------------------------


def test_every_page_is_well_formed_with_ids_of_its_own_and_every_link_leads_somewhere(site):
    assert len(site.pages) > 60
    assert site.faults() == []


def test_a_link_to_nowhere_an_id_twice_and_an_open_element_are_found(folder, tmp_path):
    broken = tmp_path / "site"
    shutil.copytree(folder, broken)
    (broken / "year" / "2010.html").unlink()
    page = broken / "actor" / "bolot-two.html"
    page.write_text(page.read_text().replace('id="n1"', 'id="n2"').replace("</main>", ""))
    found = "\n".join(Site(broken, BASE).faults())
    assert "year/2010.html, which is not there" in found
    assert "the id n2 stands twice" in found and "#n1 leads to no element" in found and "closes main" in found


def test_every_actor_year_and_document_has_a_page_in_three_languages(data, site):
    for prefix in ("", "ru/", "ky/"):
        for page in ("index", "actors", "years", "documents", "contested", "about", *(f"actor/{id}" for id in data.actors),
                     *(f"document/{id}" for id in data.documents), "year/2005", "year/2010"):
            assert f"{prefix}{page}.html" in site.pages
    assert site.pages["ky/actor/crowd-three.html"]["html"][0]["lang"] == "ky"
    assert "Топ Үч" in site.pages["ky/actor/crowd-three.html"].text()


def test_an_actors_page_tells_its_ties_with_numbered_sources_in_their_own_words(site):
    text = site.pages["actor/bolot-two.html"].text()
    assert "on 12 June 2010 Bolot Two accused crowd Three" in text and "; crowd Three denies it" in text
    assert "They did it" in text and "We did not" in text and "The Gazette" in text
    page = site.pages["actor/bolot-two.html"]
    notes = [id for id in page.ids if re.fullmatch(r"n\d+", id)]
    assert notes == ["n1", "n2", "n3"] and [id for id in page.ids if re.fullmatch(r"r\d+", id)] == ["r1", "r2", "r3"]
    assert ("a", "document/paper.html") in {(tag, (a.get("href") or "").removeprefix("../")) for tag, a in page.elements}


def test_a_document_says_what_it_asserts_and_what_it_denies(site):
    text = site.pages["document/gazette.html"].text()
    assert "What it denies 1" in text and "What it asserts 1" not in text
    assert "Said by: Crowd Three" in text and "We did not" in text


def test_contested_ties_stand_with_both_sides(site):
    text = site.pages["contested.html"].text()
    assert "Bolot Two accuses crowd Three" in text and "They did it" in text and "We did not" in text
    assert "Aida One supports" not in text


def test_a_year_tells_what_began_and_what_ended_in_it_and_not_what_went_on(data):
    def told(year):
        reading = read_year(data, year, language="en", today=TODAY)
        return {(paragraph.heading, tie) for paragraph in reading.paragraphs for tie in paragraph.ties}

    supports = "aida-one.supports.bolot-two.2005"
    assert told(2005) == {("Alliance", supports)}
    assert told(2007) == set()
    assert told(2010) == {("Rivalry", "bolot-two.accuses.crowd-three.2010-06-12"),
                          ("Alliance", "crowd-three.supports.daniyar-four.2010-07"), ("Ended", supports)}


def test_persons_are_listed_by_their_last_name_in_the_order_of_the_alphabet(data):
    letters = {each["letter"]: [(row["before"], row["sorted"]) for row in each["actors"]] for each in actors(Book(data, "en", TODAY)).values["letters"]}
    assert letters["O"] == [("Aida ", "One")] and letters["C"] == [("", "Crowd Three")]
    order = _alphabetical("ky")
    assert sorted(["Өмүр", "Пётр", "Осмон", "Ёлкин", "Ежов", "Жапаров", "Ңуу", "Нур"], key=order) == [
        "Ежов", "Ёлкин", "Жапаров", "Нур", "Ңуу", "Осмон", "Өмүр", "Пётр"]


# -- what search engines and previews read ---------------------------------------------------------------------


@pytest.mark.parametrize(("name", "aliases", "split"), [
    ("Roza Otunbayeva", (), ("Roza ", "Otunbayeva")), ("Tursunbai Bakir uulu", (), ("Tursunbai ", "Bakir uulu")),
    ("Махабат Тажибек кызы", (), ("Махабат ", "Тажибек кызы")), ("Sadyk Sher-Niyaz", (), ("Sadyk ", "Sher-Niyaz")),
    ("Aytimbekova", (), ("", "Aytimbekova")), ("Xi Jinping", ("Xi", "Xi, Jinping"), ("", "Xi Jinping")),
    ("Shinzo Abe", ("Abe, Shinzo",), ("Shinzo ", "Abe")),
    ("Former top customs official (unnamed, 2020)", (), ("", "Former top customs official (unnamed, 2020)")),
    ("“People’s governor” of Osh", (), ("", "“People’s governor” of Osh")),
])
def test_a_person_is_sorted_by_the_family_name_where_it_stands(name, aliases, split):
    assert family_name(Actor(id="x", kind="person", name=Text(en=name), aliases=aliases), name) == split


def test_a_family_name_that_comes_first_does_so_in_every_language():
    actor = Actor(id="x", kind="person", name=Text(en="Xi Jinping", ru="Си Цзиньпин"), aliases=("Xi, Jinping",))
    assert family_name(actor, "Си Цзиньпин") == ("", "Си Цзиньпин")


def test_each_page_has_a_title_a_description_one_address_and_its_other_languages(site):
    titles = set()
    for name, page in site.pages.items():
        if name == "404.html":
            continue
        path = name.removesuffix("index.html")
        meta = {a.get("name") or a.get("property"): a.get("content") for a in page["meta"]}
        assert meta["description"] and len(meta["description"]) <= 310 and meta["og:title"] and meta["og:image"].startswith(f"{BASE}/assets/card.")
        assert [a["href"] for a in page["link"] if a["rel"] == "canonical"] == [f"{BASE}/{path}"] == [meta["og:url"]]
        assert {a["hreflang"] for a in page["link"] if a["rel"] == "alternate"} == {"en", "ru", "ky", "x-default"}
        titles.add((page["html"][0]["lang"], "".join(text for tag, text in page.texts if tag == "title" and "Bailanysh" in text)))
    assert len(titles) == len(site.pages) - 1  # each its own; the 404 has none to share


def test_the_most_important_actors_have_a_picture_of_their_own_and_the_others_the_map(data, tmp_path, monkeypatch):
    monkeypatch.setattr(card, "OWN", 2)
    folder = tmp_path / "site"
    publish(data, Selection(), folder, today=TODAY, base=BASE)
    named = {}
    for page in (folder / "actor").glob("*.html"):
        address = re.search(r'og:image" content="([^"]+)"', page.read_text()).group(1)
        path = folder / address.removeprefix(f"{BASE}/")
        with Image.open(path) as picture:
            assert picture.size == (1200, 630) and path.stat().st_size < 300_000
        named[page.stem] = path.name
    own = {actor for actor, name in named.items() if f".{actor}." in name}
    assert own == set(card.of_their_own(Book(data, "en", TODAY))) and len(own) == 2
    assert all(re.fullmatch(r"card\.en\.[0-9a-f]{12}\.png", name) for actor, name in named.items() if actor not in own)
    assert len({(folder / "assets" / named[actor]).read_bytes() for actor in own}) == 2
    assert len(list((folder / "assets").glob("card.*.*.*.png"))) == 2 * 3  # in each language


def test_a_site_without_an_address_makes_no_pictures_that_no_page_names(data, tmp_path):
    publish(data, Selection(), tmp_path / "site", today=TODAY)
    assert not list((tmp_path / "site" / "assets").glob("card.*.*.*.png"))


def test_linked_data_names_what_the_page_is_about(site):
    def about(name):
        (text,) = [text for tag, text in site.pages[name].texts if tag == "script"]
        return json.loads(text)

    assert about("actor/aida-one.html") | {"@type": "Person", "alternateName": ["Аида Уан", "Ayda Wan"]} == about("actor/aida-one.html")
    assert about("actor/daniyar-four.html")["name"] == "Daniyar </script><b>Four</b>"
    assert about("document/paper.html") | {"@type": "CreativeWork", "datePublished": "2010-06-14"} == about("document/paper.html")
    assert about("about.html")["@type"] == "Dataset" and about("about.html")["license"].startswith("https://creativecommons.org/")


def test_the_site_map_lists_every_page_once_with_its_languages(site, folder):
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = xml.parse(folder / "sitemap.xml").getroot()
    listed = [each.text for each in found.findall("s:url/s:loc", space)]
    assert sorted(listed) == sorted(f"{BASE}/{name.removesuffix('index.html')}" for name in site.pages if name != "404.html")
    assert all(len(url.findall("x:link", space)) == 3 for url in found.findall("s:url", space))
    assert (folder / "robots.txt").read_text().endswith(f"Sitemap: {BASE}/sitemap.xml\n")


def test_a_description_ends_at_a_word_and_a_host_is_named_as_readers_know_it():
    assert shortened("one, " * 100).endswith("one …") and len(shortened("word " * 100)) <= 302
    assert host("https://www.example.org/a/b?c") == "example.org" and host("mailto:a@example.org") == "a@example.org"
    assert host("https://example.org@evil.example/") == "evil.example" and host(None) == ""


# -- nothing runs, nobody else is asked --------------------------------------------------------------------------


def test_what_stands_in_the_data_never_becomes_markup(site):
    for name, page in site.pages.items():
        assert "alert(1)" not in "".join(text for tag, text in page.texts if tag == "script"), name
        assert not [a for _, a in page.elements for key in a if key.startswith("on") or key == "style"], name
        scripts = [a for a in page["script"] if a.get("type") != "application/ld+json"]
        assert all(re.fullmatch(r"(\.\./|/kg/)*assets/[a-z.]+\.[0-9a-f]{12}\.js", a["src"]) for a in scripts), name
    assert "Daniyar </script><b>Four</b>" in site.pages["actors.html"].text() or "</script><b>Four</b>" in site.pages["actors.html"].text()


def test_the_policy_stands_before_everything_and_allows_only_the_sites_own_files(site):
    for page in site.pages.values():
        second = page["meta"][1]
        assert second["http-equiv"] == "Content-Security-Policy"
        rules = dict(rule.split(" ", 1) for rule in second["content"].split("; "))
        assert rules["default-src"] == "'none'" and rules["script-src"] == rules["style-src"] == "'self'"
        assert "unsafe" not in second["content"] and "http" not in second["content"]


def test_only_links_to_follow_name_another_host(site, folder):
    for name, page in site.pages.items():
        for tag, attributes in page.elements:
            for key in ("src", "href", "data-words", "data-claims"):
                if "://" in (attributes.get(key) or "") and not attributes[key].startswith(BASE):
                    assert tag == "a" and "noopener" in attributes["rel"], name
    styles = "".join(path.read_text() for path in folder.glob("assets/*.css"))
    assert not re.search(r"url\(|@import", styles)


def test_the_templates_escape_by_themselves():
    for path in (Path(publish.__code__.co_filename).parent / "templates").iterdir():
        text = path.read_text()
        assert "safe" not in re.findall(r"\|\s*(\w+)", text) and "autoescape" not in text, path.name


# -- the folder ---------------------------------------------------------------------------------------------


def test_the_same_data_gives_the_same_bytes_and_a_second_time_everything_is_taken_over(data, folder, tmp_path):
    again = tmp_path / "again"
    publish(data, Selection(), again, today=TODAY, base=BASE)
    assert contents(again) == contents(folder)
    times = {path: path.stat().st_mtime_ns for path in again.rglob("*") if path.is_file() and not path.name.startswith(".")}
    files, kept = publish(data, Selection(), again, today=TODAY, base=BASE)
    assert files == kept and contents(again) == contents(folder)
    assert all(path.stat().st_mtime_ns == time for path, time in times.items())


def test_after_a_change_what_does_not_speak_of_it_stays_as_it_was(tmp_path):
    target = tmp_path / "site"
    before, _ = load(write(tmp_path / "before"))
    after, _ = load(write(tmp_path / "after", relations=("We did not", "Not we")))
    publish(before, Selection(), target, today=TODAY)
    untouched = (target / "actor" / "aida-one.html").stat().st_mtime_ns
    files, kept = publish(after, Selection(), target, today=TODAY)
    assert 0 < kept < files and (target / "actor" / "aida-one.html").stat().st_mtime_ns == untouched
    assert "Not we" in (target / "actor" / "crowd-three.html").read_text()


def test_a_folder_that_holds_anything_else_is_refused_and_left_alone(data, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    with pytest.raises(NotOurs, match="holds files that publish did not write"):
        publish(data, Selection(), mine, today=TODAY)
    assert contents(mine) == {"thesis.txt": b"years of work"}

    site = tmp_path / "site"
    publish(data, Selection(), site, today=TODAY)
    (site / "notes.txt").write_text("by hand")
    with pytest.raises(NotOurs, match="holds notes.txt"):
        publish(data, Selection(), site, today=TODAY)
    (tmp_path / "link").symlink_to(mine)
    with pytest.raises(NotOurs, match="is no folder"):
        publish(data, Selection(), tmp_path / "link", today=TODAY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "mine", "site"]  # nothing half-made is left


def test_if_something_fails_midway_the_old_site_stands(data, folder, tmp_path, monkeypatch):
    target = tmp_path / "site"
    publish(data, Selection(), target, today=TODAY, base=BASE)
    monkeypatch.setattr("graph.site.missing", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish(data, Selection(families=("rivalry",)), target, today=TODAY)
    assert contents(target) == contents(folder) and [path.name for path in tmp_path.iterdir()] == ["site"]


def test_compressed_siblings_say_the_same(folder):
    pages = [path for path in folder.rglob("*") if path.suffix in (".html", ".js", ".css", ".json")]
    assert len(pages) > 60
    for path in pages:
        if path.stat().st_size >= 600 and not path.name.startswith("."):
            assert gzip.decompress(Path(f"{path}.gz").read_bytes()) == path.read_bytes()
            assert brotli.decompress(Path(f"{path}.br").read_bytes()) == path.read_bytes()
    assert not list(folder.rglob("*.png.gz"))


def test_a_part_can_be_published_and_an_empty_one_is_refused(tmp_path, capsys):
    data, site, out = str(write(tmp_path / "data")), tmp_path / "site", io.StringIO()
    command = ["publish", str(site), "--data", data, "--today", "2026-11-22"]
    assert main([*command, "--family", "rivalry"], out) == 0
    assert {path.stem for path in (site / "actor").glob("*.html")} == {"bolot-two", "crowd-three"}
    assert not (site / "sitemap.xml").exists() and "Without --base" in capsys.readouterr().err
    assert Site(site).faults() == [] and "files: " in out.getvalue()
    assert main([*command, "--family", "rivalry", "--status", "withdrawn"], out) == 2
    assert "no tie is in this part" in capsys.readouterr().err
    assert main([*command, "--base", "example.org"], out) == 2 and "is no address of a site" in capsys.readouterr().err


# -- the map ------------------------------------------------------------------------------------------------


def test_the_parts_of_the_wire_hold_all_of_it_once(data):
    whole = wire(data, today=TODAY, language="ru")
    assert set(parts.drawn(whole)) == set(whole) - {"documents"}
    first, later = (str(each) for each in (parts.drawn(whole), parts.words(whole)))
    quotes = [claim["quote"] for edge in whole["edges"] for claim in edge["claims"]]
    assert len(quotes) == 4 and not any(quote in first + later for quote in quotes)
    assert {quote[0] for shard in parts.shards(whole) for said in shard["claims"].values() for quote in said} == set(quotes)


VIEW = "document.querySelector('#view').bailanysh"


@pytest.fixture
def opened(browser, folder):
    """open(path) → the page from disk, with what it requested and what went wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    requests, errors = [], []
    context.on("request", lambda request: requests.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))

    def open(path: str):
        page.goto(f"{folder.as_uri()}/{path}")
        return page

    open.requests = requests
    yield open
    context.close()
    assert errors == [] and all(url.startswith((folder.as_uri(), "blob:", "data:")) for url in requests)


@pytest.mark.browser
def test_the_map_draws_first_then_finds_words_and_fetches_a_claim_when_it_is_opened(opened):
    page = opened("index.html#year=2010")
    until(page, f"{VIEW}.inspect().visibleEdges.length", 3)
    until(page, f"{VIEW}.find('Wan')[0]?.id", "aida-one")  # an alias: it came with the words
    assert not [url for url in opened.requests if "claims-" in url]
    page.evaluate(f"{VIEW}.view.open('bolot-two')")
    page.locator(".bn-unfold").nth(1).click()
    until(page, "[...document.querySelectorAll('.bn-quote')].length > 0", True)
    assert "They did it" in page.locator(".bn-panel").inner_text()
    assert page.locator(".bn-out", has_text="The Paper").get_attribute("href") == "https://example.org/paper"
    assert len([url for url in opened.requests if "claims-" in url]) == 1
    href = page.locator(".bn-actions a", has_text="Read as prose").get_attribute("href")
    assert href == "actor/bolot-two.html"


@pytest.mark.browser
def test_the_map_put_together_is_the_one_that_was_taken_apart(opened, data):
    page = opened("ru/index.html")
    until(page, f"{VIEW}.view.index.documents.size", 2)
    came = page.evaluate(f"{VIEW}.view.wire")
    whole = json.loads(json.dumps(wire(data, today=TODAY, language="ru")))
    for key in ("nodes", "edges", "events"):
        came[key] = [{**row, "claims": [{k: v for k, v in claim.items() if k in ("document", "by", "stance", "byName")} for claim in row.get("claims", [])]} for row in came[key]]
        whole[key] = [{**row, "claims": [{k: v for k, v in claim.items() if k in ("document", "by", "stance", "byName")} for claim in row.get("claims", [])]} for row in whole[key]]
    listed = {"title", "author", "publisher", "date", "standpoint"}
    whole["documents"] = {id: {k: v for k, v in each.items() if k in listed} for id, each in whole["documents"].items()}
    assert came == whole


@pytest.mark.browser
def test_a_link_to_a_claim_or_a_document_opens_as_it_was_left(opened):
    page = opened("index.html#open=bolot-two.accuses.crowd-three.2010-06-12")
    until(page, "document.querySelectorAll('.bn-quote').length", 2)
    page.evaluate("location.hash = '#document=gazette&year=2010'")
    until(page, f"{VIEW}.inspect().state.document.join()", "gazette")


@pytest.mark.browser
def test_claims_that_cannot_be_fetched_are_said_to_be_missing(browser, folder, tmp_path):
    shutil.copytree(folder, tmp_path / "site")
    for path in (tmp_path / "site" / "assets").glob("claims-*"):
        path.unlink()
    page = browser.new_page()
    page.goto(f"{(tmp_path / 'site').as_uri()}/index.html#open=bolot-two.accuses.crowd-three.2010-06-12")
    until(page, "document.querySelector('.bn-panel').innerText.includes('could not be fetched')", True)
    page.close()


@pytest.mark.browser
def test_the_list_is_searched_in_any_spelling_and_stands_whole_without_javascript(opened, browser, folder):
    page = opened("ru/actors.html")
    page.locator("#find").fill("Ayda")
    until(page, "[...document.querySelectorAll('#list li')].filter((row) => row.offsetParent).length", 1)
    assert "Аида" in page.locator("#list").inner_text() and "1" in page.locator("#finder [role=status]").inner_text()
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{folder.as_uri()}/actors.html")
    assert plain.locator("#list li").count() == 4 and not plain.locator("#find").is_visible()
    plain.goto(f"{folder.as_uri()}/index.html")
    assert plain.locator("main").inner_text().count("\n") >= 4 and not plain.locator("#view").is_visible()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(browser, folder, scheme):
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(f"{folder.as_uri()}/{path}")
        if path == "index.html":
            until(page, f"{VIEW}.inspect().visibleNodes.length > 0", True)
        page.add_script_tag(path=AXE)
        result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        found += [f"{path}: {each['id']}: {each['nodes'][0]['html'][:160]}" for each in result["violations"]]
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            found.append(f"{path} is wider than the screen")
    context.close()
    assert found == []


@pytest.mark.browser
def test_the_keyboard_reaches_the_content_and_a_footnote_and_comes_back(opened):
    page = opened("actor/bolot-two.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    until(page, "location.hash", "#content")
    page.locator("#r2").focus()
    page.keyboard.press("Enter")
    until(page, "location.hash", "#n2")
    page.locator("#n2 .up").focus()
    page.keyboard.press("Enter")
    until(page, "location.hash", "#r2")
