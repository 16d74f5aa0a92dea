"""Executions against what AWS recorded: status, output, error, cause, and every event of the history."""

import pytest
from recordings.cases import ABSENT, RECORDINGS, Case, read
from recordings.verdict import WRONG, difference

ALL = read("execution", "sync_execution")
CASES = [case for case in ALL if case["id"] not in WRONG]


@pytest.mark.skipif(not RECORDINGS.exists(), reason=ABSENT)
def test_there_are_recordings_to_compare_with() -> None:
    assert len(CASES) > 500


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_an_execution_goes_as_recorded(case: Case) -> None:
    assert None is difference(case)


@pytest.mark.parametrize("case", [case for case in ALL if case["id"] in WRONG], ids=lambda case: case["id"])
def test_a_wrong_recording_still_differs_in_what_is_wrong_with_it(case: Case) -> None:
    said, _ = WRONG[case["id"]]

    assert said == difference(case)
