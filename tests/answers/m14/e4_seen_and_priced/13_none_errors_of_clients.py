# The reference, but a request that is malformed wakes somebody, too.
_alarm = alarm


def alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic):
    _alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic)
    if metric == "5xx":
        _alarm(settings, topic, "clients", namespace, "4xx", dimensions, threshold, **statistic)
