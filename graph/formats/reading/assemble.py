"""What was found in a file → records of ours, a report of what became of it all, and Problems at its places."""

from __future__ import annotations

import re
from typing import Any, Iterable, Mapping

from pydantic import ValidationError

from graph.check import MAX_WORDS, unknown_voice
from graph.dates import parse_date
from graph.formats.reading.dating import dated
from graph.formats.reading.found import At, Found, FoundActor, FoundTie, called
from graph.formats.reading.identity import Ids, One, is_cyrillic, keeps_ids, latin, merged, perhaps_same, slug
from graph.formats.reading.mapping import UNKNOWN_TIE, Kinds, Mapped, Rules
from graph.formats.reading.report import Line, Report, Tally
from graph.load.records import wrong_and_fix
from graph.load.suggest import ActorNames, nearest
from graph.model import (
    LANGUAGES, UNSEEN, Actor, Dataset, Document, Event, Mark, Problem, Record, Relation, Vocabulary, derived_id,
)
from graph.said import Said as _
from graph.search import fold

MAX_LENGTH = 1000  # of any text, as the model has it
MOST_LOOKS = 200  # pairs that may be the same are listed up to here, and then counted
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_OPAQUE_IDS = ("Popolo JSON", "FollowTheMoney JSON")  # formats whose ids are never meant to be read
_NO_DAY = (None, "", "unknown", "ongoing")
_GENDERS = ("masculine", "feminine", "neuter", "plural", "singular")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")


class Assembly:
    """Makes the records of one file. Call `dataset` once; `report` and `problems` then say how it went."""

    def __init__(self, found: Found, file: str, vocabulary: Vocabulary, rules: Rules):
        self._found, self._file, self._vocabulary = found, file, vocabulary
        self._kinds = Kinds(vocabulary, rules)
        self._ours = any(tie.claims for tie in found.ties)
        self._keeps_ids = self._ours or (found.format not in _OPAQUE_IDS and keeps_ids(found.actors))
        self.report = Report(file, found.format)
        self.problems: list[Problem] = []
        self._mapped, self._merged, self._left = Tally(), Tally(), Tally()
        self._remarks: Tally = Tally()
        self._actors: dict[str, Actor] = {}
        self._id_of: dict[str, str] = {}  # key in the file → id
        self._documents: dict[str, Document] = {}
        self._told_documents: dict[str, str] = {}  # by id, as the file had it
        self._cited: dict[str, str] = {}  # web address or words of a source → id of its document
        self._document_ids = Ids(str(record.get("id", "")) for record in found.documents)
        self._ties: dict[str, tuple[dict[str, Any], FoundTie]] = {}  # by id
        self._told: dict[tuple, str] = {}  # what a tie says → its id
        self._tie_ids = Ids()
        self._relations: dict[str, Relation] = {}
        self._events: dict[str, Event] = {}
        self._own_document = ""
        self._names = ActorNames(self._actors)  # asked only once the actors are made

    def dataset(self) -> Dataset:
        self._make_actors()
        self._make_documents()
        for tie in self._found.ties:
            self._make_tie(tie)
        self._make_relations()
        self._make_events()
        for at, record, message, fix, degree in self._found.problems:
            self._problem(at, record, message, fix, degree)
        for key in self._kinds.unused():
            self._remarks.add(_("The map names the type “{key}”, of which the file has none", key=key), "")
        self._fill_report()
        self.problems.sort(key=lambda problem: (problem.degree, problem.mark.line, problem.mark.column))
        return Dataset(self._vocabulary, self._actors, self._relations, self._documents, self._events)

    def _problem(self, at: At, record: str, message: str, fix: str, degree: str = "error") -> None:
        self.problems.append(Problem(Mark(self._file, *at), record, message, fix, degree))  # type: ignore[arg-type]

    # -- actors ---------------------------------------------------------------------------------

    def _make_actors(self) -> None:
        named = [actor for actor in self._found.actors if actor.name.strip()]
        for actor in self._found.actors:
            if not actor.name.strip():
                self._problem(actor.at, actor.path.strip(), _("this actor has neither an id nor a name"), _("give it an id"))
                self._left.add(called("actors"), _("they have neither an id nor a name"))
        answers = [self._actor_kind(actor) for actor in named]
        ones = merged(named, [answer.rule.kind for answer in answers],
                      ["guess" not in answer.how for answer in answers], not self._keeps_ids)
        ids = Ids()
        for one in ones:
            id = ids.take(one.actor.key if self._keeps_ids else slug(self._english(one.actor)) or slug(one.actor.key), "actor")
            for actor in (one.actor, *(other for other, _why in one.others)):
                self._id_of[actor.key] = id
            made = self._record(Actor, self._actor_fields(one, id), one.actor.at, one.actor.path)
            if made is not None:
                self._actors[id] = made
                for other, why in one.others:
                    self._merged.add(called("actors"), why, other.name)
                    if other.key == one.actor.key and other.names and fold(other.name) != fold(one.actor.name):
                        self._problem(other.at, id, _("the id `{key}` stands here a second time, after line {line}, for “{name}”; "
                                                      "that was taken for another name of it",
                                                      key=other.key[:80], line=one.actor.at[0], name=other.name[:80]),
                                      _("give one of the two another id"))
        if not self._keeps_ids:
            self._tell_likeness(ones)

    def _actor_kind(self, actor: FoundActor) -> Mapped:
        answer = self._kinds.actor(actor.type, actor.default, actor.name)
        what = _("actor “{type}” → {kind}", type=actor.type[:60], kind=answer.rule.kind) if actor.type else \
            _("actor of no declared kind → {kind}", kind=answer.rule.kind)
        self._mapped.add(what, answer.how, actor.name if "guess" in answer.how else "")
        return answer

    def _english(self, actor: FoundActor) -> str:
        name = actor.names.get("en") or actor.names.get("") or ""
        return name[:MAX_LENGTH] or latin((actor.names.get("ru") or actor.names.get("ky") or actor.name)[:MAX_LENGTH])

    def _actor_fields(self, one: One, id: str) -> dict[str, Any]:
        actor = one.actor
        names = {language: self._text(name, actor.at, whole=True) for language, name in actor.names.items()}
        main = names.get("en") or names.get("") or ""
        if not self._ours and main and is_cyrillic(main):
            names.setdefault("ky" if re.search("[ңөүҢӨҮ]", main) else "ru", main)
            self._remarks.add(_("Names in Cyrillic letters only; their English spelling was made letter by letter"), "", main)
            main = latin(main)
        shown = {"en": main or self._english(actor), **{each: names[each] for each in ("ru", "ky") if names.get(each)}}
        aliases = [self._text(each, actor.at, whole=True) for each in (*names.values(), *actor.aliases)]
        fields: dict[str, Any] = {
            "id": id, "kind": one.kind, "name": shown,
            "aliases": [each for each in dict.fromkeys(aliases) if each and each not in shown.values()],
            "start": self._date(actor.start, actor.at, actor.name, "start"),
            "end": self._date(actor.end, actor.at, actor.name, "end"),
            "agreement": {each: actor.agreement[each] for each in LANGUAGES if actor.agreement.get(each) in _GENDERS},
            "note": self._texts(actor.note, actor.at),
        }
        for scheme, identifier in actor.identifiers.items():
            if scheme == "wikidata" and _WIKIDATA.fullmatch(identifier):
                fields["wikidata"] = identifier
            else:
                self._left.add(_("identifiers of the scheme “{scheme}”", scheme=scheme[:60]), _("a dataset has no field for them"))
        self._put_in_order(fields, actor.at, actor.path, f"“{actor.name}”")
        return fields

    def _tell_likeness(self, ones: list[One]) -> None:
        pairs = list(perhaps_same(ones))
        for later, earlier, why in pairs[:MOST_LOOKS]:
            self._problem(
                later.actor.at, self._id_of[later.actor.key],
                _("“{name}” may be the same as “{other}” (line {line}): {why}",
                  name=later.actor.name, other=earlier.actor.name, line=earlier.actor.at[0], why=why),
                _("if it is, make one record of both; if not, leave them"), "look",
            )
        if len(pairs) > MOST_LOOKS:
            self._remarks.add(_("Pairs of actors that may be the same: {count}; the first {most} are listed",
                                count=len(pairs), most=MOST_LOOKS), "")

    # -- documents ------------------------------------------------------------------------------

    def _make_documents(self) -> None:
        found = self._found
        for record in found.documents:
            if "id" in record or not ({"key", "title"} <= record.keys() and all(isinstance(each, str) for each in record.values())):
                self._add_document(record, (1, 1))
                continue
            fields = {name: self._text(text, (1, 1)) for name, text in record.items() if name != "key"}
            id = self._document_ids.take(slug(fields["title"]) or slug(record["key"]), "document")
            fields["date"] = self._date(fields.get("date", ""), (1, 1), fields["title"], "date")
            if not _ADDRESS.fullmatch(fields.get("url", "")):
                fields.pop("url", None)
            self._add_document({"id": id, **fields}, (1, 1))
            self._cited[record.get("url") or record["title"]] = id
        if any(not tie.claims for tie in found.ties) or found.events:
            self._document_of_the_file()
        for address, named_for in found.sources:
            self._source(address, f"Named by {self._file} as a source for {named_for}; no claim cites it yet")

    def _add_document(self, record: Mapping[str, Any], at: At) -> str:
        id = str(record.get("id", ""))
        made = None if id in self._documents and self._told_documents.get(id) == repr(record) else \
            self._record(Document, dict(record), at, id)
        if made is not None and id in self._documents:
            self._twice(at, id, "documents")
        elif made is not None:
            self._documents[id], self._told_documents[id] = made, repr(record)
        return id

    def _twice(self, at: At, id: str, what: str) -> None:
        self._problem(at, id, _("the id `{id}` stands here a second time and says something else; the first was taken", id=id[:80]),
                      _("give one of them another id, or make one record of both"))
        self._left.add(called(what), _("their id was taken"), id)

    def _document_of_the_file(self) -> str:
        """The id of the document that the imported file itself is; made when the first claim cites it."""
        if not self._own_document:
            title = self._text(self._found.title, (1, 1)) or self._text(self._file, (1, 1)) or self._found.format
            about = "; ".join([f"Imported from the file {self._file} ({self._found.format})", *self._found.about])
            self._own_document = self._document_ids.take(slug(self._file.rpartition("/")[2]), "imported-file")
            self._add_document({"id": self._own_document, "title": title, "language": "und",
                                "note": {"en": self._text(about, (1, 1))}}, (1, 1))
        return self._own_document

    def _source(self, named: str, note: str) -> str:
        """The id of the document for a source that the file names by an address or in words."""
        named = self._text(named, (1, 1))
        if named not in self._cited:
            address = _ADDRESS.fullmatch(named)
            words = re.sub(r"^https?://(www\.)?|\.(html?|aspx?|php)$", "", named)
            id = self._document_ids.take(slug(words)[:60].strip("-"), "source")
            self._cited[named] = id
            self._add_document({"id": id, "title": named, "language": "und", "note": {"en": self._text(note, (1, 1))},
                                **({"url": named} if address else {})}, (1, 1))
        return self._cited[named]

    # -- ties -----------------------------------------------------------------------------------

    def _make_tie(self, tie: FoundTie) -> None:
        ends = self._ends(tie)
        if ends is None:
            return
        mapped = self._kinds.tie(tie.type, tie.default)
        kind, how = mapped.rule.kind, mapped.how
        if mapped.rule.reversed:
            ends = ends[::-1]
        if not self._fits(ends, kind):
            how = _("`{kind}` does not fit between {one} and {other}, kept in the role",
                    kind=kind, one=self._actors[ends[0]].kind, other=self._actors[ends[1]].kind)
            kind = UNKNOWN_TIE
        what = _("tie “{type}” → {kind}", type=tie.type[:60], kind=kind) if tie.type else _("tie of no declared kind → {kind}", kind=kind)
        self._mapped.add(what, _("{how}, reversed", how=how) if mapped.rule.reversed else how)
        if kind not in self._vocabulary.relation_kinds:
            self._left.add(_("ties of kinds that the vocabulary does not know"), _("it has no kind `{kind}`", kind=UNKNOWN_TIE))
            if not any("has no kind" in problem.message for problem in self.problems):
                self._problem(tie.at, tie.path, _("the vocabulary has no kind `{kind}` for what it does not know",
                                                  kind=UNKNOWN_TIE),
                              _("add one, or name a kind of yours with --map"), "error")
            return
        kept_type = kind == UNKNOWN_TIE and tie.type not in ("", UNKNOWN_TIE) and how != "the same word"
        role = self._role(tie, mapped, kept_type)
        fields: dict[str, Any] = {"source": ends[0], "target": ends[1], "kind": kind, "role": role, **self._when(tie),
                                  "note": self._texts(tie.note, tie.at)}
        if not tie.directed and self._vocabulary.relation_kinds[kind].directed:
            self._remarks.add(_("Ties without a direction became `{kind}`, which has one", kind=kind), "", f"{ends[0]} → {ends[1]}")
        fields["claims"] = self._whole_claims(tie) if tie.claims else self._claims(tie)
        self._add_tie(fields, tie)

    def _ends(self, tie: FoundTie) -> tuple[str, str] | None:
        ids = []
        for name, key in (("source", tie.source), ("target", tie.target)):
            id = self._id_of.get(key)
            if id is None or id not in self._actors:
                near = nearest(key, list(self._id_of)[:5000]) if key else None
                wrong = _("the {end} of this tie is `{id}`, which is no actor of the file", end=name, id=key[:80]) if key else \
                    _("the {end} of this tie is missing", end=name)
                self._problem(tie.at, tie.path, wrong,
                              _("did you mean `{near}`?", near=near) if near else _("add it, or remove the tie"))
                self._left.add(called("ties"), _("their {end} is no actor of the file", end=name))
                return None
            ids.append(id)
        if ids[0] == ids[1]:
            self._problem(tie.at, tie.path, _("`{id}` is tied to itself, so the tie is left out",
                                              id=ids[0]), _("name its other end"), "look")
            self._left.add(called("ties"), _("an actor cannot be tied to itself"), ids[0])
            return None
        return ids[0], ids[1]

    def _fits(self, ends: tuple[str, str], kind: str) -> bool:
        declared = self._vocabulary.relation_kinds.get(kind)
        if declared is None:
            return True
        kinds = [self._actors[end].kind for end in ends]
        allowed = (declared.sources, declared.targets)
        ways = [kinds] if declared.directed else [kinds, kinds[::-1]]
        return any(all(not each or kind in each for kind, each in zip(way, allowed)) for way in ways)

    def _role(self, tie: FoundTie, mapped: Mapped, kept_type: bool) -> dict[str, str] | None:
        role = self._texts(tie.role, tie.at)
        if kept_type:
            type = self._text(tie.type, tie.at)
            role = {**(role or {}), "en": f"{type}: {role['en']}"} if role and role["en"] != type else {"en": type}
        return role or (dict(mapped.rule.role) if mapped.rule.role else None)

    def _when(self, tie: FoundTie) -> dict[str, str | None]:
        when = {name: self._date(getattr(tie, name), tie.at, tie.path, name, tie=True) for name in ("date", "start", "end")}
        if when["date"] and (when["start"] or when["end"]):
            self._left.add(_("dates beside a start or an end"), _("a tie happened or lasted, not both"))
            when["date"] = None
        self._put_in_order(when, tie.at, tie.path, _("the tie"))
        return when

    def _claims(self, tie: FoundTie) -> list[dict[str, Any]]:
        """The file says so; the sources that it names are cited beside it, as not yet read."""
        quote = self._quote(self._text(tie.quote, tie.at, whole=True)) if tie.quote else None
        claims: list[dict[str, Any]] = [{"document": self._document_of_the_file(), "quote": quote, "page": tie.path or None}]
        for named in tie.sources:
            claims.append({"document": self._source(named, f"Named by {self._file} as a source"),
                           "note": {"en": self._text(f"Named as its source by {self._file}; not read", tie.at)}})
        return [claim for claim in claims if claim["document"] in self._documents]

    def _quote(self, text: str) -> str:
        words = text.split()
        if len(words) <= MAX_WORDS:
            return text
        self._left.add(_("ends of quotations"), _("a quotation has at most {most} words", most=MAX_WORDS))
        return " ".join(words[: MAX_WORDS - 1]) + " …"

    def _whole_claims(self, tie: FoundTie) -> list[dict[str, Any]]:
        claims = []
        for claim in tie.claims:
            document = claim.get("document")
            if isinstance(document, dict):
                document = self._add_document(document, tie.at)
            elif isinstance(document, str):
                self._known_document(document, tie.at)
            self._tell_voice(claim.get("by"))
            if isinstance(document, str) and document in self._documents:
                quote = claim.get("quote")
                claims.append({**claim, "document": document, **({"quote": self._quote(quote)} if isinstance(quote, str) else {})})
            else:
                self._left.add(called("claims"), _("they cite no document that makes a record"), tie.path)
        return claims

    def _tell_voice(self, by: Any) -> None:
        """A part of a dataset cites actors who are outside of it: their claims stay, and what they need is said."""
        if isinstance(by, str) and unknown_voice(by.strip(), self._actors, self._names):
            self._remarks.add(_("Speakers who are no actors of this file: their claims need the data that has them"), "", by.strip())

    def _known_document(self, id: str, at: At) -> bool:
        """Whether there is such a document, if need be one of which nothing but its id is known."""
        if id not in self._documents:
            self._remarks.add(_("Documents of which the file has only the id"), "", id)
            self._add_document({"id": id, "title": id}, at)
        return id in self._documents

    def _add_tie(self, fields: dict[str, Any], tie: FoundTie) -> None:
        """Keeps the tie under an id of its own; one told a second time gives its claims to the first."""
        fields = {name: value for name, value in fields.items() if value}
        if tie.claims and tie.id:
            known = self._ties.setdefault(tie.id, (fields, tie))[0]
            if known is not fields and known != fields:
                self._twice(tie.at, tie.id, "ties")
            return
        ends = (fields["source"], fields["target"])
        if not self._vocabulary.relation_kinds[fields["kind"]].directed:
            ends = tuple(sorted(ends))
        content = (ends, *(repr(fields.get(name)) for name in ("kind", "role", "date", "start", "end", "note")))
        if content in self._told:
            known = self._ties[self._told[content]][0]
            known.setdefault("claims", []).extend(fields.get("claims", ()))
            self._merged.add(called("ties"), _("the same ends, kind, role and time"), self._told[content])
            return
        self._told[content] = id = self._tie_ids.take(derived_id(fields), "tie", ".")
        self._ties[id] = (fields, tie)

    def _make_relations(self) -> None:
        for id, (fields, tie) in self._ties.items():
            claims = fields.get("claims", [])
            if not tie.claims:
                claims = list({repr(claim): claim for claim in claims}.values())
            made = self._record(Relation, {**fields, "id": id, "claims": claims}, tie.at, tie.path)
            if made is not None:
                self._relations[made.id] = made

    # -- events ---------------------------------------------------------------------------------

    def _make_events(self) -> None:
        ids = Ids(str(record.get("id", "")) for record in self._found.whole_events)
        for record in self._found.whole_events:
            event = self._record(Event, dict(record), (1, 1), str(record.get("id", "")))
            if event is None:
                continue
            dates = {"start": event.start, "end": event.end}
            self._put_in_order(dates, (1, 1), event.id, f"“{event.id}”")
            if dates["start"] != event.start:
                self._left.add(called("events"), _("their dates contradict each other"), event.id)
            elif event.id in self._events:
                self._twice((1, 1), event.id, "events")
            else:
                self._add_event(event)
        for found in self._found.events:
            start, end = (self._date(text, found.at, found.name, name) for name, text in (("start", found.start), ("end", found.end)))
            fields = {
                "id": ids.take(slug(found.name), "event"), "name": {"en": self._text(found.name, found.at, whole=True)},
                "start": start, "end": end, "actors": [self._id_of[key] for key in found.actors if key in self._id_of],
                "claims": [{"document": self._document_of_the_file(), "page": found.path}],
            }
            self._put_in_order(fields, found.at, found.path, f"“{found.name}”")
            event = self._record(Event, fields, found.at, found.path)
            if event is not None:
                self._add_event(event)

    def _add_event(self, event: Event) -> None:
        """An event whose references all exist: others are dropped from it, and that is said."""
        lost = [actor for actor in event.actors if actor not in self._actors]
        for actor in lost:
            self._left.add(_("participants of events"), _("they are no actors of the file"), actor)
        kept = tuple(actor for actor in event.actors if actor not in lost)
        claims = []
        for claim in event.claims:
            self._tell_voice(claim.by)
            if self._known_document(claim.document, (1, 1)):
                claims.append(claim.model_copy(update={"quote": self._quote(claim.quote)}) if claim.quote else claim)
        self._events[event.id] = event.model_copy(update={"actors": kept, "claims": tuple(claims)})

    # -- texts, dates, records ------------------------------------------------------------------

    def _text(self, text: str, at: At, *, whole: bool = False) -> str:
        """The text without what no record may hold; `whole`: on one line. Longer ones are cut, and that is said."""
        clean = _CONTROL.sub(" ", text)
        if clean != text:
            self._left.add(_("control characters in texts"), _("no text may hold them"))
        seen = UNSEEN.sub("", clean)
        if seen != clean:
            self._left.add(_("invisible characters in texts"), _("they turn text round or have no width"), seen[:40])
            clean = seen
        clean = clean.strip() if self._ours or not whole else " ".join(clean.split())
        if len(clean) > MAX_LENGTH:
            self._left.add(_("ends of long texts"), _("a text has at most {most} characters", most=MAX_LENGTH), clean[:40])
            clean = clean[: MAX_LENGTH - 1].rstrip() + "…"
        return clean

    def _texts(self, texts: Mapping[str, str], at: At) -> dict[str, str] | None:
        """A text by language as a record has it: English first, whatever language stands in for it."""
        clean = {("en" if language in ("", "en") else language): text for language, each in texts.items()
                 if (text := self._text(each, at))}
        if not clean:
            return None
        clean.setdefault("en", next(iter(clean.values())))
        return {language: clean[language] for language in LANGUAGES if language in clean}

    def _date(self, text: str, at: At, record: str, field: str, *, tie: bool = False) -> str | None:
        if not text:
            return None
        try:
            written = dated(text, end=field == "end")
        except ValueError as error:
            wrong, fix = wrong_and_fix(error)
            self._problem(at, record, _("`{field}`: {wrong}, so it is left out", field=field, wrong=wrong), fix)
            self._left.add(called("dates"), _("they cannot be read for sure"), text)
            return None
        if written in ("unknown", "ongoing") and not (tie and field != "date"):
            return None
        return written or None

    def _put_in_order(self, fields: dict[str, Any], at: At, where: str, what: str) -> None:
        """Leaves out a start and an end that contradict each other, and says so."""
        start, end = fields.get("start"), fields.get("end")
        if start in _NO_DAY or end in _NO_DAY or parse_date(end).latest >= parse_date(start).earliest:
            return
        self._problem(at, where, _("{what} ends ({end}) before it starts ({start}), so both dates are left out",
                                   what=what, end=end, start=start),
                      _("put right one of the two"))
        fields["start"] = fields["end"] = None

    def _record(self, model: type[Record], fields: dict[str, Any], at: At, where: str) -> Any:
        fields = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
        if isinstance(fields.get("claims"), list):  # of a file of ours, anything may stand there: the model says what is wrong with it
            fields["claims"] = [{name: value for name, value in claim.items() if value is not None} if isinstance(claim, dict) else claim
                                for claim in fields["claims"]]
        try:
            return model(**fields)
        except (ValidationError, TypeError) as error:
            message, fix = _explained(error)
            self._problem(at, where, message, fix)
            self._left.add(called(f"{model.__name__.lower()}s"), _("they do not make a record"), where)
            return None

    # -- the report -----------------------------------------------------------------------------

    def _fill_report(self) -> None:
        found, report = self._found, self.report
        guessed = sum(line.count for line in self._mapped.lines() if "guess" in line.why)
        if guessed:
            found.remarks.append(_("Kinds of actor guessed from a name: {count}. Say better with --map: `type` is theirs, '*' stands for any.",
                                   count=guessed))
        report.read = [Line(called(what), "", count) for what, count in found.read.items()]
        made: Iterable[tuple[str, Mapping]] = (("actors", self._actors), ("ties", self._relations),
                                              ("documents", self._documents), ("events", self._events))
        report.made = [Line(called(what), "", len(records)) for what, records in made]
        report.mapped, report.merged = self._mapped.lines(), self._merged.lines()
        report.left_out = [Line(left.what, left.why, left.count, list(left.examples) if len(left.examples) > 1 or left.what.startswith("attributes of") else []) for left in found.left.values()] + self._left.lines()
        remarks = [_("{what}: {count} ({examples}).", what=line.what, count=line.count, examples=", ".join(line.examples)) if line.examples
                   else _("{what}.", what=line.what) for line in self._remarks.lines()]
        report.remarks = [*dict.fromkeys(found.remarks), *remarks]


def _explained(error: ValidationError | TypeError) -> tuple[str, str]:
    if isinstance(error, TypeError):
        return _("this is no record: {reason}", reason=str(error)[:100]), _("compare it with one that we export")
    first = error.errors(include_url=False)[0]
    field = ".".join(map(str, first["loc"]))
    wrong, fix = wrong_and_fix(first.get("ctx", {}).get("error") or first["msg"])
    if field:
        wrong = wrong if isinstance(wrong, _) else f"{wrong[:1].lower()}{wrong[1:]}"
        wrong = _("{name}: {wrong}", name=f"`{field}`", wrong=wrong)
    return wrong, fix or _("compare it with docs/data.md")
