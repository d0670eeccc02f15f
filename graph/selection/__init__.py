"""Which part of the whole is wanted: Selection, its two spellings, and `select`, which answers with a Part.

The rules, the same in Python and in the view's JavaScript:

- A tie is *visible* if its family, kind and status are wanted, both its ends are of a wanted kind of
  actor, one claim that asserts it is in a wanted document by a wanted speaker from a wanted standpoint
  (all three of the same claim), and it is certain or possible in the window of time. Several values of
  one field are alternatives; different fields must all agree; an empty field wants everything.
- `focus` keeps the ego network: the actors within `radius` ties of one in focus, ignoring direction,
  and all visible ties among them.
- `limit` keeps the actors in focus and then those of the highest score, the sum over their visible ties
  (certain 1, possible ½), at equal score those of the better rank. A tie needs both its ends.
"""

from graph.selection.limit import STANDING, tied_together
from graph.selection.part import Part, each_year, select
from graph.selection.ranks import ranks
from graph.selection.rows import spans
from graph.selection.wanted import LIMIT, MOST, OPEN, OPTIONS, RADII, Option, Selection

__all__ = [
    "LIMIT", "MOST", "OPEN", "OPTIONS", "RADII", "STANDING", "Option", "Part", "Selection", "each_year", "ranks", "select", "spans", "tied_together",
]
