"""The cost lens asks the meter, and says where each price is from and what is missing."""

from dataclasses import replace

import boto3
import pytest
import traitlets

from course.cloud import Account
from course.cloud.meter import Bill, Line
from course.widgets import View, cost_lens
from course.widgets.charts.cost_scene import text_of, usd


@pytest.fixture
def account():
    with Account() as account:
        queue = boto3.client("sqs").create_queue(QueueName="q")["QueueUrl"]
        for _ in range(9):
            boto3.client("sqs").send_message(QueueUrl=queue, MessageBody="x")
        yield account


LINE = Line(
    "sqs", "requests", 10, "requests", 0.4, 1_000_000, 4e-6, 1e7, 4.0, "https://a.example/", "2026-11", "n"
)
BILL = Bill((LINE,), ("Storage.",), 1e6, False)


def test_the_bill_is_the_meters(account):
    lens = cost_lens(account, times=1_000_000)
    bill = account.meter(1_000_000)

    assert f"1,000,000 times a month {usd(bill.month)}" in lens.text
    assert "10,000,000 requests" in lens.text


def test_moving_the_slider_asks_the_meter_again(account):
    lens = cost_lens(account)
    lens.at = lens.choices.index("1,000,000 times a month")

    assert usd(account.meter(1_000_000).month) in lens.body


def test_free_amounts_are_taken_off_when_asked_for(account):
    lens = cost_lens(account, times=1000)
    lens.free_tier = True

    assert "free amounts taken off" in lens.says
    assert "1,000 times a month 0 USD" in lens.text


@pytest.mark.parametrize("at", [-5, 10**6])
def test_a_step_that_does_not_exist_is_the_nearest_one(account, at):
    lens = cost_lens(account)
    lens.at = at

    assert "times a month" in lens.body


def test_a_step_that_is_no_number_is_refused(account):
    with pytest.raises(traitlets.TraitError):
        cost_lens(account).at = "many"


def test_any_number_of_times_can_be_begun_with(account):
    lens = cost_lens(account, times=43_200)

    assert "43,200 times a month" == lens.choices[lens.at]


def test_two_designs_are_compared_in_words(account):
    text = text_of({"polling": BILL, "push": replace(BILL, lines=(replace(LINE, month=1.0),))})

    assert "polling costs 3.00 USD more a month than push, 4.0 times as much." in text


def test_sources_dates_and_what_is_left_out_are_said(account):
    lens = cost_lens(account)

    assert "https://aws.amazon.com/sqs/pricing/" in lens.text
    assert 'href="https://aws.amazon.com/sqs/pricing/"' in lens.body
    assert "Data that leaves AWS or its Region." in lens.body


def test_an_ended_account_has_no_lines_of_what_it_stored():
    with Account() as ended:
        boto3.client("sqs").create_queue(QueueName="q")
    with Account() as other:
        logs, at = boto3.client("logs"), int(other.now().timestamp() * 1000)
        logs.create_log_group(logGroupName="g")
        logs.create_log_stream(logGroupName="g", logStreamName="s")
        logs.put_log_events(
            logGroupName="g", logStreamName="s", logEvents=[{"timestamp": at, "message": "x"}]
        )
        lens = cost_lens({"one": ended, "other": other})

    one, _, two = lens.text.partition("\nother\n")

    assert "logs" not in one
    assert "this account does not run any more" in one
    assert "taken in" in two


@pytest.mark.parametrize("times", [0, -1, float("nan")])
def test_no_times_at_all_are_refused_kindly(account, times):
    shown = cost_lens(account, times=times)

    assert isinstance(shown, View)
    assert "times a month is not possible" in shown.text


@pytest.mark.parametrize(
    "amount, said", [(0, "0 USD"), (4e-7, "0.0000004 USD"), (0.0063, "0.0063 USD"), (1234.5, "1,234.50 USD")]
)
def test_small_sums_keep_their_digits(amount, said):
    assert said == usd(amount)


def test_names_from_outside_are_shown_as_they_are(account):
    lens = cost_lens({"<img onerror=x>": account, "b": account})

    assert "<img" not in lens.body
    assert "&lt;img" in lens.body
