"""The first answer of the app carries the picture that the view will draw, and starts the app once it is painted."""

import asyncio
import datetime
import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from folder import write
from graph.load import load
from graph.measures import OF_ACTORS
from graph.screen import opening
from graph.screen.opening import APP, KEPT, START, Opening, Purse, asked_for
from graph.selection import Selection
from graph.still import ELEMENT, still, wrap
from looking import until
from lxml import html
from payloads import PAYLOADS
from payloads import dataset as hostile
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

ROOT = Path(__file__).parents[1]
TODAY = datetime.date(2026, 11, 22)
PAGE = ('<!DOCTYPE html><html><head><title>Streamlit</title><script>window.prerenderReady = false</script>'
        '<link rel="preload" href="./d.woff2" as="font"><script type="module" crossorigin src="./a.js"></script>'
        '<link rel="modulepreload" href="./b.js"><link rel="stylesheet" href="./c.css"></head><body><div id="root"></div></body></html>')
VIEW = "document.querySelector('.st-key-network [data-testid=stBidiComponentIsolated]').shadowRoot.querySelector('.bailanysh').bailanysh"
STILL = f"document.getElementById('{ELEMENT}')"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return (gzip.decompress(self.content) if self.headers.get("content-encoding") == "gzip" else self.content).decode()


class Client:
    """Asks an ASGI app, without a network."""

    def __init__(self, app):
        self.app = app

    def get(self, address, headers=(), method="GET"):
        path, _, query = address.partition("?")
        said = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            said.append(message)

        asked = [(name.encode(), value.encode()) for name, value in dict(headers).items()]
        scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": path,
                 "raw_path": path.encode(), "root_path": "", "query_string": query.encode(), "headers": asked, "server": ("test", 80)}
        with ThreadPoolExecutor() as apart:  # a browser's loop may run in this thread
            apart.submit(lambda: asyncio.run(self.app(scope, receive, send))).result()
        return Answer(said[0]["status"], {name.decode(): value.decode() for name, value in said[0]["headers"]},
                      b"".join(message.get("body", b"") for message in said[1:]))


@pytest.fixture
def client(tmp_path, monkeypatch):
    """The middleware around an app of two pages, on a small dataset."""
    monkeypatch.setenv("BAILANYSH_DATA", str(write(tmp_path)))
    routes = [Route("/", lambda _: HTMLResponse(PAGE, headers={"etag": '"theirs"'})), Route("/compare", lambda _: HTMLResponse(PAGE)),
              Route("/plain", lambda _: PlainTextResponse("x"))]
    return Client(Opening(Starlette(routes=routes)))


def has_still(answer) -> bool:
    return f'id="{ELEMENT}"' in answer.text


def test_the_page_carries_the_picture_before_anything_that_has_to_be_fetched(client):
    answer = client.get("/")
    assert answer.status == 200 and has_still(answer)
    order = [answer.text.index(part) for part in (f'id="{ELEMENT}"', 'id="root"', "d.woff2", "a.js", "b.js", "c.css", "</body>")]
    assert order == sorted(order)
    assert answer.text.count("a.js") == answer.text.count("b.js") == answer.text.count("c.css") == 1
    assert "window.prerenderReady = false" in answer.text


def test_without_the_picture_and_what_starts_the_app_after_it_the_page_is_the_very_same(client):
    kept = re.search(r'<link rel="preload".*css">', PAGE)[0]
    page = client.get("/").text.replace(f'<template id="{APP}">{kept}</template><script>{START}</script>', "")
    assert re.sub(rf'<div id="{ELEMENT}".*</section></div>', "", page, flags=re.S) == PAGE.replace(kept, "").replace(">Streamlit<", ">Bailanysh<")


@pytest.mark.parametrize("path", ["/compare", "/plain", "/?compare=2005,2010", "/?measure=degree", "/?open=a", "/?limit=5000", "/?" + "x" * 3000])
def test_other_pages_and_what_the_view_alone_can_draw_are_left_as_they_are(client, path):
    assert not has_still(client.get(path))


def test_a_browser_that_has_the_page_is_told_so_and_one_that_has_another_is_not(client):
    first = client.get("/?year=2010")
    assert first.headers["cache-control"] == "no-cache" and first.headers["etag"] != '"theirs"'
    again = client.get("/?year=2010", headers={"if-none-match": first.headers["etag"]})
    assert again.status == 304 and not again.content
    assert client.get("/?lang=ru", headers={"if-none-match": first.headers["etag"]}).status == 200


def test_a_change_of_the_data_changes_the_page(client, tmp_path):
    before = client.get("/")
    path = tmp_path / "actors.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("en: ", "en: Renamed ", 1), encoding="utf-8")
    after = client.get("/", headers={"if-none-match": before.headers["etag"]})
    assert after.status == 200 and "Renamed" in after.text


def test_who_takes_no_packed_answer_gets_a_plain_one_and_head_has_no_body(client):
    plain = client.get("/", headers={"accept-encoding": "identity"})
    packed = client.get("/", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers and packed.headers["content-encoding"] == "gzip" and plain.text == packed.text
    head = client.get("/", method="HEAD")
    assert head.status == 200 and not head.content and int(head.headers["content-length"]) > 0


def test_hostile_addresses_fill_no_memory_and_take_no_more_than_their_share_of_the_processor(client, monkeypatch):
    middleware = client.app
    for year in range(1000, 1000 + 2 * KEPT):
        client.get(f"/?year={year}")
    assert len(middleware._pages) <= KEPT
    middleware._purse.pay(10)
    assert not has_still(client.get("/?lang=ky")), "nothing is left to spend"
    middleware._purse = Purse(1, 1)
    assert has_still(client.get("/?lang=ky")), "there is again"


def test_a_purse_fills_up_to_its_bound(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(opening.time, "monotonic", lambda: now[0])
    purse = Purse(0.2, 2)
    purse.pay(3)
    assert not purse.open()
    now[0] = 6
    assert purse.open()
    now[0] = 1e6
    assert purse.open()
    purse.pay(2)
    assert not purse.open()


def test_a_picture_that_cannot_be_made_keeps_nobody_from_the_page(client, monkeypatch):
    monkeypatch.setattr(opening, "still", lambda *_: 1 / 0)
    answer = client.get("/?year=2010")
    assert answer.status == 200 and answer.text == PAGE


def test_a_store_has_no_still(client, monkeypatch):
    monkeypatch.setattr(opening.stored, "is_store", lambda: True)
    assert client.get("/").text == PAGE


def test_the_language_of_a_link_is_that_of_the_still():
    assert asked_for(b"lang=ru").language == "ru" and asked_for(b"lang=xx").language == "en" and asked_for(b"").language == "en"
    assert asked_for(b"year=2010&year=2011").first == "2011"
    assert all(asked_for(f"measure={name}".encode()) is None for name in OF_ACTORS)


def test_no_payload_in_any_name_becomes_markup():
    made = still(hostile(), Selection(limit=100), TODAY)
    found = html.fragment_fromstring(made)
    tags = {element.tag for element in found.iter() if isinstance(element.tag, str)}
    assert tags == {"div", "style", "svg", "g", "path", "text", "tspan", "section", "ol", "li"}
    attributes = {name for element in found.iter() if isinstance(element.tag, str) for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name in ("href", "src", "srcset", "action")}
    text = " ".join(found.itertext())
    assert sum(payload.split()[0][:12] in text for payload in PAYLOADS) > 40, "they are there, as text"


def test_a_selection_of_nothing_or_of_too_much_has_no_still():
    data, _ = load(ROOT / "data")
    assert still(data, Selection.from_query("year=1500&possible=0"), TODAY) is None
    assert still(data, Selection.from_query("limit=900"), TODAY) is None


@pytest.mark.browser
@pytest.mark.parametrize("size, query", [((1440, 900), "?year=2010"), ((390, 844), "?year=2005&lang=ru")])
def test_the_map_takes_the_place_of_the_still_and_every_actor_stands_where_it_stood(browser, serve, size, query):
    page = browser.new_page(viewport=dict(zip(("width", "height"), size)))
    page.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ globalThis.kept = {STILL}.outerHTML; }})")
    page.goto(f"{serve(script='serve.py')}/{query}")
    until(page, f"{VIEW}.inspect().labels.length > 10", True)
    until(page, f"{STILL} === null", True)
    # the still again, over the map that took its place
    page.evaluate("() => document.body.insertAdjacentHTML('beforeend', kept)")
    places = page.evaluate(f"""() => {{
      const picture = [...{STILL}.querySelectorAll('.m')].find((one) => getComputedStyle(one).display !== 'none');
      const shapes = [...picture.querySelectorAll('g[transform]')].map((one) => one.getBoundingClientRect());
      const stage = {VIEW}.view.stage.getBoundingClientRect();
      const mine = shapes.map((box) => [box.x + box.width / 2 - stage.x, box.y + box.height / 2 - stage.y]);
      return {{ mine, theirs: Object.values({VIEW}.inspect().positions).map(({{ x, y }}) => [x, y]),
        names: [...picture.querySelectorAll('text')].map((one) => one.textContent), labels: {VIEW}.inspect().labels.length }};
    }}""")
    assert len(places["mine"]) == len(places["theirs"])
    for x, y in places["mine"]:  # a triangle's box is not around its middle
        assert min(abs(x - a) + abs(y - b) for a, b in places["theirs"]) < 5
    assert abs(len(places["names"]) - places["labels"]) <= 3, "names as the map sets them, but for a rounding here and there"
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["a tab in the background", "a browser that paints no frame"])
def test_the_app_starts_where_no_picture_is_painted_too(browser, serve, kind):
    page = browser.new_page()
    never = "globalThis.requestAnimationFrame = () => 0;"
    hidden = "Object.defineProperty(document, 'hidden', { get: () => true }); globalThis.setTimeout = () => 0;"
    page.add_init_script(never + (hidden if kind == "a tab in the background" else ""))
    page.goto(f"{serve(script='serve.py')}/?year=2010")
    until(page, f"document.getElementById('{APP}') === null", True)
    until(page, "document.querySelectorAll('script[type=module][src]').length", 1)
    until(page, "document.getElementById('root').childElementCount > 0", True)
    page.close()


@pytest.mark.browser
def test_nothing_of_the_app_is_fetched_before_its_picture_is_painted(browser, serve):
    page = browser.new_page()
    page.add_init_script("globalThis.requestAnimationFrame = () => 0; globalThis.setTimeout = () => 0;")
    asked = []
    page.on("request", lambda one: asked.append(one.url) if "/static/" in one.url else None)
    page.goto(f"{serve(script='serve.py')}/?year=2010")
    assert page.evaluate(f"() => Boolean({STILL}) && document.getElementById('{APP}').content.querySelectorAll('script').length") == 1
    assert not [each for each in asked if not each.endswith(".png")]
    page.close()


@pytest.mark.browser
def test_names_are_broken_as_the_view_breaks_them(browser, serve):
    page = browser.new_page()
    page.goto(f"{serve(script='serve.py')}/?year=2010")
    until(page, f"{VIEW}.inspect().labels.length > 10", True)
    names = ["Kyrgyzstan", "State Committee for National Security (GKNB)", "Ministry of Emergency Situations of the Kyrgyz Republic", "x" * 40, "Өкмөт  ү",
             "a b", "Министерство здравоохранения Кыргызстана", "one-two-three-four-five-six seven"]
    assert page.evaluate("(names) => names.map(Bailanysh.wrapName)", names) == [wrap(name) for name in names]
    page.close()


@pytest.mark.browser
def test_a_still_that_nothing_replaces_takes_no_click_and_goes_by_itself(browser, serve):
    page = browser.new_page()
    page.route_web_socket("**/*", lambda _: None)  # the app never answers
    page.goto(f"{serve(script='serve.py')}/?year=2010")
    shown = f"getComputedStyle({STILL})"
    assert page.evaluate(f"() => [{shown}.visibility, {shown}.pointerEvents]") == ["visible", "none"]
    page.evaluate("() => document.getAnimations().find((one) => one.animationName === 'bailanysh-gone').finish()")
    assert page.evaluate(f"() => {shown}.visibility") == "hidden"
    page.close()


@pytest.mark.browser
def test_a_page_or_an_error_of_the_app_is_never_covered(browser, serve):
    page = browser.new_page()
    page.route_web_socket("**/*", lambda _: None)
    page.goto(f"{serve(script='serve.py')}/?year=2010")
    until(page, "document.getElementById('root').childElementCount > 0", True)  # it clears its place when it starts
    for name in ("bp-head", "stException", "stAlert"):
        page.evaluate("(name) => { document.getElementById('root').insertAdjacentHTML('beforeend', `<i class=${name}></i>`); }", name)
        assert page.evaluate(f"() => getComputedStyle({STILL}).display") == "none"
        page.evaluate("(name) => document.querySelector(`i.${name}`).remove()", name)
        assert page.evaluate(f"() => getComputedStyle({STILL}).display") == "block"
    page.close()


@pytest.mark.browser
def test_the_page_holds_under_the_policy_of_the_deployed_server(browser, serve):
    policy = re.search(r'default "(default-src [^"]+)"', (ROOT / "deploy" / "nginx.conf").read_text())[1]
    page = browser.new_page()
    refused = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    address = serve(script="serve.py")

    def with_policy(route):
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    page.route(f"{address}/?year=2010", with_policy)
    page.route_web_socket("**/*", lambda _: None)
    page.goto(f"{address}/?year=2010")
    colour = page.evaluate(f"() => getComputedStyle({STILL}.querySelector('.lying path')).stroke")
    assert colour.startswith("rgb") and colour != "rgb(0, 0, 0)", "its style is taken"
    assert not refused
    page.close()


def test_the_kept_pages_are_packed(client):
    client.get("/")
    middleware = client.app
    (kept,) = [each.result() for each in middleware._pages._made.values()]
    assert gzip.decompress(kept).startswith(b"<!DOCTYPE html>")
