def pay_sync(payment, clients):
    """Ask customer, sales and communication in this order; return what became of it."""
    failed = None
    for service in ("customer", "sales", "communication"):
        try:
            clients[service](payment)
        except Exception:
            failed = failed or service
    return {"status": "FAILED", "service": failed} if failed else {"status": "DONE"}
