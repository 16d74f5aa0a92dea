counts = {}


def count_payment(payment, table):
    month = payment["period"]
    counts[month] = counts.get(month, 0) + 1
    table.put_item(Item={"period": month, "noted_harbour": counts[month]})
