def missing(customer_items, sales_items):
    paid = {row["amount"] for row in customer_items}
    known = {row["amount"] for row in sales_items}
    return {
        "unknown_to_sales": sorted({row["paymentId"] for row in customer_items if row["amount"] not in known}),
        "never_paid": sorted({row["paymentId"] for row in sales_items if row["amount"] not in paid}),
    }
