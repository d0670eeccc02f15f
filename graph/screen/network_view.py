"""The network view as a Streamlit component, in three parts so that each step sends little.

The code (vis-network and the view) and the wire (all years of the data) are components that never change: Streamlit
sends their messages once and afterwards only their hashes. The third mounts the view and carries only the link's query.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Callable, Mapping

import streamlit as st

from graph import view
from graph.pack import in_columns

KEY = "network"

_DATA = """
export default async function ({ data }) {
  const unpacked = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { id, wire } = await new Response(unpacked).json();
  if (globalThis.BailanyshWires && BailanyshWires.has(id)) return;
  globalThis.BailanyshWires = new Map([[id, wire]]);
  document.dispatchEvent(new Event("bailanysh"));
}
"""
_MEASURED = """
export default async function ({ data }) {
  const unpacked = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  const told = await new Response(unpacked).json();
  (globalThis.BailanyshMeasured ||= new Map()).set(told.measure, told);
  document.dispatchEvent(new Event("bailanysh"));
}
"""
_CODE = """
export default function () {
  document.dispatchEvent(new Event("bailanysh"));
}
"""
_PLACE = """
:host, :host > div, :host > div > div:first-child { height: 100%; }
.bailanysh { height: 100%; position: relative; }
"""


def packed(wire: dict, wire_id: str) -> bytes:
    """The wire as the bytes that the browser gets, a tenth of its text; made once and kept, so that a rerun is cheap."""
    return _packed({"id": wire_id, "wire": in_columns(wire)})


def packed_measure(measure: str, *, wire_id: str, first: int, values: dict[str, list[float | None]], **more: object) -> bytes:
    """One measure for the wire of this id: of each actor a value for each year from the first, None where it has none."""
    return _packed({"wire": wire_id, "measure": measure, "first": first, "values": values, **more})


def _packed(content: dict) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


@cache
def _code() -> str:
    style = f"globalThis.Bailanysh.style = {json.dumps(view.style())};"
    return "\n".join((view.vis_script(), view.script(), style, _CODE))


def newly_asked(key: str = KEY) -> str | None:
    """The query of what the reader has set in the view since the last run, or None. Each is told once."""
    asked = (st.session_state.get(key) or {}).get("asked") or {}
    query, turn = asked.get("query"), asked.get("turn")
    if not isinstance(query, str) or turn == st.session_state.get(_answered(key), 0):
        return None
    st.session_state[_answered(key)] = turn
    return query


def _answered(key: str) -> str:
    """Where the last of the reader's turns is kept that the link has followed."""
    return f"{key} turn"


def sought(key: str = KEY) -> dict | None:
    """What the reader has typed into the search of a view whose store has to be asked: {text, turn}, or None."""
    typed = (st.session_state.get(key) or {}).get("sought") or {}
    return typed if isinstance(typed.get("text"), str) and isinstance(typed.get("turn"), int) else None


def network_view(data: bytes, wire_id: str, query: str, key: str = KEY, measures: bool = False,
                 on_placed: Callable[[str, tuple[float, float]], None] | None = None, found: dict | None = None) -> None:
    """Shows the network as the query asks; what the reader sets in it comes back by `newly_asked` in the next run.

    `measures` lets the reader choose what size and colour of an actor tell; the page then sends it by `measured_view`.
    With `on_placed` the reader may move actors; it is called before the next run with an actor's id and its new place.
    `found` answers what was `sought`: {turn, rows}.
    A page may show several: the first of them under KEY, which brings the code and the data for all.
    """
    code = st.components.v2.component("bailanysh_code", js=_code())
    wires = st.components.v2.component("bailanysh_data", js=_DATA)
    mount = st.components.v2.component(
        "bailanysh_network",
        html='<div class="bailanysh"></div>',
        css=_PLACE,
        js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    )
    mount(
        key=key,
        data={"key": key, "query": query, "turn": st.session_state.get(_answered(key), 0), "wire": wire_id, "measures": measures,
              "placing": on_placed is not None, "placed": st.session_state.get(_moved(key), 0)} | ({"found": found} if found else {}),
        on_asked_change=lambda: None, on_placed_change=lambda: _placed(key, on_placed), on_sought_change=lambda: None, height="stretch",
    )
    if key != KEY:  # a second view on a page shares the code and the data of the first
        return
    with st.container(key="silent"):
        code(key="code")
        wires(key="data", data=data)


def _placed(key: str, tell: Callable[[str, tuple[float, float]], None] | None) -> None:
    """Tells of each move once; what a browser says is taken only if it is an id and two numbers."""
    for move in (st.session_state.get(key) or {}).get("placed") or []:
        turn, id, at = (move.get(name) for name in ("turn", "id", "at"))
        if not (type(turn) is int and turn > st.session_state.get(_moved(key), 0)):
            continue
        st.session_state[_moved(key)] = turn
        if tell and isinstance(id, str) and isinstance(at, list) and len(at) == 2 and all(type(each) in (int, float) and abs(each) < 1e6 for each in at):
            tell(id, (at[0], at[1]))


def _moved(key: str) -> str:
    """Where the last of the reader's moves is kept that was told."""
    return f"{key} moved"


def measured_view(data: Mapping[str, bytes]) -> None:
    """Hands the view the values of measures, each under its id."""
    measured = st.components.v2.component("bailanysh_measured", js=_MEASURED)
    with st.container(key="silent_measured"):
        for measure, values in data.items():
            measured(key=f"measured {measure}", data=values)
