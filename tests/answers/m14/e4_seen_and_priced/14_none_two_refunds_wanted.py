# The reference, but one refund is not enough to wake anybody.
_alarm = alarm


def alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic):
    if metric == "ExecutionsFailed":
        threshold = 1
    _alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic)
