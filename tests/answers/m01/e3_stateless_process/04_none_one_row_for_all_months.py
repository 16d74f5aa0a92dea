
def count_payment(payment, table):
    table.update_item(
        Key={"period": "total"},
        UpdateExpression="ADD noted_harbour :one",
        ExpressionAttributeValues={":one": 1},
    )
