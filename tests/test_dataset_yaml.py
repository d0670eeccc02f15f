"""Records as YAML: in the hand-kept style, and read back exactly."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.formats import dataset_yaml
from graph.load import load, load_files
from graph.model import Actor, Claim, Document, Relation, Text
from making import VOCABULARY, dataset

ROOT = Path(__file__).parents[1]


def loaded(texts):
    return load_files({name: text.encode() for name, text in texts.items()}, Path("x"))


def test_our_own_data_written_anew_is_the_same_data():
    ours, _ = load(ROOT / "data")
    again, problems = loaded(dataset_yaml.files(ours))
    assert again == ours and not problems


def test_a_record_is_written_as_by_hand():
    tie = Relation(
        source="roza-otunbayeva", target="dmitry-medvedev", kind="appeals_to", role=Text(en="military help", ru="военная помощь"),
        date="2010-06-12/2010-06-13",
        claims=[Claim(document="moscow-times", quote="appealed: over the weekend, for help"),
                Claim(document="moscow-times", by="kurmanbek-bakiyev", stance="denies")],
    )
    assert dataset_yaml.record(tie) == """\
- source: roza-otunbayeva
  target: dmitry-medvedev
  kind: appeals_to
  role: {en: military help, ru: военная помощь}
  date: 2010-06-12/2010-06-13
  claims:
    - document: moscow-times
      quote: 'appealed: over the weekend, for help'
    - document: moscow-times
      by: kurmanbek-bakiyev
      stance: denies
"""


def test_an_id_is_written_only_where_it_is_not_the_derived_one():
    tie = dict(source="a", target="b", kind="supports", claims=[Claim(document="p")])
    assert "id:" not in dataset_yaml.record(Relation(**tie))
    assert dataset_yaml.record(Relation(id="the-second", **tie)).startswith("- id: the-second\n")


def test_long_texts_are_folded_and_long_mappings_stand_on_lines():
    document = Document(id="p", title="T", note=Text(en="word " * 60, ru="слово " * 40))
    text = dataset_yaml.record(document)
    assert max(map(len, text.splitlines())) <= dataset_yaml.WIDTH
    assert "\n  note:\n    en: word word" in text


def test_records_stand_apart_and_an_empty_list_is_a_list():
    actors = [Actor(id=each, kind="person", name=Text(en=each)) for each in ("a", "b")]
    assert dataset_yaml.records(actors) == "- id: a\n  kind: person\n  name: {en: a}\n\n- id: b\n  kind: person\n  name: {en: b}\n"
    assert dataset_yaml.records([]) == "[]\n"


AWKWARD = st.one_of(
    st.sampled_from([
        "no", "12:30", "null", "~", "- a", "a: b", "a #b", "#a", "'", '"', "'a' b", "{a}", "[a], b", "a:", "?", "@a", "*a", "&a",
        "!a", "%a", "`a`", "|", ">", "a\nb", "a\tb", "a  b", "\u2028", "a\u2028b", "---", "...", "a,b", "=", "<<", "True",
        "😀 ", "ө: ү", "\\", "a\\nb", "x" * 300, "word - " * 40, "a ' b: " * 30,
    ]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"), min_size=1, max_size=300),
).filter(lambda text: text.strip() and "\ufeff" not in text)


@settings(max_examples=150, deadline=None)
@given(name=AWKWARD, alias=AWKWARD, quote=AWKWARD, note=AWKWARD)
def test_any_text_comes_back(name, alias, quote, note):
    actors = {"a": Actor(id="a", kind="person", name=Text(en=name, ru=note), aliases=(alias, name)),
              "b": Actor(id="b", kind="person", name=Text(en="B"), note=Text(en=note))}
    tie = Relation(source="a", target="b", kind="supports", role=Text(en=alias),
                   claims=[Claim(document="p", quote=quote, by=alias), Claim(document="p", note=Text(en=note, ky=quote))])
    made = dataset("")
    made = type(made)(VOCABULARY, actors, {tie.id: tie}, {"p": Document(id="p", title=quote)})
    again, problems = loaded(dataset_yaml.files(made))
    assert not problems
    assert again == made
