def pay_sync(payment, clients):
    """Ask customer, sales and communication in this order; return what became of it."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")
