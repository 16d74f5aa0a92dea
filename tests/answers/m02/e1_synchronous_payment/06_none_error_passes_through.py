def pay_sync(payment, clients):
    """Ask customer, sales and communication in this order; return what became of it."""
    for service in ("customer", "sales", "communication"):
        clients[service](payment)
    return {"status": "DONE"}
