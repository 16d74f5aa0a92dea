"""Items, keys and values that DynamoDB refuses: always in its own words, whichever call they come with."""

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError

from course.cloud.attribute_values import MalformedError, check
from course.cloud.item_keys import entries

TABLE = "payments"
GOOD = {"id": {"S": "a"}, "month": {"N": "3"}}

EMPTY = (
    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string "
    "value."
)
VALUES = {
    "no type": ({}, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
    "two types": (
        {"S": "a", "N": "1"},
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    ),
    "a number that is none": ({"N": "ten"}, "The parameter cannot be converted to a numeric value: ten"),
    "an empty number": ({"N": ""}, "The parameter cannot be converted to a numeric value"),
    "a null that is false": (
        {"NULL": False},
        "One or more parameter values were invalid: Null attribute value types must have the value of true",
    ),
    "an empty set": (
        {"SS": []},
        "One or more parameter values were invalid: An string set  may not be empty",
    ),
    "a set with the same twice": (
        {"NS": ["1", "2", "1"]},
        "One or more parameter values were invalid: Input collection [1, 2, 1] contains duplicates.",
    ),
    "no type deep inside": (
        {"M": {"list": {"L": [{"S": "a"}, {}]}}},
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
    ),
}
TAKEN = [
    {"S": ""}, {"N": "-1.5e3"}, {"B": b""}, {"BOOL": False}, {"NULL": True}, {"L": []}, {"M": {}},
    {"SS": ["a", "b"]}, {"NS": ["1", "2"]}, {"BS": [b"a"]}, {"M": {"Key": {"S": "a"}, "Item": {"L": [{"N": "1"}]}}},
]  # fmt: skip

# What boto3 itself refuses, and what DynamoDB answers to those who do not ask boto3.
UNREADABLE = {
    "a number for a text": ({"S": 5}, "SerializationException", "NUMBER_VALUE cannot be converted to String"),
    "a text for a truth value": (
        {"BOOL": "true"},
        "SerializationException",
        "STRING_VALUE cannot be converted to Boolean",
    ),
    "a truth value for a text": (
        {"S": True},
        "SerializationException",
        "TRUE_VALUE cannot be converted to String",
    ),
    "a map for a text": (
        {"S": {"a": "b"}},
        "SerializationException",
        "Start of structure or map found where not expected.",
    ),
    "a text for a value": ("a", "SerializationException", "STRING_VALUE cannot be converted to Map"),
    "an unknown type": (
        {"X": "1"},
        "ValidationException",
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
    ),
}

KEYS = {
    "nothing": ({}, "The provided key element does not match the schema"),
    "half of the key": ({"id": {"S": "a"}}, "The provided key element does not match the schema"),
    "one more attribute": (
        {**GOOD, "more": {"S": "a"}},
        "The provided key element does not match the schema",
    ),
    "another name": (
        {"id": {"S": "a"}, "moon": {"N": "3"}},
        "The provided key element does not match the schema",
    ),
    "another type": (
        {"id": {"S": "a"}, "month": {"S": "3"}},
        "The provided key element does not match the schema",
    ),
    "an empty text": (
        {**GOOD, "id": {"S": ""}},
        f"{EMPTY} Key: id",
    ),
}
ITEMS = {
    "nothing": ({}, "One or more parameter values were invalid: Missing the key id in the item"),
    "half of the key": (
        {"id": {"S": "a"}},
        "One or more parameter values were invalid: Missing the key month in the item",
    ),
    "another type": (
        {"id": {"S": "a"}, "month": {"S": "3"}},
        "One or more parameter values were invalid: Type mismatch for key month expected: N actual: S",
    ),
    "an empty text": KEYS["an empty text"],
}

PUTS = {
    "put_item": lambda client, item: client.put_item(TableName=TABLE, Item=item),
    "batch_write_item": lambda client, item: client.batch_write_item(
        RequestItems={TABLE: [{"PutRequest": {"Item": GOOD}}, {"PutRequest": {"Item": item}}]}
    ),
}
BY_KEY = {
    "get_item": lambda client, key: client.get_item(TableName=TABLE, Key=key),
    "delete_item": lambda client, key: client.delete_item(TableName=TABLE, Key=key),
    "update_item": lambda client, key: client.update_item(TableName=TABLE, Key=key),
    "batch_get_item": lambda client, key: client.batch_get_item(RequestItems={TABLE: {"Keys": [key]}}),
    "batch_write_item": lambda client, key: client.batch_write_item(
        RequestItems={TABLE: [{"DeleteRequest": {"Key": key}}]}
    ),
}
IN_TRANSACTIONS = {
    "get": lambda client, key: client.transact_get_items(
        TransactItems=[{"Get": {"TableName": TABLE, "Key": GOOD}}, {"Get": {"TableName": TABLE, "Key": key}}]
    ),
    "delete": lambda client, key: client.transact_write_items(
        TransactItems=[
            {"Put": {"TableName": TABLE, "Item": {**GOOD, "id": {"S": "b"}}}},
            {"Delete": {"TableName": TABLE, "Key": key}},
        ]
    ),
}
WITH_VALUES = {
    "put_item": lambda client, value: client.put_item(TableName=TABLE, Item={**GOOD, "x": value}),
    "transact_write_items": lambda client, value: client.transact_write_items(
        TransactItems=[{"Put": {"TableName": TABLE, "Item": {**GOOD, "x": value}}}]
    ),
    "batch_write_item": lambda client, value: client.batch_write_item(
        RequestItems={TABLE: [{"PutRequest": {"Item": {**GOOD, "x": value}}}]}
    ),
    "update_item": lambda client, value: client.update_item(
        TableName=TABLE, Key=GOOD, UpdateExpression="SET x = :x", ExpressionAttributeValues={":x": value}
    ),
    "query": lambda client, value: client.query(
        TableName=TABLE, KeyConditionExpression="id = :x", ExpressionAttributeValues={":x": value}
    ),
    "scan": lambda client, value: client.scan(
        TableName=TABLE, FilterExpression="x = :x", ExpressionAttributeValues={":x": value}
    ),
}


def cases(table):
    return pytest.mark.parametrize("given, words", table.values(), ids=table)


def calls(table):
    return pytest.mark.parametrize("call", table.values(), ids=table)


@pytest.fixture
def client(lab):
    """DynamoDB with a table whose key is a text and a number."""
    made = lab.account.client("dynamodb")
    made.create_table(
        TableName=TABLE,
        KeySchema=[
            {"AttributeName": "id", "KeyType": "HASH"},
            {"AttributeName": "month", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "id", "AttributeType": "S"},
            {"AttributeName": "month", "AttributeType": "N"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    return made


def _refused(call, client, given):
    with pytest.raises(ClientError) as caught:
        call(client, given)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


@cases(VALUES)
@calls(WITH_VALUES)
def test_a_value_is_refused_that_has(client, call, given, words):
    assert ("ValidationException", words) == _refused(call, client, given)


@pytest.mark.parametrize("value", TAKEN, ids=str)
def test_a_value_is_taken(client, value):
    client.put_item(TableName=TABLE, Item={**GOOD, "x": value})

    assert {**GOOD, "x": value} == client.get_item(TableName=TABLE, Key=GOOD)["Item"]


@pytest.mark.parametrize("value, code, words", UNREADABLE.values(), ids=UNREADABLE)
def test_boto3_refuses_by_itself_what_dynamodb_would_refuse(client, value, code, words):
    with pytest.raises(ParamValidationError):
        client.put_item(TableName=TABLE, Item={**GOOD, "x": value})
    with pytest.raises(MalformedError) as caught:
        check(value)

    assert (code, words) == (caught.value.code, str(caught.value))


def test_dynamodb_refuses_where_boto3_is_not_asked(client):
    unchecked = boto3.client("dynamodb", config=Config(parameter_validation=False))

    code, words = _refused(PUTS["put_item"], unchecked, {**GOOD, "x": {"S": 5}})
    assert ("SerializationException", "NUMBER_VALUE cannot be converted to String") == (code, words)


@cases(ITEMS)
@calls(PUTS)
def test_an_item_is_refused_that_has(client, call, given, words):
    assert ("ValidationException", words) == _refused(call, client, given)
    assert [] == client.scan(TableName=TABLE)["Items"]


@cases(KEYS)
@calls(BY_KEY)
def test_a_key_is_refused_that_has(client, call, given, words):
    assert ("ValidationException", words) == _refused(call, client, given)


@cases(KEYS)
@calls(IN_TRANSACTIONS)
def test_a_transaction_is_cancelled_for_a_key_that_has(client, call, given, words):
    with pytest.raises(ClientError) as caught:
        call(client, given)

    response = caught.value.response
    assert "TransactionCanceledException" == response["Error"]["Code"]
    assert [{"Code": "None"}, {"Code": "ValidationError", "Message": words}] == response[
        "CancellationReasons"
    ]
    assert [] == client.scan(TableName=TABLE)["Items"]


def test_a_table_that_is_not_there_is_the_graver_fault(client):
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        client.get_item(TableName="nobody", Key={"id": {"S": ""}})


@pytest.mark.parametrize("kind", ["Sx", "s", "BOOL"])
def test_a_table_is_refused_whose_key_has_no_type_of_keys(client, kind):
    with pytest.raises(ClientError) as caught:
        client.create_table(
            TableName="t",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": kind}],
            BillingMode="PAY_PER_REQUEST",
        )

    error = caught.value.response["Error"]
    assert "ValidationException" == error["Code"]
    assert f"Value '{kind}' at 'attributeDefinitions.1.member.attributeType' failed" in error["Message"]
    assert [TABLE] == client.list_tables()["TableNames"]


@pytest.mark.parametrize(
    "operation, asked",
    [
        ("PutItem", {}),
        ("TransactWriteItems", {"TransactItems": 5}),
        ("TransactWriteItems", {"TransactItems": ["x", {"Put": 5}]}),
        ("BatchWriteItem", {"RequestItems": "x"}),
        ("BatchWriteItem", {"RequestItems": {"t": [5, {"PutRequest": None}]}}),
        ("BatchGetItem", {"RequestItems": {"t": {"Keys": 5}}}),
    ],
)
def test_what_has_not_the_form_of_a_request_is_passed_over(operation, asked):
    assert [] == [about for _, about in entries(operation, asked) if about]
