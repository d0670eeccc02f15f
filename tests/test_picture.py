import datetime
import json
from dataclasses import replace

import pytest

from graph.model import Claim, Event
from graph.pack import in_columns
from graph.picture import (
    DASHES, GROUND, INK, OPACITY, SIZE, TONES, WIDTH, picture, positions, roundness, sizes, tone, width, wire,
)
from graph.selection import Selection, select
from making import VOCABULARY, dataset, text

TODAY = datetime.date(2020, 6, 1)
TIES = """
ann supports  bob    2010               times post      #once
bob opposes   ann    2011..2012         times/cat       #claimed
ann member_of reform 2012..ongoing                      #still
cat rivals    ann    -                  diary           #undated
cat leads     reform -                  times           #seen
ann opposes   reform 2013~              times post!     #contested
bob leads     reform 2014               times?          #speculated
cat opposes   bob    2015               times post~     #withdrawn
"""
ACTORS = "ann person Ann A\nbob person Bob B\ncat person Cat\nreform party Reform\nlone person Lone"
DATA = dataset(TIES, ACTORS, "times 2010-06-14 Gazette\npost 2011", version="v1", events={
    "vote": Event(id="vote", name=text("Vote"), date="2010-10-10", actors=("ann",), claims=(Claim(document="times"),)),
    "unrest": Event(id="unrest", name=text("Unrest"), start="2019", end="ongoing"),
})
WIRE = wire(DATA, today=TODAY, language="en")
NODES = {node["id"]: node for node in WIRE["nodes"]}
EDGES = {edge["id"]: edge for edge in WIRE["edges"]}


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# -- the wire


def test_the_wire_is_json_and_says_what_it_was_made_of():
    assert json.loads(json.dumps(WIRE, allow_nan=False)) == WIRE
    assert (WIRE["version"], WIRE["language"], WIRE["limit"]) == ("v1", "en", 80)
    assert WIRE["today"] == TODAY.toordinal()
    assert WIRE["years"] == [2010, 2020]
    assert WIRE["title"] == "Who was tied to whom, 2010–2020"


def test_the_wire_has_the_keys_that_the_view_reads():
    assert NODES["ann"].keys() >= {
        "id", "x", "y", "shape", "size", "colour", "colourDark", "kind", "name", "names", "aliases", "rank", "start",
        "end", "note", "wikidata", "keys"}
    assert EDGES["once"].keys() == {
        "id", "from", "to", "kind", "family", "directed", "sign", "status", "role", "days", "seen", "open", "moment", "when",
        "sentence", "colour", "colourDark", "width", "dashes", "roundness", "documents", "note", "claims"}
    assert WIRE["legend"].keys() == {"actorKinds", "families", "statuses", "certainties"}
    assert NODES["reform"]["shape"] == "square"
    assert WIRE["kinds"]["rivals"] == {"label": "rivals", "family": "rivalry", "directed": False, "sign": -1}
    assert WIRE["documents"]["times"]["publisher"] == "Gazette"


def test_days_are_the_bounds_of_the_span():
    assert EDGES["claimed"]["days"] == [day("2011-01-01"), day("2011-12-31"), day("2012-01-01"), day("2012-12-31")]
    assert EDGES["still"]["days"][2:] == [TODAY.toordinal()] * 2 and EDGES["still"]["open"]
    assert EDGES["seen"]["seen"] == [day("2010-06-14")]
    assert EDGES["undated"]["days"] is None and EDGES["undated"]["seen"] is None
    assert EDGES["once"]["seen"] is None and not EDGES["once"]["open"]


def test_a_claim_names_who_says_so():
    claim = EDGES["claimed"]["claims"][0]
    assert (claim["document"], claim["by"], claim["byName"], claim["stance"]) == ("times", "cat", "Cat", "asserts")
    assert EDGES["once"]["claims"][0]["byName"] is None
    stranger = wire(dataset("a supports b 2010 times/a_diplomat"), today=TODAY, language="en")
    assert stranger["edges"][0]["claims"][0]["byName"] == "a diplomat"


@pytest.mark.parametrize("noted", [0, 1])
def test_what_is_noted_of_one_claim_travels_whether_or_not_others_have_a_note(noted):
    told = dataset("a opposes b 2010 times post")
    (tie,) = told.relations.values()
    claims = [claim.model_copy(update={"note": text("Events: 3")}) if place == noted else claim for place, claim in enumerate(tie.claims)]
    told = replace(told, relations={tie.id: tie.model_copy(update={"claims": tuple(claims)})})
    (edge,) = wire(told, today=TODAY, language="en")["edges"]
    assert [claim["note"] for claim in edge["claims"]] == (["Events: 3", None] if noted == 0 else [None, "Events: 3"])
    sent = in_columns(wire(told, today=TODAY, language="en"))["edges"]["columns"]["claims"]["rows"]["columns"]["note"]
    assert sent == [claim["note"] for claim in edge["claims"]]


def test_events_are_marks_on_the_axis():
    vote, unrest = WIRE["events"]
    assert (vote["days"], vote["actors"]) == ([day("2010-10-10")] * 2, ["ann"])
    assert unrest["days"] == [day("2019-01-01"), TODAY.toordinal()]


def test_ranks_are_a_permutation_with_1_for_the_most_important():
    assert sorted(node["rank"] for node in WIRE["nodes"]) == [1, 2, 3, 4, 5]
    assert NODES["ann"]["rank"] == 1 and NODES["lone"]["rank"] == 5


def test_an_axis_never_reaches_beyond_today():
    leased = wire(dataset("a leads b 2010..2044"), today=TODAY, language="en")
    assert leased["years"] == [2010, 2020]
    assert wire(dataset(""), today=TODAY, language="en")["years"] == [2020, 2020]


# -- how things look


def test_size_grows_with_the_square_root_of_the_ties_of_all_years():
    size = sizes(dataset("hub supports a 2010\nhub supports b 2011\nhub supports c 2012\nhub opposes c -", "lone"))
    least, most = SIZE
    assert (size["lone"], size["hub"]) == (least, most)
    assert size["a"] == pytest.approx(least + (most - least) * 0.5, abs=0.05)


def test_width_grows_with_the_documents_that_assert_the_tie():
    ties = dataset("""
        a supports b 2010 one #1
        a supports b 2010 one/x one/y #same
        a supports b 2010 one two! #denied
        a supports b 2010 one two #2
        a supports b 2010 1 2 3 4 5 6 7 #many
        a supports b 2010 one? #none
    """).relations
    assert width(ties["1"]) == width(ties["same"]) == width(ties["denied"]) == width(ties["none"]) == WIDTH[0]
    assert WIDTH[0] < width(ties["2"]) < width(ties["many"]) == WIDTH[1]


def test_each_status_has_a_dash_of_its_own_and_each_certainty_an_opacity():
    assert {id: EDGES[id]["dashes"] for id in ("once", "claimed", "contested", "speculated", "withdrawn")} == {
        "once": False, "claimed": [14, 5], "contested": [6, 5], "speculated": [1.5, 5], "withdrawn": [1.5, 11]}
    assert len(set(DASHES.values())) == 5
    assert [row["id"] for row in WIRE["legend"]["statuses"]] == list(DASHES)
    assert OPACITY["certain"] > OPACITY["possible"]


def test_a_lone_tie_is_straight_and_parallel_ties_fan_out_evenly_on_both_sides():
    assert roundness(dataset("a supports b 2010 #t")) == {"t": 0}
    fan = roundness(dataset("a supports b 2010 #1\na supports b 2011 #2\na supports b 2012 #3"))
    assert fan == {"1": -fan["3"], "2": 0, "3": fan["3"]} and fan["3"] > 0
    assert len(set(roundness(dataset("\n".join(f"a supports b 2010 #{n}" for n in range(9)))).values())) == 9


def test_ties_that_run_both_ways_bend_apart_and_not_onto_one_another():
    bend = roundness(dataset("a supports b 2010 #there\nb supports a 2010 #back"))
    # clockwise from a to b and clockwise from b to a lie on different sides of the line between them
    assert bend["there"] == bend["back"] != 0


def test_a_fan_of_many_ties_stays_within_bounds():
    bends = roundness(dataset("\n".join(f"a supports b 2010 #{n}" for n in range(40)))).values()
    assert max(map(abs, bends)) <= 0.45


def test_tones_stand_out_from_both_grounds_and_persons_most():
    for light, dark in TONES:
        assert contrast(light, GROUND["light"]) >= 3 and contrast(dark, GROUND["dark"]) >= 3
        assert contrast(light, GROUND["light"]) <= contrast(TONES[0][0], GROUND["light"])
    assert min(contrast(INK[theme], GROUND[theme]) for theme in ("light", "dark")) >= 4.5
    assert tone(VOCABULARY.actor_kinds["person"], VOCABULARY) == TONES[0]


def test_the_legend_names_only_what_occurs():
    drawn = wire(dataset("a supports b 2010"), today=TODAY, language="en")["legend"]
    assert [row["id"] for row in drawn["actorKinds"]] == ["person"]
    assert [row["id"] for row in drawn["families"]] == ["alliance"]


# -- positions


def test_stored_positions_are_used_as_they_are_and_missing_ones_found():
    stored = dataset("a supports b 2010", layout={"a": (5.0, 6.0), "b": (700.0, 8.0)})
    assert positions(stored) == {"a": (5.0, 6.0), "b": (700.0, 8.0)}
    partly = positions(dataset("a supports b 2010", layout={"a": (5.0, 6.0)}))
    assert partly["a"] == (5.0, 6.0) and partly["b"] != (5.0, 6.0)


# -- the picture of a part


def test_a_picture_looks_as_the_wire_does():
    part = select(DATA, Selection("2013"), TODAY)
    drawn = picture(DATA, part, positions(DATA), title="2013")
    assert {edge.id for edge in drawn.edges} == {"still", "contested"}
    for edge in drawn.edges:
        same = EDGES[edge.id]
        assert (edge.colour, edge.width, edge.roundness, edge.sentence) == (
            same["colour"], same["width"], same["roundness"], same["sentence"])
        assert edge.opacity == OPACITY[part.certainty[edge.id]]
    for node in drawn.nodes:
        same = NODES[node.id]
        assert (node.x, node.y, node.shape, node.size, node.colour) == (
            same["x"], same["y"], same["shape"], same["size"], same["colour"])
    assert drawn.nodes[-1].id == "ann"
    assert (drawn.title, drawn.version, drawn.ground) == ("2013", "v1", GROUND["light"])


def test_the_dark_theme_has_its_own_colours():
    part = select(DATA, Selection("2010"), TODAY)
    drawn = picture(DATA, part, positions(DATA), theme="dark")
    assert drawn.ground == GROUND["dark"]
    assert {edge.colour for edge in drawn.edges} <= {f.colour_dark for f in VOCABULARY.families.values()}
    assert {node.colour for node in drawn.nodes} <= {dark for _, dark in TONES}


def test_the_legend_of_a_picture_holds_only_what_it_shows():
    drawn = picture(DATA, select(DATA, Selection("2013"), TODAY), positions(DATA))
    assert {(mark.group, mark.id) for mark in drawn.legend} == {
        ("actor kinds", "person"), ("actor kinds", "party"), ("families", "membership"), ("families", "rivalry"),
        ("statuses", "stated"), ("statuses", "contested"), ("certainties", "certain"), ("certainties", "possible")}


def test_bounds_hold_shapes_and_labels():
    drawn = picture(DATA, select(DATA, Selection(), TODAY), positions(DATA))
    left, top, right, bottom = drawn.bounds
    for node in drawn.nodes:
        assert left <= node.x - 20 and node.x + 20 <= right and top <= node.y - 20 and node.y + 40 <= bottom
    assert picture(DATA, select(DATA, Selection("1900"), TODAY), {}).bounds == (0, 0, 0, 0)
