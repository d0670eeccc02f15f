"""The forms of an actor, a tie, a document and an event: their fields as widgets, and what was filled in as a record.

A form gives what a record says as it is written: what it does not show stays as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Callable, Mapping

import streamlit as st

from graph.dates import parse_date
from graph.model import LANGUAGES, STANCES, Dataset
from graph.schema import meaning
from graph.screen.reader import language
from graph.search import named
from graph.selection import ranks
from graph.words import written_date
from graph.screen.plain import escape, refusal

Said = dict[str, Any]
Translate = Callable[[str], str]

FIELDS = {
    "actors": ("name", "id", "kind", "aliases", "start", "end", "wikidata", "agreement", "note"),
    "relations": ("source", "kind", "target", "role", "date", "start", "end", "claims", "note", "id"),
    "documents": ("title", "id", "author", "publisher", "date", "language", "url", "standpoint", "licence", "note"),
    "events": ("name", "id", "date", "start", "end", "actors", "claims", "note"),
}
CLAIM = ("document", "by", "stance", "quote", "date", "page", "note")
TEXTS = ("name", "role", "standpoint", "note")
DATES = ("date", "start", "end")
AGREEMENTS = ("masculine", "feminine", "neuter", "plural", "singular")
SIDE_BY_SIDE = (("id", "kind"), ("source", "kind", "target"), ("date", "start", "end"), ("start", "end", "wikidata"),
                ("author", "publisher"), ("language", "url"), ("document", "by"), ("stance", "date", "page"))


@dataclass(frozen=True)
class Form:
    """A form for one record. `key` is its own among all forms of the session: a new one begins empty."""

    room: str
    key: str
    found: Dataset
    said: Mapping[str, Any]
    _: Translate
    keeps_id: bool = False  # the id is not to be changed here

    def show(self) -> Said:
        """The widgets; what they say now."""
        names = [name for name in FIELDS[self.room] if not (name == "id" and self.keeps_id)]
        filled = self._rows(self.room, names, self.said, self.key)
        return {**{key: value for key, value in self.said.items() if key not in names}, **filled}

    def _rows(self, room: str, names: list[str], said: Mapping[str, Any], key: str) -> Said:
        filled: Said = {}
        while names:
            row = next((row for row in SIDE_BY_SIDE if row[0] == names[0] and set(row) <= set(names)), (names[0],))
            row = tuple(name for name in row if name in names)
            for column, name in zip(st.columns(len(row)) if len(row) > 1 else [st.container()], row):
                with column:
                    value = self._field(room, name, said.get(name), f"{key} {name}", filled)
                if value or name in said and value != said[name]:
                    filled[name] = value
            names = [name for name in names if name not in row]
        return filled

    def _field(self, room: str, name: str, value: Any, key: str, filled: Said) -> Any:
        text = meaning(room, name)
        help = self._(text) if text else None
        label = self.label(room, name)
        if name in TEXTS:
            return self._texts(label, value or {}, key, help)
        if name in DATES:
            return self._date(label, value, key, help)
        if name == "claims":
            return self._claims(value or [], key)
        if name == "agreement":
            return self._agreement(label, value or {}, key, help)
        if name == "aliases":
            text = st.text_area(label, "\n".join(value or []), key=key, help=help, height=84,
                                placeholder=self._("one spelling a line"))
            return [line.strip() for line in text.splitlines() if line.strip()]
        if name == "actors":
            return st.multiselect(label, self._actors(value or []), value or [], format_func=self._actor, key=key, help=help)
        if name in ("source", "target"):
            return self._one(label, self._actors([value]), value, self._actor, key, help)
        if name == "kind":
            kinds = self.found.vocabulary.actor_kinds if room == "actors" else self.found.vocabulary.relation_kinds
            return self._one(label, list(kinds), value, lambda id: self._kind(kinds, id), key, help)
        if name == "document":
            documents = list(reversed(self.found.documents))
            return self._one(label, documents if value in (None, *documents) else [value, *documents], value, self._document, key, help)
        if name == "by":
            chosen = self._one(label, self._actors([value]), value, self._actor, key, help, accept_new_options=True,
                               placeholder=self._("the document itself"))
            meant = named(self.found, chosen) if chosen and chosen not in self.found.actors and chosen != value else []
            return meant[0] if len(meant) == 1 else chosen  # a name typed out is that actor, not words of nobody
        if name == "stance":
            chosen = st.selectbox(label, STANCES, STANCES.index(value) if value in STANCES else 0, format_func=self._, key=key, help=help)
            return chosen if chosen != "asserts" or value == "asserts" else None
        if name == "quote":
            return st.text_area(label, value or "", key=key, help=help, height=84)
        return st.text_input(label, value or "", key=key, help=help,
                             placeholder=suggested_id(filled) if name == "id" and room != "relations" else None)

    # -- kinds of field --------------------------------------------------------------------------------------

    def _texts(self, label: str, value: Mapping[str, str], key: str, help: str | None) -> dict[str, str]:
        filled = dict(value)
        for column, each in zip(st.columns(len(LANGUAGES)), LANGUAGES):
            name = {"en": self._("English"), "ru": self._("Russian"), "ky": self._("Kyrgyz")}[each]
            with column:
                text = st.text_input(f"{label} · {name}", value.get(each, ""), key=f"{key} {each}", help=help if each == "en" else None)
            filled[each] = text.strip()
        return {each: text for each, text in filled.items() if text}

    def _date(self, label: str, value: str | None, key: str, help: str | None) -> str:
        text = st.text_input(label, value or "", key=key, help=help, placeholder="2010-06").strip()
        if text:
            said, right = reading_of(text, language(), self._)
            st.text(said) if right else st.warning(escape(said))
        return text

    def _agreement(self, label: str, value: Mapping[str, str], key: str, help: str | None) -> dict[str, str]:
        filled = dict(value)
        if not st.checkbox(self._("Say how verbs agree with the name"), bool(value), key=f"{key} shown", help=help):
            return filled
        for column, each in zip(st.columns(len(LANGUAGES)), LANGUAGES):
            with column:
                filled[each] = self._one(f"{label} · {each}", list(AGREEMENTS), value.get(each), self._, f"{key} {each}", None)
        return {each: text for each, text in filled.items() if text}

    def _claims(self, claims: list[Said], key: str) -> list[Said]:
        """One box for each, with a button below for one more."""
        name = f"{key} numbers"
        numbers = st.session_state.setdefault(name, list(range(max(1, len(claims)) if self.room == "relations" else len(claims))))
        filled = []
        for place, number in enumerate(numbers):
            said = claims[number] if number < len(claims) else {}
            with st.container(border=True, key=f"{key} {number} box".replace(" ", "-")):
                with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                    st.markdown(f"**{self._('Claim {number}').format(number=place + 1)}**", width="content")
                    st.button(self._("Remove this claim"), key=f"{key} {number} remove", type="tertiary", on_click=numbers.remove, args=(number,))
                claim = self._rows("claim", list(CLAIM), said, f"{key} {number}")
            filled.append({**{k: v for k, v in said.items() if k not in CLAIM}, **claim})
        st.button(self._("Another claim"), key=f"{key} more", icon=":material/add:",
                  on_click=lambda: numbers.append(max([*numbers, len(claims) - 1], default=-1) + 1))
        return [claim for claim in filled if any(claim.values())]

    def _one(self, label: str, options: list[str], value: str | None, text: Callable[[str], str], key: str, help: str | None, **more: Any) -> str | None:
        if value and value not in options:
            options = [value, *options]
        more.setdefault("placeholder", self._("choose, or type to search"))
        return st.selectbox(label, options, options.index(value) if value else None, format_func=text, key=key, help=help, **more)

    # -- words -----------------------------------------------------------------------------------------------

    def _actors(self, values: list[str | None]) -> list[str]:
        rank = ranks(self.found)
        known = sorted(self.found.actors, key=rank.__getitem__)
        return [*(value for value in values if value and value not in self.found.actors), *known]

    def _actor(self, id: str) -> str:
        return self._names.get(id, id)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return _spellings(self.found, language(), self.found.version)

    def _document(self, id: str) -> str:
        document = self.found.documents.get(id)
        return ", ".join(filter(None, (document.title, document.publisher, document.date, id))) if document else id

    def _kind(self, kinds: Mapping[str, Any], id: str) -> str:
        kind = kinds.get(id)
        if not kind:
            return id
        label = kind.label.in_language(language())
        return f"{label} ({self.found.vocabulary.families[kind.family].label.in_language(language())})" if hasattr(kind, "family") else label

    def label(self, room: str, name: str) -> str:
        _ = self._
        return {
            "id": _("Id"), "kind": _("Kind"), "name": _("Name"), "aliases": _("Other spellings"), "start": _("Start"), "end": _("End"),
            "date": _("Date"), "wikidata": _("Wikidata"), "agreement": _("Agreement"), "note": _("Note"), "source": _("From"),
            "target": _("To"), "role": _("Role"), "document": _("Document"), "by": _("Who says it"), "stance": _("Stance"),
            "quote": _("Quote"), "page": _("Page"), "title": _("Title"), "author": _("Author"), "publisher": _("Publisher"),
            "language": _("Language"), "url": _("Address"), "standpoint": _("Standpoint"), "licence": _("Licence"), "actors": _("Actors"), "claims": _("Claims"),
        }[name]


@st.cache_data(max_entries=12, show_spinner=False)
def _spellings(_found: Dataset, language: str, version: str) -> dict[str, str]:
    return {id: spellings(_found, id, language) for id in _found.actors}


def spellings(found: Dataset, id: str, language: str) -> str:
    """All spellings of an actor, its name in this language first: what is typed is looked for in all of them."""
    actor = found.actors.get(id)
    if not actor:
        return id
    names = (actor.name.in_language(language), actor.name.en, actor.name.ru, actor.name.ky, *actor.aliases)
    return " · ".join(dict.fromkeys(filter(None, names)))


def suggested_id(said: Mapping[str, Any]) -> str:
    """An id made of the English name or the title."""
    text = (said.get("name") or {}).get("en") or said.get("title") or ""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")


def reading_of(text: str, language: str, _: Translate) -> tuple[str, bool]:
    """A written date in words ("June 2010, approximate"), or what is wrong with it; and whether it is right."""
    if text in ("ongoing", "unknown"):
        return (_("it holds still") if text == "ongoing" else _("nobody says when")), True
    try:
        parse_date(text)
    except ValueError as wrong:
        return refusal(wrong, _), False
    plain = text.replace("~", "").replace("?", "")
    how = [word for sign, word in (("~", _("approximate")), ("?", _("uncertain"))) if sign in text]
    return ", ".join([written_date(plain, language), *how]), True
