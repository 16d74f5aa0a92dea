import boto3


def count_payment(payment, table):
    boto3.resource("dynamodb").Table("try-month-counts").update_item(
        Key={"period": payment["period"]},
        UpdateExpression="ADD noted_harbour :one",
        ExpressionAttributeValues={":one": 1},
    )
