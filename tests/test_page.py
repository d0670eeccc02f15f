"""The standalone page: everything inside, nothing asked of any host, nothing in the data runs."""

import base64
import datetime
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from folder import write
from graph.load import load
from graph.page import write_page
from graph.selection import Selection
from looking import until

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    found, problems = load(write(tmp_path_factory.mktemp("data")))
    assert problems == []
    return found


class Elements(HTMLParser):
    """The page as a browser takes it apart: [(tag, attributes, text inside)]."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.found: list[list] = []
        self.open = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append([tag, dict(attrs), ""])
        self.open = True

    def handle_endtag(self, tag):
        self.open = False

    def handle_data(self, data):
        if self.open:
            self.found[-1][2] += data

    def __getitem__(self, tag: str) -> list[list]:
        return [element for element in self.found if element[0] == tag]


def parsed(data, **selection) -> Elements:
    return Elements(write_page(data, Selection(**selection), today=TODAY))


def contents(page: Elements) -> dict:
    (script,) = [text for _, attributes, text in page["script"] if attributes.get("id") == "data"]
    return json.loads(script)


def test_what_stands_in_the_data_never_becomes_markup(data):
    page = parsed(data)
    assert len(page["script"]) == 4 and len(page["b"]) == 1  # the data and three scripts of ours; the title in the stamp
    drawn = contents(page)
    assert "Daniyar </script><b>Four</b>" in [node["name"] for node in drawn["nodes"]]
    quotes = [claim["quote"] for edge in drawn["edges"] for claim in edge["claims"]]
    assert "</script><script>alert(1)</script>" in quotes


def test_the_policy_lets_only_the_pages_own_scripts_run_and_fetches_nothing(data):
    page = parsed(data)
    (policy,) = [a["content"] for _, a, _ in page["meta"] if a.get("http-equiv") == "Content-Security-Policy"]
    allowed = dict(part.split(" ", 1) for part in policy.split("; "))
    assert allowed["default-src"] == allowed["connect-src"] == "'none'"
    scripts = [text for _, attributes, text in page["script"] if attributes.get("type") != "application/json"]
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    assert allowed["script-src"].split() == [f"'sha256-{digest}'" for digest in hashes]
    assert "http" not in policy


def test_nothing_in_the_page_points_at_another_host_but_links_to_follow(data):
    page = parsed(data)
    pointing = {(tag, name) for tag, attributes, _ in page.found for name in attributes if name in ("src", "href", "data")}
    assert pointing <= {("a", "href")}
    assert not re.search(r"url\(|@import", "".join(text for _, _, text in page["style"]))


def test_the_page_holds_all_years_of_the_selection_and_opens_as_asked(data):
    drawn = contents(parsed(data, first="2006"))
    assert len(drawn["edges"]) == 3 and drawn["query"] == "year=2006"
    drawn = contents(parsed(data, first="2006", families=("rivalry",)))
    assert [edge["kind"] for edge in drawn["edges"]] == ["accuses"]
    drawn = contents(parsed(data, focus=("aida-one",)))
    assert {node["id"] for node in drawn["nodes"]} == {"aida-one", "bolot-two"}


def test_without_javascript_the_ties_are_told_with_every_claim_and_its_source(data):
    page = write_page(data, Selection(first="2010-06"), today=TODAY)
    told = Elements(re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)[1])
    text = " ".join(" ".join(element[2].split()) for element in told.found)
    assert "Bolot Two accuses crowd Three (12 June 2010; contested)" in text
    assert "“They did it”" in text and "Bolot Two, asserts" in text
    assert "“We did not”" in text and "The Gazette" in text
    assert "Aida One" not in text  # what the selection does not show is not told
    assert [a["href"] for tag, a, _ in told.found if tag == "a"] == ["https://example.org/paper"]


def test_the_stamp_says_what_the_page_was_made_of(data):
    page = parsed(data, first="2010", focus=("aida-one",), families=("alliance",))
    stamp = " ".join(" ".join(text.split()) for tag, _, text in page.found if tag == "span")
    assert data.version[:12] in stamp and "2026-11-22" in stamp and "CC BY-SA 4.0" in stamp
    assert "2010; around Aida One, steps: 1; alliance" in stamp
    assert "Cite as: Bailanysh" in stamp


def test_the_page_speaks_the_language_asked_for(data):
    page = parsed(data, language="ru")
    assert page["html"][0][1]["lang"] == "ru"
    assert "Аида Уан" in [node["name"] for node in contents(page)["nodes"]]


@pytest.mark.browser
def test_actors_keep_the_size_and_colour_of_the_measures_that_were_chosen(data, browser, tmp_path):
    numbers = {"label": "Degree", "unit": "actors", "digits": 0, "first": 2010, "values": {"aida-one": [4], "bolot-two": [1], "nobody": [9]}}
    file = tmp_path / "page.html"
    text = write_page(data, Selection(first="2010"), today=TODAY, query="year=2010&measure=degree&colour=degree",
                      measures=[{"id": "degree", **numbers}])
    assert '"nobody"' not in text  # only of actors of the page
    file.write_text(text, encoding="utf-8")
    page = browser.new_context().new_page()
    page.goto(file.as_uri())
    view = "document.querySelector('#view').bailanysh"
    until(page, f"{view}.inspect().state.measure", "degree")
    radii = page.evaluate(f"{view}.inspect().radii")
    assert radii["aida-one"] > radii["bolot-two"] > 0
    assert page.evaluate(f"{view}.view.tinted.shares.filter((share) => share > 0).length") == 2
    assert "Size: Degree, 2010 (actors)" in page.locator(".bn-legend").inner_text()
    page.context.close()


@pytest.mark.browser
def test_it_opens_from_disk_with_no_request_and_keeps_its_state_in_the_address(data, browser, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(write_page(data, Selection(first="2010"), today=TODAY), encoding="utf-8")
    context = browser.new_context()
    requests, errors = [], []
    context.on("request", lambda request: requests.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(error))
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    shown = "document.querySelector('#view').bailanysh.inspect()"
    page.goto(file.as_uri())
    until(page, f"{shown}.visibleEdges.length", 3)
    before = page.evaluate(f"{shown}.positions['aida-one']")

    page.evaluate("document.querySelector('#view').bailanysh.view.set({ year: '2006', open: 'aida-one' })")
    until(page, "location.hash", "#year=2006&open=aida-one")
    assert page.evaluate(f"{shown}.visibleEdges") == ["aida-one.supports.bolot-two.2005"]
    assert page.evaluate(f"{shown}.positions['aida-one']") == before

    again = context.new_page()
    again.goto(page.evaluate("location.href"))
    until(again, f"{shown}.visibleEdges.length", 1)
    assert again.evaluate(f"{shown}.state.open") == "aida-one"
    assert {url.split("#")[0] for url in requests} == {file.as_uri()} and errors == []
    context.close()


@pytest.mark.browser
def test_it_reads_without_javascript(data, browser, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(write_page(data, Selection(first="2010"), today=TODAY), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    told = page.locator("main").inner_text()
    assert "They did it" in told and "We did not" in told
    context.close()
