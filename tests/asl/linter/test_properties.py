"""Nothing that anybody may write makes the linter raise, and all it says has a place."""

import copy
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from course.asl.engine.plan import prepare
from course.asl.linter import explain, lint, lint_machine
from course.asl.linter.fields import TYPES
from course.asl.linter.fields.part_fields import PARTS
from course.asl.linter.fields.state_fields import GROUPS, STATES
from course.asl.machine import parse

FOLDER = Path(__file__).parent / "definitions"
REAL = [json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("valid.*.json"))]
FIELDS = sorted({name for table in (*GROUPS.values(), *STATES.values(), *PARTS.values()) for name in table})
WORDS = [
    "", "A", "B", "JSONata", "JSONPath", "DISTRIBUTED", "EXPRESS", "States.ALL", "$", "$$.Map", "$.a[*]", "$x", "$.a[",
    "{% $states.input %}", "{% 1 + %}", "{% a %}", "{%", "States.Format('{}', $.a)", "States.UUID(", "2027-01-01T00:00:00Z",
    "arn:aws:states:::lambda:invoke", "arn:aws:states:::aws-sdk:s3:getObject.sync", "arn:aws:states:::x:y.waitForTaskToken",
    "arn:aws:states:us-east-1:123456789012:activity:a", "arn:", *TYPES,
]  # fmt: skip

plain = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(WORDS) | st.text()
)  # fmt: skip
anything = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=15,
)
# Looks like a definition from afar: the right names, with whatever in them.
keys = st.sampled_from([*FIELDS, "A", "B", "a.$", "a"]) | st.text(max_size=3)
nearly = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=6), max_leaves=40
)
types = st.sampled_from(["STANDARD", "EXPRESS"])


@given(st.text(), types)
def test_any_text_gets_an_answer(text, type):
    assert _well_formed(text, lint(text, type=type))


@given(anything, types)
def test_any_json_gets_an_answer(value, type):
    text = json.dumps(value)

    assert _well_formed(text, lint(text, type=type))


@given(nearly, types)
def test_the_right_names_with_anything_in_them_get_an_answer(states, type):
    text = json.dumps({"StartAt": "A", "States": states})

    assert _well_formed(text, lint(text, type=type))


@given(st.sampled_from(sorted(STATES)), st.dictionaries(keys, nearly, max_size=8), types)
def test_a_state_with_anything_in_its_fields_gets_an_answer(kind, fields, type):
    state = {**fields, "Type": kind}
    inside = {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": state}}], "End": True}
    text = json.dumps({"StartAt": "A", "States": {"A": state, "In": inside}})

    assert _well_formed(text, lint(text, type=type))


@given(st.sampled_from(REAL), st.data(), types)
def test_a_real_definition_with_anything_put_into_it_gets_an_answer(definition, data, type):
    changed = copy.deepcopy(definition)
    for _ in range(data.draw(st.integers(1, 3))):
        holder, step = data.draw(st.sampled_from(_steps(changed)))
        holder[step] = data.draw(nearly)
    text = json.dumps(changed, indent=1)

    assert _well_formed(text, lint(text, type=type))


@given(st.sampled_from(REAL), st.data())
def test_a_real_definition_that_is_cut_short_gets_an_answer(definition, data):
    text = json.dumps(definition, indent=1)
    cut = text[: data.draw(st.integers(0, len(text)))]

    assert _well_formed(cut, lint(cut))


@given(st.sampled_from(REAL), st.data())
def test_a_field_that_nobody_knows_is_an_error_where_it_stands(definition, data):
    changed = copy.deepcopy(definition)
    name = data.draw(st.sampled_from(sorted(changed["States"])))
    changed["States"][name]["Surprise"] = data.draw(anything)
    found = [one for one in lint(json.dumps(changed)) if one.severity == "ERROR"]

    assert [("unknown-field", f"/States/{name}/Surprise")] == [(one.rule, one.location) for one in found]


@given(st.sampled_from(REAL), st.data())
def test_a_name_that_no_state_has_is_an_error_wherever_it_is_led_to(definition, data):
    changed = copy.deepcopy(definition)
    places = [(holder, step) for holder, step in _steps(changed) if step in ("Next", "Default", "StartAt")]
    holder, step = data.draw(st.sampled_from(places))
    holder[step] = "Nobody is called so"
    errors = {one.rule for one in lint(json.dumps(changed)) if one.severity == "ERROR"}

    assert "next-to-nowhere" in errors


@given(nearly)
def test_every_location_leads_back_to_its_place(states):
    machine = parse(json.dumps({"StartAt": "A", "States": states}, indent=1))
    for one in lint_machine(machine):
        if "" in one.location.split("/")[1:]:
            continue  # an empty name, which a location cannot tell from none
        lines = {machine.place(one.location).line, machine.place(one.location, key=True).line}

        assert one.line in lines


def _well_formed(text, found):
    """Whether each diagnostic has a place in the text, says something, and can be printed."""
    lines = max(1, len(text.splitlines()) + 1)
    explain(found, text)
    return all(
        one.message and one.location.startswith("/") and 1 <= one.line <= lines and one.column >= 1
        for one in found
    )


def _steps(value):
    """Every place in a document: what holds it, and its key or index there."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for step, part in inner for place in [(value, step), *_steps(part)]]


arns = st.lists(
    st.sampled_from(
        [
            "arn",
            "aws",
            "aws-cn",
            "states",
            "lambda",
            "sqs",
            "us-east-1",
            "1",
            "function",
            "activity",
            "aws-sdk",
            "s3",
            "getObject",
            "sync:2",
            "f",
            "[f]",
            "${F}",
            "$LATEST",
        ]
    )
    | st.text(max_size=3),
    max_size=9,
).map(":".join)


@given(arns)
def test_a_resource_that_is_not_refused_is_one_that_the_engine_can_call(arn):
    task = {"Type": "Task", "Resource": arn, "End": True}
    machine = parse(json.dumps({"StartAt": "A", "States": {"A": task}}))
    refused = any(one.severity == "ERROR" for one in lint_machine(machine, placeholders=False))

    assert refused or prepare(machine)
