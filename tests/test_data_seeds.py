"""The first five documents: what they say is in the dataset, in their words, and nothing is lost on the way.

Where the documents themselves are at hand (beside the checkout), every quote is looked up in them.
"""

from pathlib import Path

import pytest
import yaml

from graph.load import load

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
SHARED = HERE.parents[1] / "shared"
SEEDS = {
    "socialist-2010-06-23": "000_b3141e4aebc9c5a4.txt",
    "rcit-2020-10-08": "001_63e0d5d49c4babdc.txt",
    "registan-2005-03-20": "002_de5628031d312a45.txt",
    "moscow-times-2010-06-14": "003_eb8cc99d4e22b915.txt",
    "kuqe-2020-10-11": "004_0933bbfc374813e6.txt",
}
MOST_WORDS = 40


@pytest.fixture(scope="module")
def loaded():
    return load(DATA)


@pytest.fixture(scope="module")
def dataset(loaded):
    return loaded[0]


@pytest.fixture(scope="module")
def coverage():
    return yaml.safe_load((HERE / "seed_coverage.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def left_out():
    records = yaml.safe_load((HERE.parent / "docs/coverage-left-out.yaml").read_text(encoding="utf-8"))
    return {record["inventory"]: record["reason"] for record in records}


@pytest.fixture(scope="module")
def inventory():
    path = SHARED / "research/seed-inventory.yaml"
    if not path.exists():
        pytest.skip("the inventory of the documents is not at hand")
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def claims(dataset):
    for record in (*dataset.relations.values(), *dataset.events.values()):
        for claim in record.claims:
            yield record.id, claim


def seed_relations(dataset):
    return [r for r in dataset.relations.values() if any(claim.document in SEEDS for claim in r.claims)]


def one(dataset, source, kind, target):
    """The tie of the first five documents with these ends and this kind: there is exactly one."""
    found = [r for r in seed_relations(dataset) if (r.source, r.kind, r.target) == (source, kind, target)]
    assert len(found) == 1, [r.id for r in found]
    return found[0]


def said(relation):
    return {(claim.by, claim.stance) for claim in relation.claims}


def test_the_data_load_without_a_problem(loaded):
    assert [str(problem) for problem in loaded[1]] == []


def test_every_quote_stands_word_for_word_in_its_document(dataset):
    folder = SHARED / "seeds"
    if not folder.exists():
        pytest.skip("the documents are not at hand")
    words = {id: " ".join((folder / name).read_text(encoding="utf-8").split()) for id, name in SEEDS.items()}
    wrong = [
        (record, claim.quote)
        for record, claim in claims(dataset)
        if claim.document in SEEDS and " ".join((claim.quote or "").split()) not in words[claim.document]
    ]
    assert wrong == []


def test_every_claim_on_a_document_at_hand_has_its_quote(dataset):
    assert [record for record, claim in claims(dataset) if claim.document in SEEDS and not claim.quote] == []


def test_no_quote_is_longer_than_forty_words(dataset):
    assert [r for r, claim in claims(dataset) if len((claim.quote or "").split()) > MOST_WORDS] == []


def test_names_and_roles_are_in_three_languages(dataset):
    ends = {id for r in seed_relations(dataset) for id in (r.source, r.target)}
    texts = [(id, dataset.actors[id].name) for id in ends]
    texts += [(r.id, r.role) for r in seed_relations(dataset) if r.role]
    texts += [(id, e.name) for id, e in dataset.events.items() if any(c.document in SEEDS for c in e.claims)]
    assert [id for id, text in texts if not (text.ru and text.ky)] == []


def test_the_june_violence_is_contested_by_otunbayeva_and_bakiyev(dataset):
    tie = one(dataset, "bakiyev-supporters", "instigates_violence_in", "southern-kyrgyzstan")
    assert tie.status == "contested"
    assert {("roza-otunbayeva", "asserts"), ("kurmanbek-bakiyev", "denies")} <= said(tie)


def test_the_nomination_by_the_coordination_council_is_withdrawn(dataset):
    assert one(dataset, "coordination-council-2020", "appoints", "sadyr-japarov").status == "withdrawn"
    assert one(dataset, "ata-zhurt", "appoints", "sadyr-japarov").status == "stated"


def test_the_election_without_a_quorum_is_contested(dataset):
    assert one(dataset, "jogorku-kenesh", "appoints", "sadyr-japarov").status == "contested"


def test_akayevs_departure_is_a_rumour_that_his_government_denies(dataset):
    tie = one(dataset, "askar-akayev", "flees_to", "russia")
    assert tie.status == "contested"
    assert ("kyrgyz-government-2005", "denies") in said(tie)


def test_american_backing_in_2005_is_contested_among_commenters(dataset):
    tie = one(dataset, "united-states", "supports", "southern-protesters-2005")
    assert tie.status == "contested"
    assert all(claim.by for claim in tie.claims)


def test_what_may_become_of_the_peoples_council_is_speculation(dataset):
    assert one(dataset, "peoples-coordination-council-2020", "supports", "us-eu-axis").status == "speculated"


def test_russian_support_in_april_2010_is_charged_and_denied(dataset):
    tie = one(dataset, "russia", "supports", "april-2010-protesters")
    assert {("kurmanbek-bakiyev", "asserts"), ("russia", "denies")} == said(tie)


def test_the_appeal_of_june_2010_is_one_appeal_in_two_documents(dataset):
    tie = one(dataset, "roza-otunbayeva", "appeals_to", "dmitry-medvedev")
    assert {claim.document for claim in tie.claims} == {"moscow-times-2010-06-14", "socialist-2010-06-23"}
    assert tie.date == "2010-06-12/2010-06-13"


def test_uzbekistans_membership_in_the_csto_of_2010_is_not_carried_beyond_2012(dataset):
    tie = one(dataset, "uzbekistan", "member_of", "csto")
    assert (tie.start, tie.end) == ("2006-08-16", "2012-12-19")


def test_belarus_declined_the_rapid_reaction_force_before_it_joined(dataset):
    assert one(dataset, "belarus", "refuses", "csto-rapid-reaction-force").end == "2009-09/2009-11"
    assert one(dataset, "belarus", "member_of", "csto-rapid-reaction-force").start == "2009-09/2009-11"


@pytest.mark.parametrize(
    "apart",
    [
        ("coordinating-council-peoples-unity-2005", "coordination-council-2020", "peoples-coordination-council-2020"),
        ("kyrgyz-government-2005", "bakiyev-government", "provisional-government-2010", "kyrgyz-government-2020"),
        ("omurbek-suvanaliyev", "omurbek-babanov"),
        ("jalal-abad-protesters-2005", "osh-protesters-2005", "april-2010-protesters", "protesters-october-2020",
         "belarus-protesters-2020", "aksy-protesters"),
        ("opposition-2005", "opposition-2020"),
        ("ethnic-uzbeks-of-kyrgyzstan", "uzbekistan", "uzbek-refugees-2010"),
        ("russia", "presidency-of-russia"),
        ("osh", "osh-region"),
        ("jalal-abad", "jalal-abad-region"),
        ("kant-air-base", "manas-air-base"),
    ],
    ids=lambda apart: apart[0],
)
def test_those_who_share_a_name_are_kept_apart(dataset, apart):
    assert [id for id in apart if id not in dataset.actors] == []
    owners = {}
    for id in apart:
        for name in {dataset.actors[id].name.en, *dataset.actors[id].aliases}:
            owners.setdefault(name.casefold(), set()).add(id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_each_base_belongs_to_the_right_power(dataset):
    assert one(dataset, "russia", "has_base_in", "kant-air-base")
    assert one(dataset, "united-states", "has_base_in", "manas-air-base")


def test_page_furniture_is_no_data(dataset):
    furniture = ("foreign agent", "banned in Russia", "17_PersonNotFound", "coronavirus", "Netanyahu")
    quotes = [claim.quote or "" for _, claim in claims(dataset) if claim.document in SEEDS]
    assert [quote for quote in quotes if any(words in quote for words in furniture)] == []


def test_the_dead_of_june_2010_keep_their_five_sources(dataset):
    voices = {claim.by for claim in dataset.events["june-violence-2010"].claims}
    assert {"health-ministry-of-kyrgyzstan", "uzbek-community-leader-2010", "red-cross", None} <= voices


def test_what_coverage_points_at_exists(dataset, coverage):
    lost = set(coverage["relations"].values()) - dataset.relations.keys()
    lost |= set(coverage["actors"].values()) - dataset.actors.keys()
    lost |= set(coverage["events"].values()) - dataset.events.keys()
    records = dataset.relations.keys() | dataset.events.keys()
    lost |= {id for ids in coverage["conflicts"].values() for id in ids} - records
    assert sorted(lost) == []


@pytest.mark.parametrize("part", ["relations", "actors", "events", "conflicts"])
def test_everything_in_the_inventory_is_entered_or_left_out_with_a_reason(inventory, coverage, left_out, part):
    entered = coverage[part].keys()
    unaccounted = [entry["id"] for entry in inventory[part] if (entry["id"] in entered) == (entry["id"] in left_out)]
    assert unaccounted == []


def test_every_commentator_is_left_out_with_a_reason(inventory, left_out, dataset):
    for voice in inventory["commentators"]:
        assert left_out.get(voice["id"]), voice["id"]
        assert voice["id"] not in dataset.actors
