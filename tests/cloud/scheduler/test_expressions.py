"""Schedule expressions: when they are due, and what is refused."""

from datetime import UTC, datetime
from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from course.cloud.scheduler.expressions import ExpressionError, parse

START = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)  # a Saturday


def _due(text, zone="UTC", since=START, count=3):
    def moments():
        moment = since
        while (moment := expression.after(moment, since)) is not None:
            yield moment

    expression = parse(text, zone)
    return [f"{each:%a %m-%d %H:%M}" for each in islice(moments(), count)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("rate(1 minute)", ["Sat 03-01 08:01", "Sat 03-01 08:02", "Sat 03-01 08:03"]),
        ("rate(12 hours)", ["Sat 03-01 20:00", "Sun 03-02 08:00", "Sun 03-02 20:00"]),
        ("rate(1 day)", ["Sun 03-02 08:00", "Mon 03-03 08:00", "Tue 03-04 08:00"]),
        ("at(2025-03-05T10:30:00)", ["Wed 03-05 10:30"]),
        ("at(2025-02-05T10:30:00)", []),
        ("cron(0 9 ? * MON-FRI *)", ["Mon 03-03 09:00", "Tue 03-04 09:00", "Wed 03-05 09:00"]),
        ("cron(0/20 8 * * ? *)", ["Sat 03-01 08:20", "Sat 03-01 08:40", "Sun 03-02 08:00"]),
        ("cron(15 10,14 1 * ? *)", ["Sat 03-01 10:15", "Sat 03-01 14:15", "Tue 04-01 10:15"]),
        ("cron(0 0 L * ? *)", ["Mon 03-31 00:00", "Wed 04-30 00:00", "Sat 05-31 00:00"]),
        ("cron(0 0 L-2 * ? *)", ["Sat 03-29 00:00", "Mon 04-28 00:00", "Thu 05-29 00:00"]),
        ("cron(0 0 15W * ? *)", ["Fri 03-14 00:00", "Tue 04-15 00:00", "Thu 05-15 00:00"]),
        ("cron(0 0 1W 6 ? *)", ["Mon 06-02 00:00", "Mon 06-01 00:00", "Tue 06-01 00:00"]),
        ("cron(0 0 LW * ? *)", ["Mon 03-31 00:00", "Wed 04-30 00:00", "Fri 05-30 00:00"]),
        ("cron(0 0 ? * 6L *)", ["Fri 03-28 00:00", "Fri 04-25 00:00", "Fri 05-30 00:00"]),
        ("cron(0 0 ? * TUE#2 *)", ["Tue 03-11 00:00", "Tue 04-08 00:00", "Tue 05-13 00:00"]),
        ("cron(0 0 ? * 1#5 *)", ["Sun 03-30 00:00", "Sun 06-29 00:00", "Sun 08-31 00:00"]),
        ("cron(0 0 ? * FRI-MON *)", ["Sun 03-02 00:00", "Mon 03-03 00:00", "Fri 03-07 00:00"]),
        ("cron(0 0 29 FEB ? *)", ["Tue 02-29 00:00", "Sun 02-29 00:00", "Fri 02-29 00:00"]),
        ("cron(0 12 1 JAN-MAR/2 ? 2025-2026)", ["Sat 03-01 12:00", "Thu 01-01 12:00", "Sun 03-01 12:00"]),
        ("cron(30 7 1 3 ? 2025)", []),
    ],
)
def test_a_schedule_is_due(text, expected):
    assert expected == _due(text)


def test_a_schedule_follows_the_clock_on_the_wall_through_the_year():
    since = datetime(2025, 3, 29, 12, 0, tzinfo=UTC)

    assert ["Sun 03-30 07:00", "Mon 03-31 07:00"] == _due("cron(0 9 * * ? *)", "Europe/Berlin", since, 2)
    assert ["Sat 10-25 07:00"] == _due(
        "cron(0 9 * * ? *)", "Europe/Berlin", datetime(2025, 10, 24, 12, tzinfo=UTC), 1
    )
    assert ["Mon 03-31 07:00"] == _due("at(2025-03-31T09:00:00)", "Europe/Berlin", since)


def test_a_time_that_summer_time_skips_is_left_out():
    since = datetime(2025, 3, 29, 12, 0, tzinfo=UTC)

    assert ["Mon 03-31 00:30"] == _due("cron(30 2 * * ? *)", "Europe/Berlin", since, 1)


def test_a_time_that_comes_twice_in_autumn_counts_once():
    since = datetime(2025, 10, 25, 12, 0, tzinfo=UTC)

    assert ["Sun 10-26 00:30", "Mon 10-27 01:30"] == _due("cron(30 2 * * ? *)", "Europe/Berlin", since, 2)


@pytest.mark.parametrize(
    "text, zone",
    [
        ("", "UTC"),
        ("rate(5 minute)", "UTC"),
        ("rate(1 minutes)", "UTC"),
        ("rate(0 minutes)", "UTC"),
        ("rate(5 weeks)", "UTC"),
        ("rate( 5 minutes)", "UTC"),
        ("at(tomorrow)", "UTC"),
        ("at(2025-02-30T00:00:00)", "UTC"),
        ("cron(0 9 * * *)", "UTC"),
        ("cron(0 9 * * * *)", "UTC"),
        ("cron(0 9 ? * ? *)", "UTC"),
        ("cron(60 9 * * ? *)", "UTC"),
        ("cron(0 24 * * ? *)", "UTC"),
        ("cron(0 0 32 * ? *)", "UTC"),
        ("cron(0 0 * 13 ? *)", "UTC"),
        ("cron(0 0 ? * 8 *)", "UTC"),
        ("cron(0 0 ? * MON#6 *)", "UTC"),
        ("cron(0/0 0 * * ? *)", "UTC"),
        ("cron(x 0 * * ? *)", "UTC"),
        ("rate(5 minutes)", "Mars/Olympus"),
        ("rate(5 minutes)", "../etc/passwd"),
    ],
)
def test_a_text_that_is_no_schedule_is_refused(text, zone):
    with pytest.raises(ExpressionError):
        parse(text, zone)


def test_a_rule_knows_no_at():
    with pytest.raises(ExpressionError, match=r"write rate\(5 minutes\), cron"):
        parse("at(2025-03-05T10:30:00)", once=False)


_FIELDS = st.tuples(
    st.sampled_from(["0", "*/7", "5-10", "59", "1,30"]),
    st.sampled_from(["*", "3", "20-2", "*/6"]),
    st.sampled_from(["1", "L", "31", "15W", "10-12", "*"]),
    st.sampled_from(["*", "2", "JAN-JUN", "*/5"]),
)


@given(_FIELDS, st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001  as hypothesis wants it
def test_the_next_moment_lies_ahead_and_nothing_is_skipped(fields, since):
    expression = parse(f"cron({' '.join(fields)} ? *)")
    following = expression.after(since, since)
    assume(following is not None)
    between = since + (following - since) / 2

    assert following > since
    assert following == expression.after(between, since)
