import json
import time


def start_once(sfn, machine_arn, payment):
    """Start the workflow for one payment, once; return the ARN of its execution."""
    name = payment["idempotencyKey"]
    while True:
        try:
            started = sfn.start_execution(
                stateMachineArn=machine_arn, name=name, input=json.dumps(payment)
            )
            return started["executionArn"]
        except sfn.exceptions.ExecutionAlreadyExists:
            arn = machine_arn.replace(":stateMachine:", ":execution:") + ":" + name
            known = sfn.describe_execution(executionArn=arn)
            if json.loads(known["input"]) != payment:
                raise ValueError(f"{name} was started with another input: {known['input']}")
            return arn
        except sfn.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "ThrottlingException":
                raise


def wait_done(sfn, execution_arn):
    """Wait for the end of an execution; return its output, or raise."""
    while True:
        found = sfn.describe_execution(executionArn=execution_arn)
        if found["status"] == "SUCCEEDED":
            return json.loads(found["output"])
        if found["status"] != "RUNNING":
            raise RuntimeError(f"{execution_arn} is {found['status']}: {found.get('error')}")
        time.sleep(2)


def failed_step(sfn, execution_arn):
    """Return the name of the state in which an execution failed."""
    if ":express:" in execution_arn:
        return "logs"
    pages = sfn.get_paginator("get_execution_history").paginate(executionArn=execution_arn)
    events = {event["id"]: event for page in pages for event in page["events"]}
    event = events[max(events)]
    if event["type"] != "ExecutionFailed":
        return None
    while "stateEnteredEventDetails" not in event:
        event = events[event["previousEventId"]]
    return event["stateEnteredEventDetails"]["name"]


def stop_all(sfn, machine_arn):
    """Stop all executions of a machine that run; return how many."""
    pages = sfn.get_paginator("list_executions").paginate(
        stateMachineArn=machine_arn, statusFilter="RUNNING"
    )
    running = [each["executionArn"] for page in pages for each in page["executions"]]
    for arn in running:
        sfn.stop_execution(executionArn=arn)
    return len(running)
