def record(dynamodb, table, payment):
    item = {"paymentId": {"S": payment["paymentId"]}, "amount": {"N": str(payment["amount"])}}
    dynamodb.put_item(TableName=table, Item=item)
    return True
