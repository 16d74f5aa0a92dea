"""How tasks spell what they call: an action begins small, a parameter begins big."""

import re
from typing import Any

from grader.checks.machines import states_of

__all__ = ["spelt_wrong"]

_CAPITAL_ACTION = re.compile(r"arn:aws:states:::(aws-sdk:)?[a-z0-9-]+:[A-Z]\w*(\.\S+)?")
_CALL = re.compile(r"arn:aws:states:::(aws-sdk:)?[a-z0-9-]+:[a-z]\w*(\.\S+)?")
# Those whose parameters are spelt otherwise, or are nobody's.
_OWN_SPELLING = ("arn:aws:states:::aws-sdk:apigateway:", "arn:aws:states:::aws-sdk:batch:")


def spelt_wrong(definition: Any) -> bool:
    """Tell whether a task calls an action with a capital, or gives a parameter that begins with a small letter."""
    for state in states_of(definition):
        resource = state.fields.get("Resource")
        if state.type != "Task" or not isinstance(resource, str):
            continue
        if _CAPITAL_ACTION.fullmatch(resource):
            return True
        arguments = state.fields.get("Parameters", state.fields.get("Arguments"))
        is_call = _CALL.fullmatch(resource) and not resource.startswith(_OWN_SPELLING)
        if is_call and isinstance(arguments, dict) and any(name[:1].islower() for name in arguments):
            return True
    return False
