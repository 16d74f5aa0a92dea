# The reference, but a payment that waits for the manager is taken for a slow one.
_alarm = alarm


def alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic):
    _alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic)
    if metric == "ExecutionsFailed":
        _alarm(settings, topic, "slow", namespace, "ExecutionTime", dimensions, 60_000, Statistic="Maximum")
