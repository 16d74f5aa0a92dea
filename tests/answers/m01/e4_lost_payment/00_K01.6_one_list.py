def missing(customer_items, sales_items):
    known = {row["paymentId"] for row in sales_items}
    return [row["paymentId"] for row in customer_items if row["paymentId"] not in known]
