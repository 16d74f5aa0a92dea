import boto3

dynamodb = None


def client():
    global dynamodb
    if dynamodb is None:
        dynamodb = boto3.client("dynamodb")
    return dynamodb


def count_payment(payment, table):
    answer = client().update_item(
        TableName=table.name,
        Key={"period": {"S": payment["period"]}},
        UpdateExpression="SET noted_harbour = if_not_exists(noted_harbour, :none) + :one",
        ExpressionAttributeValues={":none": {"N": "0"}, ":one": {"N": "1"}},
        ReturnValues="UPDATED_NEW",
    )
    return {"period": payment["period"], "payments": int(answer["Attributes"]["noted_harbour"]["N"])}
