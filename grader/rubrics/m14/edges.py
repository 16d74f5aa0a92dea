"""What stands in the account before a system is built, as the notebook's cell `given_edges` makes it; a test compares the two.

The insurer's tables, buckets and bus are empty. The functions belong to partners: the bank charges once for each key and
keeps a book (`{prefix}-bank-book`), the ledger confirms what was charged, the transcriber listens. Which policies the bank
and the ledger refuse stands in `DECLINED` and `CLOSED`.
"""

import io
import json
import zipfile
from typing import Any

import boto3

__all__ = [
    "BANK",
    "CLOSED",
    "DECLINED",
    "LEDGER",
    "TABLES",
    "TRANSCRIBER",
    "allow",
    "make_function",
    "make_role",
    "make_table",
    "stand_before",
]

TABLES = {
    "payment-requests": "paymentId",
    "customer-payments": "paymentId",
    "sales-activity": "paymentId",
    "outbox": "paymentId",
    "transcripts": "recording",
}
DECLINED, CLOSED = "POL-00", "POL-01"

BANK = """
import os
import boto3

book = boto3.resource("dynamodb").Table(os.environ["BOOK"])


class CardDeclined(Exception):
    pass


def handler(event, context):
    entry = event["action"] + " " + event["idempotencyKey"]
    if event["action"] == "charge" and event["policyId"].startswith(os.environ["DECLINED"]):
        raise CardDeclined("the card of " + event["policyId"] + " was declined")
    if event["action"] == "refund" and "Item" not in book.get_item(Key={"entry": "charge " + event["idempotencyKey"]}):
        return {"chargeId": None}
    # The same entry again changes nothing.
    book.put_item(
        Item={"entry": entry, "action": event["action"], "policyId": event["policyId"], "amount": str(event["amount"])}
    )
    return {"chargeId": "CH " + event["idempotencyKey"]}
"""

LEDGER = """
import os


class PolicyClosed(Exception):
    pass


def handler(event, context):
    if event["policyId"].startswith(os.environ["CLOSED"]):
        raise PolicyClosed(event["policyId"] + " takes no payments any more")
    return {"confirmation": "CF " + event["paymentId"]}
"""

TRANSCRIBER = """
def handler(event, context):
    return {"text": "What was said in " + event["key"] + " of " + event["bucket"]}
"""


def allow(resource: str, *actions: str) -> dict[str, Any]:
    """Return a statement of a policy: these actions are allowed on this resource."""
    return {"Effect": "Allow", "Action": list(actions), "Resource": resource}


def make_role(name: str, service: str, *statements: dict[str, Any]) -> str:
    """Create a role in which a service may do what the statements say; return its ARN."""
    iam = boto3.client("iam")
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    arn: str = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]
    if statements:
        policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
        iam.put_role_policy(RoleName=name, PolicyName="may", PolicyDocument=policy)
    return arn


def make_function(
    settings: dict[str, Any], name: str, code: str, *statements: dict[str, Any], **environment: str
) -> str:
    """Create a function from the text of its module, in a role of its own; return its ARN.

    `handler(event, context)` in the text is called. The function may log, and do what the statements say.
    """
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", code)
    group = f"arn:aws:logs:{settings['region']}:{settings['account']}:log-group:/aws/lambda/{name}:*"
    logs = allow(group, "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")
    made = boto3.client("lambda", region_name=settings["region"]).create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role=make_role(f"{name}-role", "lambda.amazonaws.com", logs, *statements),
        Code={"ZipFile": package.getvalue()},
        Timeout=30,
        Environment={"Variables": environment},
    )
    arn: str = made["FunctionArn"]
    return arn


def make_table(settings: dict[str, Any], name: str, key: str) -> str:
    """Create a table whose key is one text; return its ARN."""
    made = boto3.client("dynamodb", region_name=settings["region"]).create_table(
        TableName=name,
        KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    arn: str = made["TableDescription"]["TableArn"]
    return arn


def stand_before(settings: dict[str, Any]) -> None:
    """Make what stands in the account before your system: tables, buckets, queue, bus, and the partners' functions."""
    prefix, region = settings["prefix"], settings["region"]
    for name, key in TABLES.items():
        make_table(settings, f"{prefix}-{name}", key)
    place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    for name in ("recordings", "files"):
        boto3.client("s3", region_name=region).create_bucket(Bucket=f"{prefix}-{name}", **place)
    boto3.client("sqs", region_name=region).create_queue(QueueName=f"{prefix}-approvals")
    boto3.client("events", region_name=region).create_event_bus(Name=f"{prefix}-personal")
    book = make_table(settings, f"{prefix}-bank-book", "entry")
    may_write = allow(book, "dynamodb:GetItem", "dynamodb:PutItem")
    make_function(settings, f"{prefix}-bank", BANK, may_write, BOOK=f"{prefix}-bank-book", DECLINED=DECLINED)
    make_function(settings, f"{prefix}-ledger", LEDGER, CLOSED=CLOSED)
    make_function(settings, f"{prefix}-transcriber", TRANSCRIBER)
