import json


def from_door(event):
    names = {name.lower(): name for name in event["headers"]}
    if "x-correlation-id" in names:
        journey = event["headers"][names["x-correlation-id"]]
    else:
        journey = "request " + event["requestContext"]["requestId"]
    return [(journey, json.loads(event["body"]))]


def from_queue(event):
    found = []
    for record in event["Records"]:
        content = json.loads(record["body"])
        found.append((content["id"], content["fact"]))
    return found


def from_topic(event):
    inner = [{"body": json.loads(record["body"])["Message"]} for record in event["Records"]]
    return from_queue({"Records": inner})


def from_bus(event):
    return [(event["detail"]["id"], event["detail"]["fact"])]


def from_workflow(event):
    return [(event["id"], event["fact"])]


READERS = {
    "door": from_door,
    "intake": from_queue,
    "customer": from_topic,
    "sales": from_bus,
    "booking": from_workflow,
}


def pass_on(service, event, log, send):
    for journey, fact in READERS[service](event):
        line = {"service": service, "correlationId": journey, "paymentId": fact["paymentId"]}
        if service == "booking":
            line["outcome"] = event["outcome"]
            line["amount"] = fact["amount"]
        log(line)
        if service != "booking":
            send({"id": journey, "fact": fact})


alarm = {
    "AlarmName": "slow",
    "MetricName": "ExecutionTime",
    "Namespace": "AWS/States",
    "ExtendedStatistic": "p95",
    "Dimensions": [
        {
            "Name": "StateMachineArn",
            "Value": "arn:aws:states:us-east-1:123456789012:stateMachine:coast-89-payments",
        }
    ],
    "Period": 60,
    "EvaluationPeriods": 3,
    "DatapointsToAlarm": 2,
    "Threshold": 11100.0,
    "ComparisonOperator": "GreaterThanThreshold",
    "TreatMissingData": "notBreaching",
    "AlarmActions": ["arn:aws:sns:us-east-1:123456789012:people-on-duty"],
}

pattern = {
    "detail-type": [{"prefix": "Step Functions Execution"}],
    "source": ["aws.states"],
    "detail": {
        "$or": [{"status": ["FAILED"]}, {"status": ["TIMED_OUT"]}, {"status": ["ABORTED"]}],
        "stateMachineArn": ["arn:aws:states:us-east-1:123456789012:stateMachine:coast-89-payments"],
    },
}
