grace_period = None  # {"StartAt": ..., "States": {...}}
# Your answer goes here.
