def watch(settings, system):
    raise NotImplementedError


def query(settings, system):
    raise NotImplementedError


def slowest(settings, system, begin, end):
    raise NotImplementedError


def price(usage, mix, prices):
    raise NotImplementedError
