retry = None  # [{"ErrorEquals": [...], ...}, ...]
# Your answer goes here.
