handled = None  # [(tries, "state"), ...], twelve pairs
# Your answer goes here.
