"""Popolo JSON, as EveryPolitician and Pombola write it: persons, organizations, memberships, events.

A membership of a legislature on behalf of a party is two ties, to the legislature and to the party. Dates are
those of the membership and nothing else: the term in which it fell goes into the role.
"""

from __future__ import annotations

from typing import Any, Iterator, Mapping

from graph.formats.reading.found import At, Found, FoundActor, FoundEvent, FoundTie, Unreadable, refuse_too_many, text_of
from graph.formats.reading.json_text import Located, parse
from graph.said import Said as _

NAME, SUFFIXES = "popolo", (".popolo.json",)
UNKNOWN = frozenset(("unknown", "unknown party", "n/a", "none", "not known", "неизвестно"))
LISTS = ("persons", "organizations", "memberships", "posts", "events", "areas")
CLASSES = {  # classifications in common use → the kind of actor that they mean
    "party": "party", "political party": "party", "faction": "party", "parliamentary group": "party",
    "legislature": "body", "parliament": "body", "chamber": "body", "house": "body", "executive": "body",
    "government": "body", "cabinet": "body", "ministry": "body", "department": "body", "committee": "body",
    "commission": "body", "court": "body", "council": "body", "agency": "body", "committe": "body",
    "company": "company", "corporation": "company", "media": "media", "newspaper": "media",
    "coalition": "coalition", "alliance": "coalition", "movement": "movement",
}
_KEPT_PERSON = {"id", "name", "other_names", "identifiers", "birth_date", "death_date", "gender", "summary", "biography",
                "sources", "memberships", "given_name", "family_name", "sort_name"}
_KEPT_ORGANISATION = {"id", "name", "other_names", "identifiers", "classification", "founding_date", "dissolution_date",
                      "sources", "parent_id", "memberships", "posts"}
_KEPT_MEMBERSHIP = {"id", "person_id", "organization_id", "on_behalf_of_id", "role", "label", "start_date", "end_date",
                    "legislative_period_id", "area_id", "area", "post_id", "sources", "member_id", "member", "person",
                    "organization"}
_WHY = _("a dataset has no field for it")


def read(data: bytes, encoding: str | None = None) -> Found:
    located = parse(text_of(data, encoding))
    if not isinstance(located.value, dict) or not any(isinstance(located.value.get(name), list) for name in LISTS):
        raise Unreadable((1, 1), _("the JSON is no Popolo: it has none of the lists {all}", all=", ".join(LISTS)),
                         _("name its format with --format"))
    return _Reader(located).read()


class _Reader:
    def __init__(self, located: Located):
        self._located, self._found = located, Found("Popolo JSON")
        self._unknown: set[str] = set()
        self._ids: set[str] = set()
        self._periods: dict[str, str] = {}
        self._areas: dict[str, str] = {}
        self._posts: dict[str, Mapping[str, Any]] = {}

    def read(self) -> Found:
        found, value = self._found, self._located.value
        for key in self._located.repeated[:20]:
            found.problem((1, 1), "", _("`{key}` stands twice in one mapping, the last value was taken",
                                        key=key[:80]), _("keep one of the two"))
        for name in LISTS:
            refuse_too_many(len(value[name]) if isinstance(value.get(name), list) else 0, name, self._located.at(name))
        meta = value.get("meta") if isinstance(value.get("meta"), dict) else {}
        found.sources += [(url, "the whole file") for url in _urls(meta.get("sources"))]
        for key in value.keys() - {*LISTS, "meta"}:
            found.leave(_("`{key}` of the file", key=key[:60]), _("it is no part of Popolo"), self._located.at(key))
        for _at, _path, area in self._list("areas"):
            self._areas[_text(area.get("id"))] = _text(area.get("name"))
        for _at, _path, post in self._list("posts"):
            self._posts[_text(post.get("id"))] = post
        for at, path, event in self._list("events"):
            self._event(at, path, event)
        for at, path, person in self._list("persons"):
            self._actor(at, path, person, "person")
        for at, path, organisation in self._list("organizations"):
            self._actor(at, path, organisation, "")
        undated = 0
        for at, path, membership in self._list("memberships"):
            self._membership(at, path, membership)
            undated += not (membership.get("start_date") or membership.get("end_date"))
        if self._areas:
            found.remarks.append(_("The area of a membership is in its role."))
        if undated:
            found.remarks.append(_("Memberships without any date: {count}. They stay undated: the term is in their role.", count=undated))
        return found

    def _list(self, name: str) -> Iterator[tuple[At, str, Mapping[str, Any]]]:
        listed = self._located.value.get(name)
        for number, each in enumerate(listed if isinstance(listed, list) else ()):
            at, path = self._located.at(name, number), f"{name}/{number}"
            self._found.read[name] += 1
            if isinstance(each, dict):
                yield at, path, each
            else:
                self._found.problem(at, path, _("this is no mapping"), _("write {{\"id\": …}}"))

    # -- actors ---------------------------------------------------------------------------------

    def _actor(self, at: At, path: str, each: Mapping[str, Any], default: str) -> None:
        found, name = self._found, _text(each.get("name")) or " ".join(
            filter(None, (_text(each.get("given_name")), _text(each.get("family_name")))))
        key = _text(each.get("id")) or name
        self._ids.add(key)
        if not default and name.casefold() in UNKNOWN:
            self._unknown.add(key)
            found.leave(_("organization “{name}”", name=name), _("it stands for what nobody knows, and is no actor"), at)
            return
        kind = _text(each.get("classification"))
        actor = FoundActor(
            key=key, at=at, path=path, type=kind, default=default or CLASSES.get(kind.casefold(), "organisation"),
            start=_text(each.get("birth_date") or each.get("founding_date")),
            end=_text(each.get("death_date") or each.get("dissolution_date")),
        )
        if not default and kind and kind.casefold() not in CLASSES:
            found.remarks.append(_("An organization of the classification “{kind}” was taken for an organisation.", kind=kind))
        self._name(actor, name, each)
        for identifier in _mappings(each.get("identifiers")):
            actor.identifiers.setdefault(_text(identifier.get("scheme")), _text(identifier.get("identifier")))
        gender = {"male": "masculine", "female": "feminine"}.get(_text(each.get("gender")).casefold())
        if gender and default == "person":
            actor.agreement = {"ru": gender}
        if summary := _text(each.get("summary") or each.get("biography")):
            actor.note = {"en": summary}
        found.sources += [(url, actor.name) for url in _urls(each.get("sources"))]
        found.add_actor(actor)
        if parent := _text(each.get("parent_id")):
            found.add_tie(FoundTie(key, parent, at, path, type="parent organization", default="part_of"))
        kept = _KEPT_PERSON if default == "person" else _KEPT_ORGANISATION
        self._leave(each, kept, "persons" if default == "person" else "organizations", at)

    def _name(self, actor: FoundActor, name: str, each: Mapping[str, Any]) -> None:
        """The English name if the file has one, else its main one; every other spelling becomes an alias."""
        actor.names[""] = name
        others = [(_text(other.get("lang")), _text(other.get("name"))) for other in _mappings(each.get("other_names"))]
        for language, other in others:
            if language in ("en", "ru", "ky") and other:
                actor.names.setdefault(language, other)
        if "en" in actor.names and actor.default == "person":
            actor.names["en"] = name  # a person has one name; the English one is a spelling of it
            actor.aliases += [other for language, other in others if language == "en"]
        sort = _text(each.get("sort_name"))
        actor.aliases += [each for each in (name, *(other for _, other in others), sort) if each]

    def _leave(self, each: Mapping[str, Any], kept: set[str], of: str, at: At) -> None:
        for key, value in each.items():
            if key not in kept and value not in (None, "", [], {}):
                self._found.leave(_("{name} of {of}", name=key[:60], of=of), _WHY, at)

    # -- events and memberships -----------------------------------------------------------------

    def _event(self, at: At, path: str, each: Mapping[str, Any]) -> None:
        name, start = _text(each.get("name")), _text(each.get("start_date"))
        self._periods[_text(each.get("id"))] = name
        if not start or not name:
            self._found.leave("events", _("without a name and a start they have no place on the time axis"), at)
            return
        organisation = _text(each.get("organization_id"))
        self._found.events.append(
            FoundEvent(name, at, path, start, _text(each.get("end_date")), [organisation] if organisation else []))
        self._leave(each, {"id", "name", "start_date", "end_date", "organization_id", "classification"}, "events", at)

    def _membership(self, at: At, path: str, each: Mapping[str, Any]) -> None:
        found = self._found
        person = _text(each.get("person_id") or each.get("member_id"))
        organisation, party = _text(each.get("organization_id")), _text(each.get("on_behalf_of_id"))
        post = self._posts.get(_text(each.get("post_id")), {})
        organisation = organisation or _text(post.get("organization_id"))
        term = self._periods.get(_text(each.get("legislative_period_id")), "")
        area = self._areas.get(_text(each.get("area_id")), "")
        kind, label = _text(each.get("role")), _text(each.get("label")) or _text(post.get("label") or post.get("role"))
        role = label or ("" if kind.casefold() == "member" else kind)
        role = ", ".join(filter(None, (" for ".join(filter(None, (role or (area and "member"), area))), term)))
        common = {"start": _text(each.get("start_date")), "end": _text(each.get("end_date")),
                  "sources": _urls(each.get("sources"))}
        made = 0
        if organisation and organisation not in self._unknown:
            found.add_tie(FoundTie(
                person, organisation, at, path, type=kind or "membership",
                default="holds_office_in" if post else "member_of", role={"en": role} if role else {}, **common,
            ))
            made += 1
        if party and party not in self._unknown:
            found.add_tie(FoundTie(
                person, party, at, path, type="on behalf of", default="member_of", role={"en": term} if term else {}, **common,
            ))
            made += 1
        if {organisation, party} & self._unknown:
            found.leave(_("ties to an organization “unknown”"), _("nobody knows to whom"), at)
        elif not made:
            found.problem(at, path, _("this membership names no organization"), _("add `organization_id`"))
        self._leave(each, _KEPT_MEMBERSHIP, "memberships", at)


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _urls(value: Any) -> list[str]:
    """`sources` as Popolo has them, [{"url": …}], or as plain addresses."""
    listed = value if isinstance(value, list) else []
    return [text for each in listed if (text := _text(each.get("url") if isinstance(each, dict) else each))]
