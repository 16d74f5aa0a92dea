predicted = None  # {"A-1": ["...", "...", "SUCCEEDED"], "A-2": [...], ..., "D-5": [...]}
# Your answer goes here.
