"""From values to a state: the rows of AWS's own tables."""

import pytest

from course.cloud.monitoring.alarms.judging import Rule, judge

TREATMENTS = ("missing", "ignore", "breaching", "notBreaching")
ALARM, OK, UNKNOWN, KEEP = "ALARM", "OK", "INSUFFICIENT_DATA", None


@pytest.mark.parametrize(
    "shown, datapoints, expected",
    [
        ("0 - X - X", 3, (OK, OK, OK, OK)),
        ("- - - - 0", 3, (OK, OK, OK, OK)),
        ("- - - - -", 3, (UNKNOWN, KEEP, ALARM, OK)),
        ("0 X X - X", 3, (ALARM, ALARM, ALARM, ALARM)),
        ("- - X - -", 3, (ALARM, KEEP, ALARM, OK)),
        ("- - - - X", 3, (KEEP, KEEP, ALARM, OK)),
        ("0 - X - X", 2, (ALARM, ALARM, ALARM, ALARM)),
        ("0 0 X 0 X", 2, (ALARM, ALARM, ALARM, ALARM)),
        ("0 - X - -", 2, (OK, OK, ALARM, OK)),
        ("- - - - 0", 2, (OK, OK, ALARM, OK)),
        ("- - - X -", 2, (ALARM, KEEP, ALARM, OK)),
    ],
)
def test_a_row_is_judged_as_aws_says(shown, datapoints, expected):
    values = [{"0": 0.0, "X": 1.0, "-": None}[each] for each in shown.split()]

    found = tuple(
        judge(values, Rule(3, datapoints, "GreaterThanThreshold", 0.5, missing)).state
        for missing in TREATMENTS
    )

    assert expected == found
