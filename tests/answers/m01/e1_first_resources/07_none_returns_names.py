def provision(dynamodb, sqs, prefix):
    if f"{prefix}-customer-payments" not in dynamodb.list_tables()["TableNames"]:
        dynamodb.create_table(
            TableName=f"{prefix}-customer-payments",
            KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
    sqs.create_queue(QueueName=f"{prefix}-sales-q")
    return {"tableArn": f"{prefix}-customer-payments", "queueUrl": f"{prefix}-sales-q"}
