"""What holds for every filter policy and every message."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from course.cloud.filter_policy import OPERATORS, FilterPolicy, FilterPolicyError, parse

_scopes = st.sampled_from(["MessageAttributes", "MessageBody"])
_scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
_json = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
)
# Policies that are nearly right: few names, so that they meet in messages, and operands of every kind.
_names = st.sampled_from(["a", "b", "c", "a.b", "$or", *OPERATORS])
_operands = (
    _json | st.sampled_from(["=", ">", "<="]) | st.lists(st.sampled_from([">", "<", 1, 2, 3.5]), max_size=5)
)
_conditions = _scalars | st.dictionaries(st.sampled_from([*OPERATORS]), _operands, min_size=1, max_size=2)
_policies = st.recursive(
    st.dictionaries(_names, st.lists(_conditions, min_size=1, max_size=3) | _json, max_size=4),
    lambda inner: st.dictionaries(_names, inner | st.lists(inner, min_size=2, max_size=3), max_size=3),
    max_leaves=6,
)
# Policies that are right, and messages with the same few names and values.
_values = st.sampled_from(["x", "y", 1, 2, True, None])
_right = st.recursive(
    st.dictionaries(
        st.sampled_from("abc"),
        st.lists(
            _values | st.sampled_from([{"exists": False}, {"exists": True}, {"anything-but": "x"}]),
            min_size=1,
            max_size=2,
        ),
        min_size=1,
        max_size=3,
    ),
    lambda inner: (
        st.dictionaries(st.sampled_from("abc"), inner, min_size=1, max_size=2)
        | st.fixed_dictionaries({"$or": st.lists(inner, min_size=2, max_size=2)})
    ),
    max_leaves=4,
)
_bodies = st.dictionaries(
    st.sampled_from("abc"),
    st.recursive(
        _values,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
        ),
    ),
    max_size=3,
)
_quick = settings(derandomize=True, deadline=None, max_examples=150)


def _parsed(policy: object, scope: str) -> FilterPolicy | None:
    try:
        return parse(policy, scope)
    except FilterPolicyError:
        return None


@_quick
@given(_json | _policies, _scopes)
def test_any_json_is_a_policy_or_a_filter_policy_error(policy: object, scope: str) -> None:
    assert (_parsed(policy, scope) is None) == (_parsed(json.dumps(policy), scope) is None)


@_quick
@given(st.text(), st.text())
def test_any_text_is_a_policy_or_a_filter_policy_error(policy: str, scope: str) -> None:
    _parsed(policy, scope)
    _parsed(policy, "MessageBody")


@_quick
@given(_policies | _right, _scopes, _json, _json | st.text())
def test_a_decision_on_anything_is_plain_data_and_never_raises(
    source: object, scope: str, attributes: object, body: object
) -> None:
    policy = _parsed(source, scope)
    if policy is None:
        return

    for message in (body, json.dumps(body)):
        decision = policy.decide(attributes, message)
        assert decision.as_dict() == json.loads(json.dumps(decision.as_dict()))
        assert decision.text().count("\n") >= len(decision.fields)


@_quick
@given(_right, _bodies)
def test_the_order_of_keys_does_not_matter(source: dict[str, object], body: dict[str, object]) -> None:
    policy, turned = _parsed(source, "MessageBody"), _parsed(_turned(source), "MessageBody")
    if policy is None or turned is None:
        assert policy is turned
        return

    decision, again = policy.decide({}, json.dumps(body)), turned.decide({}, json.dumps(_turned(body)))

    assert decision.matched == again.matched


@_quick
@given(_right, _bodies)
def test_the_tree_agrees_with_the_decision(source: dict[str, object], body: dict[str, object]) -> None:
    policy = _parsed(source, "MessageBody")
    if policy is None:
        return

    decision = policy.decide({}, json.dumps(body))
    holds = all(child.matched for child in decision.tree.children)

    assert decision.tree.matched == decision.matched
    if decision.matched:
        assert holds
    else:
        assert (decision.deciding is None) == holds


def test_nesting_without_a_bottom_is_refused_or_filtered_out_and_nothing_else() -> None:
    deep = '{"a":' * 50_000 + "[1]" + "}" * 50_000

    assert _parsed(deep, "MessageBody") is None
    assert not parse({"a": [1]}, "MessageBody").decide({}, deep).matched


def _turned(content: object) -> object:
    if isinstance(content, dict):
        return {name: _turned(content[name]) for name in reversed(content)}
    return [_turned(each) for each in content] if isinstance(content, list) else content
