"""What an account says of its policies: why somebody may or may not, and what is wrong with them."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

QUEUE = "arn:aws:sqs:us-east-1:123456789012:sales-q"
TOPIC = "arn:aws:sns:us-east-1:123456789012:payments"
SNS = "sns.amazonaws.com"


def test_the_statement_that_decided_is_named(lab, write) -> None:
    lab.queue(Policy=write.let_in(SNS, "sqs:SendMessage", QUEUE, TOPIC))

    decision = _explain(lab, TOPIC)

    assert decision.allowed
    assert [("policy of queue sales-q", "Statement[0]", "Allow")] == [
        (each.policy, each.statement, each.effect) for each in decision.decided_by
    ]


def test_a_near_miss_says_what_differs(lab, write) -> None:
    lab.queue(Policy=write.let_in(SNS, "sqs:SendMessage", QUEUE, TOPIC))

    [near] = _explain(lab, f"{TOPIC}-2").near

    [obstacle] = near.obstacles
    assert ("Condition", f"ArnLike aws:sourcearn {TOPIC}", f"{TOPIC}-2") == (
        obstacle.element,
        obstacle.wanted,
        obstacle.found,
    )


@pytest.mark.parametrize(
    "change,element",
    [
        ({"Action": "sqs:ReceiveMessage"}, "Action"),
        ({"Resource": f"{QUEUE}-2"}, "Resource"),
        ({"Principal": {"Service": "events.amazonaws.com"}}, "Principal"),
        ({"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}, "Condition"),
    ],
)
def test_each_element_that_differs_is_told(lab, write, change: dict[str, Any], element: str) -> None:
    statement = {**write.allow("sqs:SendMessage", QUEUE), "Principal": {"Service": SNS}, **change}
    lab.queue(Policy=write.document(statement))

    decision = _explain(lab, TOPIC)

    assert not decision.allowed
    assert [[element]] == [[each.element for each in near.obstacles] for near in decision.near]
    assert str(decision.near[0]) in decision.reason


def test_a_decision_is_plain_data(lab, write) -> None:
    lab.queue(Policy=write.let_in(SNS, "sqs:SendMessage", QUEUE, TOPIC))

    data = json.loads(json.dumps(_explain(lab, f"{TOPIC}-2").as_dict()))

    assert data["near"][0]["obstacles"][0]["element"] == "Condition"


def test_a_role_is_explained_by_its_own_policies(guarded, write) -> None:
    role = guarded.role("sales", write.allow("sqs:SendMessage", QUEUE))

    ask = guarded.account.permissions.explain
    allowed, refused = ask(role, "sqs:SendMessage", QUEUE), ask(role, "sqs:DeleteQueue", QUEUE)

    assert allowed.allowed
    assert "policy own of sales, Statement[0]: Allow applies." in allowed.reason
    assert not refused.allowed
    assert ("", "identity-based") == (refused.effect, refused.basis)


def test_a_role_that_is_not_there_may_nothing(lab) -> None:
    arn = "arn:aws:iam::123456789012:role/none"

    decision = lab.account.permissions.explain(arn, "sqs:SendMessage", QUEUE)

    assert not decision.allowed
    assert (f"There is no role {arn}.",) == decision.problems


def test_the_owner_may_everything_but_what_is_denied(lab, write) -> None:
    deny = {**write.allow("sqs:SendMessage", QUEUE), "Effect": "Deny", "Principal": "*"}
    lab.queue(Policy=write.document(deny))

    ask = lab.account.permissions.explain

    assert ask("123456789012", "sqs:ReceiveMessage", QUEUE).allowed
    assert not ask("123456789012", "sqs:SendMessage", QUEUE).allowed


@pytest.mark.parametrize(
    "own,trusted,allowed",
    [
        ([], "arn:aws:iam::123456789012:role/a", True),
        ([], "123456789012", False),
        (["sts:AssumeRole"], "123456789012", True),
        (["sts:AssumeRole"], "999999999999", False),
    ],
)
def test_a_role_is_assumed_by_whom_its_trust_policy_admits(
    guarded,
    write,
    own: list[str],
    trusted: str,
    allowed: bool,
) -> None:
    asking = guarded.role("a", *[write.allow(each) for each in own])
    other = guarded.role("b", Principal={"AWS": trusted})

    assert allowed == guarded.account.permissions.explain(asking, "sts:AssumeRole", other).allowed


@pytest.mark.parametrize(
    "change,codes",
    [
        ({}, ["no-source"]),
        ({"Condition": {"ArnEquals": {"aws:SourceArn": TOPIC}}}, []),
        ({"Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}}, []),
        ({"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:payments"}}}, ["no-source"]),
        ({"Principal": "*"}, ["anybody"]),
        ({"Principal": "*", "Condition": {"ArnEquals": {"aws:SourceArn": TOPIC}}}, []),
        ({"Principal": "*", "Effect": "Deny"}, []),
        ({"Principal": {"AWS": "999999999999"}}, ["other-account"]),
        ({"Principal": {"AWS": "123456789012"}}, []),
        (
            {
                "Principal": {"AWS": "123456789012"},
                "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
            },
            ["unread"],
        ),
        ({"Effect": "allow"}, ["malformed"]),
    ],
)
def test_what_is_wrong_with_a_queues_policy_is_found(
    lab, write, change: dict[str, Any], codes: list[str]
) -> None:
    statement = {**write.allow("sqs:SendMessage", QUEUE), "Principal": {"Service": SNS}, **change}
    lab.queue(Policy=write.document(statement))

    found = lab.account.permissions.findings()

    assert codes == [each.code for each in found]
    assert {"policy of queue sales-q"} >= {each.policy for each in found}


def test_a_role_that_may_too_much_is_found(guarded, write) -> None:
    guarded.role(
        "sales",
        write.allow("*"),
        write.allow("sqs:*", QUEUE),
        write.allow("sqs:SendMessage"),
        write.allow("xray:PutTraceSegments"),
    )

    found = [(each.statement, each.code) for each in guarded.account.permissions.findings()]

    assert [
        ("Statement[0]", "any-action"),
        ("Statement[0]", "any-resource"),
        ("Statement[1]", "any-action"),
        ("Statement[2]", "any-resource"),
    ] == found


def test_an_action_that_a_role_never_used_is_found_once_it_ran(guarded, write) -> None:
    url = guarded.lab.queue()
    source = f"""
import boto3

def handler(event, context):
    boto3.client("sqs").send_message(QueueUrl="{url}", MessageBody="m")
"""
    role = guarded.role("sales", write.allow(["sqs:SendMessage", "sqs:DeleteQueue"], QUEUE))
    guarded.function(source, role)
    before = _of_role(guarded)

    guarded.lab.invoke()

    assert [] == before
    assert [("unused", "sqs:DeleteQueue was never used so far")] == _of_role(guarded)


@pytest.mark.parametrize("handled", [0, 1])
def test_what_a_mapping_reads_a_queue_with_counts_as_used(guarded, write, handled: int) -> None:
    url = guarded.lab.queue()
    reading = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    role = guarded.role("sales", write.allow([*reading, "sqs:DeleteQueue"], QUEUE))
    guarded.function("def handler(event, context): return 1", role)
    guarded.lab.map(url)
    guarded.lab.invoke()

    for _ in range(handled):
        guarded.sqs.send_message(QueueUrl=url, MessageBody="m")
        guarded.account.settle()

    assert [("unused", "sqs:DeleteQueue was never used so far")] == _of_role(guarded)


def test_what_a_mapping_reads_a_stream_with_counts_as_used_on_that_stream_alone(guarded, write) -> None:
    stream = guarded.account.client("dynamodb").create_table(
        TableName="sales",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]["LatestStreamArn"]
    reading = [f"dynamodb:{each}" for each in ("GetRecords", "GetShardIterator", "DescribeStream")]
    elsewhere = write.allow("dynamodb:GetRecords", f"{stream}-2")
    listing = write.allow("dynamodb:ListStreams")
    role = guarded.role("sales", write.allow(reading, stream), listing, elsewhere)
    guarded.function("def handler(event, context): return 1", role)
    guarded.lambda_.create_event_source_mapping(
        EventSourceArn=stream, FunctionName="sales", StartingPosition="LATEST"
    )

    guarded.lab.invoke()

    assert [("unused", "dynamodb:GetRecords was never used so far")] == [
        each for each in _of_role(guarded) if each[0] == "unused"
    ]


def test_a_mapping_that_is_gone_had_used_what_it_read_with(guarded, write) -> None:
    url = guarded.lab.queue()
    reading = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    guarded.function(
        "def handler(event, context): return 1", guarded.role("sales", write.allow(reading, QUEUE))
    )
    uuid = guarded.lab.map(url)
    guarded.lab.invoke()

    guarded.lambda_.delete_event_source_mapping(UUID=uuid)

    assert [] == _of_role(guarded)


def test_a_mapping_that_was_given_to_another_function_reads_in_that_ones_role(guarded, write) -> None:
    url = guarded.lab.queue()
    reading = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    for name in ("first", "sales"):
        role = guarded.role(name, write.allow(reading, QUEUE))
        guarded.function("def handler(event, context): return 1", role, name)
    uuid = guarded.lab.map(url, "first")
    guarded.lab.invoke()

    guarded.lambda_.update_event_source_mapping(UUID=uuid, FunctionName="sales")

    assert [] == _of_role(guarded)


def test_a_mapping_that_was_refused_used_nothing(guarded, write) -> None:
    url = guarded.lab.queue()
    role = guarded.role("sales", write.allow("sqs:ReceiveMessage", QUEUE))
    guarded.function("def handler(event, context): return 1", role)
    with pytest.raises(ClientError, match="does not have permissions to call DeleteMessage"):
        guarded.lab.map(url)

    guarded.lab.invoke()

    assert [("unused", "sqs:ReceiveMessage was never used so far")] == _of_role(guarded)


def test_a_topic_as_it_is_made_has_nothing_wrong(lab) -> None:
    lab.topic()

    assert [] == lab.account.permissions.findings()


def _of_role(guarded: Any) -> list[tuple[str, str]]:
    found = guarded.account.permissions.findings()
    return [(each.code, each.text) for each in found if each.policy == "policy own of sales"]


def _explain(lab: Any, source: str) -> Any:
    return lab.account.permissions.explain(SNS, "sqs:SendMessage", QUEUE, {"aws:SourceArn": source})
