# The reference, but there are no alarms.
def alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic):
    pass
