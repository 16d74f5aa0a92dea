choices = None  # {"N-01": ("queue", "WAIT"), ...}
# Your answer goes here.
