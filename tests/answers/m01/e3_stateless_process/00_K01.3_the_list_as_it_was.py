months = []


def count_payment(payment, table):
    months.append(payment["period"])
    print("payments in", payment["period"], "so far:", months.count(payment["period"]))
