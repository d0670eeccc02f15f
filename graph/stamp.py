"""What every export carries: what it was made of, when, under which licence, where to see it again, how to cite it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Callable, Iterable, Mapping

from graph.dates import years
from graph.look import COMMUNITIES, Look
from graph.measures import OF_ACTORS
from graph.model import Dataset, Document
from graph.selection import OPEN, Selection, spans
from graph.words import translator, written_date

LICENCE = "CC BY-SA 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by-sa/4.0/"
AUTHOR = "The Bailanysh authors"


@dataclass(frozen=True, slots=True)
class Stamp:
    """`version` is a commit or the first letters of the files' sha-256, and says which; `selection` and `title` are
    in words of `language`; `link` reopens the view (None where no explorer is known), `query` is its last part."""

    title: str
    version: str
    version_is: str  # "commit" or "sha-256"
    selection: str
    day: datetime.date
    language: str
    query: str
    link: str | None = None
    licence: str = LICENCE

    @property
    def data_version(self) -> str:
        _ = translator(self.language)
        return _("commit {name}").format(name=self.version) if self.version_is == "commit" else f"sha-256 {self.version}"

    def citation(self) -> str:
        """One line for a caption or a footnote."""
        _ = translator(self.language)
        day = written_date(self.day.isoformat(), self.language)
        said = _("{title}. Bailanysh, data version {version}, {day}. {licence}.").format(
            title=self.title, version=self.version, day=day, licence=self.licence
        )
        return f"{said} {self.link}" if self.link else said

    def lines(self) -> list[tuple[str, str]]:
        """What a reader is told, as (label, value)."""
        _ = translator(self.language)
        told = [
            (_("Shown"), self.selection),
            (_("Data version"), self.data_version),
            (_("Made on"), written_date(self.day.isoformat(), self.language)),
            (_("Licence"), _("{licence}; quotes remain their owners'").format(licence=self.licence)),
            (_("Open again"), self.link or f"?{self.query}"),
        ]
        return [*told, (_("Cite as"), self.citation())]

    def as_dict(self) -> dict[str, str | None]:
        """For files that machines read: plain keys, ISO date."""
        return {
            "title": self.title, "selection": self.selection, "query": self.query, "link": self.link,
            "version": self.version, "version_is": self.version_is, "date": self.day.isoformat(),
            "licence": self.licence, "licence_url": LICENCE_URL, "cite": self.citation(),
        }

    def bibtex(self) -> str:
        """The snapshot itself as a BibTeX entry."""
        return bibtex_entry("misc", f"bailanysh-{self.version[:12]}", {
            "title": self.title, "author": f"{{{AUTHOR}}}", "year": str(self.day.year), "date": self.day.isoformat(),
            "howpublished": "Bailanysh: dated, sourced ties in Kyrgyz politics",
            "note": f"Data version {self.version_is} {self.version}; shown: {self.selection}; {self.licence}",
            "url": self.link,
        })


def stamp(
    dataset: Dataset, selection: Selection, today: datetime.date, *,
    commit: str | None = None, base: str | None = None, title: str | None = None, look: Look = Look(),
) -> Stamp:
    """The stamp of what the selection shows of the dataset, in this look.

    `commit` names the data's commit (see `graph.checkout`), else the hash of the files stands for it; `base` is
    the explorer's address, to which the selection's query is added.
    """
    query = "&".join(filter(None, (selection.query(), look.query())))
    return Stamp(
        title=title or titled(selection, dataset, today, look),
        version=commit or dataset.version[:12],
        version_is="commit" if commit else "sha-256",
        selection=in_words(selection, dataset, translator(selection.language), look),
        day=today, language=selection.language, query=query,
        link=f"{base.split('?')[0]}?{query}" if base else None,
    )


def titled(selection: Selection, dataset: Dataset, today: datetime.date, look: Look = Look()) -> str:
    """What the selection shows, as the title of a picture: "Who was tied to whom, June 2010"."""
    _ = translator(selection.language)
    when = when_in_words(selection, look)
    if not when:
        known = years(span for span in spans(dataset, today).values() if span) or (today.year, today.year)
        when = f"{known[0]}–{min(known[1], today.year)}"
    if selection.focus:
        names = ", ".join(_name(actor, dataset, selection.language) for actor in selection.focus)
        return _("Ties around {names}, {when}").format(names=names, when=when)
    return _("Who was tied to whom, {when}").format(when=when)


def when_in_words(selection: Selection, look: Look = Look()) -> str:
    """The window of time: "June 2010", "2005 – 2010", "… – 2010", "2005 against 2010"; "" for all years."""
    if look.compare:
        first, second = (written_date(date, selection.language) for date in look.compare)
        return translator(selection.language)("{first} against {second}").format(first=first, second=second)
    dates = [date and date != OPEN and written_date(date, selection.language) for date in (selection.first, selection.last)]
    if not any(dates):
        return ""
    return dates[0] if selection.last is None else f"{dates[0] or '…'} – {dates[1] or '…'}"


def in_words(selection: Selection, dataset: Dataset, _: Callable[[str], str], look: Look = Look()) -> str:
    """The selection for a reader: "2010; around Kurmanbek Bakiyev, 1 step; Alliance; size: Degree"."""
    language, words = selection.language, dataset.vocabulary
    said = [when_in_words(selection, look) or _("all years")]
    if selection.focus:
        names = ", ".join(_name(actor, dataset, language) for actor in selection.focus)
        said.append(_("around {names}, steps: {radius}").format(names=names, radius=selection.radius))
    labels = {**words.families, **words.actor_kinds, **words.relation_kinds}
    chosen = (*selection.families, *selection.kinds)
    said += [labels[id].label.in_language(language) if id in labels else id for id in chosen]
    said += [_(status) for status in selection.status]
    said += [dataset.documents[id].title if id in dataset.documents else id for id in selection.documents]
    said += [_name(speaker, dataset, language) for speaker in selection.speakers]
    said += selection.standpoints
    if not selection.possible:
        said.append(_("certain ties only"))
    if look.measure:
        said.append(_("size: {measure}").format(measure=_(OF_ACTORS[look.measure].name)))
    if look.colour:
        name = _("Communities") if look.colour == COMMUNITIES else _(OF_ACTORS[look.colour].name)
        said.append(_("colour: {measure}").format(measure=name))
    return "; ".join(said)


def _name(id: str, dataset: Dataset, language: str) -> str:
    if id in dataset.actors:
        return dataset.actors[id].name.in_language(language)
    return dataset.documents[id].title if id in dataset.documents else id


# -- BibTeX ---------------------------------------------------------------------------------------

_ESCAPED = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
            **{sign: f"\\{sign}" for sign in "&%$#_"}}


def bibtex_of(documents: Iterable[Document]) -> str:
    """The documents as BibTeX entries, by id, with their ids as keys."""
    return "\n".join(bibtex_document(document) for document in sorted(documents, key=lambda each: each.id))


def bibtex_document(document: Document) -> str:
    """One document. A date that BibTeX cannot hold (about, perhaps, between) is written whole in `note`."""
    exact = re.fullmatch(r"(\d{4})(-\d{2}){0,2}", document.date or "")
    year = re.match(r"\d{4}", document.date or "")
    notes = [f"Date as known: {document.date}" if document.date and not exact else "", document.licence or ""]
    return bibtex_entry("misc", document.id, {
        "title": document.title, "author": f"{{{_escape(document.author)}}}" if document.author else None,
        "howpublished": document.publisher, "year": year.group() if year else None,
        "date": document.date if exact else None, "language": document.language, "url": document.url,
        "note": "; ".join(filter(None, notes)) or None,
    }, raw=("author",))


def bibtex_entry(kind: str, key: str, fields: Mapping[str, str | None], raw: tuple[str, ...] = ("author",)) -> str:
    """One entry; fields without a value are left out, and signs that TeX acts upon are escaped."""
    rows = []
    for name, value in fields.items():
        if value:
            text = value if name in raw else value.replace("}", "%7D").replace("{", "%7B") if name == "url" else _escape(value)
            rows.append(f"  {name} = {{{text}}},")
    return "\n".join([f"@{kind}{{{key},", *rows, "}", ""])


def _escape(text: str) -> str:
    return "".join(_ESCAPED.get(sign, sign) for sign in " ".join(text.split()))
