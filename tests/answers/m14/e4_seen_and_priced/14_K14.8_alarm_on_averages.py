# The reference, but the alarm on slow charges looks at their mean.
_alarm = alarm


def alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic):
    if metric == "Duration":
        statistic = {"Statistic": "Average", "EvaluationPeriods": 3}
    _alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic)
