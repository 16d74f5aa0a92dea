# The reference, but `deploy` ends before it has built anything.
def deploy(settings):
    raise KeyError(settings["prefix"])
