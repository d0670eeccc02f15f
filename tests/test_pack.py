"""Records as columns: what repeats is said once, and nothing is taken for something else."""

import pytest

from graph.pack import packed


def unpacked(table):
    columns = {name: values(column) for name, column in table["columns"].items()}
    return [{name: column[row] for name, column in columns.items()} for row in range(table["count"])]


def values(column):
    if isinstance(column, list):
        return column
    if "at" in column:
        return [column["values"][place] for place in column["at"]]
    rows = iter(unpacked(column["rows"]))
    return [[next(rows) for _ in range(length)] for length in column["lengths"]]


@pytest.mark.parametrize("column", [
    ["a", "b", "a", None, "a", "b", None, "a"], [1, True, 1, True, 1.0, 1, True, 1], [False, None, 0, False, None, 0],
    [[1], [1.0], [1], [True], [1], [1]], [["1"], [1], ["1"], [1], ["1"]], [[], None, [], None, False, False], [[6, 5], False, [6, 5], False],
    [[1, None], [1], [1, None], [1]], [{"b": 1, "a": 2}, {"a": 2, "b": 1}, {"a": 3}, {"a": 3}],
], ids=str)
def test_a_packed_column_gives_its_values_back_with_their_types(column):
    found = packed([{"field": value} for value in column])
    back = [row["field"] for row in unpacked(found)]
    assert [repr(value) for value in back] == [repr(value) if not isinstance(value, dict) else repr(back[column.index(value)]) for value in column]
    assert back == column


def test_what_repeats_is_said_once_and_what_does_not_stays_a_list():
    found = packed([{"kind": "ab"[i % 2], "id": str(i), "claims": [{"by": "x"}] * (i % 3)} for i in range(10)])
    assert found["columns"]["kind"] == {"values": ["a", "b"], "at": [0, 1] * 5}
    assert found["columns"]["id"] == [str(i) for i in range(10)]
    assert found["columns"]["claims"] == {"lengths": [0, 1, 2] * 3 + [0], "rows": {"count": 9, "columns": {"by": {"values": ["x"], "at": [0] * 9}}}}
