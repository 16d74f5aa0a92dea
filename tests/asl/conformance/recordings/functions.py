"""Lambda functions as a recording describes them: by what they return, raise, or how long they sleep."""

import json
import re
from typing import Any

from course.asl.errors import StatesError
from course.clock import Clock
from recordings.cases import Case

Function = dict[str, Any]

_REPEATED = re.compile(r"Python bytes: the letter (?P<letter>.), (?P<times>\d+) times")
_AS_PRINTED = "the text input-event- followed by its event as Python prints it"


def described(case: Case) -> dict[str, Function]:
    """Return the functions that the case's account holds, by name."""
    return {
        call["parameters"]["FunctionName"]: call["function"]
        for call in case.get("calls", [])
        if call.get("function")
    }


def invoke(function: Function, event: Any, clock: Clock) -> Any:
    """Do what the function is described to do; return its result.

    Raises `StatesError` with the name and the cause that Step Functions makes of an exception.
    """
    clock.sleep(function.get("sleeps_seconds", 0))
    if name := function.get("raises"):
        said = {
            "errorMessage": function["message"],
            "errorType": name,
            "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
            "stackTrace": [],
        }
        raise StatesError(name, json.dumps(said))
    if "returns_json" in function:
        return function["returns_json"]
    if "bytes" in function:
        return json.loads(function["bytes"])
    return _returned(function["returns"], event)


def _returned(what: str, event: Any) -> Any:
    if what == "its event":
        return event
    if what == _AS_PRINTED:
        return f"input-event-{event}"
    if found := _REPEATED.fullmatch(what):
        return found["letter"] * int(found["times"])
    raise NotImplementedError(f"a recorded function returns {what!r}, and this replay does not know how")
