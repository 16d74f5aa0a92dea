fields = None  # a dictionary with the five fields: {"InputPath": ..., "Parameters": ..., ...}
