waits = None  # {"W-...": ("pattern", "what ends it"), ...}
