"""Why each seam is there, shown on plain moto. A test that fails here says that a seam may be taken out."""

import inspect
import json
from types import SimpleNamespace

import boto3
import moto
import pytest
import time_machine
from botocore.retries.quota import RetryQuota
from botocore.retries.standard import ExponentialBackoff
from moto.core import utils
from moto.sqs.models import Message, Queue

from course.cloud.seams import SEAMS, install

START = 1_740_816_000
RAW = {"RawMessageDelivery": "true"}  # spares the making of keys

_wait_for_messages = Queue.wait_for_messages


@pytest.fixture
def plain():
    """Plain moto, as it is without an account."""
    with moto.mock_aws(config={"lambda": {"use_docker": False}}):
        clients = {
            name: boto3.client(name, region_name="us-east-1") for name in ("sns", "sqs", "lambda", "iam")
        }
        yield SimpleNamespace(**clients)


def _queue(plain, name="q", **attributes):
    plain.sqs.create_queue(QueueName=name, Attributes=attributes)
    return plain.sqs.get_queue_url(QueueName=name)["QueueUrl"], f"arn:aws:sqs:us-east-1:123456789012:{name}"


def _function(plain, zip_of, **settings):
    role = plain.iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    code = {"ZipFile": zip_of({"app.py": "def handler(event, context): return 42"})}
    spec = {
        "FunctionName": "f",
        "Runtime": "python3.12",
        "Role": role,
        "Handler": "app.handler",
        "Code": code,
    }
    return getattr(plain, "lambda").create_function(**spec, **settings)


def _mapped(plain, zip_of):
    url, arn = _queue(plain)
    _function(plain, zip_of)
    return url, getattr(plain, "lambda").create_event_source_mapping(EventSourceArn=arn, FunctionName="f")[
        "UUID"
    ]


def _waiting(plain, url):
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = plain.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return [int(found[name]) for name in names]


def test_every_seam_says_why_and_stands_in_for_something_that_takes_the_same():
    for seam in SEAMS:
        original = inspect.getattr_static(seam.owner, seam.method)

        assert seam.why, seam.method
        assert isinstance(seam.instead, property) == isinstance(original, property)
        if not isinstance(original, property):
            names = list(inspect.signature(original).parameters)
            ours = list(inspect.signature(seam.instead).parameters.values())
            assert any(p.kind is p.VAR_POSITIONAL for p in ours) or len(names) == len(ours), seam.method
            assert all(p.name in names for p in ours[1:] if p.kind is p.KEYWORD_ONLY), seam.method


def test_no_seam_is_named_twice_and_all_come_out_again():
    places = [(seam.owner, seam.method) for seam in SEAMS]
    before = [inspect.getattr_static(owner, method) for owner, method in places]
    install()()

    assert len(places) == len(set(places))
    assert before == [inspect.getattr_static(owner, method) for owner, method in places]


def test_topic_publish_plain_moto_delivers_within_the_call_and_to_one_page_of_subscriptions(
    plain, monkeypatch
):
    monkeypatch.setattr("moto.sns.models.DEFAULT_PAGE_SIZE", 2)  # 100, and that takes a while
    topic = plain.sns.create_topic(Name="t")["TopicArn"]
    urls = []
    for n in range(3):
        url, arn = _queue(plain, f"q-{n}")
        urls.append(url)
        plain.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=RAW)
    plain.sns.publish(TopicArn=topic, Message="x")

    assert ([1, 0], [0, 0]) == (_waiting(plain, urls[0]), _waiting(plain, urls[-1]))


def test_topic_publish_plain_moto_fails_the_publisher_when_a_queue_is_gone(plain):
    topic = plain.sns.create_topic(Name="t")["TopicArn"]
    url, arn = _queue(plain)
    plain.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    plain.sqs.delete_queue(QueueUrl=url)

    with pytest.raises(plain.sns.exceptions.ClientError):
        plain.sns.publish(TopicArn=topic, Message="x")


def test_subscribe_plain_moto_keeps_what_it_refused(plain):
    topic, (_, arn) = plain.sns.create_topic(Name="t")["TopicArn"], _queue(plain)
    with pytest.raises(plain.sns.exceptions.ClientError):
        plain.sns.subscribe(
            TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"FilterPolicy": '{"a": "b"}'}
        )

    assert 1 == len(plain.sns.list_subscriptions()["Subscriptions"])


def test_subscribe_and_its_listings_plain_moto_has_no_pending_subscriptions(plain):
    topic = plain.sns.create_topic(Name="t")["TopicArn"]
    plain.sns.subscribe(TopicArn=topic, Protocol="https", Endpoint="https://partner.example")
    for listed in (plain.sns.list_subscriptions(), plain.sns.list_subscriptions_by_topic(TopicArn=topic)):
        assert "PendingConfirmation" != listed["Subscriptions"][0]["SubscriptionArn"]


def test_confirm_subscription_plain_moto_accepts_any_token(plain):
    topic = plain.sns.create_topic(Name="t")["TopicArn"]

    assert plain.sns.confirm_subscription(TopicArn=topic, Token="guessed")["SubscriptionArn"]


def test_get_topic_attributes_plain_moto_counts_no_subscriptions(plain):
    topic, (_, arn) = plain.sns.create_topic(Name="t")["TopicArn"], _queue(plain)
    plain.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)

    assert "0" == plain.sns.get_topic_attributes(TopicArn=topic)["Attributes"]["SubscriptionsConfirmed"]


@pytest.mark.parametrize(
    "policy", [{"a": [{"prefix": 5}]}, {"a": []}, {"a": [{"anything-but": {"prefix": 1}}]}]
)
def test_validate_filter_policy_plain_moto_accepts_what_aws_refuses(plain, policy):
    topic, (_, arn) = plain.sns.create_topic(Name="t")["TopicArn"], _queue(plain)
    attributes = {"FilterPolicy": json.dumps(policy)}

    assert plain.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=attributes)


def test_set_subscription_attributes_plain_moto_accepts_a_redrive_policy_that_is_none(plain):
    topic, (_, arn) = plain.sns.create_topic(Name="t")["TopicArn"], _queue(plain)
    attributes = {"RedrivePolicy": "no json"}

    assert plain.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=attributes)


def test_receive_message_plain_moto_waits_on_a_lock_that_knows_no_virtual_time(plain, monkeypatch):
    url, _ = _queue(plain)
    waits = []
    with time_machine.travel(START, tick=False) as clock:
        monkeypatch.setattr(
            Queue, "wait_for_messages", lambda _, seconds: waits.append(seconds) or clock.shift(1)
        )
        plain.sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20)

    assert 21 == len(waits)  # one more than twenty
    assert "wait_for(" in inspect.getsource(_wait_for_messages)


def test_change_message_visibility_plain_moto_rings_no_bell():
    """Nothing of moto's could be at fault here: its own method has nobody to tell."""
    source = inspect.getsource(moto.sqs.models.SQSBackend.change_message_visibility)

    assert "notify" not in source


def test_add_message_plain_moto_runs_a_mapped_function_in_the_senders_call(plain, zip_of):
    url, _ = _mapped(plain, zip_of)
    plain.sqs.send_message(QueueUrl=url, MessageBody="x")

    assert [0, 0] == _waiting(plain, url)


def test_create_and_update_mapping_plain_moto_leaves_what_lay_in_the_queue_before(plain, zip_of):
    url, arn = _queue(plain)
    plain.sqs.send_message(QueueUrl=url, MessageBody="x")
    _function(plain, zip_of)
    client = getattr(plain, "lambda")
    mapping = client.create_event_source_mapping(EventSourceArn=arn, FunctionName="f")["UUID"]
    client.update_event_source_mapping(UUID=mapping, Enabled=True)

    assert [1, 0] == _waiting(plain, url)


def test_delete_mapping_plain_moto_goes_on_all_the_same(plain, zip_of):
    url, mapping = _mapped(plain, zip_of)
    getattr(plain, "lambda").delete_event_source_mapping(UUID=mapping)
    plain.sqs.send_message(QueueUrl=url, MessageBody="x")

    assert [0, 0] == _waiting(plain, url)


def test_invoke_plain_moto_does_not_run_the_code(plain, zip_of):
    _function(plain, zip_of)

    assert b"42" != getattr(plain, "lambda").invoke(FunctionName="f", Payload="{}")["Payload"].read()


def test_invoke_plain_moto_does_not_look_at_the_qualifier(plain, zip_of):
    _function(plain, zip_of)

    assert getattr(plain, "lambda").invoke(FunctionName="f", Qualifier="no-such-alias", Payload="{}")


def test_create_update_and_get_configuration_plain_moto_forgets_the_dead_letter_queue(plain, zip_of):
    _, arn = _queue(plain)
    created = _function(plain, zip_of, DeadLetterConfig={"TargetArn": arn})
    changed = getattr(plain, "lambda").update_function_configuration(
        FunctionName="f", DeadLetterConfig={"TargetArn": arn}
    )

    assert [False, False] == ["DeadLetterConfig" in each for each in (created, changed)]


def _asks(monkeypatch, count, act):
    """How often moto asks for the time while `act` is done to a queue of `count` messages."""
    queue = Queue("q", "us-east-1", "123456789012")
    for n in range(count):
        message = Message(str(n), "x")
        message.receipt_handle = f"handle {n}"
        queue._messages.append(message)
    asked = []
    real = utils.unix_time_millis
    monkeypatch.setattr("moto.sqs.models.unix_time_millis", lambda *a: asked.append(1) or real(*a))
    act(queue)
    return len(asked)


@pytest.mark.parametrize(
    "act",
    [
        lambda queue: queue.attributes,
        lambda queue: queue.messages,
        lambda queue: queue.approximate_number_of_messages_delayed,
        lambda queue: queue.approximate_number_of_messages_not_visible,
    ],
    ids=["attributes", "messages", "approximate_number_of_messages_delayed", "..._not_visible"],
)
def test_queues_plain_moto_asks_for_the_time_for_every_message(monkeypatch, act):
    assert _asks(monkeypatch, 100, act) >= 100


def test_delete_message_plain_moto_copies_the_queue():
    queue = Queue("q", "us-east-1", "123456789012")
    message = Message("1", "x")
    message.receipt_handle = "handle"
    queue._messages = before = [message]
    queue.delete_message("handle")

    assert before is not queue._messages


def test_delay_amount_botocore_draws_its_waits_by_lot():
    context = SimpleNamespace(attempt_number=3, http_response=None)

    assert 1 < len({ExponentialBackoff().delay_amount(context) for _ in range(20)})


def test_acquire_botocore_gives_a_client_a_budget_of_retries():
    quota = RetryQuota()

    assert not all(quota.acquire(14) for _ in range(40))
