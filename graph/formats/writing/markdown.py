"""The ties as a text to read: each with its time, its status and the words of its documents, the sources below."""

from __future__ import annotations

from graph.formats.snapshot import Options, Snapshot
from graph.formats.writing.lettering import plain
from graph.formats.writing.svg import counted, documents_behind, source
from graph.lines import line
from graph.prose import escape
from graph.selection import spans
from graph.words import quoted, translator


def write(snapshot: Snapshot, options: Options = Options()) -> bytes:
    """Sorted by when they began; a claim is a point under its tie, a document a numbered source."""
    _ = translator(snapshot.language)
    part = snapshot.part
    documents = documents_behind(part.dataset)
    number = {document.id: place for place, document in enumerate(documents, start=1)}
    when = spans(snapshot.dataset, snapshot.today)
    said = [f"# {_safe(snapshot.stamp.title)}", "", _safe(counted(snapshot)), ""]
    for relation in sorted(part.dataset.relations.values(), key=lambda tie: (when[tie.id].start_latest, tie.id)):
        told = line(relation, snapshot.dataset, snapshot.language, part.certainty[relation.id])
        said.append(f"- **{_safe(told.sentence)}** ({_safe(told.about(snapshot.language))})")
        for claim in told.said:
            voice = " ".join(filter(None, (claim.who, claim.stance_word if claim.who or claim.stance != "asserts" else None)))
            words = ": ".join(filter(None, (_safe(voice), claim.quote and quoted(_safe(claim.quote)))))
            note = f" ({_safe(claim.note)})" if claim.note else ""
            said.append(f"    - {words or _safe(claim.title)} [{number[claim.document]}]{note}")
    said += ["", f"## {_('Sources')}", ""]
    for document in documents:
        link = f" <{document.url}>" if document.url and document.url.startswith("http") else ""
        said.append(f"{number[document.id]}. {_safe(source(document, snapshot.language))}{link}")
    said += ["", f"## {_('How to cite')}", "", *(f"- {label}: {_safe(text)}" for label, text in snapshot.stamp.lines()), ""]
    return "\n".join(said).encode()


def _safe(text: str) -> str:
    return escape(plain(text))
