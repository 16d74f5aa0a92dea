"""Step Functions against what AWS recorded, call by call, through boto3 alone."""

import json
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from recordings.cases import ABSENT, RECORDINGS, Case, read
from recordings.masks import Masks
from recordings.one_state import parameters

from course.cloud import Account

ROLE = "arn:aws:iam::123456789012:role/states"

# A recording that is wrong, and how that is known.
WRONG = {
    "v2/test_sfn_api_logs.py::TestSnfApiLogs::test_update_logging_configuration": (
        "describes other logging than was asked for a moment before: what was sent was changed after it was written down"
    ),
}
# Plain words that a case does not list, though its recording has them in place of the aliases' names.
UNLISTED = {
    "v2/test_sfn_api_aliasing.py::TestSfnApiAliasing::test_base_lifecycle_create_delete_list": (
        [f"state_machine_alias_base_name-{number}" for number in range(3)]
    ),
}
# A field that answers have today, and had not when the older recordings were made.
NEWER = ("encryptionConfiguration",)

CASES = [
    case
    for case in read("api", "create", "validate", "test_state")
    if case["id"] not in WRONG and not (case["kind"] == "test_state" and "calls" in case)
]


@pytest.mark.skipif(not RECORDINGS.exists(), reason=ABSENT)
def test_there_are_recordings_to_compare_with() -> None:
    assert len(CASES) > 120


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_call_is_answered_as_recorded(case: Case) -> None:
    assert None is difference(case)


def difference(case: Case) -> str | None:
    """Return what differs first between the recording and the account, or None."""
    masks = Masks.of([*case.get("masks", []), *UNLISTED.get(case["id"], [])])
    known: dict[str, str] = {}
    with Account():
        for number, call in enumerate(_calls(case)):
            answer, refusal = _answer(call, masks, known)
            where = f"call {number} {call['operation']}"
            if said := _compared(call, answer, refusal, masks, where):
                return said
    return None


def _calls(case: Case) -> list[dict[str, Any]]:
    if case["kind"] == "api":
        calls: list[dict[str, Any]] = case["calls"]
        return calls
    asked = {name: case[name] for name in ("type", "definition") if name in case} | case.get("parameters", {})
    call = {"service": "stepfunctions", "operation": _OPERATION[case["kind"]], "parameters": asked}
    if case["kind"] == "create":
        return [call | {"parameters": {"roleArn": ROLE, **asked}} | case["expected"]]
    if case["kind"] == "test_state":
        call["parameters"] = parameters(case)
    return [call | (case["expected"] if "message" in case["expected"] else {"recorded": case["expected"]})]


_OPERATION = {
    "create": "CreateStateMachine",
    "validate": "ValidateStateMachineDefinition",
    "test_state": "TestState",
}


def _answer(call: dict[str, Any], masks: Masks, known: dict[str, str]) -> tuple[Any, ClientError | None]:
    """Make the call, with what our own answers have been in place of what AWS's were."""
    client = boto3.client(call["service"])
    text = json.dumps(masks.filled(call["parameters"]))
    for theirs, ours in known.items():
        text = text.replace(theirs, ours)
    try:
        answer = getattr(client, _method(client, call["operation"]))(**json.loads(text))
    except ClientError as refusal:
        return None, refusal
    answer.pop("ResponseMetadata")
    for path, value in call.get("returns", {}).items():
        known[value] = answer[path.removeprefix("$.")]
    return answer, None


def _method(client: Any, operation: str) -> str:
    methods: dict[str, str] = client.meta.method_to_api_mapping
    return next(name for name, api in methods.items() if api == operation)


def _compared(
    call: dict[str, Any], answer: Any, refusal: ClientError | None, masks: Masks, where: str
) -> str | None:
    if "error" in call:
        if refusal is None:
            return f"{where}: recorded {call['error']}, answered {answer}"
        found = refusal.response["Error"]
        expected = {"Code": call["error"], **({"Message": call["message"]} if "message" in call else {})}
        return masks.difference(expected, {name: found[name] for name in expected}, where)
    if refusal is not None:
        return f"{where}: {refusal}"
    if "recorded" not in call:
        return None
    for name in NEWER:
        if name not in call["recorded"]:
            answer.pop(name, None)
    return masks.difference(call["recorded"], answer, where)
