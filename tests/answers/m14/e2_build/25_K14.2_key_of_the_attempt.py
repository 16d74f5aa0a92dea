# The reference, but each attempt of the charge has a key of its own, and the refund another.
right = payment_workflow


def payment_workflow(settings, topic):
    """Draw a key wherever the bank is given one."""
    text = json.dumps(right(settings, topic))
    key = '"idempotencyKey": "{% $payment.paymentId %}"'
    assert key in text
    return json.loads(text.replace(key, '"idempotencyKey": "{% $uuid() %}"'))
