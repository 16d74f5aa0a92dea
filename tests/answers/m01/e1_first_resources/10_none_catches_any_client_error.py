from botocore.exceptions import ClientError


def provision(dynamodb, sqs, prefix):
    names = {"table": f"{prefix}-customer-payments", "queue": f"{prefix}-sales-q"}
    try:
        answer = dynamodb.describe_table(TableName=names["table"])["Table"]
    except ClientError:
        answer = dynamodb.create_table(
            TableName=names["table"],
            KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )["TableDescription"]
    try:
        url = sqs.get_queue_url(QueueName=names["queue"])["QueueUrl"]
    except ClientError:
        url = sqs.create_queue(QueueName=names["queue"], Attributes={"ReceiveMessageWaitTimeSeconds": "20"})[
            "QueueUrl"
        ]
    return {"tableArn": answer["TableArn"], "queueUrl": url}
