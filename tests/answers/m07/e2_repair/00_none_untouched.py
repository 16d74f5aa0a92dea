repaired = None  # {"StartAt": ..., "States": {...}}
# Your answer goes here.
