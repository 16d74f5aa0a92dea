any_sizes = None
