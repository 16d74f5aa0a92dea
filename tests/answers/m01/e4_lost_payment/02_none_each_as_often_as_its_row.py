def missing(customer_items, sales_items):
    paid = [row["paymentId"] for row in customer_items]
    known = [row["paymentId"] for row in sales_items]
    return {
        "unknown_to_sales": [each for each in paid if each not in known],
        "never_paid": [each for each in known if each not in paid],
    }
