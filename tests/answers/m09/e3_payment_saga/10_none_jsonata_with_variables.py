from decimal import Decimal

BUSY = {"ErrorEquals": ["ServiceBusy"], "MaxAttempts": 3, "JitterStrategy": "FULL"}
BANK = {"ErrorEquals": ["ServiceBusy", "Bank.NoAnswer"], "IntervalSeconds": 5, "MaxAttempts": 6}
FIRST_ERROR = {"failure": "{% $states.errorOutput %}"}


def invoke(function, next_state, *catch, retry=BUSY):
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {
            "FunctionName": f"arn:aws:lambda:us-east-1:123456789012:function:hill-42-{function}",
            "Payload": "{% $request %}",
        },
        "Retry": [retry],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Assign": FIRST_ERROR, "Next": each} for each in catch],
        "Next": next_state,
    }


payment_saga = {
    "QueryLanguage": "JSONata",
    "StartAt": "Remember",
    "States": {
        "Remember": {"Type": "Pass", "Assign": {"request": "{% $states.input %}"}, "Next": "1"},
        "1": invoke("charge", "2", "0 back", retry=BANK),
        "2": invoke("customer", "3", "1 back"),
        "3": invoke("sales", "4", "2 back"),
        "4": invoke("confirm", "Done", "3 back"),
        "3 back": invoke("undo-sales", "2 back"),
        "2 back": invoke("undo-customer", "1 back"),
        "1 back": invoke("refund", "0 back"),
        "0 back": invoke("notify", "Failed"),
        "Failed": {"Type": "Fail", "Error": "{% $failure.Error %}", "Cause": "{% $failure.Cause %}"},
        "Done": {"Type": "Succeed"},
    },
}


def charge(event, table):
    key = {"chargeId": f"{event['policyId']}/{event['idempotencyKey']}"}
    known = table.get_item(Key=key, ConsistentRead=True).get("Item")
    if known is None:
        known = {**key, "policyId": event["policyId"], "amount": Decimal(str(event["amount"]))}
        table.put_item(Item=known, ConditionExpression="attribute_not_exists(chargeId)")
    return {"chargeId": known["chargeId"], "amount": known["amount"]}
