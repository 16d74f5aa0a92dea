"""What is published to a topic: who gets a copy, and what it looks like."""

import base64
import json

import pytest


def test_every_subscriber_gets_a_copy(lab):
    topic, urls = lab.topic(), [lab.queue(f"{name}-q") for name in ("sales", "customer", "fraud")]
    for url in urls:
        lab.subscribe(topic, lab.arn(url))
    lab.sns.publish(TopicArn=topic, Message="paid")
    lab.account.settle()

    assert [["paid"]] * 3 == [lab.texts(url) for url in urls]


def test_the_publisher_does_not_wait_for_the_copies(lab):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url))
    lab.sns.publish(TopicArn=topic, Message="paid")
    at_once = lab.waiting(url)
    lab.account.settle()

    assert [(0, 0), (1, 0)] == [at_once, lab.waiting(url)]


def test_more_than_a_hundred_subscribers_all_get_a_copy(lab):
    topic, urls = lab.topic(), [lab.queue(f"q-{n}") for n in range(120)]
    for url in urls:
        lab.subscribe(topic, lab.arn(url))
    lab.sns.publish(TopicArn=topic, Message="paid")
    lab.account.settle()

    assert [(1, 0)] * 120 == [lab.waiting(url) for url in urls]


def test_a_queue_gets_the_message_in_an_envelope(lab):
    topic, url = lab.topic(), lab.queue()
    subscription = lab.subscribe(topic, lab.arn(url))
    published = lab.sns.publish(
        TopicArn=topic,
        Message='{"amount": 5}',
        Subject="Payment",
        MessageAttributes={"channel": {"DataType": "String", "StringValue": "web"}},
    )
    lab.account.settle()
    envelope = json.loads(lab.bodies(url)[0])

    assert {
        "Type": "Notification",
        "MessageId": published["MessageId"],
        "TopicArn": topic,
        "Subject": "Payment",
        "Message": '{"amount": 5}',
        "MessageAttributes": {"channel": {"Type": "String", "Value": "web"}},
    }.items() <= envelope.items()
    assert envelope["Timestamp"].startswith("2025-03-01T08:00:00.")
    assert envelope["UnsubscribeURL"].endswith(subscription)


def test_raw_delivery_gives_the_message_itself_and_its_attributes(lab):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url), RawMessageDelivery="true")
    attributes = {
        "channel": {"DataType": "String", "StringValue": "web"},
        "amount": {"DataType": "Number", "StringValue": "5.50"},
        "scan": {"DataType": "Binary", "BinaryValue": b"\x00\xff"},
    }
    lab.sns.publish(TopicArn=topic, Message="paid", MessageAttributes=attributes)
    lab.account.settle()
    (message,) = lab.received(url)

    assert ("paid", attributes) == (message["Body"], message["MessageAttributes"])


def test_an_envelope_shows_binary_attributes_as_base64(lab):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url))
    attributes = {"scan": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}}
    lab.sns.publish(TopicArn=topic, Message="paid", MessageAttributes=attributes)
    lab.account.settle()
    envelope = json.loads(lab.bodies(url)[0])

    assert {"Type": "Binary", "Value": base64.b64encode(b"\x00\xff").decode()} == envelope[
        "MessageAttributes"
    ]["scan"]


def test_raw_delivery_with_more_than_ten_attributes_is_lost(lab):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url), RawMessageDelivery="true")
    attributes = {f"a{n}": {"DataType": "String", "StringValue": "x"} for n in range(11)}
    lab.sns.publish(TopicArn=topic, Message="paid", MessageAttributes=attributes)
    lab.account.settle()

    assert ([("sales-q", "lost")], (0, 0)) == (lab.ends(), lab.waiting(url))


def test_a_structured_message_has_a_text_for_each_protocol(lab):
    topic, url, told = lab.topic(), lab.queue(), []
    lab.account.endpoint("https://partner.example", lambda request: told.append(request) or (200, ""))
    lab.subscribe(topic, lab.arn(url))
    lab.subscribe(topic, "https://partner.example")
    lab.account.settle()
    lab.sns.confirm_subscription(TopicArn=topic, Token=json.loads(told.pop()["body"])["Token"])
    texts = json.dumps({"default": "for all", "sqs": "for queues"})
    lab.sns.publish(TopicArn=topic, Message=texts, MessageStructure="json")
    lab.account.settle()

    assert (["for queues"], "for all") == (lab.texts(url), json.loads(told[0]["body"])["Message"])


@pytest.mark.parametrize(
    "message, words", [("no json", "failed to parse"), ('{"sqs": "x"}', "No default entry")]
)
def test_a_structured_message_must_be_json_with_a_default(lab, message, words):
    topic = lab.topic()

    with pytest.raises(lab.sns.exceptions.InvalidParameterException, match=words):
        lab.sns.publish(TopicArn=topic, Message=message, MessageStructure="json")


def test_a_filter_on_attributes_keeps_copies_back(lab):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url), FilterPolicy={"amount": [{"numeric": [">", 100]}]})
    for amount in ("50", "500"):
        attributes = {"amount": {"DataType": "Number", "StringValue": amount}}
        lab.sns.publish(TopicArn=topic, Message=amount, MessageAttributes=attributes)
    lab.account.settle()
    stopped, _ = lab.account.trace.find(kind="delivery")

    assert (["500"], ["filtered", "ok"]) == (lab.texts(url), [status for _, status in lab.ends()])
    assert "amount" in stopped.detail["decision"]["fields"][0]["reason"]


def test_a_filter_on_the_body_looks_into_the_body(lab):
    topic, url = lab.topic(), lab.queue()
    policy = {"payment": {"channel": ["web"]}}
    lab.subscribe(topic, lab.arn(url), FilterPolicy=policy, FilterPolicyScope="MessageBody")
    for channel in ("web", "branch"):
        lab.sns.publish(TopicArn=topic, Message=json.dumps({"payment": {"channel": channel}}))
    lab.account.settle()

    assert ['{"payment": {"channel": "web"}}'] == lab.texts(url)


def test_a_filter_may_be_set_and_taken_away_later(lab):
    topic, url = lab.topic(), lab.queue()
    subscription = lab.subscribe(topic, lab.arn(url))
    for policy in ('{"a": ["b"]}', "{}"):
        lab.sns.set_subscription_attributes(
            SubscriptionArn=subscription, AttributeName="FilterPolicy", AttributeValue=policy
        )
        lab.sns.publish(TopicArn=topic, Message=policy)
        lab.account.settle()

    assert ["{}"] == lab.texts(url)


@pytest.mark.parametrize(
    "attributes",
    [
        {"FilterPolicy": {"channel": "web"}},
        {"RedrivePolicy": "no json"},
        {"RedrivePolicy": {"deadLetterTargetArn": "dead-q"}},
    ],
)
def test_a_refused_subscription_leaves_nothing_behind(lab, attributes):
    topic, url = lab.topic(), lab.queue()

    with pytest.raises(lab.sns.exceptions.InvalidParameterException):
        lab.subscribe(topic, lab.arn(url), **attributes)
    assert [] == lab.sns.list_subscriptions()["Subscriptions"]


def test_a_scope_that_the_filter_does_not_fit_is_refused(lab):
    topic, url = lab.topic(), lab.queue()
    nested = {"payment": {"channel": ["web"]}}
    arn = lab.subscribe(topic, lab.arn(url), FilterPolicy=nested, FilterPolicyScope="MessageBody")

    with pytest.raises(lab.sns.exceptions.InvalidParameterException):
        lab.sns.set_subscription_attributes(
            SubscriptionArn=arn, AttributeName="FilterPolicyScope", AttributeValue="MessageAttributes"
        )


def test_a_batch_is_as_many_messages(lab):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url), FilterPolicy={"channel": ["web"]})
    entries = [
        {
            "Id": str(n),
            "Message": f"message {n}",
            "MessageAttributes": {"channel": {"DataType": "String", "StringValue": channel}},
        }
        for n, channel in enumerate(["web", "branch", "web"])
    ]
    answer = lab.sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=entries)
    lab.account.settle()

    assert (["0", "1", "2"], []) == ([each["Id"] for each in answer["Successful"]], answer["Failed"])
    assert ["message 0", "message 2"] == lab.texts(url)


def test_a_fifo_topic_keeps_the_order_in_a_fifo_queue_and_drops_a_repeated_message(lab):
    topic = lab.topic("orders.fifo", FifoTopic="true", ContentBasedDeduplication="true")
    url = lab.queue("orders-q.fifo", FifoQueue="true")
    lab.subscribe(topic, lab.arn(url))
    for text in ("1", "2", "2", "3"):
        lab.sns.publish(TopicArn=topic, Message=text, MessageGroupId="g")
    lab.account.settle()

    assert ["1", "2", "3"] == lab.texts(url)


def test_a_function_gets_the_message_as_an_event_of_its_own(lab):
    topic, url = lab.topic(), lab.queue()
    source = "import boto3, json\ndef handler(event, context):\n    boto3.client('sqs').send_message("
    function = lab.function(f"{source}QueueUrl='{url}', MessageBody=json.dumps(event))")
    subscription = lab.subscribe(topic, function)
    lab.sns.publish(TopicArn=topic, Message="paid", Subject="S")
    lab.account.settle()
    (record,) = json.loads(lab.bodies(url)[0])["Records"]

    assert ("aws:sns", subscription) == (record["EventSource"], record["EventSubscriptionArn"])
    assert ("paid", "S", topic, {}) == tuple(
        record["Sns"][name] for name in ("Message", "Subject", "TopicArn", "MessageAttributes")
    )


def test_for_the_topic_a_function_that_fails_has_got_its_copy_and_lambda_tries_again(lab):
    topic = lab.topic()
    lab.subscribe(topic, lab.function("def handler(event, context): raise ValueError"))
    lab.sns.publish(TopicArn=topic, Message="paid")
    lab.account.settle()

    assert ([("sales", "ok")], [("sales", "lost")]) == (lab.ends(service="sns"), lab.ends(service="lambda"))
    assert 3 == len(lab.account.trace.find(kind="invocation"))


def test_a_subscription_may_name_an_alias(lab):
    topic = lab.topic()
    lab.function("def handler(event, context): return 1")
    lab.lambda_.publish_version(FunctionName="sales")
    alias = lab.lambda_.create_alias(FunctionName="sales", Name="live", FunctionVersion="1")["AliasArn"]
    lab.subscribe(topic, alias)
    lab.sns.publish(TopicArn=topic, Message="paid")
    lab.account.settle()

    assert [("sales", "ok")] * 2 == lab.ends()
    edge = lab.account.inventory().edges[0]
    assert lab.lambda_.get_function(FunctionName="sales")["Configuration"]["FunctionArn"] == edge.target


def test_who_unsubscribes_gets_nothing_more(lab):
    topic, url = lab.topic(), lab.queue()
    subscription = lab.subscribe(topic, lab.arn(url))
    lab.sns.unsubscribe(SubscriptionArn=subscription)
    lab.sns.publish(TopicArn=topic, Message="paid")
    lab.account.settle()

    assert ((0, 0), []) == (lab.waiting(url), lab.ends())


def test_a_topic_that_was_deleted_cannot_be_published_to(lab):
    topic = lab.topic()
    lab.sns.delete_topic(TopicArn=topic)

    with pytest.raises(lab.sns.exceptions.NotFoundException):
        lab.sns.publish(TopicArn=topic, Message="paid")


def test_a_topic_counts_its_subscriptions(lab):
    topic = lab.topic()
    lab.subscribe(topic, lab.arn(lab.queue()))
    lab.subscribe(topic, "https://partner.example")
    found = lab.sns.get_topic_attributes(TopicArn=topic)["Attributes"]

    assert ("1", "1") == (found["SubscriptionsConfirmed"], found["SubscriptionsPending"])


def test_a_queue_that_refuses_the_message_loses_it_and_the_trace_says_why(lab):
    topic, url = lab.topic(), lab.queue(MaximumMessageSize="1024")
    lab.subscribe(topic, lab.arn(url))
    lab.sns.publish(TopicArn=topic, Message="x" * 2000)
    lab.account.settle()
    (span,) = lab.account.trace.find(kind="delivery")

    assert ("lost", 1) == (span.status, span.detail["attempts"])
    assert "queue sales-q refused the message" in span.detail["reason"]


def test_subscribing_again_changes_nothing_and_with_other_attributes_is_refused(lab):
    topic, queue = lab.topic(), lab.arn(lab.queue())
    policy = {"channel": ["web"]}
    first = lab.subscribe(topic, queue, FilterPolicy=policy)

    again = [lab.subscribe(topic, queue), lab.subscribe(topic, queue, FilterPolicy=policy)]
    with pytest.raises(
        lab.sns.exceptions.InvalidParameterException, match="already exists with different attributes"
    ):
        lab.subscribe(topic, queue, RawMessageDelivery="true")

    assert [first, first] == again


def test_subscribing_a_pending_endpoint_again_asks_it_again(lab):
    topic, told = lab.topic(), []
    lab.account.endpoint(
        "https://partner.example", lambda request: (told.append(request["body"]), (200, ""))[1]
    )

    for _ in range(2):
        lab.sns.subscribe(TopicArn=topic, Protocol="https", Endpoint="https://partner.example")
        lab.account.settle()

    assert ["SubscriptionConfirmation"] * 2 == [json.loads(body)["Type"] for body in told]
