# The reference, but the three services share a role.
right = fan_out


def fan_out(settings):
    """Let all three act in one role."""
    prefix, topic = settings["prefix"], right(settings)
    statements = [
        allow(arn(settings, "dynamodb", f"table/{prefix}-{owned}"), "dynamodb:PutItem")
        for owned in ("customer-payments", "sales-activity", "outbox")
    ]
    receives = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
    services = ("customer", "sales", "communication")
    queues = [allow(arn(settings, "sqs", f"{prefix}-{service}-q"), *receives) for service in services]
    role = make_role(f"{prefix}-services-role", "lambda.amazonaws.com", *statements, *queues)
    for service in services:
        boto3.client("lambda", region_name=settings["region"]).update_function_configuration(
            FunctionName=f"{prefix}-{service}", Role=role
        )
    return topic
