"""What the app's readers share: made once, never copied, never changed, not at any visitor's mercy."""

import datetime
import threading
from collections.abc import MutableMapping, MutableSequence, MutableSet

import pytest
import streamlit as st
from folder import write
from graph.screen import dataset as screen
from graph.screen import maps
from graph.screen.shared import Shared
from streamlit.testing.v1 import AppTest


def test_many_who_ask_at_once_get_one_value_that_is_made_once():
    shared, made, go = Shared(3), [], threading.Event()

    def make():
        go.wait(10)
        made.append(1)
        return object()

    got = []
    threads = [threading.Thread(target=lambda: got.append(shared.get("key", make))) for _ in range(20)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join(10)
    assert len(made) == 1 and len(got) == 20 and len({id(each) for each in got}) == 1


def test_where_the_first_is_broken_off_the_next_makes_it():
    shared, began, go = Shared(3), threading.Event(), threading.Event()

    def broken():
        began.set()
        go.wait(10)
        raise KeyboardInterrupt

    def first():
        with pytest.raises(KeyboardInterrupt):
            shared.get("key", broken)

    one = threading.Thread(target=first)
    one.start()
    began.wait(10)
    got = []
    two = threading.Thread(target=lambda: got.append(shared.get("key", lambda: "made")))
    two.start()
    go.set()
    one.join(10)
    two.join(10)
    assert got == ["made"] and shared.get("key", broken) == "made"


def test_no_more_are_kept_than_it_is_told_and_the_longest_unasked_goes():
    shared = Shared(2)
    for key in "abac":
        shared.get(key, lambda: key.upper())
    assert ["a" in shared, "b" in shared, "c" in shared, len(shared)] == [True, False, True, 2]


def reached(value, seen: set[int]) -> list:
    """What can be changed in a value, however deep: lists, dictionaries, sets, records that are not frozen."""
    if id(value) in seen or isinstance(value, (str, bytes, int, float, type(None), datetime.date)):
        return []
    seen.add(id(value))
    if isinstance(value, (MutableMapping, MutableSequence, MutableSet, bytearray)):
        return [value]
    if hasattr(value, "model_dump"):
        inner = [getattr(value, name) for name in type(value).model_fields]
        own = [] if type(value).model_config.get("frozen") else [value]
    elif hasattr(value, "__dataclass_fields__"):
        inner = [getattr(value, name) for name in value.__dataclass_fields__]
        own = [] if value.__dataclass_params__.frozen else [value]
    elif isinstance(value, (tuple, frozenset)):
        inner, own = list(value), []
    elif hasattr(value, "items"):
        inner, own = [part for pair in value.items() for part in pair], []
    else:
        inner, own = [], [value]
    return own + [found for part in inner for found in reached(part, seen)]


def test_nothing_in_what_readers_share_can_be_changed(tmp_path, monkeypatch):
    monkeypatch.setenv(screen.FOLDER, str(write(tmp_path, relations=("target: bolot-two", "target: nobody"))))
    found, problems = screen.dataset()
    assert found.relations and problems and found.marks
    assert reached((found, problems), set()) == []


def test_a_visitor_who_has_streamlits_caches_emptied_costs_nobody_anything(tmp_path, monkeypatch):
    monkeypatch.setenv(screen.FOLDER, str(write(tmp_path)))
    app = AppTest.from_string("from graph.screen import explorer\nexplorer.page()", default_timeout=30).run()
    assert not app.exception
    before, made = screen.dataset()[0], len(maps._packed)
    st.cache_resource.clear()
    st.cache_data.clear()
    app.run()
    assert screen.dataset()[0] is before and len(maps._packed) == made > 0
