"""Deliveries that fail: partners who must confirm, retries at exact times, messages kept and lost."""

import json
from itertools import pairwise

import pytest

PARTNER = "https://partner.example/payments"


class Partner:
    """An HTTP partner: what it was sent and when, and what it answers."""

    def __init__(self, lab, *answers):
        self.requests, self.times, self._lab, self._answers = [], [], lab, list(answers)
        lab.account.endpoint(PARTNER, self)

    def __call__(self, request):
        if request["headers"]["x-amz-sns-message-type"] == "SubscriptionConfirmation":
            document = json.loads(request["body"])
            self._lab.sns.confirm_subscription(TopicArn=document["TopicArn"], Token=document["Token"])
            return 200, ""
        self.requests.append(request)
        self.times.append(self._lab.clock.elapsed)
        return (self._answers.pop(0) if self._answers else 200), "answer"

    def waits(self):
        """The seconds between its requests."""
        return [round(b - a, 3) for a, b in pairwise(self.times)]


@pytest.fixture
def topic(lab):
    return lab.topic()


def _publish(lab, topic, text="paid"):
    lab.sns.publish(TopicArn=topic, Message=text)
    lab.account.settle()


def test_a_partner_is_asked_first_and_gets_nothing_until_it_confirms(lab, topic):
    asked = []
    lab.account.endpoint(PARTNER, lambda request: asked.append(request) or (200, ""))
    answer = lab.sns.subscribe(TopicArn=topic, Protocol="https", Endpoint=PARTNER)
    _publish(lab, topic)

    assert "pending confirmation" == answer["SubscriptionArn"]
    assert ["SubscriptionConfirmation"] == [each["headers"]["x-amz-sns-message-type"] for each in asked]
    assert [(PARTNER, "pending")] == lab.ends()
    (listed,) = lab.sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert ("PendingConfirmation", PARTNER) == (listed["SubscriptionArn"], listed["Endpoint"])
    assert [listed] == lab.sns.list_subscriptions()["Subscriptions"]


def test_a_confirmed_partner_gets_the_message_by_post(lab, topic):
    partner = Partner(lab)
    arn = lab.subscribe(topic, PARTNER)
    lab.account.settle()
    _publish(lab, topic)
    (request,) = partner.requests

    assert ("POST", PARTNER, "paid") == (
        request["method"],
        request["url"],
        json.loads(request["body"])["Message"],
    )
    assert ("Notification", topic, arn) == tuple(
        request["headers"][f"x-amz-sns-{name}"] for name in ("message-type", "topic-arn", "subscription-arn")
    )
    assert arn == lab.sns.list_subscriptions()["Subscriptions"][0]["SubscriptionArn"]


def test_a_partner_may_have_the_raw_message(lab, topic):
    partner = Partner(lab)
    lab.subscribe(topic, PARTNER, RawMessageDelivery="true")
    lab.account.settle()
    _publish(lab, topic)

    assert ("paid", "true") == (
        partner.requests[0]["body"],
        partner.requests[0]["headers"]["x-amz-sns-rawdelivery"],
    )


def test_a_wrong_token_confirms_nothing(lab, topic):
    lab.subscribe(topic, PARTNER)

    with pytest.raises(lab.sns.exceptions.InvalidParameterException, match="Token"):
        lab.sns.confirm_subscription(TopicArn=topic, Token="guessed")
    assert "PendingConfirmation" == lab.sns.list_subscriptions()["Subscriptions"][0]["SubscriptionArn"]


def test_a_token_is_of_no_use_after_two_days(lab, topic):
    asked = []
    lab.account.endpoint(PARTNER, lambda request: asked.append(json.loads(request["body"])) or (200, ""))
    lab.subscribe(topic, PARTNER)
    lab.clock.advance(2 * 86_400 + 60)

    with pytest.raises(lab.sns.exceptions.InvalidParameterException, match="Token"):
        lab.sns.confirm_subscription(TopicArn=topic, Token=asked[0]["Token"])


def test_a_partner_that_fails_is_tried_four_times_twenty_seconds_apart(lab, topic):
    partner = Partner(lab, 500, 500, 500, 500)
    lab.subscribe(topic, PARTNER)
    lab.account.settle()
    _publish(lab, topic)
    (span,) = lab.account.trace.find(kind="delivery")

    assert ([20.0] * 3, "lost", 4) == (partner.waits(), span.status, span.detail["attempts"])
    assert f"{PARTNER} answered 500: answer" == span.detail["reason"]


@pytest.mark.parametrize("status, tries", [(400, 1), (404, 1), (429, 4), (503, 4)])
def test_a_client_error_is_not_tried_again_except_too_many_requests(lab, topic, status, tries):
    partner = Partner(lab, *[status] * 4)
    lab.subscribe(topic, PARTNER)
    lab.account.settle()
    _publish(lab, topic)

    assert tries == len(partner.requests)


def test_a_partner_that_recovers_in_time_gets_its_message(lab, topic):
    partner = Partner(lab, 500, 500)
    lab.subscribe(topic, PARTNER)
    lab.account.settle()
    _publish(lab, topic)

    assert (3, [(PARTNER, "ok")]) == (len(partner.requests), lab.ends())


def test_a_partner_whose_program_breaks_counts_as_failing(lab, topic):
    lab.subscribe(topic, PARTNER)
    lab.account.endpoint(PARTNER, lambda request: 1 / 0)
    lab.account.settle()

    assert [500] == [span.detail["http"] for span in lab.account.trace.find(service="http")]


def test_an_address_where_nobody_is_answers_nothing(lab, topic):
    lab.subscribe(topic, PARTNER)
    lab.account.settle()

    assert [("error", 0)] == [(s.status, s.detail["http"]) for s in lab.account.trace.find(service="http")]


def test_an_outage_of_a_partner_longer_than_its_retries_loses_the_message(lab, topic):
    Partner(lab)
    lab.subscribe(topic, PARTNER)
    lab.account.settle()
    lab.account.outage(PARTNER, 3600)
    _publish(lab, topic)

    assert [(PARTNER, "lost")] == lab.ends()


def test_a_queue_that_is_off_is_tried_on_a_schedule_that_outlives_it(lab, topic):
    lab.subscribe(topic, lab.arn(lab.queue()))
    lab.account.outage("sales-q", 5 * 3600)
    _publish(lab, topic)
    (span,) = lab.account.trace.find(kind="delivery")

    assert "ok" == span.status
    assert 900 < span.detail["attempts"] < 930


def test_the_first_tries_at_a_queue_come_quickly(lab, topic):
    """Three at once, two a second apart, then slower and slower."""
    lab.subscribe(topic, lab.arn(lab.queue()))
    lab.account.outage("sales-q", 1.9)
    begin = lab.clock.elapsed
    _publish(lab, topic)
    (span,) = lab.account.trace.find(kind="delivery")

    assert (6, 2.0) == (span.detail["attempts"], round(span.end - begin - 0.012 - 0.020, 3))


def test_a_redrive_policy_keeps_what_could_not_be_delivered(lab, topic):
    dead = lab.queue("dead-q")
    Partner(lab, *[500] * 4)
    lab.subscribe(topic, PARTNER, RedrivePolicy={"deadLetterTargetArn": lab.arn(dead)})
    lab.account.settle()
    _publish(lab, topic)
    (message,) = lab.received(dead)

    assert ("paid", [(PARTNER, "dead-letter")]) == (json.loads(message["Body"])["Message"], lab.ends())
    assert "ServerError" == message["MessageAttributes"]["ErrorCode"]["StringValue"]
    assert "answered 500" in message["MessageAttributes"]["ErrorMessage"]["StringValue"]


def test_a_redrive_policy_whose_queue_is_gone_keeps_nothing(lab, topic):
    dead = lab.queue("dead-q")
    Partner(lab, 404)
    lab.subscribe(topic, PARTNER, RedrivePolicy={"deadLetterTargetArn": lab.arn(dead)})
    lab.account.settle()
    lab.sqs.delete_queue(QueueUrl=dead)
    _publish(lab, topic)

    assert [(PARTNER, "lost")] == lab.ends()


def test_a_subscribed_queue_or_function_that_was_deleted_loses_its_copies_at_once(lab, topic):
    url, function = lab.queue(), lab.function("def handler(event, context): pass", "fraud")
    for endpoint in (lab.arn(url), function):
        lab.subscribe(topic, endpoint)
    lab.sqs.delete_queue(QueueUrl=url)
    lab.lambda_.delete_function(FunctionName="fraud")
    _publish(lab, topic)

    assert [("sales-q", "lost"), ("fraud", "lost")] == lab.ends()
    assert ["queue sales-q does not exist", "function fraud does not exist"] == [
        span.detail["reason"] for span in lab.account.trace.find(kind="delivery")
    ]


@pytest.mark.parametrize("how", ["unsubscribe", "delete_topic"])
def test_retries_end_when_the_subscription_goes(lab, topic, how):
    partner = Partner(lab, *[500] * 4)
    arn = lab.subscribe(topic, PARTNER)
    lab.account.settle()
    lab.sns.publish(TopicArn=topic, Message="paid")
    lab.clock.advance(30)
    if how == "unsubscribe":
        lab.sns.unsubscribe(SubscriptionArn=arn)
    else:
        lab.sns.delete_topic(TopicArn=topic)
    lab.account.settle()
    (span,) = lab.account.trace.find(kind="delivery")

    assert (2, "lost") == (len(partner.requests), span.status)
    assert "deleted meanwhile" in span.detail["reason"]


def test_one_bad_subscriber_does_not_hold_up_the_others(lab, topic):
    url = lab.queue()
    Partner(lab, *[500] * 4)
    lab.subscribe(topic, PARTNER)
    lab.subscribe(topic, lab.arn(url))
    lab.account.settle()
    lab.sns.publish(TopicArn=topic, Message="paid")
    lab.clock.advance(1)

    assert (1, 0) == lab.waiting(url)


def test_mail_is_never_confirmed_in_the_lab(lab, topic):
    lab.subscribe(topic, "claims@insurer.example", "email")
    _publish(lab, topic)

    assert [("claims@insurer.example", "pending")] == lab.ends()
