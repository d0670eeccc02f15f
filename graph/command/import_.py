"""python -m graph import FILE DIR: a file of another program as a dataset folder."""

from __future__ import annotations

import argparse
import codecs
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Iterator, TextIO

from graph.command import FINE, PROBLEMS, WrongUse
from graph.command.options import add_data_options

if TYPE_CHECKING:
    from graph.formats.reading import Import, Rules
    from graph.model import Problem, Vocabulary

NAME = "import"
HELP = """Make a dataset folder of a file that another program wrote.

Reads Popolo JSON (EveryPolitician), GEXF, GraphML (yEd too), node-link JSON (networkx, Cytoscape.js), CSV and
FollowTheMoney JSON lines. Says what was read, mapped, put together and left out. The imported file becomes a
document that every tie cites; kinds that the vocabulary does not know become `linked_to`, with their name in the role."""
EXAMPLES = """\
examples:
  python -m graph import parliament.json parliament
  python -m graph import network.gexf network --map map.yaml
  python -m graph import ties.csv actors.csv folder --encoding cp1251
  python -m graph import network.graphml folder --dry-run --json

a map file names their types and our kinds:
  actor_kinds:
    - {type: politician, kind: person}
  relation_kinds:
    - {type: employs, kind: works_for, reversed: true, role: {en: employee}}
    - {type: '*', kind: allied_with}

exit codes: 0 all that is right was written, 1 problems (what is right was written, unless nothing could be read),
2 wrong use
"""
MOST_PROBLEMS = 100  # listed as text; all of them with --json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="the file; of CSV, the ties and the actors")
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder to make; it must be empty or not yet exist")
    parser.add_argument("--map", type=Path, metavar="FILE", help="their types and our kinds, as YAML (see below)")
    parser.add_argument("--format", metavar="FORMAT", help="the format, where the file does not tell it: popolo, gexf, "
                        "graphml, node-link, csv, followthemoney")
    parser.add_argument("--encoding", metavar="NAME", help="the encoding, where it is not UTF-8: cp1251, latin-1 …")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done; write nothing")
    parser.add_argument("--json", action="store_true", help="the report and the problems as JSON")
    add_data_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph.formats.reading import READERS, read

    if args.format and args.format not in READERS:
        raise WrongUse(f"{args.format} is no format that can be read: choose one of {', '.join(READERS)}.")
    if args.encoding:
        _known_encoding(args.encoding)
    if not args.dry_run:
        _refuse_full(args.folder)
    vocabulary, text = _vocabulary(args.data)
    rules = _rules(args.map, vocabulary) if args.map else None
    first, *others = [(path.name, _bytes(path)) for path in args.files]
    if others and not all(name.lower().endswith((".csv", ".tsv")) for name, _ in (first, *others)):
        raise WrongUse("Only CSV comes in several files: import the others one by one.")
    made = read(first[1], first[0], vocabulary, rules, format=args.format, encoding=args.encoding,
                beside=dict(others), vocabulary_text=text)
    problems = [*made.problems, *_checked(made, args)]
    if made.dataset is not None and not args.dry_run:
        _write(args.folder, made.files)
    _say(made, problems, args, out)
    return PROBLEMS if any(problem.degree == "error" for problem in problems) else FINE


def _checked(made: "Import", args: argparse.Namespace) -> list["Problem"]:
    """What the checks find in the folder that was made: nothing but what deserves a look, or the import is wrong."""
    from graph.check import check
    from graph.load import load_files

    if made.dataset is None:
        return []
    dataset, problems = load_files({name: text.encode() for name, text in made.files.items()}, args.folder)
    return [problem for problem in (*problems, *check(dataset, args.today)) if problem.degree == "error"]


def _say(made: "Import", problems: list["Problem"], args: argparse.Namespace, out: TextIO) -> None:
    from graph.command.check import as_json

    if args.json:
        json.dump({"report": made.report.as_json(), "problems": [as_json(problem) for problem in problems]},
                  out, ensure_ascii=False, indent=1)
        print(file=out)
        return
    for line in _text(made, problems, args):
        print(line, file=out)


def _text(made: "Import", problems: list["Problem"], args: argparse.Namespace) -> Iterator[str]:
    if made.dataset is not None:
        yield from made.report.text()
        yield ""
    for problem in problems[:MOST_PROBLEMS]:
        yield f"{problem} [look]" if problem.degree == "look" else str(problem)
    if len(problems) > MOST_PROBLEMS:
        yield f"and {len(problems) - MOST_PROBLEMS} more; all of them with --json"
    if made.dataset is None:
        return
    if problems:
        yield ""
    yield "Nothing was written (--dry-run)." if args.dry_run else \
        f"Written: {args.folder}. Open it with  make run DATA={args.folder}, look through it with  " \
        f"python -m graph check --look --data {args.folder}"


# -- files ------------------------------------------------------------------------------------------


def _known_encoding(name: str) -> None:
    try:
        known = codecs.lookup(name)
    except LookupError:
        raise WrongUse(f"There is no encoding {name}: name one such as utf-8, cp1251 or latin-1.") from None
    if not known._is_text_encoding:
        raise WrongUse(f"{name} is no encoding of text: name one such as utf-8, cp1251 or latin-1.")


def _refuse_full(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUse(f"{folder} is not empty: name a new folder, so that nothing is overwritten.")


def _vocabulary(folder: Path) -> tuple["Vocabulary", str]:
    """The vocabulary of the dataset at --data, and its text."""
    from graph.load import load_files

    data = _bytes(folder / "vocabulary.yaml")
    dataset, problems = load_files({"vocabulary.yaml": data}, folder)
    wrong = next((problem for problem in problems if problem.degree == "error"), None)
    if wrong:
        raise WrongUse(f"The vocabulary has a problem to mend first: {wrong}.")
    return dataset.vocabulary, data.decode("utf-8-sig")


def _rules(path: Path, vocabulary: "Vocabulary") -> "Rules":
    from graph.formats.reading import Unreadable, read_mapping

    try:
        rules, problems = read_mapping(_bytes(path), str(path), vocabulary)
    except Unreadable as error:
        raise WrongUse(f"{error.problem(str(path))}.") from None
    if problems:
        raise WrongUse(f"{problems[0]}.")
    return rules


def _bytes(path: Path) -> bytes:
    from graph.formats.reading.found import MAX_BYTES

    try:
        if path.stat().st_size > MAX_BYTES:
            raise WrongUse(f"{path} is larger than {MAX_BYTES // 1024 // 1024} MiB: import a part of it.")
        return path.read_bytes()
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror}.") from None


def _write(folder: Path, files: dict[str, str]) -> None:
    """All of the files or none: they are written beside and the folder is put in its place at the end."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".import-", dir=folder.parent) as beside:
            whole = Path(beside) / "whole"
            whole.mkdir()
            for name, text in files.items():
                (whole / name).write_text(text, encoding="utf-8", newline="\n")
            os.replace(whole, folder)
    except OSError as error:
        raise WrongUse(f"{folder} cannot be written: {error.strerror}.") from None
