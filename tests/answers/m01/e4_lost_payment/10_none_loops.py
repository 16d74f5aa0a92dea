def only_in(rows, others):
    found = []
    for row in rows:
        if row["paymentId"] in found:
            continue
        if not any(other["paymentId"] == row["paymentId"] for other in others):
            found.append(row["paymentId"])
    return found


def missing(customer_items, sales_items):
    return {
        "unknown_to_sales": only_in(customer_items, sales_items),
        "never_paid": only_in(sales_items, customer_items),
    }
