"""What Step Functions takes for a timestamp."""

import pytest

from course.asl.jsonpath import parse_timestamp

NOON = 1_714_564_800_000_000_000


@pytest.mark.parametrize(
    "text,expected",
    [
        ("2024-05-01T12:00:00Z", NOON),
        ("2024-05-01T12:00Z", NOON),
        ("2024-05-01T12:00:00.5Z", NOON + 500_000_000),
        ("2024-05-01T12:00:00.000000001Z", NOON + 1),
        ("2024-05-01T14:00:00+02:00", NOON),
        ("2024-05-01T06:30:00-05:30", NOON),
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59.5Z", -500_000_000),
        ("2024-02-29T00:00:00Z", NOON - (62 * 24 + 12) * 3_600_000_000_000),
    ],
)
def test_a_timestamp_is_a_count_of_nanoseconds(text: str, expected: int) -> None:
    assert expected == parse_timestamp(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "now",
        "2024-05-01",
        "2024-05-01T12:00:00",
        "2024-05-01 12:00:00Z",
        "2024-13-01T12:00:00Z",
        "2023-02-29T12:00:00Z",
        "2024-05-01T25:00:00Z",
        "2024-05-01T12:60:00Z",
        "01-05-2024T12:00:00Z",
        "2024-05-01T12:00:00+0200",
        "2024-05-01T12:00:00+02",
        "2024-05-01T12:00:00+19:00",
        "2024-05-01T12:00:00+02:60",
        "2024-05-01T12:00:00.0000000001Z",
        "2024-05-01T12:00:00Z ",
        "٢٠٢٤-05-01T12:00:00Z",
        5,
        None,
        True,
        ["2024-05-01T12:00:00Z"],
    ],
)
def test_anything_else_is_none(text: object) -> None:
    assert parse_timestamp(text) is None
