# The reference, but the topic calls the three functions itself.
RECORD = RECORD.replace('record["body"]', 'record["Sns"]["Message"]').replace(
    "return {", "if failed:\n        raise RuntimeError(failed)\n    return {"
).replace('record["messageId"]', 'record["Sns"]["MessageId"]')


def fan_out(settings):
    """Build the topic, and for each service a function that it calls."""
    prefix, region = settings["prefix"], settings["region"]
    sns, functions = boto3.client("sns", region_name=region), boto3.client("lambda", region_name=region)
    topic = sns.create_topic(Name=f"{prefix}-payments")["TopicArn"]
    for service, owned in {"customer": "customer-payments", "sales": "sales-activity", "communication": "outbox"}.items():
        worker = make_function(
            settings,
            f"{prefix}-{service}",
            RECORD,
            allow(arn(settings, "dynamodb", f"table/{prefix}-{owned}"), "dynamodb:PutItem"),
            TABLE=f"{prefix}-{owned}",
        )
        functions.add_permission(
            FunctionName=worker,
            StatementId="topic",
            Action="lambda:InvokeFunction",
            Principal="sns.amazonaws.com",
            SourceArn=topic,
        )
        sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=worker)
    return topic
