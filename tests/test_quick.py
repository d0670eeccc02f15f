"""The quick way through a file says the very same as YAML's event stream, record by record, place by place."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from folder import FILES
from graph.load import SECTIONS, quick, tree
from graph.load.quick import Plain

DATA = Path(__file__).parents[1] / "data"
LISTS = {"vocabulary.yaml": SECTIONS} | dict.fromkeys(("actors.yaml", "relations.yaml", "documents.yaml", "events.yaml"), ())


def said(nodes):
    """All that the loader asks of nodes."""
    whole = [node.node() for node in nodes]
    return [(n.place, n.section, n.value, n.paths, list(n.places), list(n.keys), sorted(n.absent), n.problems) for n in whole]


def both(text: str, sections: tuple[str, ...] = ()):
    """What the quick way and the event stream say of a file."""
    return said(quick.read(text.encode(), text, sections)), said(tree.read(text, sections))


@pytest.mark.parametrize("name", LISTS)
def test_the_whole_dataset_is_read_alike_and_nearly_all_of_it_quickly(name):
    text = (DATA / name).read_text(encoding="utf-8")
    nodes = list(quick.read(text.encode(), text, LISTS[name]))
    assert said(nodes) == said(tree.read(text, LISTS[name]))
    assert sum(isinstance(node, Plain) for node in nodes) > 0.95 * len(nodes)


VALUES = [
    "plain words", "a-b", "-a", "- a", "?a", ":a", "a:b", "a: b", "a:", "a #b", "a#b", "#a", "a, b", "null", "Null x", "nullify", "~",
    "~a", "a~", "2005?", "2005-03~", "no", "12:30", "1e3", "''", '""', "'a'", '"a"', "'it''s'", r'"a \" b"', r'"a \\ b"', r'"a\tb"',
    '"a" b', "'a", '"a', "{en: a}", "{en: a, ru: б}", "{en: a, en: b}", "{en: 'a, b', ru: \"c: d\"}", "{en: a b , ru: c}", "{}", "[]",
    "{en: a:b}", "{en: 'a':b}", "{en: a,ru: b}", "{en: ~}", "{en: null}", "{en: }", "{en}", "[a, b]", "['a, b', \"c]\"]", "[a,b]",
    "[a, , b]", "[a, ]", "[{document: a}]", "[a: b]", "[[a]]", "{en: [a]}", "{en: a}}", "[a]]", "{en: a} b", "{en: a} # c", "a # c", "&a b",
    "*a", "!a b", "|", ">", "|\n    a\n    b", "a\n    b", "a\n  b", "a\n- b", "'a\n- b'", "[a,\n- b]", "@a", "`a", "%a", "a ", "a\t", "\ta",
    "\u00a0a", "a\u00a0", "a\u2003b", "a\u2028b", "a\u0085b", "a\ufeffb", "a\x07b", "a\rb", "a\r", "", " a", "Роза", "𝒜 b", "\u00ad",
    "<<", "=", "---", "...", "a\n---", "a\n...", "x" * 1100, "{en: " + "x" * 1100 + "}", "- id: b", "'a' 'b'", "{'en': a}", "null]",
    '{"en": a}', '{"en": "a, b", "ru": "c: d"}', '{"en": a, en: b}', '{"en: a}', '{en": a}', "{'en': a}", '{"en":"a"}', '{"a b": c}', '"en": a',
    "{en: null-x}", "[null, a]", "a\n\n    b", "a\n  # c", "a\n# c\n    b", "a\n#", "a\n <<<<<<< b", "a\n<<<<<<< b\n=======\n>>>>>>> c",
]
KEYS = ["id", "kind", "name", "claims", "a_b", "A", "1", "id ", "<<", "null", "'id'", "ключ", "id:x", "é"]
STARTS = ["- ", "  ", "    - ", "      ", "", " ", "   ", "-  ", "-", "-\t", "\t", "  - ", "    ", "        ", "# ", "  # ", "- # ", "- - "]
LINES = st.one_of(
    st.builds("{}{}: {}".format, st.sampled_from(STARTS), st.sampled_from(KEYS), st.sampled_from(VALUES)),
    st.builds("{}{}:".format, st.sampled_from(STARTS), st.sampled_from(KEYS)),
    st.builds("{}{}".format, st.sampled_from(STARTS), st.sampled_from(VALUES)),
)
MAPPINGS = ["  past:", "    en: h  # i", "    ru: {ky: j}", "    ky: [k]", "  sign: -1  # l", "  role:  # m", "    en: -n"]
RECORD = [
    "- id: a", "  kind: b", "  name: {en: c}", "  claims:", "    - document: d", "      quote: e", "    - {document: d, quote: f}",
    "  note: g",
]


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 16), st.integers(0, 2), LINES), max_size=4), st.sampled_from(["\n", "", "\n\n# end\n"]))
def test_records_in_any_hand_are_read_alike(changes, end):
    lines = [*RECORD, *(line.replace("id: a", "id: b") for line in RECORD)]
    for at, gone, line in changes:
        lines[at : at + gone] = [line]
    quickly, slowly = both("\n".join(lines) + end)
    assert quickly == slowly


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 2), st.one_of(
    LINES.map("  {}".format), LINES, st.sampled_from(["a:", "b:", "c:", "a: []", "a:  # d", "  # d", "- id: d", "a: {}", " b:", "b: e"]),
)), max_size=4), st.sampled_from(["\n", "", "\n\n# end\n", "\nb:\n"]))
def test_lists_within_a_mapping_are_read_alike(changes, end):
    records = [*RECORD, *MAPPINGS, *(line.replace("id: a", "id: b") for line in RECORD)]
    lines = ["# of lists", "a:", *(f"  {line}" for line in records), "", "b:", *(f"  {line}" for line in RECORD)]
    for at, gone, line in changes:
        lines[at : at + gone] = [line]
    quickly, slowly = both("\n".join(lines) + end, ("a", "b"))
    assert quickly == slowly


def test_lists_within_a_mapping_are_read_quickly():
    text = "a:\n  # b\n\n" + "".join(f"  {line}\n" for line in [*RECORD, *MAPPINGS]) + "\nb:\n  - id: c\n    name: Роза  # d\na:\n  - id: e"
    nodes = list(quick.read(text.encode(), text, ("a", "b")))
    assert [node.section for node in nodes] == ["a", "b", "a"] and all(isinstance(node, Plain) for node in nodes)
    assert nodes[0].value["past"] == {"en": "h", "ru": {"ky": "j"}, "ky": ["k"]} and nodes[0].value["sign"] == "-1"
    assert said(nodes) == said(tree.read(text, ("a", "b")))
    assert [node.place for node in nodes] == [node.place for node in tree.read(text, ("a", "b"))]


def test_equal_names_are_one_text_however_they_are_written():
    lines = ["- source: a-b", "  claims:", '    - {"document": "d-e", "by": "a-b"}', "- source: a-b  # c", "  claims:", "    - {document: d-e}"]
    first, second = quick.read("\n".join(lines).encode(), "\n".join(lines))
    assert first.value["source"] is second.value["source"] is first.value["claims"][0]["by"]
    assert first.value["claims"][0]["document"] is second.value["claims"][0]["document"]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("line", ["  note: {}", "  note: {{en: {}}}", "  note: [{}]", "    - {}", "      note: {}", "    - {{note: {}}}",
                                  "- note: {}", "    note: {}", "  note: {}  # a", "  past:\n    note: {}"])
def test_every_way_to_write_a_value_is_read_alike_wherever_it_stands(line, value):
    record = [*RECORD[:6], line.format(value), *RECORD[7:], *MAPPINGS]
    quickly, slowly = both("\n".join([*record, *RECORD]) + "\n")
    assert quickly == slowly


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab:-[]{}'\"\n #,?~", max_size=40))
@example("- a: b\n- a: b\n--- \n")
@example("- a: 'b\n- c'\n")
@example("-\tc\n- a: b\n")
def test_any_text_is_read_alike(text):
    quickly, slowly = both("- a: b\n" + text)
    assert quickly == slowly


@pytest.mark.parametrize("before", ["", "# a\n\n", "\ufeff", "---\n", "%YAML 1.1\n---\n", " # a\n", "a\n", "  \n", "\ufeff# a\n"])
@pytest.mark.parametrize("after", ["", "...\n", "---\n", "--- a\n", "# b\n", "  \n", "-\n", "- ", "-", "a: b\n"])
def test_what_stands_before_and_after_the_records_is_read_alike(before, after):
    data = (before + FILES["actors.yaml"] + after).encode()
    text = data.decode("utf-8-sig")
    assert said(quick.read(data, text)) == said(tree.read(text))


def test_places_count_letters_and_not_bytes_after_a_byte_order_mark_too():
    data = "\ufeff# Роза\n- id: a\n  name: {en: Роза, ru: Роза}\n- id: b\n  name: {en: б, ky: в}\n".encode()
    nodes = list(quick.read(data, data.decode("utf-8-sig")))
    assert all(isinstance(node, Plain) for node in nodes)
    last = nodes[1].node()
    assert last.places[last.paths.index("name.ky")] == 4 << 32 | 20


def test_a_record_that_is_hard_to_refuse_is_refused_at_once():
    """No text makes the expression try again and again: what it does not take, it leaves in time that grows with the text."""
    hard = [
        "- a: b\n" + "  c:\n    - d: e\n\n\n" * 200 + " x",
        "- a: " + "b:" * 20_000 + " ", "- a: " + "b #" * 20_000, "- a: '" + "''" * 20_000, '- a: "' + '\\"' * 20_000,
        "- a: b" + " #" * 20_000 + "\x07", "- a: b" + " # c: d" * 20_000 + "\n  e: f # '" + " #" * 20_000 + "\n",
        "- a: {" + "b: c, " * 10_000, "- a: [" + "b, " * 10_000, "- a: b\n" + "#\n" * 20_000 + "x", "- a: b" + " " * 20_000 + "\n",
    ]
    began = time.process_time()
    for text in hard:
        quick.Lines().record(text)
    assert time.process_time() - began < 10  # milliseconds in fact; without end if it went wrong
