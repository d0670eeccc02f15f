"""The view gathers actors into groups: who belongs where, what is counted, how groups open and close."""

import datetime
from pathlib import Path

import networkx as nx
import pytest

from graph.load import load
from graph.measures.groups import affiliations
from graph.measures.net import net_of
from graph.picture import wire
from graph.selection import Selection, select
from looking import until
from making import dataset
from test_view import look, open_view, spot, state_of  # noqa: F401

pytestmark = pytest.mark.browser

TODAY = datetime.date(2026, 11, 22)
ACTORS = """
red party Red
blue party Blue
ann person Ann
ben person Ben
cid person Cid
dan person Dan
eve person Eve
office body Office
"""
TIES = """
ann leads      red     2001..ongoing   paper  #t-ann
ben member_of  red     2001..ongoing   paper  #t-ben
cid member_of  blue    2001..ongoing   paper  #t-cid
dan member_of  blue    2005..ongoing   paper  #t-dan
dan member_of  red     2001..2004      paper  #t-before
ann opposes    cid     2001..ongoing   paper  #t-one
ben opposes    cid     2001..ongoing   paper  #t-two
red supports   blue    2001..ongoing   paper  #t-three
eve holds_office_in office 2001..ongoing paper #t-eve
ben rivals     eve     2001..ongoing   paper  #t-out
"""
PLACES = {"red": (-300.0, 0.0), "ann": (-350.0, 80.0), "ben": (-260.0, 90.0), "blue": (300.0, 0.0), "cid": (340.0, 80.0),
          "dan": (270.0, 100.0), "eve": (0.0, 250.0), "office": (60.0, 300.0)}


def parties():
    made = dataset(TIES, ACTORS, "paper 2020-01-01 Paper", version="v1", layout=PLACES)
    return wire(made, today=TODAY, language="en")


def groups(page):
    return {group["key"]: (group["name"], group["members"], group["inner"], group["open"]) for group in look(page, "groups")}


def bundles(page):
    return sorted((*sorted((one, two)), count) for one, two, count in look(page, "bundles"))


# -- who belongs where


def communities(page, count, pairs):
    found = page.evaluate("([count, pairs]) => [...Bailanysh.communities(count, pairs)]", [count, [[a, b, 1] for a, b in pairs]])
    return found


def test_communities_of_textbook_graphs(open_view):  # noqa: F811
    page = open_view(wire=parties())
    barbell = nx.barbell_graph(5, 0)
    assert communities(page, 11, list(barbell.edges)) == [0] * 5 + [1] * 5 + [-1]  # the eleventh is alone
    ring = nx.ring_of_cliques(8, 6)
    found = communities(page, 48, list(ring.edges))
    assert [found[6 * clique: 6 * clique + 6] for clique in range(8)] == [[found[6 * clique]] * 6 for clique in range(8)]
    assert len(set(found)) == 8
    karate = nx.karate_club_graph()
    found = communities(page, 34, list(karate.edges))
    parted = [{actor for actor in karate if found[actor] == group} for group in set(found)]
    assert nx.community.modularity(karate, parted, weight=None) > 0.41  # the greatest there is is 0.4198
    assert communities(page, 34, list(karate.edges)) == found


def test_who_belongs_to_which_party_is_the_rule_of_the_measures(open_view):  # noqa: F811
    data, _ = load(Path(__file__).parents[1] / "data")
    given = wire(data, today=TODAY, language="en")
    page = open_view({"year": "2010"}, wire=given)
    for grouping in given["groupings"]:
        if "kinds" not in grouping:
            continue
        for year in ("1995", "2005", "2010", "2015", "2021"):
            part = select(data, Selection(first=year, limit=100_000), TODAY)
            wanted = affiliations(net_of(part), part.dataset, grouping["kinds"])
            found = page.evaluate("""([id, year]) => {
              const { index } = handle.view;
              const shown = Bailanysh.visible(index, { ...Bailanysh.normalise({ year }, wire, index), limit: Infinity });
              const own = Bailanysh.affiliations(index, index.groupings.get(id), shown.edgeShown);
              return Object.fromEntries(shown.nodes.filter((i) => own[i] >= 0).map((i) => [index.nodes[i].id, index.nodes[own[i]].id]));
            }""", [grouping["id"], year])
            assert found == wanted, (grouping["id"], year)
            assert len(found) > 5 or year == "1995"


# -- what is counted


def test_groups_count_their_members_and_lines_their_ties(open_view):  # noqa: F811
    page = open_view({"year": "2010", "group": "party"}, wire=parties())
    assert groups(page) == {
        "red": ("Red", 3, 2, False), "blue": ("Blue", 3, 2, False), "rest-person": ("Persons: other", 1, 0, False),
        "rest-body": ("Bodys: other", 1, 0, False),
    }
    assert bundles(page) == [("eve", "group:red", 1), ("group:blue", "group:red", 3)]
    assert sorted(look(page, "positions")) == ["eve", "group:blue", "group:red", "office"]
    radii = look(page, "radii")
    assert radii["group:red"] == pytest.approx(radii["group:blue"])
    assert "Gathered by: party, groups: 2" in page.locator(".bn-statusline").inner_text()


def test_an_actor_moves_from_group_to_group_as_its_ties_do_and_groups_stay(open_view):  # noqa: F811
    page = open_view({"year": "2003", "group": "party"}, wire=parties())
    before = look(page, "positions")
    assert [groups(page)[key][1] for key in ("red", "blue")] == [4, 2]
    page.evaluate("handle.view.set({ year: '2010' })")
    assert [groups(page)[key][1] for key in ("red", "blue")] == [3, 3]
    assert look(page, "positions") == before


@pytest.mark.parametrize("group, limit", [("party", 5), ("community", 80), ("kind", 80)])
def test_no_tie_is_lost_however_the_actors_of_the_data_are_gathered(open_view, group, limit):  # noqa: F811
    data, _ = load(Path(__file__).parents[1] / "data")
    page = open_view({"year": "2015", "group": group, "limit": limit}, wire=wire(data, today=TODAY, language="en"))
    part = select(data, Selection(first="2015", limit=100_000), TODAY)
    for unfold in ([], [look(page, "groups")[0]["key"]]):
        page.evaluate("(unfold) => handle.view.set({ unfold })", unfold)
        assert sorted(look(page, "visibleNodes")) == sorted(part.dataset.actors)  # whatever the limit
        told = look(page, "groups")
        assert sum(one["members"] for one in told) == len(part.dataset.actors)
        single = page.evaluate("handle.view.scene.index.edges.filter((edge) => !edge.bundle).length")
        inner = sum(one["inner"] for one in told)
        loops = sum(tie.source == tie.target for tie in part.dataset.relations.values())
        assert loops == 0 and inner + single + sum(count for *_, count in look(page, "bundles")) == len(part.dataset.relations)
        assert 2 < len(told) < 120


def test_rounds_do_not_lie_over_one_another(open_view):  # noqa: F811
    data, _ = load(Path(__file__).parents[1] / "data")
    page = open_view({"group": "party"}, wire=wire(data, today=TODAY, language="en"))
    for group in ("party", "bloc", "state", "community", "kind"):
        page.evaluate("(group) => handle.view.set({ group, unfold: [] })", group)
        rounds = page.evaluate("handle.view.scene.groups.map(({ x, y, room }) => [x, y, room])")
        for i, (x, y, room) in enumerate(rounds):
            for other_x, other_y, other in rounds[:i]:
                assert (x - other_x) ** 2 + (y - other_y) ** 2 >= (room + other) ** 2, group


# -- opening and closing


def test_a_click_opens_a_group_in_its_place_and_the_link_and_a_way_back_say_so(open_view):  # noqa: F811
    page = open_view({"year": "2010", "group": "party"}, wire=parties())
    page.mouse.click(*spot(page, "positions", "group:red"))
    until(page, "handle.inspect().state.unfold", ["red"])
    assert state_of(page)["open"] is None
    until(page, "told.at(-1).unfold", ["red"])
    query = page.evaluate("Bailanysh.toQuery(handle.view.state, Bailanysh.defaults(wire))")
    assert query == "year=2010&unfold=red&group=party"
    assert page.evaluate("(query) => Bailanysh.fromQuery(query)", query) == {"year": "2010", "unfold": ["red"], "group": "party"}
    assert {"ann", "ben", "red", "group:red", "group:blue"} <= look(page, "positions").keys()
    assert bundles(page) == [("ann", "group:blue", 1), ("ben", "group:blue", 1), ("group:blue", "red", 1)]
    rim = page.evaluate("(() => { const [group] = handle.view.scene.open; return [group.x, group.y, group.room]; })()")
    inside = page.evaluate("['ann', 'ben', 'red'].map((id) => { const { index } = handle.view.scene; const { x, y } = index.nodes[index.nodeById.get(id)]; return [x, y]; })")
    assert all((x - rim[0]) ** 2 + (y - rim[1]) ** 2 < rim[2] ** 2 for x, y in inside)
    page.wait_for_timeout(600)
    page.mouse.click(*spot(page, "positions", "ann"))
    until(page, "handle.inspect().state.open", "ann")
    page.locator(".bn-pill").get_by_role("button", name="Close").click()
    until(page, "handle.inspect().state.unfold", [])
    again = open_view({"year": "2010", "group": "party", "unfold": ["red"]}, wire=parties())
    assert {"ann", "ben"} <= look(again, "positions").keys()


def test_coming_closer_opens_what_one_looks_at_and_going_away_closes_it(open_view):  # noqa: F811
    data, _ = load(Path(__file__).parents[1] / "data")
    page = open_view({"year": "2015", "group": "party"}, wire=wire(data, today=TODAY, language="en"))
    page.mouse.move(*spot(page, "positions", "group:sdpk"))
    for _ in range(14):
        page.mouse.wheel(0, -240)
        page.wait_for_timeout(30)
    until(page, "handle.inspect().state.unfold.includes('sdpk')", True)
    for _ in range(14):
        page.mouse.wheel(0, 240)
        page.wait_for_timeout(30)
    until(page, "handle.inspect().state.unfold", [])


def test_groups_are_walked_opened_and_told_without_a_mouse(open_view):  # noqa: F811
    page = open_view({"year": "2010", "group": "party"}, wire=parties())
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    said = page.get_by_role("status").inner_text()
    assert said.startswith(("Red, Actors: 3, Ties within: 2, Most ties with: Blue (3)", "Blue, Actors: 3, Ties within: 2, Most ties with: Red (3)"))
    page.keyboard.press("Enter")
    assert len(state_of(page)["unfold"]) == 1
    assert "is open, actors: 3" in page.get_by_role("status").inner_text()
    page.keyboard.press("Enter")  # the cursor stands on the head of the open group
    assert state_of(page)["unfold"] == []


def test_an_actor_found_by_name_is_met_in_its_group(open_view):  # noqa: F811
    page = open_view({"year": "2010", "group": "party"}, wire=parties())
    page.locator(".bn-input").fill("Dan")
    page.locator(".bn-input").press("Enter")
    assert page.locator(".bn-panel h2").inner_text() == "Dan"
    assert page.evaluate("handle.view.openedNodes().map((i) => handle.view.scene.index.nodes[i].id)") == ["group:blue"]


def test_the_reader_chooses_by_what_to_gather(open_view):  # noqa: F811
    page = open_view({"year": "2010"}, wire=parties())
    choice = page.get_by_role("combobox", name="Gathered by")
    assert choice.locator("option").all_inner_texts() == ["each actor by itself", "party", "party, coalition or movement", "community", "kind of actor"]
    choice.select_option("kind")
    assert groups(page).keys() == {"person", "party", "body"}
    assert page.evaluate("handle.view.parts.network.kind()") == "overview"
    choice.select_option("")
    assert look(page, "groups") is None
    assert page.evaluate("handle.view.parts.network.kind()") == "detail"
    assert sorted(look(page, "positions")) == sorted(look(page, "visibleNodes"))


def test_a_line_between_groups_opens_its_ties_with_a_way_to_each_and_back(open_view):  # noqa: F811
    page = open_view({"year": "2010", "group": "party"}, wire=parties())
    line = "ties:group:blue|group:red"
    page.mouse.click(*spot(page, "ties", line))
    until(page, "handle.inspect().state.open", line)
    panel = page.locator(".bn-panel")
    assert panel.get_by_role("heading", level=2).inner_text() == "Blue – Red"
    assert "Ties: 3 · 2010" in panel.inner_text()
    sentences = panel.locator(".bn-sentence").all_inner_texts()
    assert sorted(sentences) == ["Ann opposes Cid", "Ben opposes Cid", "Red supports Blue"]
    assert panel.locator(".bn-family h3").count() == 2
    panel.get_by_role("button", name="Ben opposes Cid").click()
    until(page, "handle.inspect().state.open", "t-two")
    panel.get_by_role("button", name="Back").click()
    until(page, "handle.inspect().state.open", line)
    page.evaluate("handle.view.set({ year: '2000' })")
    until(page, "place.querySelector('.bn-panel').innerText.includes('No tie in 2000')", True)
    page.evaluate("handle.view.set({ year: '2010', group: null })")  # nobody is gathered any more
    assert state_of(page)["open"] is None


def test_the_ties_of_a_group_are_reached_without_a_mouse_and_by_a_link(open_view):  # noqa: F811
    page = open_view({"year": "2010", "group": "party", "open": "group:red"}, wire=parties())
    panel = page.locator(".bn-panel")
    assert panel.get_by_role("heading", level=2).inner_text() == "Red"
    assert "Actors: 3 · Ties within: 2 · 2010" in panel.inner_text()
    assert panel.locator(".bn-linerow").all_inner_texts() == ["Blue\n3", "Eve\n1"]
    assert panel.locator(".bn-chip").all_inner_texts() == ["Red", "Ben", "Ann"]
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+Enter")
    assert state_of(page)["open"] in ("group:red", "group:blue") and state_of(page)["unfold"] == []
    panel.get_by_role("button", name="Open the group").click()
    assert len(state_of(page)["unfold"]) == 1
    panel.get_by_role("button", name="Close the group").click()
    panel.locator(".bn-linerow").first.click()
    until(page, "handle.inspect().state.open", "ties:group:blue|group:red")
