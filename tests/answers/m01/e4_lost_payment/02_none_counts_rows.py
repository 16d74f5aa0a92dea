from collections import Counter


def missing(customer_items, sales_items):
    paid = Counter(row["paymentId"] for row in customer_items)
    known = Counter(row["paymentId"] for row in sales_items)
    return {"unknown_to_sales": list(paid - known), "never_paid": list(known - paid)}
