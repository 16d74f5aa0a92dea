def watch(settings, system):
    raise NotImplementedError


def query(settings, system):
    raise NotImplementedError


def slowest(settings, system, begin, end):
    raise NotImplementedError


def price(usage, mix, prices):
    """Return what a mix of payments costs in USD, in all and by service."""
    by_service = {}
    for kind, counted in usage.items():
        for line in counted["lines"]:
            listed = prices[f"{line['service']} {line['what']}"]
            each = line["quantity"] / counted["payments"] / listed["per"] * listed["usd"]
            by_service.setdefault(line["service"], []).append(each * mix[kind])
    by_service = {service: sum(costs) for service, costs in by_service.items()}
    return {"total": sum(by_service.values()), "by_service": by_service}
