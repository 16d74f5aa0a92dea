def provision(dynamodb, sqs, prefix):
    table = f"{prefix}-customer-payments"
    if table not in dynamodb.list_tables()["TableNames"]:
        dynamodb.create_table(
            TableName=table,
            KeySchema=[
                {"AttributeName": "customerId", "KeyType": "HASH"},
                {"AttributeName": "paymentId", "KeyType": "RANGE"},
            ],
            AttributeDefinitions=[
                {"AttributeName": "customerId", "AttributeType": "S"},
                {"AttributeName": "paymentId", "AttributeType": "S"},
            ],
            BillingMode="PAY_PER_REQUEST",
        )
    arn = dynamodb.describe_table(TableName=table)["Table"]["TableArn"]
    return {"tableArn": arn, "queueUrl": sqs.create_queue(QueueName=f"{prefix}-sales-q")["QueueUrl"]}
