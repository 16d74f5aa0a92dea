seen = []


def count_payment(payment, table):
    seen.append(payment["paymentId"])
    table.update_item(
        Key={"period": payment["period"]},
        UpdateExpression="ADD noted_harbour :one",
        ExpressionAttributeValues={":one": 1},
    )
    print(len(seen), "payments in this worker")
