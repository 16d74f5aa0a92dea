"""The system of M05 E5, as the notebook makes it in its cell `given_system`.

Function and partner are the notebook's code; topic, queues and subscriptions come to be without calls, which takes a
fraction of the time. A test builds both, and compares.
"""

import io
import json
import zipfile
from typing import Any

from .backstage import make_queue, make_topic, subscribe

__all__ = ["HANDLER", "build", "make_function", "make_partner"]

HANDLER = """
import json
import boto3

table = boto3.client("dynamodb")

def handler(event, context):
    for record in event["Records"]:
        told = record["Sns"] if "Sns" in record else json.loads(record["body"])
        payment = json.loads(told["Message"]) if "Message" in told else told
        table.update_item(
            TableName=context.function_name + "-processed",
            Key={"paymentId": {"S": payment["paymentId"]}},
            UpdateExpression="ADD copies :one",
            ExpressionAttributeValues={":one": {"N": "1"}},
        )
"""


def make_function(account: Any, name: str) -> str:
    """Create a function, and the table in which it counts the payments it has processed; return the function's ARN."""
    account.client("dynamodb").create_table(
        TableName=f"{name}-processed",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
    )
    allowed = {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    trust = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    role = account.client("iam").create_role(RoleName=f"{name}-role", AssumeRolePolicyDocument=trust)
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", HANDLER)
    created = account.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role=role["Role"]["Arn"],
        Code={"ZipFile": code.getvalue()},
    )
    return str(created["FunctionArn"])


def make_partner(account: Any, service: str, received: list[Any]) -> str:
    """Let a partner listen at an HTTPS address and note in `received` what it gets; return the address."""

    def answer(request: dict[str, Any]) -> tuple[int, str]:
        told = json.loads(request["body"])
        if told.get("Type") == "SubscriptionConfirmation":
            account.client("sns").confirm_subscription(TopicArn=told["TopicArn"], Token=told["Token"])
        else:
            received.append(json.loads(told["Message"]) if "Message" in told else told)
        return 200, "thank you"

    url = f"https://{service}.partner.example/payments"
    account.endpoint(url, answer)
    return url


def build(account: Any, prefix: str, services: dict[str, str]) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Build the system; `services` gives the service of each kind. Return the wiring and what partners receive."""
    topic_arn = make_topic(account, f"{prefix}-payments")
    subscriptions: dict[str, Any] = {}
    received: dict[str, list[Any]] = {}
    for kind, service in services.items():
        name, protocol, attributes = f"{prefix}-{service}", "https", {}
        if kind == "queue":
            redrive = {
                "deadLetterTargetArn": make_queue(account, f"{name}-q-dlq"),
                "maxReceiveCount": 3,
            }
            endpoint = make_queue(account, f"{name}-q", {"RedrivePolicy": json.dumps(redrive)})
            protocol = "sqs"
        elif kind == "function":
            protocol, endpoint = "lambda", make_function(account, name)
        else:
            received[service] = []
            endpoint = make_partner(account, service, received[service])
        if kind == "partner_with_dlq":
            redrive = {"deadLetterTargetArn": make_queue(account, f"{name}-dlq")}
            attributes = {"RedrivePolicy": json.dumps(redrive)}
        subscriptions[service] = {
            "kind": kind,
            "protocol": protocol,
            "endpoint": endpoint,
            "subscription_arn": subscribe(account, topic_arn, protocol, endpoint, attributes),
        }
    return {"prefix": prefix, "topic_arn": topic_arn, "subscriptions": subscriptions}, received
