def missing(customer_items, sales_items):
    known = [row["paymentId"] for row in sales_items]
    lost = {row["paymentId"] for row in customer_items if row["paymentId"] not in known}
    return {"unknown_to_sales": list(lost), "never_paid": []}
