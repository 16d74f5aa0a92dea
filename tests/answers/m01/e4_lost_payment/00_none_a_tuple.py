def missing(customer_items, sales_items):
    paid = {row["paymentId"] for row in customer_items}
    known = {row["paymentId"] for row in sales_items}
    return sorted(paid - known), sorted(known - paid)
