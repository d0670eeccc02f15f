"""python -m graph schema: what an editor needs to complete and check the data files while one types."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TextIO

from graph.command import FINE, load_folder
from graph.command.options import add_data_options
from graph.model import Dataset

NAME = "schema"
HELP = """Write JSON Schemas of the data files into .schema in their folder.

The first line of each data file names its schema, so that an editor with yaml-language-server (VS Code with the YAML
extension, Neovim, Emacs, Helix) completes kinds and ids and marks what is wrong. Run it again when ids were added;
`check --watch` does so by itself. The files are made, not kept: git ignores them."""
EXAMPLES = """\
examples:
  python -m graph schema
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_options(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    dataset, _ = load_folder(args)
    found = write(dataset, args.data)
    print(f"Schemas: {found}. Written to {args.data / '.schema'}.", file=out)
    return FINE


def write(dataset: Dataset, folder: Path) -> int:
    """The schemas of this dataset into its folder; how many there are."""
    from graph.schema import FOLDER, schemas

    (folder / FOLDER).mkdir(exist_ok=True)
    found = schemas(dataset)
    for name, schema in found.items():
        (folder / FOLDER / name).write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(found)
