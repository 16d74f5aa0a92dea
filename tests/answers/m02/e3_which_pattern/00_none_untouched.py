chosen = None  # {"card-A10": ("one-to-one", "synchronous"), ...}
