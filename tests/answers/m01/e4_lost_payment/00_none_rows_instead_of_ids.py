def missing(customer_items, sales_items):
    paid = {row["paymentId"] for row in customer_items}
    known = {row["paymentId"] for row in sales_items}
    return {
        "unknown_to_sales": [row for row in customer_items if row["paymentId"] not in known],
        "never_paid": [row for row in sales_items if row["paymentId"] not in paid],
    }
