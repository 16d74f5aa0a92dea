found = None  # {"T-10": ("orders", 550, "working", "index"), ...}
