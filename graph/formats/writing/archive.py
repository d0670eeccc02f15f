"""Everything about a selection in one zip: pictures, graph files, tables, text, sources, and the records as YAML."""

from __future__ import annotations

import json
from dataclasses import replace

from graph.formats.dataset_yaml import files
from graph.formats.snapshot import Options, Snapshot
from graph.formats.writing import bibliography, followthemoney, gexf, graphml, markdown, node_link, pdf, png, svg, tables
from graph.formats.writing.zipped import zipped
from graph.stamp import LICENCE_URL


def write(snapshot: Snapshot, options: Options = Options()) -> bytes:
    page = replace(options, paper="a4")
    name = snapshot.named()
    content: dict[str, bytes | str] = {
        "README.md": readme(snapshot, name),
        "stamp.json": json.dumps(snapshot.stamp.as_dict(), ensure_ascii=False, indent=1) + "\n",
        f"picture/{name}.svg": svg.write(snapshot, page),
        f"picture/{name}.pdf": pdf.write(snapshot, page),
        f"picture/{name}.png": png.write(snapshot, replace(page, scale=2)),
        f"graph/{name}.gexf": gexf.write(snapshot),
        f"graph/{name}.graphml": graphml.write(snapshot),
        f"graph/{name}.json": node_link.write(snapshot),
        f"graph/{name}.cyjs": node_link.write_cytoscape(snapshot),
        f"graph/{name}.ftm.jsonl": followthemoney.write(snapshot),
        **{f"tables/{table}": text for table, text in tables.tables(snapshot).items()},
        f"{name}.md": markdown.write(snapshot),
        f"{name}.bib": bibliography.write(snapshot),
        **{f"data/{file}": text for file, text in files(snapshot.part.dataset).items()},
        "data/layout.json": layout(snapshot),
    }
    return zipped(content)


def layout(snapshot: Snapshot) -> str:
    places = {actor: [round(at) for at in snapshot.places[actor]] for actor in sorted(snapshot.part.dataset.actors)}
    return json.dumps(places, indent=1) + "\n"


def readme(snapshot: Snapshot, name: str) -> str:
    """What is in the archive, what each file is for, and what the formats could not hold."""
    stamp = snapshot.stamp
    lines = [
        f"# {stamp.title}", "", svg.counted(snapshot), "",
        *(f"- {label}: {text}" for label, text in stamp.lines()),
        f"- {LICENCE_URL}", "",
        "## Files", "",
        f"- `picture/{name}.pdf`, `.svg`, `.png`: the network on an A4 page, with key, sources and this stamp.",
        f"- `graph/{name}.gexf`: for Gephi, with each tie's time. The spell of a tie is every day on which it may have held;",
        "  `certain_from` and `certain_until` say when it surely did. Gephi and graphology read it; NetworkX reads the",
        "  other graph files (it refuses directed and undirected ties in one GEXF).",
        f"- `graph/{name}.graphml`: for igraph, yEd, Cytoscape, R, NetworkX. All ties are directed there; `directed` says which",
        "  of them mean it.",
        f"- `graph/{name}.json`: NetworkX's node-link JSON; `.cyjs`: Cytoscape and Cytoscape.js, with the map's looks.",
        f"- `graph/{name}.ftm.jsonl`: FollowTheMoney entities. Lost there:",
        *(f"  {loss};" for loss in followthemoney.LOST),
        "- `tables/`: for a spreadsheet; `dictionary.csv` says what each column means. A cell that could be taken for a",
        "  formula begins with an apostrophe.",
        f"- `{name}.md`: the ties as sentences with the words of their documents; `{name}.bib`: this snapshot and the documents.",
        "- `data/`: the records themselves, as YAML: a dataset that the explorer opens.", "",
        "## Dates", "",
        "Written as 2005, 2005-03 or 2005-03-24; `~` is about, `?` perhaps, `A/B` some day from A to B; both ends belong to it.",
        "`ongoing` means that the tie held on the day of the export, `unknown` that nobody says when it ended.",
        "That no tie is given means only that these documents tell of none.", "",
    ]
    return "\n".join(lines)
