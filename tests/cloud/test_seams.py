"""Why each seam is there, shown on plain moto. A test that fails here says that a seam may be taken out."""

import inspect
import json
import urllib.request
from datetime import UTC, datetime
from types import SimpleNamespace

import boto3
import moto
import pytest
import requests
import time_machine
from botocore import httpsession
from botocore.retries.quota import RetryQuota
from botocore.retries.standard import ExponentialBackoff
from moto.core import utils
from moto.dynamodb.models import dynamodb_backends
from moto.sqs.models import Message, Queue

from course.cloud import Account
from course.cloud.seams import SEAMS, Seam, in_place, install, install_apis
from course.cloud.seams.apis import SEAMS as API_SEAMS
from course.cloud.seams.seam import install as put_in_place

START = 1_740_816_000
RAW = {"RawMessageDelivery": "true"}  # spares the making of keys

_wait_for_messages = Queue.wait_for_messages


@pytest.fixture
def plain():
    """Plain moto, as it is without an account."""
    with moto.mock_aws(config={"lambda": {"use_docker": False}}):
        yield _Clients()


class _Clients:
    """boto3's clients by their services, each made when it is first asked for."""

    def __getattr__(self, name):
        client = boto3.client(name, region_name="us-east-1")
        setattr(self, name, client)
        return client


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
    for seam in (*SEAMS, *API_SEAMS):
        original = inspect.getattr_static(seam.owner, seam.method)

        assert seam.why, seam.method
        assert isinstance(seam.instead, property) == isinstance(original, property)
        if not isinstance(original, property):
            names = list(inspect.signature(original).parameters)
            ours = list(inspect.signature(seam.instead).parameters.values())
            assert any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in ours) or len(names) == len(
                ours
            ), seam.method
            assert all(p.name in names for p in ours[1:] if p.kind is p.KEYWORD_ONLY), seam.method


def test_no_seam_is_named_twice_and_all_come_out_again():
    places = [(seam.owner, seam.method) for seam in (*SEAMS, *API_SEAMS)]
    before = [inspect.getattr_static(owner, method) for owner, method in places]
    take_out = install()
    install_apis()
    take_out()

    assert len(places) == len(set(places))
    assert before == [inspect.getattr_static(owner, method) for owner, method in places]


def test_method_names_and_operations_names_plain_moto_works_out_anew_each_time():
    assert utils.method_names_from_class(Queue) is not utils.method_names_from_class(Queue)
    assert not hasattr(utils.camelcase_to_underscores, "cache_info")


def test_create_urllib3_context_plain_botocore_makes_one_for_each_client():
    assert httpsession.create_urllib3_context() is not httpsession.create_urllib3_context()


def test_the_seams_stay_in_place_between_accounts_as_long_as_somebody_holds_them():
    moto_s, ours = vars(Queue)["add_message"], next(each for each in SEAMS if each.method == "add_message")

    with in_place():
        with Account(), Account():
            pass
        assert vars(Queue)["add_message"] is ours.instead
        with in_place():
            pass
        assert vars(Queue)["add_message"] is ours.instead

    assert vars(Queue)["add_message"] is moto_s


def test_the_seams_of_an_account_that_lives_longer_stay_as_long_as_it():
    moto_s, account = vars(Queue)["add_message"], Account()

    with in_place():
        account.start()
    assert vars(Queue)["add_message"] is not moto_s
    account.stop()

    assert vars(Queue)["add_message"] is moto_s


def test_a_seam_in_place_of_what_is_gone_is_refused_and_leaves_nothing_behind():
    class Owner:
        def method(self):
            return "theirs"

    seams = [
        Seam(Owner, "method", lambda _: "ours", "a test"),
        Seam(Owner, "gone", lambda _: "ours", "a test"),
    ]
    with pytest.raises(AttributeError, match="gone"):
        put_in_place(seams)

    assert "theirs" == Owner().method()


def test_a_seam_in_place_of_a_parents_method_is_the_childs_alone():
    class Parent:
        def method(self):
            return "theirs"

    class Child(Parent):
        pass

    take_out = put_in_place([Seam(Child, "method", lambda _: "ours", "a test")])
    there = Parent().method(), Child().method()
    take_out()

    assert ("theirs", "ours") == there
    assert "method" not in vars(Child)


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


def test_list_mappings_plain_moto_finds_one_only_by_the_words_of_its_making(plain, zip_of):
    _mapped(plain, zip_of)
    client = getattr(plain, "lambda")
    arn = client.get_function_configuration(FunctionName="f")["FunctionArn"]

    assert [] == client.list_event_source_mappings(FunctionName=arn)["EventSourceMappings"]


def test_stream_add_plain_moto_notes_writes_that_change_nothing(plain):
    dynamodb = boto3.client("dynamodb", region_name="us-east-1")
    dynamodb.create_table(
        TableName="t",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"},
    )
    for _ in range(2):
        dynamodb.put_item(TableName="t", Item={"id": {"S": "a"}})

    assert 2 == len(dynamodb_backends["123456789012"]["us-east-1"].tables["t"].stream_shard.items)


def test_receive_plain_moto_turns_a_group_round_when_its_messages_come_back(plain):
    with time_machine.travel(START, tick=False) as clock:
        url, _ = _queue(
            plain, "q.fifo", FifoQueue="true", ContentBasedDeduplication="true", VisibilityTimeout="5"
        )
        for body in "ab":
            plain.sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId="g")
        clock.shift(1)
        plain.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        clock.shift(6)
        found = plain.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]

    assert ["b"] == [message["Body"] for message in found]


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


def test_update_configuration_plain_moto_does_not_switch_tracing(plain, zip_of):
    _function(plain, zip_of)
    tracing = {"Mode": "Active"}
    changed = getattr(plain, "lambda").update_function_configuration(FunctionName="f", TracingConfig=tracing)

    assert {"Mode": "PassThrough"} == changed["TracingConfig"]


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


def test_put_events_plain_moto_fails_the_sender_for_a_function(plain, zip_of):
    arn = _function(plain, zip_of)["FunctionArn"]
    plain.events.put_rule(Name="r", EventPattern='{"source": ["shop"]}')
    plain.events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": arn}])
    entry = {"Source": "shop", "DetailType": "sale", "Detail": "{}"}

    with pytest.raises(NotImplementedError):
        plain.events.put_events(Entries=[entry])


def test_get_table_plain_moto_looks_for_a_table_whose_name_no_table_can_have(plain):
    with pytest.raises(plain.dynamodb.exceptions.ResourceNotFoundException):
        plain.dynamodb.get_item(TableName="/no name", Key={"id": {"S": "1"}})


def _table(plain):
    key = {"AttributeName": "id", "KeyType": "HASH"}
    kind = {"AttributeName": "id", "AttributeType": "S"}
    plain.dynamodb.create_table(
        TableName="table", KeySchema=[key], AttributeDefinitions=[kind], BillingMode="PAY_PER_REQUEST"
    )
    plain.dynamodb.put_item(TableName="table", Item={"id": {"S": "1"}, "a": {"S": "b"}})


@pytest.mark.parametrize(
    "condition, fault", {"a\n= :n": ValueError, "(a) = :n": ValueError, "a < :n": TypeError}.items()
)
def test_parse_plain_moto_ends_in_an_error_of_pythons_over_a_condition_that_dynamodb_takes(
    plain, condition, fault
):
    _table(plain)
    values = {":n": {"N": "1"}}

    with pytest.raises(fault):
        plain.dynamodb.delete_item(
            TableName="table",
            Key={"id": {"S": "1"}},
            ConditionExpression=condition,
            ExpressionAttributeValues=values,
        )


def test_parse_expression_plain_moto_takes_a_condition_on_keys_that_ends_anywhere(plain):
    _table(plain)

    answer = plain.dynamodb.query(
        TableName="table",
        KeyConditionExpression="(id = :id AND",
        ExpressionAttributeValues={":id": {"S": "1"}},
    )
    assert 1 == answer["Count"]


def test_projection_expression_parser_plain_moto_finds_no_placeholder_before_a_place_in_a_list(plain):
    _table(plain)

    with pytest.raises(plain.dynamodb.exceptions.ClientError, match=r"unused in expressions: keys: \{#a\}"):
        plain.dynamodb.get_item(
            TableName="table",
            Key={"id": {"S": "1"}},
            ProjectionExpression="#a[0]",
            ExpressionAttributeNames={"#a": "a"},
        )


def test_expression_tokenizer_plain_moto_reads_no_brackets_in_updates(plain):
    _table(plain)

    with pytest.raises(AssertionError):
        plain.dynamodb.update_item(
            TableName="table",
            Key={"id": {"S": "1"}},
            UpdateExpression="SET a = (:b)",
            ExpressionAttributeValues={":b": {"S": "c"}},
        )


def test_update_item_plain_moto_breaks_where_nothing_is_to_be_updated(plain):
    _table(plain)

    with pytest.raises(AttributeError):
        plain.dynamodb.update_item(TableName="table", Key={"id": {"S": "1"}})


def test_update_item_plain_moto_tells_of_capacity_that_nobody_asked_for(plain):
    _table(plain)
    asked = {"UpdateExpression": "set a = :a", "ExpressionAttributeValues": {":a": {"S": "b"}}}

    answer = plain.dynamodb.update_item(TableName="table", Key={"id": {"S": "1"}}, **asked)

    assert "ConsumedCapacity" in answer


def test_response_dict_plain_moto_encrypts_only_what_it_is_asked_to_encrypt(plain):
    plain.s3.create_bucket(Bucket="bucket")

    assert "ServerSideEncryption" not in plain.s3.put_object(Bucket="bucket", Key="k", Body=b"")


def test_get_checksum_plain_moto_tells_no_type_of_a_checksum(plain):
    plain.s3.create_bucket(Bucket="bucket")

    answer = plain.s3.put_object(Bucket="bucket", Key="k", Body=b"")

    assert "ChecksumCRC32" in answer
    assert "ChecksumType" not in answer


def test_get_topic_plain_moto_breaks_where_no_topic_is_named(plain):
    with pytest.raises(AttributeError):
        plain.sns.publish(Message="m")


def test_get_endpoint_plain_moto_calls_a_topic_that_is_not_there_an_endpoint(plain):
    with pytest.raises(plain.sns.exceptions.NotFoundException, match="Endpoint does not exist"):
        plain.sns.publish(TopicArn="arn:aws:sns:us-east-1:123456789012:none", Message="m")


@pytest.mark.parametrize("call", ["attach_role_policy", "attach_user_policy", "get_policy"])
def test_policies_of_aws_plain_moto_has_none(plain, call):
    plain.iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}")
    plain.iam.create_user(UserName="u")
    names = {
        "attach_role_policy": {"RoleName": "r"},
        "attach_user_policy": {"UserName": "u"},
        "get_policy": {},
    }

    with pytest.raises(plain.iam.exceptions.NoSuchEntityException):
        getattr(plain.iam, call)(PolicyArn="arn:aws:iam::aws:policy/AmazonSQSFullAccess", **names[call])


def test_set_topic_attribute_plain_moto_breaks_at_a_policy_that_is_no_json(plain):
    topic = plain.sns.create_topic(Name="t")["TopicArn"]

    with pytest.raises(json.JSONDecodeError):
        plain.sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue="no json")


def test_create_secret_plain_moto_takes_any_name(plain):
    assert plain.secretsmanager.create_secret(Name="no name!", SecretString="s")


def _rule(plain, arn=""):
    plain.events.put_rule(Name="r", EventPattern='{"source": ["shop"]}')
    if arn:
        plain.events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": arn}])


def _put_event(plain):
    plain.events.put_events(Entries=[{"Source": "shop", "DetailType": "sale", "Detail": "{}"}])


def _archive(plain, **asked):
    arn = plain.events.describe_event_bus()["Arn"]
    return arn, plain.events.create_archive(ArchiveName="a", EventSourceArn=arn, **asked)["ArchiveArn"]


def _replay(plain, bus, archive):
    begin, end = datetime(2000, 1, 1, tzinfo=UTC), datetime(2000, 1, 2, tzinfo=UTC)
    plain.events.start_replay(
        ReplayName="again",
        EventSourceArn=archive,
        EventStartTime=begin,
        EventEndTime=end,
        Destination={"Arn": bus},
    )
    return plain.events.describe_replay(ReplayName="again")


@pytest.mark.parametrize("pattern", ['{"a": [{"prefix": 5}]}', '{"a": [[1]]}', '{"a": [{"EXISTS": true}]}'])
def test_put_rule_and_archives_plain_moto_accept_patterns_that_aws_refuses(plain, pattern):
    assert plain.events.put_rule(Name="r", EventPattern=pattern)
    assert _archive(plain, EventPattern=pattern)
    assert plain.events.update_archive(ArchiveName="a", EventPattern=pattern)


def test_put_rule_plain_moto_accepts_schedules_that_aws_refuses(plain):
    assert plain.events.put_rule(Name="r", ScheduleExpression="rate(1 minutes)")
    assert plain.events.put_rule(Name="s", ScheduleExpression="cron(never)")


def test_delete_enable_and_disable_rule_plain_moto_stores_schedules_and_never_acts(plain):
    url, arn = _queue(plain)
    with time_machine.travel(START, tick=False) as clock:
        plain.events.put_rule(Name="r", ScheduleExpression="rate(1 minute)")
        plain.events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": arn}])
        clock.shift(3600)

        assert [0, 0] == _waiting(plain, url)


def test_put_targets_plain_moto_accepts_any_number_and_any_input(plain):
    _, arn = _queue(plain)
    _rule(plain)
    targets = [{"Id": str(n), "Arn": arn, "Input": "{"} for n in range(6)]
    plain.events.put_targets(Rule="r", Targets=targets)

    assert 6 == len(plain.events.list_targets_by_rule(Rule="r")["Targets"])


def test_event_pattern_plain_moto_does_not_answer_a_trial(plain):
    answer = plain.events.test_event_pattern(EventPattern='{"a": [1]}', Event='{"a": 1}')

    assert "Result" not in answer


def test_create_event_bus_plain_moto_takes_a_dead_letter_queue_and_never_uses_it(plain):
    _, arn = _queue(plain)

    assert plain.events.create_event_bus(Name="b", DeadLetterConfig={"Arn": arn})
    assert "dead_letter_config" not in inspect.getsource(moto.events.models.Rule)


def test_describe_archive_plain_moto_keeps_everything_for_ever(plain):
    with time_machine.travel(START, tick=False) as clock:
        _archive(plain, RetentionDays=1)
        _put_event(plain)
        clock.shift(3 * 86_400)

        assert 1 == plain.events.describe_archive(ArchiveName="a")["EventCount"]


def test_replay_plain_moto_sends_everything_at_once_whatever_time_was_asked_for(plain):
    url, arn = _queue(plain)
    bus, archive = _archive(plain)
    _put_event(plain)
    _rule(plain, arn)
    found = _replay(plain, bus, archive)

    assert [1, 0] == _waiting(plain, url)
    assert "COMPLETED" == found["State"]
    assert "EventLastReplayedTime" not in found
    assert plain.events.cancel_replay(ReplayName="again")


WEEKLY = {
    "ScheduleExpression": "cron(never)",
    "FlexibleTimeWindow": {"Mode": "OFF"},
    "Target": {
        "Arn": "arn:aws:sqs:us-east-1:123456789012:q",
        "RoleArn": "arn:aws:iam::123456789012:role/r",
    },
}


def test_create_update_and_delete_schedule_plain_moto_stores_any_and_never_acts(plain):
    assert plain.scheduler.create_schedule(Name="s", **WEEKLY)
    assert plain.scheduler.update_schedule(Name="s", **WEEKLY)
    assert "spawn" not in inspect.getsource(moto.scheduler.models)


def test_update_schedule_plain_moto_forgets_what_is_to_be_done_in_the_end(plain):
    plain.scheduler.create_schedule(Name="s", **WEEKLY)
    plain.scheduler.update_schedule(Name="s", ActionAfterCompletion="DELETE", **WEEKLY)

    assert "ActionAfterCompletion" not in plain.scheduler.get_schedule(Name="s")


def test_create_schedule_group_plain_moto_empties_one_that_is_there(plain):
    plain.scheduler.create_schedule_group(Name="g")
    plain.scheduler.create_schedule(Name="s", GroupName="g", **WEEKLY)
    plain.scheduler.create_schedule_group(Name="g")

    assert [] == plain.scheduler.list_schedules(GroupName="g")["Schedules"]


def test_delete_schedule_group_plain_moto_breaks_over_one_that_is_not_there(plain):
    with pytest.raises(KeyError):
        plain.scheduler.delete_schedule_group(Name="g")


def _bucket(plain, arn, *events):
    plain.s3.create_bucket(Bucket="bucket")
    wish = {"QueueArn": arn, "Events": list(events or ["s3:ObjectCreated:*"])}
    plain.s3.put_bucket_notification_configuration(
        Bucket="bucket", NotificationConfiguration={"QueueConfigurations": [wish]}
    )


def test_send_event_and_test_event_plain_moto_deliver_within_the_call_and_hide_what_goes_wrong(plain):
    url, arn = _queue(plain)
    _bucket(plain, arn)
    plain.s3.put_object(Bucket="bucket", Key="k", Body=b"x")
    waiting = _waiting(plain, url)
    plain.sqs.delete_queue(QueueUrl=url)

    assert [2, 0] == waiting
    assert plain.s3.put_object(Bucket="bucket", Key="k", Body=b"x")


def test_set_notification_configuration_plain_moto_takes_destinations_that_are_not_there(plain):
    _bucket(plain, "arn:aws:sqs:us-east-1:123456789012:gone")

    assert plain.s3.get_bucket_notification_configuration(Bucket="bucket")["QueueConfigurations"]


def test_delete_object_plain_moto_tells_nobody_of_a_delete_marker(plain):
    url, arn = _queue(plain)
    _bucket(plain, arn, "s3:ObjectRemoved:*")
    plain.s3.put_bucket_versioning(Bucket="bucket", VersioningConfiguration={"Status": "Enabled"})
    plain.s3.put_object(Bucket="bucket", Key="k", Body=b"x")
    plain.s3.delete_object(Bucket="bucket", Key="k")

    assert [1, 0] == _waiting(plain, url)  # the test event


def test_publish_to_a_fifo_topic_plain_moto_refuses_in_words_of_its_own(plain):
    topic = plain.sns.create_topic(Name="t.fifo", Attributes={"FifoTopic": "true"})["TopicArn"]
    with pytest.raises(plain.sns.exceptions.ClientError) as caught:
        plain.sns.publish(TopicArn=topic, Message="m")

    assert "The MessageGroupId parameter is required for FIFO topics" not in str(caught.value)


def test_publish_and_publish_batch_plain_moto_tell_no_sequence_number(plain):
    topic = plain.sns.create_topic(Name="t.fifo", Attributes={"FifoTopic": "true"})["TopicArn"]
    asked = {"Message": "m", "MessageGroupId": "g", "MessageDeduplicationId": "1"}
    one = plain.sns.publish(TopicArn=topic, **asked)
    batch = plain.sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[{"Id": "1", **asked}])

    assert [False, False] == ["SequenceNumber" in each for each in (one, batch["Successful"][0])]


def test_set_topic_attribute_plain_moto_accepts_any_delivery_policy(plain):
    topic = plain.sns.create_topic(Name="t")["TopicArn"]

    assert plain.sns.set_topic_attributes(
        TopicArn=topic, AttributeName="DeliveryPolicy", AttributeValue="no json"
    )


def test_put_partner_events_plain_moto_puts_them_as_ones_own(plain):
    url, arn = _queue(plain)
    plain.events.create_partner_event_source(Name="aws.partner/shop", Account="123456789012")
    plain.events.put_rule(Name="r", EventPattern='{"source": ["aws.partner/shop"]}')
    plain.events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": arn}])
    entry = {"Source": "aws.partner/shop", "DetailType": "sale", "Detail": "{}"}
    plain.events.put_partner_events(Entries=[entry])

    assert [1, 0] == _waiting(plain, url)


def test_send_notification_plain_moto_has_an_event_for_a_new_bucket(plain, monkeypatch):
    sent = []
    monkeypatch.setattr("moto.events.notifications._send_safe_notification", lambda *a: sent.append(a[:2]))
    plain.s3.create_bucket(Bucket="bucket")

    assert [("aws.s3", "CreateBucket")] == sent


def _api(plain):
    """An API with one method that has an integration; returns its id and the place of the method."""
    api = plain.apigateway.create_rest_api(name="a", binaryMediaTypes=["image/png"])
    where = {"restApiId": api["id"], "resourceId": api["rootResourceId"], "httpMethod": "GET"}
    plain.apigateway.put_method(
        **where, authorizationType="NONE", requestParameters={"method.request.querystring.q": False}
    )
    plain.apigateway.put_integration(
        **where, type="MOCK", cacheKeyParameters=["method.request.querystring.q"]
    )
    return api["id"], where


def test_deployment_plain_moto_keeps_no_snapshot_and_resets_the_stage(plain):
    api, _ = _api(plain)
    deployment = plain.apigateway.create_deployment(restApiId=api, stageName="prod")
    operation = {"op": "replace", "path": "/description", "value": "kept"}
    plain.apigateway.update_stage(restApiId=api, stageName="prod", patchOperations=[operation])
    plain.apigateway.create_deployment(restApiId=api, stageName="prod")

    assert "apiSummary" not in deployment
    assert "" == plain.apigateway.get_stage(restApiId=api, stageName="prod")["description"]


def test_deployment_plain_moto_answers_at_addresses_of_its_own(plain):
    from moto.core.models import responses_mock

    before = len(responses_mock.registered())
    plain.apigateway.create_deployment(restApiId=_api(plain)[0], stageName="prod")

    assert before < len(responses_mock.registered())


def test_integration_plain_moto_forgets_the_cache_key(plain):
    _, where = _api(plain)

    assert [] == plain.apigateway.get_integration(**where)["cacheKeyParameters"]


def test_stage_plain_moto_has_outdated_limits(plain):
    api, _ = _api(plain)
    plain.apigateway.create_deployment(restApiId=api, stageName="prod")
    operation = {"op": "replace", "path": "/*/*/metrics/enabled", "value": "true"}
    plain.apigateway.update_stage(restApiId=api, stageName="prod", patchOperations=[operation])
    settings = plain.apigateway.get_stage(restApiId=api, stageName="prod")["methodSettings"]["*/*"]

    assert (1000, 2000) == (settings["throttlingRateLimit"], settings["throttlingBurstLimit"])


def test_rest_api_plain_moto_forgets_binary_media_types(plain):
    assert [] == plain.apigateway.get_rest_api(restApiId=_api(plain)[0])["binaryMediaTypes"]


def test_rest_api_plain_moto_takes_false_for_true_and_no_media_type_by_its_path(plain):
    api, _ = _api(plain)
    operations = [
        {"op": "replace", "path": "/disableExecuteApiEndpoint", "value": "false"},
        {"op": "add", "path": "/binaryMediaTypes/image~1gif"},
    ]
    plain.apigateway.update_rest_api(restApiId=api, patchOperations=operations)
    found = plain.apigateway.get_rest_api(restApiId=api)

    assert (True, False) == (found["disableExecuteApiEndpoint"], "image/gif" in found["binaryMediaTypes"])


@pytest.mark.parametrize("send", ["requests", "urllib"])
def test_web_plain_moto_lets_requests_and_urllib_out(monkeypatch, send):
    asked = []
    monkeypatch.setattr("socket.getaddrinfo", lambda host, *_, **__: (asked.append(host), 1 / 0))
    address = "http://partner.example/"
    with moto.mock_aws(), pytest.raises(Exception):  # noqa: B017, PT011  whatever comes of it: it was looked up
        requests.get(address, timeout=1) if send == "requests" else urllib.request.urlopen(address)

    assert ["partner.example"] == asked


def test_http_api_plain_moto_forgets_its_target(plain):
    target = "arn:aws:lambda:us-east-1:123456789012:function:f"
    api = plain.apigatewayv2.create_api(Name="a", ProtocolType="HTTP", Target=target)["ApiId"]

    assert [] == plain.apigatewayv2.get_routes(ApiId=api)["Items"]


def _log(plain, *messages, stream="s"):
    if not plain.logs.describe_log_groups()["logGroups"]:
        plain.logs.create_log_group(logGroupName="g")
    plain.logs.create_log_stream(logGroupName="g", logStreamName=stream)
    now = int(datetime.now(UTC).timestamp() * 1000)
    for number, text in enumerate(messages):
        event = {"timestamp": now + number, "message": text}
        plain.logs.put_log_events(logGroupName="g", logStreamName=stream, logEvents=[event])


def _filtered(plain, **asked):
    found = plain.logs.filter_log_events(logGroupName="g", **asked)["events"]
    return [each["message"] for each in found]


def _metric_filter(plain, pattern="ERROR", value="1"):
    spec = {"metricName": "m", "metricNamespace": "n", "metricValue": value}
    plain.logs.put_metric_filter(
        logGroupName="g", filterName="f", filterPattern=pattern, metricTransformations=[spec]
    )


def test_put_log_events_plain_moto_makes_no_metrics_of_what_is_logged(plain):
    _metric_filter(plain)
    about = {"Namespace": "n", "Dimensions": [[]], "Metrics": [{"Name": "m"}]}
    _log(plain, "ERROR", json.dumps({"_aws": {"CloudWatchMetrics": [about]}, "m": 1}))

    assert [] == plain.cloudwatch.list_metrics()["Metrics"]


def test_message_filter_plain_moto_takes_every_message_for_a_pattern_of_json(plain):
    _log(plain, '{"level": "INFO"}', "no json")

    assert 2 == len(_filtered(plain, filterPattern='{ $.level = "ERROR" }'))


def test_filter_log_events_plain_moto_goes_through_one_stream_after_the_other(plain):
    _log(plain, "1", "3")
    _log(plain, "0", stream="later")
    plain.logs.put_log_events(
        logGroupName="g", logStreamName="later", logEvents=[{"timestamp": START * 1000, "message": "first"}]
    )
    assert "1" == _filtered(plain)[0]


def test_filter_log_events_plain_moto_ignores_a_prefix_of_streams(plain):
    _log(plain, "1")

    assert ["1"] == _filtered(plain, logStreamNamePrefix="other")


def test_add_filter_plain_moto_takes_any_metric_filter_and_one_name_twice(plain):
    for pattern in ("{ $. }", "{ nothing"):
        _metric_filter(plain, pattern, "much")

    assert 2 == len(plain.logs.describe_metric_filters()["metricFilters"])


def test_execute_query_plain_moto_neither_filters_nor_computes(plain):
    _log(plain, "a", "b")
    found = plain.logs.start_query(
        logGroupName="g", startTime=0, endTime=2**31, queryString='filter @message = "a" | stats count(*)'
    )
    results = plain.logs.get_query_results(queryId=found["queryId"])["results"]

    assert ["@ptr", "@ptr"] == [row[0]["field"] for row in results]


def test_start_query_plain_moto_ignores_language_and_limit(plain):
    _log(plain, "a", "b")
    found = plain.logs.start_query(
        logGroupName="g", startTime=0, endTime=2**31, queryString="SELECT 1", queryLanguage="SQL", limit=1
    )

    assert 2 == len(plain.logs.get_query_results(queryId=found["queryId"])["results"])


def test_get_query_results_plain_moto_breaks_over_a_query_that_is_not_there(plain):
    with pytest.raises(KeyError):
        plain.logs.get_query_results(queryId="none")


def test_send_log_events_and_put_subscription_filter_plain_moto_send_what_a_pattern_does_not_want(plain):
    for name in ("g", "copy"):
        plain.logs.create_log_group(logGroupName=name)
    plain.logs.create_log_stream(logGroupName="copy", logStreamName="s")
    plain.logs.put_subscription_filter(
        logGroupName="g",
        filterName="f",
        filterPattern="{ nothing",
        destinationArn="arn:aws:logs:us-east-1:123456789012:log-group:copy:*",
    )
    _log(plain, "anything")

    assert 1 == len(plain.logs.filter_log_events(logGroupName="copy")["events"])


def test_create_and_set_queue_attributes_plain_moto_takes_what_aws_refuses(plain):
    url, _ = _queue(plain, DelaySeconds="901")
    plain.sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "-1", "Colour": "red"})

    assert (
        "-1"
        == plain.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"][
            "VisibilityTimeout"
        ]
    )


def test_message_attributes_plain_moto_takes_one_without_a_value(plain):
    url, topic = _queue(plain)[0], plain.sns.create_topic(Name="t")["TopicArn"]
    attributes = {"outcome": {"DataType": "String"}}

    assert plain.sqs.send_message(QueueUrl=url, MessageBody="x", MessageAttributes=attributes)
    assert plain.sns.publish(TopicArn=topic, Message="x", MessageAttributes=attributes)


def test_send_message_batch_plain_moto_refuses_all_for_an_attribute_of_one(plain):
    entries = [
        {"Id": "1", "MessageBody": "x", "MessageAttributes": {"a": {"DataType": "Text", "StringValue": "x"}}},
        {"Id": "2", "MessageBody": "x"},
    ]
    with pytest.raises(plain.sqs.exceptions.ClientError):
        plain.sqs.send_message_batch(QueueUrl=_queue(plain)[0], Entries=entries)


def test_create_table_plain_moto_takes_any_type_of_key(plain):
    made = plain.dynamodb.create_table(
        TableName="t",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "Sx"}],
        BillingMode="PAY_PER_REQUEST",
    )

    assert "Sx" == made["TableDescription"]["AttributeDefinitions"][0]["AttributeType"]
