import json
import time

import boto3
from botocore.config import Config


def start_once(sfn, machine_arn, payment):
    patient = boto3.client("stepfunctions", config=Config(retries={"mode": "standard", "total_max_attempts": 60}))
    text = json.dumps(payment, sort_keys=True)
    name = "pay-" + payment["idempotencyKey"]
    try:
        return patient.start_execution(stateMachineArn=machine_arn, name=name, input=text)["executionArn"]
    except sfn.exceptions.ExecutionAlreadyExists:
        for page in sfn.get_paginator("list_executions").paginate(stateMachineArn=machine_arn):
            for each in page["executions"]:
                if each["name"] == name:
                    found = sfn.describe_execution(executionArn=each["executionArn"])
                    if found["input"] == text:
                        return each["executionArn"]
        raise


def wait_done(sfn, execution_arn):
    while (found := sfn.describe_execution(executionArn=execution_arn))["status"] == "RUNNING":
        time.sleep(10)
    return json.loads(found["output"])


def failed_step(sfn, execution_arn):
    try:
        found = sfn.describe_execution(executionArn=execution_arn)
    except sfn.exceptions.ClientError:
        return "logs"
    if found["status"] != "FAILED":
        return None
    events = []
    token = {}
    while True:
        page = sfn.get_execution_history(executionArn=execution_arn, reverseOrder=True, maxResults=7, **token)
        events += page["events"]
        if "nextToken" not in page:
            break
        token = {"nextToken": page["nextToken"]}
    wanted = events[0]["id"]
    for event in events:
        if event["id"] == wanted:
            if event["type"].endswith("StateEntered"):
                return event["stateEnteredEventDetails"]["name"]
            wanted = event["previousEventId"]


def stop_all(sfn, machine_arn):
    many = 0
    while running := sfn.list_executions(stateMachineArn=machine_arn, statusFilter="RUNNING")["executions"]:
        for each in running:
            sfn.stop_execution(executionArn=each["executionArn"])
            many += 1
    return many
