"""Pictures in the look of the reader's map: size and colour that tell a measure, two times laid over each other."""

import io
import re
import zipfile

import numpy as np
import pytest
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from exporting import TODAY
from graph.formats import FORMATS, Options, Snapshot
from graph.formats.writing import hulls, series
from graph.formats.writing.lettering import width
from graph.formats.writing.sheet import SVG
from graph.look import ALONE, Look
from graph.picture import CHANGES, GROUPS
from graph.selection import Selection
from making import dataset

STAR = dataset("\n".join(f"hub supports leaf-{number} 2010..2012" for number in range(4)))
# two circles of four friends, who know each other by one rivalry
TWO = dataset("\n".join(f"{circle}{a} allied_with {circle}{b} 2010..2012" for circle in "ab" for a in range(4) for b in range(a))
              + "\na0 rivals b0 2010..2012\nloner rivals a0 2010..2012")
TURN = dataset("""
    ada supports bek 2005
    ada opposes bek 2010
    ada allied_with cyr 2004..2011
    bek opposes cyr 2005..2010 paper paper/cyr!
""")


def snapshot(data, query):
    return Snapshot.of(data, Selection.from_query(query), TODAY, look=Look.from_query(query))


def svg(data, query, **options):
    return etree.fromstring(FORMATS["svg"].write(snapshot(data, query), Options(**options)))


def texts(root):
    return [element.text for element in root.iter(f"{{{SVG}}}text") if element.get("stroke") is None]


def actors(root):
    """Name → (radius, fill, stroke) as drawn."""
    found = {}
    for group in root.iter(f"{{{SVG}}}g"):
        if len(group) == 3 and "scale(" in (group[-1].get("transform") or ""):
            radius = float(re.search(r"scale\(([\d.]+)\)", group[-1].get("transform"))[1])
            found[group[0].text] = radius, group[-1].get("fill"), group[-1].get("stroke")
    return found


def test_the_centre_of_a_star_has_the_largest_round():
    drawn = actors(svg(STAR, "year=2010&measure=degree"))
    leaves = {drawn[name][0] for name in drawn if name != "Hub"}
    assert len(drawn) == 5 and len(leaves) == 1
    assert drawn["Hub"][0] / max(leaves) == pytest.approx(38 / (5 + 33 * (1 / 4) ** 0.5), rel=0.1)


def test_nobody_stands_between_others_but_the_centre_of_a_star():
    told = snapshot(STAR, "year=2010&measure=betweenness").picture().sized
    assert told.value("hub") == told.greatest == 1 and told.value("leaf-0") == 0
    drawn = actors(svg(STAR, "year=2010&colour=betweenness"))
    assert drawn["Hub"][1] == "#54278f" and {drawn[name][1] for name in drawn if name != "Hub"} == {"#e4e2f0"}
    assert drawn["Leaf 0"][2], "a pale actor keeps an outline"


@pytest.mark.parametrize("language, size, colour", [
    ("en", "Size: Degree, 2010 (actors)", "Colour: Betweenness, 2010 (share)"),
    ("ru", "Размер: Степень, 2010 (акторы)", "Цвет: Посредничество, 2010 (доля)"),
    ("ky", "Өлчөмү: Даража, 2010 (акторлор)", "Түсү: Ортомчулук, 2010 (үлүш)"),
])
def test_the_key_names_measure_year_unit_and_the_greatest_and_least_value(language, size, colour):
    said = texts(svg(STAR, f"year=2010&lang={language}&measure=degree&colour=betweenness"))
    assert size in " ".join(said) and colour in " ".join(said)
    at = said.index("4")  # the sizes, from the greatest to the least
    assert said[at : at + 2] == ["4", "1"]
    assert {"1", "0"} <= set(said)


def test_a_year_without_any_value_says_so():
    assert "No value in 2010" in texts(svg(dataset("ada supports bek 2010"), "year=2010&measure=betweenness"))


def test_two_communities_have_two_colours_and_two_entries():
    root = svg(TWO, "year=2010&colour=communities")
    drawn = actors(root)
    circles = [{drawn[f"{circle}{n}"][1] for n in range(4)} for circle in "AB"]
    assert [len(each) for each in circles] == [1, 1] and circles[0] != circles[1]
    assert circles[0] | circles[1] == set(GROUPS["light"][:2])
    assert drawn["Loner"][1] == ALONE["light"]
    entries = [text for text in texts(root) if re.search(r"\(\d\): 4$", text)]
    assert len(entries) == 2 and "Colour: Communities, 2010" in texts(root) and "in no community" in texts(root)
    swatches = {rect.get(part) for rect in root.iter(f"{{{SVG}}}rect") for part in ("fill", "stroke")}
    assert circles[0] | circles[1] | {ALONE["light"]} <= swatches


def test_a_hull_runs_round_each_community_and_its_hatching_tells_it_without_colour():
    root = svg(TWO, "year=2010&colour=communities")
    drawn = {group[0].text: [path.get("fill") for path in group[1:]] for group in root.iter(f"{{{SVG}}}g")
             if len(group) and group.get("stroke-linecap") == "round"}
    assert sorted(drawn) == ["A0, A1 (1)", "B0, B1 (2)"]
    hatched = [fill for fills in drawn.values() for fill in fills if fill.startswith("url(#hatch-")]
    assert len(set(hatched)) == 2
    assert {f"url(#{pattern.get('id')})" for pattern in root.iter(f"{{{SVG}}}pattern")} == set(hatched)
    samples = [rect.get("fill") for rect in root.iter(f"{{{SVG}}}rect")]
    assert set(hatched) <= set(samples), "the key has the hatching too"


def test_who_stands_far_off_is_joined_by_a_bridge_and_what_lies_between_is_not_claimed():
    near, far = [(0, 0), (10, 0), (0, 10)], (500, 0)
    body, bridges = hulls.outline(np.array([*near, far], dtype=float), 20)
    assert body.count("Z") == 1 and bridges == "M10 0L500 0"
    assert hulls.outline(np.array(near, dtype=float), 20)[1] == ""
    assert hulls.usual_way([*near, far]) == 10


def test_two_of_a_community_have_no_hull():
    shown = dataset("a supports b 2010\nb supports c 2010\na supports c 2010")
    root = svg(shown, "year=2010&colour=communities&kind=supports&focus=a&limit=2")
    assert len(actors(root)) == 2 and [text for text in texts(root) if text.endswith(" (1): 2")], "its colour is told all the same"
    assert not list(root.iter(f"{{{SVG}}}pattern"))


def test_a_dark_ground_has_the_dark_colours():
    drawn = actors(svg(TWO, "year=2010&colour=communities", theme="dark"))
    assert {drawn[f"A{n}"][1] for n in range(4)} | {drawn[f"B{n}"][1] for n in range(4)} == set(GROUPS["dark"][:2])


@pytest.mark.browser
def test_the_picture_is_that_of_the_map(browser):
    """Sizes and colours as the view's own JavaScript works them out from the same values."""
    from graph import view

    told = snapshot(STAR, "year=2010&measure=degree").picture()
    page = browser.new_page()
    page.goto("about:blank")
    page.add_script_tag(content=view.script())
    theirs = page.evaluate("""(values) => {
        const measure = {id: "degree", values, first: 2010};
        const index = {measures: new Map([["degree", measure]]), nodes: Object.keys(values).map((id) => ({id})), wire: {years: [2010, 2012]}};
        const state = {year: "2010", measure: "degree", colour: "degree"};
        const sized = Bailanysh.sized(index, state, new Map());
        const tinted = Bailanysh.tinted(index, state, null, new Map());
        return index.nodes.map((node, i) => [node.id, sized.sizes[i], Bailanysh.tintOf(tinted, i, false)]);
    }""", {actor: [value] for actor, value in told.sized.values.items()})
    page.close()
    for actor, size, colour in theirs:
        ours = told.sized.shade(told.sized.value(actor), "light")
        assert told.sized.radius(told.sized.value(actor)) == pytest.approx(size, abs=0.01)
        assert [int(ours[at : at + 2], 16) for at in (1, 3, 5)] == [int(part) for part in re.findall(r"\d+", colour)]


def test_what_began_ended_and_stayed_between_two_times():
    shown = snapshot(TURN, "compare=2005,2010").picture()
    changes = {edge.sentence: edge.change for edge in shown.edges}
    assert changes == {"Ada supports Bek": "ended", "Ada opposes Bek": "began", "Ada allied with Cyr": "both", "Bek opposes Cyr": "both"}
    assert all(edge.colour == CHANGES[edge.change][1][0] for edge in shown.edges)
    root = svg(TURN, "compare=2005,2010")
    said = texts(root)
    assert "Who was tied to whom, 2005 against 2010" in said
    assert {"+ Began", "− Ended", "In both", "Contested"} <= set(said) and "alliance" not in said
    (denied,) = [edge for edge in shown.edges if edge.status == "contested"]
    assert denied.double and denied.width > 2.4


def test_the_stamp_reopens_the_map_in_its_look():
    query = "year=2010&measure=degree&colour=communities&group=party"
    shown = snapshot(TWO, query)
    assert shown.stamp.query == "year=2010&measure=degree&colour=communities&group=party"
    assert Look.from_query(shown.stamp.query) == shown.look and shown.look.undrawn
    assert shown.stamp.selection == "2010; size: Degree; colour: Communities"
    assert Look.from_query("measure=communities&colour=nonsense&compare=2005&chain=") == Look()
    assert Look.from_query("compare=2005,2010-06").query() == "compare=2005,2010-06"


def test_in_a_series_one_size_means_one_value():
    data = dataset("hub supports a 2009..2012\nhub supports b 2010..2012\nhub supports c 2010..2012\nhub supports d 2010..2012")
    wanted = snapshot(data, "from=2009&to=2010&measure=degree")
    radii = [actors(etree.fromstring(drawing.encode()))["Hub"][0] for _still, drawing in series.drawings(wanted, Options())]
    assert radii[0] < radii[1]
    (_first, drawing), _second = series.drawings(wanted, Options())
    assert "Size: Degree, 2009 (actors): 1" in texts(etree.fromstring(drawing.encode()))


def test_one_sheet_has_one_key_for_all_its_years():
    said = texts(etree.fromstring(series.contact_sheet(snapshot(TWO, "measure=degree&colour=communities"), Options()).encode()))
    assert "Size: Degree, 2010–2012 (actors)" in " ".join(said) and "Colour: Communities, 2010–2012" in " ".join(said)
    assert sum(bool(re.search(r"\(\d\): 4$", text)) for text in said) == 2


def test_a_series_of_a_comparison_shows_the_years_between():
    names = zipfile.ZipFile(io.BytesIO(FORMATS["pictures"].write(snapshot(TURN, "compare=2010,2005")))).namelist()
    assert names[0] == "001-2005.png" and names[-2] == "006-2010.png"


def test_png_and_pdf_are_drawn_from_the_same():
    page = PdfReader(io.BytesIO(FORMATS["pdf"].write(snapshot(TWO, "year=2010&measure=degree&colour=communities"), Options(paper="a4"))))
    assert "Colour: Communities, 2010" in page.pages[0].extract_text()
    image = Image.open(io.BytesIO(FORMATS["png"].write(snapshot(TWO, "year=2010&colour=communities")))).convert("RGB")
    pixels = {colour for _count, colour in image.getcolors(1 << 24)}
    assert {tuple(bytes.fromhex(colour[1:])) for colour in GROUPS["light"][:2]} <= pixels


@pytest.mark.parametrize("id", ["svg", "pdf", "sheet"])
def test_two_writes_give_the_same_bytes(id):
    query = "year=2010&measure=degree&colour=communities"
    assert FORMATS[id].write(snapshot(TWO, query)) == FORMATS[id].write(snapshot(TWO, query))


@pytest.mark.parametrize("sheet", [False, True])
def test_nothing_is_drawn_beside_the_sheet(sheet):
    """However many communities there are, however long their names, however few the pictures."""
    many = range(14)
    long = dataset(
        "\n".join(f"c{n}-{a} allied_with c{n}-{b} 2010..2011" for n in many for a in range(3) for b in range(a)),
        "\n".join(f"c{n}-{a} {kind} The {n}th exceedingly long-winded name {a}"
                  for n in many for a, kind in enumerate(("person", "party", "group"))))
    query = "lang=ru&measure=betweenness&colour=communities"
    root = (etree.fromstring(series.contact_sheet(snapshot(long, query), Options()).encode()) if sheet
            else svg(long, f"year=2010&{query}", paper="a4"))
    assert "Другие сообщества: 2" in texts(root)
    right = float(root.get("viewBox").split()[2])
    for text in root.iter(f"{{{SVG}}}text"):
        if text.get("text-anchor") is None:
            assert float(text.get("x")) + width(text.text, float(text.get("font-size")), text.get("font-weight") == "600") < right


def test_the_interactive_page_keeps_them_too():
    page = FORMATS["html"].write(snapshot(TWO, "year=2010&measure=degree&colour=communities&group=kind")).decode()
    assert "measure=degree" in page and "group=kind" in page and '"label": "Degree"' in page.replace('":"', '": "')


def test_a_graph_file_has_the_colours_and_sizes():
    import json

    nodes = json.loads(FORMATS["cyjs"].write(snapshot(TWO, "year=2010&measure=degree&colour=communities")))["elements"]["nodes"]
    assert {node["data"]["colour"] for node in nodes} == {*GROUPS["light"][:2], ALONE["light"]}
