"""Valid definitions of every state type, nested, in both query languages.

Transitions lead forwards only, so that every machine comes to an end.
"""

import itertools
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from generated.documents import EXPRESSIONS, INTRINSICS, PATHS, SCALARS, TEXTS, WIDE_PATHS

Fields = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]

ERRORS = [
    "States.ALL",
    "States.TaskFailed",
    "States.Timeout",
    "OrderRefused",
    "Lambda.TooManyRequestsException",
]
RESOURCES = {
    "arn:aws:lambda:us-east-1:123456789012:function:f": {},
    "arn:aws:states:::lambda:invoke": {"FunctionName": "f", "Payload": {"x": 1}},
    "arn:aws:states:::sqs:sendMessage": {"QueueUrl": "https://q", "MessageBody": "m"},
    "arn:aws:states:::sns:publish": {"TopicArn": "arn:aws:sns:us-east-1:123456789012:t", "Message": "m"},
    "arn:aws:states:::dynamodb:putItem": {"TableName": "t", "Item": {"id": {"S": "1"}}},
    "arn:aws:states:::aws-sdk:sts:getCallerIdentity": {},
}
# An EXPRESS workflow may not wait for these.
WAITING = {
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken": {"QueueUrl": "https://q", "MessageBody": {"x": 1}},
    "arn:aws:states:::states:startExecution.sync:2": {
        "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:m"
    },
}
COMPARISONS: dict[str, Any] = {
    "IsPresent": True,
    "IsNull": False,
    "IsNumeric": True,
    "NumericGreaterThan": 3,
    "NumericEqualsPath": "$.n",
    "StringEquals": "a",
    "StringMatches": "a*",
    "StringLessThanPath": "$.text",
    "BooleanEquals": True,
    "TimestampGreaterThan": "2030-01-01T00:00:00Z",
}


@st.composite
def machines(draw: Draw, *, type: str = "STANDARD", depth: int = 2) -> Fields:
    """Generate a definition of this workflow type, nested so deep at most."""
    language = draw(st.sampled_from(["JSONPath", "JSONata"]))
    top = _Maker(draw, type, language, itertools.count(1)).group(depth)
    optional = {"QueryLanguage": language, "Comment": "generated", "TimeoutSeconds": 10**6}
    return _some(draw, optional, always=["QueryLanguage"] if language == "JSONata" else []) | top


@st.composite
def map_runs(draw: Draw) -> Fields:
    """Generate a definition whose only state is a Distributed Map."""
    language = draw(st.sampled_from(["JSONPath", "JSONata"]))
    maker = _Maker(draw, "STANDARD", language, itertools.count(1))
    state = {"Type": "Map", **maker.map(language, 2, [], inline=False), "End": True}
    return {"QueryLanguage": language, "StartAt": "Each", "States": {"Each": state}}


def _some(draw: Draw, optional: Fields, always: list[str] | None = None) -> Fields:
    """Keep some of these fields; those whose value is a strategy are drawn."""
    kept = {name: value for name, value in optional.items() if name in (always or []) or draw(st.booleans())}
    return {
        name: draw(value) if isinstance(value, st.SearchStrategy) else value for name, value in kept.items()
    }


def _led_to(start: str, states: dict[str, Fields]) -> dict[str, Fields]:
    """Keep the states that some state leads to, since AWS refuses the others."""
    kept, wanted = {}, {start}
    for name, state in states.items():
        if name in wanted:
            kept[name] = state
            parts = [state, *state.get("Catch", []), *state.get("Choices", [])]
            wanted |= {part[field] for part in parts for field in ("Next", "Default") if field in part}
    return kept


class _Maker:
    """Make groups of states whose names are unique over the whole machine."""

    def __init__(self, draw: Draw, type: str, language: str, numbers: "itertools.count[int]") -> None:
        self.draw, self.type, self.language, self.numbers = draw, type, language, numbers
        self.makers: dict[str, Callable[[str, int, list[str]], Fields]] = {
            "Choice": self.choice,
            "Fail": self.fail,
            "Map": self.map,
            "Parallel": self.parallel,
            "Pass": self.pass_,
            "Succeed": self.succeed,
            "Task": self.task,
            "Wait": self.wait,
        }

    def group(self, depth: int) -> Fields:
        names = [
            f"{next(self.numbers)}{self.draw(st.sampled_from(['', ' state', '-é', '?']))}" for _ in "123"
        ]
        names = names[: self.draw(st.integers(1, 3))]
        states = {name: self.state(depth, later=names[index + 1 :]) for index, name in enumerate(names)}
        return {"StartAt": names[0], "States": _led_to(names[0], states)}

    def state(self, depth: int, later: list[str]) -> Fields:
        own = self.draw(st.sampled_from([None, None, "JSONata"])) if self.language == "JSONPath" else None
        language = own or self.language
        kinds = ["Pass", "Task", "Wait", *(["Parallel", "Map"] if depth else [])]
        kinds += ["Choice"] if later else ["Succeed", "Fail"]
        kind = self.draw(st.sampled_from(kinds))
        state = {"Type": kind} | ({"QueryLanguage": own} if own else {})
        state |= self.makers[kind](language, depth, later)
        state |= {} if kind in {"Succeed", "Fail"} else self.assigned(language, depth)
        if kind in {"Choice", "Succeed", "Fail"}:
            return state
        return state | ({"Next": self.draw(st.sampled_from(later))} if later else {"End": True})

    def pass_(self, language: str, depth: int, later: list[str]) -> Fields:
        if language == "JSONata":
            return self.output()
        result = st.one_of(SCALARS, st.just({"items": [1, 2]}))
        return _some(self.draw, {"Parameters": self.template(), "Result": result}) | self.flow("ResultPath")

    def task(self, language: str, depth: int, later: list[str]) -> Fields:
        resources = RESOURCES | (WAITING if self.type == "STANDARD" else {})
        resource = self.draw(st.sampled_from(sorted(resources)))
        waits = resource in WAITING
        arguments = "Arguments" if language == "JSONata" else "Parameters"
        limits = {"TimeoutSeconds": st.integers(20, 100), "HeartbeatSeconds": st.integers(1, 19)}
        state = {"Resource": resource, arguments: resources[resource]}
        state |= _some(self.draw, limits, always=["TimeoutSeconds"] if waits else [])
        if "TimeoutSeconds" not in state:
            state.pop("HeartbeatSeconds", None)
        return state | self.processed(language) | self.guarded(language, later)

    def wait(self, language: str, depth: int, later: list[str]) -> Fields:
        ways: list[Fields] = [{"Seconds": 0}, {"Seconds": 3600}, {"Timestamp": "2025-06-01T00:00:00Z"}]
        if language == "JSONata":
            return self.draw(st.sampled_from([*ways, {"Seconds": "{% $states.input.n %}"}])) | self.output()
        more: list[Fields] = [{"SecondsPath": "$.n"}, {"TimestampPath": "$.when"}]
        return self.draw(st.sampled_from([*ways, *more])) | self.flow()

    def choice(self, language: str, depth: int, later: list[str]) -> Fields:
        rules = [
            self.rule(language) | {"Next": self.draw(st.sampled_from(later))}
            for _ in range(self.draw(st.integers(1, 3)))
        ]
        return {"Choices": rules} | _some(self.draw, {"Default": st.sampled_from(later)})

    def rule(self, language: str) -> Fields:
        if language == "JSONata":
            conditions = ["$exists($states.input.a)", "$states.input.n > 3", "true", "$states.input.a"]
            return {"Condition": f"{{% {self.draw(st.sampled_from(conditions))} %}}"}
        operator = self.draw(st.sampled_from(sorted(COMPARISONS)))
        one = {"Variable": self.draw(PATHS), operator: COMPARISONS[operator]}
        return self.draw(st.sampled_from([one, {"Not": one}, {"And": [one, one]}, {"Or": [one]}]))

    def succeed(self, language: str, depth: int, later: list[str]) -> Fields:
        return self.output() if language == "JSONata" else self.flow()

    def fail(self, language: str, depth: int, later: list[str]) -> Fields:
        if language == "JSONata":
            return _some(self.draw, {"Error": "OrderRefused", "Cause": EXPRESSIONS})
        ways = [{"Error": "OrderRefused", "Cause": "No."}, {"ErrorPath": "$.text"}, {"Cause": "No."}, {}]
        return self.draw(st.sampled_from(ways))

    def parallel(self, language: str, depth: int, later: list[str]) -> Fields:
        branches = [self.group(depth - 1) for _ in range(self.draw(st.integers(1, 3)))]
        return {"Branches": branches} | self.processed(language) | self.guarded(language, later)

    def map(self, language: str, depth: int, later: list[str], *, inline: bool = True) -> Fields:
        modes = [{}, {"Mode": "INLINE"}] if inline else []
        kinds = ["STANDARD", "EXPRESS"] if self.type == "STANDARD" else []
        modes += [{"Mode": "DISTRIBUTED", "ExecutionType": kind} for kind in kinds]
        mode = self.draw(st.sampled_from(modes))
        kind = mode.get("ExecutionType", self.type)
        child = _Maker(self.draw, kind, self.language, self.numbers)
        processor = child.group(depth - 1) | ({"ProcessorConfig": mode} if mode else {})
        items, selector = (
            ("Items", "{% $states.input.items %}"),
            {"v": "{% $states.context.Map.Item.Value %}"},
        )
        if language == "JSONPath":
            items, selector = (
                ("ItemsPath", "$.items"),
                {"v.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index"},
            )
        optional: Fields = {"MaxConcurrency": st.integers(0, 3), "ItemSelector": st.just(selector)}
        optional |= _distributed(language) if "ExecutionType" in mode else {}
        state = {items[0]: items[1], "ItemProcessor": processor} | _some(self.draw, optional)
        return state | self.processed(language) | self.guarded(language, later)

    def output(self) -> Fields:
        template = EXPRESSIONS | st.fixed_dictionaries({"items": EXPRESSIONS | st.just([1, 2]), "n": SCALARS})
        return _some(self.draw, {"Output": template})

    def flow(self, *more: str) -> Fields:
        optional: Fields = {"InputPath": PATHS | st.none(), "OutputPath": PATHS | st.none()}
        for name in more:
            optional[name] = st.sampled_from(["$.a", "$.n", "$.new.deep", "$"]) | st.none()
        return _some(self.draw, optional)

    def assigned(self, language: str, depth: int) -> Fields:
        """Assign, to a name that no group around has."""
        name = f"seen{depth}" if language == "JSONata" else f"seen{depth}.$"
        value = EXPRESSIONS if language == "JSONata" else WIDE_PATHS | INTRINSICS
        return _some(self.draw, {"Assign": st.fixed_dictionaries({name: value})})

    def processed(self, language: str) -> Fields:
        if language == "JSONata":
            return self.output()
        return self.flow("ResultPath") | _some(self.draw, {"ResultSelector": self.template()})

    def template(self) -> st.SearchStrategy[Fields]:
        return st.fixed_dictionaries(
            {},
            optional={
                "a.$": WIDE_PATHS,
                "items.$": INTRINSICS | WIDE_PATHS,
                "text": TEXTS,
                "b": st.just([1]),
            },
        )

    def guarded(self, language: str, later: list[str]) -> Fields:
        """Retry and Catch, some of the time."""
        # States.ALL stands alone and last; MaxAttempts stays small, so that retries come to an end.
        retrier = st.fixed_dictionaries(
            {"ErrorEquals": st.sampled_from([[error] for error in ERRORS])},
            optional={
                "IntervalSeconds": st.integers(1, 60),
                "MaxAttempts": st.integers(0, 3),
                "BackoffRate": st.sampled_from([1.0, 1.5, 2]),
                "MaxDelaySeconds": st.integers(61, 100),
                "JitterStrategy": st.sampled_from(["FULL", "NONE"]),
            },
        )
        optional: Fields = {"Retry": st.lists(retrier, min_size=1, max_size=1)}
        if later:
            more = {"Output": EXPRESSIONS} if language == "JSONata" else {"ResultPath": st.just("$.error")}
            catcher = st.fixed_dictionaries(
                {
                    "ErrorEquals": st.sampled_from([[error] for error in ERRORS]),
                    "Next": st.sampled_from(later),
                },
                optional=more,
            )
            optional["Catch"] = st.lists(catcher, min_size=1, max_size=1)
        return _some(self.draw, optional)


def _distributed(language: str) -> Fields:
    """What only a Distributed Map may have."""
    call = "Arguments" if language == "JSONata" else "Parameters"
    where = {"Bucket": "things", "Key": "file"}
    reader = {"Resource": "arn:aws:states:::s3:getObject", call: where, "ReaderConfig": {"InputType": "JSON"}}
    written = {"Resource": "arn:aws:states:::s3:putObject", call: {"Bucket": "things", "Prefix": "out"}}
    formed = {"WriterConfig": {"Transformation": "FLATTEN", "OutputType": "JSON"}}
    return {
        "ToleratedFailureCount": st.integers(0, 2),
        "ToleratedFailurePercentage": st.sampled_from([0, 50, 100]),
        "ItemReader": st.just(reader),
        "ItemBatcher": st.fixed_dictionaries(
            {"MaxItemsPerBatch": st.integers(1, 3)}, optional={"BatchInput": st.just({"x": 1})}
        ),
        "ResultWriter": st.sampled_from([written, formed, {**written, **formed}]),
    }
