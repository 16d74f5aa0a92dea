"""TestEventPattern against recorded answers of AWS; see tests/cloud/event_pattern/test_conformance.py for the rest."""

import json
import os
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

ROOT = Path(__file__).resolve().parents[3]
RECORDINGS = (
    Path(os.environ.get("COURSE_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "events.jsonl"
)


@pytest.mark.skipif(not RECORDINGS.exists(), reason="no recordings: set COURSE_CONFORMANCE to their folder")
def test_a_trial_of_a_pattern_answers_as_recorded(shop) -> None:
    cases = [json.loads(line) for line in RECORDINGS.read_text(encoding="utf-8").splitlines()]
    tried = [case for case in cases if case["id"].startswith("aws:test_event_pattern[")]

    assert tried
    assert [] == [case["id"] for case in tried if (case["expected"], case["reason"]) != _answer(shop, case)]


def _answer(shop, case):
    try:
        answer = shop.events.test_event_pattern(EventPattern=case["pattern"], Event=case["event"])
    except ClientError as refusal:
        return "invalid pattern", refusal.response["Error"]["Message"]
    return answer["Result"], ""
