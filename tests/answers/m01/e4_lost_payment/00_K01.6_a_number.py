def missing(customer_items, sales_items):
    return len(customer_items) - len(sales_items)
