"""Filter policies against recorded answers of AWS and the cases of other implementations.

The recordings are no part of the project. They are looked for in the folder that ``COURSE_CONFORMANCE`` names, or in
``shared/conformance`` beside the checkout.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from course.cloud.filter_policy import FilterPolicyError, parse

ROOT = Path(__file__).resolve().parents[2]
RECORDINGS = Path(os.environ.get("COURSE_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "sns.jsonl"
# A case that is wrong, and how that is known.
WRONG: dict[str, str] = {}


def _cases() -> list[dict[str, Any]]:
    if not RECORDINGS.exists():
        return []
    return [json.loads(line) for line in RECORDINGS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.skipif(not RECORDINGS.exists(), reason="no recordings: set COURSE_CONFORMANCE to their folder")
def test_there_are_recordings_to_compare_with() -> None:
    assert len(_cases()) > 100


@pytest.mark.parametrize(
    "case", [case for case in _cases() if case["id"] not in WRONG], ids=lambda case: case["id"]
)
def test_a_recorded_case_is_answered_as_recorded(case: dict[str, Any]) -> None:
    answer, reason = _answer(case)

    assert case["expected"] == answer
    assert case["reason"].partition("FilterPolicy: ")[2] == reason


def _answer(case: dict[str, Any]) -> tuple[object, str]:
    try:
        policy = parse(case["policy"], case["scope"])
    except FilterPolicyError as error:
        return "invalid", error.reason
    if case["message"] is None:
        return "valid", ""
    return policy.decide(case["attributes"], case["message"]).matched, ""
