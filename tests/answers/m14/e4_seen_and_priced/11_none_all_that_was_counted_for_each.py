# The reference, but each payment is taken to use what all those counted used.
_price = price


def price(usage, mix, prices):
    return _price({kind: {**each, "payments": 1} for kind, each in usage.items()}, mix, prices)
