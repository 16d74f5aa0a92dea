import copy

bounded = None  # {"StartAt": ..., "TimeoutSeconds": ..., "States": {...}}
# Your answer goes here.
