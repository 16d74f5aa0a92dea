"""Malformed expressions in each request that can have one: refused by the account, in DynamoDB's words."""

import pytest
from botocore.exceptions import ClientError

KEY = {"id": {"S": "a"}, "place": {"N": "3"}}
ANNOUNCED = "1 validation error detected: "
UNDEFINED = "An expression attribute value used in expression is not defined; attribute value: :v"

WRITES = {
    "put_item": lambda client, **asked: client.put_item(TableName="t", Item=KEY, **asked),
    "delete_item": lambda client, **asked: client.delete_item(TableName="t", Key=KEY, **asked),
    "update_item": lambda client, **asked: client.update_item(TableName="t", Key=KEY, **asked),
}
STEPS = {
    "Put": {"TableName": "t", "Item": KEY},
    "Delete": {"TableName": "t", "Key": KEY},
    "ConditionCheck": {"TableName": "t", "Key": KEY},
    "Update": {"TableName": "t", "Key": KEY, "UpdateExpression": "REMOVE b"},
}
READS = {
    "scan": lambda client, **asked: client.scan(TableName="t", **asked),
    "query": lambda client, **asked: client.query(
        TableName="t", KeyConditionExpression="id = :id", **_with(asked, ":id", {"S": "a"})
    ),
}
PROJECTING = {
    "get_item": lambda client, **asked: client.get_item(TableName="t", Key=KEY, **asked),
    "scan": lambda client, **asked: client.scan(TableName="t", **asked),
    "batch_get_item": lambda client, **asked: client.batch_get_item(
        RequestItems={"t": {"Keys": [KEY], **asked}}
    ),
    "transact_get_items": lambda client, **asked: client.transact_get_items(
        TransactItems=[{"Get": {"TableName": "t", "Key": KEY, **asked}}]
    ),
}


def _with(asked, name, value):
    return {**asked, "ExpressionAttributeValues": {name: value, **asked.get("ExpressionAttributeValues", {})}}


@pytest.fixture
def client(lab):
    """DynamoDB with a table whose key is a text and a number."""
    made = lab.account.client("dynamodb")
    made.create_table(
        TableName="t",
        KeySchema=[
            {"AttributeName": "id", "KeyType": "HASH"},
            {"AttributeName": "place", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "id", "AttributeType": "S"},
            {"AttributeName": "place", "AttributeType": "N"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    return made


def _refused(call, client, **asked):
    with pytest.raises(ClientError) as caught:
        call(client, **asked)
    error = caught.value.response["Error"]
    assert "ValidationException" == error["Code"]
    return error["Message"]


@pytest.mark.parametrize("call", WRITES.values(), ids=WRITES)
def test_a_write_announces_what_is_wrong_with_its_condition(client, call):
    words = f"{ANNOUNCED}Invalid ConditionExpression: {UNDEFINED}"

    assert words == _refused(call, client, ConditionExpression="a = :v")
    assert [] == client.scan(TableName="t")["Items"]


def test_a_write_announces_what_is_wrong_with_its_update(client):
    words = f'{ANNOUNCED}Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "="'

    assert words == _refused(WRITES["update_item"], client, UpdateExpression="SET a =")


@pytest.mark.parametrize("step", STEPS)
def test_a_transaction_is_refused_as_a_whole(client, step):
    asked = {step: {**STEPS[step], "ConditionExpression": "a = :v"}}

    def call(client):
        client.transact_write_items(
            TransactItems=[{"Put": {"TableName": "t", "Item": {**KEY, "id": {"S": "b"}}}}, asked]
        )

    assert f"Invalid ConditionExpression: {UNDEFINED}" == _refused(call, client)
    assert [] == client.scan(TableName="t")["Items"]


@pytest.mark.parametrize("call", READS.values(), ids=READS)
def test_a_read_says_what_is_wrong_with_its_filter(client, call):
    assert f"Invalid FilterExpression: {UNDEFINED}" == _refused(call, client, FilterExpression="a = :v")


@pytest.mark.parametrize("call", PROJECTING.values(), ids=PROJECTING)
def test_a_read_says_what_is_wrong_with_its_projection(client, call):
    words = 'Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","'

    assert words == _refused(call, client, ProjectionExpression="a,")


def test_a_projection_may_have_placeholders_anywhere(client):
    client.put_item(TableName="t", Item={**KEY, "b": {"L": [{"M": {"c": {"S": "x"}, "d": {"S": "y"}}}]}})
    asked = {"ProjectionExpression": "#b[0].#c", "ExpressionAttributeNames": {"#b": "b", "#c": "c"}}

    assert {"b": {"L": [{"M": {"c": {"S": "x"}}}]}} == client.get_item(TableName="t", Key=KEY, **asked)[
        "Item"
    ]


@pytest.mark.parametrize(
    "condition", ["id = :n", "id = :s AND place > :s", "id = :s AND begins_with(place, :s)"]
)
def test_a_query_is_refused_that_compares_a_key_with_another_type(client, condition):
    values = {":s": {"S": "a"}, ":n": {"N": "1"}}
    used = {name: value for name, value in values.items() if name in condition}

    def call(client):
        client.query(TableName="t", KeyConditionExpression=condition, ExpressionAttributeValues=used)

    assert (
        "One or more parameter values were invalid: Condition parameter type does not match schema type"
        == _refused(call, client)
    )


def test_a_query_says_what_is_wrong_with_its_keys(client):
    def call(client, text):
        client.query(TableName="t", KeyConditionExpression=text, ExpressionAttributeValues={":v": {"S": "a"}})

    assert 'Invalid KeyConditionExpression: Syntax error; token: "<EOF>", near: ":v"' == _refused(
        call, client, text="(id = :v"
    )
    assert "Invalid operator used in KeyConditionExpression: NOT" == _refused(
        call, client, text="NOT id = :v"
    )


@pytest.mark.parametrize(
    "condition, found",
    {
        "id = :id": 3,
        ":id = id\nAND place > :two": 1,
        "(id = :id) and (:two >= place)": 2,
        "place between :one and :two AND id = :id": 2,
    }.items(),
)
def test_a_query_finds_by_its_keys_however_they_are_written(client, condition, found):
    for place in ("1", "2", "3"):
        client.put_item(TableName="t", Item={**KEY, "place": {"N": place}})
    values = {":id": {"S": "a"}, ":one": {"N": "1"}, ":two": {"N": "2"}}
    used = {name: value for name, value in values.items() if name in condition}

    answer = client.query(TableName="t", KeyConditionExpression=condition, ExpressionAttributeValues=used)
    assert found == answer["Count"]


@pytest.mark.parametrize(
    "update, left",
    {
        "SET n = (n + :n)": {"N": "3"},
        "SET n = (n) - (:n)": {"N": "-1"},
        "SET n = (if_not_exists(gone, (:n)))": {"N": "2"},
    }.items(),
)
def test_an_update_may_have_brackets(client, update, left):
    client.put_item(TableName="t", Item={**KEY, "n": {"N": "1"}})

    client.update_item(
        TableName="t", Key=KEY, UpdateExpression=update, ExpressionAttributeValues={":n": {"N": "2"}}
    )
    assert left == client.get_item(TableName="t", Key=KEY)["Item"]["n"]


def test_a_sum_inside_of_a_sum_is_said_to_be_beyond_the_lab(client):
    with pytest.raises(ClientError, match="NotImplemented"):
        client.update_item(
            TableName="t",
            Key=KEY,
            UpdateExpression="SET n = :n - (:n - :n)",
            ExpressionAttributeValues={":n": {"N": "2"}},
        )


def test_an_update_of_nothing_makes_the_item(client):
    client.update_item(TableName="t", Key=KEY)

    assert [KEY] == client.scan(TableName="t")["Items"]


@pytest.mark.parametrize(
    "asked, words",
    {
        "names without an expression": (
            {"ExpressionAttributeNames": {"#a": "a"}},
            "ExpressionAttributeNames can only be specified when using expressions",
        ),
        "values without an expression": (
            {"ExpressionAttributeValues": {":v": {"S": "a"}}},
            "ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null",
        ),
        "no names": (
            {"FilterExpression": "attribute_exists(a)", "ExpressionAttributeNames": {}},
            "ExpressionAttributeNames must not be empty",
        ),
        "no values": (
            {"FilterExpression": "attribute_exists(a)", "ExpressionAttributeValues": {}},
            "ExpressionAttributeValues must not be empty",
        ),
        "a name that is no placeholder": (
            {"FilterExpression": "attribute_exists(a)", "ExpressionAttributeNames": {"a": "a"}},
            'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
        ),
        "a value that is no placeholder": (
            {"FilterExpression": "a = :v-1", "ExpressionAttributeValues": {":v-1": {"S": "a"}}},
            'ExpressionAttributeValues contains invalid key: Syntax error; key: ":v-1"',
        ),
        "names that nobody uses": (
            {
                "FilterExpression": "#a = #b",
                "ExpressionAttributeNames": {"#a": "a", "#b": "b", "#c": "c", "#d": "d"},
            },
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#c, #d}",
        ),
        "values that nobody uses": (
            {"FilterExpression": "a = b", "ExpressionAttributeValues": {":v": {"S": "a"}}},
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}",
        ),
    }.values(),
    ids=lambda each: "",
)
def test_placeholders_are_refused_that_do_not_fit(client, asked, words):
    assert words == _refused(READS["scan"], client, **asked)


def test_placeholders_may_be_shared_by_expressions(client):
    answer = client.query(
        TableName="t",
        KeyConditionExpression="#id = :v",
        FilterExpression="b = :v",
        ProjectionExpression="#id, c",
        ExpressionAttributeNames={"#id": "id"},
        ExpressionAttributeValues={":v": {"S": "a"}},
    )

    assert 0 == answer["Count"]


def test_an_expression_is_looked_at_before_the_table(client):
    words = f"Invalid FilterExpression: {UNDEFINED}"

    def call(client):
        client.scan(TableName="nobody", FilterExpression="a = :v")

    assert words == _refused(call, client)
