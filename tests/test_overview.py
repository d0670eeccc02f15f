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
from graph.pack import in_columns  # noqa: E402
from graph.picture import wire  # noqa: E402
from looking import until  # noqa: E402
from test_view import WIRE, look, open_view, small, spot, state_of  # noqa: E402, F401

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
