"""Intrinsic functions against recorded answers of AWS.

The recordings are no part of the project. They are looked for in the folder that ``COURSE_CONFORMANCE`` names, or in
``shared/conformance`` beside the checkout.
"""

import json
import os
import random
import re
from pathlib import Path
from typing import Any

import pytest

from course.asl.intrinsics import evaluate, parse_call
from course.asl.jsonpath import parse_path

ROOT = Path(__file__).resolve().parents[3]
RECORDINGS = (
    Path(os.environ.get("COURSE_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "states.jsonl"
)
MACHINE = "order-of-<ArnPart_0idx>"


def _cases() -> list[dict[str, Any]]:
    """The executions whose single Pass state fills in a payload template with calls."""
    if not RECORDINGS.exists():
        return []
    cases = [json.loads(line) for line in RECORDINGS.read_text(encoding="utf-8").splitlines()]
    return [
        case
        for case in cases
        if case["area"] == "intrinsic_functions" and case["kind"] == "execution" and "(" in _template(case)
    ]


def _template(case: dict[str, Any]) -> str:
    (state,) = json.loads(case["definition"])["States"].values()
    return next(iter(state.get("Parameters", {"": ""}).values()))


@pytest.mark.skipif(not RECORDINGS.exists(), reason="no recordings: set COURSE_CONFORMANCE to their folder")
def test_there_are_recordings_to_compare_with() -> None:
    assert len(_cases()) > 50


@pytest.mark.parametrize("case", _cases(), ids=lambda case: re.sub(r".*::", "", case["id"]))
def test_a_recorded_call_returns_what_was_recorded(case: dict[str, Any]) -> None:
    document = json.loads(case["input"])
    context = {"Execution": {"Input": document}, "StateMachine": {"Name": MACHINE}}
    result = evaluate(
        parse_call(_template(case)),
        lambda path: parse_path(path).read(document, context, {}),
        random.Random(0),
    )
    output = case["expected"]["output"]

    assert _like(output.get("FunctionResult", output), result)


def _like(expected: Any, result: Any) -> bool:
    """Whether a result is as recorded; a random number was recorded by a word."""
    if expected == "RandomNumberGenerated":
        return isinstance(result, int)
    return json.dumps(expected, sort_keys=True) == json.dumps(result, sort_keys=True)
