def count_payment(payment, table):
    return {"statusCode": 200}
