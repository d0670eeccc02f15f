"""YAML's errors in words of our own: what is wrong, what to do, at the place that is meant."""

from __future__ import annotations

import yaml

from graph.load.item import EXTRAS, UNCLOSED
from graph.load.node import Syntax, place
from graph.model import Mark
from graph.said import Said as _


def explain(error: yaml.YAMLError | Syntax, text: str, line: int = 0) -> Syntax:
    """YAML's error as a sentence of our own at a place of the file."""
    if isinstance(error, Syntax):
        return error
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context = getattr(error, "context", None) or ""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or _("it cannot be read")
    opened = getattr(error, "context_mark", None)
    if mark is None:
        return Syntax(place(line, 0), _("this is no YAML: {reason}", reason=problem), _("compare it with the records above and below"))
    lines = text.split("\n")
    this = lines[mark.line] if mark.line < len(lines) else ""
    before, char = this[: mark.column], this[mark.column : mark.column + 1]
    where = mark
    if "\t" in (char, before[-1:]) and not before.strip() or "tab character" in problem:
        said = _("a tab stands where spaces are expected"), _("indent with two spaces a step")
    elif "scanning a quoted scalar" in context and opened:
        where, said = opened, UNCLOSED
    elif "escape" in problem or "hexdecimal" in problem:
        said = _("the backslash means nothing here"), _("write \\\\, or use '…' instead of \\\"…\\\"")
    elif problem.startswith("mapping values are not allowed"):
        if ": " in before.lstrip("- ") or '"' in before:
            said = _("a colon stands within the text"), _("put the whole text in quotation marks")
        else:
            said = _("this line is indented differently from the one it belongs with"), \
                _("put the fields of a record exactly under each other")
    elif problem.startswith("block sequence entries are not allowed"):
        said = _("a list cannot begin here"), _("begin each `- ` on a line of its own, below its key")
    elif "flow" in context and opened:
        if "node" in context:  # "flow node": nothing stands where an item should; the last bracket before it is meant
            text = "\n".join([*lines[: mark.line], before])
            at = max(text.rfind("["), text.rfind("{"), 0)
            opened = Mark("", text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1)
        where, said = opened, (
            _("the {bracket} opened here is not closed where it should be", bracket=lines[opened.line][opened.column : opened.column + 1]),
            _("close it, put a comma between its items, and text that holds , : [ ] {{ }} in quotation marks"),
        )
    elif problem.startswith("found character that cannot start"):
        said = _("a text cannot begin with {char}", char=char), _("put the whole text in quotation marks")
    elif "alias" in context or "anchor" in context:
        said = EXTRAS["alias" if "alias" in context else "anchor"]
    elif "tag" in context or "tag" in problem:
        said = EXTRAS["tag"]
    elif "simple key" in context and opened:
        where, said = opened, (_("this line is neither `key: value` nor the end of a text"),
                               _("write `key: ` before it, or indent it under the text that it continues"))
    elif problem.startswith("did not find expected") and before.strip(" -"):
        said = _("text follows where the value has ended"), _("put the whole text in one pair of quotation marks")
    elif problem.startswith("did not find expected"):
        said = _("this line is indented differently from the one it belongs with"), \
            _("put the fields of a record exactly under each other")
    else:
        said = _("this is no YAML: {reason}", reason=problem), _("compare it with the records above and below")
    return Syntax(place(where.line + line, where.column), *said)
