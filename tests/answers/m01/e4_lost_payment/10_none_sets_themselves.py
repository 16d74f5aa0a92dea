def missing(customer_items, sales_items):
    paid = {row["paymentId"]: row for row in customer_items}
    known = {row["paymentId"]: row for row in sales_items}
    return {"never_paid": known.keys() - paid.keys(), "unknown_to_sales": paid.keys() - known.keys()}
