import json
import uuid

arn = "arn:aws:states:us-east-1:123456789012:stateMachine:coast-89-payments"


def opened(event):
    """Yield what the service before has sent, from whatever it was put into."""
    for record in event["Records"] if "Records" in event else [event]:
        content = record
        while "body" in content or "Message" in content or "detail" in content:
            content = content.get("body") or content.get("Message") or content.get("detail")
            content = json.loads(content) if isinstance(content, str) else content
        yield content


def pass_on(service, event, log, send):
    for payment in opened(event):
        if service == "door":
            brought = [
                text for name, text in event["headers"].items() if name.upper() == "X-CORRELATION-ID"
            ]
            payment["journey"] = brought[0] if brought else f"door/{uuid.uuid4()}"
        told = {
            "correlationId": payment["journey"],
            "service": service,
            "paymentId": payment["paymentId"],
            "level": "INFO",
        }
        log(json.dumps({**told, "message": "begun"}))
        if "outcome" in payment:
            log(json.dumps({**told, "outcome": payment["outcome"], "amount": payment["amount"]}))
        else:
            send(json.dumps(payment))


alarm = dict(
    AlarmName="too many wait",
    AlarmDescription="More than one in twenty waits too long, in two minutes of three.",
    ActionsEnabled=False,
    Metrics=[
        {
            "Id": "time",
            "ReturnData": True,
            "MetricStat": {
                "Metric": {
                    "Namespace": "AWS/States",
                    "MetricName": "ExecutionTime",
                    "Dimensions": [{"Name": "StateMachineArn", "Value": arn}],
                },
                "Period": 60,
                "Stat": "p95",
            },
        }
    ],
    EvaluationPeriods=3,
    DatapointsToAlarm=2,
    Threshold=11100,
    ComparisonOperator="GreaterThanOrEqualToThreshold",
    TreatMissingData="ignore",
)

pattern = json.dumps(
    {
        "source": ["aws.states"],
        "detail": {
            "stateMachineArn": [{"equals-ignore-case": arn}],
            "status": [{"anything-but": ["RUNNING", "SUCCEEDED"]}],
        },
    }
)
