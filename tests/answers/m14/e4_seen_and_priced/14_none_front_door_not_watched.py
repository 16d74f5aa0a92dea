# The reference, but nobody hears of a front door that fails.
_alarm = alarm


def alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic):
    if metric != "5xx":
        _alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic)
