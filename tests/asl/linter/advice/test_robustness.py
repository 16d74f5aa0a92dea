"""Whatever a definition holds, no rule raises anything."""

import copy
import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from course.asl.linter.advice import ADVICE
from course.asl.linter.definition import Definition
from course.asl.linter.refusals import REFUSALS

RULES = [*ADVICE.values(), *REFUSALS.values()]
CASES = [
    case["definition"]
    for path in sorted(Path(__file__).with_name("definitions").glob("*.yaml"))
    for cases in yaml.safe_load(path.read_text(encoding="utf-8")).values()
    for case in cases
]
ODD = [
    None, True, False, 0, -1, 1.5, 10**30, "", "$", "$.", "$.a[", "$$", "$$.", "$x", "{%", "{% %}", "{% $ %}", "States.", "Ä",
    "States.Format(", "arn:aws:states:::", "arn:aws:states:::lambda:invoke.sync", [], [[]], [None], {}, {"": ""}, {"$": {}},
    {"Type": "Map"}, {"a.$": "$.a"}, {"Variable": "$.a"}, {"And": [{}]}, {"Not": None}, {"ErrorEquals": ["", "States.ALL"]},
]  # fmt: skip


def run_all(value):
    definition = Definition(value)
    return [finding for rule in RULES for finding in rule(definition)]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.sampled_from(ODD),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(json_values)
@settings(max_examples=100)
def test_any_value_is_taken_for_a_definition(value):
    for finding in run_all(value):
        assert isinstance(finding.message, str)


def places(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, key))


def spoilt(definition, chance):
    """Return the definition with one value replaced, removed, or put where another was."""
    changed = copy.deepcopy(definition)
    *parents, last = chance.choice([place for place in places(definition) if place])
    node = changed
    for step in parents:
        node = node[step]
    match chance.randrange(3):
        case 0:
            node[last] = copy.deepcopy(chance.choice(ODD))
        case 1:
            del node[last]
        case _:
            other = definition
            for step in chance.choice(list(places(definition))):
                other = other[step]
            node[last] = copy.deepcopy(other)
    return changed


@pytest.mark.parametrize("seed", range(10))
def test_a_spoilt_definition_is_judged_all_the_same(seed):
    chance = random.Random(seed)

    for definition in CASES:
        changed = spoilt(spoilt(definition, chance), chance) if isinstance(definition, dict) else definition
        assert all(finding.message for finding in run_all(changed))


def test_deep_conditions_are_compared_in_no_time():
    def nested(leaf, outer):
        for depth in range(60):
            leaf = {
                "And" if depth % 2 == outer else "Or": [leaf, {"Variable": f"$.v{depth}", "IsNull": True}]
            }
        return {**leaf, "Next": "A"}

    rules = [nested({"Variable": "$.x", "StringEquals": str(n)}, n % 2) for n in range(4)]
    states = {"C": {"Type": "Choice", "Choices": rules, "Default": "A"}, "A": {"Type": "Succeed"}}

    hidden = [finding.path[-1] for finding in run_all({"StartAt": "C", "States": states})]

    assert hidden == [1, 3]


def test_circles_that_double_a_document_are_gone_through_in_no_time():
    doubled = {f"f{n}.$": "$" for n in range(20)}
    states = {f"S{n}": {"Type": "Pass", "Parameters": doubled, "Next": f"S{(n + 1) % 30}"} for n in range(30)}
    states["S5"] = {
        "Type": "Choice",
        "Choices": [{"Variable": "$.x", "IsPresent": True, "Next": "S6"}],
        "Default": "End",
    }
    states["End"] = {"Type": "Succeed"}

    assert run_all({"StartAt": "S0", "States": states}) == []
