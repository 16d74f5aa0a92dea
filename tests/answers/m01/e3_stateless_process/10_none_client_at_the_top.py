import boto3

client = boto3.client("dynamodb", region_name="us-east-1")


def count_payment(payment, table):
    client.update_item(
        TableName=table.name,
        Key={"period": {"S": payment["period"]}},
        UpdateExpression="ADD noted_harbour :one",
        ExpressionAttributeValues={":one": {"N": "1"}},
    )
