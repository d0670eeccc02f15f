"""Event data as a store: one tie for each pair, kind and span of time, with how many events say so, counted in the engine.

Rows of a file never pass through Python. They are read once into a table on disk beside the store that is made; what
follows are aggregations, which the engine moves to disk when memory runs out.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Mapping, Sequence

import duckdb
import pyarrow as pa

from graph.search import fold
from graph.store import tables
from graph.store.build import refuse_others, workshop, write_from
from graph.store.engine import StoreError
from graph.store.map import LEAVE_OUT, SEPARATORS, Map, WrongMap
from graph.store.standing import rank

PARQUET = (".parquet", ".pq")
REJECTED = 100_000  # lines of a file that cannot be read, up to which they are counted
AT_ONCE = 200_000  # ties whose claims are made in one go
CODES = 6  # codes that a claim names
ALIASES = 12
LETTERS = 200  # of a name
LINE = 1 << 20  # characters of the line of names
_UNSEEN = r"[\x00-\x1f\x7f-\x9f\x{00ad}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{2069}\x{feff}\x{fffe}\x{ffff}]+"
_SPANS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
_COUNTED = {"en": "Events: ", "ru": "Событий: ", "ky": "Окуялар: "}
_CODED = {"en": ". Codes: ", "ru": ". Коды: ", "ky": ". Коддор: "}
_OURS = "the line cannot be read"


@dataclass(frozen=True)
class Imported:
    actors: int
    ties: int
    events: int
    first: str  # day
    last: str
    left_out: Mapping[str, int]  # why → rows
    unmapped: Mapping[str, int]  # the most frequent codes that the map leaves out → rows


def import_events(files: Sequence[Path], out: Path, by: Map) -> Imported:
    """Raises StoreError or WrongMap; then nothing has been written."""
    refuse_others(out)
    version = _version(files, by)
    with workshop(out, "The events cannot be read") as connection:
        rejected = _read(connection, files, by)
        events, first, last = connection.execute("select count(*), min(day)::varchar, max(day)::varchar from rows where why is null").fetchone()
        left_out = dict(connection.execute("select why, count(*) as many from rows where why is not null group by why order by many desc, why").fetchall())
        left_out |= {_OURS: rejected} if rejected else {}
        unmapped = dict(connection.execute("""select code, count(*) as many from rows where why like 'its code%'
            group by code order by many desc, code limit 8""").fetchall())
        if not events:
            why = "; ".join(f"{reason}: {many}" for reason, many in left_out.items())
            raise StoreError(f"No row makes an event ({why or 'there is none'})")
        _people(connection, by)
        _ties(connection, by)
        _documents(connection, by)
        connection.register("about", tables.about(by.vocabulary, version, moving=False, sighted=False))
        for name in ("seen", "events", "participants"):
            connection.register(name, tables.table(name, []))
        _stand(connection, by)
        write_from(connection, out)
        actors, ties = (connection.execute(f"select count(*) from {name}").fetchone()[0] for name in ("actors", "ties"))
    return Imported(actors, ties, events, first, last, left_out, unmapped)


def _version(files: Sequence[Path], by: Map) -> str:
    digest = hashlib.sha256(b"\0".join(by.texts))
    for path in files:
        try:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error.strerror}") from None
    return digest.hexdigest()


def _read(connection: duckdb.DuckDBPyConnection, files: Sequence[Path], by: Map) -> int:
    """The table `rows`: what the map wants of each row, and why it is no event, if it is none. How many lines could not
    be read is what it returns."""
    says = by.says
    selects, problems = [], []
    for place, path in enumerate(files):
        relation, columns = _relation(connection, path, by, place)
        found = by.lacking(name for name, _ in columns)
        problems += [problem for problem in found if problem not in problems]
        selects.append(f"select {_wanted(by, columns)} from {relation}")
    if problems:
        raise WrongMap(problems)
    taken = " union all by name ".join(selects)
    if says.several:
        several = _text(says.several)
        ends = ", ".join(_end_columns(end, several) for end in ("source", "target"))
        taken = f"""
            with whole as ({taken}), apart as (
                select *, unnest(generate_series(1, greatest(1, len(string_split(source, {several}))))) as source_at from whole),
            pairs as (select *, unnest(generate_series(1, greatest(1, len(string_split(target, {several}))))) as target_at from apart)
            select {ends}, * exclude (source, source_name, source_kind, source_state, source_wikidata, source_at,
                target, target_name, target_kind, target_state, target_wikidata, target_at) from pairs"""
    kinds = " ".join(f"when starts_with(code, {_text(code)}) then {_text(kind)}"
                     for code, kind in sorted(says.kinds.items(), key=lambda item: -len(item[0])))
    other = "null" if says.unmapped == LEAVE_OUT else _text(says.unmapped)
    itself = "when source = target then 'from an actor to itself'" if says.to_itself == LEAVE_OUT else ""
    connection.execute(f"""
        create table rows as
        with taken as ({taken}),
        told as (select *, case {kinds} else {other} end as kind from taken)
        select *, case when not wanted then 'the map does not want it (`only`)'
            when source is null or target is null then 'an actor is missing'
            when day is null then 'its date cannot be read' when code is null then 'it has no code'
            when kind is null then 'its code is not in the map' {itself} end as why
        from told""")
    rejects = [f"select distinct file_id, line from rejected_{place}" for place, path in enumerate(files) if not _is_parquet(path)]
    return sum(connection.execute(f"select count(*) from ({each})").fetchone()[0] for each in rejects)


def _relation(connection: duckdb.DuckDBPyConnection, path: Path, by: Map, place: int) -> tuple[str, list[tuple[str, str]]]:
    """The file as something to select from, and the names and types of its columns."""
    if _is_parquet(path):
        relation = f"read_parquet({_text(str(path))})"
        columns = [(name, type) for name, type, *_ in connection.execute(f"describe select * from {relation}").fetchall()]
        return relation, columns
    says = by.says
    names, skip = _header(path, by)
    listed = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in names)
    quote = '"' if says.quoted == "yes" else ""
    relation = f"""read_csv({_text(str(path))}, auto_detect = false, columns = {{{listed}}}, delim = {_text(SEPARATORS[says.separator])},
        header = false, skip = {skip}, quote = {_text(quote)}, escape = {_text(quote)}, encoding = {_text(says.encoding)},
        nullstr = '', store_rejects = true, rejects_table = 'rejected_{place}', rejects_scan = 'scanned_{place}', rejects_limit = {REJECTED})"""
    return relation, [(name, "VARCHAR") for name in names]


def _header(path: Path, by: Map) -> tuple[list[str], int]:
    """The names of the columns of a text file, and how many lines to pass over."""
    says = by.says
    try:
        with _opened(path, says.encoding) as file:
            line = file.readline(LINE)
    except (OSError, EOFError) as error:
        raise StoreError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    except UnicodeDecodeError:
        raise StoreError(f"{path} is not written in {says.encoding}: say `encoding: latin-1` in the map, or save it anew") from None
    if not line.strip("\r\n"):
        raise StoreError(f"{path} is empty")
    quoting = csv.QUOTE_MINIMAL if says.quoted == "yes" else csv.QUOTE_NONE
    try:
        cells = next(csv.reader([line], delimiter=SEPARATORS[says.separator], quoting=quoting))
    except (csv.Error, StopIteration):
        raise StoreError(f"{path} is no text in columns: is it unzipped?") from None
    if not says.header:
        names = [cell.strip() or f"column {number}" for number, cell in enumerate(cells, 1)]
        twice = {name for name in names if names.count(name) > 1}
        return [f"{name} {number}" if name in twice else name for number, name in enumerate(names, 1)], 1
    for names in says.header:
        if len(names) == len(cells):
            return list(names), 0
    wanted = " or ".join(str(len(names)) for names in says.header)
    raise StoreError(f"{path} has {len(cells)} columns, separated by a {says.separator}, where the map has names for {wanted}")


def _opened(path: Path, encoding: str) -> IO[str]:
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    return gzip.open(path, "rt", encoding=encoding, newline="\n") if path.suffix == ".gz" else path.open(encoding=encoding, newline="\n")


def _is_parquet(path: Path) -> bool:
    return path.suffix in PARQUET


def _wanted(by: Map, columns: Sequence[tuple[str, str]]) -> str:
    """What the map wants of a file, as the columns of a select; null where this file has none of it."""
    says, types = by.says, dict(columns)
    nothing = f"[{', '.join(map(_text, says.empty))}]::varchar[]"

    def clean(name: str | None) -> str:
        if name not in types:
            return "null::varchar"
        text = f"""left(trim(regexp_replace(cast({_name(name)} as varchar), '{_UNSEEN}', ' ', 'g')), {LETTERS})"""
        return f"case when {text} = '' or list_contains({nothing}, {text}) then null else {text} end"

    day = clean(says.date.column)
    formats = ", ".join(map(_text, says.date.format))
    day = f"cast({_name(says.date.column)} as date)" if types.get(says.date.column, "").startswith(("DATE", "TIMESTAMP")) else \
        f"cast(try_strptime({day}, [{formats}]) as date)"
    publisher = clean(says.publisher.column) if says.publisher else "null::varchar"
    if says.publisher and says.publisher.host == "yes":
        publisher = rf"nullif(lower(regexp_extract({publisher}, '^[A-Za-z]+://(?:www\.)?([^/:?#]+)', 1)), '')"
    only = " and ".join(f"coalesce(list_contains([{', '.join(map(_text, words))}], {clean(column)}), false)" for column, words in says.only.items())
    found = [f"{clean(getattr(getattr(says, end), field))} as {end}{suffix}" for end in ("source", "target")
             for field, suffix in (("column", ""), ("name", "_name"), ("kind", "_kind"), ("state", "_state"), ("wikidata", "_wikidata"))]
    return ", ".join([*found, f"{clean(says.code)} as code", f"{day} as day", f"{publisher} as publisher", f"{only or 'true'} as wanted"])


def _end_columns(end: str, several: str) -> str:
    """One of several actors that stand in a column, with what the other columns say of it."""
    def one(column: str) -> str:
        parts = f"string_split({end}{column}, {several})"
        whole = f"string_split({end}, {several})"
        return f"nullif(trim(case when len({parts}) = len({whole}) then {parts}[{end}_at] else {parts}[1] end), '') as {end}{column}"

    return ", ".join(map(one, ("", "_name", "_kind", "_state", "_wikidata")))


def _people(connection: duckdb.DuckDBPyConnection, by: Map) -> None:
    """The table `people`: key, number, id, kind, name, aliases, wikidata. Of several names and kinds the most frequent."""
    says = by.says
    kinds = f"map {{{', '.join(f'{_text(code)}: {_text(kind)}' for code, kind in says.actor_kinds.items())}}}" if says.actor_kinds else "map([]::varchar[], []::varchar[])"
    unkinded = _text(says.unkinded or says.other_actors)
    connection.execute(f"""
        create table said as
        with ends as (
            {' union all '.join(f'''select {end} as key, {end}_name as name, {end}_kind as sector, {end}_state as state,
                {end}_wikidata as wikidata from rows where why is null''' for end in ('source', 'target'))})
        select *, count(*) as many from ends group by all;
        create table named as
        select key, name, sum(many) as many from said where name is not null group by all;
        create table people as
        with names as (select key, arg_max(name, (many, name)) as name, list(name order by many desc, name)[:{ALIASES}] as names from named group by key),
        guessed as (select key, sum(many) as many, case when state = coalesce(name, key) then 'state' when sector is null then {unkinded}
            else coalesce(list_filter(list_transform(string_split(sector, ','), lambda each: {kinds}[trim(each)]), lambda each: each is not null)[1],
                {_text(says.other_actors)}) end as kind from said group by all),
        kinds as (select key, arg_max(kind, (many, kind)) as kind from (select key, kind, sum(many) as many from guessed group by all) group by key),
        items as (select key, min(wikidata) as wikidata from said where regexp_full_match(wikidata, 'Q[1-9][0-9]*') group by key),
        slugs as (select key, left(trim(regexp_replace(lower(strip_accents(key)), '[^a-z0-9]+', '-', 'g'), '-'), 100) as slug from (select distinct key from said)),
        ids as (select key, case when slug = '' then 'actor-' || left(md5(key), 12)
            when row_number() over (partition by slug order by key) > 1 then slug || '-' || left(md5(key), 12) else slug end as id from slugs),
        called as (select *, coalesce(name, key) as shown, count(*) over (partition by coalesce(name, key)) as alike from ids left join names using (key)),
        told as (select * replace (case when alike > 1 and shown <> key then shown || ' (' || key || ')' else shown end as shown) from called)
        select key, (row_number() over (order by id) - 1)::int as number, id, kind, shown as name,
            list_filter(list_distinct(list_concat([key], coalesce(names, []))), lambda each: each <> shown) as aliases, wikidata
        from told join kinds using (key) left join items using (key)""")
    connection.create_function("fold", _folded, ["VARCHAR"], "VARCHAR", type="arrow")
    connection.execute("""
        create table spellings as
        with every as (select number, unnest(list_concat([name], aliases)) as spelling from people)
        select distinct number as actor, fold(spelling) as spelling from every where fold(spelling) <> ''""")


def _folded(names: pa.ChunkedArray) -> pa.Array:
    return pa.array([fold(name) for name in names.to_pylist()], pa.string())


def _ties(connection: duckdb.DuckDBPyConnection, by: Map) -> None:
    """The tables `ties` and `claims`, and `publishers` with the documents that stand for them."""
    says = by.says
    words = pa.table({
        "kind": list(by.vocabulary.relation_kinds),
        "family": [kind.family for kind in by.vocabulary.relation_kinds.values()],
        "sign": pa.array([kind.sign for kind in by.vocabulary.relation_kinds.values()], pa.int32()),
        "directed": [kind.directed for kind in by.vocabulary.relation_kinds.values()],
    })
    connection.register("kinds_of_tie", words)
    own = _text(says.document.id)
    connection.execute(f"""
        create table cells as
        with placed as (
            select directed or a.number <= b.number as forth, a.number as a, b.number as b, rows.kind, strftime(day, '{_SPANS[says.span]}') as span, publisher, code, day
            from rows join people a on a.key = source join people b on b.key = target join kinds_of_tie on kinds_of_tie.kind = rows.kind where why is null)
        select if(forth, a, b) as source, if(forth, b, a) as target, kind, span, publisher, code, count(*) as many, min(day) as first, max(day) as last
        from placed group by all;
        create table numbered as
        select source, target, kind, span, sum(many)::bigint as many, min(first) as first, max(last) as last
        from cells group by source, target, kind, span order by source, target, kind, span;
        create table told as
        select n.rowid as number, c.publisher, c.code, c.many, c.first, c.last
        from cells c join numbered n using (source, target, kind, span) order by number;
        create table publishers as
        with slugs as (select publisher, left(trim(regexp_replace(lower(strip_accents(publisher)), '[^a-z0-9]+', '-', 'g'), '-'), 80) as slug
            from (select distinct publisher from cells where publisher is not null))
        select publisher, {own} || '-' || case when slug = '' then left(md5(publisher), 12)
            when row_number() over (partition by slug order by publisher) > 1 then slug || '-' || left(md5(publisher), 12) else slug end as document from slugs;""")
    _claims(connection, by)
    day = {bound: f"(datediff('day', date '0001-01-01', {which}) + 1)::int" for bound, which in
           (("start_earliest", "first"), ("start_latest", "last"), ("end_earliest", "first"), ("end_latest", "last"))}
    bounds = ", ".join(f"{what} as {bound}, {what} as {bound}_least" for bound, what in day.items())
    connection.execute(f"""
        create table ties as
        select numbered.rowid as number, concat_ws('.', a.id, numbered.kind, b.id, span) as id, source, target, numbered.kind as kind, family, sign, directed, 'stated' as status,
            {_dated('first', 'last')} as written_date, null::varchar as written_start, null::varchar as written_end, null::varchar as role,
            {_note({language: f"{_text(word)} || many" for language, word in _COUNTED.items()})} as note,
            true as dated, false as sighted, false as open, {bounds}
        from numbered join kinds_of_tie on kinds_of_tie.kind = numbered.kind join people a on a.number = source join people b on b.number = target""")


def _claims(connection: duckdb.DuckDBPyConnection, by: Map) -> None:
    """The table `claims`, from some of the ties after the other: lists of codes stay in memory while they are made."""
    says = by.says
    most = says.publisher.most if says.publisher else 0
    own = _text(says.document.id)
    claims = f"""
        with tied as (select * from told where number >= $from and number < $from + {AT_ONCE}),
        placed as (select number, publisher, row_number() over (partition by number order by sum(many) desc, publisher) as standing
            from tied where publisher is not null group by number, publisher),
        spoken as (select tied.number, if(standing <= {most}, tied.publisher, null) as publisher, code, sum(many) as many, min(first) as first, max(last) as last
            from tied left join placed on placed.number = tied.number and placed.publisher = tied.publisher group by all),
        claimed as (select number, publisher, sum(many)::bigint as many, min(first) as first, max(last) as last,
            array_to_string(list(code || ' (' || many || ')' order by many desc, code)[:{CODES}], ', ') || if(count(*) > {CODES}, ' …', '') as codes
            from spoken group by all)
        select number as tie, (row_number() over (partition by number order by publisher is null, claimed.many desc, publisher) - 1)::int as place,
            coalesce(document, {own}) as document, null::varchar as "by", coalesce(document, {own}) as speaker,
            coalesce(publisher, {_text(says.document.publisher or says.document.id)}) as standpoint, 'asserts' as stance, null::varchar as quote,
            {_dated('first', 'last')} as written_date, null::varchar as page,
            {_note({language: f"{_text(_COUNTED[language])} || many || {_text(_CODED[language])} || codes" for language in _COUNTED})} as note
        from claimed left join publishers using (publisher)"""
    many = connection.execute("select count(*) from numbered").fetchone()[0]
    connection.execute(f"create table claims as {claims}", {"from": 0})
    for place in range(AT_ONCE, many, AT_ONCE):
        connection.execute(f"insert into claims {claims}", {"from": place})


def _documents(connection: duckdb.DuckDBPyConnection, by: Map) -> None:
    """The dataset itself, and each publisher in it."""
    own = by.says.document
    connection.register("own_document", tables.documents([own]))
    more = own.model_dump(mode="json", exclude_none=True, exclude={"id", "title", "publisher"})
    rest = "".join(f", {_text(field)}: {_text(value)}" for field, value in more.items() if isinstance(value, str))
    connection.execute(f"""
        create table documents as
        select id, standpoint, record from own_document where id in (select document from claims)
        union all
        select document, publisher, to_json({{'id': document, 'title': {_text(own.title + ': ')} || publisher, 'publisher': publisher{rest}}})::varchar
        from publishers where document in (select document from claims)""")


def _stand(connection: duckdb.DuckDBPyConnection, by: Map) -> None:
    """The table `actors`."""
    rank(connection, list(by.vocabulary.actor_kinds), actors="people")
    connection.execute("""
        create table actors as
        select number, id, kind, name, rank, ties, null::double as x, null::double as y,
            '{"id":' || to_json(id) || ',"kind":' || to_json(kind) || ',"name":{"en":' || to_json(name) || '},"aliases":' || to_json(aliases)
                || if(wikidata is null, '', ',"wikidata":' || to_json(wikidata)) || '}' as record
        from people join standing using (number)""")


def _dated(first: str, last: str) -> str:
    return f"if({first} = {last}, {first}::varchar, {first}::varchar || '/' || {last}::varchar)"


def _note(texts: Mapping[str, str]) -> str:
    return "to_json({" + ", ".join(f"'{language}': {text}" for language, text in texts.items()) + "})::varchar"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
