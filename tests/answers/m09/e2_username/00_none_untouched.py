choose_username = None  # {"StartAt": ..., "States": {...}}
# Your answer goes here.
