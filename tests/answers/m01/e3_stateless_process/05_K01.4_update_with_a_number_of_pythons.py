
def count_payment(payment, table):
    key = {"period": payment["period"]}
    found = table.get_item(Key=key, ConsistentRead=True)
    before = found["Item"]["noted_harbour"] if "Item" in found else 0
    table.update_item(
        Key=key, UpdateExpression="SET noted_harbour = :new", ExpressionAttributeValues={":new": before + 1}
    )
