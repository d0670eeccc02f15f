"""The overview, which draws what is more than vis-network reads well: the same answers as the other renderer."""

import base64
import datetime
import io
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import synthetic  # noqa: E402
import test_view  # noqa: E402
from graph.pack import in_columns  # noqa: E402
from graph.picture import wire  # noqa: E402
from looking import until  # noqa: E402
from test_view import WIRE, look, open_view, seen_at, small, spot, spread, state_of  # noqa: E402, F401

pytestmark = pytest.mark.browser

TODAY = datetime.date(2026, 11, 22)
CHOSEN = """(readable) => {
  Bailanysh.renderers.READABLE = readable;
  handle.view.parts.network.show();
  handle.view.parts.network.drawNow();
}"""
ANSWERS = """() => {
  const { view } = handle;
  const { network } = view.parts;
  network.drawNow();
  const seen = handle.inspect();
  const picks = [];
  for (let x = 260; x < 1240; x += 17) for (let y = 20; y < 560; y += 17) picks.push(network.pick(x, y, (x + y) % 2 === 0));
  const walk = [];
  view.stage.focus();
  for (const key of ["ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowRight"]) {
    view.stage.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    walk.push(view.index.nodes[view.cursor].id);
  }
  view.setCursor(-1);
  return { kind: network.kind(), visibleNodes: seen.visibleNodes, visibleEdges: seen.visibleEdges, labels: seen.labels, positions: seen.positions,
    ties: seen.ties, radii: seen.radii, camera: seen.camera, picks, walk };
}"""


def pixels(url):
    """A data URL as an image on white."""
    drawn = Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("RGB")


def clearly(image, level):
    """How many of the pixels differ from black by more than the level."""
    return sum(image.convert("L").histogram()[level:])


@pytest.mark.parametrize("story", [
    test_view.test_clicking_a_tie_opens_it, test_view.test_hovering_tells_of_the_tie, test_view.test_the_opened_actor_stays_in_years_without_it,
    test_view.test_in_the_mode_an_actor_is_dragged_to_its_place_and_the_map_stays, test_view.test_escape_puts_back_what_is_being_dragged,
    test_view.test_colour_tells_another_measure_than_size_from_pale_to_deep, test_view.test_on_a_phone_a_tap_opens_the_sheet_and_nothing_hangs_over,
    test_view.test_communities_have_hulls_names_and_colours_that_stay_from_year_to_year,
], ids=lambda story: story.__name__.removeprefix("test_"))
def test_what_vis_network_does_the_overview_does(open_view, monkeypatch, story):  # noqa: F811
    """Those which draw and point in a way of their own; VIEW_READABLE=0 puts every test of the view to the overview."""
    monkeypatch.setattr(test_view, "READABLE", "0")
    story(open_view)


@pytest.fixture(scope="module")
def crowd():
    """1,800 actors, with a measure of half of them and with communities, packed as the app sends it."""
    given = wire(synthetic.dataset(1800, 5400), today=TODAY, language="en")
    ids = [node["id"] for node in given["nodes"]]
    measures = [
        {"id": "core", "label": "Core number", "unit": "level", "digits": 0, "first": 2021, "values": {id: [1] for id in ids[::2]}},
        test_view.COMMUNITIES | {"first": 2021, "values": {id: [i % 2] for i, id in enumerate(ids[:60])}, "places": {"0": 2, "1": 0},
                                 "names": {"2021": {"0": "Even", "1": "Odd"}}, "turns": {}, "agreement": {}},
    ]
    return in_columns(given | {"measures": measures})


def test_in_a_crowd_a_measure_colours_and_communities_are_ringed(open_view, crowd):  # noqa: F811
    page = open_view({"limit": 2000, "from": "2000", "to": "2021"}, wire=crowd)
    assert page.evaluate("handle.view.parts.network.kind()") == "overview" and len(look(page, "visibleNodes")) > 1000
    assert spread(page, "rgb(84 39 143)") + spread(page, "rgb(228 226 240)") < 50
    page.evaluate("handle.view.set({ colour: 'core' })")
    assert spread(page, "rgb(84 39 143)") > 2000 and spread(page, "rgb(228 226 240)") > 2000
    page.evaluate("handle.view.set({ colour: 'communities' })")
    assert [(hull["name"], len(hull["actors"]) > 10) for hull in look(page, "hulls")] == [("Even", True), ("Odd", True)]
    tint = page.evaluate("`color-mix(in srgb, #0f7a5a 16%, ${handle.view.colours.ground})`")
    assert spread(page, tint) > 200
    page.evaluate("handle.view.set({ group: 'kind' })")  # gathered, its actors stand elsewhere
    assert look(page, "hulls") == [] and spread(page, tint) == 0


def test_in_a_crowd_what_is_drawn_where_is_what_a_click_meets(open_view, crowd):  # noqa: F811
    page = open_view({"limit": 2000}, wire=crowd)
    shown = look(page, "visibleNodes")
    assert len(shown) > 1000
    positions = look(page, "positions")
    met = page.evaluate("(places) => places.map(({ x, y }) => handle.view.parts.network.pick(x, y, false))", [positions[id] for id in shown])
    assert sum(one == other for one, other in zip(shown, met)) > 0.97 * len(shown)  # the rest lie under others
    ties = look(page, "ties")
    page.evaluate("handle.view.parts.network.look({ ...handle.inspect().camera, scale: 1 })")
    inside = {id: place for id, place in look(page, "ties").items() if 300 < place["x"] < 1000 and 60 < place["y"] < 560}
    met = page.evaluate("(places) => places.map(({ x, y }) => handle.view.parts.network.pick(x, y, false))", list(inside.values()))
    assert len(ties) > 4000 and len(inside) > 4 and sum(one == other for one, other in zip(inside, met)) > 0.5 * len(inside)


def test_in_a_crowd_two_fingers_zoom_and_one_moves_the_map(open_view, crowd):  # noqa: F811
    page = open_view({"limit": 2000}, wire=crowd, width=390, height=844, has_touch=True)
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]})

    before = look(page, "camera")
    touch("touchStart", (150, 300))
    for step in range(1, 6):
        touch("touchMove", (150 + 10 * step, 300 + 6 * step))
    touch("touchEnd")
    moved = look(page, "camera")
    assert moved["scale"] == before["scale"]
    assert (before["x"] - moved["x"]) * moved["scale"] == pytest.approx(50, abs=1) and (before["y"] - moved["y"]) * moved["scale"] == pytest.approx(30, abs=1)
    touch("touchStart", (140, 300))
    touch("touchStart", (140, 300), (240, 300))
    for step in range(1, 11):
        touch("touchMove", (140 - 5 * step, 300), (240 + 5 * step, 300))
    touch("touchEnd")
    closer = look(page, "camera")
    assert closer["scale"] == pytest.approx(2 * moved["scale"], rel=0.02)
    assert state_of(page)["open"] is None  # neither was a tap


@pytest.fixture(scope="module")
def hundreds():
    """A network of 300 actors, packed as the app sends it."""
    return in_columns(wire(synthetic.dataset(300, 900), today=TODAY, language="en"))


@pytest.mark.parametrize("state", [
    {"year": "2010"}, {"limit": 300}, {"from": "2000", "to": "2015", "limit": 150, "possible": False}, {"compare": {"from": "2005", "to": "2015"}},
], ids=["year", "all", "window", "compare"])
def test_both_renderers_give_the_same_answers_to_the_same_questions(open_view, hundreds, state):  # noqa: F811
    page = open_view(state, wire=hundreds)
    given = {}
    pictures = {}
    for kind, readable in (("detail", 2000), ("overview", 0)):
        page.evaluate(CHOSEN, readable)
        given[kind] = page.evaluate(ANSWERS)
        assert given[kind].pop("kind") == kind
        page.evaluate("handle.view.parts.network.drawNow()")
        pictures[kind] = page.evaluate("Bailanysh.snapshot(handle.view).toDataURL()")
    one, two = given["detail"], given["overview"]
    assert len([pick for pick in one["picks"] if pick]) > 100 and len(set(one["walk"])) > 3 and one["labels"]
    for question in ("visibleNodes", "visibleEdges", "picks", "walk", "labels"):
        assert one[question] == two[question], question
    assert one["camera"] == pytest.approx(two["camera"])
    for question in ("positions", "ties"):
        assert one[question].keys() == two[question].keys()
        for id, place in one[question].items():
            assert two[question][id] == pytest.approx(place, abs=0.01), id
    assert two["radii"] == pytest.approx(one["radii"])
    drawn, again = pixels(pictures["detail"]), pixels(pictures["overview"])
    inked = clearly(ImageChops.invert(drawn), 60)
    assert drawn.size == again.size and inked > 10_000
    assert clearly(ImageChops.difference(drawn, again), 40) < 0.05 * inked


def test_a_packed_wire_is_the_wire(open_view):  # noqa: F811
    page = open_view({"year": "2010"})
    fields = page.evaluate("""(given) => {
      const rows = Bailanysh.unpacked(given);
      return Object.fromEntries(["nodes", "edges"].map((list) => [list, rows[list].map((row) => {
        const out = {};
        for (const key in row) if (key !== "place") out[key] = key === "claims" ? row[key].map((claim) => {
          const inner = {};
          for (const field in claim) if (field !== "place") inner[field] = claim[field];
          return inner;
        }) : row[key];
        return out;
      })]));
    }""", in_columns(WIRE))
    assert fields == {"nodes": WIRE["nodes"], "edges": WIRE["edges"]}


def test_above_what_reads_well_the_overview_takes_over_and_keeps_the_camera(open_view, hundreds):  # noqa: F811
    page = open_view({"limit": 40}, wire=hundreds)
    page.evaluate("Bailanysh.renderers.READABLE = 100")
    assert page.evaluate("handle.view.parts.network.kind()") == "detail"
    page.evaluate("handle.view.parts.network.look({ x: 30, y: -40, scale: 0.5 })")
    page.evaluate("handle.view.set({ limit: 300 })")
    assert page.evaluate("handle.view.parts.network.kind()") == "overview"
    assert look(page, "camera") == {"x": 30, "y": -40, "scale": 0.5}
    assert len(look(page, "visibleNodes")) > 100
    assert page.locator(".bn-canvas").count() == 1
    page.evaluate("handle.view.set({ limit: 40 })")
    assert page.evaluate("handle.view.parts.network.kind()") == "detail"
    assert look(page, "camera") == pytest.approx({"x": 30, "y": -40, "scale": 0.5})


def test_the_overview_is_dragged_zoomed_hovered_and_clicked(open_view, hundreds):  # noqa: F811
    page = open_view({"limit": 300}, wire=hundreds)
    page.evaluate(CHOSEN, 0)
    before = look(page, "camera")
    id = page.evaluate("handle.view.index.nodes[handle.view.shown.nodes[0]].id")
    page.mouse.move(700, 300)
    page.mouse.down()
    page.mouse.move(760, 340, steps=5)
    page.mouse.up()
    moved = look(page, "camera")
    assert moved["scale"] == before["scale"]
    assert moved["x"] == pytest.approx(before["x"] - 60 / before["scale"]) and moved["y"] == pytest.approx(before["y"] - 40 / before["scale"])
    assert state_of(page)["open"] is None  # a drag is no click
    anchor = look(page, "positions")[id]
    stage = page.locator(".bn-stage").bounding_box()
    page.mouse.move(stage["x"] + anchor["x"], stage["y"] + anchor["y"])
    until(page, "place.querySelector('.bn-tip').hidden", False)
    page.mouse.wheel(0, -300)
    until(page, f"handle.inspect().camera.scale > {before['scale'] * 1.3}", True)
    after = look(page, "positions")[id]
    assert (after["x"], after["y"]) == pytest.approx((anchor["x"], anchor["y"]), abs=1.5)  # what the pointer is on stays under it
    page.mouse.click(*spot(page, "positions", id))
    assert state_of(page)["open"] == id
    page.wait_for_timeout(450)
    page.mouse.dblclick(*spot(page, "positions", id))
    until(page, "handle.inspect().state.focus.length", 1)


def test_the_overview_is_sharp_at_rest(open_view, hundreds):  # noqa: F811
    """While the camera moves, a picture of the last rest is stretched; afterwards the canvas is what a fresh drawing gives."""
    page = open_view({"limit": 300}, wire=hundreds)
    page.evaluate(CHOSEN, 0)
    canvas = "place.querySelector('.bn-canvas canvas').toDataURL()"
    page.mouse.move(700, 300)
    for _ in range(4):
        page.mouse.wheel(0, -120)
    page.evaluate("globalThis.last = ''")
    until(page, f"(() => {{ const now = {canvas}; const same = now === last; last = now; return same }})()", True)
    page.mouse.move(5, 5)
    page.wait_for_timeout(250)
    rested = page.evaluate(canvas)
    page.evaluate("handle.view.parts.network.show(); handle.view.parts.network.drawNow()")
    assert clearly(ImageChops.difference(pixels(rested), pixels(page.evaluate(canvas))), 1) == 0


def test_how_many_actors_move_smoothly_is_measured_and_said(open_view, hundreds):  # noqa: F811
    page = open_view({"limit": 150}, wire=hundreds)
    told = page.evaluate("""() => {
      const { pace } = handle.view;
      const before = pace.measured();
      for (let i = 0; i < 20; i++) pace.frame(1e6 + 50 * i, { x: i, y: 0, scale: 1 }, 150); // twenty frames a second
      const slow = [pace.measured(), pace.most()];
      for (let i = 0; i < 5; i++) pace.frame(1e7 + 900 * i, { x: i, y: 0, scale: 1 }, 150); // pauses are no frames
      return [before, ...slow, pace.most()];
    }""")
    assert told == [None, {"actors": 150, "frames": 20}, 100, 100]
    page.evaluate("handle.view.set({ year: '2010' })")
    words = page.locator(".bn-legend").inner_text()
    assert "Frames a second, measured here with 150 actors: 20. Up to 100 would move smoothly, at 30 or more." in words
    choice = page.get_by_role("combobox", name="Actors at most")
    assert choice.locator("option:not([disabled])").all_inner_texts() == ["40", "80", "150"]  # what is set stays
    page.evaluate("for (let i = 0; i < 40; i++) handle.view.pace.frame(2e7 + 16 * i, { x: i, y: 0, scale: 1 }, 300)")
    assert page.evaluate("handle.view.pace.most() === Infinity")
    choice.focus()
    assert "300" in choice.locator("option:not([disabled])").all_inner_texts()
    choice.select_option("300")
    assert state_of(page)["limit"] == 300
