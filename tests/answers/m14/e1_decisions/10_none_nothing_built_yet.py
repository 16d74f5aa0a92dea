# The reference, but E2 is still to come.
deploy = None
