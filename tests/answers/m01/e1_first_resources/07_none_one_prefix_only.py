def provision(dynamodb, sqs, prefix):
    try:
        dynamodb.create_table(
            TableName="valley-49-customer-payments",
            KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
    except dynamodb.exceptions.ResourceInUseException:
        pass
    found = dynamodb.describe_table(TableName="valley-49-customer-payments")["Table"]
    queue = sqs.create_queue(QueueName="valley-49-sales-q")
    return {"tableArn": found["TableArn"], "queueUrl": queue["QueueUrl"]}
