"""A small dataset for the tests of what leaves: parallel ties, uncertain dates, a hostile name, three scripts."""

import datetime

from graph.formats import Snapshot
from graph.model import Actor, Claim, Document, Event, Relation, Text
from graph.selection import Selection
from making import dataset

TODAY = datetime.date(2026, 11, 22)
HOSTILE = '=HYPERLINK("http://evil")</text><script>alert(1)</script>&"\''


def made():
    """ada and bek are tied twice in 2010, once denied; bek's other ties are about, between and seen only."""
    base = dataset(
        """
        ada holds_office_in court 2005-03-24..2010-04-07 paper @Chief_Justice
        ada supports bek 2010-06-12 paper
        ada opposes bek 2010-06-12/2010-06-13 paper gazette/bek!
        bek member_of union 2009~..ongoing paper
        bek allied_with cyr - paper
        cyr supports ada 2010-06-14 paper? #rumour
        """,
        """
        ada person Ada
        bek person Bek
        cyr person Cyr
        court body Court
        union party Union
        """,
        """
        paper 2010-06-20 Press
        gazette 2010-06-21
        """,
        version="abcdef0123456789",
    )
    from dataclasses import replace

    ada = Actor(id="ada", kind="person", name=Text(en="Ada", ru="Ада", ky="Өзгөчө Үңүл"), aliases=("Adah", "Adá"), start="1970~",
                wikidata="Q42", note=Text(en="A note"))
    bek = Actor(id="bek", kind="person", name=Text(en=HOSTILE))
    relations = dict(base.relations)
    (denied,) = [id for id, tie in relations.items() if tie.kind == "opposes"]
    quoted = (Claim(document="paper", quote="+1 is “what” they said"), *relations[denied].claims[1:])
    relations[denied] = Relation(**{**relations[denied].model_dump(), "claims": quoted})
    paper = Document(id="paper", title="100% of {it} & more", author="A. Uthor", publisher="Press", date="2010-06-20/2010-06-21",
                     url="https://example.org/paper?a=1&b={2}", licence="© Press", standpoint=Text(en="Ours"))
    event = Event(id="clash", name=Text(en="Clash"), start="2010-06-11", end="2010-06-14", actors=("ada", "bek"))
    return replace(base, actors={**base.actors, "ada": ada, "bek": bek}, relations=relations,
                   documents={**base.documents, "paper": paper}, events={"clash": event})


def snapshot(query: str = "", data=None, **more) -> Snapshot:
    return Snapshot.of(data or made(), Selection.from_query(query), TODAY, **more)
