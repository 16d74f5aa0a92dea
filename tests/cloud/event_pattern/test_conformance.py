"""Event patterns against recorded answers of AWS and the cases of the engine that AWS publishes.

The recordings are no part of the project. They are looked for in the folder that ``COURSE_CONFORMANCE`` names, or in
``shared/conformance`` beside the checkout.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from course.cloud.event_pattern import EventError, PatternError, parse, read_event
from course.cloud.event_pattern.numbers import read_float

ROOT = Path(__file__).resolve().parents[3]
RECORDINGS = (
    Path(os.environ.get("COURSE_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "events.jsonl"
)


def _cases() -> list[dict[str, Any]]:
    if not RECORDINGS.exists():
        return []
    return [json.loads(line) for line in RECORDINGS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.skipif(not RECORDINGS.exists(), reason="no recordings: set COURSE_CONFORMANCE to their folder")
def test_there_are_recordings_to_compare_with() -> None:
    assert len(_cases()) > 500


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["id"])
def test_a_recorded_case_is_answered_as_recorded(case: dict[str, Any]) -> None:
    answer, reason = _answer(case)

    assert case["expected"] == answer
    assert case["reason"] in ("", reason)


def _answer(case: dict[str, Any]) -> tuple[object, str]:
    try:
        pattern = parse(case["pattern"])
    except PatternError as refusal:
        return "invalid pattern", refusal.message
    if case["event"] is None:
        return "valid", ""
    try:
        # The cases of the engine, and of Lambda's filters, are about objects of any kind.
        whole = "test_" in case["id"] and case["source"] == "aws"
        event = read_event(case["event"]) if whole else json.loads(case["event"], parse_float=read_float)
    except EventError as refusal:
        return "invalid event", refusal.message
    return pattern.matches(event), ""
