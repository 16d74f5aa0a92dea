# ruff: noqa: INP001  a folder of programs, no package
"""How much processor time the account in memory takes: `python bench/cloud.py`. Prints a table; asserts nothing."""

import io
import itertools
import json
import threading
import time
import zipfile
from collections.abc import Callable
from typing import Any

import boto3
import moto
from rich.console import Console
from rich.table import Table

from course.cloud import Account

ARN = "arn:aws:sqs:us-east-1:123456789012:"


def _ms(act: Callable[[], object], times: int) -> float:
    begin = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - begin) / times * 1000


def _fresh() -> None:
    with Account():
        pass


def _calls() -> dict[str, float]:
    """Milliseconds of a call on an account, and on plain moto."""

    def measure() -> float:
        sqs = boto3.client("sqs", region_name="us-east-1")
        url = sqs.create_queue(QueueName="q")["QueueUrl"]
        return _ms(lambda: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"]), 500)

    with Account():
        measure()
        ours = measure()
    with moto.mock_aws():
        measure()
        plain = measure()
    return {"a call": ours, "a call, plain moto": plain, "ratio": ours / plain}


def _fan_out(messages: int) -> dict[str, float]:
    """Milliseconds a message: published, delivered to a queue, received in tens and deleted."""
    with Account() as account:
        sns, sqs = account.client("sns"), account.client("sqs")
        topic = sns.create_topic(Name="t")["TopicArn"]
        url = sqs.create_queue(QueueName="q")["QueueUrl"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"{ARN}q")
        publish = _ms(lambda: sns.publish(TopicArn=topic, Message="x"), messages)
        settle = _ms(account.settle, 1) / messages

        def drain() -> None:
            found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
            entries = [{"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(found)]
            sqs.delete_message_batch(QueueUrl=url, Entries=entries)

        drained = _ms(drain, messages // 10) / 10
    return {
        f"publish, {messages:,} messages": publish,
        f"deliver, {messages:,} messages": settle,
        f"receive and delete, {messages:,} messages": drained,
    }


def _functions() -> dict[str, float]:
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", "def handler(event, context):\n    if event: raise ValueError")
    with Account() as account:
        lambda_, sqs = account.client("lambda"), account.client("sqs")
        role = account.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        lambda_.create_function(
            FunctionName="f",
            Runtime="python3.12",
            Role=role,
            Handler="app.handler",
            Code={"ZipFile": code.getvalue()},
        )
        first = _ms(lambda: lambda_.invoke(FunctionName="f", Payload="{}"), 1)
        warm = _ms(lambda: lambda_.invoke(FunctionName="f", Payload="{}"), 200)

        def cold() -> None:
            account.functions.cool()
            lambda_.invoke(FunctionName="f", Payload="{}")

        colds = _ms(cold, 50)
        url = sqs.create_queue(QueueName="poison")["QueueUrl"]
        lambda_.create_event_source_mapping(EventSourceArn=f"{ARN}poison", FunctionName="f")
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps("x"))
        poison = _ms(account.settle, 1)
    return {
        "first invocation": first,
        "cold invocation": colds,
        "warm invocation": warm,
        "settle with a poison message": poison,
    }


def _executions(many: int) -> dict[str, float]:
    """Milliseconds of an execution of six states, from its start to its end, here and in moto, which can run them too."""
    names = [f"S{number}" for number in range(6)]
    states: dict[str, Any] = {
        name: {"Type": "Pass", "Parameters": {"n.$": "$.n"}, "Next": after}
        for name, after in itertools.pairwise(names)
    }
    states[names[-1]] = {"Type": "Succeed"}
    definition = json.dumps({"StartAt": names[0], "States": states})

    def measure(times: int, finish: Callable[[], object]) -> float:
        client = boto3.client("stepfunctions", region_name="us-east-1")
        machine = client.create_state_machine(
            name=f"m{times}", definition=definition, roleArn="arn:aws:iam::123456789012:role/r"
        )["stateMachineArn"]

        def run() -> None:
            for number in range(times):
                # With a name: to moto all that have none are one execution.
                client.start_execution(stateMachineArn=machine, name=f"e{number}", input='{"n": 1}')
            finish()
            ends = client.list_executions(stateMachineArn=machine, statusFilter="SUCCEEDED", maxResults=1000)
            if len(ends["executions"]) < min(times, 1000):
                raise RuntimeError("not all executions have succeeded")

        return _ms(run, 1) / times

    with Account() as account:
        measure(20, account.settle)
        ours = measure(many, account.settle)
    with moto.mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        measure(5, _threads_end)
        theirs = measure(100, _threads_end)
    return {f"an execution, {many:,} of them": ours, "an execution, moto": theirs}


def _threads_end() -> None:
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join()


def _whole_way(messages: int) -> dict[str, float]:
    """Milliseconds a message: published, through a queue and a function into a table."""
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", _TO_TABLE)
    with Account() as account:
        sns, sqs = account.client("sns"), account.client("sqs")
        lambda_, dynamodb = account.client("lambda"), account.client("dynamodb")
        role = account.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        topic = sns.create_topic(Name="t")["TopicArn"]
        sqs.create_queue(QueueName="q")
        sns.subscribe(
            TopicArn=topic, Protocol="sqs", Endpoint=f"{ARN}q", Attributes={"RawMessageDelivery": "true"}
        )
        dynamodb.create_table(
            TableName="t",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        lambda_.create_function(
            FunctionName="f",
            Runtime="python3.12",
            Role=role,
            Handler="app.handler",
            Code={"ZipFile": code.getvalue()},
        )
        lambda_.create_event_source_mapping(EventSourceArn=f"{ARN}q", FunctionName="f")
        numbers = iter(range(messages))
        publish = _ms(lambda: sns.publish(TopicArn=topic, Message=str(next(numbers))), messages)
        settle = _ms(account.settle, 1) / messages
        kept = dynamodb.describe_table(TableName="t")["Table"]["ItemCount"]
    if kept != messages:
        raise RuntimeError(f"{kept:,} of {messages:,} messages reached the table")
    return {f"topic, queue, function, table: {messages:,} messages": publish + settle}


_TO_TABLE = """
import boto3
table = boto3.client("dynamodb")
def handler(event, context):
    for record in event["Records"]:
        table.put_item(TableName="t", Item={"id": {"S": record["body"]}})
"""


def main() -> None:
    """Measure and print."""
    rows = {"first account of the process": _ms(_fresh, 1), "a fresh account": _ms(_fresh, 200)}
    rows |= (
        _calls() | _fan_out(1000) | _fan_out(10_000) | _whole_way(1000) | _whole_way(10_000) | _functions()
    )
    rows |= _executions(1000) | _executions(10_000)
    table = Table("what", "ms")
    for name, value in rows.items():
        table.add_row(name, f"{value:,.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
