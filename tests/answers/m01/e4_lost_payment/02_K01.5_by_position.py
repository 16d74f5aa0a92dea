from itertools import zip_longest


def missing(customer_items, sales_items):
    unknown, unpaid = set(), set()
    for paid, known in zip_longest(customer_items, sales_items):
        if paid and known and paid["paymentId"] == known["paymentId"]:
            continue
        if paid:
            unknown.add(paid["paymentId"])
        if known:
            unpaid.add(known["paymentId"])
    return {"unknown_to_sales": unknown, "never_paid": unpaid}
