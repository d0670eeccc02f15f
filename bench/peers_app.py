"""One peer in a Streamlit app with a year slider, as its users write it. PEER says which, BENCH_DATA where nodes and ties are."""

import json
import os

import streamlit as st

PEER = os.environ["PEER"]
found = json.loads(open(os.environ["BENCH_DATA"], encoding="utf-8").read())
asked = st.query_params.get("year")  # without it, all years: what "150 actors and 400 ties" means
year = st.slider("Year", 1991, 2026, int(asked)) if asked else None
ties = [tie for tie in found["ties"] if year is None or tie["first"] <= year <= tie["last"]]
shown = {end for tie in ties for end in (tie["source"], tie["target"])}
actors = [actor for actor in found["actors"] if actor["id"] in shown]

if PEER == "pyvis":
    from pyvis.network import Network

    net = Network(height="600px", directed=True, cdn_resources="in_line")
    for actor in actors:
        net.add_node(actor["id"], label=actor["name"])
    for tie in ties:
        net.add_edge(tie["source"], tie["target"])
    st.components.v1.html(net.generate_html(notebook=False), height=620)
elif PEER == "streamlit-agraph":
    from streamlit_agraph import Config, Edge, Node, agraph

    agraph(
        nodes=[Node(id=actor["id"], label=actor["name"]) for actor in actors],
        edges=[Edge(source=tie["source"], target=tie["target"]) for tie in ties],
        config=Config(width=900, height=600, directed=True),
    )
else:
    from st_link_analysis import st_link_analysis

    st_link_analysis({
        "nodes": [{"data": {"id": actor["id"], "label": "ACTOR", "name": actor["name"]}} for actor in actors],
        "edges": [{"data": {"id": str(number), "label": "TIE", "source": tie["source"], "target": tie["target"]}}
                  for number, tie in enumerate(ties)],
    })
