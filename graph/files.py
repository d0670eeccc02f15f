"""The texts of a dataset's files as they stand on the disk; nothing here writes."""

from __future__ import annotations

from pathlib import Path

NAMES = ("actors.yaml", "relations.yaml", "documents.yaml", "events.yaml", "layout.json")  # those that can be edited
JOURNAL = ".saving.json"  # stands in the folder while a save of several files is under way, or was cut off


def texts(folder: Path) -> dict[str, str]:
    """The texts by file name, line ends and byte order marks as they are. Raises OSError or UnicodeDecodeError."""
    folder = Path(folder)
    return {name: (folder / name).read_bytes().decode("utf-8")
            for name in ("vocabulary.yaml", *NAMES) if (folder / name).exists()}


def is_half_saved(folder: Path) -> bool:
    """Whether a save of several files is under way or was cut off."""
    return (Path(folder) / JOURNAL).exists()
