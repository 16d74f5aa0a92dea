"""The rubrics of module 5: their tables hold what they claim."""

import itertools
import json
from typing import Any

import pytest

from course.cloud import Account
from grader.checks import Bench
from grader.rubrics import exercise, insurer
from grader.rubrics.m05 import bad_day, e2_filters, e4_fourth_listener, e5_who_can_lose
from grader.rubrics.m05.who_may_send import Guarded, anybody_may_send, not_admitted, others_admitted

TOPIC = "arn:aws:sns:us-east-1:123456789012:north-payments"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:north-sales-q"
LEARNERS = [f"learner-{number}" for number in range(20)]


def bench(exercise_id: str, learner_id: str, *, grading: bool) -> Bench:
    """A bench without answers."""
    return Bench(exercise(exercise_id), {}, learner_id=learner_id, grading=grading)


# The day of the system that only grading has.
((_, _, SHORT_DAY),) = e5_who_can_lose.more_systems(bench("m05.e5", "x", grading=True))


@pytest.mark.parametrize("learner_id", LEARNERS)
def test_the_visible_messages_show_both_sides_of_every_filter(learner_id: str) -> None:
    """Locally as in grading, each of channel, limit and outcome decides on some message alone."""
    place = bench("m05.e2", learner_id, grading=False)
    limit, table = place.variant["limit"], e2_filters.messages(place)
    seen = {(message.fact["channel"] in ("web", "app"), message.fact["amount"] > limit) for message in table}

    assert e2_filters.VISIBLE == len(table)
    assert set(itertools.product((True, False), repeat=2)) == seen
    assert limit in [message.fact["amount"] for message in table if message.fact["channel"] in ("web", "app")]
    assert set(insurer.OUTCOMES) == {message.outcome for message in table}


def test_grading_adds_messages_and_changes_none() -> None:
    """The visible table is the beginning of the whole one."""
    some, everything = (
        e2_filters.messages(bench("m05.e2", "x", grading=grading)) for grading in (False, True)
    )

    assert len(some) < len(everything)
    assert some == everything[: len(some)]


@pytest.mark.parametrize("learner_id", LEARNERS)
def test_fraud_is_asked_about_each_reason_alone_both_and_none(learner_id: str) -> None:
    """Both fields decide, also at the boundary."""
    place = bench("m05.e4", learner_id, grading=False)
    limit, home = place.variant["limit"], place.variant["home_currency"]
    facts = [payment["fact"] for payment in e4_fourth_listener.payments(place)]

    assert set(itertools.product((True, False), repeat=2)) == {
        (fact["amount"] > limit, fact["currency"] != home) for fact in facts
    }
    assert (limit, home) in {(fact["amount"], fact["currency"]) for fact in facts}


@pytest.mark.parametrize("minutes", [65, 150])
@pytest.mark.parametrize("plan", [e5_who_can_lose.DAY, SHORT_DAY], ids=["whole", "short"])
def test_on_the_bad_day_exactly_the_weak_kinds_lose_payments(minutes: int, plan: bad_day.Plan) -> None:
    """What the rubric expects of the list is what happens when nothing is repaired."""
    services = dict(zip(bad_day.KINDS, e5_who_can_lose.EVERYBODY, strict=True))
    with Account() as account:
        day = bad_day.play(account, "north", services, minutes, plan, lambda *_: None)

    assert set(e5_who_can_lose.WEAK_KINDS) == {kind for kind, fate in day.fates.items() if fate.lost}
    assert [] == [kind for kind, fate in day.fates.items() if fate.doubled]


def policy(principal: Any, condition: dict[str, Any] | None = None) -> str:
    """The text of a queue policy with one statement."""
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sqs:SendMessage", "Resource": QUEUE}
    return json.dumps({"Statement": [statement | ({"Condition": condition} if condition else {})]})


FROM_TOPIC = {"ArnEquals": {"aws:SourceArn": TOPIC}}
SNS = {"Service": "sns.amazonaws.com"}


@pytest.mark.parametrize(
    "text, admits, admits_others, open_to_all",
    [
        (policy(SNS, FROM_TOPIC), True, False, False),
        (policy("*", FROM_TOPIC), True, False, False),
        (policy("*"), True, True, True),
        (policy(SNS), True, True, True),
        (policy(SNS, {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:north-payments"}}), True, True, True),
        (policy(SNS, {"StringEquals": {"aws:SourceAccount": "123456789012"}}), True, True, False),
        (policy(SNS, {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:999999999999:*"}}), False, True, False),
        (policy(SNS, {"ArnLike": {"aws:SourceArn": TOPIC[:-8] + "*"}}), True, True, False),
        (policy({"AWS": "999999999999"}), False, True, False),
        (policy({"AWS": "arn:aws:iam::123456789012:root"}), False, False, False),
        (policy(SNS, {"ArnEquals": {"aws:SourceArn": QUEUE}}), False, False, False),
        ("", False, True, False),
        ("no policy at all", False, False, False),
    ],
)
def test_a_queue_policy_is_read_as_aws_would_enforce_it(
    text: str, *, admits: bool, admits_others: bool, open_to_all: bool
) -> None:
    """Who gets in, and who gets in besides. A queue without a policy earns nothing for keeping others out."""
    queue = Guarded("north-sales-q", TOPIC, exists=True, policy=text)

    assert admits == (not list(not_admitted([queue])))
    assert admits_others == bool(list(others_admitted([queue])))
    assert open_to_all == anybody_may_send([queue])
