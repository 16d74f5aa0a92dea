def count_payment(payment, table):
    while True:
        row = table.get_item(Key={"period": payment["period"]}, ConsistentRead=True).get("Item")
        try:
            if row is None:
                table.put_item(
                    Item={"period": payment["period"], "noted_harbour": 1},
                    ConditionExpression="attribute_not_exists(period)",
                )
            else:
                table.put_item(
                    Item={**row, "noted_harbour": row["noted_harbour"] + 1},
                    ConditionExpression="noted_harbour = :seen",
                    ExpressionAttributeValues={":seen": row["noted_harbour"]},
                )
            return
        except table.meta.client.exceptions.ConditionalCheckFailedException:
            continue
