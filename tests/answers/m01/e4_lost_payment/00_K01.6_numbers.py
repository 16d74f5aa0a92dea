def missing(customer_items, sales_items):
    paid = {row["paymentId"] for row in customer_items}
    known = {row["paymentId"] for row in sales_items}
    return {"unknown_to_sales": len(paid - known), "never_paid": len(known - paid)}
