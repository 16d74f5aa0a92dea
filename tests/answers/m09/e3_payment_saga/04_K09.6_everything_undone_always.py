from decimal import Decimal

payment_saga = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
prefix = "hill-42"
busy_error = "ServiceBusy"

# For every function: nothing was done, and it passes.
BUSY = {"ErrorEquals": [busy_error], "IntervalSeconds": 1, "BackoffRate": 2, "MaxAttempts": 4}
# For the charge alone: something may have been done. It may be asked for again because it carries its idempotency key.
LOST = {"ErrorEquals": ["Bank.NoAnswer"], "IntervalSeconds": 2, "MaxAttempts": 4}


def call(name, then, if_it_fails=None, retry=(BUSY,)):
    """Return a Task that calls a function with the payment, and hands the payment on."""
    state = {
        "Type": "Task",
        "Resource": f"arn:aws:lambda:us-east-1:123456789012:function:{prefix}-{name}",
        "Retry": list(retry),
        # What the function answers is of no interest: the next one wants the payment.
        "ResultPath": None,
        "Next": then,
    }
    if if_it_fails:
        # The payment stays, and beside it stands why it failed: nobody writes there again.
        state["Catch"] = [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": if_it_fails}]
    return state


payment_saga = {
    "StartAt": "Charge",
    "States": {
        # The way there. Each step leads, if it fails, to what takes back the step before it.
        "Charge": call("charge", "Write customer", "Undo sales", [BUSY, LOST]),
        "Write customer": call("customer", "Write sales", "Undo sales"),
        "Write sales": call("sales", "Confirm", "Undo sales"),
        "Confirm": call("confirm", "Paid", "Undo sales"),
        "Paid": {"Type": "Succeed"},
        # The way back, in one direction: whoever enters it in the middle takes back less.
        "Undo sales": call("undo-sales", "Undo customer"),
        "Undo customer": call("undo-customer", "Refund"),
        "Refund": call("refund", "Notify"),
        "Notify": call("notify", "Not paid"),
        # Compensated is not successful: whoever looks at the executions should see it.
        "Not paid": {"Type": "Fail", "ErrorPath": "$.failure.Error", "CausePath": "$.failure.Cause"},
    },
}
### END SOLUTION


def charge(event, table):
    """Charge a payment once, however often it is asked for; return {"chargeId": ..., "amount": ...}."""
    ### BEGIN SOLUTION
    charge_id = event["idempotencyKey"]
    item = {
        "chargeId": charge_id,
        "policyId": event["policyId"],
        "amount": Decimal(str(event["amount"])),
    }
    try:
        # One request that both looks and writes: between a look and a write somebody else could charge.
        table.put_item(Item=item, ConditionExpression="attribute_not_exists(chargeId)")
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        print(f"{charge_id} is charged already, which is all that was asked for")
    return {"chargeId": charge_id, "amount": event["amount"]}
    ### END SOLUTION
