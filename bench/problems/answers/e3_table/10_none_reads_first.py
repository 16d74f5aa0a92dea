def record(dynamodb, table, payment):
    key = {"paymentId": {"S": payment["paymentId"]}}
    if "Item" in dynamodb.get_item(TableName=table, Key=key):
        return False
    dynamodb.put_item(TableName=table, Item=key | {"amount": {"N": str(payment["amount"])}})
    return True
