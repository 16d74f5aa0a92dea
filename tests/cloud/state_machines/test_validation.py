"""ValidateStateMachineDefinition and TestState."""

from typing import Any

TWO_FAULTS = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "X"}, "B": {"Type": "Nope"}}}'
SUSPICIOUS = (
    '{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": '
    '[{"Variable": "$.a", "IsPresent": true, "Next": "B"}]}, "B": {"Type": "Succeed"}}}'
)


def validated(states: Any, definition: str, **settings: Any) -> Any:
    return states.client.validate_state_machine_definition(definition=definition, **settings)


def test_errors_are_listed_and_cut_off_where_told(states) -> None:
    whole, cut = validated(states, TWO_FAULTS), validated(states, TWO_FAULTS, maxResults=1)

    assert ("FAIL", False, True) == (whole["result"], whole["truncated"], len(whole["diagnostics"]) > 1)
    assert ("FAIL", True, whole["diagnostics"][:1]) == (cut["result"], cut["truncated"], cut["diagnostics"])


def test_warnings_come_when_they_are_asked_for_and_fail_nothing(states) -> None:
    quiet, told = validated(states, SUSPICIOUS), validated(states, SUSPICIOUS, severity="WARNING")

    assert ("OK", []) == (quiet["result"], quiet["diagnostics"])
    assert ("OK", ["WARNING"]) == (told["result"], [each["severity"] for each in told["diagnostics"]])
    assert told["diagnostics"][0]["location"].startswith("/States/A")


def test_the_type_decides_what_is_valid(states) -> None:
    activity = "arn:aws:states:us-east-1:123456789012:activity:approve"
    definition = (
        f'{{"StartAt": "T", "States": {{"T": {{"Type": "Task", "Resource": "{activity}", "End": true}}}}}}'
    )

    assert "OK" == validated(states, definition)["result"]
    assert "FAIL" == validated(states, definition, type="EXPRESS")["result"]


def test_a_state_can_be_tried_alone(states) -> None:
    answer = states.client.test_state(
        definition='{"Type": "Pass", "Result": 7, "Next": "B"}',
        roleArn="arn:aws:iam::123456789012:role/states",
        input="{}",
    )

    assert ("SUCCEEDED", "7", "B") == (answer["status"], answer["output"], answer["nextState"])
