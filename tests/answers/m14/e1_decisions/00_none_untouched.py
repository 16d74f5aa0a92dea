decisions = None  # {"door": {"style": "...", "service": "...", "reason": "...", "risk": "...", "answer": "..."}, ...}
# Your answer goes here.
