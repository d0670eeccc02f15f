"""Changes that concern several records or files: rename, merge, split, remove with what depends on it.

`Files` are the texts of a dataset by name ("actors.yaml" …); what is not needed may be missing. Each function gives
all of them back, changed where something had to change.
"""

from __future__ import annotations

import json
import re
from typing import Callable, Collection, Iterator, Mapping

from graph.edit import record
from graph.edit.pieces import EditRefused, Piece, pieces
from graph.edit.record import Fields
from graph.edit.style import Style
from graph.model import Position, derived_id
from graph.said import Said as _

Files = Mapping[str, str]
Referring = Callable[[str], str]

ROOMS = ("actors", "relations", "documents", "events")
LAYOUT = "layout.json"


def file_of(room: str) -> str:
    return f"{room}.yaml"


def room_of(files: Files, id: str) -> str:
    """The list in which a record with this id stands. Raises EditRefused if none has it."""
    for room in ROOMS:
        if _piece(files, room, id):
            return room
    raise EditRefused(_("The data knows no {id}: look at the spelling.", id=id))


def add(files: Files, room: str, wanted: Mapping) -> dict[str, str]:
    name = file_of(room)
    return {**files, name: record.add(files.get(name, ""), room, wanted)}


def change(files: Files, room: str, id: str, wanted: Mapping) -> dict[str, str]:
    """The record says this. Under another id it is renamed first, everywhere it is used."""
    new = wanted.get("id")
    changed = dict(files)
    if new and new != id and room != "relations":
        changed = rename(changed, id, str(new))
        id = str(new)
    name = file_of(room)
    said = derived_id(wanted) if room == "relations" and not new else new
    if said != id and _piece(changed, room, str(said)):
        raise EditRefused(_("There is a record {id} already: put the claims there, or give this one an id of its own.", id=said))
    changed[name] = record.change(changed[name], id, wanted)
    return changed


def uses(files: Files, id: str) -> list[tuple[str, str]]:
    """Where an id is referred to: (list, id of the record), in the order of the files."""
    return [(room, each.id) for room in ("relations", "events") for each in pieces(files.get(file_of(room), ""), id)
            if _referring(room, each.fields, lambda one: "" if one == id else one) != each.fields]


def rename(files: Files, old: str, new: str) -> dict[str, str]:
    """Another id for an actor, document or event, everywhere it is used; in the map's positions too."""
    room = room_of(files, old)
    if room == "relations":
        raise EditRefused(_("The id of {id} follows from its ends, kind and date: change those, or give it an `id`.", id=old))
    if new == old:
        return dict(files)
    taken = next((other for other in ROOMS if _piece(files, other, new)), None)
    if taken == room or (taken and {taken, room} <= {"actors", "documents"}):
        raise EditRefused(_("There is a record {id} already: merge the two, or choose another id.", id=new))
    changed = _redirect(files, room, old, new)
    name = file_of(room)
    changed[name] = record.change(changed[name], old, {**record.fields(changed[name], old), "id": new})
    if room == "actors" and LAYOUT in changed:
        changed[LAYOUT] = re.sub(rf'^(\s*){re.escape(json.dumps(old))}(?=\s*:)', lambda match: match.group(1) + json.dumps(new),
                                 changed[LAYOUT], count=1, flags=re.MULTILINE)
    return changed


def merge(files: Files, keep: str, gone: str) -> dict[str, str]:
    """One actor out of two: `keep` takes over the other's ties, spellings and whatever it does not say itself.

    Ties that become the same are made one, with the claims of both. Refused where the two are tied to each other.
    """
    if keep == gone:
        raise EditRefused(_("These are one and the same actor: name two."))
    actors = files.get(file_of("actors"), "")
    one, other = record.fields(actors, keep), record.fields(actors, gone)
    between = [each.id for each in pieces(files.get(file_of("relations"), ""), gone)
               if {each.fields.get("source"), each.fields.get("target")} == {keep, gone}]
    if between:
        raise EditRefused(_("{one} and {other} are tied to each other by {tie}: remove that tie first.",
                            one=keep, other=gone, tie=between[0]))
    changed = dict(files)
    relations = changed.get(file_of("relations"), "")
    for tie in [each for each in pieces(relations, gone) if gone in (each.fields.get("source"), each.fields.get("target"))]:
        relations = _redirected_tie(relations, tie, gone, keep)
    changed[file_of("relations")] = relations
    changed = _redirect(changed, "actors", gone, keep)
    merged = _merged_actor(one, other)
    changed[file_of("actors")] = record.change(record.remove(changed[file_of("actors")], gone), keep, merged)
    return _without_position(changed, gone)


def split(files: Files, id: str, wanted: Mapping, ties: Collection[str], events: Collection[str] = ()) -> dict[str, str]:
    """A second actor out of one: it is added, and takes over these ties and events."""
    new = str(wanted.get("id", ""))
    record.fields(files.get(file_of("actors"), ""), id)
    changed = add(files, "actors", wanted)
    relations, name = changed.get(file_of("relations"), ""), file_of("relations")
    for tie in ties:
        said = record.fields(relations, tie)
        if id not in (said.get("source"), said.get("target")):
            raise EditRefused(_("{tie} is no tie of {id}: choose among its own.", tie=tie, id=id))
        moved = {**said, **{end: new for end in ("source", "target") if said.get(end) == id}}
        relations = record.change(relations, tie, moved)
    changed[name] = relations
    for event in events:
        said = record.fields(changed[file_of("events")], event)
        moved = {**said, "actors": [new if actor == id else actor for actor in said.get("actors", [])]}
        changed[file_of("events")] = record.change(changed[file_of("events")], event, moved)
    return changed


def remove(files: Files, id: str, *, with_uses: bool = False) -> dict[str, str]:
    """The files without this record. An actor or document that is used is kept (EditRefused), unless `with_uses`:
    then ties of the actor go too, claims that cite the document, and a tie that has no claim left."""
    room = room_of(files, id)
    used = uses(files, id) if room in ("actors", "documents") else []
    if used and not with_uses:
        raise EditRefused(_("{id} is used by {count} records, the first of them {first}: remove or change those first, or ask for "
                            "everything that depends on it to go.",
                            id=id, count=len(used), first=used[0][1]))
    changed = dict(files)
    for other, user in used:
        name = file_of(other)
        said = record.fields(changed[name], user)
        left = _bereft(said, id)
        gone = id in (left.get("source"), left.get("target")) or (other == "relations" and not left.get("claims"))
        changed[name] = record.remove(changed[name], user) if gone else record.change(changed[name], user, left)
    name = file_of(room)
    changed[name] = record.remove(changed[name], id)
    return _without_position(changed, id) if room == "actors" else changed


def move(files: Files, id: str, position: Position) -> dict[str, str]:
    """The actor stands there on the map, in whole units: one line of layout.json, in the order of ids."""
    record.fields(files.get(file_of("actors"), ""), id)  # refuses whom nobody knows
    text = files.get(LAYOUT) or "{}\n"
    key, value = json.dumps(id), "[{}, {}]".format(*(round(each) for each in position))
    try:
        wanted = {**json.loads(text), id: json.loads(value)}
        there = re.sub(rf"^([ \t]*{re.escape(key)}\s*:\s*)\[[^\]]*\]", lambda found: found.group(1) + value, text, count=1, flags=re.MULTILINE)
        if id not in json.loads(text):
            there = _with_line(text, id, f"{key}: {value}")
        if json.loads(there) != wanted:
            raise ValueError
    except ValueError:
        raise EditRefused(_("{file} is not written as one actor a line: write it anew by  python -m graph layout",
                            file=LAYOUT)) from None
    return {**files, LAYOUT: there}


# -- within ------------------------------------------------------------------------------------------------------


def _piece(files: Files, room: str, id: str) -> Piece | None:
    hint = id.split(".")[0] if room == "relations" and id.count(".") >= 3 else id
    return next((each for each in pieces(files.get(file_of(room), ""), hint) if each.id == id), None)


def _referring(room: str, said: Fields, of: Referring) -> Fields:
    """What the record says, with `of` asked about each id of an actor or document in it."""
    new = dict(said)
    for end in ("source", "target"):
        if room == "relations" and isinstance(said.get(end), str):
            new[end] = of(said[end])
    if room == "events" and isinstance(said.get("actors"), list):
        new["actors"] = list(dict.fromkeys(of(actor) for actor in said["actors"]))
    if isinstance(said.get("claims"), list):
        new["claims"] = [
            {key: of(each) if key in ("document", "by") and isinstance(each, str) else each for key, each in claim.items()}
            for claim in said["claims"]
        ]
    return new


def _redirect(files: Files, room: str, old: str, new: str) -> dict[str, str]:
    """All references to the one become references to the other."""
    changed = dict(files)
    for other in ("relations", "events"):
        text = files.get(file_of(other), "")
        style = Style.of(text)
        for each in reversed(list(pieces(text, old))):  # from the end, so that the places before stay true
            said = _referring(other, each.fields, lambda id: new if id == old else id)
            if said != each.fields:
                text = record.rewritten(text, each, said, style)
        if text:
            changed[file_of(other)] = text
    return changed


def _redirected_tie(relations: str, tie: Piece, gone: str, keep: str) -> str:
    """The tie with the other end; put into the tie that says the same already, if there is one."""
    moved = {**tie.fields, **{end: keep for end in ("source", "target") if tie.fields.get(end) == gone}}
    same = None if "id" in moved else next(
        (each for each in pieces(relations, keep) if each.id == derived_id(moved)), None)
    if same is None:
        return record.change(relations, tie.id, moved)
    both = {**moved, **same.fields}
    both["claims"] = [*same.fields["claims"], *(claim for claim in moved["claims"] if claim not in same.fields["claims"])]
    return record.change(record.remove(relations, tie.id), same.id, both)


def _merged_actor(one: Fields, other: Fields) -> Fields:
    names = {**other.get("name", {}), **one.get("name", {})}
    known = {*names.values(), *one.get("aliases", [])}
    more = [each for each in (*other.get("name", {}).values(), *other.get("aliases", [])) if each not in known]
    merged = {**{key: each for key, each in other.items() if key not in ("id", "kind")}, **one, "name": names}
    if aliases := [*one.get("aliases", []), *dict.fromkeys(more)]:
        merged["aliases"] = aliases
    return merged


def _bereft(said: Fields, id: str) -> Fields:
    """What the record says without an actor among those of an event, and without the claims that cite a document
    or that quote an actor."""
    left = dict(said)
    if isinstance(said.get("actors"), list):
        left["actors"] = [actor for actor in said["actors"] if actor != id]
    if isinstance(said.get("claims"), list):
        left["claims"] = [claim for claim in said["claims"] if id not in (claim.get("document"), claim.get("by"))]
    return left


def _without_position(files: dict[str, str], id: str) -> dict[str, str]:
    text = files.get(LAYOUT)
    if text is None:
        return files
    key = re.escape(json.dumps(id))
    left = re.sub(rf"^[ \t]*{key}\s*:\s*\[[^\]]*\],?[ \t]*\r?\n", "", text, count=1, flags=re.MULTILINE)
    left = re.sub(r",(\s*\}\s*)\Z", r"\1", left)
    return {**files, LAYOUT: left}


def _with_line(layout: str, id: str, entry: str) -> str:
    """The positions with one more, before the first actor that comes later in the alphabet."""
    lines = layout.splitlines(keepends=True)
    rows = [(number, found.group(1), found.group(2)) for number, line in enumerate(lines)
            if (found := re.match(r'([ \t]*)"((?:[^"\\]|\\.)*)"\s*:', line))]
    if not rows:
        return "{\n  " + entry + "\n}\n"
    indent, end = rows[0][1], "\r\n" if lines[0].endswith("\r\n") else "\n"
    later = next((number for number, _, other in rows if json.loads(f'"{other}"') > id), None)
    if later is not None:
        return "".join([*lines[:later], f"{indent}{entry},{end}", *lines[later:]])
    last = rows[-1][0]
    return "".join([*lines[:last], lines[last].rstrip("\r\n"), f",{end}{indent}{entry}{end}", *lines[last + 1 :]])


def differing(before: Files, after: Files) -> Iterator[str]:
    """The names of the files that changed."""
    return (name for name in after if before.get(name) != after[name])
