"""Whether conditions hold: asked of an account, as a program would."""

import re
import tomllib
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from course.cloud import Account

JUDGED = tomllib.loads(Path(__file__).with_name("judged.toml").read_text(encoding="utf-8"))
KEY = {"id": {"S": "1"}}
ITEM = {
    **KEY,
    "a": {"S": "abc"},
    "n": {"N": "5"},
    "truth": {"BOOL": True},
    "nothing": {"NULL": True},
    "signs": {"B": b"\x01\x02"},
    "shelf": {"L": [{"N": "1"}, {"S": "x"}]},
    "box": {"M": {"in": {"S": "y"}}},
    "texts": {"SS": ["p", "q"]},
    "figures": {"NS": ["1", "2"]},
}
VALUES = {
    ":s": {"S": "abc"},
    ":t": {"S": "ab"},
    ":p": {"S": "p"},
    ":five": {"N": "5.0"},
    ":one": {"N": "1"},
    ":text5": {"S": "5"},
    ":null": {"NULL": True},
    ":type": {"S": "S"},
    ":start": {"B": b"\x01"},
}


@pytest.fixture(scope="module")
def tables():
    """DynamoDB with a table that holds the item."""
    with Account() as account:
        client = account.client("dynamodb")
        client.create_table(
            TableName="t",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        client.put_item(TableName="t", Item=ITEM)
        yield client


def _asked(field, condition):
    """Return the parameters of a request with this condition: its placeholders are all defined, and no others."""
    values = {name: VALUES[name] for name in re.findall(r":\w+", condition)}
    names = {name: name[1:] for name in re.findall(r"#\w+", condition)}
    return {
        "TableName": "t",
        field: condition,
        **({"ExpressionAttributeValues": values} if values else {}),
        **({"ExpressionAttributeNames": names} if names else {}),
    }


@pytest.mark.parametrize("condition", JUDGED["holds"].values(), ids=JUDGED["holds"])
def test_a_filter_keeps_an_item_for_which_the_condition_holds(tables, condition):
    assert [ITEM] == tables.scan(**_asked("FilterExpression", condition))["Items"]


@pytest.mark.parametrize("condition", JUDGED["fails"].values(), ids=JUDGED["fails"])
def test_a_filter_leaves_out_an_item_for_which_it_does_not_hold(tables, condition):
    assert [] == tables.scan(**_asked("FilterExpression", condition))["Items"]


@pytest.mark.parametrize("condition", JUDGED["fails"].values(), ids=JUDGED["fails"])
def test_a_write_fails_where_the_condition_does_not_hold(tables, condition):
    with pytest.raises(ClientError) as caught:
        tables.delete_item(Key=KEY, **_asked("ConditionExpression", condition))

    assert "ConditionalCheckFailedException" == caught.value.response["Error"]["Code"]


def test_a_write_is_done_where_the_condition_holds(tables):
    condition = JUDGED["holds"]["there"]

    assert tables.put_item(Item=ITEM, **_asked("ConditionExpression", condition))


def test_a_condition_on_what_is_not_there_finds_nothing_of_it(tables):
    asked = _asked("ConditionExpression", "attribute_not_exists(id)")

    with pytest.raises(ClientError, match="ConditionalCheckFailedException"):
        tables.put_item(Item=ITEM, **asked)
    assert tables.put_item(Item={"id": {"S": "2"}}, **asked)
    tables.delete_item(TableName="t", Key={"id": {"S": "2"}})
