"""Which integration response a message chooses."""

import pytest

from course.cloud.front_door.integrations import response_mapping

LINES = "REJECTED: two reasons\n- the policy has ended\n- no mandate"


@pytest.mark.parametrize(
    "pattern, text, fits",
    [
        ("REJECTED.*", "REJECTED: the limit", True),
        ("REJECTED", "REJECTED: the limit", False),
        ("limit", "REJECTED: the limit", False),
        ("REJECTED.*", LINES, False),
        (r"REJECTED(.|\n)*", LINES, True),
        (r"REJECTED[\s\S]*", LINES, True),
        ("(?s)REJECTED.*", LINES, True),
        (r"(?!REJECTED)(.|\n)+", LINES, False),
        (r"(.|\n)+", "", False),
        (r"(.|\n)*|x", "ERROR " * 2_000, True),
        ("(", "(", False),
        (r"(?:a|b)++c", "abc", True),
    ],
)
def test_a_pattern_has_to_fit_the_whole_message(pattern, text, fits):
    assert fits == response_mapping.fits(pattern, text)


@pytest.mark.parametrize("pattern", [r"(.*\n*)*REJECTED.*", r"(a+)+b", r"((.|\s)*)*!"])
def test_a_pattern_that_runs_away_is_given_up(pattern):
    assert not response_mapping.fits(pattern, "a" * 60)
