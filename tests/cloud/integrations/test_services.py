"""Queues, topics, tables, buses and buckets as tasks: what is sent, and what is answered."""

import json

import boto3
import pytest


@pytest.fixture
def table(account):
    del account
    boto3.client("dynamodb").create_table(
        TableName="table",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return "table"


@pytest.fixture
def bucket(account):
    del account
    boto3.client("s3").create_bucket(Bucket="bucket")
    return "bucket"


@pytest.mark.parametrize("resource", ["sqs:sendMessage", "aws-sdk:sqs:sendMessage"])
@pytest.mark.parametrize(
    "body, text",
    [
        ({"sum": 3, "items": ["ä"]}, '{"sum":3,"items":["ä"]}'),
        ("text", "text"),
        ('"quoted"', '"quoted"'),
        (3, "3"),
        (True, "true"),
        ([1, None], "[1,null]"),
    ],
)
def test_a_document_is_sent_as_json_and_a_text_as_it_stands(tasks, lab, resource, body, text):
    url = lab.queue()
    tasks.result(resource, {"QueueUrl": url, "MessageBody": body})

    assert [text] == lab.bodies(url)


def test_a_message_for_a_fifo_queue_keeps_its_group_and_its_attributes(tasks, lab):
    url = lab.queue("q.fifo", FifoQueue="true")
    attributes = {"kind": {"DataType": "String", "StringValue": "sale"}}
    found = tasks.result(
        "sqs:sendMessage",
        {
            "QueueUrl": url,
            "MessageBody": "m",
            "MessageGroupId": "g",
            "MessageDeduplicationId": "d",
            "MessageAttributes": attributes,
        },
    )
    [message] = lab.received(url)

    assert ("g", attributes) == (message["Attributes"]["MessageGroupId"], message["MessageAttributes"])
    assert {"MD5OfMessageAttributes", "MD5OfMessageBody", "MessageId", "SequenceNumber"} < found.keys()


def test_the_sdk_spells_the_fields_of_an_answer_in_its_own_way_and_tells_no_metadata(tasks, lab):
    found = tasks.result("aws-sdk:sqs:sendMessage", {"QueueUrl": lab.queue(), "MessageBody": "m"})

    assert ["Md5OfMessageBody", "MessageId"] == list(found)


def test_a_message_for_a_topic_may_be_a_document(tasks, lab):
    topic, url = lab.topic(), lab.queue()
    lab.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": _policy(lab.arn(url))})
    lab.subscribe(topic, lab.arn(url))
    found = tasks.result("sns:publish", {"TopicArn": topic, "Message": {"sum": 3}})

    assert ['{"sum":3}'] == lab.texts(url)
    assert ["MessageId", "SdkHttpMetadata", "SdkResponseMetadata"] == list(found)


def test_an_item_is_put_updated_got_and_deleted(tasks, table, without_metadata):
    key, named = {"id": {"S": "1"}}, {"TableName": table}
    item = {**key, "n": {"N": "5"}, "none": {"NULL": True}, "list": {"L": [{"BOOL": False}]}}
    update = {"UpdateExpression": "set n = :n", "ExpressionAttributeValues": {":n": {"N": "6"}}}
    answers = [
        tasks.result("dynamodb:putItem", {**named, "Item": item}),
        tasks.result("dynamodb:updateItem", {**named, "Key": key, **update, "ReturnValues": "UPDATED_NEW"}),
        tasks.result("dynamodb:getItem", {**named, "Key": key}),
        tasks.result("dynamodb:deleteItem", {**named, "Key": key, "ReturnValues": "ALL_OLD"}),
        tasks.result("dynamodb:getItem", {**named, "Key": key}),
    ]
    changed = {**item, "n": {"N": "6"}}

    assert [{}, {"Attributes": {"n": {"N": "6"}}}, {"Item": changed}, {"Attributes": changed}, {}] == [
        without_metadata(answer) for answer in answers
    ]


def test_the_sdk_has_other_names_for_the_types_of_values(tasks, table):
    item = {"id": {"S": "1"}, "none": {"Nul": True}, "yes": {"Bool": True}, "set": {"Ss": ["a"]}}
    tasks.result("aws-sdk:dynamodb:putItem", {"TableName": table, "Item": item})
    named = {"ExpressionAttributeValues": {":id": {"S": "1"}}, "KeyConditionExpression": "id = :id"}

    assert {"Item": item} == tasks.result(
        "aws-sdk:dynamodb:getItem", {"TableName": table, "Key": {"id": item["id"]}}
    )
    assert {"Items": [item], "Count": 1, "ScannedCount": 1} == tasks.result(
        "aws-sdk:dynamodb:query", {"TableName": table, **named}
    )


def test_a_missing_field_is_refused_as_the_service_would(tasks):
    machine = tasks.machine(
        {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:dynamodb:getItem",
            "Parameters": {"TableName.$": "$.table", "Key.$": "$.table"},
        }
    )
    arn = tasks.client.start_execution(stateMachineArn=machine, input='{"table": null}')["executionArn"]
    tasks.account.settle()
    found = tasks.described(arn)

    assert "DynamoDb.DynamoDbException" == found["error"]
    assert found["cause"].startswith(
        "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null; "
        "Value null at 'key' failed to satisfy constraint: Member must not be null (Service: DynamoDb, "
    )


def test_events_name_the_execution_among_their_resources(tasks, lab):
    url = lab.queue()
    events = boto3.client("events")
    events.put_rule(Name="all", EventPattern='{"source": ["shop"]}')
    lab.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": _policy(lab.arn(url))})
    events.put_targets(Rule="all", Targets=[{"Id": "q", "Arn": lab.arn(url)}])
    entry = {
        "Detail": {"sum": 3},
        "DetailType": "sale",
        "Source": "shop",
        "Resources": ["arn:aws:s3:::bucket"],
    }
    arn = tasks.start("events:putEvents", {"Entries": [entry]})
    lab.account.settle()
    [event] = [json.loads(body) for body in lab.bodies(url)]
    answer = json.loads(tasks.described(arn)["output"])

    assert {"sum": 3} == event["detail"]
    assert ["arn:aws:s3:::bucket", arn, tasks.described(arn)["stateMachineArn"]] == event["resources"]
    assert ["Entries", "FailedEntryCount"] == sorted(answer)


@pytest.mark.parametrize(
    "body, text", [({"a": [1]}, '{"a":[1]}'), ("text", "text"), (False, "false"), (0, "0")]
)
def test_an_object_holds_a_text_or_a_document(tasks, bucket, body, text):
    named = {"Bucket": bucket, "Key": "key"}
    put = tasks.result("aws-sdk:s3:putObject", {**named, "Body": body})
    got = tasks.result("aws-sdk:s3:getObject", named)

    assert ("FULL_OBJECT", "AES256") == (put["ChecksumType"], put["ServerSideEncryption"])
    assert (text, len(text), put["ETag"]) == (got["Body"], got["ContentLength"], got["ETag"])
    assert "2025-03-01T08:00:00Z" == got["LastModified"]
    assert "ChecksumCRC32" not in got


def test_a_copy_names_its_two_ends(tasks, bucket):
    tasks.result("aws-sdk:s3:putObject", {"Bucket": bucket, "Key": "one", "Body": "text"})
    ends = {"SourceBucket": bucket, "SourceKey": "one", "DestinationBucket": bucket, "DestinationKey": "two"}
    tasks.result("aws-sdk:s3:copyObject", ends)

    assert "text" == tasks.result("aws-sdk:s3:getObject", {"Bucket": bucket, "Key": "two"})["Body"]


def test_a_time_has_as_many_digits_as_it_needs(tasks, table):
    found = tasks.result("aws-sdk:dynamodb:describeTable", {"TableName": table})

    assert "2025-03-01T08:00:00.006Z" == found["Table"]["CreationDateTime"]


def test_a_list_of_a_number_given_as_text_is_taken(tasks, table):
    assert {"Items": [], "Count": 0, "ScannedCount": 0} == tasks.result(
        "aws-sdk:dynamodb:scan", {"TableName": table, "Limit": "1"}
    )


def _policy(queue: str) -> str:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": queue}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
