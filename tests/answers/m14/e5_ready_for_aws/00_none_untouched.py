ready = None  # deploy, or another function like it
# Your answer goes here.
