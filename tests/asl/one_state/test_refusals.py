"""What TestState refuses to try, with AWS's code; the messages are AWS's where a recording has them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from course.asl.one_state import Refused, try_state

CASES: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "refusals.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_refuses(case: dict[str, Any]) -> None:
    parameters = {name: value for name, value in case.items() if name not in ("code", "message")}

    with pytest.raises(Refused) as refused:
        try_state(parameters)
    assert case["code"] == refused.value.code
    assert case["message"] in str(refused.value)


def test_a_task_that_nobody_does_is_a_mistake_of_the_caller() -> None:
    definition = '{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true}'

    with pytest.raises(LookupError, match="give try_state"):
        try_state({"definition": definition, "roleArn": "arn:aws:iam::123456789012:role/r"})
