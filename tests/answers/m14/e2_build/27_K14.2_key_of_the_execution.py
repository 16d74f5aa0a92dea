# The reference, but the bank is given the execution's name as its key: a second execution charges again.
right = payment_workflow


def payment_workflow(settings, topic):
    """Take the key from the context."""
    text = json.dumps(right(settings, topic))
    key = '"idempotencyKey": "{% $payment.paymentId %}"'
    assert key in text
    return json.loads(text.replace(key, '"idempotencyKey": "{% $states.context.Execution.Id %}"'))
