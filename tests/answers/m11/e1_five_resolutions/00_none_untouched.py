five_sizes = None
