import json
import time
import uuid

from botocore.exceptions import ClientError


def _execution(machine_arn, name):
    return f"{machine_arn.replace(':stateMachine:', ':execution:', 1)}:{name}"


def _known(sfn, arn):
    try:
        return json.loads(sfn.describe_execution(executionArn=arn)["input"])
    except sfn.exceptions.ExecutionDoesNotExist:
        return None


def start_once(sfn, machine_arn, payment):
    """Look first, then start: the name is made of the key, whatever characters it has."""
    name = str(uuid.uuid5(uuid.NAMESPACE_URL, payment["idempotencyKey"]))
    arn = _execution(machine_arn, name)
    wait = 0.5
    while (known := _known(sfn, arn)) is None:
        try:
            sfn.start_execution(stateMachineArn=machine_arn, name=name, input=json.dumps(payment, sort_keys=True))
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code not in ("ThrottlingException", "ExecutionAlreadyExists"):
                raise
            time.sleep(wait)
            wait = min(wait * 3, 60)
    if known != payment:
        raise LookupError(f"{payment['idempotencyKey']} stands for another payment")
    return arn


def wait_done(sfn, execution_arn):
    found = sfn.describe_execution(executionArn=execution_arn)
    while found["status"] == "RUNNING":
        time.sleep(1)
        found = sfn.describe_execution(executionArn=execution_arn)
    assert found["status"] == "SUCCEEDED", found["status"]
    return json.loads(found["output"])


def failed_step(sfn, execution_arn):
    if execution_arn.split(":")[5] == "express":
        return "logs"
    events, more = {}, {}
    while True:
        page = sfn.get_execution_history(executionArn=execution_arn, maxResults=1000, **more)
        events |= {event["id"]: event for event in page["events"]}
        if "nextToken" not in page:
            break
        more = {"nextToken": page["nextToken"]}
    last = events[len(events)]
    if last["type"] != "ExecutionFailed":
        return None
    at = last["previousEventId"]
    while not events[at]["type"].endswith("StateEntered"):
        at = events[at]["previousEventId"]
    return events[at]["stateEnteredEventDetails"]["name"]


def stop_all(sfn, machine_arn):
    stopped = set()
    while True:
        page = sfn.list_executions(stateMachineArn=machine_arn, statusFilter="RUNNING", maxResults=100)
        if not page["executions"]:
            return len(stopped)
        for each in page["executions"]:
            sfn.stop_execution(executionArn=each["executionArn"], cause="stopped by hand")
            stopped.add(each["executionArn"])
