def pay_sync(payment, clients):
    """Ask customer, sales and communication in this order; return what became of it."""
    for service in ("customer", "sales", "communication"):
        try:
            clients[service](payment)
        except RuntimeError:
            return {"status": "FAILED", "service": service}
    return {"status": "DONE"}
