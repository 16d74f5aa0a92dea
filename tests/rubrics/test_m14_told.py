"""M14: what a report tells of an answer that came by HTTP."""

import pytest

from grader.checks.doors import Asked
from grader.rubrics.m14.front_stories import came


@pytest.mark.parametrize(
    "failure, told",
    [
        ("", '500 {"message": "Internal Server Error"}'),
        (
            "function door ended in KeyError: 'amount'",
            '500 {"message": "Internal Server Error"}; function door ended in KeyError: \'amount\'',
        ),
    ],
)
def test_the_crash_behind_an_answer_is_told_with_it(failure: str, told: str) -> None:
    assert told == came(Asked(500, text='{"message": "Internal Server Error"}', failure=failure))
