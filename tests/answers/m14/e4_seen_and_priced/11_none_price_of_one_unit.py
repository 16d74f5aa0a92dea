# The reference, but a price is taken for that of one unit.
_price = price


def price(usage, mix, prices):
    return _price(usage, mix, {name: {**each, "per": 1} for name, each in prices.items()})
