from decimal import Decimal

payment_saga = None  # {"StartAt": ..., "States": {...}}
# Your answer goes here.


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
