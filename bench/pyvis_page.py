"""pyvis's own page of all actors and ties, by itself:  python pyvis_page.py DATA.json OUT.html"""

import json
import sys

from pyvis.network import Network

found = json.loads(open(sys.argv[1], encoding="utf-8").read())
net = Network(height="600px", directed=True, cdn_resources="in_line")
for actor in found["actors"]:
    net.add_node(actor["id"], label=actor["name"])
for tie in found["ties"]:
    net.add_edge(tie["source"], tie["target"])
open(sys.argv[2], "w", encoding="utf-8").write(net.generate_html(notebook=False))
