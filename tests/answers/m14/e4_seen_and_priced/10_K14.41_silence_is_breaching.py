# The reference, but what is not measured is taken for bad.
_alarm = alarm


def alarm(*arguments, **statistic):
    _alarm(*arguments, **statistic, TreatMissingData="breaching")
