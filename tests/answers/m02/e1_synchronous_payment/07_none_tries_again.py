def pay_sync(payment, clients):
    """Ask customer, sales and communication in this order; return what became of it."""
    for service in ("customer", "sales", "communication"):
        for attempt in (1, 2):
            try:
                clients[service](payment)
                break
            except Exception:
                if attempt == 2:
                    return {"status": "FAILED", "service": service}
    return {"status": "DONE"}
