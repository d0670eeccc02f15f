"""The least change to the text of one record that makes it say something else.

What is said already keeps its characters: comments, order, quotation marks, indentation.
"""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import Iterator, NamedTuple, Sequence

from graph.edit.pieces import EditRefused, line_end
from graph.edit.spans import Fields, Items, Scalar, Tree, Value, tree, value
from graph.edit.style import Style
from graph.said import Said as _


class Splice(NamedTuple):
    """The characters from `start` to `end` become `text`."""

    start: int
    end: int
    text: str


def spliced(text: str, wanted: dict[str, Value], style: Style, order: Sequence[str]) -> str:
    """`text`, one record, saying `wanted`; `order` is that of the fields, parts before the wholes they belong to."""
    found = tree(text)
    done = sorted(_Difference(text, style, order).of(found, wanted, False), key=lambda splice: (splice.start, splice.end))
    parts, here = [], 0
    for start, end, new in done:
        if start < here:
            raise EditRefused(_("Two of these changes touch the same characters: make them one after the other."))
        parts += [text[here:start], new]
        here = end
    return "".join([*parts, text[here:]])


class _Difference:
    def __init__(self, text: str, style: Style, order: Sequence[str]):
        self._text, self._style = text, style
        self._order = {key: place for place, key in enumerate(order)}

    def of(self, found: Tree, wanted: Value, flow: bool) -> Iterator[Splice]:
        """What turns `found` into `wanted`; `flow` says that it stands in brackets or braces."""
        if value(found) == wanted:
            return
        if isinstance(found, Scalar) and isinstance(wanted, str):
            quote = found.style if found.style in ("'", '"') else ""
            yield Splice(found.start, found.end, self._style.text(wanted, flow=flow, quote=quote))
        elif isinstance(found, Fields) and isinstance(wanted, dict):
            yield from self._fields(found, wanted)
        elif isinstance(found, Items) and isinstance(wanted, list):
            yield from self._items(found, wanted)
        else:
            yield Splice(found.start, found.end, self._style.flow(wanted) if not isinstance(wanted, str)
                         else self._style.text(wanted, flow=flow))

    # -- mappings --------------------------------------------------------------------------------------------

    def _fields(self, found: Fields, wanted: dict[str, Value]) -> Iterator[Splice]:
        old = [key.value for key, _ in found.items]
        kept = [place for place, key in enumerate(old) if key in wanted]
        if not kept:
            raise EditRefused(_("Nothing of this record would stay: remove it and add another."))
        for place, (key, each) in enumerate(found.items):
            if place in kept:
                yield from self.of(each, wanted[key.value], found.flow)
            elif found.flow:
                yield _cut([(name.start, one.end) for name, one in found.items], place, kept)
            elif place > kept[0]:
                yield Splice(self._line_start(key.start), line_end(self._text, each.end), "")
        if kept[0] and not found.flow:
            yield self._without_first(found, kept[0])
        for key, behind in _places(old, wanted, self._order):
            yield self._with(found, key, wanted[key], behind)

    def _without_first(self, found: Fields, kept: int) -> Splice:
        """The fields before this place go, and it moves up beside the dash."""
        start, end = found.items[0][0].start, found.items[kept][0].start
        if self._text[found.items[kept - 1][1].end : end].strip():
            raise EditRefused(_("A comment stands above `{field}`: change this record in a text editor.",
                                field=found.items[kept][0].value))
        return Splice(start, end, "")

    def _with(self, found: Fields, key: str, wanted: Value, behind: int | None) -> Splice:
        """`key` as a new field behind the one in this place; None: before all."""
        style, text = self._style, self._text
        if found.flow:
            new = f"{key}: {style.flow(wanted)}"
            if behind is None:
                return Splice(found.items[0][0].start, found.items[0][0].start, f"{new}, ")
            end = found.items[behind][1].end
            return Splice(end, end, f", {new}")
        first = found.items[0][0].start
        indent = first - (text.rfind("\n", 0, first) + 1)
        new = style.field(key, wanted, indent)
        if behind is None:
            return Splice(first, first, f"{new}{style.newline}{' ' * indent}")
        return self._line_behind(found.items[behind][1].end, " " * indent + new)

    # -- lists -----------------------------------------------------------------------------------------------

    def _items(self, found: Items, wanted: list[Value]) -> Iterator[Splice]:
        if not wanted or not found.items:
            yield Splice(found.start, found.end, self._style.flow(wanted))
            return
        before, after = [_key(value(each)) for each in found.items], [_key(each) for each in wanted]
        removed: list[int] = []
        added: list[tuple[int, Value]] = []
        for what, i, j, k, l in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if what == "equal":
                continue
            paired = min(j - i, l - k)
            for step in range(paired):
                yield from self.of(found.items[i + step], wanted[k + step], found.flow)
            removed += range(i + paired, j)
            added += [(i + paired, each) for each in wanted[k + paired : l]]
        if found.flow:
            yield from self._flow_items(found, removed, added)
            return
        for place in removed:
            yield Splice(self._line_start(found.dashes[place]), line_end(self._text, found.items[place].end), "")
        for place, each in added:
            yield self._item_before(found, place, each)

    def _item_before(self, found: Items, place: int, wanted: Value) -> Splice:
        dash = found.dashes[0]
        column = dash - (self._text.rfind("\n", 0, dash) + 1)
        new = self._style.item(wanted, column)
        if place == 0:
            start = self._line_start(dash)
            return Splice(start, start, new + self._style.newline)
        return self._line_behind(found.items[place - 1].end, new)

    def _flow_items(self, found: Items, removed: list[int], added: list[tuple[int, Value]]) -> Iterator[Splice]:
        spans = [(each.start, each.end) for each in found.items]
        if removed:
            keeps = [place for place in range(len(spans)) if place not in removed]
            if not keeps:
                left = [each for _, each in added]
                yield Splice(found.start, found.end, self._style.flow(left))
                return
            yield from (_cut(spans, place, keeps) for place in removed)
        for place, each in added:
            new = self._style.flow(each) if not isinstance(each, str) else self._style.text(each, flow=True)
            if place == 0:
                yield Splice(spans[0][0], spans[0][0], f"{new}, ")
            else:
                yield Splice(spans[place - 1][1], spans[place - 1][1], f", {new}")

    # -- lines -----------------------------------------------------------------------------------------------

    def _line_start(self, at: int) -> int:
        start = self._text.rfind("\n", 0, at) + 1
        if self._text[start:at].strip(" "):
            raise EditRefused(_("Two fields share a line here: change this record in a text editor."))
        return start

    def _line_behind(self, at: int, new: str) -> Splice:
        """New lines below the line in which `at` stands."""
        end = line_end(self._text, at)
        if self._text[end - 1 : end] != "\n":
            return Splice(end, end, self._style.newline + new)
        return Splice(end, end, new + self._style.newline)


def _key(each: Value) -> str:
    return json.dumps(each, sort_keys=True, ensure_ascii=False)


def _cut(spans: list[tuple[int, int]], place: int, kept: list[int]) -> Splice:
    """Takes a part out of brackets or braces together with one comma."""
    if place < kept[0]:
        return Splice(spans[place][0], spans[place + 1][0], "")
    return Splice(spans[place - 1][1], spans[place][1], "")


def _places(old: list[str], wanted: dict[str, Value], order: dict[str, int]) -> Iterator[tuple[str, int | None]]:
    """Each new key, and the place of the old one behind which it belongs (None: before all)."""
    last = len(order)
    for key in sorted((key for key in wanted if key not in old), key=lambda each: order.get(each, last)):
        before = [place for place, each in enumerate(old)
                  if each in wanted and order.get(each, last) <= order.get(key, last)]
        yield key, before[-1] if before else None
