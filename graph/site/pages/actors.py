"""The list of all actors by letter: persons by their family name, in the alphabet of the language."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, Callable

from graph.formats.writing.shapes import outline
from graph.model import Actor
from graph.site.book import Book
from graph.site.pages.page import Page

ALPHABETS = {
    "en": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ru": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    "ky": "АБВГДЕЁЖЗИЙКЛМНҢОӨПРСТУҮФХЦЧШЩЪЫЬЭЮЯ",
}
_PLAIN_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’ʼ-])*")  # letters, and what joins them


def actors(book: Book) -> Page:
    """All actors by letter: persons by their family name, the others by their first word."""
    _ = book.gettext
    letters: dict[str, list[dict[str, Any]]] = defaultdict(list)
    kinds = book.dataset.vocabulary.actor_kinds
    for actor in book.dataset.actors.values():
        name = book.name(actor.id)
        before, sorted_by = family_name(actor, name) if actor.kind == "person" else ("", name)
        letters[_letter(sorted_by, book.language)].append({
            "id": actor.id, "before": before, "sorted": sorted_by, "kind": book.kind(actor), "spelled": book.spelled(actor),
            "outline": outline(kinds[actor.kind].shape), "ties": len(book.ties[actor.id]),
        })
    order = _alphabetical(book.language)
    told = [
        {"letter": letter, "id": f"l{number}", "actors": sorted(letters[letter], key=lambda each: (order(each["sorted"]), order(each["before"]), each["id"]))}
        for number, letter in enumerate(sorted(letters, key=lambda letter: (letter == "#", order(letter))), start=1)
    ]
    return Page("actors.html", "actors", _("Actors"),
                _("All {count} people, parties, states and bodies, each with its ties and their sources.").format(count=len(book.dataset.actors)),
                {"letters": told}, menu="actors.html")


def family_name(actor: Actor, name: str) -> tuple[str, str]:
    """What stands before the family name of a person, with its blank, and the rest, by which the list is sorted.

    The family name is the last word, and the word before where the last begins small (Bakir uulu). A name that is none (a
    description: in brackets, in quotation marks, with a comma) is sorted as it is written, and so is one whose family
    name comes first, which an alias in a library's order tells: Xi, Jinping.
    """
    turned = {alias.replace(", ", " ", 1).casefold() for alias in actor.aliases if ", " in alias}
    if not _PLAIN_NAME.fullmatch(name) or any(each and each.casefold() in turned for _, each in actor.name):
        return "", name
    words = name.split(" ")
    last = len(words) - 1
    while last > 0 and words[last][0].islower():
        last -= 1
    before = " ".join(words[:last])
    return before + " " * bool(before), " ".join(words[last:])


def _letter(name: str, language: str) -> str:
    first = next((sign for sign in name.upper() if sign.isalnum()), "#")
    return first if first in ALPHABETS[language] else "#"


def _alphabetical(language: str) -> Callable[[str], tuple]:
    """Ё goes with Е and so on: each letter by its place in the language's alphabet, others behind."""
    places = {sign: place for place, sign in enumerate(ALPHABETS[language])}
    if "Ё" in places:
        places["Ё"] = places["Е"] + 0.5
    return lambda text: tuple((0, places[sign]) if sign in places else (1, ord(sign)) for sign in text.upper() if sign.isalnum())
