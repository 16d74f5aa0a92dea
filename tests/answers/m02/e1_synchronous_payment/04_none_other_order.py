def pay_sync(payment, clients):
    """Ask customer, sales and communication in this order; return what became of it."""
    for service in sorted(clients):
        try:
            clients[service](payment)
        except Exception:
            return {"status": "FAILED", "service": service}
    return {"status": "DONE"}
