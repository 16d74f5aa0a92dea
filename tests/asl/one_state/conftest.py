"""A state tried alone, from plain data."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from course.asl.one_state import try_state

Try = Callable[..., dict[str, Any]]

ROLE = "arn:aws:iam::123456789012:role/r"


@pytest.fixture
def attempt() -> Try:
    """Try a state given as data; `result` and `error` are a mock's, other words TestState's own parameters."""

    def attempt(definition: dict[str, Any], input: Any = None, **more: Any) -> dict[str, Any]:
        parameters: dict[str, Any] = {"definition": json.dumps(definition), "roleArn": ROLE}
        around = {name: more.pop(name) for name in ("tasks", "clock") if name in more}
        mode = {"fieldValidationMode": more.pop("mode")} if "mode" in more else {}
        if "result" in more:
            parameters["mock"] = {"result": json.dumps(more.pop("result")), **mode}
        if "error" in more:
            parameters["mock"] = {"errorOutput": more.pop("error"), **mode}
        for name in ("context", "variables"):
            if name in more:
                more[name] = json.dumps(more[name])
        given = {} if input is None else {"input": json.dumps(input)}
        return try_state(parameters | given | more, **around)

    return attempt
