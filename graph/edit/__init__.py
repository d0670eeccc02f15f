"""A change to a record → the same text with only those characters changed. Text in, text out; nothing touches a disk.

`record` changes one record of one file; `across` what concerns several; `review` says what a change looks like as a
diff and what would be wrong with the data after it; `merging` brings two people's changes of one text together.
"""

from graph.edit.across import (
    Files, add, change, differing, file_of, merge, move, remove, rename, room_of, split, uses,
)
from graph.edit.draft import Draft, Step
from graph.edit.merging import Clash, merged
from graph.edit.pieces import EditRefused
from graph.edit.record import fields, ordered, tidy
from graph.edit.review import Review, diff, essence, review

__all__ = [
    "Clash", "Draft", "EditRefused", "Files", "Review", "add", "change", "diff", "differing", "essence", "fields", "file_of", "merge", "merged", "ordered",
    "move", "remove", "rename", "review", "room_of", "Step", "split", "tidy", "uses",
]
