"""Delivery policies of HTTP subscriptions and of their topics."""

import json
from itertools import pairwise

import pytest
from botocore.exceptions import ClientError

URL = "https://partner.example/orders"


@pytest.fixture
def partner(lab):
    """A partner that confirms at once, notes each notification, and fails as often as `failures` says."""

    class Partner:
        def __init__(self):
            self.requests, self.failures = [], 0

        def handle(self, request):
            body = json.loads(request["body"])
            if body["Type"] == "SubscriptionConfirmation":
                lab.sns.confirm_subscription(TopicArn=body["TopicArn"], Token=body["Token"])
                return 200, ""
            self.requests.append({**request, "at": lab.clock.elapsed})
            self.failures -= 1
            return (500, "busy") if self.failures >= 0 else (200, "")

    partner = Partner()
    lab.account.endpoint(URL, partner.handle)
    return partner


def _subscribe(lab, policy=None, topic_policy=None):
    topic = lab.topic()
    if topic_policy:
        lab.sns.set_topic_attributes(
            TopicArn=topic, AttributeName="DeliveryPolicy", AttributeValue=json.dumps({"http": topic_policy})
        )
    lab.subscribe(topic, URL, **({"DeliveryPolicy": policy} if policy else {}))
    lab.account.settle()
    return topic


def _waits(lab, partner, topic, failures):
    partner.failures = failures
    lab.sns.publish(TopicArn=topic, Message="m")
    lab.account.settle()
    return [round(later - sooner) for sooner, later in pairwise(each["at"] for each in partner.requests)]


def _retries(**policy):
    return {"healthyRetryPolicy": policy}


def test_a_policy_of_its_own_says_how_often_and_how_far_apart(lab, partner):
    policy = _retries(
        numRetries=7,
        numNoDelayRetries=1,
        numMinDelayRetries=2,
        numMaxDelayRetries=1,
        minDelayTarget=1,
        maxDelayTarget=9,
        backoffFunction="linear",
    )
    topic = _subscribe(lab, policy)

    assert [0, 1, 1, 1, 5, 9, 9] == _waits(lab, partner, topic, 99)
    assert [(URL, "lost")] == lab.ends(service="sns")


@pytest.mark.parametrize(
    "function, waits",
    [
        ("linear", [1, 26, 50, 75, 100]),
        ("arithmetic", [1, 16, 38, 66, 100]),
        ("geometric", [1, 3, 10, 32, 100]),
        ("exponential", [1, 1, 4, 19, 100]),
    ],
)
def test_the_waits_grow_by_the_function_asked_for(lab, partner, function, waits):
    policy = _retries(numRetries=5, minDelayTarget=1, maxDelayTarget=100, backoffFunction=function)

    assert all(
        abs(expected - made) <= 2
        for expected, made in zip(waits, _waits(lab, partner, _subscribe(lab, policy), 99), strict=True)
    )


def test_a_topics_policy_holds_where_a_subscription_has_none(lab, partner):
    topic = _subscribe(lab, topic_policy={"defaultHealthyRetryPolicy": {"numRetries": 1}})

    assert [20] == _waits(lab, partner, topic, 99)


def test_a_topic_may_forbid_policies_of_their_own(lab, partner):
    forbids = {"defaultHealthyRetryPolicy": {"numRetries": 1}, "disableSubscriptionOverrides": True}
    topic = _subscribe(lab, _retries(numRetries=5), forbids)

    assert [20] == _waits(lab, partner, topic, 99)


def test_without_a_policy_there_are_three_retries(lab, partner):
    assert [20, 20, 20] == _waits(lab, partner, _subscribe(lab), 99)


def test_a_policy_names_the_content_type_and_the_pace(lab, partner):
    policy = {
        "requestPolicy": {"headerContentType": "application/json"},
        "throttlePolicy": {"maxReceivesPerSecond": 2},
    }
    topic = _subscribe(lab, policy)
    for _ in range(4):
        lab.sns.publish(TopicArn=topic, Message="m")
    lab.account.settle()

    assert {"application/json"} == {each["headers"]["Content-Type"] for each in partner.requests}
    assert all(round(later["at"] - sooner["at"], 6) >= 0.5 for sooner, later in pairwise(partner.requests))


@pytest.mark.parametrize(
    "policy, message",
    [
        ("no json", "failed to parse JSON"),
        (_retries(numRetries=101), "numRetries must be a whole number from 0 to 100"),
        (_retries(minDelayTarget=0), "minDelayTarget must be a whole number from 1 to 3600"),
        (_retries(minDelayTarget=30, maxDelayTarget=20), "maxDelayTarget must be a whole number from 30"),
        (_retries(numRetries=2, numNoDelayRetries=2, numMinDelayRetries=1), "greater than or equal to total"),
        (_retries(numRetries=100, minDelayTarget=60, maxDelayTarget=60), "6000 seconds of retries in all"),
        (_retries(backoffFunction="quadratic"), "must be one of linear, arithmetic"),
        (_retries(tries=3), "healthyRetryPolicy has no tries"),
    ],
)
def test_a_policy_is_refused(lab, partner, policy, message):
    with pytest.raises(ClientError, match=message):
        _subscribe(lab, policy)


def test_a_queue_has_no_delivery_policy(lab):
    topic, url = lab.topic(), lab.queue()
    with pytest.raises(ClientError, match=r"Delivery policy is not supported for protocol \[sqs\]"):
        lab.subscribe(topic, lab.arn(url), DeliveryPolicy=_retries(numRetries=1))


def test_a_topics_policy_is_refused_as_a_subscriptions_is(lab):
    with pytest.raises(ClientError, match="numRetries must be a whole number"):
        _subscribe(lab, topic_policy={"defaultHealthyRetryPolicy": {"numRetries": -1}})
