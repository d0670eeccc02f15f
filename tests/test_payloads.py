"""Sixty payloads in every field, on every page, in every key of a link and in every file that leaves: none runs, none loads.

By default a seeded sample of the pages; all of them with BAILANYSH_FAULTS (`make faults`). tests/payloads.py holds the texts.
"""

import csv
import datetime
import io
import json
import os
import random
import re
import zipfile
from pathlib import Path
from urllib.parse import quote, urlsplit

import defusedxml.ElementTree
import pytest
from graph.formats import FORMATS, Options, Snapshot
from graph.load import load
from graph.page import write_page
from graph.selection import Selection
from looking import until
from payloads import PAYLOADS, dataset, line, write, write_refused

TODAY = datetime.date(2026, 11, 22)
ALL = bool(os.environ.get("BAILANYSH_FAULTS"))
CHANCE = random.Random(60)
only_in_faults = pytest.mark.skipif(not ALL, reason="with BAILANYSH_FAULTS: make faults")
VIEW = "document.querySelector('.st-key-network [data-testid=stBidiComponentIsolated]').shadowRoot.querySelector('.bailanysh').bailanysh"
PAGES = (
    "?year=2010&open=p-7&limit=60", "compare?before=2004&after=2010", "chains?a=p-1&b=p-9", "read?what=time&year=2010&limit=60",
    "read?actor=p-23", "timeline?actor=p-31", "voices", "voices?show=two&year=2010", "table?year=2010&limit=60", "problems", "measures?year=2010",
    "measures?year=2010&show=actor&actor=p-8", "export?year=2010", "edit?what=actors&id=p-7", "edit?what=relations", "edit?what=documents&id=d-3",
    "edit?what=events&id=e-60", "import",
)
KEYS = ("year", "from", "to", "family", "kind", "status", "document", "speaker", "standpoint", "focus", "radius", "limit", "possible", "lang", "open",
        "compare", "chain", "actor", "other", "before", "after", "then", "what", "id", "do", "show", "first", "second", "a", "b", "avoid", "n", "step",
        "tie", "paper", "scale", "theme", "each", "measure", "between", "__proto__", "constructor")
WHERE = ("", "compare", "chains", "read", "read?what=comparison", "timeline", "voices?show=two", "table", "measures", "export", "edit", "problems")
# What of a page cannot have come from us: handlers, scripts, and whatever points at a payload's host or runs as a link.
DIRTY = """() => {
  const found = [], roots = [document];
  while (roots.length) {
    for (const element of roots.pop().querySelectorAll("*")) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (/^(iframe|object|embed|base|foreignobject|marquee|audio|video|math)$/i.test(element.tagName)) found.push(element.outerHTML.slice(0, 200));
      if (element.tagName === "SCRIPT" && (element.textContent || "").includes("__hit") && element.type !== "application/json") found.push("script");
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) found.push(`${element.tagName} ${name}=${value}`.slice(0, 200));
        if (/^(href|xlink:href|src|srcset|srcdoc|action|formaction|data|poster|background|ping|style)$/i.test(name)) {
          const plain = value.replace(/[\\s\\0-\\x1f]/g, "").toLowerCase();
          const leads = !["style", "srcset", "srcdoc"].includes(name) && URL.canParse(value, location.href) && new URL(value, location.href);
          if (/^(javascript|vbscript|data:text)/.test(plain) || (leads && leads.host === "hit.invalid") ||
              (["style", "srcset", "srcdoc"].includes(name) && /hit\\.invalid|__hit/.test(plain))) found.push(`${element.tagName} ${name}=${value}`.slice(0, 200));
        }
      }
    }
  }
  return found;
}"""


class Watched:
    """A page of which every request, dialog and error is kept."""

    def __init__(self, context, hosts: set[str]):
        self.hosts, self.strange, self.said = hosts, [], []
        context.on("page", lambda page: self.strange.append(f"a window opened: {page.url}"))
        self.page = context.new_page()
        self.strange.clear()
        self.page.set_default_timeout(60_000)
        self.page.on("request", self._asked)
        self.page.on("websocket", lambda socket: self._host(socket.url))
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.strange.append(f"error: {error}"))

    def _asked(self, request):
        if not request.url.startswith(("data:", "blob:", "file:")):
            self._host(request.url)

    def _host(self, url: str):
        if urlsplit(url).hostname not in self.hosts:
            self.strange.append(f"asked for {url}")

    def _dialog(self, dialog):
        self.strange.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def clean(self, where: str = "") -> None:
        """Nothing has run, nothing was asked for, nothing on the page came out of a payload as markup."""
        assert self.page.evaluate("() => window.__hit") is None, where
        assert self.page.evaluate(DIRTY) == [], where
        assert self.page.evaluate("() => [Object.prototype.hit, ({}).asked, document.title.includes('gpj')]") == [None, None, False], where
        assert self.strange == [], where

    def at_rest(self) -> None:
        self.page.wait_for_selector("[data-testid=stMainBlockContainer] > *", state="attached")
        self.page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
        self.page.wait_for_selector(".stSpinner", state="detached")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = write(tmp_path_factory.mktemp("payloads"))
    found, problems = load(folder)
    assert not problems and found == dataset(), "the dataset of payloads is read as it was meant"
    return folder, found


@pytest.fixture(scope="module")
def window(browser, serve, data):
    """(watched, address) of the real app on the payloads."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield Watched(context, {"localhost"}), serve(data[0])
    context.close()


def visit(window, path: str) -> Watched:
    watched, address = window
    watched.page.goto(f"{address}/{path}")
    watched.at_rest()
    return watched


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES if ALL else (PAGES[3], CHANCE.choice(PAGES[5:])))
def test_no_payload_runs_on_any_page(window, path):
    watched = visit(window, path)
    watched.page.evaluate("() => document.querySelectorAll('[data-testid=stMainBlockContainer] details').forEach((each) => { each.open = true; })")
    watched.clean(path)


@pytest.mark.browser
def test_no_payload_runs_in_the_view(window):
    """Canvas, tooltips, panels of actors and of ties, search, legend, in a sample of all sixty."""
    watched = visit(window, "?year=2010&limit=60")
    page = watched.page
    until(page, f"{VIEW}.inspect().visibleNodes.length", 60)
    stage = page.locator(".bn-stage").bounding_box()
    shown = page.evaluate(f"{VIEW}.inspect()")
    sample = range(60) if ALL else CHANCE.sample(range(60), 12)
    for n in sample:
        place = shown["positions"][f"p-{n + 1}"]
        page.mouse.move(stage["x"] + place["x"], stage["y"] + place["y"])
        for id in (f"p-{n + 1}", f"p-{n + 1}/../tie.{n + 1}"):
            page.evaluate(f"{VIEW}.view.set({{ open: {json.dumps(id)} }})")
            until(page, f"{VIEW}.inspect().state.open", id)
    watched.clean("panels and tooltips")
    field = page.locator("input[type=search], .bn-search input").first
    for n in sample:
        field.fill(PAYLOADS[n][:60])
    watched.clean("search")


@pytest.mark.browser
def test_no_payload_runs_out_of_a_link(window):
    """Each payload in all the keys at once, on one page after the other."""
    for n, payload in enumerate(PAYLOADS):
        if not ALL and n != 40:
            continue
        for where in WHERE if ALL and n % 30 == 10 else (WHERE[(n + 9) % len(WHERE)],):
            kept = re.findall(r"(\w+)=", where)
            query = "&".join(f"{key}={quote(payload, safe='')}" for key in KEYS if key not in kept)
            visit(window, f"{where}{'&' if '?' in where else '?'}{query}#{quote(payload)}").clean(f"{where} {payload[:60]}")


@only_in_faults
@pytest.mark.browser
def test_payloads_that_are_refused_are_told_as_text(browser, serve, tmp_path_factory):
    context = browser.new_context()
    watched = Watched(context, {"localhost"})
    watched.page.goto(f"{serve(write_refused(tmp_path_factory.mktemp('img src=x onerror=1')))}/problems")
    watched.at_rest()
    watched.page.get_by_text("is no id").first.wait_for()
    watched.clean("problems")
    context.close()


@only_in_faults
@pytest.mark.browser
def test_no_payload_runs_in_the_forms_the_diff_and_the_patch(window):
    for payload in PAYLOADS[::6] + PAYLOADS[40:48]:
        watched = visit(window, "edit?what=actors")
        box = watched.page.get_by_label("Name · English", exact=True)
        box.fill(line(payload))
        box.press("Enter")
        watched.at_rest()
        watched.clean(payload)
        watched.page.get_by_role("combobox", name="Kind").click()
        watched.page.get_by_role("option").first.click()
        watched.at_rest()
        identifier = watched.page.get_by_label("Id", exact=True)
        identifier.fill("harmless")
        identifier.press("Enter")
        watched.at_rest()
        watched.page.get_by_role("button", name="Add it", exact=True).click()
        watched.page.get_by_text("harmless").first.wait_for()
        watched.at_rest()
        watched.clean(payload)


@only_in_faults
@pytest.mark.browser
def test_no_payload_runs_in_the_preview_of_an_import(window, tmp_path):
    rows = io.StringIO()
    table = csv.writer(rows)
    table.writerow(["source", "target", "kind", "note"])
    for n, payload in enumerate(PAYLOADS):
        table.writerow([payload, PAYLOADS[n - 1], payload[:40], payload])
    path = tmp_path / "ties'\"><img src=x onerror=window.__hit=1> ![x](http:hit.invalid) ..csv"
    path.write_text(rows.getvalue(), encoding="utf-8")
    watched = visit(window, "import")
    watched.page.locator("input[type=file]").first.set_input_files(str(path))
    watched.page.get_by_text("Compared with the data here").or_(watched.page.get_by_role("alert")).first.wait_for()
    watched.at_rest()
    watched.clean("import")


# -- what leaves ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files_made(data):
    snapshot = Snapshot.of(data[1], Selection(first="2010", limit=60), TODAY)
    return {id: FORMATS[id].write(snapshot, Options()) for id in ("svg", "graphml", "gexf", "csv")}


@pytest.mark.browser
def test_no_payload_runs_in_the_page_that_is_saved_or_in_a_picture(browser, data, files_made, tmp_path):
    page_file, svg_file = tmp_path / "page.html", tmp_path / "picture.svg"
    page_file.write_text(write_page(data[1], Selection(first="2010", limit=60), today=TODAY), encoding="utf-8")
    svg_file.write_bytes(files_made["svg"])
    context = browser.new_context()
    watched = Watched(context, {""})
    view = "document.querySelector('#view').bailanysh"
    watched.page.goto(page_file.as_uri())
    until(watched.page, f"{view}.inspect().visibleNodes.length", 60)
    for n in range(0, 60, 1 if ALL else 12):
        for id in (f"p-{n + 1}", f"p-{n + 1}/../tie.{n + 1}"):
            watched.page.evaluate(f"{view}.view.set({{ open: {json.dumps(id)} }})")
    for payload in PAYLOADS if ALL else PAYLOADS[::15]:
        watched.page.evaluate(f"location.hash = {json.dumps('&'.join(f'{key}={quote(payload)}' for key in KEYS[:17]))}")
    watched.clean("the saved page")
    watched.page.goto(svg_file.as_uri())
    watched.clean("the picture")
    context.close()


def test_graph_files_hold_every_payload_as_text_and_nothing_else(data, files_made):
    names = {line(payload) for payload in PAYLOADS}
    for id in ("graphml", "gexf", "svg"):
        root = defusedxml.ElementTree.fromstring(files_made[id], forbid_dtd=True)
        tags = {each.tag.rpartition("}")[2].lower() for each in root.iter()}
        assert not tags & {"script", "foreignobject", "img", "iframe", "image", "use", "animate", "object"}
        handlers = {name for each in root.iter() for name in each.attrib if name.lower().startswith("on")}
        assert not handlers
    labels = {each.text for each in defusedxml.ElementTree.fromstring(files_made["graphml"]).iter() if each.text}
    assert names <= labels


def test_no_cell_of_a_table_is_a_formula(files_made):
    tables = {name: blob for name, blob in files_made.items() if name.startswith("csv")}
    assert tables
    cells = 0
    for blob in tables.values():
        texts = [blob]
        if blob.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(blob)) as archive:
                assert not [name for name in archive.namelist() if name.startswith("/") or ".." in Path(name).parts]
                texts = [archive.read(name) for name in archive.namelist() if name.endswith(".csv")]
        for each in texts:
            for row in csv.reader(io.StringIO(each.decode("utf-8-sig"))):
                for cell in row:
                    cells += 1
                    assert not re.match(r"[=+@\t\r]|-[^\d.]", cell), cell
    assert cells > 500


def test_names_of_files_are_plain_whatever_the_data_says(data):
    from graph.screen.reading import _slug

    for n, payload in list(enumerate(PAYLOADS, 1))[:: 1 if ALL else 30]:
        for name in (_slug(payload), Snapshot.of(data[1], Selection(first="2010", focus=(f"p-{n}",)), TODAY).named()):
            assert re.fullmatch(r"[\w.-]{1,160}", name) and not name.startswith(".") and ".." not in name, name


@pytest.mark.parametrize("address", ["http://hit.invalid/x", "HTTPS://hit.invalid", "www.hit.invalid", "a@hit.invalid"])
def test_no_bare_address_is_left_for_streamlit_to_make_a_link_of(address):
    """Its Markdown looks for addresses (remark-gfm's patterns below) after the escapes are undone."""
    from graph.screen.plain import escape

    shown = re.sub(r"\\(.)", r"\1", escape(f"see {address}."))
    assert not re.search(r"https?://|www(?=\.)|[-.\w+]+@[-\w]+(?:\.[-\w]+)+", shown, re.IGNORECASE)
    assert shown.replace("\u2060", "") == f"see {address}."
