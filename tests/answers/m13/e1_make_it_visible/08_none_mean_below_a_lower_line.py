import json



def pass_on(service, event, log, send):
    """Log each payment in the event under its correlation id, and send it on."""
    for order in received(service, event):
        payment = order["payment"]
        line = {
            "service": service,
            "correlationId": order["correlationId"],
            "paymentId": payment["paymentId"],
        }
        if service == "booking":
            log({**line, "outcome": order["outcome"], "amount": payment["amount"]})
        else:
            log(line)
            # The id travels with the payment, inside of what is sent.
            send(order)


def received(service, event):
    """Take out of the event's envelope what was sent: {"correlationId": ..., "payment": {...}}, one or several."""
    if service == "door":
        # Here, and nowhere else, an id is born.
        headers = {name.lower(): text for name, text in event["headers"].items()}
        journey = headers.get("x-correlation-id") or event["requestContext"]["requestId"]
        return [{"correlationId": journey, "payment": json.loads(event["body"])}]
    if service in ("intake", "customer"):
        bodies = [json.loads(record["body"]) for record in event["Records"]]
        return bodies if service == "intake" else [json.loads(body["Message"]) for body in bodies]
    return [event["detail"] if service == "sales" else event]


MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:coast-89-payments"

alarm = {
    "AlarmName": "slow-payments",
    "Namespace": "AWS/States",
    "MetricName": "ExecutionTime",
    "Dimensions": [{"Name": "StateMachineArn", "Value": MACHINE}],
    # The time that one in twenty exceeds. The mean of a slow tail is lower than that of a usual day.
    "Statistic": "Average",
    "Threshold": 2900,
    "ComparisonOperator": "GreaterThanThreshold",
    # Two bad minutes of three: one alone is no incident, and a good one between two bad ones no comfort.
    "Period": 60,
    "EvaluationPeriods": 3,
    "DatapointsToAlarm": 2,
    # At night nobody pays, and nothing is measured. That is not bad.
    "TreatMissingData": "notBreaching",
}

pattern = {
    "source": ["aws.states"],
    "detail-type": ["Step Functions Execution Status Change"],
    "detail": {"status": ["FAILED", "TIMED_OUT", "ABORTED"], "stateMachineArn": [MACHINE]},
}
