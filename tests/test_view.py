"""The network view by itself: a page from disk that mounts it on a small wire, driven in Chromium."""

import base64
import datetime
import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from graph import search, view
from graph.dates import Span, window
from graph.load import load
from graph.model import Actor, Claim, Event, Text
from graph.picture import wire
from graph.selection import Selection, select
from graph.words import written_date
from looking import until
from making import dataset, text

pytestmark = pytest.mark.browser

TODAY = datetime.date(2021, 1, 1)
READABLE = os.environ.get("VIEW_READABLE", "null")  # 0: all of these with the overview instead of vis-network
TIES = """
roza      leads      interim  2010..2011                 times        #leads   @President
roza      supports   russia   2010-06-12/2010-06-13      times        #appeal
kurmanbek opposes    roza     2005..2010                 times times/kurmanbek! #contested
kurmanbek leads      regime   2005..2010                 times post   #regime  @President
sooronbai opposes    kurmanbek 2010..2020                post         #later
sooronbai allied_with russia  2018..ongoing              post         #ally
osh       opposes    interim  2010?                      post         #maybe
osh       supports   regime   -                          paper        #undated
russia    rivals     regime   2009..2010                 times/roza   #claimed
"""
ACTORS = """
roza person Roza Otunbayeva
kurmanbek person Kurmanbek Bakiyev
sooronbai person Sooronbai Jeenbekov
russia state Russia
interim body Provisional government
regime body Bakiyev regime
osh group People of Osh
"""
PLACES = {"roza": (-200.0, -120.0), "kurmanbek": (150.0, -160.0), "sooronbai": (260.0, 80.0), "russia": (-60.0, 190.0),
          "interim": (-320.0, 60.0), "regime": (20.0, 20.0), "osh": (-180.0, 250.0)}
QUOTES = {"contested": ("I will fight on", "Bakiyev denied the charges"), "leads": ("Interim President Otunbayeva",)}


def small():
    """The small dataset, with words for its claims, names in Russian, and one event."""
    made = dataset(TIES, ACTORS, "times 2010-06-14 Gazette\npost 2020-10-08 Post", version="v1", layout=PLACES, events={
        "unrest": Event(id="unrest", name=text("Unrest in the south"), date="2010-06", actors=("osh", "roza"),
                        claims=(Claim(document="times", quote="Clashes began on Friday"),)),
    })
    russian = {"sooronbai": "Сооронбай Жээнбеков", "roza": "Роза Отунбаева"}
    actors = {
        id: actor.model_copy(update={"name": Text(en=actor.name.en, ru=russian.get(id))}) for id, actor in made.actors.items()
    }
    relations = {
        id: relation.model_copy(update={"claims": tuple(
            claim.model_copy(update={"quote": quote}) for claim, quote in zip(relation.claims, QUOTES[id])
        )}) if id in QUOTES else relation for id, relation in made.relations.items()
    }
    return type(made)(made.vocabulary, actors, relations, made.documents, made.events, made.layout, made.version)


WIRE = wire(small(), today=TODAY, language="en")

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<style>html, body {{ margin: 0; height: 100% }} #host {{ height: 100vh }}</style></head><body><div id="host"></div>
<script>{vis}</script><script>{view}</script><script>
const root = document.getElementById("host").attachShadow({{ mode: "open" }});
const style = document.createElement("style");
const place = document.createElement("div");
style.textContent = {style};
place.style.height = "100%";
root.append(style, place);
const wire = {wire};
const told = [];
Bailanysh.renderers.READABLE = {readable} ?? Bailanysh.renderers.READABLE;
const {{ state, theme }} = Object.assign({{ state: {{}}, theme: "light" }}, JSON.parse(decodeURIComponent(location.hash.slice(1) || "{{}}")));
const handle = Bailanysh.mount(place, {{ vis, wire, state, theme, host: {{ changed: (state) => told.push(state) }} }});
</script></body></html>"""


@pytest.fixture
def open_view(browser, tmp_path):
    """open_view(state, wire=…, width=…, …) → a page with the view; afterwards nothing was complained of or asked for."""
    opened = []

    def open_view(state=None, *, wire=WIRE, width=1280, height=800, **context):
        safe = json.dumps(wire, ensure_ascii=False).replace("</", "<\\/")
        file = tmp_path / "view.html"
        file.write_text(PAGE.format(vis=view.vis_script(), view=view.script(), style=json.dumps(view.style()), wire=safe, readable=READABLE), "utf-8")
        page = browser.new_context(viewport={"width": width, "height": height}, **context).new_page()
        complaints, requests = [], []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        opened.append((page, complaints, requests, file.as_uri()))
        page.goto(f"{file.as_uri()}#{json.dumps({'state': state or {}})}")
        until(page, "handle.inspect().labels.length > 0 || handle.inspect().visibleNodes.length === 0", True)
        return page

    yield open_view
    for page, complaints, requests, address in opened:
        page.context.close()
        assert complaints == []
        assert [url for url in requests if not url.startswith(address)] == []


def look(page, what):
    return page.evaluate(f"handle.inspect().{what}")


def spot(page, kind, id):
    """Where on the page an actor ("positions") or the middle of a tie ("ties") is."""
    here = look(page, kind)[id]
    stage = page.locator(".bn-stage").bounding_box()
    return stage["x"] + here["x"], stage["y"] + here["y"]


def click(page, kind, id):
    page.mouse.click(*spot(page, kind, id))


def state_of(page):
    return look(page, "state")


# -- the same rules as in Python


def test_certainty_is_that_of_a_span(open_view):
    page = open_view()
    d = lambda text: datetime.date.fromisoformat(text).toordinal()
    spans = [
        Span(d("2005-01-01"), d("2005-12-31"), d("2005-01-01"), d("2005-12-31")),
        Span(d("2005-03-01"), d("2005-03-31"), d("2010-04-01"), d("2010-04-30")),
        Span(d("2005-01-01"), d("2007-12-31"), d("2006-01-01"), d("2009-12-31")),
        Span(1, d("2005-03-20"), d("2005-03-20"), d("2020-01-01")),
        Span(d("2005-03-20"), d("2005-03-20"), d("2010-06-14"), d("2010-06-14"), seen=(d("2005-03-20"), d("2010-06-14"))),
        Span(d("2010-04-07"), d("2010-04-07"), d("2021-01-01"), d("2021-01-01"), open=True),
    ]
    windows = [window(text) for text in ("2004", "2005", "2005-03", "2005-03-20", "2006", "2008", "2010", "2010-06", "2021", "2022")]
    edges = [{"days": [s.start_earliest, s.start_latest, s.end_earliest, s.end_latest], "seen": list(s.seen)} for s in spans]
    found = page.evaluate(
        "([edges, windows]) => edges.map((e) => windows.map(([a, b]) => Bailanysh.CERTAINTIES[Bailanysh.certainty(e, a, b)]))",
        [edges, windows],
    )
    assert found == [[span.certainty(*days) for days in windows] for span in spans]
    assert page.evaluate("Bailanysh.certainty({days: null}, 1, 9)") == 0


def test_written_dates_are_the_days_that_python_reads(open_view):
    page = open_view()
    good = ["2005", "2004-02", "2000-02-29", "0999", "2010-06-12/2010-06-13", "2010/2011-03"]
    bad = ["", "05", "2005-13", "2005-02-29", "2005-3", "2010/2009", "a", "2005/2006/2007"]
    read = page.evaluate("(texts) => texts.map((text) => { const s = Bailanysh.parse(text); return s && [s.first, s.last] })", good + bad)
    assert read == [list(window(text)) for text in good] + [None] * len(bad)


def test_kyrgyz_dates_read_as_in_python_though_browsers_know_no_kyrgyz_months(open_view):
    page = open_view()
    texts = ["1950-08-23", "2010-06", "2010-06-12/2010-06-13", "2010-05-30/2010-06-02", "2010-12-30/2011-01-02", "2005-03~", "2005-03-24?"]
    t = """(text, values) => ({ "about {date}": "болжол менен {date}", "perhaps {date}": "балким, {date}" })[text].replace("{date}", values.date)"""
    shown = page.evaluate(f"(texts) => texts.map((text) => Bailanysh.dateText(text, 'ky', {t}))", texts)
    assert shown == [written_date(text, "ky") for text in texts]
    assert page.evaluate("Bailanysh.dateText('2010', 'ky', null)") == "2010"  # a year alone is a number, as on the axis


def test_spellings_are_folded_and_found_as_in_python(open_view):
    page = open_view()
    spellings = ["Жээнбеков", "Jeenbekov", "Zheenbekov", "Өзгөн", "Özgön", "Shcherbakov", "Хайруллаев", "K’yrgyz-Ata", "Ысык-Көл",
                 "Dzhalal-Abad", "Юсупов", "x", "1991–2005", ""]
    assert page.evaluate("(all) => all.map(Bailanysh.fold)", spellings) == [search.fold(each) for each in spellings]
    data = small()
    for asked in ["жээнбеков", "zheenbekov", "jenbekow", "bakiev", "bak", "bakiyev kurmanbek", "otunbyeva", "osh people", "qqq"]:
        found = page.evaluate("(asked) => handle.find(asked).filter((e) => e.kind === 'actor').map((e) => e.id)", asked)
        assert found == search.find(data, asked), asked


@pytest.mark.parametrize("query", [
    "", "year=2010", "year=2010&possible=0", "from=2005&to=2009", "to=2005", "from=2011", "year=2010-06", "limit=3", "year=2010&limit=4",
    "family=rivalry", "kind=person", "kind=leads,person,body", "status=contested,claimed", "document=times", "speaker=roza",
    "speaker=times", "standpoint=Post", "document=paper&standpoint=Post", "focus=russia", "focus=roza&radius=2&year=2010",
    "focus=osh&limit=2&year=2010", "focus=osh&year=2020", "year=1950", "family=nonsense",
])
def test_shows_what_select_selects(open_view, query):
    agrees(open_view(), small(), query, TODAY)


def test_shows_what_select_selects_of_hundreds_of_actors_when_the_limit_binds(open_view):
    """In data/ itself, where standing over all years and who would stand alone decide."""
    data, _problems = load(Path(__file__).parents[1] / "data")
    today = datetime.date(2026, 11, 22)
    page = open_view({"year": "2010"}, wire=wire(data, today=today, language="en"))
    for query in (
        "", "year=2005", "year=2010", "year=2015", "year=2020", "year=2025", "year=2015&limit=7", "year=2010&limit=200", "limit=1",
        "year=2010-06", "from=2005&to=2010&limit=30", "kind=person&year=2015", "family=justice&limit=20", "status=contested",
        "focus=felix-kulov&radius=2&limit=25", "focus=kurmanbek-bakiyev&year=2010", "year=1995&possible=0&limit=15",
    ):
        agrees(page, data, query, today)


def agrees(page, data, query, today):
    """The view, of its own wire, shows the very part of the data that `select` gives."""
    part = select(data, Selection.from_query(query), today)
    state = page.evaluate("(query) => Bailanysh.fromQuery(query)", query)
    shown = page.evaluate("""(state) => {
      const { index } = handle.view;
      const shown = Bailanysh.visible(index, Bailanysh.normalise(state, wire, index));
      const ids = (list, rows) => list.map((i) => rows[i].id).sort();
      return {
        actors: ids(shown.nodes, index.nodes), undated: ids(shown.undated, index.edges), totals: [shown.actorsTotal, shown.tiesTotal],
        ties: Object.fromEntries(shown.edges.map((i) => [index.edges[i].id, Bailanysh.CERTAINTIES[shown.certainty[i]]])),
      };
    }""", state)
    assert shown["ties"] == dict(part.certainty), query
    assert shown["actors"] == sorted(part.dataset.actors), query
    assert shown["undated"] == sorted(part.undated), query
    assert shown["totals"] == [part.actors_total, part.ties_total], query


def test_ties_began_ended_or_stayed_between_two_windows(open_view):
    page = open_view()
    change = page.evaluate(
        "([a, b]) => Object.fromEntries(Bailanysh.classify(handle.view.index, a, b).map((c, i) => [wire.edges[i].id, c]))",
        [window("2006"), window("2010")],
    )
    assert change == {"leads": "began", "appeal": "began", "contested": "both", "regime": "both", "later": "began", "ally": "",
                      "maybe": "began", "undated": "", "claimed": "began"}


# -- the map


def colour_at(page, id):
    """The colour of the canvas in the middle of an actor."""
    return page.evaluate("""(id) => {
      const { x, y } = handle.inspect().positions[id];
      const canvas = place.querySelector(".bn-canvas canvas");
      const ratio = canvas.width / canvas.clientWidth;
      const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      copy.drawImage(canvas, -Math.round(x * ratio), -Math.round(y * ratio));
      return [...copy.getImageData(0, 0, 1, 1).data];
    }""", id)


def test_an_actor_keeps_its_place_through_the_years(open_view):
    page = open_view({"year": "2010"})
    camera, before, colour = look(page, "camera"), look(page, "positions")["kurmanbek"], colour_at(page, "kurmanbek")
    assert colour[3] == 255
    for year in ("2005", "2020", "2010"):
        page.evaluate("(year) => handle.view.set({ year })", year)
        page.wait_for_timeout(60)
        assert look(page, "positions")["kurmanbek"] == before
        assert colour_at(page, "kurmanbek") == colour
        assert look(page, "camera") == camera
    page.evaluate("handle.view.set({ year: '2018' })")
    assert "roza" not in look(page, "visibleNodes")


def test_the_opening_camera_keeps_every_actor_clear_of_the_overlays(open_view):
    page = open_view()
    legend = page.locator(".bn-legend").bounding_box()
    stage = page.locator(".bn-stage").bounding_box()
    for id in PLACES:
        x, y = spot(page, "positions", id)
        assert legend["x"] + legend["width"] < x < stage["x"] + stage["width"]
        assert stage["y"] < y < stage["y"] + stage["height"]


def test_no_name_goes_under_the_buttons_of_the_camera(open_view):
    page = open_view({"year": "2010"})
    stage, buttons = (page.locator(each).bounding_box() for each in (".bn-stage", ".bn-camera"))
    left, top = buttons["x"] - stage["x"], buttons["y"] - stage["y"]
    here, camera = spot(page, "positions", "roza"), look(page, "camera")
    for along in range(-20, 40, 10):  # the actor stands from beside the buttons to under them
        scale = camera["scale"] * (1 + (along + 30) / 10_000)  # names are set anew where the scale is another
        x = camera["x"] + (here[0] - stage["x"] - left - along) / camera["scale"]
        y = camera["y"] + (here[1] - stage["y"] - top - 40) / camera["scale"]
        before = look(page, "labelBoxes")
        page.evaluate("([scale, x, y]) => handle.view.parts.network.look({ scale, x, y })", [scale, x, y])
        until(page, f"JSON.stringify(handle.inspect().labelBoxes) === {json.dumps(json.dumps(before, separators=(',', ':')))}", False)
        box = look(page, "labelBoxes").get("roza")
        assert box is None or box["x"] + box["w"] <= left or box["y"] + box["h"] <= top or box["y"] >= top + buttons["height"]


def test_clicking_an_actor_opens_it_and_clicking_the_ground_closes_it(open_view):
    page = open_view({"year": "2010"})
    click(page, "positions", "kurmanbek")
    assert page.locator(".bn-panel h2").inner_text() == "Kurmanbek Bakiyev"
    assert "President" in page.locator(".bn-offices").inner_text()
    page.wait_for_timeout(450)
    page.mouse.click(620, 120)
    assert page.locator(".bn-panel").is_hidden()
    until(page, "told.at(-1).open", None)


def test_clicking_a_tie_opens_it(open_view):
    page = open_view({"year": "2020"})
    click(page, "ties", "ally")
    assert page.locator(".bn-panel h2").inner_text() == "Sooronbai Jeenbekov allied with Russia"
    assert state_of(page)["open"] == "ally"


def test_a_double_click_puts_the_actor_in_focus(open_view):
    page = open_view({"year": "2010"})
    page.mouse.dblclick(*spot(page, "positions", "osh"))
    until(page, "handle.inspect().state.focus", ["osh"])
    assert sorted(look(page, "visibleNodes")) == ["interim", "osh"]
    page.get_by_role("button", name="More steps").click()
    assert state_of(page)["radius"] == 2
    assert sorted(look(page, "visibleNodes")) == ["interim", "osh", "roza"]
    page.get_by_role("button", name="Show whole network").click()
    assert state_of(page)["focus"] == []


def test_hovering_tells_of_the_tie(open_view):
    page = open_view({"year": "2020"})
    page.mouse.move(*spot(page, "ties", "ally"))
    tip = page.locator(".bn-tip")
    until(page, "!place.querySelector('.bn-tip').hidden", True)
    assert "Sooronbai Jeenbekov allied with Russia" in tip.inner_text()


def test_the_opened_actor_stays_in_years_without_it(open_view):
    page = open_view({"year": "2010", "open": "roza"})
    page.evaluate("handle.view.set({ year: '2018' })")
    until(page, "place.querySelector('.bn-ties .bn-quiet')?.textContent", "No tie in 2018 that the filters let through.")
    assert page.locator(".bn-panel h2").inner_text() == "Roza Otunbayeva"
    assert page.get_by_role("button", name="In other years: 3").is_visible()



PLACING = "window.placed = []; handle.update({ host: { changed: (state) => told.push(state), placed: (id, at) => placed.push([id, at]) } })"


def drag(page, at, dx, dy):
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + dx, at[1] + dy, steps=4)
    page.mouse.up()


def place_of(page, id):
    return page.evaluate(f"(({{ x, y }}) => [x, y])(handle.view.index.nodes.find((node) => node.id === '{id}'))")


def test_readers_cannot_move_an_actor_and_editors_only_in_a_mode_of_its_own(open_view):
    page = open_view()
    id = look(page, "visibleNodes")[0]
    before, camera = place_of(page, id), look(page, "camera")
    assert not page.get_by_role("button", name="Move actors").is_visible()
    drag(page, spot(page, "positions", id), 50, 30)
    assert place_of(page, id) == before and look(page, "camera") != camera  # the map has moved, the actor has not
    page.evaluate(PLACING)
    drag(page, spot(page, "positions", id), 40, -30)
    page.locator(".bn-stage").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert place_of(page, id) == before and page.evaluate("placed") == []


def test_in_the_mode_an_actor_is_dragged_to_its_place_and_the_map_stays(open_view):
    page = open_view()
    page.evaluate(PLACING)
    page.get_by_role("button", name="Move actors").click()
    id, camera = look(page, "visibleNodes")[0], look(page, "camera")
    before, at = place_of(page, id), spot(page, "positions", id)
    drag(page, at, 60, 40)
    wanted = [before[0] + 60 / camera["scale"], before[1] + 40 / camera["scale"]]
    assert place_of(page, id) == pytest.approx(wanted, abs=1) and look(page, "camera") == camera
    assert page.evaluate("placed") == [[id, [pytest.approx(wanted[0], abs=1), pytest.approx(wanted[1], abs=1)]]]
    assert page.evaluate(f"wire.nodes.find((node) => node.id === '{id}').x") == before[0]  # the wire's own data stays as it is
    drag(page, (at[0] + 60, at[1] + 40), 2, 1)  # a click that trembles opens the actor, as ever
    assert state_of(page)["open"] == id and len(page.evaluate("placed")) == 1
    page.keyboard.press("Escape")
    assert not page.locator(".bn-placingnote").is_visible()


def test_escape_puts_back_what_is_being_dragged(open_view):
    page = open_view()
    page.evaluate(PLACING)
    page.get_by_role("button", name="Move actors").click()
    id = look(page, "visibleNodes")[0]
    before, at = place_of(page, id), spot(page, "positions", id)
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + 50, at[1] + 50, steps=3)
    assert place_of(page, id) != before
    page.keyboard.press("Escape")
    page.mouse.up()
    assert place_of(page, id) == before and page.evaluate("placed") == []


def test_by_keyboard_an_actor_is_chosen_moved_and_told_of_once(open_view):
    page = open_view()
    page.evaluate(PLACING)
    page.get_by_role("button", name="Move actors").click()
    page.locator(".bn-stage").focus()
    page.keyboard.press("ArrowRight")
    id = page.evaluate("handle.view.index.nodes[handle.view.cursor].id")
    before = place_of(page, id)
    for _ in range(3):
        page.keyboard.press("Shift+ArrowDown")
    until(page, "placed.length", 1)
    [[told, at]] = page.evaluate("placed")
    assert told == id and at[0] == round(before[0]) and at[1] > before[1]
    assert place_of(page, id)[1] == pytest.approx(at[1], abs=1)


def test_on_an_upright_screen_the_told_place_is_that_of_the_lying_map(open_view):
    page = open_view(width=390, height=844)
    page.evaluate(PLACING)
    page.get_by_role("button", name="Move actors").click()
    id, scale = look(page, "visibleNodes")[0], look(page, "camera")["scale"]
    x, y = page.evaluate(f"(({{ x, y }}) => [x, y])(wire.nodes.find((node) => node.id === '{id}'))")
    drag(page, spot(page, "positions", id), 0, 40)
    assert page.evaluate("placed") == [[id, [pytest.approx(x + 40 / scale, abs=1), pytest.approx(y, abs=1)]]]


def test_size_tells_the_measure_of_the_year_and_the_key_its_values(open_view):
    measured = {"id": "betweenness", "label": "Betweenness", "unit": "share", "digits": 4, "first": 2009,
                "values": {"roza": [0, 0.4], "kurmanbek": [0.4, 0.1], "russia": [None, None]}}
    page = open_view({"year": "2010", "measure": "betweenness"}, wire={**WIRE, "measures": [measured]})
    # area above the least size tells the value: a quarter of it, half the way
    expected = {"roza": 38, "kurmanbek": 21.5, "russia": 5, "osh": 5}
    sizes = lambda: page.evaluate("Object.fromEntries(wire.nodes.map((n, i) => [n.id, handle.view.sized.sizes[i]]))")
    assert {id: sizes()[id] for id in expected} == expected
    radii = look(page, "radii")
    assert radii["roza"] > radii["kurmanbek"] > radii["osh"] == radii["russia"]
    key = page.locator(".bn-legend")
    assert "Size: Betweenness, 2010 (share)" in key.inner_text()
    assert page.locator(".bn-sizesample").all_inner_texts() == ["0.4", "0.1", "0.02"]
    page.evaluate("handle.view.set({ year: null, from: '2001', to: '2009' })")
    assert "Size: Betweenness, 2009 (share)" in key.inner_text()
    assert sizes()["kurmanbek"] == 38 and sizes()["roza"] == 5
    page.evaluate("handle.view.set({ year: '2020' })")
    assert "No value in 2020" in key.inner_text()
    page.evaluate("handle.view.set({ year: '2010' })")
    page.get_by_role("button", name="Plain sizes").click()
    assert state_of(page)["measure"] is None
    plain = look(page, "radii")
    assert plain != radii
    page.get_by_label("Size", exact=True).select_option("betweenness")
    assert look(page, "radii") == radii
    assert page.evaluate("Bailanysh.toQuery(handle.view.state, Bailanysh.defaults(wire))") == "year=2010&measure=betweenness"


def test_values_of_a_measure_may_come_later_and_from_the_host_only(open_view):
    listed = {**WIRE, "measures": [{"id": "degree", "label": "Degree", "unit": "actors", "digits": 0}]}
    page = open_view({"year": "2010"}, wire=listed)
    plain = look(page, "radii")
    assert page.get_by_label("Size", exact=True).count() == 0  # nobody would ever send the values
    page.evaluate("handle.update({ host: { measures: true } }); handle.view.set({ measure: 'degree' })")
    assert "Measuring …" in page.locator(".bn-legend").inner_text()
    assert look(page, "radii") == plain
    page.evaluate("handle.update({ measured: [{ measure: 'degree', first: 2010, values: { osh: [12] } }] })")
    assert look(page, "radii")["osh"] == max(look(page, "radii").values()) > look(page, "radii")["roza"]
    assert page.locator(".bn-sizesample").all_inner_texts() == ["12", "3", "1"]


def test_a_measure_that_the_data_does_not_know_leaves_plain_sizes_and_colours(open_view):
    page = open_view({"year": "2010", "measure": "nonsense", "colour": "nonsense"})
    assert state_of(page)["measure"] is None and state_of(page)["colour"] is None
    assert page.get_by_label("Size", exact=True).count() == page.get_by_label("Colour", exact=True).count() == 0


def seen_at(page, id: str) -> list[int]:
    """What the canvas shows at an actor."""
    return page.evaluate("""(id) => {
        const canvas = handle.view.parts.network.canvas(), at = handle.inspect().positions[id];
        const dense = canvas.width / canvas.getBoundingClientRect().width;
        const dot = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
        handle.view.parts.network.drawNow();
        dot.drawImage(canvas, -Math.round(at.x * dense), -Math.round(at.y * dense));
        return [...dot.getImageData(0, 0, 1, 1).data].slice(0, 3);
    }""", id)


def spread(page, colour: str) -> int:
    """How many pixels of the canvas have this colour."""
    return page.evaluate("""(colour) => {
        handle.view.parts.network.drawNow();
        const canvas = handle.view.parts.network.canvas(), copy = new OffscreenCanvas(canvas.width, canvas.height + 1);
        const pen = copy.getContext("2d", { willReadFrequently: true });
        pen.fillStyle = colour;
        pen.fillRect(0, canvas.height, 1, 1);
        const [red, green, blue] = pen.getImageData(0, canvas.height, 1, 1).data;
        pen.drawImage(canvas, 0, 0);
        const dots = pen.getImageData(0, 0, canvas.width, canvas.height).data;
        let count = 0;
        for (let i = 0; i < dots.length; i += 4) count += dots[i] === red && dots[i + 1] === green && dots[i + 2] === blue;
        return count;
    }""", colour)


def test_colour_tells_another_measure_than_size_from_pale_to_deep(open_view):
    measured = [
        {"id": "degree", "label": "Degree", "unit": "actors", "digits": 0, "first": 2010, "values": {"roza": [4], "russia": [1]}},
        {"id": "core", "label": "Core number", "unit": "level", "digits": 0, "first": 2010, "values": {"russia": [9], "roza": [3]}},
    ]
    page = open_view({"year": "2010", "measure": "degree", "colour": "core"}, wire={**WIRE, "measures": measured})
    assert seen_at(page, "russia") == [84, 39, 143]
    assert sum(seen_at(page, "russia")) < sum(seen_at(page, "roza")) < sum(seen_at(page, "kurmanbek")) == sum([228, 226, 240])
    assert "Colour: Core number, 2010 (level)" in page.locator(".bn-legend").inner_text()
    assert look(page, "radii")["roza"] > look(page, "radii")["russia"]
    page.get_by_role("button", name="Plain colours").click()
    assert state_of(page)["colour"] is None and seen_at(page, "russia") != [84, 39, 143]
    page.get_by_label("Colour", exact=True).select_option("core")
    assert page.evaluate("Bailanysh.toQuery(handle.view.state, Bailanysh.defaults(wire))") == "year=2010&measure=degree&colour=core"


COMMUNITIES = {
    "id": "communities", "label": "Communities", "grouped": True, "first": 2009,
    "values": {"roza": [0, 0], "russia": [0, 0], "osh": [0, 0], "kurmanbek": [1, 1], "regime": [1, 1], "interim": [None, 3]},
    "places": {"0": 2, "1": 0}, "colours": ["#1d4ea8", "#b8400a", "#0f7a5a"], "coloursDark": ["#8db1ff", "#f39a5c", "#5fd0a3"],
    "names": {"2009": {"0": "Roza Otunbayeva, Russia", "1": "Bakiyev regime"}, "2010": {"0": "Friends of Russia", "1": "Bakiyev regime", "3": "Interim"}},
    "turns": {"2010": ["New: Interim (4)."]}, "agreement": {"2010": "Agreement: 0.60."}, "method": "Leiden.",
}


def test_communities_have_hulls_names_and_colours_that_stay_from_year_to_year(open_view):
    page = open_view({"year": "2010"}, wire={**WIRE, "measures": [COMMUNITIES]})
    tint = page.evaluate("`color-mix(in srgb, #0f7a5a 16%, ${handle.view.colours.ground})`")
    assert spread(page, tint) == 0
    assert page.get_by_label("Size", exact=True).count() == 0  # communities have no sizes
    page.get_by_label("Colour", exact=True).select_option("communities")
    hulls = look(page, "hulls")
    assert [(hull["label"], hull["name"], sorted(hull["actors"])) for hull in hulls] == [(0, "Friends of Russia", ["osh", "roza", "russia"])]
    assert seen_at(page, "russia") == [15, 122, 90] and seen_at(page, "kurmanbek") == [29, 78, 168]
    assert spread(page, tint) > 500
    key = page.locator(".bn-legend").inner_text()
    for words in ("Colour: Communities, 2010", "Friends of Russia (1)", "What became of those of 2009", "New: Interim (4).", "Leiden. Agreement: 0.60."):
        assert words in key
    assert "fewer than 3 actors are shown: 2" in key
    page.evaluate("handle.view.set({ year: '2009' })")
    assert seen_at(page, "russia") == [15, 122, 90]
    page.evaluate("handle.update({ theme: 'dark' })")
    assert seen_at(page, "russia") == [95, 208, 163]
    page.evaluate("handle.view.set({ year: '2010' })")
    page.locator(".bn-hidden[role=status]").get_by_text("New: Interim (4).").wait_for(state="attached")


# -- whose word


def test_a_contested_tie_shows_both_sides(open_view):
    page = open_view({"year": "2010", "open": "contested"})
    asserted, denied = page.locator(".bn-side-asserts").inner_text(), page.locator(".bn-side-denies").inner_text()
    assert "“I will fight on”" in asserted and "The document itself" in asserted
    assert "“Bakiyev denied the charges”" in denied and "Kurmanbek Bakiyev" in denied
    assert "denies" in denied and "denies" not in asserted
    assert "14 June 2010" in asserted


def test_whom_a_document_names_in_english_is_told_as_such_to_a_reader_of_russian(open_view):
    told = dataset("a supports b 2010 times/a_diplomat", layout={"a": (0.0, 0.0), "b": (200.0, 0.0)})
    tie = next(iter(told.relations))
    page = open_view({"year": "2010", "open": tie}, wire=wire(told, today=TODAY, language="ru"))
    assert page.locator(".bn-side-asserts .bn-who").inner_text() == "«a diplomat» (англ.)"


def test_claims_unfold_under_a_tie_and_lead_back(open_view):
    page = open_view({"year": "2010", "open": "roza"})
    page.get_by_role("button", name="Claims: 2").click()
    assert "“Bakiyev denied the charges”" in page.locator(".bn-tie-claims:visible").inner_text()
    page.locator(".bn-sentence", has_text="Kurmanbek Bakiyev opposes").click()
    assert state_of(page)["open"] == "contested"
    page.get_by_role("button", name="Back", exact=True).click()
    assert state_of(page)["open"] == "roza"


def test_what_is_noted_of_a_claim_stands_under_it_in_the_readers_language(open_view):
    told = dataset("a opposes b 2010 times post", layout={"a": (0.0, 0.0), "b": (200.0, 0.0)})
    (tie,) = told.relations.values()
    noted = tie.claims[0].model_copy(update={"note": Text(en="Events: 3", ru="Событий: 3")})
    told = replace(told, relations={tie.id: tie.model_copy(update={"claims": (noted, tie.claims[1])})})
    page = open_view({"year": "2010", "open": tie.id}, wire=wire(told, today=TODAY, language="ru"))
    assert ["Событий: 3" in card for card in page.locator(".bn-claim").all_inner_texts()] == [True, False]


def test_what_stands_in_the_data_is_text_and_bad_addresses_are_no_links(open_view):
    trap = "<img src=x onerror=told.push(1)>"
    made = small()
    made = type(made)(made.vocabulary, {**made.actors, "roza": Actor(id="roza", kind="person", name=Text(en=trap))}, made.relations,
                      made.documents, made.events, made.layout, made.version)
    bad = wire(made, today=TODAY, language="en")
    bad["documents"]["times"]["url"] = "javascript:told.push(2)"
    bad["documents"]["post"] = {**bad["documents"]["post"], "url": "https://example.org/a"}
    page = open_view({"year": "2010", "open": "contested"}, wire=bad)
    assert trap in page.locator(".bn-panel").inner_text()
    assert page.locator("img").count() == 0 and page.locator(".bn-panel a").count() == 0
    page.evaluate("handle.view.open('later')")
    link = page.locator(".bn-panel a")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == ("https://example.org/a", "noopener noreferrer")
    assert page.evaluate("told.filter((one) => typeof one === 'number')") == []


# -- time


def test_the_year_is_moved_by_key_and_by_pointer(open_view):
    page = open_view({"year": "2010"})
    handle = page.get_by_role("slider")
    handle.focus()
    page.keyboard.press("ArrowRight")
    assert state_of(page)["year"] == "2011"
    page.keyboard.press("Home")
    assert state_of(page)["year"] == str(WIRE["years"][0])
    page.keyboard.press("End")
    assert state_of(page)["year"] == str(WIRE["years"][1])
    assert handle.get_attribute("aria-valuetext").startswith(f"{WIRE['years'][1]}: ")
    chart = page.locator(".bn-chart").bounding_box()
    years = WIRE["years"][1] - WIRE["years"][0] + 1
    at = lambda year: chart["x"] + (year - WIRE["years"][0] + 0.5) * chart["width"] / years
    page.mouse.move(at(2006), chart["y"] + 60)
    page.mouse.down()
    assert state_of(page)["year"] == "2006"
    page.mouse.move(at(2009), chart["y"] + 300, steps=4)  # the pointer is held, even outside
    page.mouse.up()
    assert state_of(page)["year"] == "2009"


def test_a_window_has_two_handles_and_moves_as_a_whole(open_view):
    page = open_view({"from": "2006", "to": "2008"})
    first, last = page.get_by_role("slider").all()
    last.focus()
    page.keyboard.press("ArrowRight")
    assert (state_of(page)["from"], state_of(page)["to"]) == ("2006", "2009")
    first.focus()
    page.keyboard.press("Shift+ArrowRight")
    assert (state_of(page)["from"], state_of(page)["to"]) == ("2007", "2010")
    page.get_by_role("button", name="All", exact=True).click()
    assert (state_of(page)["from"], state_of(page)["to"], state_of(page)["year"]) == (None, None, None)


def test_the_bars_count_the_ties_of_each_year(open_view):
    page = open_view()
    counts = page.evaluate("Bailanysh.tiesPerYear(handle.view.index, handle.view.state)")
    for year in range(WIRE["years"][0], WIRE["years"][1] + 1):
        certainty = list(select(small(), Selection(first=str(year)), TODAY).certainty.values())
        i = year - WIRE["years"][0]
        assert (counts["certain"][i], counts["possible"][i]) == (certainty.count("certain"), certainty.count("possible")), year


def test_playing_steps_through_the_years_and_stops(open_view):
    page = open_view({"year": "2019"})
    page.get_by_role("button", name="Play through the years").click()
    until(page, "handle.inspect().state.year", str(WIRE["years"][1]))
    until(page, "Boolean(place.querySelector('.bn-play[aria-label=\"Play through the years\"]'))", True)


def test_the_picture_fades_unless_less_motion_is_wanted(open_view):
    fading = "!place.querySelector('.bn-before').hidden"
    page = open_view({"year": "2010"})
    page.wait_for_timeout(150)
    assert page.evaluate("() => { handle.view.set({ year: '2005' }); return " + fading + " }") is True
    until(page, fading, False)
    calm = open_view({"year": "2010"}, reduced_motion="reduce")
    calm.wait_for_timeout(150)
    assert calm.evaluate("() => { handle.view.set({ year: '2005' }); return " + fading + " }") is False


def test_an_event_is_opened_from_its_mark(open_view):
    page = open_view({"year": "2010"})
    page.get_by_role("button", name="June 2010: Unrest in the south").click()
    assert page.locator(".bn-panel h2").inner_text() == "Unrest in the south"
    assert "“Clashes began on Friday”" in page.locator(".bn-panel").inner_text()


# -- search, filters, what is not shown


@pytest.mark.parametrize("spelling", ["Жээнбеков", "Zheenbekov", "jenbekow"])
def test_search_finds_an_actor_by_any_spelling(open_view, spelling):
    page = open_view({"year": "2010"})
    field = page.locator(".bn-input")
    field.fill(spelling)
    assert page.locator(".bn-found").get_by_role("option").first.inner_text().startswith("Sooronbai Jeenbekov")
    field.press("Enter")
    assert page.locator(".bn-panel h2").inner_text() == "Sooronbai Jeenbekov"
    assert page.locator(".bn-found").get_by_role("option").count() == 0


def test_the_legend_filters_and_counts(open_view):
    page = open_view({"year": "2010"})
    rivalry = page.get_by_role("button", name="rivalry 4")
    assert rivalry.get_attribute("aria-pressed") == "true"
    rivalry.click()
    assert state_of(page)["family"] == ["alliance", "office"]
    page.get_by_role("button", name="Only rivalry").click()
    assert state_of(page)["family"] == ["rivalry"]
    assert sorted(look(page, "visibleEdges")) == ["claimed", "contested", "later", "maybe"]
    page.get_by_role("button", name="possible 1").click()
    assert sorted(look(page, "visibleEdges")) == ["claimed", "contested", "later"]
    page.get_by_role("button", name="Show all").first.click()
    assert state_of(page)["family"] == []


def test_what_the_limit_and_missing_dates_leave_out_is_said(open_view):
    page = open_view({"limit": 3})
    assert "Actors: 3 of 7" in page.locator(".bn-statusline").inner_text()
    page.locator(".bn-tray-open").click()
    tray = page.get_by_role("region", name="Undated or not shown").inner_text()
    assert "People of Osh supports the Bakiyev regime" in tray and "Actors beyond the limit: 4" in tray
    page.get_by_role("button", name="show more").first.click()
    assert state_of(page)["limit"] == 43
    assert len(look(page, "visibleNodes")) == 7


def test_an_empty_picture_says_why_and_what_to_do(open_view):
    page = open_view({"year": "2020", "family": ["office"]})
    assert page.get_by_role("heading", name="No tie to show in 2020").is_visible()
    page.get_by_role("button", name="Lift the filters").click()
    assert page.locator(".bn-empty").is_hidden()
    assert sorted(look(page, "visibleEdges")) == ["ally", "later"]


# -- without a mouse, on a phone


def test_arrows_walk_from_actor_to_actor_and_what_happens_is_spoken(open_view):
    page = open_view({"year": "2010"})
    page.evaluate("addEventListener('keydown', (event) => told.push(event.key))")
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    first = page.evaluate("wire.nodes[handle.view.cursor].id")
    assert first == min((node for node in WIRE["nodes"] if node["id"] in look(page, "visibleNodes")), key=lambda node: node["rank"])["id"]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    second = page.evaluate("wire.nodes[handle.view.cursor]")
    assert second["id"] != first and second["name"] in page.get_by_role("status").inner_text()
    page.keyboard.press("Enter")
    assert state_of(page)["open"] == second["id"]
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert state_of(page)["open"] is None
    page.keyboard.press("r")
    page.keyboard.press("c")
    assert [key for key in page.evaluate("told") if isinstance(key, str)] == []  # none of them reached the host


def test_on_a_phone_a_tap_opens_the_sheet_and_nothing_hangs_over(open_view):
    page = open_view({"year": "2010"}, width=390, height=844, has_touch=True, is_mobile=True)
    page.touchscreen.tap(*spot(page, "positions", "russia"))
    panel = page.locator(".bn-panel")
    until(page, "handle.inspect().state.open", "russia")
    half = panel.bounding_box()
    assert half["width"] == 390 and half["height"] < 500
    page.get_by_role("button", name="Larger or smaller").click()
    full = panel.bounding_box()
    assert full["width"] == 390 and full["height"] > 700
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator(".bn-panel").get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Key and filters").click()
    assert page.get_by_role("button", name="rivalry 4").is_visible()


# -- the host


def test_the_host_is_told_once_when_the_state_rests(open_view):
    page = open_view({"year": "2005"})
    page.evaluate("for (const year of ['2006', '2007', '2008']) handle.view.set({ year })")
    assert page.evaluate("told.length") == 0
    until(page, "told.map((state) => state.year)", ["2008"])


def test_equal_values_and_echoes_change_nothing(open_view):
    page = open_view({"year": "2005"})
    page.evaluate("handle.view.set({ year: '2006' })")
    until(page, "told.length", 1)
    page.evaluate("handle.view.set({ year: '2007' }); handle.update({ state: told[0], wire: structuredClone(wire), theme: 'light' })")
    assert state_of(page)["year"] == "2007"  # the answer to 2006 came late
    page.evaluate("handle.update({ state: { year: '2010' } })")
    assert state_of(page)["year"] == "2010"


def test_another_language_keeps_camera_and_selection(open_view):
    page = open_view({"year": "2010", "open": "roza"})
    page.evaluate("handle.view.parts.network.look({ scale: 0.9, x: 10, y: 20 })")
    camera = look(page, "camera")
    russian = wire(small(), today=TODAY, language="ru")
    page.evaluate("(wire) => handle.update({ wire })", {**russian, "strings": {"Focus": "В центр"}})
    assert page.locator(".bn-panel h2").inner_text() == "Роза Отунбаева"
    assert page.get_by_role("button", name="В центр").is_visible()
    assert look(page, "camera") == camera


def test_a_destroyed_view_leaves_nothing_behind(open_view):
    page = open_view({"year": "2010"})
    page.evaluate("handle.view.parts.years.toggle(); handle.destroy()")
    assert page.evaluate("place.childNodes.length") == 0
    page.wait_for_timeout(400)
    assert page.evaluate("told.length") == 0


def test_what_a_state_asks_for_that_makes_no_sense_is_left_out(open_view):
    page = open_view({"year": "2010-99", "family": ["rivalry", "nonsense"], "focus": "nobody", "radius": 7, "limit": -1, "open": "nothing"})
    state = state_of(page)
    assert (state["year"], state["family"], state["focus"], state["radius"], state["limit"], state["open"]) == (None, ["rivalry"], [], 1, 80, None)


# -- the picture on the screen


def test_the_picture_on_the_screen_is_saved_as_it_is_with_its_stamp(open_view, tmp_path):
    page = open_view({"year": "2010"}, accept_downloads=True)
    page.wait_for_timeout(400)  # the picture rests
    seen = page.locator(".bn-canvas canvas").first.evaluate("(canvas) => canvas.toDataURL()")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save this picture").click()
    assert download.value.suggested_filename == "bailanysh-2010.png"
    download.value.save_as(tmp_path / "saved.png")
    saved = Image.open(tmp_path / "saved.png").convert("RGB")
    drawn = Image.open(io.BytesIO(base64.b64decode(seen.partition(",")[2]))).convert("RGBA")
    ground = Image.new("RGBA", drawn.size, (*saved.getpixel((0, 0)), 255))
    wanted = Image.alpha_composite(ground, drawn).convert("RGB")
    assert len(wanted.getcolors(1 << 20)) > 50  # something was drawn
    top = 71  # px below the title; the screen of the test is of density 1
    different = ImageChops.difference(saved.crop((0, top, drawn.width, top + drawn.height)), wanted)
    changed = sum(different.convert("L").point(lambda level: level > 24 and 255).histogram()[1:])
    assert changed < drawn.width * drawn.height / 1000  # the very canvas
    above, below = saved.crop((0, 0, drawn.width, top)), saved.crop((0, top + drawn.height, drawn.width, saved.height))
    assert len(above.getcolors(1 << 20)) > 5 and len(below.getcolors(1 << 20)) > 5  # title above, key and stamp below
