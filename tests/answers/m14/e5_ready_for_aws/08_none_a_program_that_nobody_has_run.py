# The reference, but one function more was never run: its code is not even Python.
def ready(settings):
    made = deploy(settings)
    make_function(settings, f"{settings['prefix']}-report", "def handler(event, context)\n    return {}\n")
    return made
