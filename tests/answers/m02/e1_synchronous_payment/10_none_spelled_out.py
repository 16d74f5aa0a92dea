def pay_sync(payment, clients):
    """Ask customer, sales and communication in this order; return what became of it."""
    answer, current = {}, "customer"
    try:
        answer["customer"] = clients[current](payment)
        current = "sales"
        answer["sales"] = clients[current](payment)
        current = "communication"
        answer["communication"] = clients[current](payment)
    except BaseException:
        return dict(answer, status="FAILED", service=current)
    return dict(answer, status="DONE")
