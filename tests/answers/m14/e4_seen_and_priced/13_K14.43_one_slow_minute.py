# The reference, but one minute with one slow charge is enough.
_alarm = alarm


def alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic):
    statistic.pop("EvaluationPeriods", None)
    _alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic)
