"""Mocked results against the shapes of the services' APIs."""

from typing import Any

import pytest

from course.asl.integrations import Shape
from course.asl.one_state import Refused
from course.asl.one_state.conformity import problem

TEXT = Shape("string", minimum=2, maximum=3)
SHAPE = Shape(
    "object",
    required=frozenset({"Id"}),
    inner_fields=lambda: {
        "Id": TEXT,
        "Count": Shape("number", minimum=1, maximum=9),
        "Flag": Shape("boolean"),
        "Parts": Shape("array", inner_item=lambda: TEXT),
        "Tags": Shape("map", inner_item=lambda: Shape("number")),
        "Free": Shape("any"),
    },
)
FITS: list[Any] = [
    {"Id": "ab"},
    {"Id": "abc", "Count": 9, "Flag": False, "Parts": [], "Tags": {"a": 1.5}, "Free": None},
    {"Id": "ab", "id": 7, "Unknown": {}},
]
MISFITS: dict[str, Any] = {
    "Field 'result' must be an object": [],
    "Field 'Id' must be a string": {"Id": 1},
    "Field 'Id' is smaller than the minimum length": {"Id": "a"},
    "Field 'Id' exceeds the maximum length": {"Id": "abcd"},
    "Field 'Count' must be a number": {"Id": "ab", "Count": True},
    "Field 'Count' is smaller than the minimum value": {"Id": "ab", "Count": 0},
    "Field 'Count' exceeds the maximum value": {"Id": "ab", "Count": 10},
    "Field 'Flag' must be a boolean": {"Id": "ab", "Flag": 0},
    "Field 'Parts' must be an array": {"Id": "ab", "Parts": "ab"},
    "Field 'Parts' must be a string": {"Id": "ab", "Parts": ["ab", 1]},
    "Field 'Tags' must be an object": {"Id": "ab", "Tags": []},
    "Field 'Tags' must be a number": {"Id": "ab", "Tags": {"a": "1"}},
    "Required field 'Id' is missing": {"Count": 1},
}


@pytest.mark.parametrize("result", FITS)
def test_it_accepts(result: Any) -> None:
    assert "" == problem(result, SHAPE, required=True)


@pytest.mark.parametrize("said", MISFITS)
def test_it_says(said: str) -> None:
    assert said == problem(MISFITS[said], SHAPE, required=True)


def test_what_is_not_there_is_asked_for_only_if_fields_are_required() -> None:
    assert "" == problem({}, SHAPE, required=False)


@pytest.mark.parametrize("mode, refuses", [("STRICT", True), ("PRESENT", True), ("NONE", False)])
def test_the_mode_of_a_mock_says_whether_it_is_looked_at(attempt: Any, mode: str, refuses: bool) -> None:
    state = {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {"QueueUrl": "https://q", "MessageBody": "m"},
        "End": True,
    }

    if refuses:
        with pytest.raises(
            Refused, match="Mock result schema validation error: Field 'MessageId' must be a string"
        ):
            attempt(state, result={"MessageId": 1}, mode=mode)
    else:
        assert "SUCCEEDED" == attempt(state, result={"MessageId": 1}, mode=mode)["status"]
