from concurrent.futures import ThreadPoolExecutor


def pay_sync(payment, clients):
    """Ask customer, sales and communication in this order; return what became of it."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        asked = {name: pool.submit(clients[name], payment) for name in ("customer", "sales", "communication")}
    for name, answer in asked.items():
        if answer.exception():
            return {"status": "FAILED", "service": name}
    return {"status": "DONE"}
