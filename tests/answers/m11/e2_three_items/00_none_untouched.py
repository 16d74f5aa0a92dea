three_items = None
