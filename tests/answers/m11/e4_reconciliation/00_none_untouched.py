parent_type = None
one_by_one = None
in_batches = None
