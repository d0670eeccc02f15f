"""SVG, PNG, PDF and series: text stays text, names keep clear of each other, the same bytes every time."""

import io
import re
import shutil
import subprocess
import zipfile

import numpy as np
import pytest
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from exporting import HOSTILE, TODAY, snapshot
from graph.formats import FORMATS, Options
from graph.formats.writing import map as drawn_map
from graph.formats.writing import series
from graph.formats.writing.lettering import FONTS, Spot, balanced, place, plain, width, wrap
from graph.formats.writing.png import rendered
from graph.formats.writing.shapes import SHAPES
from graph.formats.writing.sheet import SVG, Sheet
from making import dataset

A4 = Options(paper="a4")


def svg(query="", **options):
    return etree.fromstring(FORMATS["svg"].write(snapshot(query), Options(**options)))


def texts(root):
    """Every line of text once: halos stand apart."""
    return [element.text for element in root.iter(f"{{{SVG}}}text") if element.get("stroke") is None]


def test_the_picture_says_what_it_shows_when_and_from_what():
    said = " ".join(texts(svg("year=2010-06")))
    assert "Who was tied to whom, June 2010" in said and "Actors: 4. Ties: 5. Merely possible then: 1." in said
    for part in ("Ada", "alliance", "persons", "contested", "one document says so", "100% of {it} & more. Press",
                 "sha-256 abcdef012345", "22 November 2026", "CC BY-SA 4.0", "?year=2010-06"):
        assert part in said, part


def test_the_bare_picture_holds_names_and_nothing_else():
    bare = texts(svg("year=2010", bare=True))
    assert {"Ada", "Court", "Cyr", "Union"} <= set(bare) and "Sources" not in bare and "Ties" not in bare


def test_nothing_in_a_name_becomes_an_element_and_nothing_runs():
    root = svg("year=2010")
    assert {etree.QName(element).localname for element in root.iter()} <= {"svg", "title", "desc", "g", "path", "rect", "text"}
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]
    titles = [element.text for element in root.iter(f"{{{SVG}}}title")]
    assert plain(HOSTILE) in titles


def test_control_characters_and_signs_that_turn_text_around_are_taken_out():
    assert plain("a\x00b\x1b[0m\u202ecod\ud800\n  e") == "ab[0mcod e"


def test_whoever_does_not_see_it_is_told_title_and_every_tie():
    root = svg("year=2010-06")
    assert root.get("role") == "img" and root.get("lang") == "en"
    assert root[0].text == "Who was tied to whom, June 2010" and "Ada opposes" in root[1].text


def test_every_tie_is_drawn_once_as_on_the_screen():
    root = svg("year=2010-06")
    shown = snapshot("year=2010-06").picture()
    lines = [path for path in root.iter(f"{{{SVG}}}path") if path.get("d", "").count("Q") == 1 and path.get("stroke")]
    assert sorted(line.get("stroke") for line in lines) == sorted(edge.colour for edge in shown.edges)
    assert [line.get("stroke-dasharray") for line in lines if line.get("stroke") == "#d47915"] == ["6 5"]
    assert sum(line.getparent().get("stroke-opacity") == "0.45" for line in lines) == sum(
        edge.certainty == "possible" for edge in shown.edges) > 0


def test_parallel_ties_bend_apart():
    a, b = (0.0, 0.0), (100.0, 0.0)
    up, down = drawn_map.bend(a, b, 0.18), drawn_map.bend(a, b, -0.18)
    assert up[1] == pytest.approx(-down[1]) and abs(up[1]) > 10 and up[0] == pytest.approx(down[0])


def test_an_arrow_ends_at_its_actor_and_not_on_it():
    edge = snapshot("year=2010").picture().edges[0]
    curve = drawn_map._curve(edge, {edge.source: (0, 0), edge.target: (300, 0)}, {edge.source: 10, edge.target: 20}, 1.0)
    assert np.hypot(curve.tip[0] - 300, curve.tip[1]) == pytest.approx(20 + drawn_map.GAP, abs=0.6)
    assert np.hypot(*curve.a) == pytest.approx(10 + drawn_map.GAP, abs=0.6)


def test_the_map_of_paper_keeps_left_and_right_above_and_below():
    places = [(0, 0), (1, 5), (2, 3), (1000, 400), (990, 410)]
    frame = drawn_map.Frame.fit(places, (0, 0, 1000, 700), spread=0.5)
    for axis in (0, 1):
        marks = frame.marks[axis]
        assert list(marks) == sorted(marks) and marks[0] >= 0 and marks[-1] <= (1000, 700)[axis]
    assert frame.marks[0][1] - frame.marks[0][0] > 50  # what lay on one heap is told apart


def test_names_lie_neither_over_each_other_nor_over_an_actor():
    rng = np.random.default_rng(3)
    spots = [Spot(str(i), *rng.uniform((60, 60), (740, 440)), 7.0, f"Name number {i}") for i in range(60)]
    labels = place(spots, (0, 0, 800, 500), rng.uniform(0, 500, (400, 2)))
    assert len(labels) >= 55
    boxes = [label.box for label in labels]
    shapes = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]

    def overlap(a, b):
        return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]

    assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if overlap(a, b)]
    for label in labels:
        assert not [s for spot, s in zip(spots, shapes) if spot.id != label.id and overlap(label.box, s)]
        assert 0 <= label.box[0] and label.box[2] <= 800 and 0 <= label.box[1] and label.box[3] <= 500


def test_a_name_takes_the_side_where_fewest_ties_run():
    below = np.column_stack([np.linspace(60, 140, 50), np.full(50, 122.0)])
    (label,) = place([Spot("a", 100, 100, 8, "Ada")], (0, 0, 300, 300), below)
    assert label.box[3] < 100 or label.box[0] > 100


def test_names_break_at_words_into_even_lines_and_long_ones_are_cut():
    assert balanced("Collective Security Treaty Organization", 12, False) == ("Collective Security", "Treaty Organization")
    assert len(balanced("x" * 1000, 12, False)) == 4 and balanced("x" * 1000, 12, False)[-1].endswith("…")
    assert all(width(line, 10) <= 80 for line in wrap("https://example.org/" + "a" * 60, 80, 10))


def test_the_shipped_fonts_hold_every_kyrgyz_letter():
    from PIL import ImageFont

    for path in FONTS.values():
        font = ImageFont.truetype(str(path), 40)
        for letter in "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя“”«»–—…−":
            assert bytes(font.getmask(letter)) != bytes(font.getmask("\U0010ffff")), letter


@pytest.mark.parametrize("scale", (1, 2))
def test_png_has_the_pixels_asked_for_and_letters_on_it(scale):
    image = Image.open(io.BytesIO(FORMATS["png"].write(snapshot("year=2010"), Options(scale=scale)))).convert("L")
    assert image.size == (1600 * scale, 1000 * scale)
    title = np.asarray(image)[30 * scale : 70 * scale, 40 * scale : 500 * scale]
    assert (title < 100).sum() > 500 * scale


def test_pdf_is_one_a4_page_whose_text_stands_in_it_once():
    page = FORMATS["pdf"].write(snapshot("year=2010&lang=ky"), A4)
    reader = PdfReader(io.BytesIO(page))
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [842, 595]
    text = reader.pages[0].extract_text()
    for name in ("Court", "Union", "Cyr"):
        assert text.count(name) == 1, name
    assert "Өзгөчө" in text and reader.metadata["/Title"] == snapshot("year=2010&lang=ky").stamp.title
    assert reader.trailer["/Root"]["/Lang"] == "ky"


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="apt-get install poppler-utils")
def test_pdftotext_finds_the_names():
    page = FORMATS["pdf"].write(snapshot("year=2010"), A4)
    said = subprocess.run(["pdftotext", "-", "-"], input=page, capture_output=True, check=True).stdout.decode()
    assert {"Ada", "Court", "Union"} <= set(said.split())


def test_an_empty_selection_and_a_lone_actor_can_be_drawn():
    assert texts(etree.fromstring(FORMATS["svg"].write(snapshot("year=1900"))))
    lone = snapshot("focus=ada&year=1900", data=dataset("ada supports bek 2010"))
    assert "Ada" in texts(etree.fromstring(FORMATS["svg"].write(lone)))
    with pytest.raises(ValueError, match="no tie"):
        FORMATS["gif"].write(snapshot(data=dataset("", "ada person Ada")))


@pytest.mark.parametrize("id", ["svg", "png", "pdf", "gif", "sheet"])
def test_two_writes_give_the_same_bytes(id):
    wanted = snapshot("from=2009&to=2010")
    assert FORMATS[id].write(wanted, Options(bare=id == "pdf")) == FORMATS[id].write(snapshot("from=2009&to=2010"), Options(bare=id == "pdf"))


def test_a_series_has_one_picture_a_year_on_one_map():
    wanted = snapshot("from=2008&to=2010")
    assert [still.name for still in series.stills(wanted, "year")] == ["2008", "2009", "2010"]
    places = []
    for _still, drawing in series.drawings(wanted, Options(bare=True)):
        groups = etree.fromstring(drawing.encode()).iter(f"{{{SVG}}}g")
        places.append({g[0].text: g[1].get("transform") for g in groups if len(g) == 3 and g[0].text == "Ada" and "scale" in (g[1].get("transform") or "")})
    assert places[0] == places[1] == places[2] != {}


def test_one_year_makes_no_series_so_all_years_are_shown():
    assert [still.name for still in series.stills(snapshot("year=2010"), "year")] == [str(year) for year in range(2005, TODAY.year + 1)]


def test_a_series_of_events_shows_each_in_its_days():
    (still,) = series.stills(snapshot(), "event")
    assert (still.name, still.caption) == ("clash", "11 June 2010 – 14 June 2010: Clash")
    assert still.snapshot.selection.window() == snapshot("from=2010-06-11&to=2010-06-14").selection.window()


def test_numbered_pictures_and_animations_have_as_many_frames_as_years():
    wanted = snapshot("from=2009&to=2010")
    names = zipfile.ZipFile(io.BytesIO(FORMATS["pictures"].write(wanted))).namelist()
    assert names == ["001-2009.png", "002-2010.png", "README.txt"]
    for id in ("gif", "webp"):
        assert Image.open(io.BytesIO(FORMATS[id].write(wanted, Options(bare=True)))).n_frames == 2


def test_resvg_draws_the_ground_where_nothing_is():
    sheet = Sheet(20, 10, "#123456", "#ffffff")
    image = Image.open(io.BytesIO(rendered(sheet.svg(title="t", description="d", language="en"), 2)))
    assert image.size == (40, 20) and image.convert("RGB").getpixel((5, 5)) == (0x12, 0x34, 0x56)


@pytest.mark.browser
def test_the_outlines_are_those_of_the_view(browser):
    from graph import view

    page = browser.new_page()
    page.goto("about:blank")
    page.add_script_tag(content=view.script())
    theirs = page.evaluate("Object.fromEntries(Bailanysh.SHAPES.map((name) => [name, Bailanysh.shapePath(name)]))")
    page.close()

    def plainly(path):
        return re.sub(r"-0(\.0+)?(?=[ LZHVA])", "0", path.replace("-0.000", "0.000"))

    assert {name: plainly(path) for name, path in theirs.items()} == {name: plainly(path) for name, path in SHAPES.items()}
