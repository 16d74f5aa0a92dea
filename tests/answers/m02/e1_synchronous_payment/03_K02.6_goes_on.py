def pay_sync(payment, clients):
    """Ask customer, sales and communication in this order; return what became of it."""
    failed = []
    for service in ("customer", "sales", "communication"):
        try:
            clients[service](payment)
        except Exception:
            failed.append(service)
    return {"status": "FAILED", "services": failed} if failed else {"status": "DONE"}
