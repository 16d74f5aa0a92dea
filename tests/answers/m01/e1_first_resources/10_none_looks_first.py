def provision(dynamodb, sqs, prefix):
    table, queue = prefix + "-customer-payments", prefix + "-sales-q"
    if table not in dynamodb.list_tables()["TableNames"]:
        made = dynamodb.create_table(
            TableName=table,
            AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
            ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
        )
        arn = made["TableDescription"]["TableArn"]
    else:
        arn = dynamodb.describe_table(TableName=table)["Table"]["TableArn"]
    urls = sqs.list_queues(QueueNamePrefix=queue).get("QueueUrls", [])
    found = [url for url in urls if url.endswith("/" + queue)]
    if not found:
        found = [sqs.create_queue(QueueName=queue, Attributes={"VisibilityTimeout": "60"})["QueueUrl"]]
    return {"tableArn": arn, "queueUrl": found[0]}
