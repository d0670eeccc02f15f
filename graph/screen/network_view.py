"""The network view as a Streamlit component, in three parts so that each step sends little.

The code (vis-network and the view) and the wire (all years of the data) are components that never change: Streamlit
sends their messages once and afterwards only their hashes. The third mounts the view and carries only the link's query.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Callable

import streamlit as st

from graph import view

KEY = "network"

_DATA = """
export default function ({ data }) {
  const { id, wire } = JSON.parse(new TextDecoder().decode(data));
  if (globalThis.BailanyshWires && BailanyshWires.has(id)) return;
  globalThis.BailanyshWires = new Map([[id, wire]]);
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
    """The wire as the bytes that the browser gets; made once and kept, so that a rerun costs nothing."""
    return json.dumps({"id": wire_id, "wire": wire}, ensure_ascii=False, separators=(",", ":")).encode()


def network_view(data: bytes, wire_id: str, query: str, on_change: Callable[[str], None]) -> None:
    """Shows the network as the query asks; `on_change` is called with the new query when the reader changes it."""
    code = st.components.v2.component("bailanysh_code", js=f"{view.vis_script()}\n{view.script()}\n{_CODE}")
    wires = st.components.v2.component("bailanysh_data", js=_DATA)
    mount = st.components.v2.component(
        "bailanysh_network",
        html='<div class="bailanysh"></div>',
        css=f"{_PLACE}\n{view.style()}",
        js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    )

    def changed() -> None:
        on_change(st.session_state[KEY]["asked"]["query"])

    asked = (st.session_state.get(KEY) or {}).get("asked") or {}
    mount(
        key=KEY, data={"query": query, "turn": asked.get("turn", 0), "wire": wire_id},
        on_asked_change=changed, height="stretch",
    )
    with st.container(key="silent"):
        code(key="code")
        wires(key="data", data=data)
