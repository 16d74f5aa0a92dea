# The reference, but with nothing changed.
