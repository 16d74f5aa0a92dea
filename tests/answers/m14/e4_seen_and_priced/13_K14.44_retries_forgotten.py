# The reference, but what had to be tried again is not priced.
_price = price


def price(usage, mix, prices):
    return _price(usage, {kind: many for kind, many in mix.items() if kind != "retried"}, prices)
