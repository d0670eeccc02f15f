"""Words out of a file, a form or a link, where Streamlit takes Markdown."""

from __future__ import annotations

import re

from graph import prose
from graph.said import Translate, Wrong

# Streamlit makes links of bare addresses after it has undone the escapes: an invisible joiner in them stops it.
_ADDRESS = re.compile(r"(?<=http)(?=s?://)|(?<=www)(?=\.)|(?<=\S)(?=@)", re.IGNORECASE)


def refusal(wrong: ValueError, _: Translate) -> str:
    """What is wrong with what was typed, as a sentence in the reader's language."""
    said = wrong.said(_) if isinstance(wrong, Wrong) else str(wrong)
    return f"{said[0].upper()}{said[1:]}."


def escape(text: str) -> str:
    """The text as Markdown that shows it letter by letter: no markup, no picture, no link."""
    return prose.escape(_ADDRESS.sub("\u2060", text))
