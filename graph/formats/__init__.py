"""The formats that a selection can leave in: one catalogue, from which the command line, the app and the docs are drawn.

What comes in is read by `graph.formats.reading`.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Callable, Literal

from graph.formats.snapshot import Options, Snapshot

__all__ = ["FORMATS", "GROUPS", "Format", "Options", "Snapshot", "format_of"]

Group = Literal["pictures", "series", "graphs", "tables", "all"]


@dataclass(frozen=True, slots=True)
class Format:
    """`label` and `purpose` are msgids; `takes` names the Options that make a difference."""

    id: str
    label: str
    suffix: str
    media: str
    group: Group
    purpose: str
    writer: str  # module:function in graph.formats.writing, loaded when it is needed
    takes: tuple[str, ...] = ()
    looks: bool = False  # does it show what size and colour tell?

    def write(self, snapshot: Snapshot, options: Options = Options()) -> bytes:
        """The file's bytes, the same for the same snapshot and options. Raises ValueError with one sentence where
        the selection holds nothing that the format could show."""
        module, _, function = self.writer.partition(":")
        write: Callable[[Snapshot, Options], bytes] = getattr(
            importlib.import_module(f"graph.formats.writing.{module}"), function
        )
        return write(snapshot, options)


def _(text: str) -> str:
    """Marks a text for translation; it is translated where it is shown."""
    return text


GROUPS = {
    "pictures": _("Pictures"), "series": _("Many snapshots"), "graphs": _("Graph files"),
    "tables": _("Tables and texts"), "all": _("Everything"),
}

_ALL = (
    Format("svg", _("SVG picture"), ".svg", "image/svg+xml", "pictures",
           _("Drawing to scale to any size or to edit further; its letters stay letters."),
           "svg:write", ("bare", "paper", "theme"), looks=True),
    Format("pdf", _("PDF page"), ".pdf", "application/pdf", "pictures",
           _("One page to print or to attach, with key, sources and citation; its text can be searched."),
           "pdf:write", ("bare", "paper", "theme"), looks=True),
    Format("png", _("PNG picture"), ".png", "image/png", "pictures",
           _("Picture for an article, a slide or a post."), "png:write", ("scale", "bare", "paper", "theme"), looks=True),
    Format("html", _("Interactive page"), ".html", "text/html", "pictures",
           _("One HTML file with all years and sources that opens without the internet."), "web_page:write", looks=True),
    Format("pictures", _("Numbered pictures"), ".png.zip", "application/zip", "series",
           _("One PNG a year or an event, on one map, for slides or a film."),
           "series:write_zip", ("scale", "bare", "theme", "each"), looks=True),
    Format("gif", _("Animated GIF"), ".gif", "image/gif", "series",
           _("The years one after the other; every program and messenger plays it."),
           "series:write_gif", ("scale", "bare", "theme", "each"), looks=True),
    Format("webp", _("Animated WebP"), ".webp", "image/webp", "series",
           _("The same, with truer colours and smaller, for the web."),
           "series:write_webp", ("scale", "bare", "theme", "each"), looks=True),
    Format("sheet", _("Small multiples"), ".sheet.png", "image/png", "series",
           _("All years side by side on one sheet, to see what changes."),
           "series:write_sheet", ("scale", "bare", "theme", "each"), looks=True),
    Format("gexf", _("GEXF, dynamic"), ".gexf", "application/gexf+xml", "graphs",
           _("For Gephi: the network with its time line, colours and places."), "gexf:write", looks=True),
    Format("gexf-years", _("GEXF, year by year"), ".gexf.zip", "application/zip", "graphs",
           _("One static GEXF a year, for programs that know no time line."), "gexf:write_years", looks=True),
    Format("graphml", _("GraphML"), ".graphml", "application/graphml+xml", "graphs",
           _("For igraph, yEd, Cytoscape, R and Python."), "graphml:write"),
    Format("json", _("Node-link JSON"), ".json", "application/json", "graphs",
           _("For NetworkX and D3, with every claim and document; nothing of the records is lost."), "node_link:write"),
    Format("cyjs", _("Cytoscape JSON"), ".cyjs", "application/json", "graphs",
           _("For Cytoscape and Cytoscape.js, with colours and places."), "node_link:write_cytoscape", ("theme",), looks=True),
    Format("ftm", _("FollowTheMoney"), ".ftm.jsonl", "application/x-ndjson", "graphs",
           _("For Aleph, OpenSanctions and other tools of investigators."), "followthemoney:write"),
    Format("csv", _("CSV tables"), ".csv.zip", "application/zip", "tables",
           _("For a spreadsheet or statistics: actors, ties, claims, documents and a dictionary of columns."), "tables:write"),
    Format("md", _("Text with sources"), ".md", "text/markdown", "tables",
           _("Every tie as a sentence with the words that say so, sources numbered below."), "markdown:write"),
    Format("bib", _("BibTeX"), ".bib", "application/x-bibtex", "tables",
           _("Citations of this snapshot and of each document behind it, for Zotero or LaTeX."), "bibliography:write"),
    Format("archive", _("Archive"), ".zip", "application/zip", "all",
           _("All of it in one zip with the records themselves, to keep or to deposit."), "archive:write", ("bare", "theme"), looks=True),
)
FORMATS = {each.id: each for each in _ALL}


def format_of(name: str) -> Format | None:
    """The format that a file's name ends in, the longest suffix first; None if no format does."""
    name = name.lower()
    if name.endswith(".htm"):
        return FORMATS["html"]
    fitting = [each for each in _ALL if name.endswith(each.suffix)]
    return max(fitting, key=lambda each: len(each.suffix), default=None)
