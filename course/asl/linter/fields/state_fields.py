"""The fields of a state machine and of the eight types of states.

Sources: the specification, https://states-language.net, "States"; the page of each state type in AWS's guide,
such as https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html; and what
ValidateStateMachineDefinition answers.
"""

from course import facts

from .field import (
    Field,
    Table,
    integer,
    listed,
    part,
    parts,
    path,
    payload,
    reference,
    template,
    text,
    timestamp,
    truth,
)

__all__ = ["GROUPS", "STATES", "TYPES"]

# In AWS's order.
TYPES = ("Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map")

_SECONDS = int(facts.value("states.seconds"))

_LANGUAGE = {"QueryLanguage": listed("JSONPath", "JSONata")}
_COMMON: Table = {"Type": listed(*TYPES, required=True), "Comment": text(), **_LANGUAGE}
_FLOW: Table = {"Next": text(), "End": truth()}
_THROUGH: Table = {"InputPath": path(null=True), "OutputPath": path(null=True), "Output": template("JSONata")}
_ASSIGN: Table = {"Assign": Field("variables")}
_RESULT: Table = {"ResultSelector": payload("JSONPath"), "ResultPath": reference(null=True)}
_ERRORS: Table = {"Retry": parts("retrier"), "Catch": parts("catcher")}

_SCOPE: Table = {
    "States": part(required=True, filled=True),
    "StartAt": text(required=True),
    "Comment": text(),
}

# A state machine, a branch of a Parallel state, an item processor.
GROUPS: dict[str, Table] = {
    "machine": {**_SCOPE, **_LANGUAGE, "Version": listed("1.0"), "TimeoutSeconds": integer(0, _SECONDS)},
    "branch": _SCOPE,
    "processor": {**_SCOPE, "ProcessorConfig": part("ProcessorConfig")},
}

STATES: dict[str, Table] = {
    "Pass": {
        **_COMMON,
        **_THROUGH,
        **_ASSIGN,
        "Result": Field("plain", "JSONPath"),
        "ResultPath": reference(null=True),
        "Parameters": payload("JSONPath"),
        **_FLOW,
    },
    "Task": {
        **_COMMON,
        "Resource": text(required=True),
        **_THROUGH,
        **_ASSIGN,
        **_RESULT,
        "Parameters": payload("JSONPath"),
        "Arguments": payload("JSONata"),
        "Credentials": Field("credentials"),
        "TimeoutSeconds": integer(1, _SECONDS, computed=True),
        "TimeoutSecondsPath": reference(),
        "HeartbeatSeconds": integer(1, _SECONDS, computed=True),
        "HeartbeatSecondsPath": reference(),
        **_ERRORS,
        **_FLOW,
    },
    "Choice": {
        **_COMMON,
        "Choices": parts("rule", required=True, filled=True),
        "Default": text(),
        **_THROUGH,
        **_ASSIGN,
    },
    "Wait": {
        **_COMMON,
        **_THROUGH,
        **_ASSIGN,
        "Seconds": integer(0, _SECONDS, computed=True),
        "SecondsPath": reference(),
        "Timestamp": timestamp(computed=True),
        "TimestampPath": reference(),
        **_FLOW,
    },
    "Succeed": {**_COMMON, **_THROUGH},
    "Fail": {
        **_COMMON,
        "Error": text(computed=True),
        "ErrorPath": path(intrinsic=True),
        "Cause": text(computed=True),
        "CausePath": path(intrinsic=True),
    },
    "Parallel": {
        **_COMMON,
        "Branches": parts("branch", required=True, filled=True),
        **_THROUGH,
        **_ASSIGN,
        **_RESULT,
        "Parameters": payload("JSONPath"),
        "Arguments": payload("JSONata"),
        **_ERRORS,
        **_FLOW,
    },
    "Map": {
        **_COMMON,
        "ItemProcessor": part("processor"),
        "Iterator": part("processor"),
        **_THROUGH,
        **_ASSIGN,
        **_RESULT,
        "Parameters": payload("JSONPath"),
        "ItemsPath": reference(),
        "Items": payload("JSONata"),
        "ItemSelector": payload(),
        "ItemReader": part("ItemReader"),
        "ItemBatcher": part("ItemBatcher"),
        "ResultWriter": part("ResultWriter"),
        "MaxConcurrency": integer(0, computed=True),
        "MaxConcurrencyPath": reference(),
        "ToleratedFailureCount": integer(0, computed=True),
        "ToleratedFailureCountPath": reference(),
        "ToleratedFailurePercentage": Field("number", least=0.0, most=100.0, computed=True),
        "ToleratedFailurePercentagePath": reference(),
        "Label": text(),
        **_ERRORS,
        **_FLOW,
    },
    # A state whose Type is missing or unknown: no more can be said of its fields.
    "state": {"Type": _COMMON["Type"], **_LANGUAGE},
}
