total = 0


def count_payment(payment, table):
    global total
    total += 1
    table.put_item(Item={"period": payment["period"], "noted_harbour": total})
