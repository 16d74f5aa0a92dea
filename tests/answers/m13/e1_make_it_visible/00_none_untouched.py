import json


def pass_on(service, event, log, send):
    """Log each payment in the event under its correlation id, and send it on."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")


alarm = None  # {"AlarmName": "slow-payments", ...}
pattern = None  # {"source": [...], ...}
