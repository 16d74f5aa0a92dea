"""The file of AWS's published numbers, and the lab's model of time beside it."""

import re
from datetime import date
from itertools import islice

import pytest

from course.facts import FactsError, fact, facts, latency, old_facts, retry_delays, value


@pytest.mark.parametrize("key", facts())
def test_a_fact_has_a_unit_a_source_at_aws_and_a_date(key: str) -> None:
    known = fact(key)

    assert known.unit
    assert re.fullmatch(r"https://(docs\.)?aws\.amazon\.com/\S+", known.source)
    assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", known.checked)


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(
        FactsError, match=r"no fact 'sns.retry.lamda'; the nearest is 'sns.retry.lambda'"
    ) as caught:
        fact("sns.retry.lamda")

    assert isinstance(caught.value, KeyError)
    assert str(caught.value).startswith("facts.toml")


def test_a_fact_shows_its_value_unit_source_and_date() -> None:
    longest = fact("sqs.long_poll.max")

    assert str(longest) == f"20 seconds ({longest.source}, {longest.checked})"
    assert value("sqs.long_poll.max") == 20


@pytest.mark.parametrize("key", [key for key in facts() if "immediate" in str(fact(key).value)])
def test_a_retry_schedule_has_as_many_attempts_as_aws_states(key: str) -> None:
    delays = list(retry_delays(key))
    first_attempt = 1 if key == "sns.retry.http" else 0  # AWS counts it only there

    assert value(key)["attempts"] == len(delays) + first_attempt


def test_a_queue_is_tried_again_at_once_then_slower_for_23_days() -> None:
    delays = list(retry_delays("sns.retry.sqs"))

    assert delays[:5] == [0, 0, 0, 1, 1]
    assert delays[5] == 1
    assert delays[14] == 20
    assert delays[5:15] == sorted(delays[5:15])
    assert set(delays[15:]) == {20}
    assert sum(delays) // 86_400 == 23


def test_an_http_endpoint_is_tried_again_three_times_20_seconds_apart() -> None:
    assert list(retry_delays("sns.retry.http")) == [20, 20, 20]


def test_delays_come_only_from_a_retry_schedule() -> None:
    with pytest.raises(FactsError, match=r"'sqs.batch' is 10, and no retry schedule"):
        list(islice(retry_delays("sqs.batch"), 1))


def test_latency_falls_back_from_operation_to_service_to_any() -> None:
    assert latency("sns", "Publish") == 0.012
    assert latency("sns", "ListTopics") == latency("sns", "default")
    assert latency("kinesis", "PutRecord") == latency("default", "default") == 0.010


def test_the_lab_s_model_of_time_is_no_fact() -> None:
    assert not [key for key in facts() if key.startswith("lab")]


def test_facts_grow_old_after_a_year_and_are_listed_not_failed() -> None:
    checked = {known.checked for known in facts().values()}
    newest = max(checked)
    year, month = int(newest[:4]), int(newest[5:])

    assert old_facts(date(year, month, 28)) == [
        known for known in facts().values() if known.checked < f"{year - 1}-{month:02}"
    ]
    assert len(facts()) == len(old_facts(date(year + 2, month, 1)))
