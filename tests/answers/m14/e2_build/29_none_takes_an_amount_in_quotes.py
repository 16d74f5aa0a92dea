# The reference, but an amount may be a text.
ACCEPT = ACCEPT.replace(
    "number = isinstance(amount, (int, Decimal)) and not isinstance(amount, bool) and amount > 0",
    "number = amount is not None and float(amount) > 0",
)
