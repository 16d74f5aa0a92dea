"""Data is copied, everything else becomes a handle, and nothing that a class claims of itself is believed."""

import json
import math
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.rooms.values import BEYOND, Handle, Kept, Refused, read, write

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(alphabet=st.characters(codec="utf-8"))
    | st.binary(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.text(alphabet=st.characters(codec="utf-8")) | st.integers(), inner)
        | st.tuples(inner, inner)
    ),
    max_leaves=20,
)


def travelled(value):
    return read(json.loads(json.dumps(write(value, Kept()))), Kept())


@given(PLAIN)
def test_plain_data_arrives_as_it_is(value):
    assert value == travelled(value)


@pytest.mark.parametrize(
    "value",
    [
        {"$": "mine", "number": 1},
        {1: "a", (2, 3): "b"},
        {1, 2},
        frozenset("ab"),
        Decimal("129.50"),
        date(2025, 3, 1),
        datetime(2025, 3, 1, 8, tzinfo=UTC),
        math.inf,
        -math.inf,
    ],
    ids=["marked", "keys", "set", "frozenset", "Decimal", "date", "datetime", "infinite", "minus infinite"],
)
def test_what_json_has_no_word_for_arrives_all_the_same(value):
    arrived = travelled(value)

    assert (type(value), value) == (type(arrived), arrived)


def test_no_number_arrives_as_no_number():
    assert math.isnan(travelled(math.nan))


def test_a_text_that_equals_everything_arrives_as_a_text():
    class Always(str):  # noqa: SLOT000  as a learner writes it
        def __eq__(self, other):
            return True

        __hash__ = str.__hash__

        def __str__(self):
            return "anything"

    arrived = travelled(Always("wrong"))

    assert str is type(arrived)
    assert arrived != "right"
    assert "wrong" == arrived


def test_a_dictionary_that_lies_about_its_items_arrives_with_those_it_holds():
    class Lying(dict):
        def items(self):
            return [("points", 10)]

        def __iter__(self):
            return iter(["points"])

    assert {"points": 0} == travelled(Lying(points=0))


def test_a_function_stays_where_it_is_and_its_handle_leads_back_to_it():
    def wire(prefix):
        return prefix

    theirs, ours = Kept(), Kept()
    met = read(write({"answer": wire}, theirs), ours)["answer"]

    assert (
        Handle(
            1, "function", "test_a_function_stays_where_it_is_and_its_handle_leads_back_to_it.<locals>.wire"
        )
        == met
    )
    assert wire is read(write(met, ours), theirs)


def test_the_same_thing_keeps_its_number():
    kept, thing = Kept(), object()

    assert write(thing, kept) == write(thing, kept)


@pytest.mark.parametrize(
    "data",
    [
        {"$": "yours", "number": 7},
        {"$": "yours", "number": True},
        {"$": "yours"},
        {"$": "mine", "number": "1", "kind": "function", "name": "f"},
        {"$": "mine", "number": 1, "kind": "module", "name": "f"},
        {"$": "pickle", "value": "gASV"},
        {"$": ["float"], "value": "nan"},
        {"$": "float", "value": "1e5"},
        {"$": "float"},
        {"$": "bytes", "value": "no base 64!"},
        {"$": "bytes", "value": 3},
        {"$": "datetime", "value": "yesterday"},
        {"$": "Decimal", "value": "much"},
        {"$": "dict", "value": [[[], 1]]},
        {"$": "dict", "value": [[1, 2, 3]]},
        {"$": "set", "value": [[1]]},
        {"$": "tuple", "value": None},
    ],
    ids=json.dumps,
)
def test_what_is_no_value_is_refused(data):
    with pytest.raises(Refused):
        read(data, Kept())


def test_what_has_no_end_is_cut_where_it_is_written_and_refused_where_it_is_read():
    endless = []
    endless.append(endless)
    deep = 0
    for _ in range(200):
        deep = [deep]

    assert str(travelled(endless)).strip("[]'") == BEYOND
    with pytest.raises(Refused):
        read(deep, Kept())


def test_what_doubles_at_each_level_is_cut():
    doubled = []
    for _ in range(90):
        doubled = [doubled, doubled]

    assert BEYOND in json.dumps(travelled(doubled))


@pytest.mark.parametrize("value", [["q"] * 1_000_000, "x" * 10_000_000, dict.fromkeys(range(300_000))])
def test_what_is_larger_than_anything_that_is_asked_for_is_cut(value):
    assert len(json.dumps(write(value, Kept()))) < 10_000_000


def test_a_number_that_json_cannot_carry_is_told_by_its_length():
    assert "<a whole number of 33,220 bits>" == travelled(10**10_000)


def test_so_many_keys_that_are_no_texts_are_refused():
    """Numbers can be chosen so that all collide, and a set of them takes minutes to build."""
    with pytest.raises(Refused, match="keys"):
        read({"$": "set", "value": [number * (2**61 - 1) for number in range(50_000)]}, Kept())


def test_an_object_that_claims_another_class_stays_where_it_is():
    class Liar:
        __class__ = property(lambda self: str)

    assert Handle(
        1, "object", "test_an_object_that_claims_another_class_stays_where_it_is.<locals>.Liar"
    ) == (travelled(Liar()))


def test_half_a_character_does_not_stop_a_text():
    assert "a?b" == travelled("a\ud800b")
