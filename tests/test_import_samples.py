"""Files that other programs wrote, whole, where they are at hand: beside the checkout, in ../shared/samples."""

import datetime
from pathlib import Path

import pytest

from graph.check import check
from graph.formats.reading import read
from graph.load import load, load_files
from importing import looks

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT.parent / "shared" / "samples"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside the checkout")

WANTED = {  # file → actors, ties
    "popolo/Estonia_Riigikogu.json": (128, 242), "popolo/Kyrgyzstan_Supreme_Council.json": (130, 238),
    "gexf/data.gexf": (4, 4), "gexf/les_miserables.gexf": (77, 254), "gexf/v1_3.gexf": (2, 1),
    "graphml/miserables.graphml": (77, 254), "graphml/multigraph.graphml": (6, 7), "graphml/networkx_graphml_778.graphml": (9, 10),
}


@pytest.fixture(scope="module")
def vocabulary():
    return load(ROOT / "data")[0].vocabulary


def test_every_sample_has_its_counts():
    assert {str(path.relative_to(SAMPLES)) for path in SAMPLES.rglob("*.*") if path.suffix != ".md"} == set(WANTED)


@pytest.mark.parametrize("name", WANTED)
def test_a_file_of_another_program_is_imported_whole_and_checks(name, vocabulary):
    made = read((SAMPLES / name).read_bytes(), Path(name).name, vocabulary)
    assert (len(made.dataset.actors), len(made.dataset.relations)) == WANTED[name]
    again, problems = load_files({file: text.encode() for file, text in made.files.items()}, Path("x"))
    assert again == made.dataset and not problems
    assert not [each for each in (*made.problems, *check(again, datetime.date(2026, 11, 22))) if each.degree == "error"]


def test_nothing_of_a_sample_is_lost_without_a_word(vocabulary):
    """Every edge read is a tie, or was put together with one that says the same."""
    for name in ("gexf/data.gexf", "graphml/multigraph.graphml", "graphml/networkx_graphml_778.graphml"):
        report = read((SAMPLES / name).read_bytes(), Path(name).name, vocabulary).report
        read_, made = ({line.what: line.count for line in lines} for lines in (report.read, report.made))
        contained = sum(line.count for line in report.mapped if "contained in" in line.what)
        together = sum(line.count for line in report.merged if line.what == "ties")
        assert read_["edges"] + contained == made["ties"] + together


def test_the_parliament_of_kyrgyzstan_keeps_its_doubts(vocabulary):
    made = read((SAMPLES / "popolo/Kyrgyzstan_Supreme_Council.json").read_bytes(), "kg.json", vocabulary)
    (look,) = looks(made)
    assert "“AtaMeken” may be the same as “Ata Meken”" in look
    assert all((tie.date, tie.start, tie.end) == (None, None, None) for tie in made.dataset.relations.values())
    assert "unknown" not in made.dataset.actors
