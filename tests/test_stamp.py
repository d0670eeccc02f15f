"""What every export carries: its version, selection, licence, link, citation."""

import subprocess
from pathlib import Path

import yaml

from exporting import made, snapshot
from folder import write
from graph.checkout import commit
from graph.selection import Selection
from graph.stamp import LICENCE, bibtex_of

ROOT = Path(__file__).parents[1]


def test_it_says_what_was_shown_and_links_back_to_it():
    stamp = snapshot("year=2010-06&focus=ada&status=contested", base="https://example.org/explorer/?old=1").stamp
    assert stamp.title == "Ties around Ada, June 2010"
    assert stamp.selection == "June 2010; around Ada, steps: 1; contested"
    assert stamp.link == "https://example.org/explorer/?year=2010-06&status=contested&focus=ada"
    assert Selection.from_query(stamp.link.partition("?")[2]) == Selection.from_query("year=2010-06&focus=ada&status=contested")
    assert stamp.citation() == (
        "Ties around Ada, June 2010. Bailanysh, data version abcdef012345, 22 November 2026. CC BY-SA 4.0. " + stamp.link
    )


def test_without_an_explorer_there_is_no_link_and_a_commit_comes_before_the_hash():
    stamp = snapshot(commit="0123abc").stamp
    assert stamp.link is None and "http" not in stamp.citation()
    assert (stamp.version, stamp.version_is) == ("0123abc", "commit")
    assert snapshot().stamp.version_is == "sha-256"


def test_all_years_are_named_by_their_first_and_last():
    assert snapshot().stamp.title == "Who was tied to whom, 2005–2026"


def test_bibtex_escapes_what_tex_acts_upon_and_keeps_an_uncertain_date_whole():
    (paper,) = [document for document in made().documents.values() if document.id == "paper"]
    entry = bibtex_of([paper])
    assert entry.startswith("@misc{paper,\n  title = {100\\% of \\{it\\} \\& more},\n  author = {{A. Uthor}},")
    assert "url = {https://example.org/paper?a=1&b=%7B2%7D}" in entry
    assert "  date = " not in entry and "Date as known: 2010-06-20/2010-06-21" in entry and "year = {2010}" in entry
    assert entry.count("{") == entry.count("}")


def test_the_commit_is_named_only_while_the_files_are_as_committed(tmp_path):
    def git(*words):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], cwd=tmp_path, check=True, capture_output=True)

    data = write(tmp_path / "data")
    assert commit(data) is None
    git("init", "-q")
    assert commit(data) is None
    git("add", ".")
    git("commit", "-q", "-m", "data")
    name = commit(data)
    assert name and len(name) >= 7
    (tmp_path / "elsewhere.txt").write_text("changed")
    assert commit(data) == name
    (data / "actors.yaml").write_text("[]\n")
    assert commit(data) is None


def test_the_citation_file_says_what_its_format_asks_for():
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cff.keys() and cff["cff-version"] == "1.2.0"
    assert cff["preferred-citation"]["license"] == LICENCE.replace("CC BY", "CC-BY").replace(" ", "-")
