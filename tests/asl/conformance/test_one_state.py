"""States alone against what AWS's TestState answered: every field, or the refusal with its message."""

import pytest
from recordings.cases import ABSENT, RECORDINGS, Case, read
from recordings.one_state import difference

CASES = read("test_state")


@pytest.mark.skipif(not RECORDINGS.exists(), reason=ABSENT)
def test_there_are_states_to_compare_with() -> None:
    assert len(CASES) > 50


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_state_alone_answers_as_recorded(case: Case) -> None:
    assert None is difference(case)
