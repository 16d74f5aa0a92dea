"""The same run twice, and runs of machines that nobody would write."""

from hypothesis import given, settings
from hypothesis import strategies as st

from course.asl import DefinitionError, StatesError, parse, run
from course.asl.text import to_text

ERRORS = st.sampled_from(["E", "F", "States.ALL", "States.TaskFailed", "States.Timeout"])
NAMES = ["A", "B", "C", "D"]
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
PATHS = st.sampled_from(["$", "$.a", "$.a.b", "$.a[0]", "$$.State.Name", "$x"])
TEMPLATES = st.dictionaries(
    st.sampled_from(["p", "q.$", "r.$"]),
    PATHS | st.just("States.UUID()") | st.just("States.Array($.a, 1)"),
    max_size=2,
)
RETRY = st.fixed_dictionaries(
    {"ErrorEquals": st.lists(ERRORS, min_size=1, max_size=2)},
    optional={
        "MaxAttempts": st.integers(0, 2),
        "IntervalSeconds": st.integers(1, 5),
        "JitterStrategy": st.just("FULL"),
    },
)


def _state(inner):
    flow = {
        "InputPath": PATHS,
        "OutputPath": PATHS,
        "ResultPath": st.sampled_from(["$", "$.a", "$.c.d"]),
        "Assign": TEMPLATES,
    }
    catch = st.fixed_dictionaries(
        {"ErrorEquals": st.lists(ERRORS, min_size=1, max_size=2), "Next": st.sampled_from(NAMES)}
    )
    handled = {"Retry": st.lists(RETRY, max_size=2), "Catch": st.lists(catch, max_size=2)}
    onwards = st.one_of(st.fixed_dictionaries({"Next": st.sampled_from(NAMES)}), st.just({"End": True}))

    def of(type, needed, optional):
        made = st.fixed_dictionaries({"Type": st.just(type), **needed}, optional=optional)
        return st.builds(lambda fields, way: {**fields, **way}, made, onwards)

    rule = st.fixed_dictionaries(
        {"Variable": PATHS, "Next": st.sampled_from(NAMES)},
        optional={
            "IsPresent": st.booleans(),
            "NumericGreaterThan": st.integers(-3, 3),
            "StringEquals": st.text(max_size=2),
        },
    )
    choice = {"Type": st.just("Choice"), "Choices": st.lists(rule, min_size=1, max_size=2)}
    return st.one_of(
        of("Pass", {}, {**flow, "Parameters": TEMPLATES, "Result": DOCUMENTS}),
        of("Task", {"Resource": st.just("arn:aws:states:::sqs:sendMessage")}, {**flow, **handled, "Parameters": TEMPLATES, "TimeoutSeconds": st.integers(1, 9)}),
        of("Wait", {}, {"Seconds": st.integers(0, 9), "SecondsPath": PATHS}),
        of("Parallel", {"Branches": st.lists(inner, min_size=1, max_size=2)}, {**flow, **handled}),
        of("Map", {"ItemProcessor": inner}, {**flow, **handled, "ItemsPath": PATHS, "MaxConcurrency": st.integers(0, 2), "ItemSelector": TEMPLATES}),
        st.fixed_dictionaries(choice, optional={"Default": st.sampled_from(NAMES)}),
        st.fixed_dictionaries({"Type": st.just("Succeed")}, optional={"OutputPath": PATHS}),
        st.fixed_dictionaries({"Type": st.just("Fail")}, optional={"Error": st.just("E"), "CausePath": PATHS}),
    )  # fmt: skip


def _aimed(fields, names):
    """Let all that leads nowhere lead to the last state."""
    if isinstance(fields, list):
        return [_aimed(each, names) for each in fields]
    if not isinstance(fields, dict):
        return fields
    targets = ("Next", "Default")
    return {
        key: (value if value in names else names[-1])
        if key in targets
        else _aimed(value, names)
        if key in ("Catch", "Choices")
        else value
        for key, value in fields.items()
    }


def _group(inner):
    return st.lists(_state(inner), min_size=1, max_size=4).map(
        lambda states: {
            "StartAt": "A",
            "States": {
                name: _aimed(state, NAMES[: len(states)]) for name, state in zip(NAMES, states, strict=False)
            },
        }
    )


LEAF = st.just({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
MACHINES = _group(_group(LEAF) | LEAF)


def _moody(request):
    """Fail, answer late, or answer at once, as what was asked says."""
    mood = len(request.parameters) if isinstance(request.parameters, dict | list | str) else 0
    if mood == 1:
        raise StatesError("E", "moody")
    return {"a": [mood, request.parameters]}


def _played(definition, document, type="STANDARD", seed=0):
    return run(parse(to_text(definition), type=type), document, tasks=_moody, seed=seed)


@settings(max_examples=50)
@given(MACHINES, DOCUMENTS)
def test_a_machine_ends_in_one_of_aws_ways_or_is_refused(definition, document):
    try:
        execution = _played(definition, document)
    except DefinitionError:
        return

    assert execution.status in ("SUCCEEDED", "FAILED", "TIMED_OUT")
    assert [*range(1, len(execution.history) + 1)] == [event["id"] for event in execution.history]
    assert all(event["previousEventId"] < event["id"] for event in execution.history)
    assert None is execution.clock.settle()


@settings(max_examples=30)
@given(MACHINES, DOCUMENTS)
def test_the_same_run_has_the_same_history(definition, document):
    try:
        first, second = (_played(definition, document, seed=7) for _ in range(2))
    except DefinitionError:
        return

    assert first.history == second.history


@settings(max_examples=30)
@given(MACHINES, DOCUMENTS)
def test_express_workflows_end_too(definition, document):
    try:
        execution = _played(definition, document, type="EXPRESS")
    except DefinitionError:
        return

    assert execution.clock.elapsed <= 300
    assert "RUNNING" != execution.status


def test_another_seed_draws_other_chances(machine):
    states = machine(A={"Type": "Pass", "Parameters": {"id.$": "States.UUID()"}})
    ids = [run(states, seed=seed).output["id"] for seed in (1, 1, 2)]

    assert (True, False) == (ids[0] == ids[1], ids[0] == ids[2])
