# The reference, but an alarm more: the bank's function fails, also when it declines a card.
_watch = watch


def watch(settings, system):
    _watch(settings, system)
    topic = f"arn:aws:sns:{settings['region']}:{settings['account']}:{settings['prefix']}-on-duty"
    bank = {"FunctionName": f"{settings['prefix']}-bank"}
    alarm(settings, topic, "bank-fails", "AWS/Lambda", "Errors", bank, 0, Statistic="Sum")
