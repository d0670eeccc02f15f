"""Measures where they are met: the page, the command, the document."""

import io
import json
import shlex
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from folder import write
from graph.__main__ import main
from graph.measures import OF_ACTORS, OF_NETWORKS
from graph.measures.document import YEARS, catalogue, put
from graph.measures.robust import Flip
from graph.measures.telling import flip_text, turn_text
from graph.measures.communities import Turn

ROOT = Path(__file__).parents[1]
SHOWN = ("actors", "years", "actor", "communities", "sides", "brokers", "firm", "explained")


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """opened(query) → the page on the small dataset."""

    def opened(query=None, **changes) -> AppTest:
        monkeypatch.setenv("BAILANYSH_DATA", str(write(tmp_path, **changes)))

        def page():
            from graph.screen import measures

            measures.page()

        app = AppTest.from_function(page, default_timeout=30)
        for key, value in (query or {}).items():
            app.query_params[key] = value
        return app.run()

    return opened


def told(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("show", SHOWN)
@pytest.mark.parametrize("lang", ("en", "ky"))
def test_every_view_opens(opened, show, lang):
    app = opened({"year": "2010", "show": show, "lang": lang})
    assert not app.exception


def test_the_table_ranks_the_year_by_the_measure_in_the_link(opened):
    table = opened({"year": "2010", "measure": "negative_degree"}).dataframe[0].value
    assert list(table["Name"][:2]) == ["Bolot Two", "Crowd Three"] and list(table["Rank"]) == [1, 1, 3, 3]
    assert list(table["Hostile degree"]) == [1, 1, 0, 0] and list(table["Through the years"][0]) == [0, 0, 0, 0, 0, 1]


def test_only_a_kind_is_ranked_but_all_are_measured(opened):
    table = opened({"year": "2010", "among": "person"}).dataframe[0].value
    assert "Crowd Three" not in list(table["Name"]) and list(table["Degree"]) == [2, 1, 1]


def test_the_year_with_the_most_ties_opens_and_a_year_that_does_not_exist_too(opened):
    assert opened().selectbox[0].value == "2010" == opened({"year": "1066"}).selectbox[0].value


def test_merely_possible_ties_are_left_out_by_the_switch(opened):
    app = opened({"year": "2010"}, relations=("start: 2005\n  end: 2010-03", "start: 2005\n  end: unknown"))
    assert list(app.dataframe[0].value["Degree"]) == [2, 2, 1, 1]
    app.toggle[0].set_value(True).run()
    assert app.query_params["possible"] in ("0", ["0"])


def test_names_out_of_the_data_are_text(opened):
    for show in ("actor", "sides", "communities", "explained", "years"):
        assert "<b>Four" not in told(opened({"year": "2010", "show": show, "actor": "daniyar-four"}))


def test_a_dataset_without_ties_opens(opened):
    from folder import FILES

    assert not opened(relations=(FILES["relations.yaml"], "# none\n")).exception


# -- the command ------------------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path, capsys):
    folder = write(tmp_path / "data")

    def run(line: str):
        out = io.StringIO()
        code = main(["measures", "--data", str(folder), "--today", "2026-11-22", *shlex.split(line)], out)
        return code, out.getvalue().splitlines(), capsys.readouterr().err.splitlines()

    return run


def test_the_command_lists_the_network_and_the_actors_in_order(run):
    code, lines, _ = run("--year 2010 --measure betweenness")
    assert code == 0 and lines[0].split() == ["Actors", "4"]
    first = next(line for line in lines if line.startswith("1."))
    assert first.split()[:4] == ["1.", "0.6667", "Bolot", "Two"]


def test_the_command_as_json_holds_every_measure(run):
    code, lines, _ = run("--year 2010 --json --limit 2 --robust")
    found = json.loads("\n".join(lines))
    assert code == 0 and set(found["network"]) == set(OF_NETWORKS) and found["network"]["ties"] == 3
    assert [actor["id"] for actor in found["actors"]] == ["bolot-two", "crowd-three"]
    assert set(found["actors"][0]) >= set(OF_ACTORS) and found["actors"][0]["clustering"] == 0
    assert found["actors"][0]["ranks"]["without"]["single"] and found["left_out"]["contested"] == 1
    assert "--limit" not in " ".join(found["selection"])


def test_the_command_ranks_a_kind_and_says_how_firm_it_is(run):
    code, lines, _ = run("--year 2010 --among person --robust")
    assert code == 0 and not any("Crowd" in line and line[0].isdigit() for line in lines)
    assert lines[-1].startswith(("Aida One before", "Bolot Two before", "Daniyar"))


@pytest.mark.parametrize("line, said", [
    ("--measure betwenness", "did you mean betweenness?"), ("--among persn", "did you mean person?"),
    ("--renew no/such.md", "no/such.md"),
])  # fmt: skip
def test_wrong_use_is_one_sentence(run, line, said):
    code, out, err = run(line)
    assert (code, out, len(err)) == (2, [], 1) and said in err[0]


# -- the document and the words ---------------------------------------------------------------------------------


def test_the_document_holds_the_catalogue_as_it_is():
    text = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")
    assert put(text, "catalogue", catalogue()) == text, "the catalogue has changed: make docs"
    assert all(f"<!-- {year} -->\nData version `" in text for year in YEARS)


def test_a_part_is_put_between_its_marks_only():
    assert put("a\n<!-- x -->\nold\n<!-- end of x -->\nb", "x", "new\n") == "a\n<!-- x -->\nnew\n<!-- end of x -->\nb"
    with pytest.raises(ValueError):
        put("a", "x", "new")


def test_what_flips_and_what_became_are_told_in_words():
    names = {"a": "Aida", "b": "Bolot"}
    assert flip_text(Flip("a", "b", (), {0.05: 0.0, 0.2: 0.05}), names, str) == "Aida before Bolot: holds, whatever is left out."
    assert flip_text(Flip("a", "b", ("contested", "all"), {0.05: 0.02, 0.2: 0.31}), names, str) == (
        "Aida before Bolot: the order flips without contested ties and in 31% of the draws that lose 20% of the ties."
    )
    assert flip_text(Flip("a", "b", ("all",), {0.2: 0.0}), names, str).endswith("flips without anything doubtful.")
    assert turn_text(Turn(2006, "split", 1, (0,)), {0: "Ar-Namys", 1: "SDPK"}, str) == "SDPK splits off from Ar-Namys."


# -- in the browser ---------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_reader_goes_from_the_table_to_an_actor_and_to_its_ties(browser, serve):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(90_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{serve()}/measures?year=2010&measure=betweenness&among=person")
    page.get_by_text("Roza Otunbayeva stands on").wait_for()
    page.get_by_role("radio", name="Years", exact=True).or_(page.get_by_role("button", name="Years", exact=True)).first.click()
    page.locator(".bp-key a", has_text="Kurmanbek Bakiyev").click()
    page.get_by_role("heading", name="Kurmanbek Bakiyev").wait_for()
    page.get_by_text("Offices and memberships").wait_for()
    assert "show=actor" in page.url and "actor=kurmanbek-bakiyev" in page.url and "year=2010" in page.url
    context.close()
    assert errors == []
