"""Who matters over all years, worked out in the engine for tables that never were a Dataset: selection.ranks as SQL."""

from __future__ import annotations

from typing import Sequence

import duckdb


def rank(connection: duckdb.DuckDBPyConnection, actor_kinds: Sequence[str], first: str = "0", actors: str = "actors") -> None:
    """Makes the table `standing` (number, rank, ties) from the tables `actors` (number, id, kind), ties and claims.

    `first` is an SQL expression over actors by which they are ordered before their importance.
    """
    kinds = " ".join(f"when '{kind}' then {1 - 0.5 * place / len(actor_kinds)!r}" for place, kind in enumerate(actor_kinds))
    connection.execute(f"""
        create temp table ends as
            select number as tie, source as actor, target as other from ties
            union all select number, target, source from ties where source <> target;
        create temp table counted as
            select actor, count(*) as ties, count(distinct other) as neighbours from ends group by actor;
        create temp table papers as
            select actor, count(distinct document) as documents from ends join claims using (tie) group by actor;
        create temp table quoted as
            select actors.number as actor, count(distinct tie) as times from claims join {actors} as actors on claims."by" = actors.id group by all;
        create or replace table standing as
            select number, coalesce(ties, 0)::int as ties, (row_number() over (order by {first},
                case kind {kinds} end * (coalesce(documents, 0) + coalesce(neighbours, 0) + sqrt(coalesce(ties, 0)) + sqrt(coalesce(times, 0))) desc,
                id))::int as rank
            from {actors} as actors left join counted on counted.actor = number left join papers on papers.actor = number
                left join quoted on quoted.actor = number;
        drop table ends; drop table counted; drop table papers; drop table quoted;
    """)
