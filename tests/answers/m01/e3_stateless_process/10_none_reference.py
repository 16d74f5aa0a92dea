
def count_payment(payment, table):
    table.update_item(
        Key={"period": payment["period"]},
        UpdateExpression="ADD #field :one",
        ExpressionAttributeNames={"#field": "noted_harbour"},
        ExpressionAttributeValues={":one": 1},
    )
