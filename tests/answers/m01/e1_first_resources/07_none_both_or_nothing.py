def provision(dynamodb, sqs, prefix):
    try:
        dynamodb.create_table(
            TableName=f"{prefix}-customer-payments",
            KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        sqs.create_queue(QueueName=f"{prefix}-sales-q")
    except dynamodb.exceptions.ResourceInUseException:
        pass
    found = dynamodb.describe_table(TableName=f"{prefix}-customer-payments")["Table"]
    url = sqs.get_queue_url(QueueName=f"{prefix}-sales-q")["QueueUrl"]
    return {"tableArn": found["TableArn"], "queueUrl": url}
