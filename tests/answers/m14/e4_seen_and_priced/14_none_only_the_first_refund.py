# The reference, but an alarm that is once in ALARM stays in it while nothing is measured.
_alarm = alarm


def alarm(*arguments, **statistic):
    _alarm(*arguments, **statistic, TreatMissingData="ignore")
