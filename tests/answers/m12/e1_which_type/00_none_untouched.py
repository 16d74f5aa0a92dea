types = None  # {"W-...": ("type", "reason"), ...}
