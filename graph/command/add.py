"""python -m graph add actor|relation|claim|document|event: a new record, or one claim more."""

from __future__ import annotations

import argparse
from typing import TextIO

from graph.command import actor_named, load_folder
from graph.command.editing import add_editing_options, carry_out
from graph.model import LANGUAGES, STANCES

NAME = "add"
HELP = """Add an actor, a relation, a claim, a document or an event, beside those that it resembles.

Prints the diff and what would be wrong with it. Nothing else in the file changes."""
EXAMPLES = """\
examples:
  python -m graph add actor --id aida-one --kind person --name "Aida One" --name-ru "Аида Уан" --alias "Ayda Wan"
  python -m graph add relation --source aida-one --target kyrgyzstan --kind criticises --date 2010-06 \\
      --document moscow-times-2010-06-14 --quote "the words" --dry-run
  python -m graph add claim aida-one.criticises.kyrgyzstan.2010-06 --document other --by somebody --stance denies
"""
CLAIM = ("document", "by", "stance", "quote", "page")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_subparsers(dest="what", metavar="actor|relation|claim|document|event", required=True)

    actor = choice.add_parser("actor", help="a person, party, state, organisation …")
    _texts(actor, "id", "kind", required=True)
    _languages(actor, "name", required=True)
    actor.add_argument("--alias", dest="aliases", action="append", help="another spelling; give it again for more")
    _texts(actor, "start", "end", "wikidata")
    _languages(actor, "note")

    relation = choice.add_parser("relation", help="a tie from one actor to another")
    _texts(relation, "source", "target", "kind", required=True)
    _texts(relation, "id", "date", "start", "end")
    _languages(relation, "role")
    _claim(relation, "claim-date", required=True)
    _languages(relation, "note")

    claim = choice.add_parser("claim", help="who else says or denies it")
    claim.add_argument("tie", help="the id of the tie, or of an event")
    _claim(claim, "date", required=True)
    _languages(claim, "note")

    document = choice.add_parser("document", help="a source")
    _texts(document, "id", "title", required=True)
    _texts(document, "author", "publisher", "date", "language", "url", "licence")
    _languages(document, "standpoint")
    _languages(document, "note")

    event = choice.add_parser("event", help="a mark on the time axis")
    _texts(event, "id", required=True)
    _languages(event, "name", required=True)
    _texts(event, "date", "start", "end")
    event.add_argument("--actor", dest="actors", action="append", help="who took part; give it again for more")
    _claim(event, "claim-date")
    _languages(event, "note")
    for one in (actor, relation, claim, document, event):
        add_editing_options(one)


def run(args: argparse.Namespace, out: TextIO) -> int:
    from graph import edit
    from graph.edit.record import ORDER

    dataset, _ = load_folder(args)
    said = {key: value for key in ORDER if (value := _value(args, key))}
    for end in ("source", "target"):
        if end in said:
            said[end] = actor_named(dataset, said[end])
    if "actors" in said:
        said["actors"] = [actor_named(dataset, actor) for actor in said["actors"]]
    if args.what in ("relation", "claim", "event"):
        claim = {key: said.pop(key) for key in CLAIM if key in said}
        when = said.pop("date", None) if args.what == "claim" else args.claim_date
        claim |= {"date": when} if when else {}
        claim |= {"note": said.pop("note")} if args.what == "claim" and "note" in said else {}
        claim = edit.ordered(claim)
        if args.what == "claim":
            return carry_out(lambda files: _one_more(files, args.tie, claim), args, out)
        said |= {"claims": [claim]} if claim else {}
    return carry_out(lambda files: edit.add(files, f"{args.what}s", said), args, out)


def _one_more(files: dict[str, str], id: str, claim: dict) -> dict[str, str]:
    from graph import edit

    room = edit.room_of(files, id)
    if room not in ("relations", "events"):
        raise edit.EditRefused(f"{id} is neither a tie nor an event, and only those have claims.")
    said = edit.fields(files[edit.file_of(room)], id)
    return edit.change(files, room, id, {**said, "claims": [*said.get("claims", []), claim]})


def _value(args: argparse.Namespace, key: str) -> object:
    """What was typed for a field: a text, a list, or a dict of languages."""
    texts = {each: text for each in LANGUAGES if (text := getattr(args, key if each == "en" else f"{key}_{each}", None))}
    return texts if hasattr(args, f"{key}_ru") else texts.get("en")


def _texts(parser: argparse.ArgumentParser, *names: str, required: bool = False) -> None:
    for name in names:
        parser.add_argument(f"--{name}", required=required, metavar="DATE" if name in ("date", "start", "end") else "TEXT")


def _languages(parser: argparse.ArgumentParser, name: str, required: bool = False) -> None:
    parser.add_argument(f"--{name}", required=required, metavar="TEXT", help="in English")
    for language in LANGUAGES[1:]:
        parser.add_argument(f"--{name}-{language}", metavar="TEXT")


def _claim(parser: argparse.ArgumentParser, date: str, required: bool = False) -> None:
    claim = parser.add_argument_group("claim")
    claim.add_argument("--document", required=required, metavar="DOCUMENT", help="where it is said")
    claim.add_argument("--by", metavar="ACTOR|WORDS", help="who says it, if not the document itself")
    claim.add_argument("--stance", choices=STANCES[1:], help="if it does not assert it")
    claim.add_argument("--quote", metavar="TEXT", help="the words, at most 40 of them")
    claim.add_argument(f"--{date}", metavar="DATE", help="when it was said, if not on the document's own date")
    claim.add_argument("--page", metavar="TEXT")
