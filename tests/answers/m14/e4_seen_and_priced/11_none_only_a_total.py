# The reference, but the report is one number.
_price = price


def price(usage, mix, prices):
    return _price(usage, mix, prices)["total"]
