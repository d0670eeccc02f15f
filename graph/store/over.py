"""Curated records laid over a large store: its actors, ties and claims come first, the store's stand beside them.

Who is the same in both is found by what is told (`same`), by id, by Wikidata's number, by name, then by another
spelling, as long as it fits one curated actor only. A curated actor keeps all that is said of it, and takes over the ties of
those in the store that are the same. Ties and claims are never made one, even of the same kind between the same two.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Iterable, Iterator, Mapping

import duckdb
import pyarrow as pa

from graph.load.one import read_one
from graph.load.suggest import nearest
from graph.model import ActorKind, Dataset, Event, Family, Line, Problem, Record, RelationKind, Slug, Vocabulary
from graph.search import fold, keys
from graph.store import tables
from graph.store.build import refuse_others, workshop, write_from
from graph.store.engine import StoreError, parts
from graph.store.map import WrongMap
from graph.store.standing import rank
from graph.store.tables import FORMAT, SCHEMAS

HOW = ("same", "id", "wikidata", "name", "alias")
BATCH = 50_000  # spellings looked at in one go


class Same(Record):
    actor: Slug  # a curated actor
    of: tuple[Line, ...]  # ids or names of actors in the store


class Told(Record):
    """Who is the same, and which actors of the store are nobody curated, whatever they are called."""

    same: tuple[Same, ...] = ()
    apart: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Met:
    """An actor of the store that a curated one stands for."""

    theirs: str  # id
    name: str
    ours: str  # id
    how: str
    kind: str  # of theirs


@dataclass(frozen=True)
class Laid:
    """What came of it. `unsure`: actors of the store whose name fits several curated ones, which are then kept apart."""

    actors: int
    ties: int
    met: tuple[Met, ...]
    unsure: Mapping[str, tuple[str, ...]]
    theirs: int  # actors of the store that met nobody

    @property
    def by(self) -> Mapping[str, int]:
        counted = Counter(met.how for met in self.met)
        return {how: counted[how] for how in HOW if counted[how]}


def lay_over(dataset: Dataset, under: Path, out: Path, told: Path | None = None) -> Laid:
    """Writes the dataset over the store `under` as the store `out`. Raises StoreError, or WrongMap for what is wrong in
    the file `told`; then nothing has been written."""
    refuse_others(out)
    if out.resolve() == under.resolve():
        raise StoreError(f"{out} is the store that is to be laid under: name another file")
    with workshop(out, "The store cannot be laid under") as connection:
        about = _attach(connection, under)
        met, unsure = _meet(connection, dataset, told)
        words = _united(dataset.vocabulary, _vocabulary(about["vocabulary"]))
        _unite(connection, dataset, met, words, about, told)
        write_from(connection, out)
        actors, ties = (connection.execute(f"select count(*) from {name}").fetchone()[0] for name in ("actors", "ties"))
    return Laid(actors, ties, met, unsure, actors - len(dataset.actors))


def _attach(connection: duckdb.DuckDBPyConnection, under: Path) -> dict[str, str]:
    """The tables of the store as under.actors and so on; what its `about` says."""
    quoted = str(under).replace("'", "''")
    if under.is_dir():
        connection.execute("create schema under")
        for name in SCHEMAS:
            files = str(parts(under / f"{name}.parquet")).replace("'", "''")
            connection.execute(f"create view under.{name} as select * from read_parquet('{files}')")
    else:
        connection.execute(f"attach '{quoted}' as under (read_only)")
    about = dict(connection.execute("select name, value from under.about").fetchall())
    if about.get("format") != FORMAT:
        raise StoreError(f"The store {under.name} is of format {about.get('format')}, not {FORMAT}: build it anew")
    return about


def _vocabulary(text: str) -> Vocabulary:
    words = json.loads(text)
    return Vocabulary(**{room: {record["id"]: kind(**record) for record in words[room]} for room, kind in
                         (("actor_kinds", ActorKind), ("families", Family), ("relation_kinds", RelationKind))})


def _united(ours: Vocabulary, theirs: Vocabulary) -> Vocabulary:
    """What both declare holds as we declare it; the store's further kinds come behind."""
    rooms = ("actor_kinds", "families", "relation_kinds")
    united = {room: {**getattr(ours, room), **{id: record for id, record in getattr(theirs, room).items() if id not in getattr(ours, room)}}
              for room in rooms}
    return Vocabulary(**united)


# Who is who


def _meet(connection: duckdb.DuckDBPyConnection, dataset: Dataset, told: Path | None) -> tuple[tuple[Met, ...], dict[str, tuple[str, ...]]]:
    """Who is whom, and of whom the names do not tell. Of several that a curated actor's name fits, those by a name come
    before those by a mere alias, and those of its own kind before others; if none is of its kind, nobody is it."""
    same, apart = _told(connection, dataset, told)
    ours = _ours(dataset)
    connection.register("ours_spelled", pa.table({"spelling": pa.array(sorted(ours.aliases), pa.string())}))
    connection.register("ours", pa.table({"id": pa.array(list(dataset.actors), pa.string()),
                                          "wikidata": pa.array([actor.wikidata for actor in dataset.actors.values()], pa.string())}))
    found = connection.execute("""
        select id, kind, name, record from under.actors
        where number in (select actor from under.spellings join ours_spelled using (spelling)) or id in (select id from ours)
            or json_extract_string(record, '$.wikidata') in (select wikidata from ours) or id in (select unnest(?)) order by number""", [sorted(same)])
    met, unsure, called = [], {}, defaultdict(list)
    while batch := found.fetchmany(BATCH):
        for id, kind, name, written in batch:
            if id in apart:
                continue
            it, how = (frozenset({same[id]}), "same") if id in same else _who(dataset, ours, id, json.loads(written))
            if len(it) > 1:
                unsure[id] = tuple(sorted(it))
            for one in it if len(it) == 1 else ():
                (called[one] if how in ("name", "alias") else met).append(Met(id, name, one, how, kind))
    for one, fitting in called.items():
        closest = min(HOW.index(each.how) for each in fitting)
        fitting = [each for each in fitting if HOW.index(each.how) == closest]
        its_kind = [each for each in fitting if each.kind == dataset.actors[one].kind]
        if its_kind or len(fitting) == 1:
            met += its_kind or fitting
        else:
            unsure |= {each.theirs: (one,) for each in fitting}
    return tuple(sorted(met, key=lambda each: each.theirs)), unsure


@dataclass(frozen=True)
class _Known:
    wikidata: Mapping[str, frozenset[str]]
    names: Mapping[str, frozenset[str]]  # folded
    aliases: Mapping[str, frozenset[str]]


def _ours(dataset: Dataset) -> _Known:
    wikidata, names, aliases = defaultdict(set), defaultdict(set), defaultdict(set)
    for actor in dataset.actors.values():
        if actor.wikidata:
            wikidata[actor.wikidata].add(actor.id)
        for name in (actor.name.en, actor.name.ru, actor.name.ky):
            if name and (key := fold(name)):
                names[key].add(actor.id)
        for key in keys(actor):
            aliases[key].add(actor.id)
    return _Known(*({key: frozenset(ids) for key, ids in found.items()} for found in (wikidata, names, aliases)))


def _who(dataset: Dataset, ours: _Known, id: str, record: Mapping) -> tuple[frozenset[str], str]:
    """Whom an actor of the store may be, and how that is known."""
    if id in dataset.actors:
        return frozenset({id}), "id"
    called = [fold(name) for name in record["name"].values() if name]
    others = [fold(name) for name in record.get("aliases", ())]
    steps = (
        ("wikidata", ours.wikidata, [record.get("wikidata")]), ("name", ours.names, called),
        ("alias", ours.aliases, called), ("alias", ours.aliases, others),
    )
    for how, known, words in steps:
        fitting = frozenset().union(*(known.get(word, frozenset()) for word in words))
        if fitting:
            return fitting, how
    return frozenset(), ""


def _told(connection: duckdb.DuckDBPyConnection, dataset: Dataset, path: Path | None) -> tuple[dict[str, str], set[str]]:
    """What the file says: id in the store → curated id, and the ids that are nobody curated."""
    if path is None:
        return {}, set()
    told, marked, problems = read_one(path, Told, {Told: "the file", Same: "an item of `same`"}.__getitem__)
    same: dict[str, str] = {}
    apart: set[str] = set()

    def known(text: str, where: str) -> Iterator[str]:
        rows = connection.execute("select id from under.actors where id = ?", [text]).fetchall() or connection.execute(
            "select distinct id from under.spellings join under.actors on number = actor where spelling = ?", [fold(text)]).fetchall()
        if len(rows) == 1:
            yield rows[0][0]
            return
        said = f"the store knows no actor `{text}`" if not rows else f"`{text}` may be {', '.join(sorted(row[0] for row in rows)[:4])}"
        problems.append(Problem(marked(where), "", said, "write its id: `store find` names it"))

    for place, item in enumerate(told.same if told else ()):
        if item.actor not in dataset.actors:
            near = nearest(item.actor, dataset.actors)
            problems.append(Problem(marked(f"same.{place}.actor"), "", f"there is no curated actor `{item.actor}`",
                                    f"did you mean `{near}`?" if near else "write the id of one"))
        for number, text in enumerate(item.of):
            for id in known(text, f"same.{place}.of.{number}"):
                if same.setdefault(id, item.actor) != item.actor:
                    problems.append(Problem(marked(f"same.{place}.of.{number}"), "", f"`{text}` was said to be `{same[id]}`", "keep one of the two"))
    for number, text in enumerate(told.apart if told else ()):
        apart.update(known(text, f"apart.{number}"))
    if problems:
        raise WrongMap(problems)
    return same, apart


# One store of both


def _unite(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, met: Iterable[Met], words: Vocabulary, about: Mapping[str, str], told: Path | None,
) -> None:
    ours = tables.tables_of(replace(dataset, vocabulary=words))
    for name, table in ours.items():
        connection.register(f"our_{name}", table)
    connection.register("met", pa.table({"id": pa.array([one.theirs for one in met], pa.string()), "ours": pa.array([one.ours for one in met], pa.string())}))
    connection.register("words", pa.table({
        "kind": pa.array(list(words.relation_kinds), pa.string()),
        "family": pa.array([kind.family for kind in words.relation_kinds.values()], pa.string()),
        "sign": pa.array([kind.sign for kind in words.relation_kinds.values()], pa.int32()),
        "directed": pa.array([kind.directed for kind in words.relation_kinds.values()], pa.bool_()),
    }))
    free = {name: _free(connection, name, list(getattr(dataset, room))) for name, room in (("ties", "relations"), ("documents", "documents"), ("actors", "actors"))}
    for name, renamed in free.items():
        connection.register(f"renamed_{name}", pa.table({"was": pa.array(list(renamed), pa.string()), "now": pa.array(list(renamed.values()), pa.string())}))
    many = {name: len(ours[name]) for name in ("actors", "ties", "events")}
    own = ", ".join(f"t.{column}" for column in SCHEMAS["ties"].names if column not in ("number", "id", "source", "target", "family", "sign", "directed"))
    connection.execute(f"""
        create table who as  -- number in the store → number in both
        select theirs.number as theirs, theirs.id, coalesce(mine.id, now, theirs.id) as name, mine.number is not null as met,
            coalesce(mine.number, ({many['actors']} - 1 + row_number() over (partition by mine.number is null order by theirs.number))::int) as number
        from under.actors theirs left join met on met.id = theirs.id left join our_actors mine on mine.id = met.ours left join renamed_actors on was = theirs.id;
        create table ties as
        select * from our_ties union all by name
        select t.number + {many['ties']} as number, coalesce(now, t.id) as id, a.number as source, b.number as target,
            words.family, words.sign, words.directed, {own}
        from under.ties t join who a on a.theirs = t.source join who b on b.theirs = t.target join words on words.kind = t.kind
            left join renamed_ties on was = t.id;
        create table documents as
        select * from our_documents union all by name
        select coalesce(now, id) as id, if(standpoint = id, coalesce(now, id), standpoint) as standpoint,
            if(now is null, record, json_merge_patch(record, to_json({{'id': now}}))::varchar) as record
        from under.documents left join renamed_documents on was = id where id not in (select id from our_documents) or now is not null;
        create table claims as
        select * from our_claims union all by name
        select tie + {many['ties']} as tie, place, coalesce(now, document) as document, coalesce(who.name, "by") as "by",
            coalesce(who.name, "by", now, document) as speaker, if(standpoint = document, coalesce(now, document), standpoint) as standpoint,
            stance, quote, written_date, page, note
        from under.claims left join renamed_documents on was = document left join who on who.id = "by";
        create table seen as select * from our_seen union all by name select tie + {many['ties']} as tie, day from under.seen;
        create table spellings as
        select * from our_spellings union all by name select number as actor, spelling from under.spellings join who on theirs = actor where not met;
        create table people as
        select number, id, kind, name, x, y, record, true as curated from our_actors union all by name
        select who.number, who.name as id, kind, a.name, null::double as x, null::double as y,
            if(who.name = a.id, record, json_merge_patch(record, to_json({{'id': who.name}}))::varchar) as record, false as curated
        from under.actors a join who on who.theirs = a.number where not met""")
    _happenings(connection, dataset, {**free["documents"]})
    rank(connection, list(words.actor_kinds), first="if(curated, 0, 1)", actors="people")
    connection.execute("create table actors as select number, id, kind, name, rank, ties, x, y, record from people join standing using (number)")
    version = hashlib.sha256(f"{dataset.version}\0{about['version']}\0".encode() + (told.read_bytes() if told else b"")).hexdigest()
    mine = dict(zip(*ours["about"].to_pydict().values()))
    connection.register("about", tables.about(words, version, **{name: "1" in (about[name], mine[name]) for name in ("moving", "sighted")}))


def _free(connection: duckdb.DuckDBPyConnection, name: str, ours: list[str]) -> dict[str, str]:
    """Ids of the store that are taken by curated records which say something else → ids that are free. An actor whose id
    is taken is another one only if the file told so; a document that says the very same is the same."""
    connection.register("taken", pa.table({"id": pa.array(ours, pa.string())}))
    theirs = [id for id, in connection.execute(f"""
        select t.id from under.{name} t join taken using (id) {'join our_documents o on o.id = t.id where o.record <> t.record' if name == 'documents' else
        'where t.id not in (select id from met)' if name == 'actors' else ''} order by t.id""").fetchall()]
    free, known = {}, set(ours)
    for id in theirs:
        number = 2
        while (now := f"{id}-{number}") in known or connection.execute(f"select 1 from under.{name} where id = ?", [now]).fetchone():
            number += 1
        known.add(now)
        free[id] = now
    return free


def _happenings(connection: duckdb.DuckDBPyConnection, dataset: Dataset, papers: Mapping[str, str]) -> None:
    """The tables `events` and `participants`; there are few, whatever the number of ties."""
    who = dict(connection.execute("select id, name from who where id in (select id from under.actors where number in (select actor from under.participants))").fetchall())
    found = dict(dataset.events)
    for written, in connection.execute("select record from under.events order by number").fetchall():
        event = Event.model_validate_json(written)
        id, number = event.id, 2
        while id in found:
            id, number = f"{event.id}-{number}", number + 1
        found[id] = event.model_copy(update={
            "id": id, "actors": tuple(dict.fromkeys(who.get(actor, actor) for actor in event.actors)),
            "claims": tuple(claim.model_copy(update={"document": papers.get(claim.document, claim.document)}) for claim in event.claims),
        })
    connection.register("events", tables.events(found.values()))
    connection.register("took_part", pa.table({
        "event": pa.array([place for place, event in enumerate(found.values()) for _ in event.actors], pa.int32()),
        "id": pa.array([actor for event in found.values() for actor in event.actors], pa.string()),
    }))
    connection.execute("create table participants as select distinct event, number as actor from took_part join people using (id)")
