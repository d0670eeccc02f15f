"""One HTML file that holds a network, all its years and the words of its sources, and asks no host for anything."""

from __future__ import annotations

import base64
import datetime
import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable, Iterable, Iterator, Mapping

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from graph import view
from graph.grammar import sentence
from graph.model import Claim, Dataset
from graph.picture import wire
from graph.selection import MOST, Selection, select, spans
from graph.stamp import LICENCE, in_words
from graph.words import date_text, translator, written_date

TEMPLATE = Path(view.__file__).with_name("page.html")


def write_page(
    dataset: Dataset, selection: Selection, *, today: datetime.date, cite: str | None = None, query: str | None = None,
    measures: Iterable[Mapping[str, Any]] = (),
) -> str:
    """The page's HTML: the selection in all its years, opened as the selection says, or as the view's own `query` does.

    pyvis's own page asks other hosts for parts of itself and runs what stands in names; so pyvis fills a
    template of ours, where every value is escaped for its place and a policy forbids all requests.
    `cite` replaces the sentence that says how to cite the page. `measures` are what size and colour of an actor can tell
    in the page, as the view reads them: {id, label, unit, digits, first year, values: {actor: a value for each year}}.
    """
    _ = translator(selection.language)
    part = all_years(dataset, selection, today)
    drawn = wire(part, today=today, language=selection.language)
    drawn["measures"] = [{**each, "values": {actor: row for actor, row in each["values"].items() if actor in part.actors}} for each in measures]
    network = Network(directed=True, heading=drawn["title"], cdn_resources="in_line")
    network.nodes, network.edges = drawn.pop("nodes"), drawn.pop("edges")
    network.node_ids = [node["id"] for node in network.nodes]
    network.set_template(str(TEMPLATE))
    scripts = [view.vis_script(), view.script(), TEMPLATE.with_suffix(".js").read_text(encoding="utf-8")]
    network.templateEnv = Environment(
        loader=FileSystemLoader(network.template_dir), autoescape=True, undefined=StrictUndefined
    )
    network.templateEnv.globals |= {
        "_": _,
        "language": selection.language,
        "wire": drawn,
        "query": selection.query() if query is None else query,
        "scripts": [inline(script, "script") for script in scripts],
        "style": inline(view.style(), "style"),
        "policy": policy(scripts),
        "ties": list(told(part, dataset, selection, today)),
        "stamp": stamp(dataset, selection, today, cite, _),
    }
    return network.generate_html()


def all_years(dataset: Dataset, selection: Selection, today: datetime.date) -> Dataset:
    """What the selection would show in some year, with what nothing dates: the reader moves the year in the page."""
    ever = replace(selection, first=None, last=None, limit=MOST)
    part = select(dataset, ever, today)
    return dataset.keep([*part.dataset.relations, *part.undated], part.dataset.actors)


def told(part: Dataset, dataset: Dataset, selection: Selection, today: datetime.date) -> Iterator[dict[str, Any]]:
    """The ties that the page opens with, in the order of time, for whoever reads it without JavaScript."""
    shown = select(part, selection, today).dataset
    when = spans(dataset, today)
    ordered = sorted(shown.relations.values(), key=lambda tie: (when[tie.id].start_latest, tie.id))
    for relation in ordered:
        yield {
            "sentence": sentence(relation, dataset, selection.language),
            "when": date_text(relation, selection.language, dataset),
            "status": relation.status,
            "claims": [claim_words(claim, dataset, selection.language) for claim in relation.claims],
        }


def claim_words(claim: Claim, dataset: Dataset, language: str) -> dict[str, str | None]:
    document = dataset.documents[claim.document]
    return {
        "by": claim.by and _name(claim.by, dataset, language), "stance": claim.stance, "quote": claim.quote, "title": document.title, "date": document.date and written_date(document.date, language),
        "publisher": document.publisher, "url": document.url,
        "note": claim.note.in_language(language) if claim.note else None,
    }


def stamp(
    dataset: Dataset, selection: Selection, today: datetime.date, cite: str | None, _: Callable[[str], str]
) -> dict[str, str]:
    """What the page was made of: the data's version, the selection, the day, the licence, how to cite."""
    version = dataset.version[:12]
    citation = _("Bailanysh: dated, sourced ties in Kyrgyz politics. Data version {version}, {day}.")
    return {
        "version": version,
        "selection": in_words(selection, dataset, _),
        "day": today.isoformat(),
        "licence": _("Data: {licence}; quotes remain their owners'.").format(licence=LICENCE),
        "cite": cite or citation.format(version=version, day=today.isoformat()),
    }


def _name(id: str, dataset: Dataset, language: str) -> str:
    if id in dataset.actors:
        return dataset.actors[id].name.in_language(language)
    return dataset.documents[id].title if id in dataset.documents else id


def inline(text: str, element: str) -> Markup:
    """Our own code for an inline element, unescaped. Raises ValueError if it would end the element early."""
    if f"</{element}" in text.lower():
        raise ValueError(f"the view's code holds </{element}")
    return Markup(text)


def policy(scripts: list[str]) -> str:
    """The Content-Security-Policy: these very scripts run, and nothing is fetched from anywhere."""
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
