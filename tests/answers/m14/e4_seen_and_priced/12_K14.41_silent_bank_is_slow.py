# The reference, but a bank that is not asked is taken for a slow one.
_alarm = alarm


def alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic):
    if metric == "Duration":
        statistic["TreatMissingData"] = "breaching"
    _alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic)
