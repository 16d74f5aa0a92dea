"""What holds for every pattern and every event."""

import json

from hypothesis import given
from hypothesis import strategies as st

from course.cloud.event_pattern import PatternError, parse
from course.cloud.event_pattern.operators import OPERATORS

_scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
_json = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
)
# Nearly right: few names, so that they meet in events, and operands of every kind.
_names = st.sampled_from(["a", "b", "c", "a.b", "$or", *OPERATORS])
_conditions = _scalars | st.dictionaries(st.sampled_from([*OPERATORS]), _json, min_size=1, max_size=2)
_patterns = st.recursive(
    st.dictionaries(_names, st.lists(_conditions, min_size=1, max_size=3) | _json, max_size=4),
    lambda inner: st.dictionaries(_names, inner | st.lists(inner, min_size=2, max_size=3), max_size=3),
    max_leaves=6,
)
_values = st.sampled_from(["x", "y", 1, 2, True, None])
_right = st.dictionaries(
    st.sampled_from("abc"),
    st.lists(
        _values | st.sampled_from([{"exists": False}, {"exists": True}, {"anything-but": "x"}]),
        min_size=1,
        max_size=2,
    ),
    min_size=1,
    max_size=3,
)
_branching = _right | st.fixed_dictionaries({"$or": st.lists(_right, min_size=2, max_size=3)})
_events = st.dictionaries(
    st.sampled_from("abc"),
    st.recursive(
        _values,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2)
        ),
        max_leaves=5,
    ),
    max_size=3,
)


@given(_patterns | _json, st.dictionaries(_names, _json, max_size=4))
def test_any_pattern_is_read_or_refused_and_any_event_decided(
    pattern: object, event: dict[str, object]
) -> None:
    try:
        read = parse(json.dumps(pattern))
    except PatternError:
        return
    decision = read.decide(event)

    assert decision.matched == read.matches(event)
    assert decision.text()
    assert json.dumps(decision.as_dict()["tree"])


@given(_branching, _events)
def test_what_does_not_match_has_a_deciding_field_or_holds_apart(
    pattern: dict[str, object], event: dict[str, object]
) -> None:
    decision = parse(json.dumps(pattern)).decide(event)

    assert decision.matched or decision.deciding or "same element" in decision.reason


@given(st.text() | _json.map(json.dumps))
def test_a_text_is_read_or_refused_in_the_words_of_aws(text: str) -> None:
    try:
        said = parse(text).source
    except PatternError as refusal:
        said = refusal.message

    assert said == text or said.startswith("Event pattern is not valid. Reason: ")
