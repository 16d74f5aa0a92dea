import json
from decimal import Decimal

ARN = "arn:aws:lambda:us-east-1:123456789012:function:hill-42-"


def step(name, then, undoing):
    return f"""
    "{name}": {{
      "Type": "Task", "Resource": "{ARN}{name}",
      "InputPath": "$.payment", "ResultPath": "$.answers.{name}",
      "Retry": [{{"ErrorEquals": ["ServiceBusy", "Bank.NoAnswer"], "IntervalSeconds": 1, "MaxAttempts": 2}}],
      "Catch": [
        {{"ErrorEquals": ["States.TaskFailed"], "ResultPath": "$.first", "Next": "{undoing}"}},
        {{"ErrorEquals": ["States.ALL"], "ResultPath": "$.first", "Next": "{undoing}"}}
      ],
      "Next": "{then}"
    }}"""


def back(name, then):
    return f"""
    "{name}": {{
      "Type": "Task", "Resource": "{ARN}{name}",
      "InputPath": "$.payment", "ResultPath": "$.answers.{name}",
      "Retry": [{{"ErrorEquals": ["ServiceBusy"], "MaxAttempts": 10, "MaxDelaySeconds": 20}}],
      "Next": "{then}"
    }}"""


states = [
    """
    "begin": {
      "Type": "Pass", "Parameters": {"payment.$": "$", "answers": {}}, "Next": "charge"
    }""",
    step("charge", "customer", "notify"),
    step("customer", "sales", "refund"),
    step("sales", "confirm", "undo-customer"),
    step("confirm", "end", "undo-sales"),
    back("undo-sales", "undo-customer"),
    back("undo-customer", "refund"),
    back("refund", "notify"),
    back("notify", "failed"),
    """
    "failed": {"Type": "Fail", "ErrorPath": "$.first.Error", "CausePath": "$.first.Cause"},
    "end": {"Type": "Succeed"}""",
]
payment_saga = '{"StartAt": "begin", "States": {' + ",".join(states) + "}}"


def charge(event, table):
    """The first call writes; a later one reads what the first one wrote."""
    answer = table.update_item(
        Key={"chargeId": "charge " + event["idempotencyKey"]},
        UpdateExpression="SET policyId = if_not_exists(policyId, :policy), amount = if_not_exists(amount, :amount)",
        ExpressionAttributeValues={":policy": event["policyId"], ":amount": Decimal(str(event["amount"]))},
        ReturnValues="ALL_NEW",
    )["Attributes"]
    return {"chargeId": answer["chargeId"], "amount": float(answer["amount"])}
