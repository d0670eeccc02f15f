"""The command line: what it answers, its exit codes, and that wrong use is one sentence."""

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from graph.__main__ import commands, main
from folder import write

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("data"))


@pytest.fixture
def run(folder, capsys):
    """run("show --year 2010") → (exit code, lines on stdout, lines on stderr); the data is the small folder."""

    def run(line: str, data: Path = folder):
        out = io.StringIO()
        words = shlex.split(line)
        code = main([words[0], "--data", str(data), "--today", "2026-11-22", *words[1:]], out)
        return code, out.getvalue().splitlines(), capsys.readouterr().err.splitlines()

    return run


def test_check_is_silent_about_right_data_but_for_the_count(run):
    assert run("check") == (0, ["Actors: 4. Ties: 3. Documents: 2. No problem."], [])


def test_check_names_the_place_the_record_and_what_to_do(run, tmp_path):
    data = write(tmp_path, relations=("target: bolot-two", "target: bolot-tow"))
    code, lines, _ = run("check", data)
    assert code == 1
    problems = [line for line in lines if line.startswith(str(data / "relations.yaml"))]
    assert len(problems) == 1
    place, rest = problems[0].removeprefix(str(data / "relations.yaml:")).split(": ", 1)
    assert place == "2:11"
    assert "bolot-tow" in rest and "did you mean `bolot-two`?" in rest


def test_check_as_json_holds_each_part_of_a_problem(run, tmp_path):
    code, lines, _ = run("check --json", write(tmp_path, relations=("kind: accuses", "kind: acuses")))
    (problem,) = [problem for problem in json.loads("\n".join(lines)) if problem["degree"] == "error"]
    assert code == 1
    assert (problem["line"], problem["column"]) == (11, 9)
    assert "acuses" in problem["message"] and "accuses" in problem["fix"]


def test_check_counts_what_deserves_a_look_and_lists_it_when_asked(run, tmp_path):
    data = write(tmp_path, actors=(", ru: Данияр Четвёртый, ky: Данияр Төртүнчү", ""))
    code, lines, _ = run("check", data)
    assert code == 0 and len(lines) == 1 and lines[0].endswith("No problem. To look at: 1 (list them with --look).")
    code, lines, _ = run("check --look", data)
    assert code == 0 and lines[0].startswith(f"{data / 'actors.yaml'}:13:9: daniyar-four: ") and "[look]" in lines[0]


def test_show_lists_the_actors_and_the_ties_of_the_year_in_order(run):
    code, lines, _ = run("show --year 2010")
    assert code == 0
    assert lines[0] == "Actors: 4 of 4. Ties: 3 of 3."
    assert lines[2].split() == ["2", "Bolot", "Two", "person", "bolot-two"]
    assert lines[-6:] == [
        "Aida One supports Bolot Two", "    2005 – March 2010 · stated · paper",
        "Bolot Two accuses crowd Three", "    12 June 2010 · contested · paper, gazette",
        "Crowd Three supports Daniyar </script><b>Four</b>", "    July 2010 · stated · paper",
    ]


def test_show_keeps_to_the_selection(run):
    code, lines, _ = run("show --year 2006")
    assert lines[0] == "Actors: 2 of 2. Ties: 1 of 1."
    code, lines, _ = run("show --status contested")
    assert lines[0] == "Actors: 2 of 2. Ties: 1 of 1." and "contested" in lines[-1] and len(lines) == 7
    code, lines, _ = run("show --focus daniyar-four --limit 2")
    assert lines[0] == "Actors: 2 of 2. Ties: 1 of 1."


def test_show_says_what_the_limit_leaves_out(run):
    code, lines, _ = run("show --limit 2")
    assert lines[0].startswith("Actors: 2 of 4.")
    assert "2" in lines[1] and "limit" in lines[1]


def test_show_as_json_is_a_graph_that_networkx_reads(run):
    code, lines, _ = run("show --year 2010 --json")
    graph = nx.node_link_graph(json.loads("\n".join(lines)), edges="edges")
    assert graph.is_multigraph() and graph.is_directed()
    assert graph.nodes["aida-one"]["kind"] == "person" and graph.nodes["aida-one"]["names"]["ru"] == "Аида Уан"
    tie = graph.edges["bolot-two", "crowd-three", "bolot-two.accuses.crowd-three.2010-06-12"]
    assert (tie["kind"], tie["family"], tie["sign"], tie["status"]) == ("accuses", "rivalry", -1, "contested")
    assert tie["start"] == "2010-06-12" and [claim["stance"] for claim in tie["claims"]] == ["asserts", "denies"]


def test_show_speaks_the_language_asked_for(run):
    code, lines, _ = run("show --year 2006 --language ru")
    assert any("Аида Уан" in line for line in lines)


def test_path_tells_the_chain_tie_by_tie_with_both_sides_of_a_contested_one(run):
    code, lines, _ = run("path aida-one crowd-three --year 2010")
    assert code == 0
    told = "\n".join(lines)
    assert told.index("Aida One") < told.index("They did it") < told.index("We did not")
    assert "12 June 2010" in told and "The Gazette" in told


@pytest.mark.parametrize("name", ["aida-one", "Aida One", "Аида Уан", "Ayda Wan"])
def test_path_knows_an_actor_by_any_spelling(run, name):
    code, lines, _ = run(f"path '{name}' bolot-two --json")
    found = json.loads("\n".join(lines))
    assert (found["from"], found["to"]) == ("aida-one", "bolot-two")
    assert [[tie["id"] for tie in chain] for chain in found["chains"]] == [["aida-one.supports.bolot-two.2005"]]


def test_path_avoids_and_keeps_to_cooperative_ties(run):
    assert json.loads("\n".join(run("path aida-one daniyar-four --json")[1]))["chains"] != []
    assert json.loads("\n".join(run("path aida-one daniyar-four --cooperative --json")[1]))["chains"] == []
    code, lines, _ = run("path aida-one daniyar-four --avoid bolot-two")
    assert code == 0 and lines[0].startswith("No chain")


def test_export_writes_a_page(run, tmp_path):
    code, lines, _ = run(f"export {tmp_path / 'out.html'} --year 2010")
    assert code == 0 and (tmp_path / "out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("line, said", [
    ("shwo", "There is no command shwo (did you mean show?)"),
    ("show --year 2010-13", "2010-13"),
    ("show --focus aida-everyone", "did you mean aida-one?"),
    ("show --focus t", "name one of them"),
    ("show --document papre", "did you mean paper?"),
    ("show --kind acuses", "did you mean accuses?"),
    ("show --limit none", "none"),
    ("show --colour red", "--colour"),
    ("path aida-one", "B"),
    ("path aida-one aida-one", "two different actors"),
    ("path aida-one nobody-at-all-here", "nobody-at-all-here"),
    ("export out.docx", ".html"),
    ("export /no/such/folder/out.html", "/no/such/folder/out.html"),
])
def test_wrong_use_is_one_sentence_and_exit_code_2(run, line, said, capsys):
    if line == "shwo":
        code, out, err = main(["shwo"], io.StringIO()), [], capsys.readouterr().err.splitlines()
    else:
        code, out, err = run(line)
    assert (code, out) == (2, [])
    assert len(err) == 1 and said in err[0]


def test_a_folder_that_is_not_there_is_wrong_use(run, tmp_path):
    code, _, err = run("show", tmp_path / "nowhere")
    assert code == 2 and "nowhere" in err[0]


def test_an_answer_from_data_with_problems_is_given_with_exit_code_1(run, tmp_path):
    code, lines, err = run("show", write(tmp_path, relations=("target: bolot-two", "target: nobody")))
    assert code == 1 and lines[0] == "Actors: 3 of 3. Ties: 2 of 2."
    assert len(err) == 1 and "python -m graph check" in err[0]


@pytest.mark.parametrize("name", sorted(commands()))
def test_each_help_teaches_by_an_example(name, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([name, "--help"], io.StringIO())
    assert stopped.value.code == 0
    assert f"python -m graph {name}" in capsys.readouterr().out.split("examples:")[1]


def test_a_reader_who_stops_early_sees_no_error(folder, tmp_path):
    shell = f"{sys.executable} -m graph show --json --data {folder} | head -c 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {shell}"], cwd=tmp_path, capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert (done.returncode, done.stdout, done.stderr) == (0, "{", "")


@pytest.mark.parametrize("name, begins", [
    ("out.svg", b"<svg"), ("out.pdf", b"%PDF"), ("out.png", b"\x89PNG"), ("out.gexf", b"<?xml"), ("out.bib", b"@misc"),
    ("out.csv.zip", b"PK"), ("out.ftm.jsonl", b"{"), ("out.MD", b"# "),
])
def test_export_takes_the_format_from_the_files_ending(run, tmp_path, name, begins):
    code, lines, _ = run(f"export {tmp_path / name} --year 2010")
    assert code == 0 and (tmp_path / name).read_bytes().startswith(begins)
    assert "Who was tied to whom, 2010" in lines[0] and "CC BY-SA 4.0" in lines[0]


def test_export_puts_the_link_and_the_look_into_the_picture(run, tmp_path):
    path = tmp_path / "picture"
    assert run(f"export {path} --format svg --paper a4 --theme dark --year 2010 --link https://example.org/x")[0] == 0
    drawn = path.read_text(encoding="utf-8")
    assert "https://example.org/x?year=2010" in drawn and 'width="297mm"' in drawn and '"#0e1117"' in drawn
    assert run(f"export {path} --format svg --bare --year 2010")[0] == 0 and "Sources" not in path.read_text(encoding="utf-8")


def test_export_draws_sizes_colours_and_two_times_as_the_map_does(run, tmp_path):
    path = tmp_path / "picture.svg"
    assert run(f"export {path} --year 2010 --measure degree --colour communities --link https://example.org/x")[0] == 0
    drawn = path.read_text(encoding="utf-8")
    assert "Size: Degree, 2010" in drawn and "Colour: Communities, 2010" in drawn
    assert "https://example.org/x?year=2010&amp;measure=degree&amp;colour=communities" in drawn
    assert run(f"export {path} --compare 2005 2010")[0] == 0 and "2005 against 2010" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("line, said", [
    ("export out.svg --scale 2", "it is for .png"), ("export out.gexf --bare", "it is for .svg"),
    ("export out.png --each event", ".gif"), ("export out.gex", "did you mean .gexf"), ("export out.png --scale 3", "3"),
    ("export out.svg --link javascript:alert(1)", "no web address"), ("export out.csv.zip --measure degree", ".svg"),
    ("export out.svg --measure communities", "communities"), ("export out.gif --compare 2005 2010", "one after the other"),
    ("export out.svg --compare 2005 then", "then"),
])
def test_export_refuses_what_makes_no_difference(run, line, said):
    code, out, err = run(line)
    assert (code, out, len(err)) == (2, [], 1) and said in err[0]
