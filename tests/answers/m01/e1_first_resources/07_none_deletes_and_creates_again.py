def provision(dynamodb, sqs, prefix):
    if f"{prefix}-customer-payments" in dynamodb.list_tables()["TableNames"]:
        dynamodb.delete_table(TableName=f"{prefix}-customer-payments")
    made = dynamodb.create_table(
        TableName=f"{prefix}-customer-payments",
        KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    url = sqs.create_queue(QueueName=f"{prefix}-sales-q")["QueueUrl"]
    return {"tableArn": made["TableDescription"]["TableArn"], "queueUrl": url}
