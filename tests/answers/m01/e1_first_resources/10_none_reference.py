def provision(dynamodb, sqs, prefix):
    table = f"{prefix}-customer-payments"
    try:
        dynamodb.create_table(
            TableName=table,
            KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        dynamodb.get_waiter("table_exists").wait(TableName=table)
    except dynamodb.exceptions.ResourceInUseException:
        pass
    found = dynamodb.describe_table(TableName=table)["Table"]
    queue = sqs.create_queue(QueueName=f"{prefix}-sales-q")
    return {"tableArn": found["TableArn"], "queueUrl": queue["QueueUrl"]}
