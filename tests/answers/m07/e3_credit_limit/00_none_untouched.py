credit_limit = None  # {"StartAt": ..., "States": {...}}
# Your answer goes here.
